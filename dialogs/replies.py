"""Replies: which message is meant, and which one stands for it, or which words, in another place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from core.conversation import Conversation, Message, Thread
from core.messages import Delivery, Said, Say, Target
from core.text import shortened
from core.ticket import Ticket
from dialogs import parts
from dialogs.turn import Turn

GIST = 80
"""Characters of what is answered, where a channel can't point at it and the writer chose no part of it."""


def reply(turn: Turn, to: Conversation | Thread, said: Said) -> tuple[Target | None, str]:
    """What a reply hangs on in another place: the message that stands there for the one which was replied to here, and the
    part of it that is meant. Where a channel can't point at messages the beginning of that one is quoted. What only agents
    have seen is quoted to no requester, even if they choose a part of it, and what is no message of the ticket (a secret, a
    support token) to nobody."""
    if not said.reply_to:
        return None, "" if isinstance(to, Conversation) else said.quote
    replied = source_of(turn, said.place, said.reply_to)
    if isinstance(to, Conversation) and not _is_seen(turn, said, replied):
        return None, ""
    if replied is None:
        return None, said.quote if _answers_the_request(turn, said) else ""
    if not parts.carries(turn, to).points:
        return None, said.quote or _gist(replied)
    return _standing_for(turn, to, replied), said.quote


def kept(target: Target | None, quote: str) -> list[Any]:
    """The same as plain data, for words that wait."""
    return [target.delivery if target else None, target.message if target else None, quote]


def of_held(ticket: Ticket, message: Message) -> tuple[Target | None, str]:
    """What words that waited hang on."""
    delivery, id, quote = ticket.details.held.get(str(message.id)) or (None, None, "")
    return Target(delivery, id) if delivery or id else None, quote


def _is_seen(turn: Turn, said: Said, replied: Message | None) -> bool:
    """Whether the requester knows what an agent answers: words of both sides, or the request itself."""
    return replied.kind == "message" if replied else _answers_the_request(turn, said)


def _answers_the_request(turn: Turn, said: Said) -> bool:
    """Whether an agent replies to the form's answers, which stand in the thread as the requester gave them."""
    sent = turn.unit.sent_at(said.place, said.reply_to or "")
    return sent is not None and sent.purpose == "answers"


def _gist(replied: Message) -> str:
    return shortened(" ".join(replied.text.split()), GIST) or ", ".join(file.name for file in replied.files)


def _standing_for(turn: Turn, to: Conversation | Thread, replied: Message) -> Target | None:
    if replied.place == to.place:
        return Target(message=replied.source)
    letter = "c" if isinstance(to, Conversation) else "t"
    copies = [*turn.unit.copies_of(replied), *turn.unit.mirrors_of(replied)]
    copy = newest(copies, f"{letter}{to.id}")
    return Target(delivery=copy.id) if copy else None


def newest(copies: Sequence[Delivery], lane: str) -> Delivery | None:
    """The first part of what was sent into a lane last: a thread that was begun anew has what was said before once more."""
    here = [copy for copy in copies if copy.lane == lane]
    return next((copy for copy in reversed(here) if copy.part == here[0].part), None)


def source_of(turn: Turn, place: str, id: str) -> Message | None:
    """The message under that platform id, written there or a copy of one."""
    if message := turn.unit.message_at(place, id):
        return message
    sent = turn.unit.sent_at(place, id)
    if sent is None:
        sent, own = in_album(turn, place, id)
        if own:
            return own
    return turn.unit.message(sent.message) if sent and sent.message and isinstance(sent.act, Say) else None


def in_album(turn: Turn, place: str, id: str) -> tuple[Delivery | None, Message | None]:
    """The album of ours, or somebody's, that the message with this platform id is a part of."""
    return turn.unit.album_delivery(place, id), turn.unit.album_message(place, id)
