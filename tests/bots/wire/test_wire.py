"""Our own HTTP/1.1 connections: kept and given up at the right moment, on both event loops."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeAlias

import pytest
from telegram.error import Conflict, NetworkError, RetryAfter, TimedOut
from telegram.request import RequestData

from bots.telegram import wire
from bots.telegram.direct import DirectRequest
from bots.telegram.request import NotSent, Parameters, Unanswered
from playground.changes import Changes

Hold: TypeAlias = Callable[[], Awaitable[object]]
Part: TypeAlias = bytes | Hold
GOOD = b'HTTP/1.1 200 OK\r\nContent-Length: 15\r\n\r\n{"result":true}'


CERTIFICATE = Path(__file__).parent / "localhost.pem"
"""A key and a certificate for localhost, signed by itself, for these tests alone."""


class Line:
    """A server that answers every request with the next of its answers, each a list of parts; `b""` ends the
    connection, a function is waited for. It remembers the requests of each connection."""

    def __init__(self, *answers: list[Part], tls: ssl.SSLContext | None = None) -> None:
        self.answers = list(answers)
        self._tls = tls
        self._writers: list[asyncio.StreamWriter] = []
        self.heard: list[list[bytes]] = []
        self.changes = Changes()
        self.ended = 0

    @asynccontextmanager
    async def served(self) -> AsyncIterator[str]:
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=self._tls)
        async with server:
            name = "https://localhost" if self._tls else "http://127.0.0.1"
            yield f"{name}:{server.sockets[0].getsockname()[1]}"
            for writer in self._writers:
                writer.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.append(writer)
        heard: list[bytes] = []
        self.heard.append(heard)
        try:
            while await self._answer(reader, writer, heard):
                pass
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        writer.close()
        self.ended += 1
        self.changes.notify()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, heard: list[bytes]) -> bool:
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
        heard.append(head + await reader.readexactly(length))
        self.changes.notify()
        for part in self.answers.pop(0):
            if part == b"":
                return False
            if isinstance(part, bytes):
                writer.write(part)
                await writer.drain()
            else:
                await part()
        return True


@asynccontextmanager
async def opened(
    *answers: list[Part], read: float = 5.0
) -> AsyncIterator[tuple[Line, Callable[[], Awaitable[object]]]]:
    """A server with these answers, and a call to it."""
    line = Line(*answers)
    request = DirectRequest(connect=1.0, read=read, proxies=False)
    await request.initialize()
    try:
        async with line.served() as url:
            yield line, lambda: request.post(f"{url}/bot1:x/getMe")
    finally:
        await request.shutdown()


async def test_calls_go_over_one_connection_as_json() -> None:
    line = Line([GOOD], [GOOD])
    request = DirectRequest(proxies=False)
    await request.initialize()
    async with line.served() as url:
        assert await request.post(f"{url}/bot1:x/sendMessage", Parameters({"text": "ö"})) is True  # type: ignore[arg-type]
        assert await request.post(f"{url}/bot1:x/getMe", RequestData()) is True
        await request.shutdown()
    ((first, second),) = line.heard
    head, _, body = first.partition(b"\r\n\r\n")
    assert head.startswith(b"POST /bot1:x/sendMessage HTTP/1.1\r\nHost: 127.0.0.1:")
    assert b"\r\nContent-Type: application/json" in head
    assert body == '{"text":"ö"}'.encode()
    assert second.endswith(b"Content-Length: 0\r\n\r\n")


@pytest.mark.parametrize(
    "answer",
    [
        [b"HTTP/1.1 200 OK\r\nContent-", b"Length: 15\r\n\r", b'\n{"result"', b":true}"],
        [b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n{"result"\r\n6\r\n:true}\r\n0\r\n\r\n'],
        [b"HTTP/1.1 100 Continue\r\n\r\n", GOOD],
        [b'HTTP/1.1 200 OK\r\n\r\n{"result"', b":true}", b""],
        [b'HTTP/1.0 200 OK\r\nContent-Length: 15\r\n\r\n{"result":true}'],
        [b'HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 15\r\n\r\n{"result":true}'],
    ],
    ids=["in pieces", "chunked", "after a hundred", "until the end", "of HTTP/1.0", "the last"],
)
async def test_an_answer_is_read_whole_in_every_form(answer: list[Part]) -> None:
    async with opened(answer, [GOOD]) as (_, call):
        assert await call() is True
        assert await call() is True, "and the next call is answered too"


@pytest.mark.parametrize(
    "answer",
    [
        [b""],
        [b"HTTP/1.1 200 OK\r\nContent-Length: 15\r\n\r\n{", b""],
        [b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n{", b""],
        [b"HTTP/1.1 200 OK\r\nContent-", b""],
        [b"SSH-2.0-OpenSSH_9.2\r\n"],
        [b"HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n"],
        [b"HTTP/1.1 200 OK\r\nX: " + b"x" * 70_000],
    ],
    ids=["nothing", "cut", "cut in a chunk", "cut in its head", "no HTTP", "another protocol", "an endless head"],
)
async def test_what_is_no_whole_answer_may_have_been_done(answer: list[Part]) -> None:
    async with opened(answer, [GOOD]) as (_, call):
        with pytest.raises(Unanswered):
            await call()
        assert await call() is True, "one failure spoils nothing"


async def test_an_answer_without_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "ANSWER_BYTES", 100)
    async with opened([b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 200]) as (_, call):
        with pytest.raises(Unanswered):
            await call()


async def test_a_redirect_is_not_followed() -> None:
    moved = b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n"
    async with opened([moved]) as (line, call):
        with pytest.raises(NetworkError, match="Found"):
            await call()
    assert len(line.heard) == 1


async def test_what_the_api_says_becomes_the_librarys_errors() -> None:
    def said(status: bytes, body: bytes) -> list[Part]:
        return [b"HTTP/1.1 %s\r\nContent-Length: %d\r\n\r\n%s" % (status, len(body), body)]

    flood = said(b"429 Too Many Requests", b'{"ok":false,"parameters":{"retry_after":7}}')
    async with opened(flood, said(b"409 Conflict", b'{"description":"Conflict: x"}'), [GOOD]) as (line, call):
        with pytest.raises(RetryAfter):
            await call()
        with pytest.raises(Conflict):
            await call()
        await call()
    assert len(line.heard) == 1, "a refusal is an answer: the connection is kept"


async def test_a_connection_that_was_closed_meanwhile_is_not_written_to() -> None:
    """The server closes after its first answer: the next call opens another, and nothing is sent in vain."""
    async with opened([GOOD, b""], [GOOD]) as (line, call):
        await call()
        await line.changes.wait(lambda: line.ended == 1)
        assert await call() is True
    assert [len(heard) for heard in line.heard] == [1, 1]


async def test_one_that_rested_for_long_is_not_written_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "KEPT_SECONDS", 0.0)
    async with opened([GOOD], [GOOD]) as (line, call):
        await call()
        await call()
    assert [len(heard) for heard in line.heard] == [1, 1]


async def test_words_that_nobody_asked_for_belong_to_no_call() -> None:
    async with opened([GOOD + GOOD], [GOOD]) as (line, call):
        await call()
        await call()
    assert [len(heard) for heard in line.heard] == [1, 1]


async def test_a_silence_ends_the_call_and_its_connection() -> None:
    hold = asyncio.Event()
    async with opened([hold.wait], [GOOD], read=0.05) as (line, call):
        with pytest.raises(TimedOut) as raised:
            await call()
        assert "1:x" not in str(raised.value)
        assert await call() is True
        hold.set()
    assert [len(heard) for heard in line.heard] == [1, 1]


class Clock:
    """In the place of the module `time`."""

    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        return self.now


async def test_silence_is_what_is_limited_not_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer that goes on coming is waited for, however long it takes."""
    clock = Clock()
    monkeypatch.setattr(wire, "time", clock)
    hold, got = asyncio.Event(), asyncio.Event()
    receive = wire.Connection.data_received

    def received(connection: wire.Connection, data: bytes) -> None:
        receive(connection, data)
        got.set()

    monkeypatch.setattr(wire.Connection, "data_received", received)
    line = Line([hold.wait, b"HTTP/1.1 200 OK\r\nContent-Length: 15\r\n\r\n"])
    request = DirectRequest(read=10.0, proxies=False)
    await request.initialize()
    async with line.served() as url:
        asked = asyncio.ensure_future(request.post(f"{url}/bot1:x/getMe"))
        await line.changes.wait(lambda: line.heard and line.heard[0])
        (host,) = request._hosts.values()
        clock.now = 8.0
        hold.set()
        await got.wait()
        clock.now = 17.0
        host._look()
        assert not asked.done()
        clock.now = 18.0
        host._look()
        with pytest.raises(TimedOut):
            await asked
    await request.shutdown()


