"""Who goes first: a new delivery may skip the queue only where nobody waits."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Any

from bots.delivery import Deliverer, Round
from core.messages import Delivery, Say
from core.pace import LocalPace

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
