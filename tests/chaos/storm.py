"""What goes wrong and when: kills, restarts of the servers, platforms that are away, sockets that end. Drawn from the seed."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from random import Random
from typing import TypeAlias

from playground.weather import Weather
from tests.chaos.place import Place
from tests.chaos.plan import Plan
from tests.chaos.watch import Watch

Trouble: TypeAlias = tuple[float, str, Callable[[], Awaitable[None]]]
"""When (seconds after the beginning), what it is called, and what does it."""


class Storm:
    """Everything that is done to the program from outside. `struck` counts it, `log` has it line by line; `kills` are when
    (Unix time) a process died, `gaps` when the database was away, from and to."""

    def __init__(self, place: Place, watch: Watch) -> None:
        self.struck: Counter[str] = Counter()
        self.log: list[str] = []
        self.kills: list[float] = []
        self.gaps: list[tuple[float, float]] = []
        self.weathers = [Weather(f"{place.plan.seed} {name}", place.plan.rates) for name in ("telegram", "slack")]
        self._place = place
        self._watch = watch
        self._plan: Plan = place.plan
        self._chance = Random(f"{place.plan.seed} storm")
        self._work: set[asyncio.Task[None]] = set()
        self._one_at_a_time = {name: asyncio.Lock() for name in place.processes}

    async def rages(self) -> None:
        """As long as the talk lasts; then everything is there again."""
        world = self._place.world
        world.telegram.faults.weather, world.slack.faults.weather = self.weathers
        began = time.monotonic()
        for at, name, work in sorted(self._troubles(), key=lambda trouble: trouble[0]):
            await self._watch.pause(began + at - time.monotonic())
            self.struck[name] += 1
            self.log.append(f"{datetime.now(UTC):%H:%M:%S.%f} {name}")
            task = asyncio.create_task(self._does(work))
            self._work.add(task)
            task.add_done_callback(self._work.discard)
        await self._watch.pause(began + self._plan.seconds - time.monotonic())
        await asyncio.gather(*self._work)
        world.telegram.faults.clear()
        world.slack.faults.clear()
        for weather, name in zip(self.weathers, ("Telegram", "Slack"), strict=True):
            self.struck.update({f"{name}: {trouble}": count for trouble, count in weather.struck.items()})

    @staticmethod
    async def _does(work: Callable[[], Awaitable[None]]) -> None:
        await work()

    def _troubles(self) -> list[Trouble]:
        return [*self._kills(), *self._restarts(), *self._outages(), *self._socket_ends()]

    def _spread(self, count: int, first: float = 0.06, last: float = 0.94) -> list[float]:
        """So many moments of the talk, about evenly."""
        step = (last - first) / max(count, 1)
        return [self._plan.seconds * (first + step * (n + self._chance.random())) for n in range(count)]

    # ---------------------------------------------------------------- the program

    def _kills(self) -> list[Trouble]:
        names = list(self._place.processes)
        chosen = [self._chance.choice(names) for _ in range(self._plan.kills)]
        return [
            (at, f"kill -9 {name}", lambda name=name: self._kill(name))  # type: ignore[misc]
            for at, name in zip(self._spread(self._plan.kills), chosen, strict=True)
        ]

    async def _kill(self, name: str) -> None:
        process = self._place.processes[name]
        async with self._one_at_a_time[name]:
            self.kills.append(time.time())
            await process.killed()
            await self._watch.pause(self._chance.random() * 2)
            await process.start()

    def _restarts(self) -> list[Trouble]:
        found: list[Trouble] = []
        for number, at in enumerate(self._spread(self._plan.restarts, 0.2, 0.9)):
            if self._place.postgres:
                hard = number % 2 == 1
                name = "PostgreSQL killed and restarted" if hard else "PostgreSQL restarted"
                found.append((at, name, lambda hard=hard: self._restart_database(hard)))  # type: ignore[misc]
            if self._place.redis:
                found.append((at + self._plan.seconds * 0.1, "Redis flushed", self._flush))
                found.append((at + self._plan.seconds * 0.2, "Redis restarted", self._restart_redis))
        return found

    async def _restart_database(self, hard: bool) -> None:
        server = self._place.postgres
        assert server
        began = time.time()
        await asyncio.to_thread(server.kill if hard else server.stop)
        await self._watch.pause(1 + self._chance.random() * 2)
        await asyncio.to_thread(server.start)
        self.gaps.append((began, time.time()))

    async def _flush(self) -> None:
        assert self._place.redis
        with contextlib.suppress(OSError):
            await asyncio.to_thread(self._place.redis.flush)

    async def _restart_redis(self) -> None:
        assert self._place.redis
        await asyncio.to_thread(self._place.redis.restart)

    # ---------------------------------------------------------------- the platforms

    def _outages(self) -> list[Trouble]:
        """Each platform away in every way, one after another, and once for longer."""
        short, long = (self._plan.seconds * share for share in self._plan.away)
        wanted = [(name, how, short) for name in ("Telegram", "Slack") for how in self._plan.ways]
        wanted += [(name, self._plan.ways[0], long) for name in ("Telegram", "Slack")]
        self._chance.shuffle(wanted)
        free = self._plan.seconds * 0.9 - sum(seconds for _, _, seconds in wanted)
        found: list[Trouble] = []
        at = self._plan.seconds * 0.06
        for name, how, seconds in wanted:
            work = lambda name=name, how=how, seconds=seconds: self._away(name, how, seconds)  # noqa: E731
            found.append((at, f"{name} away: {how}, {seconds:.0f} s", work))
            at += seconds + max(0.0, free) / len(wanted)
        return found

    async def _away(self, name: str, how: str, seconds: float) -> None:
        world = self._place.world
        platform = world.telegram if name == "Telegram" else world.slack
        server = self._place.telegram_server if name == "Telegram" else self._place.slack_server
        platform.down = True if how == "refused" else how  # type: ignore[assignment]
        if how == "refused":
            await server.stop()
        await self._watch.pause(seconds)
        if how == "refused":
            await server.start()
        platform.down = False

    def _socket_ends(self) -> list[Trouble]:
        slack = self._place.world.slack
        found: list[Trouble] = []
        for at in self._spread(max(1, self._plan.kills // 7)):
            found.append((at, "Slack: sockets to be refreshed", slack.refresh_sockets))
            found.append((at * 0.9, "Slack: sockets warned", lambda: slack.refresh_sockets("warning")))
            found.append((at * 0.8, "Slack: sockets cut", self._cut))
        return found

    async def _cut(self) -> None:
        self._place.world.slack.cut_sockets()
