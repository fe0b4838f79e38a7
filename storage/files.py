"""Attachments in a folder, each once, named by the hash of its content."""

from __future__ import annotations

import asyncio
import hashlib
import os
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import BinaryIO

from core.ports import TooBig


class FolderFiles:
    """The `core.ports.Files` in a folder: `ab/abcdef…`, written whole before they get their name."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def put(self, chunks: AsyncIterator[bytes], limit: int) -> tuple[str, int]:
        await asyncio.to_thread(self._folder.mkdir, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self._folder, prefix=".coming-")
        coming = Path(name)
        digest, size = hashlib.sha256(), 0
        try:
            with os.fdopen(handle, "wb") as out:
                async for chunk in chunks:
                    size += len(chunk)
                    if size > limit:
                        raise TooBig
                    digest.update(chunk)
                    await asyncio.to_thread(out.write, chunk)
                await asyncio.to_thread(_to_disk, out)
            place = self._path(digest.hexdigest())
            await asyncio.to_thread(_name, coming, place)
        finally:
            await asyncio.to_thread(coming.unlink, missing_ok=True)
        return digest.hexdigest(), size

    @asynccontextmanager
    async def local(self, sha256: str) -> AsyncIterator[Path]:
        path = self._path(sha256)
        if not await asyncio.to_thread(path.is_file):
            raise FileNotFoundError(sha256)
        yield path

    def _path(self, sha256: str) -> Path:
        return self._folder / sha256[:2] / sha256


def _to_disk(out: BinaryIO) -> None:
    out.flush()
    os.fsync(out.fileno())


def _name(coming: Path, place: Path) -> None:
    place.parent.mkdir(exist_ok=True)
    coming.replace(place)
