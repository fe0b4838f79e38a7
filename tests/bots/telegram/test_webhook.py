"""The webhook: who may call it, and what Telegram is told when."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

import aiohttp
import orjson
import pytest
from starlette.applications import Starlette

from bots.telegram.channel import Telegram as Channel
from bots.telegram.settings import TelegramSettings
from core.messages import Said
from playground.serve import Receive, Scope, Send, Server
from playground.telegram import Person, Telegram
from tests.bots.telegram.conftest import TOKEN, Inbox, Pauses

Make = Callable[..., Channel]
SECRET = TelegramSettings(TOKEN).secret
HEADERS = {"X-Telegram-Bot-Api-Secret-Token": SECRET, "Content-Type": "application/json"}
GOOD = {
    "update_id": 7,
    "message": {
        "message_id": 1,
        "date": 1_790_000_000,
        "text": "hello",
        "from": {"id": 1, "is_bot": False, "first_name": "Ann"},
        "chat": {"id": 1, "type": "private", "first_name": "Ann"},
    },
}


class Front:
    """A web server whose application is there once the channel is."""

    def __init__(self) -> None:
        self.app: Any = None
        self.server = Server(self)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.app(scope, receive, send)


@asynccontextmanager
async def served(make: Make, listen: bool = False) -> AsyncIterator[Front]:
    front = Front()
    async with front.server:
        channel = make(public_url=front.server.url)
        front.app = Starlette(routes=list(channel.routes()))
        await channel.open()
        task = asyncio.create_task(channel.listen()) if listen else None
        try:
            yield front
        finally:
            if task is not None:
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task
            await channel.close()


async def post(front: Front, body: Any, headers: dict[str, str] | None = None) -> int:
    async with aiohttp.ClientSession() as session:
        url = front.server.url + "/telegram/webhook"
        async with session.post(url, data=body, headers=HEADERS if headers is None else headers) as answer:
            return answer.status


async def test_it_is_registered_and_updates_arrive(telegram: Telegram, make: Make, inbox: Inbox, ann: Person) -> None:
    async with served(make, listen=True):
        await inbox.gets(Said)
        await ann.says("one")
        await ann.says("two")
        said = await inbox.gets(Said, 3)
    assert [message.text for message in said] == ["", "one", "two"]
    (registered,) = [call.params for call in telegram.calls if call.method == "setWebhook"]
    assert registered["url"].endswith("/telegram/webhook")
    assert (registered["max_connections"], registered["secret_token"]) == (100, SECRET)
    assert "callback_query" in registered["allowed_updates"]
    assert not [call for call in telegram.calls if call.method == "getUpdates"]


async def test_registration_is_tried_until_it_works(
    telegram: Telegram, make: Make, inbox: Inbox, ann: Person, pauses: Pauses
) -> None:
    telegram.faults.add("setWebhook", times=2, drop="before")
    telegram.faults.add("setWebhook", retry_after=7)
    async with served(make, listen=True):
        await inbox.gets(Said)
    assert pauses.asked == [1.0, 2.0, 7.0]


async def test_while_the_database_is_down_telegram_brings_it_again(
    telegram: Telegram, make: Make, inbox: Inbox, ann: Person
) -> None:
    inbox.fails = lambda _: len(inbox.attempts) < 2
    async with served(make, listen=True):
        await inbox.gets(Said)
    assert len(inbox.attempts) == 2
    assert len(set(inbox.attempts)) == 1


async def test_telegram_is_told_only_after_the_inbox_has_it(make: Make, inbox: Inbox) -> None:
    hold, accept = asyncio.Event(), inbox.accept

    async def held(update: Any) -> str | None:
        inbox.attempts.append("begun")
        inbox.changes.notify()
        await hold.wait()
        return await accept(update)

    inbox.accept = held  # type: ignore[method-assign]
    async with served(make) as front:
        answer = asyncio.create_task(post(front, orjson.dumps(GOOD)))
        await inbox.changes.wait(lambda: inbox.attempts)
        assert not answer.done()
        hold.set()
        assert await answer == 200
    assert [update.key for update in inbox.accepted] == ["telegram:7"]


@pytest.mark.parametrize("headers", [{}, {"X-Telegram-Bot-Api-Secret-Token": "wrong"}])
async def test_without_the_secret_nobody_is_heard(make: Make, inbox: Inbox, headers: dict[str, str]) -> None:
    async with served(make) as front:
        assert await post(front, orjson.dumps(GOOD), headers) == 401
    assert not inbox.attempts


async def test_the_body_is_not_read_before_the_secret_was_right(make: Make) -> None:
    """A caller without the secret is turned away although its body never comes."""
    async with served(make) as front:
        reader, writer = await asyncio.open_connection("127.0.0.1", front.server.port)
        writer.write(b"POST /telegram/webhook HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n")
        line = await asyncio.wait_for(reader.readline(), 10)
        writer.close()
    assert b"401" in line


async def test_poison_is_set_aside_and_acknowledged(make: Make, inbox: Inbox) -> None:
    async with served(make) as front:
        for body in (
            b"{broken",
            b"[]",
            b'{"update_id": 9, "message": 5}',
            b'{"update_id": 10, "message": {"x": 1}}',
            b"",
        ):
            assert await post(front, body) == 200
        deep = b'{"update_id":11,"message":{"reply_to_message":' + b'{"a":' * 800 + b"1" + b"}" * 802
        assert await post(front, deep) == 200
        assert await post(front, orjson.dumps(GOOD)) == 200
    assert len(inbox.aside) == 6
    assert len({key for key, _, _ in inbox.aside}) == 6
    assert len(inbox.accepted) == 1


async def test_a_body_over_4_mib_is_refused(make: Make, inbox: Inbox) -> None:
    big = b"x" * (4 * 1024 * 1024 + 1)

    async def in_chunks() -> AsyncIterator[bytes]:
        yield big[: 1024 * 1024]
        yield big[1024 * 1024 :]

    async with served(make) as front:
        assert await post(front, big) == 413
        assert await post(front, in_chunks()) == 413
    assert not inbox.aside


async def test_when_the_inbox_fails_the_answer_is_500(
    make: Make, inbox: Inbox, caplog: pytest.LogCaptureFixture
) -> None:
    inbox.fails = lambda _: True
    async with served(make) as front:
        assert await post(front, orjson.dumps(GOOD)) == 500
    assert "DatabaseDown" in caplog.text
    assert "hello" not in caplog.text


def test_the_secret_is_derived_from_the_token_unless_set() -> None:
    assert len(SECRET) == 64
    assert TelegramSettings("other:token").secret != SECRET
    assert TelegramSettings(TOKEN, webhook_secret="mine").secret == "mine"
    assert TOKEN not in repr(TelegramSettings(TOKEN, webhook_secret="mine"))
    assert "mine" not in repr(TelegramSettings(TOKEN, webhook_secret="mine"))
