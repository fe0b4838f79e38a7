"""Time that agents spent as both sides read it: of one ticket, and of a company's month against what its plan includes."""

from __future__ import annotations

from core import time_spent
from core.people import Person
from core.ticket import Ticket
from core.time_spent import Month
from dialogs import amounts
from dialogs.turn import Turn


def month_of(turn: Turn, ticket: Ticket, *, hold: bool = False) -> Month | None:
    """What the ticket's company has used this month; None where its plan includes nothing. With `hold` nobody else writes
    time for it until the turn is over."""
    member = turn.unit.person(ticket.requester_id).member
    plan = turn.desk.plans.get(member.plan or "") if member and member.company_id == ticket.company_id else None
    if plan is None or not plan.included or ticket.company_id is None:
        return None
    used = turn.unit.time_of_month(ticket.company_id, month(turn), hold=hold)
    return Month(used, time_spent.minutes_of(plan.included))


def whole(turn: Turn, ticket: Ticket, reader: str | Person) -> list[str | None]:
    """The ticket's and the month's line; none where no time was written."""
    return both(turn, ticket, reader) if ticket.details.spent else []


def both(turn: Turn, ticket: Ticket, reader: str | Person) -> list[str | None]:
    """The same, whether there is any time or not."""
    return [_of_ticket(turn, reader, ticket), _of_month(turn, reader, ticket)]


def on_card(turn: Turn, ticket: Ticket) -> str | None:
    """The card's line: this ticket's time alone, which doesn't change with other tickets."""
    return _of_ticket(turn, turn.agents_language, ticket) if ticket.details.spent else None


def _of_ticket(turn: Turn, reader: str | Person, ticket: Ticket) -> str:
    return turn.t(reader, "time-of-ticket", time=amounts.span(turn, reader, ticket.details.spent))


def _of_month(turn: Turn, reader: str | Person, ticket: Ticket) -> str | None:
    now = month_of(turn, ticket)
    if now is None:
        return None
    used, left = amounts.span(turn, reader, now.used), amounts.span(turn, reader, now.left)
    return turn.t(reader, "time-of-month", company=company(turn, ticket), used=used, left=left)


def company(turn: Turn, ticket: Ticket) -> str:
    """The requester's company, by its name."""
    member = turn.unit.person(ticket.requester_id).member
    return member.company if member else ""


def month(turn: Turn) -> str:
    """The calendar month by the desk's clocks."""
    return turn.now.astimezone(turn.desk.timezone).strftime("%Y-%m")
