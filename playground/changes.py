"""Waiting until something is so, woken by changes instead of by a clock."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class NotSeen(AssertionError):
    """What was waited for did not come about in time; the text says what was there instead."""


class Changes:
    """Tells those who wait that something changed. Used from one event loop; not thread-safe.

    `version` grows by one with every `notify()`, so that a page can ask "anything since 41?".
    """

    def __init__(self) -> None:
        self.version = 0
        self._waiting: set[asyncio.Future[None]] = set()

    def notify(self) -> None:
        """Something changed: let everybody who waits look again."""
        self.version += 1
        for future in self._waiting:
            if not future.done():
                future.set_result(None)
        self._waiting.clear()

    async def wait(
        self,
        predicate: Callable[[], T | None],
        timeout: float = 10.0,
        describe: Callable[[], str] | str = "",
    ) -> T:
        """Return the predicate's first truthy value; it is asked now and after every change.

        `timeout` is in seconds. When it passes, `NotSeen` is raised with what `describe` says then.
        """
        try:
            async with asyncio.timeout(timeout):
                while True:
                    if found := predicate():
                        return found
                    await self._next()
        except TimeoutError:
            text = describe() if callable(describe) else describe
            raise NotSeen(text or f"nothing within {timeout:g} s") from None

    async def _next(self) -> None:
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.add(future)
        try:
            await future
        finally:
            self._waiting.discard(future)
