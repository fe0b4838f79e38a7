"""The REST API: tickets for other programs to read, and support tokens for them to check (docs/api.md)."""

from __future__ import annotations

import hmac
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any, Protocol

import orjson
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Route

from core.desk_types import STATES
from core.errors import StoreDown
from core.ports import Clock
from frontdoor.api_document import document, page

MOST = 200
"""Tickets of one answer at most; 50 unless said."""

MOST_PAGES = 100_000

LARGEST = 10_000
"""Bytes of a request's body."""

TRIES = 20
"""Codes that may be wrong in a minute, in one process; after that nothing is looked up for a while."""

Endpoint = Callable[[Request], Awaitable[Response]]


class Desk(Protocol):
    """What the API reads and does."""

    async def tickets(self, filters: dict[str, str], limit: int, offset: int) -> list[dict[str, Any]]: ...

    async def ticket(self, reference: str) -> dict[str, Any] | None: ...

    async def check_token(self, code: str) -> dict[str, Any] | None: ...


class Api:
    """Its paths. `token`: what callers must send as their bearer token."""

    def __init__(self, desk: Desk, token: str, clock: Clock) -> None:
        self._desk = desk
        self._token = token.encode()
        self._clock = clock
        self._wrong: deque[float] = deque(maxlen=TRIES)

    def routes(self) -> list[BaseRoute]:
        """Everything under `/api`. What doesn't exist is told only to those who may ask."""
        return [
            Route("/api/openapi.json", self._document, methods=["GET"]),
            Route("/api/docs", self._page, methods=["GET"]),
            Route("/api/v1/tickets", self._guarded(self._tickets), methods=["GET"]),
            Route("/api/v1/tickets/{reference}", self._guarded(self._ticket), methods=["GET"]),
            Route("/api/v1/tokens/check", self._guarded(self._check), methods=["POST"]),
            Route("/api/{rest:path}", self._guarded(self._nothing)),
        ]

    def _guarded(self, endpoint: Endpoint) -> Endpoint:
        async def guarded(request: Request) -> Response:
            kind, _, given = request.headers.get("authorization", "").partition(" ")
            if kind.lower() != "bearer" or not hmac.compare_digest(given.strip().encode(), self._token):
                return _error(401, "a bearer token is needed", {"WWW-Authenticate": "Bearer"})
            try:
                return await endpoint(request)
            except StoreDown:
                return _error(503, "the database can't be reached just now", {"Retry-After": "5"})

        return guarded

    async def _document(self, _: Request) -> Response:
        return JSONResponse(document())

    async def _page(self, _: Request) -> Response:
        return HTMLResponse(page(document()))

    async def _nothing(self, _: Request) -> Response:
        return _error(404, "there is nothing here")

    async def _tickets(self, request: Request) -> Response:
        asked = request.query_params
        filters = {name: asked[name] for name in ("state", "team", "kind") if name in asked}
        if filters.get("state", STATES[0]) not in STATES:
            return _error(400, f"state: allowed are {', '.join(STATES)}")
        limit, number = _number(asked.get("limit", "50"), MOST), _number(asked.get("page", "1"), MOST_PAGES)
        if limit is None or number is None:
            return _error(400, f"limit: a whole number from 1 to {MOST}; page: one from 1")
        found = await self._desk.tickets(filters, limit + 1, (number - 1) * limit)
        return JSONResponse({"items": found[:limit], "page": number, "limit": limit, "more": len(found) > limit})

    async def _ticket(self, request: Request) -> Response:
        found = await self._desk.ticket(request.path_params["reference"])
        return JSONResponse(found) if found else _error(404, "there is no such ticket")

    async def _check(self, request: Request) -> Response:
        code = _code(await _body(request))
        if code is None:
            return _error(400, 'a JSON object is needed: {"code": "ABCD-EFGH-JKLM"}')
        now = self._clock().timestamp()
        if len(self._wrong) == TRIES and now - self._wrong[0] < 60:
            return _error(429, "too many wrong codes", {"Retry-After": "60"})
        found = await self._desk.check_token(code)
        if found is None:
            self._wrong.append(now)
            return _error(404, "no such code is valid")
        return JSONResponse(found)


async def _body(request: Request) -> bytes:
    """As much of it as may be."""
    out = b""
    async for chunk in request.stream():
        out += chunk
        if len(out) > LARGEST:
            return b""
    return out


def _code(body: bytes) -> str | None:
    try:
        given = orjson.loads(body)
    except orjson.JSONDecodeError:
        return None
    code = given.get("code") if isinstance(given, dict) else None
    return code if isinstance(code, str) and len(code) <= 100 else None


def _number(given: str, most: int) -> int | None:
    """A whole number from 1 to `most`."""
    plain = given.isascii() and given.isdecimal() and len(given) < 10
    return int(given) if plain and 1 <= int(given) <= most else None


def _error(status: int, why: str, headers: dict[str, str] | None = None) -> Response:
    return JSONResponse({"error": why}, status, headers)
