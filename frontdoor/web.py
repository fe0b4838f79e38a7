"""The program's own HTTP paths, and the server they are served by."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any, cast

import uvicorn
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route, Router
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState

from bots.channel import Door
from frontdoor.doors import DoorProtocol

READY_WITHIN = 3.0
"""Seconds in which `/readyz` answers (CONTRACT, HTTP)."""


def own_routes(
    scrape: Callable[[], Awaitable[bytes]], is_ready: Callable[[], Awaitable[str | None]]
) -> list[BaseRoute]:
    """`/healthz`, `/readyz`, `/metrics`. `scrape` returns the metrics as text; `is_ready` what is missing, or None."""

    async def healthz(_: Request) -> Response:
        return PlainTextResponse("alive\n")

    async def readyz(_: Request) -> Response:
        try:
            missing = await asyncio.wait_for(is_ready(), READY_WITHIN * 0.9)
        except TimeoutError:
            missing = "the database does not answer"
        return PlainTextResponse(f"{missing}\n", 503) if missing else PlainTextResponse("ready\n")

    async def show_metrics(_: Request) -> Response:
        return Response(await scrape(), media_type="text/plain; version=0.0.4; charset=utf-8")

    return [Route("/healthz", healthz), Route("/readyz", readyz), Route("/metrics", show_metrics)]


class _Server(uvicorn.Server):
    """uvicorn without its signal handlers: the program has its own."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class HttpServer:
    """Serves routes on one address."""

    def __init__(self, routes: Sequence[BaseRoute], host: str, port: int) -> None:
        self._router = Router()
        self._doors: dict[bytes, Door] = {}
        self.add(routes)
        self._host, self._port = host, port
        config = uvicorn.Config(
            self._router,
            host=host,
            port=port,
            http=cast(type[asyncio.Protocol], self._connection),
            ws="websockets-sansio",
            lifespan="off",
            log_config=None,
            access_log=False,
            proxy_headers=False,
            server_header=False,
            date_header=False,
            timeout_graceful_shutdown=2,
        )
        self._server = _Server(config)
        self._task: asyncio.Task[None] | None = None

    def add(self, routes: Sequence[BaseRoute]) -> None:
        """More paths, also while it serves."""
        self._router.routes.extend(routes)
        for route in routes:
            if isinstance(route, Route) and isinstance(route.endpoint, Door):
                self._doors[f"POST {route.path} HTTP/1.1".encode()] = route.endpoint

    def _connection(self, config: uvicorn.Config, server_state: ServerState, **more: Any) -> DoorProtocol:
        """A new connection: first of all ours, the web server's as soon as it wants anything but a door."""
        spare = partial(HttpToolsProtocol, config, server_state, **more)
        return DoorProtocol(self._doors, spare, server_state.connections, server_state.tasks)

    async def start(self) -> None:
        """Returns once it listens. Raises OSError when the address is taken."""
        self._task = asyncio.create_task(self._serve())
        while not self._server.started:
            if self._task.done():
                self._task.result()
                raise OSError("the web server ended while it started")
            await asyncio.sleep(0.01)

    async def stop(self) -> None:
        """Takes nothing new; requests under way have two seconds."""
        if self._task:
            self._server.should_exit = True
            await self._task

    async def _serve(self) -> None:
        with contextlib.suppress(asyncio.CancelledError):
            try:
                await self._server.serve()
            except SystemExit as ended:  # how uvicorn says that the address is taken
                raise OSError(
                    f"{self._host}:{self._port} can't be listened on, it is in use (PORT says which)"
                ) from ended
