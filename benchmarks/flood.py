"""Many people write at once: how much of what Telegram allows is used, and how often it has to refuse.

    PYTHONPATH=. python benchmarks/flood.py --people 5000 --workers 2

One process of ours hears them, the workers answer, on a PostgreSQL and a Redis of their own. All of it, the simulated
Telegram included, runs in this one process, so its figures are those of a busy machine.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from pathlib import Path

from starlette.applications import Starlette

from frontdoor.deskfile import load_desk
from frontdoor.program import Program
from frontdoor.settings import SHIPPED_DESK, read_settings
from playground.serve import Server
from playground.servers import Postgres, Redis
from playground.telegram.faults import Call
from playground.telegram.limits import Limits
from playground.world import World
from storage.migrate import migrate

WARM_UP = 2.0
"""Seconds left out at the beginning: a Redis that is new lets nothing go at first, since it may have gone before."""


async def flood(folder: Path, people: int, workers: int, rate: int) -> None:
    """Lets them all write, waits until each has an answer, and prints what came of it."""
    async with AsyncExitStack() as stack:
        world = World()
        server = Server(Starlette(routes=world.routes()))
        await server.start()
        stack.push_async_callback(server.stop)
        addresses = {
            "DATABASE_URL": stack.enter_context(Postgres(folder / "postgres")).url,
            "REDIS_URL": stack.enter_context(Redis(folder / "redis")).url,
        }
        files = {"FRONTDOOR_FILES": str(folder / "files"), "FRONTDOOR_TELEGRAM_RATE": str(rate)}
        environ = {**world.environment(server.url), **addresses, **files}
        settings, desk = read_settings(environ), load_desk(SHIPPED_DESK, environ)
        await asyncio.to_thread(migrate, settings.database)
        programs = [Program(settings, desk, listens=(), kind="worker") for _ in range(workers)]
        for program in (*programs, Program(settings, desk, works=False, kind="web")):
            await stack.enter_async_context(program)
            stack.push_async_callback(_ended, asyncio.create_task(program.run()))

        world.telegram.limits = Limits(overall_per_second=rate)
        crowd = [world.telegram.person(f"Person {n}", language="en").with_bot(world.bot) for n in range(people)]
        began = time.monotonic()
        for person in crowd:
            await person.starts()
        for person in crowd:
            await person.sees("What can we do for you?", timeout=10 + 2 * people / rate)
        tell([call for call in world.telegram.calls if call.method == "sendMessage"], rate, time.monotonic() - began)


def tell(calls: Sequence[Call], rate: int, took: float) -> None:
    """Prints the figures of all attempts to send."""
    sent = [call.at for call in calls if call.error is None]
    steady = [at for at in sent if at > sent[0] + WARM_UP]
    share = len(steady) / (steady[-1] - steady[0]) / rate
    refused = len(calls) - len(sent)
    print(f"{len(sent)} answered in {took:.1f} s, {share:.1%} of what is allowed, {refused} refused")


async def _ended(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=1000)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--rate", type=int, default=30, help="messages a second that Telegram allows")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as somewhere:
        asyncio.run(flood(Path(somewhere), given.people, given.workers, given.rate))
