"""Timers as rows: one of a kind for a ticket, and those of tickets that were open before there were any."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command

from core.messages import Author
from core.ticket import Ticket
from storage import migrate, queue, tables
from storage.database import Database
from storage.store import Store
from storage.unit import Unit
from tests.conftest import Ground

NOON = datetime(2026, 11, 5, 12, tzinfo=UTC)


@pytest.fixture
async def store(ground: Ground) -> AsyncIterator[Store]:
    found = Store(Database.at(ground.url), lambda: NOON)
    await found.open()
    yield found
    await found.close()


def new_ticket(unit: Unit) -> Ticket:
    person = unit.person_of("telegram", Author("1", "Ann"))
    conversation = unit.conversation_of("telegram", "1", person)
    ticket = Ticket(unit.new_id(), "HRB-1", "idea", "support", "Topic", person.id, conversation.id, NOON)
    unit.add_ticket(ticket)
    return ticket


def timers(unit: Unit) -> dict[str, datetime]:
    found = unit.connection.execute(sa.select(tables.timer.c.kind, tables.timer.c.due_at))
    return {row.kind: row.due_at for row in found}


async def test_a_timer_replaces_the_one_of_its_kind_and_goes_by_its_kind(store: Store) -> None:
    hour = timedelta(hours=1)

    def begin(unit: Unit) -> int:
        ticket = new_ticket(unit)
        unit.set_timer("stale", ticket, NOON)
        unit.set_timer("stale", ticket, NOON + hour)
        unit.set_timer("solution", ticket, NOON)
        unit.flush()
        unit.set_timer("solution", ticket, NOON + 2 * hour)
        unit.set_timer("remind", ticket, NOON + 3 * hour)
        return ticket.id

    id = await store.write(begin)
    assert await store.read(timers) == {"stale": NOON + hour, "solution": NOON + 2 * hour, "remind": NOON + 3 * hour}
    await store.write(lambda unit: unit.drop_timers(unit.ticket(id), ("remind", "close", "stale")))
    assert await store.read(timers) == {"solution": NOON + 2 * hour}


async def test_a_timer_of_a_new_ticket_can_be_dropped_before_it_was_ever_written(store: Store) -> None:
    def begin(unit: Unit) -> None:
        ticket = new_ticket(unit)
        unit.set_timer("stale", ticket, NOON)
        unit.drop_timers(ticket, ("stale",))

    await store.write(begin)
    assert await store.read(timers) == {}
    assert await store.read(lambda unit: queue.due_timers(unit, 1)) == []


def test_tickets_that_were_open_before_are_looked_at_once(tmp_path: Path) -> None:
    database = Database.at(f"sqlite:///{tmp_path / 'old.db'}")
    migrate.migrate(database)
    engine = database.connect(writes=True)
    with engine.begin() as connection:
        command.downgrade(migrate._config(connection), "0004")
    columns = (
        "id, reference, kind, team, state, priority, topic, requester_id, conversation_id, created_at, answers, details"
    )
    with sqlite3.connect(tmp_path / "old.db") as old:
        for id, state in ((11, "new"), (12, "in_progress"), (13, "closed")):
            row = (id, f"HRB-{id}", "idea", "support", state, "normal", "Topic", 1, 1, 5_000_000, "[]", "{}")
            old.execute(f"INSERT INTO ticket ({columns}) VALUES ({', '.join('?' * len(row))})", row)
    migrate.migrate(database)
    with engine.begin() as connection:
        timer = tables.timer.c
        found = connection.execute(sa.select(timer.ticket_id, timer.kind, timer.due_at).order_by(timer.id)).all()
    engine.dispose()
    at = datetime(1970, 1, 1, 0, 0, 5, tzinfo=UTC)
    assert found == [(11, "stale", at), (12, "stale", at)]
