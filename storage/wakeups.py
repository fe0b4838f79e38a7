"""Wake-ups between processes: where deliveries wait, told over Redis after the commit. One that is lost costs a second."""

from __future__ import annotations

import asyncio
import logging
import uuid
from collections.abc import Callable, Collection
from functools import partial
from typing import Any, TypeAlias

import orjson
from redis.asyncio import Redis
from redis.asyncio.client import PubSub
from redis.exceptions import ConnectionError as Broken
from redis.exceptions import ResponseError

from storage.redis_link import TROUBLE, Away, RedisLink

log = logging.getLogger(__name__)

Home: TypeAlias = tuple[str, str]
Heard: TypeAlias = Callable[[Collection[Home] | None], None]
"""Is told of homes where deliveries wait; None: they may wait everywhere."""

MOST_HOMES = 100
"""Homes told in one message; more are told as "everywhere"."""

LONGEST_NAME = 200

REFUSED_PAUSE = 60.0
"""Seconds until a Redis that lets us not listen (its user may use no channels) is asked again."""

QUIET = 5.0
"""Seconds of silence after which the connection is asked whether it still lives."""


class Wakeups:
    """Tells the other processes of a desk, and hears them."""

    def __init__(self, link: RedisLink) -> None:
        self._link = link
        self._me = uuid.uuid4().hex
        self._channel = link.key("homes")
        self._homes: set[Home] = set()
        self._ring = asyncio.Event()
        self._complained: set[type[Exception]] = set()
        self._tasks: list[asyncio.Task[None]] = []

    def open(self, heard: Heard | None) -> None:
        """Begins. `heard`: who listens, in the event loop; None: this process only tells."""
        self._tasks.append(asyncio.create_task(self._tell()))
        if heard:
            self._tasks.append(asyncio.create_task(self._listen(heard)))

    async def close(self) -> None:
        """Tells nothing more and hears nothing more."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def ring(self, homes: Collection[Home]) -> None:
        """Deliveries wait in these homes. Returns at once; those told while a message is on its way go with the next."""
        self._homes.update(homes)
        self._ring.set()

    async def _tell(self) -> None:
        while True:
            await self._ring.wait()
            self._ring.clear()
            homes, self._homes = self._homes, set()
            words = orjson.dumps({"from": self._me, "homes": sorted(homes) if len(homes) <= MOST_HOMES else None})
            try:
                await self._link.call(partial(self._publish, words))
            except Away:
                continue  # the others look every second

    async def _publish(self, words: bytes, client: Redis) -> None:
        try:
            await client.publish(self._channel, words)
        except ResponseError as refused:
            self._complain(refused)

    async def _listen(self, heard: Heard) -> None:
        while True:
            await self._link.up.wait()
            try:
                async with self._link.client.pubsub() as connection:
                    await connection.subscribe(self._channel)
                    await self._hear(connection, heard)
            except ResponseError as refused:
                self._complain(refused)
                await asyncio.sleep(REFUSED_PAUSE)
            except TROUBLE as trouble:
                self._link.lost(trouble)

    async def _hear(self, connection: PubSub, heard: Heard) -> None:
        silent = False
        while True:
            message = await connection.get_message(timeout=QUIET)
            if message is None:
                if silent:
                    raise Broken("it does not answer any more")
                silent = True
                await connection.ping()
                continue
            silent = False
            if message["type"] == "subscribe":
                heard(None)  # what was told before is lost
            elif message["type"] == "message":
                self._take(message["data"], heard)

    def _take(self, data: bytes, heard: Heard) -> None:
        try:
            sender, homes = _read(data)
        except ValueError as wrong:
            self._complain(wrong)
            return
        if sender != self._me:
            heard(homes)

    def _complain(self, trouble: Exception) -> None:
        """Once for each sort of trouble: the work goes on, a second later each time."""
        if type(trouble) not in self._complained:
            self._complained.add(type(trouble))
            log.warning("wake-ups through %s: %s", self._channel, trouble)


def _read(data: bytes) -> tuple[str, list[Home] | None]:
    """Who tells of which homes. Raises ValueError for anything else."""
    match orjson.loads(data):  # its JSONDecodeError is a ValueError
        case {"from": str(sender), "homes": None}:
            return sender, None
        case {"from": str(sender), "homes": list(homes)} if len(homes) <= MOST_HOMES:
            return sender, [_home(home) for home in homes]
    raise ValueError("what came is no wake-up")


def _home(given: Any) -> Home:
    match given:
        case [str(channel), str(home)] if len(channel) + len(home) <= LONGEST_NAME:
            return channel, home
    raise ValueError("what came is no wake-up: a home is wrong")
