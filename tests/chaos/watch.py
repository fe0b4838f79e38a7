"""How people wait: until they see something, woken by what changes, at most twenty times a second."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from playground.changes import Changes, NotSeen
from playground.slack import Slack
from playground.world import World

T = TypeVar("T")
Json = dict[str, Any]

BREATH = 0.05
"""Seconds between two looks: with fifty people, each change of a chat must not make all of them look."""


class Watch:
    """Both platforms' changes, and the end of the talk, as one thing to wait for. `over` is set when no new words are said."""

    def __init__(self, world: World) -> None:
        self.over = asyncio.Event()
        self._world = world
        self._pulse = Changes()
        self._tasks: list[asyncio.Task[None]] = []

    async def __aenter__(self) -> Watch:
        self._tasks = [asyncio.create_task(self._beat())]
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def until(self, seen: Callable[[], T | None], seconds: float) -> T | None:
        """What is seen, or None after so many seconds."""
        try:
            return await self._pulse.wait(seen, seconds)
        except NotSeen:
            return None

    async def pause(self, seconds: float) -> None:
        """Thinks for a while; the end of the talk makes everybody hurry once."""
        was_over = self.over.is_set()
        await self.until(lambda: (self.over.is_set() and not was_over) or None, seconds)

    async def thinks(self, seconds: float) -> None:
        """A pause that nothing shortens."""
        await self.until(lambda: None, seconds)

    async def quiet(self, seconds: float, until: float) -> None:
        """Returns when nothing has changed for so many seconds, at the latest at `until` (monotonic time)."""
        while time.monotonic() < until:
            before = self._pulse.version
            if await self.until(lambda before=before: self._pulse.version > before or None, seconds) is None:
                return

    def finish(self) -> None:
        """The talk is over."""
        self.over.set()
        self._pulse.notify()

    async def _beat(self) -> None:
        seen = (-1, -1)
        while True:
            now = (self._world.telegram.changes.version, self._world.slack.changes.version)
            if now != seen:
                seen = now
                self._pulse.notify()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(asyncio.Event().wait(), BREATH)


class Board:
    """A Slack channel read as it grows: its threads by their root's `ts`, each with Slack's own JSON, the root first."""

    def __init__(self, slack: Slack, channel: str) -> None:
        self._slack = slack
        self.channel = channel
        self._read = 0
        self._threads: dict[str, list[Json]] = {}

    @property
    def threads(self) -> dict[str, list[Json]]:
        """As they are now."""
        messages = self._slack.workspace.state.messages[self.channel]
        if len(messages) < self._read:  # something was deleted
            self._read = 0
            self._threads.clear()
        for raw in messages[self._read :]:
            self._threads.setdefault(raw.get("thread_ts") or raw["ts"], []).append(raw)
        self._read = len(messages)
        return self._threads

    def cards(self) -> Iterator[tuple[str, list[Json]]]:
        """The threads that an app began."""
        for root, messages in self.threads.items():
            if "bot_id" in messages[0] and messages[0]["ts"] == root:
                yield root, messages
