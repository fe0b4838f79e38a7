"""The plain Slack bot: slack-bolt's AsyncApp as its documentation teaches it, relaying an agent's words from a thread.

A message in a known thread goes to its chat in Telegram, and gets a check mark in Slack; whose thread it is, it knows
from a file read at the start. Bolt acknowledges the event before the listener runs, so nothing is kept over a crash.

Modes: `taught` (AsyncApp.start, its own client, and python-telegram-bot's Bot for Telegram), `lean` (the same with one
aiohttp session for Slack and plain aiohttp calls for Telegram).

Environment: SLACK_BOT_TOKEN, SLACK_SIGNING_SECRET, SLACK_API_URL, TELEGRAM_BOT_TOKEN, TELEGRAM_API_URL, PLAIN_PORT,
PLAIN_THREADS (JSON: "channel:root" to chat).
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from telegram import Bot

SendToChat = Callable[[int, str], Awaitable[Any]]
AGENT = "Anna"


def relay_app(client: AsyncWebClient, send: SendToChat) -> AsyncApp:
    """The app with its one listener."""
    threads: dict[str, int] = json.loads(Path(os.environ["PLAIN_THREADS"]).read_text())
    app = AsyncApp(client=client, signing_secret=os.environ["SLACK_SIGNING_SECRET"])

    @app.event("message")
    async def relay(event: dict[str, Any], client: AsyncWebClient) -> None:
        chat = threads.get(f"{event['channel']}:{event.get('thread_ts')}")
        if chat is None or event.get("bot_id"):
            return
        await send(chat, f"{AGENT}\n{event['text']}")
        await client.reactions_add(channel=event["channel"], timestamp=event["ts"], name="white_check_mark")

    return app


async def register(send: Callable[[str, dict[str, Any]], Awaitable[Any]]) -> None:
    """Tells the fake Telegram that this bot is up: Front Door does so by setting its webhook."""
    await send("setWebhook", {"url": f"http://127.0.0.1:{os.environ['PLAIN_PORT']}/telegram"})


def taught() -> web.Application:
    """`AsyncApp.start` would run this very application."""
    base = f"{os.environ['TELEGRAM_API_URL']}/bot"
    bot = Bot(os.environ["TELEGRAM_BOT_TOKEN"], base_url=base)
    client = AsyncWebClient(token=os.environ["SLACK_BOT_TOKEN"], base_url=os.environ["SLACK_API_URL"])
    app = relay_app(client, bot.send_message)

    async def begin(_: web.Application) -> None:
        await bot.initialize()
        await register(lambda method, params: bot.set_webhook(**params))

    served = app.server(int(os.environ["PLAIN_PORT"]), host="127.0.0.1").web_app
    served.on_startup.append(begin)
    return served


async def lean() -> web.Application:
    session = aiohttp.ClientSession()
    url = f"{os.environ['TELEGRAM_API_URL']}/bot{os.environ['TELEGRAM_BOT_TOKEN']}"

    async def call(method: str, params: dict[str, Any]) -> Any:
        async with session.post(f"{url}/{method}", json=params) as answer:
            return await answer.json()

    slack_url = os.environ["SLACK_API_URL"]
    client = AsyncWebClient(token=os.environ["SLACK_BOT_TOKEN"], base_url=slack_url, session=session)
    app = relay_app(client, lambda chat, text: call("sendMessage", {"chat_id": chat, "text": text}))
    served = app.server(int(os.environ["PLAIN_PORT"]), host="127.0.0.1").web_app

    async def begin(_: web.Application) -> None:
        await register(call)

    served.on_startup.append(begin)
    return served


if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING)
    loop = asyncio.new_event_loop()
    served = taught() if sys.argv[1] == "taught" else loop.run_until_complete(lean())
    web.run_app(served, host="127.0.0.1", port=int(os.environ["PLAIN_PORT"]), loop=loop, print=None)
