"""Files that agents attach come in whole, and the bot token goes to nobody but Slack."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace

import aiohttp
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from bots.channel import Gone
from bots.slack.channel import Slack as Channel
from bots.slack.reading import file as read
from bots.slack.settings import SlackSettings
from core.messages import IncomingFile, Said
from playground.serve import Server

from .conftest import APP, BOT, Desk

PAGE = "<!DOCTYPE html><html><body>Sign in to Slack</body></html>"


async def fetched(channel: Channel, file: IncomingFile) -> bytes:
    return b"".join([chunk async for chunk in channel.download(file)])


async def test_what_an_agent_attached_comes_in_whole(by_socket: Desk) -> None:
    desk = by_socket
    _, card = await desk.card()
    data = bytes(range(256)) * 4000
    await desk.carla.posts(desk.room, "Try this", thread=card, files=[("fix & go.bin", data)])

    [said] = await desk.inbox.gets(Said)
    assert await fetched(desk.channel, said.files[0]) == data


async def test_a_file_that_must_be_asked_for_first_is(by_socket: Desk) -> None:
    desk = by_socket
    _, card = await desk.card()
    posted = await desk.carla.posts(desk.room, "", thread=card, files=[("a.txt", b"text")])
    hidden = read({"id": posted.raw["files"][0]["id"], "mode": "file_access", "file_access": "check_file_info"})

    assert hidden.problem is None
    assert await fetched(desk.channel, hidden) == b"text"
    with pytest.raises(Gone):
        await fetched(desk.channel, replace(hidden, ref="F000"))


async def test_a_deleted_file_is_gone(desk: Desk) -> None:
    tombstone = read({"id": "F1", "mode": "tombstone"})

    assert tombstone.problem == "gone"
    with pytest.raises(Gone):
        await fetched(desk.channel, tombstone)


@pytest.mark.parametrize(
    "url", ["https://evil.example/x", "http://files.slack.com/x", "https://notslack.com/x", "file:///etc/passwd"]
)
async def test_the_token_goes_to_slack_only(desk: Desk, url: str) -> None:
    with pytest.raises(Gone):
        await fetched(desk.channel, IncomingFile(url, "document", "x"))


@dataclass
class FileHost:
    """A host of Slack's that answers as it is told, and remembers the tokens it was shown."""

    answers: list[Response]
    url: str = ""
    shown: list[str | None] = field(default_factory=list)

    async def answer(self, request: Request) -> Response:
        self.shown.append(request.headers.get("authorization"))
        return self.answers.pop(0)


@asynccontextmanager
async def serving(desk: Desk, *answers: Response) -> AsyncIterator[tuple[FileHost, Channel]]:
    host = FileHost(list(answers))
    async with Server(Starlette(routes=[Route("/{path:path}", host.answer)])) as server:
        host.url = server.url
        channel = Channel(SlackSettings(BOT, APP, None, server.url + "/api/"), desk.inbox, desk.store, desk.heard)
        channel._client.session = aiohttp.ClientSession()
        yield host, channel
        await channel.close()


async def test_a_login_page_is_asked_past_once(desk: Desk) -> None:
    async with serving(desk, HTMLResponse(PAGE), Response(b"png")) as (host, channel):
        assert await fetched(channel, IncomingFile(host.url + "/f", "photo", "a.png")) == b"png"
        assert host.shown == [f"Bearer {BOT}"] * 2


async def test_a_login_page_twice_is_no_file(desk: Desk) -> None:
    disguised = Response(PAGE, media_type="image/png")
    async with serving(desk, HTMLResponse(PAGE), disguised) as (host, channel):
        with pytest.raises(Gone):
            await fetched(channel, IncomingFile(host.url + "/f", "photo", "a.png"))


async def test_a_page_that_is_the_file_is_the_file(desk: Desk) -> None:
    async with serving(desk, HTMLResponse(PAGE)) as (host, channel):
        file = IncomingFile(host.url + "/f", "document", "page.html", mime="text/html")
        assert await fetched(channel, file) == PAGE.encode()


async def test_a_refusal_is_gone_and_an_outage_is_not(desk: Desk) -> None:
    async with serving(desk, Response(status_code=404), Response(status_code=503)) as (host, channel):
        file = IncomingFile(host.url + "/f", "photo", "a.png")
        with pytest.raises(Gone):
            await fetched(channel, file)
        with pytest.raises(aiohttp.ClientPayloadError, match="HTTP 503"):
            await fetched(channel, file)


async def test_the_token_follows_a_redirect_within_slack_only(desk: Desk) -> None:
    elsewhere = RedirectResponse("http://127.0.0.2:9/f")
    async with serving(desk, RedirectResponse("/g"), Response(b"png"), elsewhere) as (host, channel):
        file = IncomingFile(host.url + "/f", "photo", "a.png")
        assert await fetched(channel, file) == b"png"
        assert host.shown == [f"Bearer {BOT}"] * 2
        with pytest.raises(Gone):
            await fetched(channel, file)
