"""The plain bot of the comparison: the same six answers with python-telegram-bot's ConversationHandler.

As its tutorials teach: an Application, a ConversationHandler with a state per question, the answers in `user_data`,
the tickets in a dict in memory. It keeps nothing over a restart. Written for this benchmark.

Updates come by `webhook` (python-telegram-bot's own server, which needs tornado), by `starlette` (the way of its
example customwebhookbot, with the secret checked) or by `polling`.

Environment: TELEGRAM_BOT_TOKEN, TELEGRAM_API_URL; PLAIN_PORT and PLAIN_SECRET unless polling.
"""

# A tutorial doesn't narrow the library's many Optional attributes, so neither does this bot.
# mypy: disable-error-code="union-attr, index, dict-item, type-arg"

from __future__ import annotations

import asyncio
import logging
import os
import sys
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    MessageHandler,
    filters,
)

SUBSYSTEM, TOPIC, DESCRIPTION, STEPS, EXPECTED, SCREENSHOT = range(6)
SUBSYSTEMS = {"mobile": "Mobile app", "web": "Web app", "erp": "Accounting"}
Context = ContextTypes.DEFAULT_TYPE

tickets: dict[int, dict[str, Any]] = {}


async def start(update: Update, context: Context) -> int:
    context.user_data.clear()
    keyboard = [[InlineKeyboardButton(name, callback_data=key)] for key, name in SUBSYSTEMS.items()]
    await update.message.reply_text(
        "Hello! Which part of the product is it about?", reply_markup=InlineKeyboardMarkup(keyboard)
    )
    return SUBSYSTEM


async def subsystem(update: Update, context: Context) -> int:
    query = update.callback_query
    await query.answer()
    context.user_data["subsystem"] = query.data
    await query.edit_message_text(f"{SUBSYSTEMS[query.data]}. In a few words, what is wrong?")
    return TOPIC


async def topic(update: Update, context: Context) -> int:
    context.user_data["topic"] = update.message.text
    await update.message.reply_text("What happens? Please describe it.")
    return DESCRIPTION


async def description(update: Update, context: Context) -> int:
    context.user_data["description"] = update.message.text
    await update.message.reply_text("How can we see it ourselves, step by step?")
    return STEPS


async def steps(update: Update, context: Context) -> int:
    context.user_data["steps"] = update.message.text
    await update.message.reply_text("What did you expect to happen?")
    return EXPECTED


async def expected(update: Update, context: Context) -> int:
    context.user_data["expected_result"] = update.message.text
    await update.message.reply_text("Please describe what a screenshot would show, or /skip.")
    return SCREENSHOT


async def screenshot(update: Update, context: Context) -> int:
    context.user_data["screenshot"] = update.message.text
    return await finish(update, context)


async def skip(update: Update, context: Context) -> int:
    context.user_data["screenshot"] = None
    return await finish(update, context)


async def finish(update: Update, context: Context) -> int:
    number = len(tickets) + 1
    tickets[number] = {"requester": update.effective_user.id, **context.user_data}
    await update.message.reply_text(f"Thank you! Your request is #{number}, we will write to you here.")
    return ConversationHandler.END


async def cancel(update: Update, context: Context) -> int:
    await update.message.reply_text("Cancelled.")
    return ConversationHandler.END


def conversation() -> ConversationHandler:
    """A state per question."""
    words = filters.TEXT & ~filters.COMMAND
    return ConversationHandler(
        entry_points=[CommandHandler("start", start)],
        states={
            SUBSYSTEM: [CallbackQueryHandler(subsystem)],
            TOPIC: [MessageHandler(words, topic)],
            DESCRIPTION: [MessageHandler(words, description)],
            STEPS: [MessageHandler(words, steps)],
            EXPECTED: [MessageHandler(words, expected)],
            SCREENSHOT: [MessageHandler(words, screenshot), CommandHandler("skip", skip)],
        },
        fallbacks=[CommandHandler("cancel", cancel)],
    )


async def serve_with_starlette(builder: ApplicationBuilder, port: int, secret: str) -> None:
    """An Application without updater, fed from a Starlette route; ends with uvicorn, at SIGTERM."""
    bot = builder.updater(None).build()
    bot.add_handler(conversation())

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


def main(mode: str) -> None:
    """Run until SIGTERM; `mode` is webhook, starlette or polling."""
    logging.basicConfig(level=logging.WARNING)
    base_url = f"{os.environ['TELEGRAM_API_URL']}/bot"
    builder = Application.builder().token(os.environ["TELEGRAM_BOT_TOKEN"]).base_url(base_url)
    if mode == "starlette":
        port, secret = int(os.environ["PLAIN_PORT"]), os.environ["PLAIN_SECRET"]
        asyncio.run(serve_with_starlette(builder, port, secret))
        return
    bot = builder.build()
    bot.add_handler(conversation())
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


if __name__ == "__main__":
    main(sys.argv[1])
