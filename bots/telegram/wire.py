"""HTTP/1.1 over kept connections to one host, with little between the caller and the socket.

For short calls that are all alike: POST with a body in memory, an answer read whole. One timer watches all of them.
Why not a library's client: docs/decisions/0016-straight-to-the-socket.md.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
import time
from collections import deque
from typing import Final, TypeAlias, cast

import aiohappyeyeballs
import httptools
from telegram.error import TelegramError, TimedOut

from bots.telegram.request import NotSent, Unanswered

Answer: TypeAlias = tuple[int, bytes]
"""An HTTP status and a body."""

MOST_CONNECTIONS: Final = 100
KEPT_SECONDS: Final = 30.0
"""Servers close connections that are idle for long; a request written at that moment would be lost."""

HEAD_BYTES: Final = 64 * 1024
ANSWER_BYTES: Final = 64 * 1024 * 1024
"""The longest head and the longest answer that are read; a hundred updates have less than a tenth of it."""

STAGGER_SECONDS: Final = 0.25
"""When the next of a host's addresses is tried beside the one before (RFC 8305)."""


class Connection(asyncio.Protocol):
    """One connection: a request, its answer, the next request."""

    __slots__ = (
        "_answer",
        "_body",
        "_head",
        "_host",
        "_parser",
        "_read",
        "_size",
        "_socket",
        "deadline",
        "idle_since",
        "transport",
    )

    def __init__(self, host: Host, sock: socket.socket) -> None:
        self._host = host
        self._socket = sock
        self._parser = httptools.HttpResponseParser(self)
        self._answer: asyncio.Future[Answer] | None = None
        self.deadline = 0.0
        """When the silence becomes too long, by the monotonic clock."""
        self.idle_since = 0.0

    def ask(self, request: bytes, read: float) -> asyncio.Future[Answer]:
        """Writes a request. The future fails with TimedOut or Unanswered."""
        self._read = read
        self._head = b""
        self._body: list[bytes] = []
        self._size = 0
        self.deadline = self._host.watch(self, read)
        self._answer = answer = self._host.loop.create_future()
        self.transport.write(request)
        return answer

    def usable(self) -> bool:
        """Whether it is still open, and silent as it should be: its end may have come and not been read yet."""
        rested = time.monotonic() - self.idle_since
        if not self.transport.is_closing() and rested < KEPT_SECONDS and _silent(self._socket):
            return True
        self.transport.abort()
        return False

    def fail(self, error: TelegramError) -> None:
        """Ends the connection, and with it the request under way."""
        answer, self._answer = self._answer, None
        self.transport.abort()
        if answer is not None and not answer.done():
            answer.set_exception(error)

    # ------------------------------------------------------------ what the transport says

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        if self._answer is None:  # nobody asked: a server that says why it is about to close
            self.transport.abort()
            return
        self._size += len(data)
        if not self._body:
            self._head += data
        try:
            self._parser.feed_data(data)
        except (httptools.HttpParserError, httptools.HttpParserUpgrade):
            self.fail(Unanswered("the answer is no HTTP"))
            return
        if self._answer is None:
            return
        self.deadline = time.monotonic() + self._read
        if self._size > ANSWER_BYTES or (not self._body and self._size > HEAD_BYTES):
            self.fail(Unanswered("the answer is too long"))

    def connection_lost(self, error: Exception | None) -> None:
        self._host.lost(self)
        answer, self._answer = self._answer, None
        if answer is None or answer.done():
            return
        if error is None and self._ends_with_the_connection():
            answer.set_result((self._parser.get_status_code(), b"".join(self._body)))
        else:
            answer.set_exception(Unanswered(f"the connection ended: {type(error).__name__ if error else 'closed'}"))

    def _ends_with_the_connection(self) -> bool:
        """Whether the answer's length was not announced: then it is whole when the connection ends."""
        head, end, _ = self._head.lower().partition(b"\r\n\r\n")
        return bool(end) and b"\r\ncontent-length:" not in head and b"\r\ntransfer-encoding:" not in head

    # ------------------------------------------------------------ what the parser finds

    def on_message_begin(self) -> None:
        if self._answer is None:  # more than was asked for
            self.transport.abort()

    def on_body(self, data: bytes) -> None:
        self._body.append(data)

    def on_message_complete(self) -> None:
        status = self._parser.get_status_code()
        if status < 200:  # "go on", "wait": the answer itself comes after it
            self._head = b""
            return
        answer, self._answer = self._answer, None
        body = self._body[0] if len(self._body) == 1 else b"".join(self._body)
        if self._parser.should_keep_alive():
            self._host.free(self)
        else:
            self.transport.close()
        if answer is not None and not answer.done():
            answer.set_result((status, body))


