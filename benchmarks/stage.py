"""The fake Telegram and Slack in the benchmark's own process, for what is measured message by message: one clock sees an
update leave for the bot and the bot's calls come in.

The same servers as fake_telegram.py's, with neither crowd nor persona: the benchmark tells what happens, and is told of
every call. Slack is spoken to by HTTP, so events come signed.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import hmac
import itertools
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import fake_slack
import orjson
from contenders import FRONTDOOR_COMMAND, FRONTDOOR_WEBHOOK, HERE, Contender
from fake_telegram import BotApi, Connection, Params
from filling import AGENT, home
from processes import READY_WITHIN, RoundFailed, bot, free_port
from requesters import BOT, Window
from webhook_client import Job, WebhookClient

SECRET = "benchmark-signing-secret"
MOST_EVENTS = 40  # events of Slack's on their way at once
OnCall = Callable[[str, Params, float], bytes | None]
"""Told of a call: its method, its parameters, when it came. May return another answer than the usual one."""


class Scene:
    """What BotApi wants of a crowd, without one: messages are numbered and nobody answers."""

    def __init__(self) -> None:
        self.window = Window()
        self.message_ids = itertools.count(1_000_000_000)

    def say(self, params: Params, *, edited: bool) -> Params:
        chat = int(params["chat_id"])
        number = int(params["message_id"]) if edited else next(self.message_ids)
        return {
            "message_id": number,
            "from": BOT,
            "chat": {"id": chat, "type": "private", "first_name": "Ann"},
            "date": int(time.time()),
            "text": params.get("text", ""),
        }

    def hear(self, message: Params, edited: bool) -> None:
        pass


class Telegram(BotApi):
    """The Bot API, with somebody who is told of every call first."""

    def __init__(self, scene: Any, on_call: OnCall) -> None:
        super().__init__(scene)
        self.on_call = on_call

    def call(self, name: str, params: Params) -> bytes:
        answer = self.on_call(name, params, time.perf_counter())
        return super().call(name, params) if answer is None else answer


class Slack:
    """The Web API behind the same kind of connection."""

    def __init__(self, window: Window, on_call: OnCall) -> None:
        self.window = window
        self.on_call = on_call
        self.port = 0
        self.numbers = itertools.count(1)

    def call(self, name: str, params: Params) -> bytes:
        self.window.calls[f"slack {name}"] += 1
        self.on_call(name, params, time.perf_counter())
        ts = f"{int(time.time())}.{next(self.numbers) % 1_000_000:06d}"
        answer = fake_slack.answer(name, params, ts, self.port)
        if answer.get("error") == "unknown_method":
            self.window.error(f"the bot called {name}, which this fake doesn't have")
        return orjson.dumps(answer)

    def failed(self, why: str) -> None:
        self.window.error(why)

    def gone(self, connection: Any) -> None:
        pass


class Stage:
    """Both platforms, listening. `errors` are what went wrong at them."""

    def __init__(self, on_call: OnCall) -> None:
        self.scene = Scene()
        self.telegram = Telegram(self.scene, on_call)
        self.slack = Slack(self.scene.window, on_call)
        self.ports: dict[str, int] = {}
        self.update_ids = itertools.count(1_000_001)
        self.positions = itertools.count(1)
        self._events: WebhookClient | None = None

    @property
    def errors(self) -> list[str]:
        window = self.scene.window
        more = window.errors - len(window.samples)
        return [*window.samples, *([f"and {more} more"] if more else [])]

    def events_to(self, url: str) -> None:
        """Where Slack's events go."""
        self._events = WebhookClient(url, "", MOST_EVENTS, self.telegram.failed, lambda body: None)

    def close(self) -> None:
        for client in (self._events, self.telegram.webhook):
            if client:
                client.close()

    def write(self, chat: int, text: str, done: Callable[[], None] = lambda: None) -> float:
        """Somebody writes to the bot. Returns when the update left; `done` is called at its acknowledgement."""
        number = next(self.update_ids)
        who = {"id": chat, "first_name": "Ann", "last_name": "Rossi", "username": f"ann_{chat}"}
        message = {
            "message_id": number,
            "from": {**who, "is_bot": False, "language_code": "en"},
            "chat": {**who, "type": "private"},
            "date": int(time.time()),
            "text": text,
        }
        if text.startswith("/"):
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text)}]
        payload = orjson.dumps({"update_id": number, "message": message})
        left = time.perf_counter()
        self.telegram.deliver(number, payload, done)
        return left

    def agent_writes(self, channel: str, root: str, text: str, done: Callable[[], None] = lambda: None) -> str:
        """The agent writes in a ticket's thread. Returns the message's `ts`."""
        assert self._events
        now = int(time.time())
        ts = f"{now}.{next(self.positions) % 1_000_000:06d}"
        said = {"type": "message", "channel": channel, "channel_type": "channel", "user": AGENT, "text": text}
        event = {**said, "ts": ts, "event_ts": ts, "thread_ts": root, "parent_user_id": fake_slack.BOT_USER}
        body = {"token": "t", "team_id": fake_slack.TEAM, "api_app_id": "A0BENCH", "type": "event_callback"}
        payload = orjson.dumps({**body, "event_id": f"Ev{ts}", "event_time": now, "event": event})
        signature = hmac.new(SECRET.encode(), b"v0:%d:%s" % (now, payload), hashlib.sha256).hexdigest()
        headers = f"X-Slack-Request-Timestamp: {now}\r\nX-Slack-Signature: v0={signature}\r\n"
        self._events.deliver(Job(payload, done, headers.encode()))
        return ts


