"""Opening, listening and closing: wrong tokens are told, a Slack that is away is waited for, strangers stay outside."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import aiohttp
import pytest
from starlette.applications import Starlette

from bots.slack.channel import Slack as Channel
from bots.slack.settings import SlackSettings
from core.errors import WrongSetup, WrongToken
from core.messages import Said
from playground.serve import Server
from playground.slack import Slack

from .conftest import APP, BOT, SECRET, Desk, Heard, Inbox, Store, install


def make(slack: Slack, store: Store, bot: str = BOT, app: str | None = APP, secret: str | None = None) -> Channel:
    return Channel(SlackSettings(bot, app, secret, slack.api_url), Inbox(), store, Heard(), jitter=lambda: 0.0)


# ---------------------------------------------------------------- tokens


async def test_a_wrong_bot_token_is_named_with_where_to_get_a_right_one(desk: Desk) -> None:
    channel = make(desk.slack, desk.store, bot="xoxb-wrong")
    with pytest.raises(WrongToken) as told:
        await channel.open()
    await channel.close()

    assert "SLACK_BOT_TOKEN" in str(told.value)
    assert "OAuth & Permissions" in str(told.value)
    assert "xoxb-wrong" not in str(told.value)


async def test_a_wrong_app_token_is_named_with_where_to_get_a_right_one(desk: Desk) -> None:
    channel = make(desk.slack, desk.store, app="xapp-wrong")
    await channel.open()
    with pytest.raises(WrongToken) as told:
        await channel.listen()
    await channel.close()

    assert "SLACK_APP_TOKEN" in str(told.value)
    assert "App-Level Tokens" in str(told.value)
    assert "xapp-wrong" not in str(told.value)


def test_settings_without_a_way_in_are_refused_and_never_show_a_token() -> None:
    with pytest.raises(WrongSetup, match=r"SLACK_APP_TOKEN .* SLACK_SIGNING_SECRET"):
        SlackSettings(BOT)
    assert BOT not in repr(SlackSettings(BOT, APP, SECRET))
    assert APP not in repr(SlackSettings(BOT, APP, SECRET))


async def test_the_environment_decides_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET", "SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"):
        monkeypatch.setenv(name, "from-the-environment")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    channel = make(desk.slack, desk.store, app=None, secret=SECRET)
    await channel.open()
    await channel.close()

    assert channel._inbound.app.oauth_flow is None
    assert channel._inbound.app.installation_store is None


# ---------------------------------------------------------------- Socket Mode


@pytest.fixture
async def listening(desk: Desk) -> AsyncIterator[asyncio.Task[None]]:
    task = asyncio.create_task(desk.channel.listen())
    yield task
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


async def test_a_slack_that_is_away_is_waited_for(desk: Desk) -> None:
    desk.slack.faults.add("auth.test", status=503)
    desk.slack.faults.add("apps.connections.open", status=503)
    channel = make(desk.slack, desk.store)
    channel._inbound._inbox = desk.inbox
    await channel.open()
    listening = asyncio.create_task(channel.listen())
    await desk.slack.connected(desk.app)
    _, card = await desk.card()
    await desk.carla.posts(desk.room, "You are back", thread=card)

    assert [said.text for said in await desk.inbox.gets(Said)] == ["You are back"]
    listening.cancel()
    with suppress(asyncio.CancelledError):
        await listening
    await channel.close()


async def test_a_connection_is_renewed_without_a_gap(desk: Desk, listening: asyncio.Task[None]) -> None:
    await desk.slack.connected(desk.app)
    sockets = desk.slack.office.transport.sockets
    first = sockets.of(desk.app.id)[0]
    _, card = await desk.card()

    await desk.slack.refresh_sockets()
    await desk.slack.changes.wait(lambda: [one for one in sockets.of(desk.app.id) if one is not first])
    for number in range(3):
        await desk.carla.posts(desk.room, f"note {number}", thread=card)

    assert len(await desk.inbox.gets(Said, 3)) == 3
    await desk.slack.settled()


async def test_a_connection_that_is_cut_is_made_anew(desk: Desk, listening: asyncio.Task[None]) -> None:
    await desk.slack.connected(desk.app)
    await desk.slack.office.transport.sockets.close()
    _, card = await desk.card()
    await desk.carla.posts(desk.room, "Still there?", thread=card)

    assert [said.text for said in await desk.inbox.gets(Said)] == ["Still there?"]


async def test_a_slack_that_fell_over_is_found_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bots.slack.socket.PING", 0.05)
    slack, inbox = Slack(), Inbox()
    async with Server(slack.app) as server:
        slack.public_url = server.url
        app = install(slack)
        carla = slack.person("Carla Ruiz")
        room = slack.channel("support", members=[carla, app])
        settings = SlackSettings(BOT, APP, None, slack.api_url)
        channel = Channel(settings, inbox, Store(tmp_path), Heard(), jitter=lambda: 0.0)
        await channel.open()
        task = asyncio.create_task(channel.listen())
        await slack.connected(app)
        first = slack.office.transport.sockets.of(app.id)[0]

        await server.stop(grace=0)
        await server.start()
        await slack.changes.wait(lambda: [one for one in slack.office.transport.sockets.of(app.id) if one is not first])
        root = await carla.posts(room, "Root")
        await carla.posts(room, "Are you back?", thread=root)

        assert [said.text for said in await inbox.gets(Said)] == ["Are you back?"]
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        await channel.close()
        await slack.close()


async def test_stopping_lets_what_is_under_way_be_acked(desk: Desk, listening: asyncio.Task[None]) -> None:
    await desk.slack.connected(desk.app)
    _, card = await desk.card()
    desk.inbox.gate = asyncio.Event()
    await desk.carla.posts(desk.room, "At the last moment", thread=card)
    await desk.inbox.changes.wait(lambda: desk.inbox.attempts)

    listening.cancel()
    await asyncio.sleep(0)
    desk.inbox.gate.set()
    with suppress(asyncio.CancelledError):
        await listening

    assert [said.text for said in await desk.inbox.gets(Said)] == ["At the last moment"]
    await desk.slack.settled()


# ---------------------------------------------------------------- HTTP


@pytest.fixture
async def door(desk: Desk) -> AsyncIterator[str]:
    channel = make(desk.slack, desk.store, app=None, secret=SECRET)
    await channel.open()
    async with Server(Starlette(routes=list(channel.routes()))) as server:
        yield f"{server.url}/slack/events"
    await channel.close()


def signed(body: bytes, secret: str = SECRET, at: float | None = None) -> dict[str, str]:
    stamp = str(int(time.time() if at is None else at))
    digest = hmac.new(secret.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    return {
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": f"v0={digest}",
        "Content-Type": "application/json",
    }


async def post(url: str, body: bytes, headers: dict[str, str]) -> tuple[int, str]:
    async with aiohttp.ClientSession() as session, session.post(url, data=body, headers=headers) as answer:
        return answer.status, await answer.text()


CHALLENGE = json.dumps({"type": "url_verification", "token": "t", "challenge": "abc"}).encode()


async def test_slack_may_check_the_address(door: str) -> None:
    status, answer = await post(door, CHALLENGE, signed(CHALLENGE))

    assert (status, json.loads(answer)) == (200, {"challenge": "abc"})


@pytest.mark.parametrize(
    "headers",
    [
        {},
        signed(CHALLENGE, secret="somebody else's"),
        signed(CHALLENGE, at=time.time() - 301),
        signed(CHALLENGE, at=time.time() + 3600),
        {**signed(CHALLENGE), "X-Slack-Request-Timestamp": "soon"},
        {**signed(CHALLENGE), "X-Slack-Request-Timestamp": "²"},
        {**signed(CHALLENGE), "X-Slack-Signature": "v0=ÿ"},
        signed(CHALLENGE + b" "),
    ],
)
async def test_strangers_stay_outside(door: str, headers: dict[str, str]) -> None:
    form = {**headers, "Content-Type": "application/x-www-form-urlencoded"}
    for body, given in ((CHALLENGE, headers), (b"ssl_check=1&token=x", form)):
        status, _ = await post(door, body, given)
        assert status == 401


async def test_a_body_too_large_is_not_read(door: str) -> None:
    body = b"{" + b" " * (1024 * 1024)
    assert (await post(door, body, signed(body)))[0] == 413


async def test_a_failing_inbox_answers_500(by_http: Desk) -> None:
    desk = by_http
    desk.inbox.fails = lambda _: True
    _, card = await desk.card()
    install(desk.slack, request_url=desk.slack.workspace.app(desk.app.id)["request_url"])
    await desk.carla.posts(desk.room, "Not today", thread=card)
    await desk.slack.changes.wait(lambda: any(entry["attempt"] for entry in desk.slack.workspace.state.pending))

    assert {entry["reason"] for entry in desk.slack.workspace.state.pending} == {"http_error"}


async def test_http_mode_waits_quietly_and_socket_mode_has_no_door(desk: Desk) -> None:
    channel = make(desk.slack, desk.store, app=None, secret=SECRET)
    waiting = asyncio.create_task(channel.listen())
    await asyncio.sleep(0)
    assert not waiting.done()
    waiting.cancel()
    assert desk.channel.routes() == ()
    assert [route.path for route in channel.routes()] == ["/slack/events"]  # type: ignore[attr-defined]
