"""A playground Telegram, and python-telegram-bot's own Bot talking to it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import telegram as ptb

from playground.serve import Server
from playground.telegram import BotAccount, Person, Telegram

TOKEN = "5000001:playground-desk"
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (1600).to_bytes(4) + (1200).to_bytes(4) + b"\x08\x02\0\0\0"


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.time = 1_790_000_000.0

    def __call__(self) -> float:
        return self.time

    def move(self, seconds: float) -> None:
        self.time += seconds


class Pauses:
    """A sleep that takes no time and remembers how long it was to be."""

    def __init__(self) -> None:
        self.asked: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.asked.append(seconds)


def bot_at(url: str, token: str = TOKEN) -> ptb.Bot:
    """The real library's bot with its own default HTTP client."""
    return ptb.Bot(token, base_url=f"{url}/bot", base_file_url=f"{url}/file/bot")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def pauses() -> Pauses:
    return Pauses()


@pytest.fixture
async def telegram(clock: Clock, pauses: Pauses) -> AsyncIterator[Telegram]:
    async with Telegram(clock, sleep=pauses) as playground:
        playground.add_bot(TOKEN, "harbor_desk_bot", "Harbor Desk")
        yield playground


@pytest.fixture
def desk(telegram: Telegram) -> BotAccount:
    return telegram.bots[0]


@pytest.fixture
async def server(telegram: Telegram) -> AsyncIterator[Server]:
    async with Server(telegram.app) as serving:
        yield serving


@pytest.fixture
async def bot(server: Server) -> AsyncIterator[ptb.Bot]:
    async with bot_at(server.url) as client:
        yield client


@pytest.fixture
def ann(telegram: Telegram) -> Person:
    return telegram.person("Ann Reyes", username="ann", language="es")


async def take(bot: ptb.Bot) -> list[ptb.Update]:
    """Fetch and confirm whatever waits."""
    updates = list(await bot.get_updates())
    if updates:
        await bot.get_updates(offset=updates[-1].update_id + 1, limit=1)
    return updates
