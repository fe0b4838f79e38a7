"""One after another within a place, in the platform's own order as far as it is known."""

from __future__ import annotations

import asyncio
import heapq
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count


class Turns:
    """Of those who wait for a place, the one with the lowest position goes next. For one event loop."""

    def __init__(self) -> None:
        self._waiting: dict[str, list[tuple[int, int, asyncio.Future[None]]]] = {}
        self._arrivals = count()

    def waiting(self, place: str) -> int:
        """How many wait for the place."""
        return len(self._waiting.get(place, ()))

    @asynccontextmanager
    async def turn(self, place: str, position: int) -> AsyncIterator[None]:
        """Holds the place for the block."""
        await self._enter(place, position)
        try:
            yield
        finally:
            self._leave(place)

    async def _enter(self, place: str, position: int) -> None:
        if place not in self._waiting:
            self._waiting[place] = []
            return
        granted: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting[place], (position, next(self._arrivals), granted))
        try:
            await granted
        except asyncio.CancelledError:
            if granted.done() and not granted.cancelled():
                self._leave(place)  # the turn had just been given to us
            raise

    def _leave(self, place: str) -> None:
        waiting = self._waiting[place]
        while waiting:
            granted = heapq.heappop(waiting)[2]
            if not granted.done():
                granted.set_result(None)
                return
        del self._waiting[place]
