"""The plain bot of the comparison: the same six answers with python-telegram-bot's ConversationHandler.

As its tutorials teach: an Application, a ConversationHandler with a state per question, the answers in `user_data`,
the tickets in a dict in memory. It keeps nothing over a restart. Written for this benchmark.

It leaves used keyboards in the chat and has no Back, menu or preview; plain_same_bot.py has.
"""

# A tutorial doesn't narrow the library's many Optional attributes, so neither does this bot.
# mypy: disable-error-code="union-attr, index, dict-item, type-arg"

from __future__ import annotations

import sys
from typing import Any

from plain_serving import serve
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import (
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


if __name__ == "__main__":
    serve(conversation(), sys.argv[1])
