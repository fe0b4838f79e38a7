"""When a channel was last heard: noted by many, made up for by one, and never moved while that is under way."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from storage import heard, queue
from storage.database import Database
from storage.ids import Ids, first_at
from storage.store import Store
from tests.conftest import Ground

NOON = datetime(2026, 11, 5, 12, tzinfo=UTC)


class Kept:
    """`storage/heard.py` at a time that a story moves."""

    def __init__(self) -> None:
        self.now = NOON
        self.store: Any = None

    async def __call__(self, work: Callable[..., Any], *given: Any) -> Any:
        return await self.store.write(lambda unit: work(unit, *given))

    async def silence(self, minutes: float = 10) -> datetime | None:
        found: datetime | None = await self(heard.silence, "slack", timedelta(minutes=minutes))
        return found

    def passes(self, **time: float) -> None:
        self.now += timedelta(**time)


@pytest.fixture
async def kept(ground: Ground) -> AsyncIterator[Kept]:
    found = Kept()
    found.store = Store(Database.at(ground.url), lambda: found.now)
    await found.store.open()
    yield found
    await found.store.close()


async def test_what_was_never_heard_has_no_silence(kept: Kept) -> None:
    assert await kept.silence() is None
    await kept(heard.note, "telegram")
    kept.passes(hours=1)
    assert await kept.silence() is None


async def test_a_silence_is_one_when_it_lasts_longer_than_is_asked_for(kept: Kept) -> None:
    await kept(heard.note, "slack")
    kept.passes(minutes=5)
    await kept(heard.note, "slack")
    kept.passes(minutes=10)
    assert await kept.silence(10) is None
    assert await kept.silence(9) == NOON + timedelta(minutes=5)


async def test_one_makes_up_for_it_and_nobody_moves_the_moment_meanwhile(kept: Kept) -> None:
    await kept(heard.note, "slack")
    kept.passes(hours=1)
    assert await kept(heard.begin, "slack", NOON, 30) == kept.now
    assert await kept(heard.begin, "slack", NOON, 30) is None
    await kept(heard.note, "slack")
    assert await kept.silence() == NOON

    until = kept.now
    kept.passes(seconds=20)
    await kept(heard.hold, "slack", NOON, 30)
    kept.passes(seconds=20)
    assert await kept(heard.begin, "slack", NOON, 30) is None
    await kept(heard.done, "slack", NOON, until)
    assert await kept.silence() is None
    assert await kept(heard.begin, "slack", NOON, 30) is None
    await kept(heard.note, "slack")
    kept.passes(minutes=11)
    assert await kept.silence() == kept.now - timedelta(minutes=11)


async def test_who_dies_over_it_is_followed_by_another(kept: Kept) -> None:
    await kept(heard.note, "slack")
    kept.passes(hours=1)
    await kept(heard.begin, "slack", NOON, 30)
    kept.passes(seconds=31)
    assert await kept.silence() == NOON
    assert await kept(heard.begin, "slack", NOON, 30) == kept.now


async def test_who_gives_it_back_is_followed_at_once(kept: Kept) -> None:
    await kept(heard.note, "slack")
    kept.passes(hours=1)
    await kept(heard.begin, "slack", NOON, 30)
    await kept(heard.hold, "slack", NOON, 0)
    assert await kept(heard.begin, "slack", NOON, 30) == kept.now


async def test_what_was_seen_before_a_silence_is_remembered_until_that_is_made_up_for(kept: Kept) -> None:
    async def tidies() -> None:
        await kept(lambda unit: queue.forget_seen(unit, heard.needed_since(unit) - timedelta(days=3)))

    await kept(heard.note, "slack")
    await kept(lambda unit: unit.claim("slack:before"))
    kept.passes(days=10)
    await tidies()
    assert not await kept(lambda unit: unit.claim("slack:before"))

    await kept(heard.begin, "slack", NOON, 30)
    await kept(heard.done, "slack", NOON, kept.now)
    await tidies()
    assert await kept(lambda unit: unit.claim("slack:before"))


async def test_a_channel_given_up_long_ago_is_not_waited_for(kept: Kept) -> None:
    await kept(heard.note, "slack")
    kept.passes(days=31)
    assert await kept(heard.needed_since) == kept.now
    assert await kept.silence() == kept.now - timedelta(days=30)


def test_the_first_id_of_a_moment_is_below_every_one_made_then_and_above_those_before() -> None:
    ids = Ids(node=0)
    before = ids.next(round((NOON - timedelta(milliseconds=1)).timestamp() * 1000))
    then = ids.next(round(NOON.timestamp() * 1000))
    assert before < first_at(NOON) <= then


async def test_who_notes_after_a_silence_that_was_not_seen_yet_hides_nothing_of_it(kept: Kept) -> None:
    await kept(heard.note, "slack")
    kept.passes(minutes=9)
    assert await kept.silence() is None
    kept.passes(minutes=2)  # a suspended machine, or a slow database
    await kept(heard.note, "slack", timedelta(minutes=10))
    assert await kept.silence() == NOON
    await kept(heard.note, "slack", timedelta(minutes=12))
    assert await kept.silence() is None
