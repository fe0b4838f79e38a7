"""The playground's page: requesters and agents side by side, each in Telegram or in Slack, live."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import orjson
from starlette.datastructures import Headers, UploadFile
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from playground.cast import Cast
from playground.changes import Changes
from playground.page_acts import perform
from playground.page_given import File, NotDone, NotUnderstood
from playground.page_view import setup_json, state_json
from playground.world import World

Json = dict[str, Any]

STATIC = Path(__file__).parent / "static"
LARGEST_REQUEST = 64 * 1024 * 1024

_A_DAY = 86_400.0
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}

_HEADERS = {
    # Nothing from anywhere else is ever loaded, and what people write can't become a script.
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; "
    "media-src 'self' blob:; connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}


def routes(world: World) -> list[BaseRoute]:
    """The page at `/`, and below `/page` what it needs: `events`, `state`, acts, and its files.

    The world's own `routes()` have to be served beside them: pictures and files come from there. Only
    the page itself may call: other hosts' names, and other pages' requests, get 403.
    """
    page = Page(world)
    own = [Middleware(OwnPageOnly)]
    return [
        Route("/", page.document, middleware=own),
        Mount(
            "/page",
            routes=[
                Route("/events", page.events),
                Route("/setup", page.setup),
                Route("/state", page.state),
                Route("/{place}/{act}", page.act, methods=["POST"]),
                Mount("/static", app=StaticFiles(directory=STATIC)),
            ],
            middleware=own,
        ),
    ]


class OwnPageOnly:
    """Lets in what the page itself sends: addressed to a loopback name, and not from another page.

    There is no sign-in, so any site open in the same browser could otherwise act here, or read along by
    giving its own name this machine's address.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request; 403 with a reason for strangers."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif reason := _stranger(scope["method"], Headers(scope=scope)):
            await PlainTextResponse(reason, 403)(scope, receive, send)
        else:
            await self._app(scope, receive, _with_headers(send))


def _stranger(method: str, headers: Headers) -> str | None:
    host = headers.get("host", "")
    if urlsplit(f"//{host}").hostname not in _LOOPBACK:
        return "The playground answers on this machine only: use http://127.0.0.1 with its port."
    origin = headers.get("origin")
    if origin is None and method == "POST":
        return "An act needs the page's Origin."
    if origin is not None and urlsplit(origin).netloc != host:
        return "Another page may not act here."
    if headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"} and method == "POST":
        return "Another page may not act here."
    return None


def _with_headers(send: Send) -> Send:
    async def sent(message: Any) -> None:
        if message["type"] == "http.response.start":
            added = [(name.lower().encode(), value.encode()) for name, value in _HEADERS.items()]
            kept = [item for item in message["headers"] if item[0] != b"cache-control"]
            message["headers"] = [*kept, *added]
        await send(message)

    return sent


class Page:
    """Answers the page's requests."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._cast = Cast(world)

    async def document(self, _: Request) -> Response:
        """The page itself."""
        return FileResponse(STATIC / "index.html")

    async def events(self, _: Request) -> Response:
        """Server-Sent Events: a version each time something changed, one at once; until the world closes."""
        headers = {"X-Accel-Buffering": "no"}
        return StreamingResponse(_versions(self._world), media_type="text/event-stream", headers=headers)

    async def setup(self, _: Request) -> Response:
        """What never changes; see `page_view.setup_json`."""
        return _json(setup_json(self._cast))

    async def state(self, request: Request) -> Response:
        """Both sides as `person` (a requester's key) and `agent` (an agent's) see them now; see `page_view.state_json`."""
        asked = request.query_params
        people = asked.get("person", "ann"), asked.get("agent", "anna")
        found = state_json(self._cast, *people, asked.get("room", ""), asked.get("topic", ""))
        if found is None:
            return PlainTextResponse("There is nobody of that name.", 404)
        return _json({"version": _version(self._world), **found})

    async def act(self, request: Request) -> Response:
        """An act, see `page_acts`: 200 with what to show at once, 409 with `error` in words, 400 for nonsense."""
        place, act = request.path_params["place"], request.path_params["act"]
        length = request.headers.get("content-length", "")
        if not length.isdigit() or int(length) > LARGEST_REQUEST:
            return _json({"error": "Together these files are too big for the playground (64 MB)."}, 413)
        try:
            given, files = await _read(request)
            return _json(await perform(self._cast, place, act, given, files))
        except NotDone as error:
            return _json({"error": str(error)}, 409)
        except NotUnderstood as error:
            return _json({"error": str(error)}, 400)


async def _read(request: Request) -> tuple[Json, list[File]]:
    """The act's fields and files. Raises NotUnderstood for what is no JSON object."""
    if not request.headers.get("content-type", "").startswith("multipart/"):
        try:
            given = orjson.loads(await request.body())
        except orjson.JSONDecodeError as error:
            raise NotUnderstood("no JSON") from error
        if not isinstance(given, dict):
            raise NotUnderstood("no JSON object")
        return given, []
    fields: Json = {}
    files: list[File] = []
    async with request.form(max_files=20) as form:
        for name, value in form.multi_items():
            if isinstance(value, UploadFile):
                files.append((value.filename or "file", value.content_type or "", await value.read()))
            else:
                fields[name] = value
    return fields, files


def _version(world: World) -> str:
    return f"{world.telegram.changes.version}.{world.slack.changes.version}"


async def _versions(world: World) -> AsyncIterator[str]:
    while not world.closing.is_set():
        sides = [(side, side.version) for side in (world.telegram.changes, world.slack.changes)]
        yield f"data: {_version(world)}\n\n"
        await _first([_moves(*side) for side in sides], world.closing)


async def _moves(changes: Changes, seen: int) -> None:
    await changes.wait(lambda: changes.version != seen, _A_DAY)


async def _first(coming: list[Any], closing: asyncio.Event) -> None:
    """Wait until one of `coming`, or the world's end, is there; the others are given up."""
    tasks = [asyncio.ensure_future(work) for work in (*coming, closing.wait())]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _json(payload: Json, status: int = 200) -> Response:
    return Response(orjson.dumps(payload), status, media_type="application/json")
