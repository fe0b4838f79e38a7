"""Words carried from one side of a ticket to the other: copies, their edits, their withdrawal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from core.conversation import Conversation, Message, Thread
from core.messages import Change, Delivery, IncomingFile, KeptFile, React, Remove, Said, Say, Sign, Target
from core.people import Person
from core.text import Text, italic, lines, split, strike, text
from core.ticket import Ticket
from dialogs import card
from dialogs.turn import Turn

LONGEST_PART = 3000
"""Units of one relayed part: with a signature and escapes it stays below what Slack lets be edited (4,000) and below
Telegram's 4,096."""


def keep(turn: Turn, ticket: Ticket, author: Person, said: Said, side: Any, kind: Any) -> Message:
    """What was said, as a message of the ticket. Files that could not be had are left out: `tell_losses` speaks of them."""
    message = Message(
        id=turn.unit.new_id(),
        ticket_id=ticket.id,
        author=author,
        side=side,
        kind=kind,
        at=said.at,
        text=said.text,
        channel=said.channel,
        place=said.place,
        source=said.message,
        files=kept_files(said.files),
    )
    turn.unit.add_message(message)
    return message


def kept_files(files: Sequence[IncomingFile]) -> tuple[KeptFile, ...]:
    """The files that lie in the store."""
    return tuple(
        KeptFile(
            sha256=file.sha256,
            name=file.name,
            content=file.content or "other",
            mime=file.mime or "application/octet-stream",
            size=file.size or 0,
            kind=file.kind,
        )
        for file in files
        if file.sha256 and not file.problem
    )


# ---------------------------------------------------------------- to the agents


def hear(turn: Turn, conversation: Conversation, ticket: Ticket, said: Said) -> None:
    """The requester's words go into every thread of the ticket; a ticket that waited for them comes back."""
    person = conversation.person
    message = keep(turn, ticket, person, said, "requester", "message")
    came_back = ticket.hear(person, turn.now)
    if ticket.state == "waiting_for_confirmation":
        turn.unit.set_timer("close", ticket, turn.now + turn.desk.confirmation.close_after)
    to_threads(turn, ticket, message)
    tell_losses(turn, conversation, ticket, said.files)
    turn.unit.save_ticket(ticket)
    if came_back:
        card.refresh(turn, ticket)


def to_threads(turn: Turn, ticket: Ticket, message: Message) -> None:
    """Copies a requester's message into the threads under their name."""
    author = requester_name(turn, message.author)
    for thread in turn.unit.threads_of(ticket):
        _copy(turn, thread, ticket, message, author)


def requester_name(turn: Turn, person: Person) -> str:
    """How agents see a requester's words signed: never to be taken for a colleague's."""
    return turn.t(turn.agents_language, "requester-name", name=person.name)


def notice(turn: Turn, ticket: Ticket, key: str, **words: str) -> None:
    """A line of the desk's own in every thread of the ticket."""
    for thread in turn.unit.threads_of(ticket):
        line = text(italic(turn.t(turn.agents_language, key, **words)))
        turn.send(thread, Say(line), "notice", ticket=ticket)


def tell_losses(turn: Turn, conversation: Conversation, ticket: Ticket, files: Sequence[IncomingFile]) -> None:
    """Says which files could not be passed on, and why."""
    for file in files:
        if file.problem:
            key = "lost-file-" + file.problem.replace("_", "-")
            turn.send(
                conversation,
                Say(text(turn.t(conversation.person, key, name=file.name))),
                "notice",
                ticket=ticket,
                rank=1,
            )


# ---------------------------------------------------------------- to the requester


def answer(turn: Turn, ticket: Ticket, message: Message) -> None:
    """The taker's message reaches the requester, signed with the taker's name."""
    before = ticket.state
    ticket.answer(message.author, message.id, turn.now)
    message.kind = "message"
    turn.unit.save_message(message)
    send_again(turn, ticket, message)
    turn.unit.save_ticket(ticket)
    if ticket.state != before:
        card.refresh(turn, ticket)


def send_again(turn: Turn, ticket: Ticket, message: Message) -> None:
    """Copies an agent's message into the requester's conversation."""
    _copy(turn, turn.unit.conversation(ticket.conversation_id), ticket, message, message.author.name)


# ---------------------------------------------------------------- copies


def _copy(turn: Turn, to: Conversation | Thread, ticket: Ticket, message: Message, author: str) -> None:
    parts = split(text(message.text), LONGEST_PART) if message.text else []
    acts = [Say(part, author=author) for part in parts]
    acts += [Say(author=author, file=file) for file in message.files]
    for number, act in enumerate(acts):
        turn.send(to, act, "relay", ticket=ticket, message=message.id, part=number, rank=0)


def edit(turn: Turn, message: Message, words: str) -> None:
    """The writer changed their words: so do the copies. What agents read keeps the former wording in sight."""
    if words == message.text:
        return
    message.former.append(message.text)
    message.text = words
    turn.unit.save_message(message)
    if message.kind != "message":
        return
    ticket = turn.unit.ticket(message.ticket_id)
    if message.side == "requester":
        former = turn.t(turn.agents_language, "edited-before")
        body = lines([text(words), text(italic(former), " ", strike(message.former[-1]))])
        author = requester_name(turn, message.author)
    else:
        body, author = text(words), message.author.name
    for lane, copies in _by_lane(turn.unit.copies_of(message)).items():
        to: Conversation | Thread = (
            turn.unit.conversation(int(lane[1:])) if lane[0] == "c" else turn.unit.thread(int(lane[1:]))
        )
        _change_copies(turn, to, ticket, message, copies, body, author)


def _change_copies(
    turn: Turn,
    to: Conversation | Thread,
    ticket: Ticket,
    message: Message,
    copies: list[Delivery],
    body: Text,
    author: str,
) -> None:
    parts = split(body, LONGEST_PART)
    worded = [copy for copy in copies if isinstance(copy.act, Say) and not copy.act.file]
    for copy, part in zip(worded, parts, strict=False):
        turn.send(to, Change(Target(delivery=copy.id), part, author=author), "edit", ticket=ticket, rank=0)
    for copy in worded[len(parts) :]:
        turn.send(to, Remove(Target(delivery=copy.id)), "edit", ticket=ticket, rank=0)
    for number, part in enumerate(parts[len(worded) :], start=len(copies)):
        say = Say(part, author=author)
        turn.send(to, say, "relay", ticket=ticket, message=message.id, part=number, rank=0)


def withdraw(turn: Turn, message: Message) -> None:
    """Takes an agent's message back: its copies go, the message stays as a note."""
    ticket = turn.unit.ticket(message.ticket_id)
    conversation = turn.unit.conversation(ticket.conversation_id)
    for copy in turn.unit.copies_of(message):
        turn.send(conversation, Remove(Target(delivery=copy.id)), "edit", ticket=ticket, rank=0)
    message.kind = "note"
    turn.unit.save_message(message)


def sign(turn: Turn, message: Message, what: Sign) -> None:
    """Puts the fate's sign on the message itself, where its writer sees it."""
    thread = turn.unit.thread_at(message.channel, message.place)
    if thread:
        react = React(Target(message=message.source), what)
        turn.send(thread, react, "sign", merge=f"sign{message.id}")


def _by_lane(copies: Sequence[Delivery]) -> dict[str, list[Delivery]]:
    lanes: dict[str, list[Delivery]] = {}
    for copy in copies:
        lanes.setdefault(copy.lane, []).append(copy)
    return lanes
