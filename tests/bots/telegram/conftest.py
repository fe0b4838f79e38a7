"""The Telegram channel against the playground's Telegram, with an inbox that only remembers."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import pytest

from bots.telegram.channel import Telegram as Channel
from bots.telegram.settings import TelegramSettings
from core.messages import Act, Delivery, Update
from core.ports import TooBig
from playground.changes import Changes
from playground.serve import Server
from playground.telegram import Person, Telegram

TOKEN = "5000001:playground-desk"
DOUBT = "↻ sent again: the first attempt may have arrived"
K = TypeVar("K")


class DatabaseDown(Exception):
    """What an inbox raises when nothing was committed."""


@dataclass
class Inbox:
    """Remembers what it accepted, once each, and what was set aside; can be told to fail."""

    accepted: list[Update] = field(default_factory=list)
    aside: list[tuple[str, str, str]] = field(default_factory=list)
    attempts: list[str] = field(default_factory=list)
    toast: str | None = None
    fails: Callable[[Update], bool] = lambda _: False
    changes: Changes = field(default_factory=Changes)

    async def accept(self, update: Update) -> str | None:
        self.attempts.append(update.key)
        if self.fails(update):
            self.changes.notify()
            raise DatabaseDown
        if update.key not in [known.key for known in self.accepted]:
            self.accepted.append(update)
        self.changes.notify()
        return self.toast

    def ride(self, channel: str, place: str) -> None:
        return None

    async def set_aside(self, channel: str, key: str, payload: str, reason: str) -> None:
        self.aside.append((key, payload, reason))
        self.changes.notify()

    async def gets(self, kind: type[K], count: int = 1) -> list[K]:
        """Waits for so many updates of a kind."""

        def found() -> list[K] | None:
            some: list[K] = [update for update in self.accepted if isinstance(update, kind)]
            return some if len(some) >= count else None

        return await self.changes.wait(found, describe=lambda: f"accepted: {self.accepted}")


@dataclass
class Store:
    """Attachments in a folder."""

    folder: Path

    async def put(self, chunks: AsyncIterator[bytes], limit: int) -> tuple[str, int]:
        data = b""
        async for chunk in chunks:
            data += chunk
            if len(data) > limit:
                raise TooBig
        return self.keep(data), len(data)

    def keep(self, data: bytes) -> str:
        name = hashlib.sha256(data).hexdigest()
        self.path(name).write_bytes(data)
        return name

    def path(self, sha256: str) -> Path:
        return self.folder / sha256


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
def make(inbox: Inbox, store: Store, unknown: list[str], pauses: Pauses, server: Server) -> Callable[..., Channel]:
    """A channel at the playground: `make(public_url=…, commands=…)`."""

    def made(**more: object) -> Channel:
        commands = more.pop("commands", None)
        settings = TelegramSettings(**{"token": TOKEN, "api_url": server.url} | more)  # type: ignore[arg-type]
        return Channel(
            settings,
            inbox,
            store,
            lambda _: DOUBT,
            unknown.append,
            commands,  # type: ignore[arg-type]
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
