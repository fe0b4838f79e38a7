"""How the plain bots take updates: python-telegram-bot's own webhook server, a Starlette route, or long polling.

Each is started the way python-telegram-bot's documentation shows, with its default HTTP client.

Environment: TELEGRAM_BOT_TOKEN, TELEGRAM_API_URL; PLAIN_PORT and PLAIN_SECRET unless polling.
"""

# mypy: disable-error-code="type-arg"

from __future__ import annotations

import asyncio
import logging
import os

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from telegram import Update
from telegram.ext import Application, ApplicationBuilder, ConversationHandler


def serve(conversation: ConversationHandler, mode: str) -> None:
    """Run the conversation until SIGTERM; `mode` is webhook (needs tornado), starlette or polling."""
    logging.basicConfig(level=logging.WARNING)
    base_url = f"{os.environ['TELEGRAM_API_URL']}/bot"
    builder = Application.builder().token(os.environ["TELEGRAM_BOT_TOKEN"]).base_url(base_url)
    if mode == "starlette":
        port, secret = int(os.environ["PLAIN_PORT"]), os.environ["PLAIN_SECRET"]
        asyncio.run(serve_with_starlette(builder, conversation, port, secret))
        return
    bot = builder.build()
    bot.add_handler(conversation)
    if mode == "polling":
        bot.run_polling(allowed_updates=Update.ALL_TYPES)
        return
    port, secret = int(os.environ["PLAIN_PORT"]), os.environ["PLAIN_SECRET"]
    bot.run_webhook(
        listen="127.0.0.1",
        port=port,
        url_path="telegram",
        webhook_url=f"http://127.0.0.1:{port}/telegram",
        secret_token=secret,
        allowed_updates=Update.ALL_TYPES,
    )


async def serve_with_starlette(
    builder: ApplicationBuilder, conversation: ConversationHandler, port: int, secret: str
) -> None:
    """An Application without updater, fed from a Starlette route; ends with uvicorn, at SIGTERM."""
    bot = builder.updater(None).build()
    bot.add_handler(conversation)

    async def telegram(request: Request) -> Response:
        if request.headers.get("X-Telegram-Bot-Api-Secret-Token") != secret:
            return Response(status_code=403)
        await bot.update_queue.put(Update.de_json(await request.json(), bot.bot))
        return Response()

    routes = [Route("/telegram", telegram, methods=["POST"])]
    server = uvicorn.Server(
        uvicorn.Config(Starlette(routes=routes), port=port, use_colors=False, host="127.0.0.1", access_log=False)
    )
    await bot.bot.set_webhook(
        f"http://127.0.0.1:{port}/telegram", secret_token=secret, allowed_updates=Update.ALL_TYPES
    )
    async with bot:
        await bot.start()
        await server.serve()
        await bot.stop()
