"""A ticket with several threads: what an agent says in one is seen in the others."""

from __future__ import annotations

from core.conversation import Message, Thread
from core.messages import Change, Delivery, Remove, Said, Say, Target
from core.people import Person
from core.text import lines, text
from core.ticket import Ticket
from dialogs import losses, parts, relay, replies
from dialogs.turn import Turn

COPY, EDIT, REMOVAL = "mirror", "mirror_edit", "mirror_removal"
"""The purposes of its deliveries: none of them says anything about what the requester got."""


def keep(turn: Turn, ticket: Ticket, author: Person, said: Said, kind: str) -> Message:
    """An agent's words as a message of the ticket, shown in its other threads."""
    message = relay.keep(turn, ticket, author, said, "agent", kind)
    others = _others(turn, ticket, message)
    for thread in others:
        reply_to, quote = replies.reply(turn, thread, said)
        relay.copy(turn, thread, ticket, message, _signed(turn, message), COPY, reply_to=reply_to, quote=quote)
    losses.tell_too_big(turn, ticket, message.author, message.files, others)
    return message


def show(turn: Turn, ticket: Ticket, thread: Thread, message: Message) -> None:
    """Copies an agent's message into another thread of its ticket."""
    relay.copy(turn, thread, ticket, message, _signed(turn, message), COPY)


def edit(turn: Turn, message: Message) -> None:
    """The writer changed their words: so do the copies in other threads."""
    for copies in relay.sendings(copies_of(turn, message)):
        _change(turn, message, copies)


def _change(turn: Turn, message: Message, copies: list[Delivery]) -> None:
    """Brings one sending's copies to the words as they are now."""
    bearers = parts.bearers(copies)
    bodies = parts.fitted(parts.body_of(message), bearers, parts.carries(turn, relay.where(turn, copies[0])))
    for copy, words in parts.paired(bearers, bodies):
        author = copy.act.author if isinstance(copy.act, Say) else None
        if not words and not parts.files_of(copy):
            _take_away(turn, message, copy)
        elif not turn.unit.reword(copy, parts.with_words(copy, words)):
            _send(turn, message, copy, parts.change(copy, words, author), EDIT)
    if len(bodies) > len(bearers):
        rest = lines(bodies[len(bearers) :])
        _send(turn, message, bearers[-1], Say(rest, author=_signed(turn, message)), COPY)


def copies_of(turn: Turn, message: Message) -> list[Delivery]:
    """The copies of an agent's message in the ticket's other threads."""
    return turn.unit.mirrors_of(message) if message.side == "agent" and _is_mirrored(turn, message) else []


def remove(turn: Turn, message: Message) -> None:
    """The writer took their words away: the copies go too."""
    for copy in copies_of(turn, message):
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
    name = relay.agent_name(message.author)
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
