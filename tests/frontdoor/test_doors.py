"""The short way to a channel's door, and everything that must not take it."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, closing

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from frontdoor import doors
from frontdoor.web import HttpServer


class Knocked:
    """A door that remembers what it was asked directly, and what came through the web server."""

    most = 1000

    def __init__(self) -> None:
        self.directly: list[bytes] = []
        self.otherwise: list[str] = []
        self.hold: asyncio.Event | None = None
        self.asked = asyncio.Event()

    def admits(self, headers: Mapping[bytes, bytes]) -> bool:
        return headers.get(b"x-secret") == b"open sesame"

    async def answer(self, body: bytes) -> tuple[int, bytes]:
        self.directly.append(body)
        self.asked.set()
        if self.hold:
            await self.hold.wait()
        if body == b"break":
            raise RuntimeError("a door that fails")
        return (500, b"") if body == b"fail" else (200, b'{"said":"%s"}' % body if body else b"")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.otherwise.append(scope["method"])
        status = 200 if self.admits(dict(scope["headers"])) else 401
        await Response(status_code=status)(scope, receive, send)


class Caller:
    """One connection to the server."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer

    def sends(self, *parts: bytes) -> None:
        for part in parts:
            self.writer.write(part)

    async def hears(self) -> tuple[int, bytes]:
        """The next answer: status and body."""
        head = (await asyncio.wait_for(self.reader.readuntil(b"\r\n\r\n"), 10)).lower()
        length = int(head.partition(b"content-length: ")[2].partition(b"\r\n")[0] or 0)
        return int(head.split()[1]), await self.reader.readexactly(length)


def knock(
    body: bytes = b"", *more: bytes, secret: bytes = b"open sesame", first: bytes = b"POST /door HTTP/1.1"
) -> bytes:
    lines = [first, b"Host: x", b"X-Secret: " + secret, b"Content-Length: %d" % len(body), *more]
    return b"\r\n".join([*lines, b"", body])


@pytest.fixture
def door() -> Knocked:
    return Knocked()


@asynccontextmanager
async def served(door: Knocked) -> AsyncIterator[tuple[HttpServer, int]]:
    async def other(request: Request) -> Response:
        return PlainTextResponse("another path")

    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    server = HttpServer([Route("/other", other)], "127.0.0.1", port)
    server.add([Route("/door", door, methods=["POST"])])
    await server.start()
    try:
        yield server, port
    finally:
        await server.stop()


@asynccontextmanager
async def calling(port: int) -> AsyncIterator[Caller]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    yield Caller(reader, writer)
    writer.close()


async def test_who_is_admitted_is_answered_directly_again_and_again(door: Knocked) -> None:
    async with served(door) as (_, port), calling(port) as caller:
        for body in (b"one", b"", b"fail"):
            caller.sends(knock(body))
            assert (
                await caller.hears()
                == {
                    b"one": (200, b'{"said":"one"}'),
                    b"": (200, b""),
                    b"fail": (500, b""),
                }[body]
            )
    assert (door.directly, door.otherwise) == ([b"one", b"", b"fail"], [])


async def test_a_body_may_come_later_and_in_pieces(door: Knocked) -> None:
    whole = knock(b"a long story")
    async with served(door) as (_, port), calling(port) as caller:
        caller.sends(whole[:-12])
        await asyncio.wait_for(caller.writer.drain(), 10)
        caller.sends(b"a long")
        caller.sends(b" story", knock(b"the next"))
        assert [(await caller.hears())[1] for _ in range(2)] == [b'{"said":"a long story"}', b'{"said":"the next"}']
    assert (door.directly, door.otherwise) == ([b"a long story", b"the next"], [])


async def test_requests_sent_ahead_wait_for_their_turn(door: Knocked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doors, "WAITING_BYTES", 200)
    door.hold = asyncio.Event()
    async with served(door) as (_, port), calling(port) as caller:
        caller.sends(*(knock(b"%d" % number) for number in range(20)))
        await door.asked.wait()
        assert door.directly == [b"0"]
        door.hold.set()
        assert [(await caller.hears())[1] for _ in range(20)] == [b'{"said":"%d"}' % number for number in range(20)]
    assert door.otherwise == []


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (knock(b"x", secret=b"wrong"), 401),
        (knock(b"x", first=b"GET /door HTTP/1.1"), 405),
        (knock(b"x", first=b"POST /door?a=1 HTTP/1.1"), 200),
        (knock(b"x", first=b"POST /elsewhere HTTP/1.1"), 404),
        (knock(b"", first=b"GET /other HTTP/1.1"), 200),
        (knock(b"x" * 1001), 200),
        (knock(b"x", b"Expect: 100-continue"), 200),
        (knock(b"x", b"Connection: close"), 200),
        (knock(b"x", b"Content-Length: 5"), 400),
        (knock(b"x", b"Content-Length : 1"), 400),
        (knock(b"x", b" folded: 1"), 400),
        (knock(b"x", b"bare: 1\nline: 2"), 400),
        (knock(b"x").replace(b"Content-Length: 1", b"Content-Length: -1"), 400),
        (knock(b"x").replace(b"Content-Length: 1", b"Content-Length: 99999999999999999999999"), 400),
        (
            b"POST /door HTTP/1.1\r\nHost: x\r\nX-Secret: open sesame\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            200,
        ),
        (b"no HTTP at all\r\n\r\n", 400),
    ],
)
async def test_everything_else_is_the_web_servers(door: Knocked, request_: bytes, status: int) -> None:
    """Also after requests that were answered directly, on the same connection."""
    async with served(door) as (_, port):
        for before in (0, 1):
            async with calling(port) as caller:
                for _ in range(before):
                    caller.sends(knock(b"plain"))
                    await caller.hears()
                caller.sends(request_)
                found, _ = await caller.hears()
                found = (await caller.hears())[0] if found == 100 else found
                assert found == status
    assert door.directly == [b"plain"]


async def test_a_head_in_pieces_is_read_by_the_web_server(door: Knocked) -> None:
    async with served(door) as (_, port), calling(port) as caller:
        caller.sends(knock(b"")[:25])
        await asyncio.wait_for(caller.writer.drain(), 10)
        caller.sends(knock(b"")[25:])
        assert (await caller.hears())[0] == 200


async def test_a_door_that_fails_leaves_nobody_waiting(door: Knocked, caplog: pytest.LogCaptureFixture) -> None:
    async with served(door) as (_, port), calling(port) as caller:
        caller.sends(knock(b"break"))
        with pytest.raises((asyncio.IncompleteReadError, ConnectionError)):
            await caller.hears()


async def test_the_end_waits_for_the_answer_under_way(door: Knocked) -> None:
    door.hold = asyncio.Event()
    async with served(door) as (server, port), calling(port) as busy, calling(port) as idle:
        idle.sends(knock(b""), b"")
        busy.sends(knock(b"last"))
        await door.asked.wait()
        stopping = asyncio.create_task(server.stop())
        door.hold.set()
        assert await busy.hears() == (200, b'{"said":"last"}')
        assert await busy.reader.read() == b"", "and that was all"
        await stopping
