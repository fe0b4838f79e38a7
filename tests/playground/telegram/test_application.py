"""A whole program of the real library, unchanged, against the playground."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
import telegram as ptb
from telegram.ext import Application, CallbackQueryHandler, CommandHandler, ContextTypes, MessageHandler, filters

from playground.serve import Server
from playground.telegram import BotAccount, Person, Telegram

from .conftest import PNG, TOKEN

Context = ContextTypes.DEFAULT_TYPE


async def greet(update: ptb.Update, context: Context) -> None:
    assert update.effective_message is not None
    button = ptb.InlineKeyboardButton("🐞 A defect", callback_data="defect")
    keyboard = ptb.InlineKeyboardMarkup.from_button(button)
    await update.effective_message.reply_text("What is it about?", reply_markup=keyboard)


async def choose(update: ptb.Update, context: Context) -> None:
    assert update.callback_query is not None
    await update.callback_query.answer()
    await update.callback_query.edit_message_text("Show us, please")


async def keep(update: ptb.Update, context: Context) -> None:
    assert update.effective_message is not None
    file = await update.effective_message.photo[-1].get_file()
    data = await file.download_as_bytearray()
    await update.effective_message.reply_text(f"{len(data)} bytes, thank you")


@pytest.fixture
async def program(server: Server) -> AsyncIterator[Application[Any, Any, Any, Any, Any, Any]]:
    application = (
        Application.builder().token(TOKEN).base_url(f"{server.url}/bot").base_file_url(f"{server.url}/file/bot").build()
    )
    application.add_handler(CommandHandler("start", greet))
    application.add_handler(CallbackQueryHandler(choose))
    application.add_handler(MessageHandler(filters.PHOTO, keep))
    async with application:
        await application.start()
        assert application.updater is not None
        await application.updater.start_polling()
        yield application
        await application.updater.stop()
        await application.stop()


@pytest.mark.usefixtures("program")
async def test_a_conversation_with_a_polling_application(ann: Person, desk: BotAccount) -> None:
    await ann.starts(desk)
    question = await ann.sees("What is it about?")
    press = await ann.presses("A defect")
    assert await press.answered() is None
    await ann.sees("Show us, please")
    assert await ann.sees_no_buttons(question)
    photo = await ann.sends_photo(PNG)
    await ann.sees(f"{len(PNG)} bytes, thank you", after=photo)


@pytest.mark.usefixtures("program")
async def test_two_people_do_not_see_each_other(telegram: Telegram, ann: Person) -> None:
    cal = telegram.person("Cal Doe")
    await ann.starts()
    await cal.starts()
    await ann.sees("What is it about?")
    await cal.sees("What is it about?")
    assert len(ann.chat) == len(cal.chat) == 2
