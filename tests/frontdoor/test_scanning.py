"""A virus scanner that is asked: clean, infected, away."""

from __future__ import annotations

import asyncio
from pathlib import Path
from types import TracebackType

import pytest

from core.messages import IncomingFile
from frontdoor.scanning import Clamd, ScannerDown, is_address
from storage.files import FolderFiles
from tests.storage.test_kept_files import stream


class SimulatedClamd:
    """clamd(8): INSTREAM, and what it says of EICAR's name. `hangs_up`: so many callers get no answer."""

    def __init__(self, socket: Path) -> None:
        self.socket = socket
        self.sent: list[bytes] = []
        self.hangs_up = 0

    async def __aenter__(self) -> SimulatedClamd:
        self._server = await asyncio.start_unix_server(self._serve, self.socket)
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        self._server.close()
        self.socket.unlink(missing_ok=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.hangs_up:
            self.hangs_up -= 1
            writer.close()
            return
        assert await reader.readuntil(b"\0") == b"zINSTREAM\0"
        data = b""
        while size := int.from_bytes(await reader.readexactly(4), "big"):
            data += await reader.readexactly(size)
        self.sent.append(data)
        verdict = b"Eicar-Test-Signature FOUND" if b"EICAR" in data else b"OK"
        writer.write(b"INSTREAM size limit exceeded. ERROR\0" if b"huge" in data else b"stream: " + verdict + b"\0")
        await writer.drain()
        writer.close()


async def test_a_file_is_looked_at_whole_and_what_holds_something_is_refused(tmp_path: Path) -> None:
    files, clamd = FolderFiles(tmp_path / "files"), Clamd(str(tmp_path / "clamd.sock"))

    async def kept(data: bytes, **more: str) -> IncomingFile:
        sha256, size = await files.put(stream(data), 1 << 20)
        return IncomingFile("ref", "document", "a.bin", size=size, sha256=sha256, **more)

    clean = await kept(b"x" * 200_000)
    with pytest.raises(ScannerDown):
        await clamd.look_at(clean, files)
    async with SimulatedClamd(tmp_path / "clamd.sock") as simulated:
        assert await clamd.look_at(clean, files) == clean
        assert simulated.sent == [b"x" * 200_000]
        infected = await clamd.look_at(await kept(b"EICAR"), files)
        assert (infected.problem, infected.sha256) == ("infected", None)
        original, _ = await files.put(stream(b"EICAR in the metadata"), 1 << 20)
        assert (await clamd.look_at(await kept(b"pixels", original=original), files)).problem == "infected"
        with pytest.raises(ScannerDown, match="size limit"):
            await clamd.look_at(await kept(b"huge"), files)


def test_where_a_scanner_may_be() -> None:
    assert [
        is_address(one)
        for one in ("clamav:3310", "/run/clamd.sock", "[::1]:3310", "clamav", "clamav:0", ":1", "tcp://clamav:3310")
    ] == [*(True, True, True, False, False, False, False)]
