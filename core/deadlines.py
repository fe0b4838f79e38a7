"""By when something about a ticket is due: its first answer, its solution, and, while nobody takes it, an apology."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from core.desk import Desk
from core.ticket import Ticket
from core.working_time import Calendar

TARGETS = ("first_reply", "solution")
"""The desk file's `targets`."""

STALE = "stale"
"""Not taken for the desk's `stale_after`."""

WARN_AT = 0.75
"""So much of a target's time is over when agents are reminded of it."""

LEAST_WARNING = timedelta(minutes=15)
"""A reminder that leaves less working time than this would only be noise."""


class Deadline(NamedTuple):
    """`warn`: when agents are reminded of it; None for a time too short."""

    due: datetime
    warn: datetime | None = None


def span_of(ticket: Ticket, desk: Desk, target: str) -> timedelta | None:
    """The desk's target for a ticket of this priority; None where it has none."""
    by_priority: Mapping[str, timedelta] = getattr(desk.targets, target)
    return by_priority.get(ticket.priority)


def deadlines(ticket: Ticket, desk: Desk, calendar: Calendar) -> dict[str, Deadline]:
    """What is still due of a ticket, as things stand. Nothing while it is the requester's turn, or once it is closed: that
    time doesn't count, and the clock goes on when the ticket comes back."""
    if ticket.their_turn:
        return {}
    found: dict[str, Deadline] = {}
    for name in TARGETS:
        span = span_of(ticket, desk, name)
        if span is not None and not (name == "first_reply" and ticket.answered):
            found[name] = _deadline(ticket, calendar, calendar.length(span))
    if ticket.taker is None:
        found[STALE] = Deadline(ticket.untaken_since + desk.stale_after)
    return found


def _deadline(ticket: Ticket, calendar: Calendar, work: timedelta) -> Deadline:
    paused = sum((calendar.between(start, end) for start, end in ticket.paused()), timedelta())
    due = calendar.add(ticket.created_at, work + paused)
    if work * (1 - WARN_AT) < LEAST_WARNING:
        return Deadline(due)
    return Deadline(due, calendar.add(ticket.created_at, work * WARN_AT + paused))
