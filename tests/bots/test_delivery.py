"""Who goes first, and how many at once."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from bots.delivery import Deliverer
from bots.outbox import Round
from core.messages import Delivery, Fate, Say, Sent
from core.pace import Gone, LocalPace
from core.ports import Budget

HOME = ("telegram", "")


class Queue:
    """An outbox in which somebody waits whom the budgets hold back; each look takes until it is let go."""

    def __init__(self) -> None:
        self.homes = [HOME]
        self.looked = asyncio.Event()
        self.go_on = asyncio.Event()
        self.empty: list[tuple[str, str]] = []

    async def waiting_in(self) -> list[tuple[str, str]]:
        return [HOME]

    async def round(self, *_: Any) -> Round:
        self.looked.set()
        await self.go_on.wait()
        return Round([], self.empty, None)


class Open:
    """A channel without budgets."""

    def budgets(self, delivery: Delivery) -> tuple[()]:
        return ()


async def test_a_newcomer_does_not_overtake_while_it_is_looked_who_waits() -> None:
    outbox, channel, now = Queue(), Open(), datetime(2026, 5, 4, tzinfo=UTC)
    deliverer = Deliverer(outbox, {"telegram": channel}, lambda: now, LocalPace())  # type: ignore[dict-item]
    newcomer = Delivery(1, "c1", "telegram", Say(), now, place="4711")
    working = asyncio.create_task(deliverer.run())

    await outbox.looked.wait()
    while_looking = deliverer.may_start(newcomer)
    outbox.empty = [HOME]
    outbox.go_on.set()
    await deliverer.idle.wait()
    afterwards = deliverer.may_start(newcomer)

    assert (while_looking, afterwards) == (False, True)
    deliverer.stop()
    await working


class Strict:
    """A channel that takes three messages in any span of a fifth of a second, and notes how many came."""

    budget = Budget("telegram", 15.0, 3.0, "bot", strict=True)
    capabilities = SimpleNamespace(can_be_asked=False)

    def __init__(self) -> None:
        self.came = 0

    def budgets(self, delivery: Delivery) -> Sequence[Budget]:
        return (self.budget,)

    async def send(self, delivery: Delivery) -> Fate:
        self.came += 1
        return Sent(str(delivery.id))


class Watched(Gone):
    """Notes when each was let go."""

    def __init__(self) -> None:
        super().__init__()
        self.times: list[float] = []

    def go(self, budgets: Sequence[Budget], now: float) -> float:
        wait = super().go(budgets, now)
        if not wait:
            self.times.append(now)
        return wait


async def test_what_a_busy_machine_has_kept_waiting_does_not_go_all_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seven messages were allowed in time, and all of them come to be sent in one moment."""
    outbox, channel, now, gone = Queue(), Strict(), datetime(2026, 5, 4, tzinfo=UTC), Watched()
    monkeypatch.setattr("bots.delivery.Gone", lambda: gone)
    deliverer = Deliverer(outbox, {"telegram": channel}, lambda: now, LocalPace())  # type: ignore[dict-item]
    outbox.empty = [HOME]
    outbox.go_on.set()
    working = asyncio.create_task(deliverer.run())
    deliverer.take([Delivery(number, f"c{number}", "telegram", Say(), now, place="4711") for number in range(7)])
    await deliverer.idle.wait()

    span = Strict.budget.span
    assert channel.came == len(gone.times) == 7
    assert all(first + span <= fourth for first, fourth in zip(gone.times, gone.times[3:], strict=False))
    deliverer.stop()
    await working


class Choosy:
    """A channel with one budget, which only the first delivery draws on."""

    def __init__(self, *, strict: bool = False) -> None:
        self.budget = Budget("telegram", 1.0, 1.0, "bot", strict=strict)

    def budgets(self, delivery: Delivery) -> Sequence[Budget]:
        return (self.budget,) if delivery.id == 1 else ()


def holding(channel: Choosy) -> LocalPace:
    """Lets nothing out of its budget for the time being."""
    pace, now = LocalPace(), time.monotonic()
    pace.hold(channel.budget, now + 3600, now)
    return pace


def newcomer(number: int) -> Delivery:
    now = datetime(2026, 5, 4, tzinfo=UTC)
    return Delivery(number, f"c{number}", "telegram", Say(), now, place=str(number))


async def idle(outbox: Queue, channel: object, pace: LocalPace) -> tuple[Deliverer, asyncio.Task[None]]:
    """A deliverer at work that has looked at the queue and found nobody."""
    deliverer = Deliverer(outbox, {"telegram": channel}, lambda: datetime(2026, 5, 4, tzinfo=UTC), pace)  # type: ignore[dict-item]
    outbox.empty = [HOME]
    outbox.go_on.set()
    working = asyncio.create_task(deliverer.run())
    await deliverer.idle.wait()
    return deliverer, working


async def test_who_waits_for_their_own_lane_holds_up_nobody() -> None:
    deliverer, working = await idle(Queue(), Open(), LocalPace())

    deliverer.queued([HOME])
    beside_ours = deliverer.may_start(newcomer(1))
    deliverer.look([HOME])
    beside_others = deliverer.may_start(newcomer(2))

    assert (beside_ours, beside_others) == (True, False)
    deliverer.stop()
    await working


async def test_who_waits_for_a_budget_is_overtaken_by_nobody_until_the_queue_was_looked_at() -> None:
    channel = Choosy()
    deliverer, working = await idle(Queue(), channel, holding(channel))

    assert deliverer.may_start(newcomer(2))
    assert not deliverer.may_start(newcomer(1))
    assert not deliverer.may_start(newcomer(3))
    deliverer.stop()
    await working


async def test_a_strict_budget_that_is_used_up_is_noticed() -> None:
    channel = Choosy(strict=True)
    deliverer, working = await idle(Queue(), channel, holding(channel))

    before = deliverer.has_time()
    deliverer.may_start(newcomer(1))

    assert (before, deliverer.has_time()) == (True, False)
    deliverer.stop()
    await working


class Fetched(LocalPace):
    """Budgets that have to be fetched before anything can be spent."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = 0

    def spend(self, budgets: Sequence[Budget], now: float) -> tuple[Budget | None, float]:
        self.asked += 1
        return budgets[0], now


async def test_for_a_whole_transaction_it_is_fetched_at_once() -> None:
    """Otherwise the question would wait until the buttons of the one before have gone."""
    outbox, channel, pace = Queue(), Strict(), Fetched()
    deliverer, working = await idle(outbox, channel, pace)
    assert not deliverer.may_start(newcomer(1))
    assert not deliverer.may_start(newcomer(2))
    assert pace.asked == 2
    deliverer.stop()
    await working
