"""Send budgets: what every pace keeps to, alone or over Redis. Time stands still where it can; where it is Redis's own,
budgets refill so slowly that it may as well."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from redis import Redis as Client

from core.pace import LocalPace, share
from core.ports import Budget, Pace
from playground.servers import Redis
from storage.redis_link import RedisLink
from storage.shared_pace import SharedPace
from tests.storage.redis import DESK, old

HOUR = 3600.0


def bucket(key: str, burst: int, hours: float = 1.0) -> Budget:
    """A budget that refills with one message in so many hours."""
    return Budget(key, 1 / (hours * HOUR), float(burst), "home")


def window(key: str, most: int, hours: float = 1.0) -> Budget:
    return Budget(key, most / (hours * HOUR), float(most), "bot", strict=True)


def kept(server: Redis) -> list[str]:
    """The names of what a Redis keeps that will go away by itself."""
    with Client.from_url(server.url, decode_responses=True) as client:
        return sorted(key for key in client.scan_iter() if client.ttl(key) >= 0)


class Asking:
    """One process with its pace, and a clock that only the test moves."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.pace: Pace = LocalPace()
        self.told: list[tuple[Budget | None, float]] = []
        self.link: RedisLink | None = None

    def clock(self) -> float:
        return self.now

    async def may_go(self, *deliveries: Sequence[Budget]) -> list[bool]:
        """Which of these may be sent now, asked for together."""
        await self.pace.gather()
        self.told = [self.pace.spend(budgets, self.now) for budgets in deliveries]
        if self.pace.lacking:
            await self.pace.gather()
            lacked = [number for number, (short, _) in enumerate(self.told) if short]
            for number in lacked:
                self.told[number] = self.pace.spend(deliveries[number], self.now)
        return [short is None for short, _ in self.told]

    async def sends(self, *budgets: Budget, tries: int = 100) -> int:
        """How many messages it may send, asking for one after another, before it must wait."""
        for number in range(tries):
            if await self.may_go(budgets) == [False]:
                return number
        return tries


@asynccontextmanager
async def sharing(url: str, sharers: int = 1, desk: str = DESK) -> AsyncIterator[Asking]:
    """A process that shares its budgets through a Redis."""
    asking, link = Asking(), RedisLink(url, desk)
    asking.pace = SharedPace(link, lambda: sharers, asking.clock)
    asking.link = link
    await link.open()
    try:
        yield asking
    finally:
        await link.close()


@pytest.fixture(params=["local", "shared"])
async def asking(request: pytest.FixtureRequest, redis_server: Redis) -> AsyncIterator[Asking]:
    if request.param == "local":
        yield Asking()
        return
    async with sharing(old(redis_server)) as shared:
        yield shared


# ---------------------------------------------------------------- what every pace keeps to


@pytest.mark.parametrize("kind", [bucket, window])
async def test_what_is_in_a_budget_may_go_at_once_and_no_more(asking: Asking, kind: Callable[..., Budget]) -> None:
    assert await asking.sends(kind("a", 5)) == 5
    assert await asking.sends(kind("b", 1)) == 1
    assert await asking.sends(kind("a", 5)) == 0


async def test_many_asked_for_together_go_in_their_order(asking: Asking) -> None:
    budget = bucket("a", 3)
    assert await asking.may_go(*[[budget]] * 5) == [True, True, True, False, False]


async def test_of_two_budgets_both_are_drawn_on_or_none(asking: Asking) -> None:
    whole, ann, carlo = window("bot", 4), bucket("ann", 2), bucket("carlo", 9)
    assert await asking.may_go(*[(whole, ann)] * 3, (whole, carlo)) == [True, True, False, True]
    assert await asking.sends(whole, carlo) == 1  # the one that Ann couldn't have is still there
    assert await asking.sends(carlo) == 7


async def test_who_must_wait_is_told_for_which_budget_and_how_long(asking: Asking) -> None:
    whole, ann = bucket("bot", 9), bucket("ann", 1, hours=2.0)
    await asking.sends(whole, ann)
    await asking.may_go((whole, ann))
    budget, until = asking.told[0]
    assert budget is ann
    assert until - asking.now == pytest.approx(2 * HOUR, rel=0.01)


async def test_what_needs_no_budget_may_always_go(asking: Asking) -> None:
    assert await asking.may_go((), (bucket("a", 1),), ()) == [True, True, True]


