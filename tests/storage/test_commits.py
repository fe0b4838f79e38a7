"""Transactions that wait together are committed together, and each gets its own answer."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from typing import NamedTuple

import pytest
import sqlalchemy as sa

from storage.database import Database
from storage.store import Store
from storage.unit import Unit
from tests.conftest import Ground, MakeGround


@pytest.fixture
async def store(ground: Ground) -> AsyncIterator[Store]:
    opened = Store(Database.at(ground.url), lambda: datetime.now(UTC))
    await opened.open()
    yield opened
    await opened.close()


class Door:
    """Keeps the writer busy until it is opened, so that others gather behind it."""

    def __init__(self) -> None:
        self._open = threading.Event()

    def hold(self, unit: Unit) -> None:
        assert self._open.wait(10)

    def open(self) -> None:
        self._open.set()


class Outcome(NamedTuple):
    """What came of a transaction: whether the update was new, in which unit that was asked, and what was raised."""

    new: bool = False
    unit: Unit | None = None
    failure: Exception | None = None


Work = Callable[[Unit], Outcome]


def claims(key: str) -> Work:
    """A transaction that remembers an update."""
    return lambda unit: Outcome(unit.claim(key), unit)


def fails(unit: Unit) -> Outcome:
    unit.claim("of the one that fails")
    raise ZeroDivisionError


async def handed_in(store: Store, work: Work) -> Outcome:
    try:
        return await store.write(work)
    except ZeroDivisionError as failure:
        return Outcome(failure=failure)


async def together(store: Store, *work: Work) -> list[Outcome]:
    """Hands in transactions while the writer is busy with another one."""
    door = Door()
    first = asyncio.create_task(store.write(door.hold))
    jobs = [asyncio.create_task(handed_in(store, one)) for one in work]
    await asyncio.sleep(0)  # all of them are handed in now
    door.open()
    await first
    return list(await asyncio.gather(*jobs))


async def remembered(store: Store, *keys: str) -> list[bool]:
    """Which of these updates were kept."""
    return [not (await store.write(claims(key))).new for key in keys]


async def test_those_that_wait_together_share_one_commit(store: Store) -> None:
    outcomes = await together(store, claims("a"), claims("b"), claims("c"))
    assert [outcome.new for outcome in outcomes] == [True, True, True]
    assert all(outcome.unit is outcomes[0].unit for outcome in outcomes)
    assert await remembered(store, "a", "b", "c", "d") == [True, True, True, False]


async def test_one_that_fails_fails_alone_and_leaves_nothing(store: Store) -> None:
    before, failed, after = await together(store, claims("a"), fails, claims("b"))
    assert isinstance(failed.failure, ZeroDivisionError)
    assert (before.new, after.new) == (True, True)
    assert await remembered(store, "a", "of the one that fails", "b") == [True, False, True]


async def test_the_second_of_two_alike_in_one_commit_is_known(store: Store) -> None:
    first, second = await together(store, claims("a"), claims("a"))
    assert (first.new, second.new) == (True, False)


async def test_an_answer_comes_after_the_commit(store: Store, ground: Ground) -> None:
    await store.write(lambda unit: unit.claim("a"))
    reader = Database.at(ground.url).connect(writes=False)
    with reader.connect() as connection:
        assert connection.execute(sa.text("select key from seen_update")).scalars().all() == ["a"]
    reader.dispose()


async def test_every_commit_of_sqlite_is_on_the_disk(make_ground: MakeGround) -> None:
    writer = Database.at(make_ground("sqlite").url).connect(writes=True)
    with writer.connect() as connection:
        assert connection.exec_driver_sql("pragma synchronous").scalar() == 2  # FULL
        assert connection.exec_driver_sql("pragma journal_mode").scalar() == "wal"
    writer.dispose()


async def test_readers_cant_write(ground: Ground) -> None:
    reader = Database.at(ground.url).connect(writes=False)
    with reader.connect() as connection, pytest.raises(sa.exc.DBAPIError, match=r"readonly|read-only"):
        connection.exec_driver_sql("delete from seen_update")
    reader.dispose()
