"""The Telegram channel against the playground's Telegram, with an inbox that only remembers."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bots.telegram.channel import Telegram as Channel
from bots.telegram.settings import TelegramSettings
from core.messages import Act, Delivery
from playground.changes import Changes
from playground.serve import Server
from playground.telegram import Person, Telegram
from tests.bots.doubles import Heard, Inbox, Store

TOKEN = "5000001:playground-desk"
DOUBT = "↻ sent again: the first attempt may have arrived"


class Pauses:
    """A sleep that takes no time, remembers how long it was to be, and can do something meanwhile."""

    def __init__(self) -> None:
        self.asked: list[float] = []
        self.meanwhile: Callable[[], None] = lambda: None
        self.changes = Changes()

    async def __call__(self, seconds: float) -> None:
        self.asked.append(seconds)
        self.meanwhile()
        self.changes.notify()


def delivery(act: Act, place: str | None, **more: object) -> Delivery:
    return Delivery(1, "c1", "telegram", act, datetime.now(UTC), place=place, **more)  # type: ignore[arg-type]


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path)


@pytest.fixture
def pauses() -> Pauses:
    return Pauses()


@pytest.fixture
def unknown() -> list[str]:
    """The kinds of update that were passed over."""
    return []


@pytest.fixture
async def telegram() -> AsyncIterator[Telegram]:
    async with Telegram() as playground:
        playground.add_bot(TOKEN, "harbor_desk_bot", "Harbor Desk")
        yield playground


@pytest.fixture
async def server(telegram: Telegram) -> AsyncIterator[Server]:
    async with Server(telegram.app) as running:
        yield running


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def make(
    inbox: Inbox, store: Store, heard: Heard, unknown: list[str], pauses: Pauses, server: Server
) -> Callable[..., Channel]:
    """A channel at the playground: `make(public_url=…, commands=…)`."""

    def made(**more: object) -> Channel:
        commands, homes = more.pop("commands", None), more.pop("homes", ())
        settings = TelegramSettings(**{"token": TOKEN, "api_url": server.url} | more)  # type: ignore[arg-type]
        return Channel(
            settings,
            inbox,
            store,
            heard,
            lambda _: DOUBT,
            unknown.append,
            commands,  # type: ignore[arg-type]
            homes=homes,  # type: ignore[arg-type]
            sleep=pauses,
            jitter=lambda: 0.0,
        )

    return made


@pytest.fixture
async def channel(make: Callable[..., Channel]) -> AsyncIterator[Channel]:
    """An open channel that does not listen."""
    opened = make()
    await opened.open()
    yield opened
    await opened.close()


@pytest.fixture
async def ann(telegram: Telegram) -> Person:
    """A requester who has started the bot; nobody fetched that yet."""
    person = telegram.person("Ann Reyes", "ann_reyes", "es")
    await person.starts()
    return person