async def test_a_place_that_wants_rest_gets_it_and_others_dont(asking: Asking) -> None:
    ann, carlo = bucket("ann", 5, hours=0.001), bucket("carlo", 5)
    asking.pace.hold(ann, asking.now + HOUR, asking.now)
    assert await asking.may_go((ann,), (carlo,)) == [False, True]
    assert asking.told[0][1] - asking.now == pytest.approx(HOUR, rel=0.01)


async def test_who_waits_for_the_whole_bot_loses_nothing_of_a_chats_own(asking: Asking) -> None:
    whole, ann, carlo = window("bot", 1), bucket("ann", 2), bucket("carlo", 2)
    assert await asking.may_go((whole, ann), (whole, carlo)) == [True, False]
    assert [await asking.sends(ann), await asking.sends(carlo)] == [1, 2]


# ---------------------------------------------------------------- time


@pytest.mark.parametrize(("strict", "after_half", "after_all"), [(False, 2, 2), (True, 0, 4)])
async def test_a_bucket_refills_steadily_and_a_window_whole(strict: bool, after_half: int, after_all: int) -> None:
    asking, budget = Asking(), Budget("a", 1.0, 4.0, strict=strict)
    assert await asking.sends(budget) == 4
    asking.now += 2.0
    assert await asking.sends(budget) == after_half
    asking.now += 2.0
    assert await asking.sends(budget) == after_all


async def test_a_strict_budget_never_lets_more_through_in_any_window_and_wastes_nothing() -> None:
    asking, budget, gone = Asking(), Budget("bot", 30 / 1.04, 30.0, "bot", strict=True), []
    while asking.now < 1020.0:
        if await asking.may_go((budget,)) == [True]:
            gone.append(max(asking.now, asking.told[0][1]))
        else:
            asking.now = asking.told[0][1] + 0.1  # nobody wakes up on the dot
    assert max(sum(start <= at < start + 1.03 for at in gone) for start in gone) == 30
    assert len(gone) >= 0.95 * 30 * 20


async def test_redis_refills_too(redis_server: Redis) -> None:
    async with sharing(old(redis_server)) as asking:
        for budget in (Budget("a", 200.0, 2.0), Budget("b", 200.0, 2.0, strict=True)):
            assert await asking.sends(budget, tries=2) == 2
            for _ in range(3):
                while await asking.may_go((budget,)) == [False]:  # Redis's clock goes on
                    asking.now += 0.1  # and so does ours


# ---------------------------------------------------------------- several processes


async def test_processes_share_what_there_is_and_use_all_of_it(redis_server: Redis) -> None:
    url, whole = old(redis_server), window("bot", 30)
    async with sharing(url) as one, sharing(url) as other:
        gone = 0
        for round in range(20):
            for desk in (one, other):
                chats = [bucket(f"chat {round} {number}", 20) for number in range(3)]
                gone += (await desk.may_go(*[(whole, chat) for chat in chats])).count(True)
        assert gone == 30


async def test_what_one_process_took_and_did_not_need_is_there_for_the_other(redis_server: Redis) -> None:
    url, whole = old(redis_server), window("bot", 5)
    ann = bucket("ann", 5)
    async with sharing(url) as one, sharing(url) as other:
        for _ in range(5):
            one.pace.spend((whole, ann), one.now)
        await one.pace.gather()  # it has them all now; then another process delivers what they were for
        assert await other.sends(whole, ann) == 0
        await one.pace.gather()
        other.now += 2 * HOUR
        assert await other.sends(whole, ann) == 5


async def test_a_process_that_comes_second_has_what_the_next_ones_need(redis_server: Redis) -> None:
    url, whole = old(redis_server), window("bot", 3)
    chats = [bucket(f"chat {number}", 20) for number in range(4)]
    async with sharing(url) as asking:
        for chat in chats:
            asking.pace.spend((whole, chat), asking.now)
        await asking.pace.gather()
        assert [asking.pace.spend((whole, chat), asking.now)[0] for chat in chats[1:]] == [None] * 3


async def test_what_was_taken_long_ago_is_not_used(redis_server: Redis) -> None:
    async with sharing(old(redis_server)) as asking:
        budget = bucket("a", 1)
        asking.pace.spend((budget,), asking.now)
        await asking.pace.gather()
        asking.now += 60
        assert asking.pace.spend((budget,), asking.now) == (budget, asking.now)


async def test_a_place_that_wants_rest_gets_it_from_every_process(redis_server: Redis) -> None:
    url, ann = old(redis_server), bucket("ann", 5, hours=0.001)
    async with sharing(url) as one, sharing(url) as other:
        one.pace.hold(ann, one.now + HOUR, one.now)
        await one.pace.gather()
        assert await other.sends(ann) == 0


