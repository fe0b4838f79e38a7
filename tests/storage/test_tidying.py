"""What only tidies up is first tried without a row; where it can't be done at once it gets one, and is not forgotten."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
import sqlalchemy as sa

from core.messages import TIDY, Author, Button, Change, Delivery, Fate, Later, Sent, Target
from core.text import text
from storage import queue, tables
from storage.database import Database
from storage.store import Store
from storage.unit import Unit
from tests.conftest import Ground

NOW = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)


@pytest.fixture
async def store(ground: Ground) -> AsyncIterator[Store]:
    opened = Store(Database.at(ground.url), lambda: NOW)
    opened.may_start = lambda delivery: True
    await opened.open()
    yield opened
    await opened.close()


def tidies(unit: Unit, act: Change) -> Delivery:
    """Puts a change of a message that Ann has seen into the queue."""
    ann = unit.person_of("telegram", Author("4711", "Ann"))
    lane = f"x{unit.conversation_of('telegram', '4711', ann).id}"
    delivery = Delivery(unit.new_id(), lane, "telegram", act, NOW, purpose=TIDY)
    unit.add_delivery(delivery)
    return delivery


def rows(unit: Unit) -> list[tuple[str | None, int, datetime, datetime | None]]:
    """Every delivery's fate, attempts, when it is due, and since when it is being sent."""
    d = tables.delivery.c
    return [tuple(row) for row in unit.connection.execute(sa.select(d.fate, d.attempts, d.due_at, d.started_at))]


async def settled(store: Store, delivery: Delivery, fate: Fate, due: datetime | None) -> None:
    await store.write(partial(queue.settle, fates=[(delivery, fate, due)]))


GONE = Change(Target(message="17"), text("Kind: Something is broken"))


async def test_buttons_that_go_at_once_leave_no_row(store: Store) -> None:
    delivery = await store.write(partial(tidies, act=GONE))
    await settled(store, delivery, Sent(), None)
    assert await store.read(rows) == []


async def test_buttons_that_cant_go_at_once_go_later(store: Store) -> None:
    delivery = await store.write(partial(tidies, act=GONE))
    later = NOW + timedelta(seconds=2)
    await settled(store, delivery, Later(2.0, "server error"), later)
    assert await store.read(rows) == [(None, 1, later, None)]
    [again] = await store.read(lambda unit: unit._load_deliveries(tables.delivery.c.id == delivery.id))
    assert (again.act, again.kept) == (GONE, True)


async def test_a_change_that_brings_buttons_has_a_row_from_the_beginning(store: Store) -> None:
    """Of two such changes of one message the later one must be the last."""
    more = Change(Target(message="17"), buttons=((Button("Next", "d:1:page:1"),),))
    await store.write(partial(tidies, act=more))
    [(fate, attempts, _, started)] = await store.read(rows)
    assert (fate, attempts, started) == (None, 1, NOW)
