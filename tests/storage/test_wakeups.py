"""Wake-ups between processes: told and heard over a real Redis, and nothing that breaks over one that is odd or away."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Collection, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from redis.asyncio import Redis as Client

from core.errors import WrongSetup
from playground.changes import Changes
from playground.servers import Redis
from storage.shared import Shared
from tests.storage.redis import DESK, old

CHANNEL = f"frontdoor:{{{DESK}}}:homes"
TELEGRAM, SUPPORT = ("telegram", ""), ("slack", "C1")


class Process:
    """What one process of a desk hears: homes, or everywhere."""

    def __init__(self, shared: Shared) -> None:
        self.shared = shared
        self.heard: list[set[tuple[str, str]]] = []
        self.everywhere = 0
        self._changes = Changes()

    def hear(self, homes: Collection[tuple[str, str]] | None) -> None:
        if homes is None:
            self.everywhere += 1
        else:
            self.heard.append(set(homes))
        self._changes.notify()

    async def listens(self, times: int = 1) -> None:
        """Waits until it listens, for the so-manieth time: then it looks everywhere."""
        await self._changes.wait(lambda: self.everywhere >= times, 20, "it does not listen")

    async def hears(self, *homes: tuple[str, str]) -> None:
        """Waits until it was told of all these homes."""
        await self._changes.wait(lambda: set(homes) <= set().union(*self.heard), 10, f"heard {self.heard}")


@asynccontextmanager
async def process(url: str, *, listens: bool = True, desk: str = DESK) -> AsyncIterator[Process]:
    one = Process(Shared(url, desk))
    await one.shared.open(one.hear if listens else None)
    try:
        if listens:
            await one.listens()
        yield one
    finally:
        await one.shared.close()


class Log(logging.Handler):
    """What is logged, to be waited for."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[str] = []
        self._changes = Changes()

    def emit(self, record: logging.LogRecord) -> None:
        self._lines.append(record.getMessage())
        self._changes.notify()

    async def says(self, part: str) -> None:
        await self._changes.wait(lambda: any(part in line for line in self._lines), 10, "it is not in the log")


@pytest.fixture
def log() -> Iterator[Log]:
    handler, root = Log(), logging.getLogger()
    root.addHandler(handler)
    yield handler
    root.removeHandler(handler)


async def test_one_tells_and_all_others_of_its_desk_hear(redis_server: Redis) -> None:
    url = old(redis_server)
    async with process(url, listens=False) as web, process(url) as first, process(url) as second:
        async with process(url, desk="CRN") as stranger:
            web.shared.ring([TELEGRAM])
            first.shared.ring([SUPPORT])
            await second.hears(TELEGRAM, SUPPORT)
            await first.hears(TELEGRAM)
            assert SUPPORT not in set().union(*first.heard)  # it knows
            assert stranger.heard == []


async def test_what_is_told_while_a_message_is_on_its_way_goes_with_the_next(redis_server: Redis) -> None:
    url = old(redis_server)
    async with process(url, listens=False) as web, process(url) as worker:
        for number in range(50):
            web.shared.ring([("slack", f"C{number}")])
        await worker.hears(*[("slack", f"C{number}") for number in range(50)])
        assert len(worker.heard) == 1
        web.shared.ring([("slack", f"C{number}") for number in range(1000)])
        await worker.listens(times=2)  # that many are told as "everywhere"


@pytest.mark.parametrize(
    "rubbish",
    [
        b"\xff\x00",
        b"{",
        b"[]",
        b'{"from": 1, "homes": []}',
        b'{"from": "x", "homes": [["telegram"]]}',
        b'{"from": "x", "homes": [["telegram", 7]]}',
        b'{"from": "x", "homes": ["' + b"x" * 300 + b'"]}',
        b'{"from": "x", "homes": [["telegram", "' + b"x" * 300 + b'"]]}',
    ],
)
async def test_rubbish_is_told_of_once_and_passed_over(
    redis_server: Redis, rubbish: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    url = old(redis_server)
    async with process(url, listens=False) as web, process(url) as worker, Client.from_url(url) as stranger:
        for _ in range(3):
            await stranger.publish(CHANNEL, rubbish)
        web.shared.ring([TELEGRAM])
        await worker.hears(TELEGRAM)
        assert worker.heard == [{TELEGRAM}]
    assert len([line for line in caplog.messages if CHANNEL in line]) == 1


async def test_when_redis_is_back_everything_is_looked_at_and_wakeups_go_on(tmp_path: Path) -> None:
    with Redis(tmp_path / "redis") as server:
        async with process(server.url, listens=False) as web, process(server.url) as worker:
            server.kill()
            web.shared.ring([SUPPORT])  # lost; nobody waits for it
            assert await web.shared.missing() == "Redis does not answer"
            server.start()
            await worker.listens(times=2)
            assert await web.shared.missing() is None
            async with asyncio.timeout(20):
                while TELEGRAM not in set().union(*worker.heard):
                    web.shared.ring([TELEGRAM])
                    await asyncio.sleep(0)


async def test_a_redis_that_forbids_channels_is_told_of_and_serves_budgets(
    redis_server: Redis, log: Log, caplog: pytest.LogCaptureFixture
) -> None:
    url = old(redis_server)
    async with Client.from_url(url) as master:
        await master.execute_command(
            "ACL", "SETUSER", "narrow", "on", ">word", "~frontdoor:*", "+@all", "resetchannels"
        )
    async with process(url.replace("redis://", "redis://narrow:word@"), listens=False) as web:
        web.shared.ring([TELEGRAM])
        await log.says("channel")
        assert await web.shared.missing() is None
    assert not any("Redis is away" in line for line in caplog.messages)


@pytest.mark.parametrize("url", ["redis://127.0.0.1:1/0?shoe_size=43", "redis://127.0.0.1:1/?db=first"])
def test_an_address_with_options_nobody_knows_is_refused(url: str) -> None:
    with pytest.raises(WrongSetup, match="REDIS_URL: "):
        Shared(url, DESK)
