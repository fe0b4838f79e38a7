"""A ticket with several threads: what an agent says in one is seen in the others."""

from __future__ import annotations

from core.conversation import Message, Thread
from core.messages import Change, Delivery, Remove, Said, Say, Target
from core.people import Person, plain_name
from core.text import Text, lines, split, text
from core.ticket import Ticket
from dialogs import relay
from dialogs.turn import Turn

COPY, EDIT, REMOVAL = "mirror", "mirror_edit", "mirror_removal"
"""The purposes of its deliveries: none of them says anything about what the requester got."""


def keep(turn: Turn, ticket: Ticket, author: Person, said: Said, kind: str) -> Message:
    """An agent's words as a message of the ticket, shown in its other threads."""
    message = relay.keep(turn, ticket, author, said, "agent", kind)
    for thread in _others(turn, ticket, message):
        show(turn, ticket, thread, message)
    return message


def show(turn: Turn, ticket: Ticket, thread: Thread, message: Message) -> None:
    """Copies an agent's message into another thread of its ticket."""
    relay.copy(turn, thread, ticket, message, _signed(turn, message), COPY)


def edit(turn: Turn, message: Message) -> None:
    """The writer changed their words: so do the copies in other threads."""
    for copies in relay.sendings(turn.unit.mirrors_of(message) if _is_mirrored(turn, message) else ()):
        _change(turn, message, copies)


def _change(turn: Turn, message: Message, copies: list[Delivery]) -> None:
    """Brings one sending's copies to the words as they are now."""
    parts: list[Text] = split(text(message.text), relay.LONGEST_PART) if message.text else []
    worded = [copy for copy in copies if isinstance(copy.act, Say) and not copy.act.file]
    for copy, part in zip(worded, parts, strict=False):
        author = copy.act.author if isinstance(copy.act, Say) else None
        if not turn.unit.reword(copy, Say(part, author=author)):
            _send(turn, message, copy, Change(Target(delivery=copy.id), part, author=author), EDIT)
    for copy in worded[len(parts) :]:
        _take_away(turn, message, copy)
    if worded and len(parts) > len(worded):
        rest = text(*lines(parts[len(worded) :]))
        _send(turn, message, worded[-1], Say(rest, author=_signed(turn, message)), COPY)


def remove(turn: Turn, message: Message) -> None:
    """The writer took their words away: the copies go too."""
    for copy in turn.unit.mirrors_of(message) if _is_mirrored(turn, message) else ():
        _take_away(turn, message, copy)


def not_shown(turn: Turn, delivery: Delivery, reason: str) -> None:
    """A copy could not be shown: its thread is told that there was something."""
    thread = turn.unit.thread(int(delivery.lane[1:]))
    ticket = turn.unit.ticket(thread.ticket_id)
    author = turn.unit.message(delivery.message or 0).author.name
    line = Say(text(turn.t(turn.agents_language, "thread-not-shown", requester=author, reason=reason)))
    turn.send(thread, line, "notice", ticket=ticket)


def _is_mirrored(turn: Turn, message: Message) -> bool:
    """Whether there may be other threads; asked first, since most desks have none."""
    return len(turn.house.homes(turn.unit.ticket(message.ticket_id).team)) > 1


def _others(turn: Turn, ticket: Ticket, message: Message) -> list[Thread]:
    if not _is_mirrored(turn, message):
        return []
    return [thread for thread in turn.unit.threads_of(ticket) if thread.channel != message.channel]


def _signed(turn: Turn, message: Message) -> str:
    name = plain_name(message.author.name, relay.LONGEST_NAME)
    channel = turn.t(turn.agents_language, f"channel-{message.channel}")
    if message.kind == "note":
        return turn.t(turn.agents_language, "mirror-note", name=name, channel=channel)
    return f"{name} ({channel})"


def _take_away(turn: Turn, message: Message, copy: Delivery) -> None:
    if not turn.unit.take_back(copy):
        _send(turn, message, copy, Remove(Target(delivery=copy.id)), REMOVAL)


def _send(turn: Turn, message: Message, copy: Delivery, act: Say | Change | Remove, purpose: str) -> None:
    thread, ticket = turn.unit.thread(int(copy.lane[1:])), turn.unit.ticket(message.ticket_id)
    merge = f"mirror{copy.id}" if purpose == EDIT else None
    turn.send(thread, act, purpose, ticket=ticket, message=message.id, part=copy.part + 1, rank=1, merge=merge)