async def test_desks_on_one_redis_are_apart(redis_server: Redis) -> None:
    url, budget = old(redis_server, "HRB", "CRN"), bucket("telegram", 3)
    async with sharing(url) as one, sharing(url, desk="CRN") as other:
        assert [await one.sends(budget), await other.sends(budget)] == [3, 3]


async def test_redis_keeps_a_budget_only_until_it_is_full(redis_server: Redis) -> None:
    async with sharing(old(redis_server)) as asking:
        await asking.may_go((window("bot", 3), bucket("ann", 2)))
        names = [key for key in kept(redis_server) if not key.endswith("probe")]
        assert names == ["frontdoor:{HRB}:bucket:ann", "frontdoor:{HRB}:window:bot"]


# ---------------------------------------------------------------- Redis forgets, or is away


@pytest.mark.parametrize("kind", [bucket, window])
async def test_after_a_flush_nothing_goes_that_may_have_gone_before(
    redis_server: Redis, kind: Callable[..., Budget]
) -> None:
    async with sharing(old(redis_server)) as asking:
        assert await asking.sends(kind("a", 5)) == 5
        redis_server.flush()
        assert [await asking.sends(kind(name, 5)) for name in "ab"] == [0, 0]


@pytest.mark.parametrize("kind", [bucket, window])
async def test_without_redis_each_process_has_its_part_and_begins_with_nothing(
    tmp_path: Path, kind: Callable[..., Budget]
) -> None:
    with Redis(tmp_path / "redis") as server:
        async with sharing(old(server), 3) as one, sharing(server.url, 3) as other:
            await one.may_go(())
            server.kill()
            assert [await desk.sends(kind("bot", 12)) for desk in (one, other)] == [0, 0]
            for desk in (one, other):
                desk.now += 13 * HOUR
            assert [await desk.sends(kind("bot", 12)) for desk in (one, other)] == [4, 4]


async def test_a_process_that_starts_while_redis_is_away_sends_all_the_same(tmp_path: Path) -> None:
    server = Redis(tmp_path / "redis")
    async with sharing(server.url) as asking:
        await asking.pace.gather()
        assert await asking.sends(bucket("a", 5)) == 0
        asking.now += HOUR
        assert await asking.sends(bucket("a", 5)) == 1


async def test_what_was_sent_without_redis_counts_when_it_is_back(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    budgets = bucket("ann", 5), window("bot", 5)
    with Redis(tmp_path / "redis") as server:
        async with sharing(old(server)) as asking:
            server.kill()
            assert await asking.sends(*budgets) == 0
            asking.now += 5 * HOUR
            assert await asking.sends(*budgets) == 5
            server.start()
            old(server)
            assert asking.link
            await asyncio.wait_for(asking.link.up.wait(), 20)
            assert [await asking.sends(budget) for budget in (*budgets, bucket("carlo", 5))] == [0, 0, 5]
    told = [line for line in caplog.messages if line.startswith("Redis is")]
    assert [line.partition(":")[0] for line in told] == ["Redis is away", "Redis is back"]


async def test_a_place_that_wants_rest_gets_it_whatever_becomes_of_redis(tmp_path: Path) -> None:
    ann, carlo = bucket("ann", 5), bucket("carlo", 5)
    with Redis(tmp_path / "redis") as server:
        async with sharing(old(server)) as asking:
            server.kill()
            asking.pace.hold(ann, asking.now + 30 * HOUR, asking.now)
            await asking.may_go(())
            asking.now += 20 * HOUR
            assert [await asking.sends(budget) for budget in (ann, carlo)] == [0, 5]
            server.start()
            old(server)
            assert asking.link
            await asyncio.wait_for(asking.link.up.wait(), 20)
            assert await asking.sends(ann) == 0


@pytest.mark.parametrize("sharers", [1, 2, 3, 7, 12, 40])
@pytest.mark.parametrize("kind", [bucket, window])
def test_the_parts_of_a_budget_are_never_more_than_the_whole(sharers: int, kind: Callable[..., Budget]) -> None:
    whole = kind("bot", 12)
    part = share(whole, sharers)
    assert part.per_second * sharers <= whole.per_second * (1 + 1e-9)
    assert part.burst == int(part.burst) or not part.strict
    assert part.burst * sharers <= whole.burst or part.burst == 1
