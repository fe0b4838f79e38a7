"""Albums: a platform brings them as one message for each file. Here they are one message, which waits a moment for the rest.

Whatever came is in the ticket at once. Only the copies wait, so that they go out as an album; what comes when they have gone
follows in another message.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from core.conversation import Message
from core.files import kept_files
from core.marks import Marked, joined, piece, shown
from core.messages import Delivery, Edited, Said
from core.text import lines
from dialogs import losses, mirror, parts, relay
from dialogs.turn import Turn

GATHERS = 1.0
"""Seconds an album waits for its next part: a platform brings them within a blink."""

FETCHES = 30.0
"""Seconds it waits while its next file is still being fetched: that one's turn sets them anew."""


def patience(turn: Turn, message: Message) -> float:
    """Seconds a message's copies wait. Only what is an album waits at all."""
    if not any(file.item for file in message.files):
        return 0.0
    return FETCHES if turn.unit.album_goes_on(message) else GATHERS


def begun(turn: Turn, said: Said) -> Message | None:
    """The message that this is a further part of."""
    return turn.unit.album_at(said.place, said.album) if said.album else None


def join(turn: Turn, message: Message, said: Said) -> None:
    """One file more for an album, in the ticket and in its copies."""
    turn.unit.add_to_album(message, said.message)
    files = kept_files(said.files, said.message, said.text)
    message.files += files
    captions = [one for one in ((message.text, message.marks), (said.text, said.marks)) if one[0]]
    message.text, message.marks = joined(captions, "\n") if captions else ("", ())
    turn.unit.save_message(message)
    ticket = turn.unit.ticket(message.ticket_id)
    if message.kind == "message":
        copies = relay.followed(turn, turn.unit.copies_of(message))
        for sending in relay.sendings(copies):
            _join_copies(turn, message, sending, said, "relay")
        if not copies and not turn.unit.failed_copies(message):
            relay.pass_on_late(turn, message)
    for sending in relay.sendings(mirror.copies_of(turn, message)):
        _join_copies(turn, message, sending, said, mirror.COPY)
    if message.side == "requester":
        losses.tell_too_big(turn, ticket, message.author, files, turn.unit.threads_of(ticket))
    elif message.kind == "message":
        losses.tell_too_big(turn, ticket, message.author, files, [turn.unit.conversation(ticket.conversation_id)])


def _join_copies(turn: Turn, message: Message, copies: list[Delivery], said: Said, purpose: str) -> None:
    """What waits in one place goes out with the new file; where all of it has gone, a second message does."""
    to, last = relay.where(turn, copies[0]), copies[-1]
    ticket = turn.unit.ticket(message.ticket_id)
    files = kept_files(said.files, said.message, said.text)
    author = getattr(last.act, "author", None) or ""
    limits, delay = parts.carries(turn, to), patience(turn, message)
    words = shown(said.text, said.marks)
    whole = parts.acts(lines([parts.words_of(last), words]), (*parts.files_of(last), *files), author, limits)
    first = parts.in_place_of(last, whole[0]) if whole else None
    if first and turn.unit.reword(last, first, turn.now + timedelta(seconds=delay)):
        rest = whole[1:]
    else:
        rest = parts.acts(words, files, author, limits)
    for number, act in enumerate(rest, start=last.part + 1):
        turn.send(to, act, purpose, ticket=ticket, message=message.id, part=number, rank=0, delay=delay)


def words_after(message: Message, edited: Edited) -> Marked:
    """What the message says, and how that looks, once one of an album's captions was edited."""
    if not any(file.item for file in message.files):
        return edited.text, edited.marks
    captions: list[Marked] = []
    at = 0
    for file in message.files:
        before = piece(message.text, message.marks, at, at + len(file.words))
        at += len(file.words) + 1 if file.words else 0
        captions.append((edited.text, edited.marks) if file.item == edited.message else before)
    message.files = tuple(
        replace(file, words=edited.text) if file.item == edited.message else file for file in message.files
    )
    said = [caption for caption in captions if caption[0]]
    return joined(said, "\n") if said else ("", ())
