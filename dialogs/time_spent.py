"""Time that agents write down, and what is told of it then."""

from __future__ import annotations

from core import time_spent
from core.conversation import Thread
from core.errors import Refused
from core.messages import Said, Whisper
from core.people import Person
from core.text import lines
from core.ticket import Ticket
from core.ticket_record import Event
from core.time_spent import Month
from dialogs import amounts, card, relay, time_line
from dialogs.turn import Turn


def said(turn: Turn, thread: Thread, ticket: Ticket, person: Person, written: Said) -> None:
    """`time 1h30m words`; without anything, what there is so far, to the one who asked."""
    if not written.text.strip():
        language = turn.agents_language
        shown = lines([*time_line.both(turn, ticket, language), turn.t(language, "time-how")])
        turn.send(thread, Whisper(person.platform_id, shown), "time", ticket=ticket, rank=1)
        return
    minutes, beside = time_spent.read_time(written.text)
    if ticket.details.spent + minutes < 0:
        raise Refused("time-too-little", time=amounts.span(turn, turn.agents_language, ticket.details.spent))
    relay.keep(turn, ticket, person, written, "agent", "note")
    month, before = time_line.month(turn), time_line.month_of(turn, ticket, hold=True)
    crossed = before is not None and Month(before.used + minutes, before.included).beyond
    beyond = crossed and not turn.unit.went_beyond(ticket, month)
    turn.unit.write_time(ticket, person, month, minutes, beside, beyond=beyond)
    ticket.details.spent += minutes
    ticket.events.append(Event("time_written", turn.now, person.id, {"minutes": minutes}))
    _tell_thread(turn, ticket, person, minutes, beyond=beyond)
    turn.unit.save_ticket(ticket)
    card.refresh(turn, ticket)


def _tell_thread(turn: Turn, ticket: Ticket, person: Person, minutes: int, *, beyond: bool) -> None:
    """How much it is now; that it is more than the plan includes, once in a month."""
    language = turn.agents_language
    written, now = amounts.span(turn, language, minutes), time_line.month_of(turn, ticket)
    if now is None:
        relay.notice(turn, ticket, "thread-time", name=person.name, time=written)
        return
    company = time_line.company(turn, ticket)
    used, left = amounts.span(turn, language, now.used), amounts.span(turn, language, now.left)
    relay.notice(
        turn, ticket, "thread-time-month", name=person.name, time=written, company=company, used=used, left=left
    )
    if beyond:
        included = amounts.span(turn, language, now.included)
        relay.notice(turn, ticket, "thread-time-beyond", company=company, included=included)
