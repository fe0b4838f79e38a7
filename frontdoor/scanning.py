"""A virus scanner (clamd): a file waits until it has been looked at, and goes no further when something was found in it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from core.files import IncomingFile
from core.ports import Files

log = logging.getLogger(__name__)

CHUNK = 64 * 1024
PATIENCE = 60.0
"""Seconds that clamd may take for its answer once it has the whole file."""


class ScannerDown(Exception):
    """The scanner can't be reached, or can't look at the file: it waits."""


class Clamd:
    """One clamd (docs.clamav.net, clamd(8): INSTREAM). `address`: `HOST:PORT`, or the path of its socket."""

    def __init__(self, address: str) -> None:
        self._address = address

    async def look_at(self, file: IncomingFile, files: Files) -> IncomingFile:
        """The file, or the same as a problem. Raises ScannerDown."""
        sha256 = file.original or file.sha256
        if sha256 is None or file.problem:
            return file
        async with files.local(sha256) as path:
            found = await self.scan(path)
        if found is None:
            return file
        log.warning("the virus scanner found %s in a file", found)
        return replace(file, sha256=None, problem="infected")

    async def scan(self, path: Path) -> str | None:
        """What it found in these bytes, or None. Raises ScannerDown."""
        try:
            async with self._connection() as (reader, writer):
                writer.write(b"zINSTREAM\0")
                with await asyncio.to_thread(path.open, "rb") as file:
                    while chunk := await asyncio.to_thread(file.read, CHUNK):
                        writer.write(len(chunk).to_bytes(4, "big") + chunk)
                        await writer.drain()
                writer.write(bytes(4))
                await writer.drain()
                answer = await asyncio.wait_for(reader.readuntil(b"\0"), PATIENCE)
        except (OSError, TimeoutError, asyncio.IncompleteReadError) as error:
            raise ScannerDown(type(error).__name__) from None
        return _found(answer.rstrip(b"\0").decode(errors="replace").strip())

    @asynccontextmanager
    async def _connection(self) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
        host, _, port = self._address.rpartition(":")
        if "/" in self._address:
            reader, writer = await asyncio.open_unix_connection(self._address)
        else:
            reader, writer = await asyncio.open_connection(host.strip("[]"), int(port))
        try:
            yield reader, writer
        finally:
            writer.close()


def _found(answer: str) -> str | None:
    """clamd answers `stream: OK` or `stream: NAME FOUND`; else it could not look (a limit of its own: StreamMaxLength)."""
    said = answer.removeprefix("stream:").strip()
    if said == "OK":
        return None
    if said.endswith(" FOUND"):
        return said.removesuffix(" FOUND")
    raise ScannerDown(said)


def is_address(value: str) -> bool:
    """Whether clamd may be reached by this."""
    host, _, port = value.rpartition(":")
    is_host = bool(host) and "/" not in host
    return value.startswith("/") or (is_host and port.isdecimal() and 0 < int(port) < 65536)
