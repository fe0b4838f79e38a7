"""What only one process may do at a time: whoever has the shift does it, and another takes over when that one has died."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from core.errors import StoreDown
from storage import processes
from storage.store import Store

log = logging.getLogger(__name__)

LOOK = 1.0
"""Seconds between two looks whether the shift is free, or still ours. With the 8 seconds after which a silent process counts
as dead, another one is at work within 10."""


class Shift:
    """The right to do one thing, by its name."""

    def __init__(self, store: Store, name: str) -> None:
        self._store = store
        self._name = name

    async def work(self, work: Callable[[], Awaitable[None]]) -> None:
        """Waits for the shift and works while it is ours, again and again, until cancelled. Raises what `work` raises."""
        while True:
            await self._until(True)
            log.info("this process takes over: %s", self._name)
            working = asyncio.ensure_future(work())
            over = asyncio.create_task(self._until(False))
            try:
                await asyncio.wait((working, over), return_when=asyncio.FIRST_COMPLETED)
                if working.done():
                    return working.result()
                log.warning("another process has taken over: %s", self._name)
            finally:
                for task in (working, over):
                    task.cancel()
                await asyncio.gather(working, over, return_exceptions=True)
                await self._give_back()

    async def _until(self, ours: bool) -> None:
        """Until the shift is ours, or no longer. While the database is away nobody knows, and all stays as it is."""
        while True:
            try:
                if (
                    await self._store.write(lambda unit: processes.hold(unit.connection, self._name, self._store.me))
                    is ours
                ):
                    return
            except StoreDown as down:
                log.warning("whose turn it is can't be asked (%s): %s", self._name, down)
            await asyncio.sleep(LOOK)

    async def _give_back(self) -> None:
        try:
            await self._store.write(lambda unit: processes.release(unit.connection, self._name, self._store.me))
        except StoreDown as down:
            log.warning("the others will notice only later that this process has stopped (%s): %s", self._name, down)
