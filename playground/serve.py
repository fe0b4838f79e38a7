"""An ASGI application served on loopback, inside the running event loop."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable, MutableMapping
from types import TracebackType
from typing import Any

import uvicorn

Message = MutableMapping[str, Any]
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

HOST = "127.0.0.1"
DROP = "playground.drop"


class Server:
    """Serves `app` at `url` from `start()` to `stop()`; also an async context manager.

    HTTP and WebSockets, no signal handlers, no log lines below an error. With `port=0` a free port is
    taken at `start()` and kept, so that the same server can be stopped and started again at one address.
    Raises OSError when a given port is taken.
    """

    def __init__(self, app: App, port: int = 0, host: str = HOST) -> None:
        self.app = app
        self.host = host
        self.port = port
        self._server: uvicorn.Server | None = None

    @property
    def url(self) -> str:
        """`http://127.0.0.1:PORT`, without a slash at the end."""
        return f"http://{self.host}:{self.port}"

    async def start(self) -> None:
        """Listen. Requests are answered once this returns."""
        listener = self._listen()
        config = uvicorn.Config(
            with_drop(self.app),
            http="httptools",
            ws="websockets-sansio",
            log_config=None,
            log_level="error",
            access_log=False,
            server_header=False,
            date_header=False,
        )
        config.load()
        # uvicorn's own serve() would take the signals and look every 0.1 s whether it should go on.
        server = uvicorn.Server(config)
        server.lifespan = config.lifespan_class(config)
        await server.startup(sockets=[listener])
        self._server = server

    async def stop(self, grace: float = 0.1) -> None:
        """Take nothing new, give requests under way `grace` seconds, close every connection."""
        server, self._server = self._server, None
        if server is None:
            return
        for listening in server.servers:
            listening.close()
        for connection in list(server.server_state.connections):
            connection.shutdown()
        await _finish(server, grace)
        for connection in list(server.server_state.connections):
            connection.transport.abort()
        await _finish(server, 1.0)
        for task in server.server_state.tasks:
            task.cancel()
        await server.lifespan.shutdown()

    async def __aenter__(self) -> Server:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    def _listen(self) -> socket.socket:
        # Without the protocol's number asyncio leaves Nagle's algorithm on: 40 ms more an answer.
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        try:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind((self.host, self.port))
        except OSError:
            listener.close()
            raise
        self.port = listener.getsockname()[1]
        return listener


async def _finish(server: uvicorn.Server, seconds: float) -> None:
    tasks = set(server.server_state.tasks)
    if tasks:
        await asyncio.wait(tasks, timeout=seconds)


def with_drop(app: App) -> App:
    """`app`, whose requests carry in their scope a way to cut the connection (see `drop_connection`)."""

    async def served(scope: Scope, receive: Receive, send: Send) -> None:
        # uvicorn's `receive` is a method of the request's cycle, which holds the connection.
        transport = getattr(getattr(receive, "__self__", None), "transport", None)
        if transport is not None:
            scope.setdefault("extensions", {})[DROP] = transport.abort
        await app(scope, receive, send)

    return served


async def drop_connection(scope: Scope, receive: Receive) -> None:
    """Cut the connection of an HTTP request without an answer, as a network failure would.

    The caller returns without sending anything afterwards. Raises KeyError outside of `Server`.
    """
    scope["extensions"][DROP]()
    while (await receive())["type"] != "http.disconnect":
        pass
