"""Updates brought to a webhook: the secret, the order, the retries, the end."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
import telegram as ptb
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from telegram.error import BadRequest

from playground.changes import Changes
from playground.serve import Server
from playground.telegram import Person, Telegram

from .conftest import Clock, Pauses


class Desk:
    """A program with a webhook: notes what comes and answers as it is told, 200 when it is told nothing."""

    def __init__(self) -> None:
        self.updates: list[dict[str, Any]] = []
        self.secrets: list[str | None] = []
        self.answers: list[Response] = []
        self.gates: dict[str, asyncio.Event] = {}
        self.changes = Changes()
        self.app = Starlette(routes=[Route("/hook", self.receive, methods=["POST"])])

    async def receive(self, request: Request) -> Response:
        update = await request.json()
        self.updates.append(update)
        self.secrets.append(request.headers.get("x-telegram-bot-api-secret-token"))
        self.changes.notify()
        if gate := self.gates.get(update.get("message", {}).get("text", "")):
            await gate.wait()
        return self.answers.pop(0) if self.answers else Response()

    @property
    def texts(self) -> list[str]:
        """What the updates that came say."""
        return [update["message"]["text"] for update in self.updates]

    async def has(self, count: int) -> None:
        """Wait until so many updates came."""
        await self.changes.wait(lambda: len(self.updates) >= count, describe=lambda: f"only {self.texts}")


@pytest.fixture
def program() -> Desk:
    return Desk()


@pytest.fixture
async def hook(program: Desk) -> AsyncIterator[str]:
    async with Server(program.app) as serving:
        yield f"{serving.url}/hook"


async def emptied(telegram: Telegram) -> None:
    """Wait until nothing is queued."""
    await telegram.changes.wait(lambda: not telegram.pending(), describe=lambda: f"{telegram.pending()}")


async def test_a_message_is_brought_with_the_secret(
    bot: ptb.Bot, telegram: Telegram, ann: Person, program: Desk, hook: str
) -> None:
    await ann.says("before the webhook")
    await bot.set_webhook(hook, secret_token="Open-Sesame_1", max_connections=5)
    await ann.says("after it")
    await emptied(telegram)
    assert program.texts == ["before the webhook", "after it"]
    assert program.secrets == ["Open-Sesame_1"] * 2
    info = await bot.get_webhook_info()
    assert (info.url, info.pending_update_count, info.max_connections) == (hook, 0, 5)


async def test_what_fails_is_tried_at_once_then_after_2_4_8_seconds(
    bot: ptb.Bot, telegram: Telegram, ann: Person, program: Desk, hook: str, pauses: Pauses
) -> None:
    program.answers = [Response(status_code=500) for _ in range(8)]
    await bot.set_webhook(hook)
    await ann.says("Hello")
    await emptied(telegram)
    assert pauses.asked == [2, 4, 8, 16, 32, 60, 60]
    assert program.texts == ["Hello"] * 9
    info = await bot.get_webhook_info()
    assert info.last_error_message == "Wrong response from the webhook: 500 Internal Server Error"


async def test_retry_after_is_honoured(
    bot: ptb.Bot, telegram: Telegram, ann: Person, program: Desk, hook: str, pauses: Pauses
) -> None:
    program.answers = [Response(status_code=503, headers={"Retry-After": "17"})]
    await bot.set_webhook(hook)
    await ann.says("Hello")
    await emptied(telegram)
    assert pauses.asked == [17]


async def test_an_update_that_never_arrives_is_dropped_when_it_expires(
    bot: ptb.Bot, telegram: Telegram, ann: Person, program: Desk, hook: str, clock: Clock
) -> None:
    program.gates["Hello"] = asyncio.Event()
    program.answers = [Response(status_code=500)]
    await bot.set_webhook(hook)
    await ann.says("Hello")
    await program.has(1)
    clock.move(24 * 3600)
    program.gates["Hello"].set()
    await emptied(telegram)
    assert program.texts == ["Hello"]


async def test_one_chat_waits_for_its_message_the_others_do_not(
    bot: ptb.Bot, telegram: Telegram, ann: Person, program: Desk, hook: str
) -> None:
    program.gates["slow"] = asyncio.Event()
    await bot.set_webhook(hook)
    await ann.says("slow")
    await ann.says("next")
    await telegram.person("Cal Doe").says("quick")
    await program.has(2)
    assert sorted(program.texts) == ["quick", "slow"]
    program.gates["slow"].set()
    await emptied(telegram)
    assert program.texts[-1] == "next"


async def test_the_answer_may_carry_a_method(
    bot: ptb.Bot, telegram: Telegram, ann: Person, program: Desk, hook: str
) -> None:
    program.answers = [JSONResponse({"method": "sendMessage", "chat_id": ann.id, "text": "At once"})]
    await bot.set_webhook(hook)
    await ann.says("Hello")
    await ann.sees("At once")
    program.answers = [JSONResponse({"method": "sendMessage", "chat_id": 1, "text": "Lost"})]
    await ann.says("Hello again")
    call = await telegram.changes.wait(lambda: next((c for c in telegram.calls if c.error), None))
    assert call.error == "Bad Request: chat not found"


async def test_taking_the_webhook_away_leaves_what_did_not_arrive(
    bot: ptb.Bot, ann: Person, program: Desk, hook: str
) -> None:
    program.gates["Hello"] = asyncio.Event()
    program.answers = [Response(status_code=500)]
    await bot.set_webhook(hook)
    await ann.says("Hello")
    await program.has(1)
    await bot.delete_webhook()
    program.gates["Hello"].set()
    (update,) = await bot.get_updates()
    assert update.message is not None
    assert update.message.text == "Hello"
    await bot.delete_webhook(drop_pending_updates=True)
    assert await bot.get_updates() == ()


async def test_updates_can_be_made_to_arrive_twice(
    bot: ptb.Bot, telegram: Telegram, ann: Person, program: Desk, hook: str
) -> None:
    telegram.faults.duplicate_updates(1)
    await bot.set_webhook(hook)
    await ann.says("Hello")
    await emptied(telegram)
    assert len(program.updates) == 2
    assert program.updates[0] == program.updates[1]


@pytest.mark.parametrize("url", ["http://desk.example/hook", "ftp://127.0.0.1/hook", "desk"])
async def test_addresses_that_are_refused(bot: ptb.Bot, url: str) -> None:
    with pytest.raises(BadRequest, match=r"(?i)an https url must be provided"):
        await bot.set_webhook(url)


async def test_a_secret_has_only_plain_letters(bot: ptb.Bot, hook: str) -> None:
    with pytest.raises(BadRequest, match=r"(?i)illegal characters"):
        await bot.set_webhook(hook, secret_token="open sesame")
