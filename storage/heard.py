"""When each channel was last known to be heard, and what it must know to read back what it did not hear."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

import sqlalchemy as sa

from core.ports import Spoken
from storage import tables, tables_programs
from storage.database import insert
from storage.ids import first_at
from storage.unit import Unit

_h = tables_programs.heard

LONGEST = timedelta(days=30)
"""How far back a silence is made up for: a channel that was given up long ago holds nothing up for ever."""

MOST_SPOKEN = 1000


def silence(unit: Unit, channel: str, longest: timedelta) -> datetime | None:
    """Since when the channel was not heard, where that is longer than `longest` or its making up is not finished."""
    row = unit.connection.execute(sa.select(_h.c.at, _h.c.reading_until).where(_h.c.channel == channel)).first()
    if row is None:
        return None
    at: datetime = row.at
    is_over = row.reading_until is None and unit.now - at <= longest
    return None if is_over else max(at, unit.now - LONGEST)


def note(unit: Unit, channel: str, longest: timedelta | None = None) -> None:
    """The channel is heard now. Nothing while a silence is being made up for, nor after one longer than `longest`, if given:
    that was asked about in an earlier transaction, and time may have passed since."""
    first = insert(unit.connection, _h).values(channel=channel, at=unit.now)
    later = (_h.c.at < unit.now) & _h.c.reading_until.is_(None)
    if longest is not None:
        later &= _h.c.at >= unit.now - longest
    unit.connection.execute(
        first.on_conflict_do_update(index_elements=[_h.c.channel], set_={"at": unit.now}, where=later)
    )


def begin(unit: Unit, channel: str, since: datetime, seconds: float) -> datetime | None:
    """Takes on making up for the silence since then, for so long. Returns the moment, or None where somebody else is at
    it or it is over."""
    free = _h.c.reading_until.is_(None) | (_h.c.reading_until <= unit.now)
    return unit.now if _hold(unit, channel, since, seconds, free) else None


def hold(unit: Unit, channel: str, since: datetime, seconds: float) -> None:
    """It takes longer: so much from now."""
    _hold(unit, channel, since, seconds, _h.c.reading_until.is_not(None))


def _hold(unit: Unit, channel: str, since: datetime, seconds: float, where: sa.ColumnElement[bool]) -> bool:
    until = unit.now + timedelta(seconds=seconds)
    query = sa.update(_h).where(_h.c.channel == channel, _h.c.at <= since, where).values(reading_until=until)
    return unit.connection.execute(query).rowcount == 1


def done(unit: Unit, channel: str, since: datetime, until: datetime) -> None:
    """The silence is made up for, as far as this moment."""
    query = sa.update(_h).where(_h.c.channel == channel, _h.c.at <= since)
    unit.connection.execute(query.values(at=until, reading_until=None))


def needed_since(unit: Unit) -> datetime:
    """From when on it must be known which updates were seen: what was heard last may be read once more."""
    oldest = unit.connection.execute(sa.select(sa.func.min(_h.c.at)).where(_h.c.at > unit.now - LONGEST)).scalar()
    return min(oldest, unit.now) if oldest else unit.now


# ---------------------------------------------------------------- what concerns us


def _counts(closed_since: datetime) -> sa.ColumnElement[bool]:
    ticket = tables.ticket.c
    return (ticket.state != "closed") | (ticket.closed_at >= closed_since)


def threads(unit: Unit, channel: str, places: Collection[str], closed_since: datetime) -> set[str]:
    """Those of the places that are threads of tickets which are open, or were closed since then."""
    thread, ticket = tables.thread, tables.ticket
    query = (
        sa.select(thread.c.place)
        .join(ticket, ticket.c.id == thread.c.ticket_id)
        .where(thread.c.channel == channel, thread.c.place.in_(list(places)), _counts(closed_since))
    )
    return set(unit.connection.execute(query).scalars())


def homes(unit: Unit, channel: str, closed_since: datetime) -> dict[str, str]:
    """The homes of such threads, each with the place of its oldest one."""
    thread, ticket = tables.thread, tables.ticket
    query = (
        sa.select(thread.c.home, sa.func.min(thread.c.place))
        .join(ticket, ticket.c.id == thread.c.ticket_id)
        .where(thread.c.channel == channel, thread.c.place.is_not(None), _counts(closed_since))
        .group_by(thread.c.home)
    )
    return {row[0]: row[1] for row in unit.connection.execute(query)}


def spoken(unit: Unit, channel: str, since: datetime, until: datetime, closed_since: datetime) -> list[Spoken]:
    """What agents said in such threads in that time, the latest first; at most a thousand messages."""
    message, ticket, person = tables.message, tables.ticket, tables.person
    query = (
        sa.select(message.c.place, message.c.source, person.c.platform_id)
        .join(ticket, ticket.c.id == message.c.ticket_id)
        .join(person, person.c.id == message.c.author_id)
        .where(message.c.id >= first_at(since), message.c.channel == channel, message.c.side == "agent")
        .where(message.c.at >= since, message.c.at <= until, _counts(closed_since))
        .order_by(message.c.id.desc())
        .limit(MOST_SPOKEN)
    )
    return [Spoken(*row) for row in unit.connection.execute(query)]


def questions(
    unit: Unit, channel: str, since: datetime, until: datetime, queued_since: datetime
) -> list[tuple[int, int]]:
    """The deliveries of questions to requesters that were shown in that time, each with its conversation. `queued_since`:
    when the first of them can have been made."""
    d = tables.delivery
    query = (
        sa.select(d.c.id, d.c.conversation_id)
        .where(d.c.id >= first_at(queued_since), d.c.channel == channel, d.c.purpose == "question")
        .where(d.c.fate == "sent", d.c.fate_at >= since, d.c.fate_at <= until, d.c.conversation_id.is_not(None))
        .order_by(d.c.id)
    )
    return [(row.id, row.conversation_id) for row in unit.connection.execute(query)]
