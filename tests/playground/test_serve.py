"""Serving on loopback, and waiting for changes."""

from __future__ import annotations

import asyncio

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.websockets import WebSocket
from websockets.asyncio.client import connect

from playground.changes import Changes, NotSeen
from playground.serve import Server
from playground.telegram import Telegram


async def hello(request: Request) -> PlainTextResponse:
    return PlainTextResponse("hello")


async def echo(socket: WebSocket) -> None:
    await socket.accept()
    await socket.send_text(await socket.receive_text())
    await socket.close()


APP = Starlette(routes=[Route("/", hello), WebSocketRoute("/echo", echo)])


async def test_http_and_websockets_on_a_free_port() -> None:
    async with Server(APP) as server, httpx.AsyncClient() as client:
        assert (await client.get(server.url)).text == "hello"
        async with connect(f"ws://127.0.0.1:{server.port}/echo") as socket:
            await socket.send("ahoy")
            assert await socket.recv() == "ahoy"


async def test_a_server_starts_again_at_the_same_address() -> None:
    server = Server(APP)
    async with httpx.AsyncClient() as client:
        async with server:
            url = server.url
        with pytest.raises(httpx.ConnectError):
            await client.get(url)
        async with server:
            assert (await client.get(url)).text == "hello"


async def test_a_taken_port_is_an_error() -> None:
    async with Server(APP) as server:
        with pytest.raises(OSError, match="in use"):
            await Server(APP, server.port).start()


async def test_stopping_does_not_wait_for_a_long_poll() -> None:
    telegram = Telegram()
    desk = telegram.add_bot("5000001:desk")
    async with Server(telegram.app) as server, httpx.AsyncClient() as client:
        poll = asyncio.create_task(client.get(f"{server.url}/bot{desk.token}/getUpdates?timeout=50", timeout=60))
        await telegram.changes.wait(lambda: telegram.polled(desk))
        await server.stop()
        with pytest.raises(httpx.RemoteProtocolError):
            await poll


async def test_telegram_may_be_mounted_below_a_path() -> None:
    telegram = Telegram()
    desk = telegram.add_bot("5000001:desk", "desk_bot")
    app = Starlette(routes=[Mount("/telegram", telegram.app)])
    async with Server(app) as server, httpx.AsyncClient() as client:
        answer = await client.get(f"{server.url}/telegram/bot{desk.token}/getMe")
    assert answer.json()["result"]["username"] == "desk_bot"


async def test_waiting_looks_again_after_every_change() -> None:
    changes = Changes()
    seen: list[str] = []
    waiting = asyncio.create_task(changes.wait(lambda: seen[-1] if len(seen) > 1 else None))
    await asyncio.sleep(0)
    for word in ("one", "two"):
        seen.append(word)
        changes.notify()
    assert await waiting == "two"
    assert changes.version == 2


async def test_waiting_in_vain_says_what_there_was() -> None:
    with pytest.raises(NotSeen, match="the chat is empty"):
        await Changes().wait(lambda: None, timeout=0, describe=lambda: "the chat is empty")
