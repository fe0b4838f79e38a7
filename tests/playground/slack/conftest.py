"""A workspace with a support channel, and a way to run a real Bolt app against it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from playground.serve import Server
from playground.slack import App, Channel, Person, Slack

BOT, APP, SECRET = "xoxb-playground", "xapp-playground", "signing-secret"


@dataclass
class Desk:
    """The workspace of a story: Anna and Ben in #support with the bot of an installed app."""

    slack: Slack
    app: App
    channel: Channel
    anna: Person
    ben: Person
    client: AsyncWebClient
    events: list[dict[str, Any]]

    async def says(self, text: str, **more: Any) -> dict[str, Any]:
        """The bot posts in #support."""
        answer = await self.client.chat_postMessage(channel=self.channel.id, text=text, **more)
        return dict(answer["message"])


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    """The workspace, served; the app's Web API client, but nobody listening yet."""
    slack = Slack()
    async with Server(slack.app) as server, aiohttp.ClientSession() as session:
        slack.public_url = server.url
        anna, ben = slack.person("Anna Berg"), slack.person("Ben Ode")
        app = slack.add_app(BOT, APP, SECRET, "desk")
        channel = slack.channel("support", members=[anna, ben, app])
        client = AsyncWebClient(token=BOT, base_url=slack.api_url, session=session)
        yield Desk(slack, app, channel, anna, ben, client, [])
        await slack.close()


Listen = Callable[..., Awaitable[AsyncApp]]


def bolt(desk: Desk, **options: Any) -> AsyncApp:
    """A Bolt app that acks after its listeners and keeps every event's body."""
    app = AsyncApp(client=desk.client, token=BOT, signing_secret=SECRET, process_before_response=True, **options)

    @app.middleware
    async def keep(body: dict[str, Any], next: Callable[[], Awaitable[None]]) -> None:
        if body.get("type") == "event_callback":
            desk.events.append(body)
        await next()

    return app


def anything_else(app: AsyncApp) -> None:
    """Acknowledge what no other listener took; Bolt asks listeners in the order of registration."""

    @app.event({"type": "message"})
    async def message() -> None: ...

    for kind in ("app_mention", "reaction_added", "reaction_removed", "member_joined_channel", "file_shared"):
        app.event(kind)(_nothing)
    for kind in ("team_join", "channel_archive", "app_home_opened", "member_left_channel", "channel_left"):
        app.event(kind)(_nothing)


async def _nothing() -> None: ...


@pytest.fixture
async def by_socket(desk: Desk) -> AsyncIterator[Listen]:
    """Runs a Bolt app over Socket Mode until the story ends."""
    async with AsyncExitStack() as stack:

        async def listen(app: AsyncApp) -> AsyncApp:
            anything_else(app)
            handler = AsyncSocketModeHandler(app, APP, ping_interval=1)
            stack.push_async_callback(handler.close_async)
            await handler.connect_async()
            await desk.slack.connected(desk.app)
            return app

        yield listen


@pytest.fixture
async def by_http(desk: Desk) -> AsyncIterator[Listen]:
    """Serves a Bolt app's request URL until the story ends."""
    async with AsyncExitStack() as stack:

        async def listen(app: AsyncApp) -> AsyncApp:
            anything_else(app)
            handler = AsyncSlackRequestHandler(app)

            async def endpoint(request: Request) -> Response:
                return await handler.handle(request)

            routes = [Route("/slack/events", endpoint, methods=["POST"])]
            server = await stack.enter_async_context(Server(Starlette(routes=routes)))
            desk.slack.add_app(BOT, APP, SECRET, "desk", request_url=f"{server.url}/slack/events")
            return app

        yield listen
