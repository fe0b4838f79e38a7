"""The way to Redis: there or away, told once per change, and looked for again while it is away."""

from __future__ import annotations

import asyncio
import logging
import random
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from core.errors import WrongSetup

log = logging.getLogger(__name__)

T = TypeVar("T")

# uvloop says RuntimeError when a connection that was just closed is written to.
TROUBLE = (RedisError, OSError, TimeoutError, RuntimeError)
"""What a Redis that can't be used raises."""

ANSWERS_WITHIN = 0.5
"""Seconds Redis may take; nobody waits longer for it."""

FIRST_PAUSE, LONGEST_PAUSE = 0.1, 1.0
"""Seconds between attempts to reach it again. Short: processes should notice its return at about the same time."""

STEADY = 10.0
"""Seconds it must have been there before it is looked for eagerly again."""


class Away(Exception):
    """Redis can't be asked just now."""


class RedisLink:
    """One process's connections to Redis, for one desk: its keys and channels are apart from another desk's."""

    def __init__(self, url: str, desk: str) -> None:
        """`desk`: the desk's key. Raises WrongSetup for an address that can't be meant."""
        self._desk = desk
        self.up = asyncio.Event()
        """Set while Redis answers."""
        self.client = _client(url)
        self._away = asyncio.Event()
        self._keeper: asyncio.Task[None] | None = None

    def key(self, name: str) -> str:
        """The name of a key or channel of this desk. A desk's keys lie together on one node of a cluster."""
        return f"frontdoor:{{{self._desk}}}:{name}"

    async def open(self) -> None:
        """Returns after the first attempt to reach it, whether or not it is there."""
        try:
            await self._probe()
        except TROUBLE as trouble:
            log.warning("Redis is away: %s", trouble)
            self._away.set()
        else:
            self.up.set()
        self._keeper = asyncio.create_task(self._keep())

    async def close(self) -> None:
        """Ends all connections."""
        if self._keeper:
            self._keeper.cancel()
            await asyncio.gather(self._keeper, return_exceptions=True)
        await self.client.aclose()

    async def call(self, work: Callable[[Redis], Awaitable[T]]) -> T:
        """What Redis answers. Raises Away; whether anything was done is then unknown."""
        if not self.up.is_set():
            raise Away
        try:
            return await work(self.client)
        except TROUBLE as trouble:
            self.lost(trouble)
            raise Away from trouble

    def lost(self, trouble: Exception) -> None:
        """Somebody found that it can't be used."""
        if self.up.is_set():
            log.warning("Redis is away: %s", trouble)
            self.up.clear()
            self._away.set()

    async def answers(self) -> bool:
        """Whether it can be reached at this moment."""
        try:
            await self._probe()
        except TROUBLE:
            return False
        return True

    async def _probe(self) -> None:
        """Writes: a Redis that is full, or only a copy, is of no use."""
        await self.client.set(self.key("probe"), "1", px=1000)

    async def _keep(self) -> None:
        """Looks for it again whenever it is away."""
        pause, came = FIRST_PAUSE, -STEADY
        while True:
            await self._away.wait()
            if time.monotonic() - came > STEADY:
                pause = FIRST_PAUSE
            else:
                pause = await _rest(pause)  # it answers and is of no use: no need to hurry
            while not await self.answers():
                pause = await _rest(pause)
            await self.client.connection_pool.disconnect(inuse_connections=False)  # what is left of before
            log.info("Redis is back")
            came = time.monotonic()
            self._away.clear()
            self.up.set()


def _client(url: str) -> Redis:
    try:
        client = Redis.from_url(
            url,
            socket_timeout=ANSWERS_WITHIN,
            socket_connect_timeout=ANSWERS_WITHIN,
            retry=Retry(NoBackoff(), 0),  # what was sent may have been done: nothing is sent twice
            client_name="frontdoor",
        )
        client.connection_pool.make_connection()  # type: ignore[no-untyped-call]  # takes the options behind the question mark
    except (TypeError, ValueError) as wrong:
        raise WrongSetup(f"REDIS_URL: {wrong}") from None
    return client


async def _rest(pause: float) -> float:
    """Waits about so long. Returns the next pause."""
    await asyncio.sleep(pause * (0.5 + random.random() / 2))
    return min(2 * pause, LONGEST_PAUSE)
