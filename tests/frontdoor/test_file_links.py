"""Links to kept files: for that file alone, for a while, and what they say while its store is away."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import httpx
from starlette.applications import Starlette

from core.files import KeptFile
from core.ports import FilesDown
from frontdoor.file_links import FileLinks
from frontdoor.settings import Settings
from storage.files import FolderFiles
from tests.storage.test_kept_files import stream

NOW = datetime(2026, 11, 26, tzinfo=UTC)


class Away(FolderFiles):
    """A store that is away."""

    @asynccontextmanager
    async def local(self, sha256: str) -> AsyncIterator[Path]:
        raise FilesDown("ConnectError")
        yield Path()


def links(files: FolderFiles, key: str = "k" * 32) -> FileLinks:
    settings = Settings(_env_file=None, FRONTDOOR_SECRET_KEY=key)
    return FileLinks(settings, files, lambda: NOW, "https://desk.example")


async def answer(given: FileLinks, link: str | None, method: str = "GET") -> httpx.Response:
    transport = httpx.ASGITransport(Starlette(routes=given.routes()))
    async with httpx.AsyncClient(transport=transport, base_url="https://desk.example") as browser:
        return await browser.request(method, link or "")


async def test_a_link_gives_one_file_and_nothing_else(tmp_path: Path) -> None:
    files = FolderFiles(tmp_path)
    sha256, size = await files.put(stream(b"<script>"), 100)
    file = KeptFile(sha256, "a page.html", "other", "text/html", size)
    given = links(files)
    link = given.link(file, NOW) or ""
    found = await answer(given, link)
    assert (found.status_code, found.content) == (200, b"<script>")
    assert found.headers["content-type"] == "application/octet-stream"
    assert found.headers["content-disposition"] == "attachment; filename*=UTF-8''a%20page.html"
    assert (await answer(given, link, "HEAD")).content == b""
    told, _, sign = link.rpartition(".")
    for wrong in (told, f"{told}.", f"{told}.é", f"{told}x.{sign}", links(files, "l" * 32).link(file, NOW)):
        assert (await answer(given, wrong)).status_code == 404, wrong
    gone = given.link(KeptFile("0" * 64, "b", "other", "text/plain", 1), NOW)
    assert (await answer(given, gone)).status_code == 404
    away = links(Away(tmp_path))
    assert (await answer(away, away.link(file, NOW))).status_code == 503
