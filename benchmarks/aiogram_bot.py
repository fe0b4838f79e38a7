"""The third plain bot: aiogram's FSM, its state in Redis, its tickets in PostgreSQL, with Front Door's visible dialogue.

Written as aiogram's documentation teaches: a StatesGroup, a Router with filters, RedisStorage, `SimpleRequestHandler` in
an aiohttp application for the webhook, else `start_polling`; asyncpg for the tickets. Menu, hints, Back, Cancel, Skip and
preview are plain_same_bot.py's, with the same calls. Unlike that one it goes on after a restart; a ticket is committed when
it is sent, an answer only as well as Redis keeps it.

Environment: TELEGRAM_BOT_TOKEN, TELEGRAM_API_URL, REDIS_URL, DATABASE_URL; PLAIN_PORT and PLAIN_SECRET for the webhook.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import sys
from typing import Any

import asyncpg
import same_words
from aiogram import Bot, Dispatcher, F, Router
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.filters import Command, CommandStart, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.memory import SimpleEventIsolation
from aiogram.fsm.storage.redis import RedisStorage
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message, User
from aiogram.webhook.aiohttp_server import SimpleRequestHandler, setup_application
from aiohttp import web
from same_words import CHANGE, KIND, KINDS, PREVIEW, QUESTIONS, SCREENSHOT, SUBSYSTEM, SUBSYSTEMS

Data = dict[str, Any]
Keyboard = list[list[InlineKeyboardButton]]
TABLE = "CREATE TABLE IF NOT EXISTS ticket (id serial PRIMARY KEY, requester bigint, kind text, answers jsonb)"


class Intake(StatesGroup):
    """A state for each question, in the order of same_words.py's numbers."""

    kind = State()
    subsystem = State()
    topic = State()
    description = State()
    steps = State()
    expected = State()
    screenshot = State()
    preview = State()
    change = State()


STATES = Intake.__states__
TEXTS = (Intake.topic, Intake.description, Intake.steps, Intake.expected)
router = Router()


