"""Addresses where an agent gets a kept file that no channel carries: signed, good for a week, for that file alone."""

from __future__ import annotations

import base64
import hashlib
import hmac
import logging
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import quote

import orjson
from anyio import open_file
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from core.files import KeptFile
from core.ports import Clock, Files, FilesDown
from frontdoor.sealing import derived
from frontdoor.settings import Settings

log = logging.getLogger(__name__)

GOOD_FOR = timedelta(days=7)
PURPOSE = b"frontdoor file links 1"
CHUNK = 256 * 1024

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
}


class FileLinks:
    """`address`: where this service is reached from outside; without one there are no links."""

    def __init__(self, settings: Settings, files: Files, clock: Clock, address: str | None) -> None:
        given = settings.secret_key or settings.telegram_token or settings.slack_token
        self._key = derived(given.get_secret_value(), PURPOSE) if given else None
        self._address = (address or "").rstrip("/")
        self._files = files
        self._clock = clock

    def link(self, file: KeptFile, now: datetime) -> str | None:
        """The address of a file, from now on."""
        if not self._address or self._key is None:
            return None
        told = _packed(orjson.dumps([file.sha256, file.size, file.name, int((now + GOOD_FOR).timestamp())]))
        return f"{self._address}/files/{told}.{self._signature(told)}"

    def routes(self) -> list[BaseRoute]:
        """Where they are answered. What is wrong, too old or gone is answered alike."""
        return [Route("/files/{token}", self._answer)]

    async def _answer(self, request: Request) -> Response:
        found = self._read(request.path_params["token"])
        if found is None:
            return PlainTextResponse("There is nothing here, or no longer.\n", 404)
        sha256, size, name = found
        async with AsyncExitStack() as stack:
            try:
                path = await stack.enter_async_context(self._files.local(sha256))
            except FileNotFoundError:
                return PlainTextResponse("There is nothing here, or no longer.\n", 404)
            except FilesDown as down:
                log.warning("a file can't be given out: %s", down)
                return PlainTextResponse("The file can't be had just now. Please try again.\n", 503)
            body = _bytes_of(path, stack.pop_all())
        headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}", "Content-Length": str(size)}
        return StreamingResponse(body, headers=_HEADERS | headers, media_type="application/octet-stream")

    def _read(self, token: str) -> tuple[str, int, str] | None:
        told, _, signature = token.partition(".")
        if self._key is None or not hmac.compare_digest(self._signature(told).encode(), signature.encode()):
            return None
        sha256, size, name, until = orjson.loads(base64.urlsafe_b64decode(told + "=" * (-len(told) % 4)))
        return (sha256, size, name) if self._clock().timestamp() < until else None

    def _signature(self, told: str) -> str:
        return _packed(hmac.new(self._key or b"", told.encode(), hashlib.sha256).digest())


def _packed(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


async def _bytes_of(path: Path, stack: AsyncExitStack) -> AsyncIterator[bytes]:
    """The bytes, as they are read; what keeps the file at hand ends with them."""
    async with stack, await open_file(path, "rb") as file:
        while chunk := await file.read(CHUNK):
            yield chunk
