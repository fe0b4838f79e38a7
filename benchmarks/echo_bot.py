"""The least a bot can do, with aiohttp both ways: it shows how much the fake Bot API and its crowd can take."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator

import aiohttp
import orjson
from aiohttp import web

SESSION = web.AppKey("session", aiohttp.ClientSession)


async def serve() -> web.Application:
    """Answers every text in its chat; by webhook."""
    url = f"{os.environ['TELEGRAM_API_URL']}/bot{os.environ['TELEGRAM_BOT_TOKEN']}"
    app = web.Application()

    async def update(request: web.Request) -> web.Response:
        message = orjson.loads(await request.read())["message"]
        payload = {"chat_id": message["chat"]["id"], "text": "echo: " + message["text"]}
        async with app[SESSION].post(f"{url}/sendMessage", json=payload) as answer:
            await answer.read()
        return web.Response()

    async def session(app: web.Application) -> AsyncIterator[None]:
        app[SESSION] = aiohttp.ClientSession(json_serialize=lambda o: orjson.dumps(o).decode())
        hook = {"url": f"http://127.0.0.1:{os.environ['PORT']}/"}
        async with app[SESSION].post(f"{url}/setWebhook", json=hook) as answer:
            await answer.read()
        yield
        await app[SESSION].close()

    app.router.add_post("/", update)
    app.cleanup_ctx.append(session)
    return app


if __name__ == "__main__":
    web.run_app(serve(), host="127.0.0.1", port=int(os.environ["PORT"]), access_log=None, print=None)