async def test_a_call_given_up_takes_its_connection_along() -> None:
    """Else its late answer would be taken for the next call's."""
    hold = asyncio.Event()
    async with opened([hold.wait, GOOD], [GOOD]) as (line, call):
        asked = asyncio.ensure_future(call())
        await line.changes.wait(lambda: line.heard and line.heard[0])
        asked.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asked
        hold.set()
        assert await call() is True
    assert [len(heard) for heard in line.heard] == [1, 1]


async def test_closing_ends_calls_under_way() -> None:
    line = Line([asyncio.Event().wait])
    request = DirectRequest(proxies=False)
    await request.initialize()
    async with line.served() as url:
        asked = asyncio.ensure_future(request.post(f"{url}/bot1:x/getMe"))
        await line.changes.wait(lambda: line.heard and line.heard[0])
        await request.shutdown()
        with pytest.raises(Unanswered):
            await asked


async def test_beyond_the_most_connections_calls_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "MOST_CONNECTIONS", 1)
    hold = asyncio.Event()
    async with opened([hold.wait, GOOD], [GOOD], [GOOD, b""], [GOOD]) as (line, call):
        asked = [asyncio.ensure_future(call()) for _ in range(4)]
        await line.changes.wait(lambda: line.heard and line.heard[0])
        hold.set()
        assert await asyncio.gather(*asked) == [True] * 4
    assert [len(heard) for heard in line.heard] == [3, 1], "the third answer was its connection's last"


