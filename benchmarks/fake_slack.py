"""A small fake Slack beside the fake Bot API, so that tickets' cards have somewhere to go: it accepts and is silent."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from typing import Any, NamedTuple

from aiohttp import WSMsgType, web

CHANNEL = "C0BENCH"
TEAM, BOT_USER, BOT, AGENT = "T0BENCH", "U0DESK", "B0DESK", "U0ANNA"
LIFE = 18060  # seconds a Socket Mode connection is said to live


class Slack(NamedTuple):
    """The running server: its aiohttp runner (to clean up) and its port."""

    runner: web.AppRunner
    port: int


def user(user_id: str) -> dict[str, Any]:
    name = {AGENT: "Anna", BOT_USER: "Bench desk"}.get(user_id, user_id)
    profile = {"display_name": name, "real_name": name, "bot_id": BOT if user_id == BOT_USER else None}
    facts = {"id": user_id, "team_id": TEAM, "name": name.lower(), "real_name": name, "profile": profile}
    return {**facts, "deleted": False, "is_bot": user_id == BOT_USER, "tz": "Europe/Rome", "locale": "en-US"}


def channel(channel_id: str) -> dict[str, Any]:
    return {"id": channel_id, "name": "bench", "is_channel": True, "is_member": True, "is_archived": False}


def answer(method: str, params: dict[str, Any], ts: str, port: int) -> dict[str, Any]:
    """What Slack answers to a method of its Web API."""
    where = params.get("channel", CHANNEL)
    written = {"type": "message", "user": BOT_USER, "bot_id": BOT, "text": params.get("text", "")}
    if "thread_ts" in params:
        written["thread_ts"] = params["thread_ts"]  # without it a reply has landed outside its thread
    page = {"response_metadata": {"next_cursor": ""}}
    ours = {"url": "https://bench.slack.com/", "team": "Bench", "user": "desk", "team_id": TEAM}
    answers: dict[str, dict[str, Any]] = {
        "auth.test": {**ours, "user_id": BOT_USER, "bot_id": BOT, "is_enterprise_install": False},
        "apps.connections.open": {"url": f"ws://127.0.0.1:{port}/link/?ticket=bench"},
        "chat.postMessage": {"channel": where, "ts": ts, "message": {**written, "ts": ts}},
        "chat.update": {"channel": where, "ts": params.get("ts", ts), "text": written["text"], "message": written},
        "chat.delete": {"channel": where, "ts": params.get("ts", ts)},
        "chat.getPermalink": {"channel": where, "permalink": f"https://bench.slack.com/archives/{where}/p{ts}"},
        "conversations.members": {"members": [AGENT, BOT_USER], **page},
        "conversations.info": {"channel": channel(where)},
        "conversations.join": {"channel": channel(where)},
        "conversations.history": {"messages": [], "has_more": False},  # nothing was missed
        "conversations.replies": {"messages": [], "has_more": False},
        "users.conversations": {"channels": [channel(CHANNEL)], **page},
        "users.info": {"user": user(params.get("user", AGENT))},
        "reactions.add": {},
    }
    if method == "reactions.remove":
        return {"ok": False, "error": "no_reaction"}
    if method not in answers:
        return {"ok": False, "error": "unknown_method"}
    return {"ok": True, **answers[method]}


async def start(called: Callable[[str], None]) -> Slack:
    """Listen on a free port of 127.0.0.1; `called` is told the name of every method called."""
    numbers = itertools.count(1)

    async def web_api(request: web.Request) -> web.Response:
        method = request.match_info["method"]
        called(method)
        params: dict[str, Any] = dict(request.query)
        if request.content_type == "application/json":
            params.update(await request.json())
        else:
            params.update(await request.post())
        ts = f"{int(time.time())}.{next(numbers):06d}"
        port = request.url.port or 0
        return web.json_response(answer(method, params, ts, port), headers={"x-oauth-scopes": "chat:write"})

    async def socket_mode(request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        info = {"approximate_connection_time": LIFE, "host": "bench", "build_number": 1}
        await socket.send_json({"type": "hello", "num_connections": 1, "debug_info": info})
        async for message in socket:
            if message.type is WSMsgType.ERROR:
                break
        return socket

    app = web.Application()
    app.router.add_route("*", "/api/{method}", web_api)
    app.router.add_get("/link/", socket_mode)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    return Slack(runner, runner.addresses[0][1])