class Host:
    """The connections to one host. `context`: for TLS, None without."""

    def __init__(self, name: str, port: int, context: ssl.SSLContext | None) -> None:
        self.loop = asyncio.get_running_loop()
        self._name, self._port, self._context = name, port, context
        self._open = 0
        self._idle: list[Connection] = []
        self._busy: set[Connection] = set()
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._timer: asyncio.TimerHandle | None = None
        self._looks_at = 0.0

    async def ask(self, request: bytes, read: float, connect: float) -> Answer:
        """Sends a request as it stands and returns the answer.

        `connect`: seconds for a connection to be there; `read`: of silence until the answer is whole. Raises NotSent where
        nothing has left, TimedOut or Unanswered after that.
        """
        connection = self._kept() or await self._connection(connect)
        answer = connection.ask(request, read)
        try:
            return await answer
        except asyncio.CancelledError:
            connection.fail(Unanswered("given up"))  # else this answer would be taken for the next request's
            raise

    def close(self) -> None:
        """Ends every connection."""
        for connection in (*self._idle, *self._busy):
            connection.fail(Unanswered("the connection was closed"))
        if self._timer:
            self._timer.cancel()
            self._timer = None

    # ------------------------------------------------------------ connections

    def free(self, connection: Connection) -> None:
        """This one has its answer and can take another request."""
        connection.idle_since = time.monotonic()
        self._busy.discard(connection)
        self._idle.append(connection)
        self._wake()

    def lost(self, connection: Connection) -> None:
        """This one is no more."""
        self._open -= 1
        self._busy.discard(connection)
        if connection in self._idle:
            self._idle.remove(connection)
        self._wake()

    def _kept(self) -> Connection | None:
        """The one that was used last, if it can be used again."""
        while self._idle:
            connection = self._idle.pop()
            if connection.usable():
                return connection
        return None

    async def _connection(self, within: float) -> Connection:
        try:
            async with asyncio.timeout(within):
                while self._open >= MOST_CONNECTIONS:
                    await self._until_one_is_free()
                    if kept := self._kept():
                        return kept
                return await self._connect()
        except TimeoutError:
            raise NotSent("no connection in time") from None
        except OSError as error:
            raise NotSent(f"no connection: {error.strerror or type(error).__name__}") from None

    async def _connect(self) -> Connection:
        self._open += 1
        made = False
        try:
            found = await self.loop.getaddrinfo(self._name, self._port, type=socket.SOCK_STREAM)
            sock = await aiohappyeyeballs.start_connection(found, happy_eyeballs_delay=STAGGER_SECONDS, loop=self.loop)
            server = self._name if self._context else None
            _, connection = await self.loop.create_connection(
                lambda: Connection(self, sock), sock=sock, ssl=self._context, server_hostname=server
            )
            made = True
            if connection.transport.is_closing():
                raise ConnectionResetError("closed as soon as it was open")
            return connection
        finally:
            if not made:
                self._open -= 1
                self._wake()

    async def _until_one_is_free(self) -> None:
        waiter: asyncio.Future[None] = self.loop.create_future()
        self._waiting.append(waiter)
        try:
            await waiter
        except asyncio.CancelledError:
            if waiter.done() and not waiter.cancelled():
                self._wake()  # it was this one's turn
            raise

    def _wake(self) -> None:
        while self._waiting:
            waiter = self._waiting.popleft()
            if not waiter.done():
                waiter.set_result(None)
                return

    # ------------------------------------------------------------ one timer for all

    def watch(self, connection: Connection, read: float) -> float:
        """Sees to it that a request under way ends. Returns when, by the monotonic clock."""
        self._busy.add(connection)
        deadline = time.monotonic() + read
        if self._timer is None or deadline < self._looks_at:
            self._look_again(read, deadline)
        return deadline

    def _look_again(self, seconds: float, at: float) -> None:
        if self._timer:
            self._timer.cancel()
        self._looks_at = at
        self._timer = self.loop.call_later(seconds, self._look)

    def _look(self) -> None:
        self._timer = None
        now = time.monotonic()
        for connection in [one for one in self._busy if one.deadline <= now]:
            self._busy.discard(connection)
            connection.fail(TimedOut("no answer in time"))
        if self._busy:
            first = min(connection.deadline for connection in self._busy)
            self._look_again(first - now, first)


def _silent(sock: socket.socket) -> bool:
    """Whether nothing lies in a (non-blocking) socket: neither words nor the end."""
    try:
        sock.recv(1, socket.MSG_PEEK)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False
