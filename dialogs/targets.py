"""What is due: the timers of a ticket's deadlines, how its card shows them, and when a requester can expect an answer."""

from __future__ import annotations

from datetime import datetime

from core.conversation import Conversation
from core.deadlines import STALE, TARGETS, Deadline, deadlines, span_of
from core.messages import Say
from core.text import text
from core.ticket import Ticket
from dialogs import times
from dialogs.turn import Turn

# ---------------------------------------------------------------- timers


def reckon(turn: Turn, ticket: Ticket) -> dict[str, Deadline]:
    """Works out what is due now, after anything has changed, and sets the timers of what is due at another time than before.
    Returns it."""
    found = deadlines(ticket, turn.desk, turn.house.calendar)
    due = {kind: one.due.isoformat() for kind, one in found.items()}
    before, ticket.details.due = ticket.details.due, due
    if due != before:
        turn.unit.save_ticket(ticket)
        if gone := before.keys() - due.keys():
            turn.unit.drop_timers(ticket, gone)
        for kind, one in found.items():
            if due[kind] != before.get(kind):
                set_timer(turn, ticket, kind, one)
    return found


def set_timer(turn: Turn, ticket: Ticket, kind: str, deadline: Deadline) -> None:
    """The timer of what comes next: the warning, or the deadline itself; none where it was told that it has passed. A missed
    target that is due later now may be missed again."""
    told = ticket.details.told
    if kind != STALE and told.get(kind) == "missed" and deadline.due > turn.now:
        del told[kind]
    if told.get(kind) == "missed":
        turn.unit.drop_timers(ticket, (kind,))
        return
    warns = deadline.warn is not None and kind not in told and deadline.warn > turn.now
    turn.unit.set_timer(kind, ticket, deadline.warn if deadline.warn and warns else deadline.due)


def shown(turn: Turn, ticket: Ticket) -> list[str]:
    """The card's lines about the targets."""
    lines = []
    for target in TARGETS:
        if target in ticket.details.due:
            due = datetime.fromisoformat(ticket.details.due[target])
            name, when = target.replace("_", "-"), times.for_agents(turn, due)
            key = f"card-overdue-{name}" if due <= turn.now else f"card-due-{name}"
            lines.append(turn.t(turn.agents_language, key, when=when))
    return lines


# ---------------------------------------------------------------- for the requester


def expected(turn: Turn, conversation: Conversation, ticket: Ticket) -> str | None:
    """When the requester can expect an answer to what they write now: by the desk's target, else when it opens again. None
    where nothing is promised and the desk is open. That it is closed counts as told."""
    calendar, person = turn.house.calendar, conversation.person
    opens = calendar.opens(turn.now)
    closed = opens > turn.now
    if closed:
        conversation.dialogue.closed_until = opens.timestamp()
        turn.unit.save_conversation(conversation)
    if by := _answer_by(turn, ticket):
        key = "closed-answer-by" if closed else "answer-by"
        return turn.t(person, key, when=times.for_person(turn, person, by))
    return turn.t(person, "closed-until", when=times.for_person(turn, person, opens)) if closed else None


def tell_if_closed(turn: Turn, conversation: Conversation, ticket: Ticket) -> None:
    """Who writes while the desk is closed hears, once until it opens, when to expect an answer."""
    opens = turn.house.calendar.opens(turn.now)
    if opens > turn.now and conversation.dialogue.closed_until != opens.timestamp():
        line = expected(turn, conversation, ticket) or ""
        turn.send(conversation, Say(text(line)), "notice", ticket=ticket, rank=1)


def _answer_by(turn: Turn, ticket: Ticket) -> datetime | None:
    """The first answer's own deadline, while it is ahead; else the same time counted from now."""
    if first := ticket.details.due.get("first_reply"):
        due = datetime.fromisoformat(first)
        if due > turn.now:
            return due
    span, calendar = span_of(ticket, turn.desk, "first_reply"), turn.house.calendar
    return calendar.add(turn.now, calendar.length(span)) if span else None
