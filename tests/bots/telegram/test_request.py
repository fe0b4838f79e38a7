"""Requests: what has left and what has not, and no address in any error."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import RequestData

from bots.channel import Gone
from bots.telegram.direct import DirectRequest
from bots.telegram.request import AiohttpRequest, NotSent, Unanswered
from playground.serve import Server
from playground.telegram import Telegram
from tests.bots.telegram.conftest import TOKEN


@pytest.fixture(params=[AiohttpRequest, DirectRequest])
async def request_(request: pytest.FixtureRequest) -> AsyncIterator[AiohttpRequest]:
    opened: AiohttpRequest = request.param(read=0.05, proxies=False)
    await opened.initialize()
    yield opened
    await opened.shutdown()


async def test_an_answer_that_does_not_come_in_time(
    telegram: Telegram, server: Server, request_: AiohttpRequest
) -> None:
    hold = asyncio.Event()
    telegram.faults.add("getMe", hold=hold)
    with pytest.raises(TimedOut) as raised:
        await request_.post(f"{server.url}/bot{TOKEN}/getMe")
    hold.set()
    assert TOKEN not in str(raised.value)
    assert raised.value.__suppress_context__ or raised.value.__context__ is None


async def test_a_connection_that_is_cut(telegram: Telegram, server: Server, request_: AiohttpRequest) -> None:
    telegram.down = True
    with pytest.raises(Unanswered) as raised:
        await request_.post(f"{server.url}/bot{TOKEN}/getMe", RequestData())
    assert TOKEN not in str(raised.value)


async def test_nobody_there(server: Server, request_: AiohttpRequest) -> None:
    await server.stop()
    with pytest.raises(NotSent) as raised:
        await request_.post(f"{server.url}/bot{TOKEN}/getMe")
    assert TOKEN not in str(raised.value)


async def test_a_name_that_is_no_host(request_: AiohttpRequest) -> None:
    with pytest.raises(NotSent):
        await request_.post(f"http://host.invalid/bot{TOKEN}/getMe")


@pytest.mark.parametrize("kind", [AiohttpRequest, DirectRequest])
async def test_before_it_is_opened_and_after_it_is_closed_nothing_leaves(kind: type[AiohttpRequest]) -> None:
    made = kind()
    for change in (None, made.initialize, made.shutdown):
        if change is not None:
            await change()
        if change != made.initialize:
            with pytest.raises(NotSent):
                await made.post("http://127.0.0.1:9/x")


async def test_an_answer_that_is_no_json(request_: AiohttpRequest) -> None:
    for payload in (b"<html>", b"[1]", b"", b"\xff"):
        with pytest.raises(TelegramError, match="Invalid server response"):
            request_.parse_json_payload(payload)
    assert request_.parse_json_payload(b'{"result": "\\ud800"}') == {"result": "\ud800"}


async def test_a_file_that_is_not_there(telegram: Telegram, server: Server, request_: AiohttpRequest) -> None:
    with pytest.raises(Gone):
        _ = [chunk async for chunk in request_.stream(f"{server.url}/file/bot{TOKEN}/documents/none")]
    telegram.down = True
    with pytest.raises(NetworkError) as raised:
        _ = [chunk async for chunk in request_.stream(f"{server.url}/file/bot{TOKEN}/documents/none")]
    assert TOKEN not in str(raised.value)
