"""The short way in: requests to a channel's door, taken off the socket and answered without a web framework.

A plain request of a caller whom the door admits is read, answered and forgotten here. Whatever else comes (another path,
another method, a wrong secret, a body in chunks, anything odd about its head) is given to the web server together with
its connection, byte for byte, and judged there. So this file needs to know little of HTTP, and has no say in who is let in.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Any, cast

from bots.channel import Door

WAITING_BYTES = 256 * 1024
"""What a caller may send ahead before it has its answer."""

UNUSUAL = frozenset((b"transfer-encoding", b"expect", b"upgrade"))
"""Headers of requests that the web server reads better."""

OK = b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"


class DoorProtocol(asyncio.Protocol):
    """One connection. `doors`: by the first line of their requests; `spare` makes the web server's protocol for a
    connection that is not ours; `connections` and `tasks` are the server's own, which it closes and waits for at the end."""

    def __init__(
        self,
        doors: Mapping[bytes, Door],
        spare: Callable[[], Any],
        connections: set[Any],
        tasks: set[asyncio.Task[None]],
    ) -> None:
        self._doors = doors
        self._spare = spare
        self._connections = connections
        self._tasks = tasks
        self._loop = asyncio.get_running_loop()
        self._buffer = b""
        self._door: Door | None = None
        self._length = 0
        self._answering = False
        self._paused = False
        self._leaving = False

    # ------------------------------------------------------------ what the transport and the server say

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._connections.add(self)

    def connection_lost(self, error: Exception | None) -> None:
        self._connections.discard(self)

    def data_received(self, data: bytes) -> None:
        self._buffer = self._buffer + data if self._buffer else data
        if not self._answering:
            self._go_on()
        elif len(self._buffer) > WAITING_BYTES and not self._paused:
            self._paused = True
            self._transport.pause_reading()

    def shutdown(self) -> None:
        """The server ends: the answer under way is the last."""
        self._leaving = True
        if not self._answering:
            self._transport.close()

    # ------------------------------------------------------------ requests, one after another

    def _go_on(self) -> None:
        """Looks at what has come: the head of a request, then its body."""
        if self._door is None:
            head, _, rest = self._buffer.partition(b"\r\n\r\n")
            admitted = self._admitted(head) if len(head) < len(self._buffer) else None
            if admitted is None:
                self._give_away()
                return
            (self._door, self._length), self._buffer = admitted, rest
        if len(self._buffer) >= self._length:
            body, self._buffer = self._buffer[: self._length], self._buffer[self._length :]
            door, self._door = self._door, None
            self._answering = True
            self._task = self._loop.create_task(self._answer(door, body))
            self._tasks.add(self._task)

    def _admitted(self, head: bytes) -> tuple[Door, int] | None:
        """The door and the length of the body, for a request that is plain and welcome."""
        first, *lines = head.split(b"\r\n")
        door = self._doors.get(first)
        if door is None or head.count(b"\n") != len(lines) or b"\0" in head:
            return None
        headers: dict[bytes, bytes] = {}
        for line in lines:
            name, _, value = line.partition(b":")
            name = name.lower()
            if not name or name != name.strip() or (name in headers and name == b"content-length"):
                return None
            headers[name] = value.strip()
        length = headers.get(b"content-length", b"")
        if not length.isdigit() or len(length) > 9 or int(length) > door.most or not UNUSUAL.isdisjoint(headers):
            return None
        if headers.get(b"connection", b"keep-alive").lower() != b"keep-alive" or not door.admits(headers):
            return None
        return door, int(length)

    def _give_away(self) -> None:
        """The connection is the web server's from here on."""
        self._connections.discard(self)
        protocol = self._spare()
        protocol.connection_made(self._transport)
        self._transport.set_protocol(protocol)
        protocol.data_received(self._buffer)
        if self._leaving:
            protocol.shutdown()

    async def _answer(self, door: Door, body: bytes) -> None:
        answered = False
        try:
            status, words = await door.answer(body)
            self._transport.write(OK if status == 200 and not words else _response(status, words))
            answered = True
        finally:
            self._tasks.discard(self._task)
            if not answered:
                self._transport.abort()
        self._answering = False
        if self._leaving:
            self._transport.close()
        elif not self._transport.is_closing():
            if self._paused:
                self._paused = False
                self._transport.resume_reading()
            if self._buffer:
                self._go_on()


def _response(status: int, body: bytes) -> bytes:
    kind = b"content-type: application/json\r\n" if body else b""
    return b"HTTP/1.1 %d \r\ncontent-length: %d\r\n%s\r\n%s" % (status, len(body), kind, body)