def button(label: str, data: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(text=label, callback_data=data)


BACK, CANCEL, SKIP = button("Back", "back"), button("Cancel", "cancel"), button("Skip", "skip")


# ---------------------------------------------------------------- questions


async def put(chat: Message, state: FSMContext, data: Data, asked: int, text: str, keyboard: Keyboard) -> None:
    """Sends a question and remembers its message, whose keyboard goes once it is answered."""
    message = await chat.answer(text, reply_markup=InlineKeyboardMarkup(inline_keyboard=keyboard))
    data["asked"], data["question"] = asked, message.message_id
    await state.set_state(STATES[asked])
    await state.set_data(data)


async def menu(chat: Message, state: FSMContext, data: Data, greeting: str = "") -> None:
    keyboard = [[button(name, key)] for key, (name, _) in KINDS.items()]
    await put(chat, state, data, KIND, greeting + same_words.menu_of_kinds(), [*keyboard, [CANCEL]])


async def ask(chat: Message, state: FSMContext, data: Data, asked: int) -> None:
    text = same_words.question(asked, data["answers"].get(str(asked)))
    choices = [[button(name, key)] for key, name in SUBSYSTEMS.items()] if asked == SUBSYSTEM else []
    last = [SKIP, BACK, CANCEL] if QUESTIONS[asked].optional else [BACK, CANCEL]
    await put(chat, state, data, asked, text, [*choices, last])


async def preview(chat: Message, state: FSMContext, data: Data, user: User) -> None:
    answers = {number: data["answers"].get(str(number)) for number in QUESTIONS}
    text = same_words.preview(data["kind"], answers, user.full_name)
    keyboard = [[button("Send", "send"), button("Change", "change"), CANCEL]]
    await put(chat, state, data, PREVIEW, text, keyboard)


async def go_on(chat: Message, state: FSMContext, data: Data, user: User) -> None:
    """The next question, or the preview after the last one and after a change."""
    if data.pop("changing", False) or data["asked"] == SCREENSHOT:
        await preview(chat, state, data, user)
    else:
        await ask(chat, state, data, data["asked"] + 1)


async def take_off_buttons(event: Message | CallbackQuery, data: Data) -> None:
    """The question was answered: its keyboard goes."""
    if isinstance(event, CallbackQuery):
        await event.answer()
        await event.message.edit_reply_markup()
    else:
        await event.bot.edit_message_reply_markup(chat_id=event.chat.id, message_id=data["question"])


async def show_choice(press: CallbackQuery, text: str) -> None:
    """A choice was made: the question becomes it, without its keyboard."""
    await press.answer()
    await press.message.edit_text(text)


# ---------------------------------------------------------------- answers


@router.message(CommandStart())
async def start(message: Message, state: FSMContext) -> None:
    if former := await state.get_data():
        await take_off_buttons(message, former)
    await menu(message, state, {"answers": {}}, same_words.greeting(message.from_user.full_name))


@router.callback_query(Intake.kind, F.data.in_(KINDS))
async def kind(press: CallbackQuery, state: FSMContext) -> None:
    data = await state.get_data()
    data["kind"] = press.data
    await show_choice(press, f"You chose <b>{KINDS[press.data][0]}</b>")
    await ask(press.message, state, data, SUBSYSTEM)


@router.callback_query(Intake.subsystem, F.data.in_(SUBSYSTEMS))
async def subsystem(press: CallbackQuery, state: FSMContext) -> None:
    data = await state.get_data()
    data["answers"][str(SUBSYSTEM)] = SUBSYSTEMS[press.data]
    await show_choice(press, f"Subsystem: <b>{SUBSYSTEMS[press.data]}</b>")
    await go_on(press.message, state, data, press.from_user)


@router.message(StateFilter(*TEXTS), F.text, ~F.text.startswith("/"))
async def words(message: Message, state: FSMContext) -> None:
    data = await state.get_data()
    data["answers"][str(data["asked"])] = message.text
    await take_off_buttons(message, data)
    await go_on(message, state, data, message.from_user)


@router.message(Intake.screenshot, F.photo | F.document)
async def screenshot(message: Message, state: FSMContext) -> None:
    data = await state.get_data()
    data["answers"][str(SCREENSHOT)] = "1 file"
    data["file"] = (message.photo[-1] if message.photo else message.document).file_id
    await take_off_buttons(message, data)
    await go_on(message, state, data, message.from_user)


@router.message(Intake.screenshot, F.text, ~F.text.startswith("/"))
async def wants_a_file(message: Message) -> None:
    await message.reply(same_words.A_FILE_PLEASE)


@router.callback_query(Intake.screenshot, F.data == "skip")
async def skip(press: CallbackQuery, state: FSMContext) -> None:
    data = await state.get_data()
    data["answers"][str(SCREENSHOT)] = None
    await take_off_buttons(press, data)
    await go_on(press.message, state, data, press.from_user)


@router.callback_query(StateFilter(*STATES[SUBSYSTEM : SCREENSHOT + 1], Intake.change), F.data == "back")
async def back(press: CallbackQuery, state: FSMContext) -> None:
    """One question back; from the first to the kinds, from a change to the preview."""
    data = await state.get_data()
    await take_off_buttons(press, data)
    if data["asked"] == CHANGE or data.pop("changing", False):
        await preview(press.message, state, data, press.from_user)
    elif data["asked"] == SUBSYSTEM:
        await menu(press.message, state, data)
    else:
        await ask(press.message, state, data, data["asked"] - 1)


# ---------------------------------------------------------------- the end


@router.callback_query(Intake.preview, F.data == "change")
async def change(press: CallbackQuery, state: FSMContext) -> None:
    data = await state.get_data()
    await take_off_buttons(press, data)
    keyboard = [[button(question.name, str(number))] for number, question in QUESTIONS.items()]
    await put(press.message, state, data, CHANGE, same_words.WHICH_ANSWER, [*keyboard, [BACK]])


@router.callback_query(Intake.change, F.data.in_({str(number) for number in QUESTIONS}))
async def redo(press: CallbackQuery, state: FSMContext) -> None:
    data = await state.get_data()
    await take_off_buttons(press, data)
    data["changing"] = True
    await ask(press.message, state, data, int(press.data))


@router.callback_query(Intake.preview, F.data == "send")
async def send(press: CallbackQuery, state: FSMContext, pool: asyncpg.Pool) -> None:
    data = await state.get_data()
    number = await pool.fetchval(
        "INSERT INTO ticket (requester, kind, answers) VALUES ($1, $2, $3) RETURNING id",
        *(press.from_user.id, data["kind"], json.dumps(data["answers"])),
    )
    await take_off_buttons(press, data)
    await press.message.answer(same_words.receipt(f"BEN-{number}"))
    await state.clear()


@router.callback_query(StateFilter(*STATES), F.data == "cancel")
async def cancel(press: CallbackQuery, state: FSMContext) -> None:
    await take_off_buttons(press, {})
    await state.clear()
    await press.message.answer(same_words.CANCELLED)


@router.message(Command("cancel"), StateFilter(*STATES))
async def cancel_by_command(message: Message, state: FSMContext) -> None:
    await take_off_buttons(message, await state.get_data())
    await state.clear()
    await message.answer(same_words.CANCELLED)


@router.callback_query()
async def already_answered(press: CallbackQuery) -> None:
    await press.answer(same_words.ALREADY_ANSWERED)


# ---------------------------------------------------------------- serving


async def prepare(dispatcher: Dispatcher) -> None:
    """The tickets' table, and connections to it for the handlers."""
    pool = await asyncpg.create_pool(os.environ["DATABASE_URL"])
    await pool.execute(TABLE)
    dispatcher["pool"] = pool


async def poll(bot: Bot, dispatcher: Dispatcher) -> None:
    await prepare(dispatcher)
    await dispatcher.start_polling(bot)


def listen(bot: Bot, dispatcher: Dispatcher) -> None:
    """A webhook in an aiohttp application, until SIGTERM."""
    port, secret = int(os.environ["PLAIN_PORT"]), os.environ["PLAIN_SECRET"]

    @dispatcher.startup()
    async def on_startup(bot: Bot, dispatcher: Dispatcher) -> None:
        await prepare(dispatcher)
        await bot.set_webhook(f"http://127.0.0.1:{port}/telegram", secret_token=secret)

    app = web.Application()
    SimpleRequestHandler(dispatcher=dispatcher, bot=bot, secret_token=secret).register(app, path="/telegram")
    setup_application(app, dispatcher, bot=bot)
    web.run_app(app, host="127.0.0.1", port=port, print=None)


def main(mode: str) -> None:
    """`mode` is webhook or polling."""
    logging.basicConfig(level=logging.WARNING)
    session = AiohttpSession(api=TelegramAPIServer.from_base(os.environ["TELEGRAM_API_URL"]))
    properties = DefaultBotProperties(parse_mode=ParseMode.HTML)
    bot = Bot(os.environ["TELEGRAM_BOT_TOKEN"], session=session, default=properties)
    storage = RedisStorage.from_url(os.environ["REDIS_URL"])
    # Without it a quick answer overtakes the state of the question it answers: updates are handled as tasks.
    dispatcher = Dispatcher(storage=storage, events_isolation=SimpleEventIsolation())
    dispatcher.include_router(router)
    if mode == "polling":
        asyncio.run(poll(bot, dispatcher))
    else:
        listen(bot, dispatcher)


if __name__ == "__main__":
    main(sys.argv[1])