@contextlib.asynccontextmanager
async def stage(on_call: OnCall) -> AsyncIterator[Stage]:
    """Both platforms for as long as it is entered."""
    loop = asyncio.get_running_loop()
    there = Stage(on_call)
    servers = []
    apis: dict[str, Any] = {"telegram": there.telegram, "slack": there.slack}
    for name, api in apis.items():
        servers.append(await loop.create_server(lambda api=api: Connection(api), "127.0.0.1", 0))
        there.ports[name] = servers[-1].sockets[0].getsockname()[1]
    there.slack.port = there.ports["slack"]
    try:
        yield there
    finally:
        there.close()
        for server in servers:
            server.close()


def frontdoor(*command: str, **environment: str) -> Contender:
    """Front Door as a child of the benchmark: `frontdoor run` unless another command is given, Slack by HTTP."""
    own = {name: value for name, value in FRONTDOOR_WEBHOOK.items() if name != "SLACK_APP_TOKEN"}
    program = (FRONTDOOR_COMMAND, *(command or ("run",)))
    return Contender("frontdoor", "", program, {**own, "SLACK_SIGNING_SECRET": SECRET, **environment})


def desk(folder: str, homes: int) -> str:
    """A desk file like desk.yml, whose kind of request goes to the first of so many teams, each with its own channel."""
    written = (HERE / "desk.yml").read_text()
    teams = "".join(f"  team{number}: {{name: Team {number}, slack: {home(number)}}}\n" for number in range(1, homes))
    path = Path(folder) / "desk.yml"
    path.write_text(written.replace("slack: C0BENCH\n", "slack: C0BENCH\n" + teams))
    return str(path)


@contextlib.asynccontextmanager
async def playing(there: Stage, contender: Contender, folder: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """The bot as a child, once it takes updates and events."""
    places = {**there.ports, "port": free_port(), "folder": folder}
    async with bot(contender, places) as process:
        ready = asyncio.create_task(there.telegram.ready.wait())
        exits = asyncio.create_task(process.wait())
        try:
            await asyncio.wait({ready, exits}, timeout=READY_WITHIN, return_when=asyncio.FIRST_COMPLETED)
            if not ready.done():
                raise RoundFailed("it took no update in time, or has exited")
            there.events_to(f"http://127.0.0.1:{places['port']}/slack/events")
            yield process
        finally:
            ready.cancel()
            exits.cancel()
