"""The Slack channel against the playground's Slack, with an inbox that only remembers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import pytest
from ruamel.yaml import YAML
from starlette.applications import Starlette

from bots.slack.channel import Slack as Channel
from bots.slack.settings import SlackSettings
from core.messages import Act, Delivery, KeptFile, Later, Never, Say, Sent, Unsure
from core.text import text
from playground.serve import Server
from playground.slack import App, Message, Person, Slack
from playground.slack import Channel as Room
from tests.bots.doubles import Heard, Inbox, Store

BOT, APP, SECRET = "xoxb-playground", "xapp-playground", "signing-secret"
MANIFEST = Path(__file__).parents[3] / "bots" / "slack" / "manifest.yml"
F = TypeVar("F", Sent, Later, Never, Unsure)


class Clock:
    """Seconds that pass when told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Desk:
    """A workspace with #support: the agents Carla and Dan, the installed app, and our channel for it."""

    slack: Slack
    app: App
    room: Room
    carla: Person
    dan: Person
    inbox: Inbox
    store: Store
    heard: Heard
    clock: Clock
    channel: Channel
    numbers: list[int] = field(default_factory=list)

    def delivery(self, act: Act, place: str | None, target: Message | str | None = None, **more: Any) -> Delivery:
        """A delivery with a number of its own."""
        self.numbers.append(len(self.numbers) + 1)
        if isinstance(target, Message):
            target = target.ts
        due = datetime.now(UTC)
        return Delivery(self.numbers[-1], "t1", "slack", act, due, place=place, target_message=target, **more)

    async def sends(self, act: Act, place: str | None = None, target: Message | str | None = None) -> Sent:
        """Sends an act (into #support itself, unless told where) and expects that it arrived."""
        fate = await self.channel.send(self.delivery(act, place or self.room.id, target))
        assert isinstance(fate, Sent), fate
        return fate

    async def card(self, words: str = "HRB-1 Printer on fire") -> tuple[str, Message]:
        """A ticket's card and the place of its thread."""
        sent = await self.sends(Say(text(words), opens=True))
        assert sent.opened is not None
        return sent.opened, await self.carla.sees(words, in_channel=self.room)

    async def see(self, thread: Message) -> list[Message]:
        """What Carla sees under a card."""
        return self.carla.thread_view(self.room, thread)[1:]


def kept(desk: Desk, name: str, data: bytes, mime: str = "image/png") -> KeptFile:
    return KeptFile(desk.store.keep(data), name, "image", mime, len(data))


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"):
        monkeypatch.delenv(name, raising=False)


def manifest() -> dict[str, Any]:
    """The manifest as Slack reads it."""
    found: dict[str, Any] = YAML(typ="safe").load(MANIFEST)
    return found


def install(slack: Slack, request_url: str | None = None, scopes: list[str] | None = None) -> App:
    """Installs the app as its manifest says."""
    told = manifest()
    return slack.add_app(
        BOT,
        APP,
        SECRET,
        "desk",
        request_url=request_url,
        scopes=scopes or told["oauth_config"]["scopes"]["bot"],
        events=told["settings"]["event_subscriptions"]["bot_events"],
    )


@pytest.fixture
async def workspace() -> AsyncIterator[Slack]:
    """An empty workspace, served."""
    slack = Slack()
    async with Server(slack.app) as server:
        slack.public_url = server.url
        yield slack
        await slack.close()


@pytest.fixture
async def desk(workspace: Slack, tmp_path: Path) -> AsyncIterator[Desk]:
    """The desk, ready to send; nobody listens yet."""
    app = install(workspace)
    carla, dan = workspace.person("Carla Ruiz", locale="es-ES"), workspace.person("Dan Moss")
    room = workspace.channel("support", members=[carla, dan, app])
    inbox, store, heard, clock = Inbox(), Store(tmp_path), Heard(), Clock()
    settings = SlackSettings(BOT, APP, None, workspace.api_url)
    channel = Channel(settings, inbox, store, heard, homes=[room.id], jitter=lambda: 1.0, clock=clock)
    await channel.open()
    yield Desk(workspace, app, room, carla, dan, inbox, store, heard, clock, channel)
    await channel.close()


@pytest.fixture
async def by_socket(desk: Desk) -> AsyncIterator[Desk]:
    """The desk, listening over Socket Mode."""
    listening = asyncio.create_task(desk.channel.listen())
    await desk.slack.connected(desk.app)
    yield desk
    listening.cancel()
    with suppress(asyncio.CancelledError):
        await listening


@pytest.fixture
async def by_http(desk: Desk) -> AsyncIterator[Desk]:
    """The desk, reached by signed requests."""
    await desk.channel.close()
    settings = SlackSettings(BOT, None, SECRET, desk.slack.api_url)
    desk.channel = Channel(settings, desk.inbox, desk.store, desk.heard, jitter=lambda: 1.0, clock=desk.clock)
    await desk.channel.open()
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(Server(Starlette(routes=list(desk.channel.routes()))))
        install(desk.slack, request_url=f"{server.url}/slack/events")
        yield desk


@pytest.fixture(params=["socket", "http"])
def listening(request: pytest.FixtureRequest) -> Desk:
    """The desk, listening; each story is told twice, once for each way."""
    found: Desk = request.getfixturevalue(f"by_{request.param}")
    return found
