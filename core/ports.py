"""What core and dialogs need from outside."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import datetime
from pathlib import Path
from typing import Protocol, TypeAlias

from core.messages import Update

Clock: TypeAlias = Callable[[], datetime]
"""The time now, in UTC."""


class Inbox(Protocol):
    """Where channels bring what came in."""

    async def accept(self, update: Update) -> str | None:
        """Handles one update in one transaction and returns once that is committed, so that the platform may be told.

        Returns words for the person who pressed a button (a toast), or None. The same update again has no effect.
        Raises when nothing was committed (a database that is down): then the platform must not get its ack.
        """
        ...

    async def set_aside(self, channel: str, key: str, payload: str, reason: str) -> None:
        """Keeps an update that can't be read, with its reason, so that it never blocks those behind it."""
        ...


class TooBig(Exception):
    """A stream ran over the limit it was given."""


class Files(Protocol):
    """Attachments, kept once under the hash of their content."""

    async def put(self, chunks: AsyncIterator[bytes], limit: int) -> tuple[str, int]:
        """Keeps a stream of at most `limit` bytes. Returns its sha256 in hexadecimal and its size. Raises TooBig."""
        ...

    def path(self, sha256: str) -> Path:
        """Where the bytes lie."""
        ...


class Wake(Protocol):
    """Tells that there is something to do."""

    def __call__(self) -> None: ...
