"""Stories: the whole program against the simulated platforms, told in people's words."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette

from core.conversation import Message
from core.desk import Desk
from frontdoor.deskfile import load_desk
from frontdoor.program import Program
from frontdoor.settings import SHIPPED_DESK, read_settings
from frontdoor.tracing import Traces
from playground.serve import Server
from playground.world import World
from tests.conftest import Ground
from tests.storage.redis import has_known


class Clock:
    """The time of a story: real, plus what the story lets pass."""

    def __init__(self) -> None:
        self._ahead = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    def seconds(self) -> float:
        return self.now().timestamp()

    def pass_(self, time: timedelta) -> None:
        self._ahead += time


@lru_cache(maxsize=8)
def _desk_of(path: Path, said: tuple[str, ...], environ: tuple[tuple[str, str], ...]) -> Desk:
    return load_desk(path, dict(environ))


class Stage:
    """A world with the program in it. `kill` and `start` play a crash and a restart of the program."""

    def __init__(self, folder: Path, ground: Ground, environ: dict[str, str], desk: Path) -> None:
        self.clock = Clock()
        self.world = World(clock=self.clock.seconds)
        self.folder = folder
        self.ground = ground
        self._more = environ
        self._desk = desk
        self._server = Server(Starlette(routes=self.world.routes()))
        self._task: asyncio.Task[None] | None = None
        self.program: Any = None
        self.traces: Traces | None = None

    @property
    def environ(self) -> dict[str, str]:
        return {
            **self.world.environment(self._server.url),
            **self.ground.environ,
            "FRONTDOOR_FILES": str(self.folder / "files"),
            "FRONTDOOR_DESK": str(self._desk),
            "FRONTDOOR_TELEGRAM_RATE": "1000",
            "FRONTDOOR_TELEGRAM_GROUP_RATE": "1000",
            **self._more,
        }

    @property
    def desk(self) -> Desk:
        """As the file says now; it is read again where it, or a file of changes beside it, says something else."""
        said = tuple(file.read_text("utf-8") for file in sorted(self._desk.parent.glob("*.md")))
        text = self._desk.read_text("utf-8")
        return _desk_of(
            self._desk, (text, *said), tuple((k, v) for k, v in self.environ.items() if f"${{{k}}}" in text)
        )

    def adds(self, **environ: str) -> None:
        """More settings, for a program that has not started yet: ids that are known only now."""
        self._more |= environ

    async def open(self) -> None:
        await self._server.start()
        self.world.slack.public_url = f"{self._server.url}/simulated/slack"

    async def close(self) -> None:
        await self.stop()
        await self._server.stop()

    async def start(self, **more: Any) -> None:
        """`more`: for `Program`."""
        settings = read_settings(self.environ)
        if self.program is None and self.ground.redis:
            has_known(self.ground.redis, self.desk.key)
        self.program = Program(settings, self.desk, clock=self.clock.now, traces=self.traces, **more)
        await self.program.__aenter__()
        self._task = asyncio.create_task(self.program.run())

    async def starts_and_ends(self) -> None:
        """Starts a program that ends by itself; raises what it ended with."""
        try:
            await self.start()
            task, self._task = self._task, None
            assert task
            await task
        finally:
            await self.program.__aexit__(None, None, None)

    async def stop(self) -> None:
        """Ends the program as SIGTERM would."""
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            await self.program.__aexit__(None, None, None)
            self._task = None

    def a_moment_passes(self) -> None:
        """Somebody thinks before they write on."""
        self.clock.pass_(timedelta(seconds=5))

    async def time_passes(self, **time: float) -> None:
        """Moves the clock; what is due happens."""
        self.clock.pass_(timedelta(**time))
        self.program.look_at_the_clock()

    async def settles(self) -> None:
        """Waits until every event was taken and nothing is to be sent now."""
        await self.world.slack.settled()
        await self.has_sent()

    async def has_sent(self) -> None:
        """Waits until nothing is to be sent now; what failed may wait for its time."""
        async with asyncio.timeout(10):
            while not self.program.deliverer.idle.is_set():
                await self.program.deliverer.idle.wait()

    async def tickets(self) -> list[dict[str, Any]]:
        from storage import reading

        found: list[dict[str, Any]] = await self.program.store.read(reading.tickets)
        return found

    async def messages_of(self, reference: str) -> list[Message]:
        """What was said about a ticket, oldest first, sent on already or not."""

        def look(unit: Any) -> list[Message]:
            ticket = unit.ticket_by_reference(reference)
            found: list[Message] = unit.messages_of(ticket, "message")
            return found

        found: list[Message] = await self.program.store.read(look)
        return found


Open = Callable[..., Any]


@pytest.fixture
def stage_of(tmp_path: Path, ground: Ground) -> Open:
    """Opens a stage with other settings or another desk file: `async with stage_of(...) as stage`."""

    @asynccontextmanager
    async def open_(desk: Path = SHIPPED_DESK, started: bool = True, **environ: str) -> AsyncIterator[Stage]:
        stage = Stage(tmp_path, ground, environ, desk)
        await stage.open()
        try:
            if started:
                await stage.start()
            yield stage
        finally:
            await stage.close()

    return open_


@pytest.fixture
async def stage(stage_of: Open) -> AsyncIterator[Stage]:
    async with stage_of() as opened:
        yield opened


@pytest.fixture
def world(stage: Stage) -> World:
    return stage.world
