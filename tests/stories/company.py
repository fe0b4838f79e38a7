"""A desk as several processes: one hears people and takes turns, others deliver; they meet in the database and in Redis."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

from frontdoor.program import Program
from frontdoor.settings import read_settings
from playground.slack.handles import Message
from tests.conftest import Ground
from tests.stories.conftest import Stage


class Company(Stage):
    """A stage whose program is a `web` that hears both platforms, beside `workers`, which deliver and watch the clock."""

    def __init__(self, folder: Path, ground: Ground, environ: dict[str, str], desk: Path, workers: int) -> None:
        super().__init__(folder, ground, environ, desk)
        self.workers: list[Program] = []
        self._number = workers
        self._stack = AsyncExitStack()

    async def start(self, **more: Any) -> None:
        settings, clock = read_settings(self.environ), self.clock.now
        self.program = Program(settings, self.desk, clock=clock, works=False, kind="web", **more)
        self.workers = [
            Program(settings, self.desk, clock=clock, listens=(), kind="worker", **more) for _ in range(self._number)
        ]
        for program in (*self.workers, self.program):
            await self._stack.enter_async_context(program)
            self._stack.push_async_callback(_ended, asyncio.create_task(program.run()))

    async def stop(self) -> None:
        await self._stack.aclose()

    async def time_passes(self, **time: float) -> None:
        await super().time_passes(**time)
        for worker in self.workers:
            worker.look_at_the_clock()

    async def has_sent(self) -> None:
        async with asyncio.timeout(10):
            for worker in self.workers:
                while not worker.deliverer.idle.is_set():
                    await worker.deliverer.idle.wait()


async def taken_ticket(company: Company) -> Message:
    """Ann's shortest request, and Anna has taken it. Ann reads before she answers: the process that hears her knows by
    then that another one has asked. Returns its card."""
    ann, anna, support = company.world.ann, company.world.anna, company.world.support
    said = await ann.says("It was there yesterday")
    await ann.sees_button("I have an idea", after=said)
    await company.has_sent()
    await ann.presses("I have an idea")
    await ann.sees("in one line", after=said)
    await company.has_sent()
    await ann.says("The page is blank")
    await ann.sees_button("Send", after=said)
    await company.has_sent()
    await ann.presses("Send")
    found = await anna.sees("Topic:* The page is blank", in_channel=support)
    await company.has_sent()
    card = next(message for message in anna.channel_view(support) if message.ts == found.thread_ts)
    await anna.presses("Take", message=card)
    await anna.sees("Taken by Anna Berg", thread=card)
    await company.has_sent()
    return card


async def _ended(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
