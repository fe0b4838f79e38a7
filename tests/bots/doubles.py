"""What stands behind a channel in its tests: an inbox that only remembers, ears, and a folder for attachments."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator, Callable, Collection, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from core.forms import Answer
from core.messages import Filled, Update
from core.ports import Spoken, TooBig
from playground.changes import Changes

K = TypeVar("K")


class DatabaseDown(Exception):
    """What an inbox raises when nothing was committed."""


@dataclass
class Inbox:
    """Remembers what it accepted, once each, and what was set aside; can be told to fail, or to wait."""

    accepted: list[Update] = field(default_factory=list)
    aside: list[tuple[str, str, str]] = field(default_factory=list)
    attempts: list[str] = field(default_factory=list)
    toast: str | None = None
    answer: Answer = None
    fails: Callable[[Update], bool] = lambda _: False
    gate: asyncio.Event | None = None
    changes: Changes = field(default_factory=Changes)

    async def accept(self, update: Update) -> str | None:
        self.attempts.append(update.key)
        self.changes.notify()
        if self.gate is not None:
            await self.gate.wait()
        if self.fails(update):
            raise DatabaseDown
        if update.key not in [known.key for known in self.accepted]:
            self.accepted.append(update)
        self.changes.notify()
        return self.toast

    async def fill(self, filled: Filled) -> Answer:
        await self.accept(filled)
        return self.answer

    def ride(self, channel: str, place: str) -> None:
        return None

    async def set_aside(self, channel: str, key: str, payload: str, reason: str) -> None:
        self.aside.append((key, payload, reason))
        self.changes.notify()

    async def gets(self, kind: type[K], count: int = 1) -> list[K]:
        """Waits for so many updates of a kind."""

        def found() -> list[K] | None:
            some: list[Any] = [update for update in self.accepted if isinstance(update, kind)]
            return some if len(some) >= count else None

        return await self.changes.wait(found, describe=lambda: f"accepted: {self.accepted}")


@dataclass
class Store:
    """Attachments in a folder."""

    folder: Path

    async def put(self, chunks: AsyncIterator[bytes], limit: int) -> tuple[str, int]:
        data = b""
        async for chunk in chunks:
            data += chunk
            if len(data) > limit:
                raise TooBig
        return self.keep(data), len(data)

    def keep(self, data: bytes) -> str:
        name = hashlib.sha256(data).hexdigest()
        self.path(name).write_bytes(data)
        return name

    def path(self, sha256: str) -> Path:
        return self.folder / sha256

    @asynccontextmanager
    async def local(self, sha256: str) -> AsyncIterator[Path]:
        if not self.path(sha256).is_file():
            raise FileNotFoundError(sha256)
        yield self.path(sha256)


@dataclass
class Heard:
    """What is kept of when a channel was heard. `since`: the silence a test wants to be made up for; `tickets`: places of
    threads of open tickets; `said`: what agents said before it."""

    since: datetime | None = None
    tickets: set[str] = field(default_factory=set)
    said: list[Spoken] = field(default_factory=list)
    taken: bool = False
    noted: int = 0
    made_up: list[datetime] = field(default_factory=list)
    put_again: list[tuple[datetime, datetime]] = field(default_factory=list)
    changes: Changes = field(default_factory=Changes)

    async def note(self, channel: str, longest: timedelta | None = None) -> None:
        self.noted += 1
        self.changes.notify()

    async def silence(self, channel: str, longest: timedelta) -> datetime | None:
        return self.since

    async def begin(self, channel: str, since: datetime, seconds: float) -> datetime | None:
        if self.taken or since != self.since:
            return None
        self.taken = True
        return datetime.now(UTC)

    async def hold(self, channel: str, since: datetime, seconds: float) -> None:
        self.taken = seconds > 0

    async def done(self, channel: str, since: datetime, until: datetime) -> None:
        self.since, self.taken = None, False
        self.made_up.append(since)
        self.changes.notify()

    async def threads(self, channel: str, places: Collection[str]) -> set[str]:
        return self.tickets & set(places)

    async def homes(self, channel: str) -> dict[str, str]:
        return {place.partition(":")[0]: place for place in sorted(self.tickets, reverse=True)}

    async def spoken(self, channel: str, since: datetime, until: datetime) -> Sequence[Spoken]:
        return self.said

    async def presses_lost(self, channel: str, since: datetime, until: datetime) -> None:
        self.put_again.append((since, until))
