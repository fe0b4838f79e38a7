"""Who goes first, and how many at once."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from bots.delivery import Deliverer
from bots.outbox import Round
from core.messages import Delivery, Fate, Say, Sent
from core.pace import LocalPace
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
    """A channel that takes three messages in any span of a fifth of a second, and notes when each came."""

    budget = Budget("telegram", 15.0, 3.0, "bot", strict=True)
    capabilities = SimpleNamespace(can_be_asked=False)

    def __init__(self) -> None:
        self.came: list[float] = []

    def budgets(self, delivery: Delivery) -> Sequence[Budget]:
        return (self.budget,)

    async def send(self, delivery: Delivery) -> Fate:
        self.came.append(time.monotonic())
        return Sent(str(delivery.id))


async def test_what_a_busy_machine_has_kept_waiting_does_not_go_all_at_once() -> None:
    """Seven messages were allowed in time, and all of them come to be sent in one moment."""
    outbox, channel, now = Queue(), Strict(), datetime(2026, 5, 4, tzinfo=UTC)
    deliverer = Deliverer(outbox, {"telegram": channel}, lambda: now, LocalPace())  # type: ignore[dict-item]
    outbox.empty = [HOME]
    outbox.go_on.set()
    working = asyncio.create_task(deliverer.run())
    deliverer.take([Delivery(number, f"c{number}", "telegram", Say(), now, place="4711") for number in range(7)])
    await deliverer.idle.wait()

    came = channel.came
    assert len(came) == 7
    span = Strict.budget.span
    assert all(fourth - first >= span for first, fourth in zip(came, came[3:], strict=False))
    deliverer.stop()
    await working