async def test_without_a_free_connection_in_time_nothing_has_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "MOST_CONNECTIONS", 0)
    request = DirectRequest(connect=0.01, proxies=False)
    await request.initialize()
    with pytest.raises(NotSent):
        await request.post("http://127.0.0.1:9/bot1:x/getMe")
    await request.shutdown()


async def test_where_there_is_a_proxy_it_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """aiohttp knows how; the proxy here only notes that it was asked."""
    line = Line([GOOD])
    async with line.served() as url:
        monkeypatch.setenv("http_proxy", url)
        monkeypatch.delenv("no_proxy", raising=False)
        request = DirectRequest()
        await request.initialize()
        assert await request.post("http://api.invalid/bot1:x/getMe", Parameters({"a": 1})) is True  # type: ignore[arg-type]
        await request.shutdown()
    assert line.heard[0][0].startswith(b"POST http://api.invalid/bot1:x/getMe")


async def test_over_tls(monkeypatch: pytest.MonkeyPatch) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    line = Line([GOOD], [GOOD, b""], [GOOD], tls=context)
    request = DirectRequest(proxies=False)
    await request.initialize()
    async with line.served() as url:
        for _ in range(2):
            assert await request.post(f"{url}/bot1:x/getMe") is True
        await line.changes.wait(lambda: line.ended == 1)
        assert await request.post(f"{url}/bot1:x/getMe") is True
        await request.shutdown()
    assert [len(heard) for heard in line.heard] == [2, 1]


async def test_a_certificate_that_nobody_vouches_for() -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    line = Line([GOOD], tls=context)
    request = DirectRequest(proxies=False)
    await request.initialize()
    async with line.served() as url:
        with pytest.raises(NotSent):
            await request.post(f"{url}/bot1:x/getMe")
    await request.shutdown()
    assert line.heard in ([], [[]])
