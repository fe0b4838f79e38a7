"""The second plain bot: python-telegram-bot's ConversationHandler again, with Front Door's visible dialogue.

The kinds as buttons with a hint, the six questions with their progress, a line of help and working Back, Cancel and
Skip buttons, a preview with Send, Change and Cancel, a receipt. An answered question loses its keyboard, a chosen one
shows the choice. Answers and tickets are in memory, answers aren't checked, quick messages aren't joined, and no agent
hears of it. Written for this benchmark; its words are Front Door's English ones (same_words.py), so that persona.py leads
both.
"""

# A tutorial doesn't narrow the library's many Optional attributes, so neither does this bot.
# mypy: disable-error-code="union-attr, index, arg-type, dict-item, list-item, type-arg"

from __future__ import annotations

import sys
from typing import Any

import same_words
from plain_serving import serve
from same_words import (
    CHANGE,
    DESCRIPTION,
    EXPECTED,
    KIND,
    KINDS,
    PREVIEW,
    QUESTIONS,
    SCREENSHOT,
    STEPS,
    SUBSYSTEM,
    SUBSYSTEMS,
    TOPIC,
)
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.constants import ParseMode
from telegram.ext import (
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    MessageHandler,
    filters,
)

Context = ContextTypes.DEFAULT_TYPE
Keyboard = list[list[InlineKeyboardButton]]

tickets: dict[str, dict[str, Any]] = {}


def button(label: str, data: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=data)


BACK, CANCEL, SKIP = button("Back", "back"), button("Cancel", "cancel"), button("Skip", "skip")


# ---------------------------------------------------------------- questions


async def put(update: Update, context: Context, state: int, text: str, keyboard: Keyboard) -> int:
    """Sends a question and remembers its message, whose keyboard goes once it is answered."""
    markup = InlineKeyboardMarkup(keyboard)
    message = await update.effective_chat.send_message(text, parse_mode=ParseMode.HTML, reply_markup=markup)
    context.user_data["asked"] = state
    context.user_data["question"] = message.message_id
    return state


async def menu(update: Update, context: Context, greeting: str = "") -> int:
    keyboard = [[button(name, key)] for key, (name, _) in KINDS.items()]
    return await put(update, context, KIND, greeting + same_words.menu_of_kinds(), [*keyboard, [CANCEL]])


async def ask(update: Update, context: Context, state: int) -> int:
    text = same_words.question(state, context.user_data["answers"].get(state))
    choices = [[button(name, key)] for key, name in SUBSYSTEMS.items()] if state == SUBSYSTEM else []
    last = [SKIP, BACK, CANCEL] if QUESTIONS[state].optional else [BACK, CANCEL]
    return await put(update, context, state, text, [*choices, last])


async def preview(update: Update, context: Context) -> int:
    data = context.user_data
    text = same_words.preview(data["kind"], data["answers"], update.effective_user.full_name)
    keyboard = [[button("Send", "send"), button("Change", "change"), CANCEL]]
    return await put(update, context, PREVIEW, text, keyboard)


async def go_on(update: Update, context: Context) -> int:
    """The next question, or the preview after the last one and after a change."""
    state: int = context.user_data["asked"]
    if context.user_data.pop("changing", False) or state == SCREENSHOT:
        return await preview(update, context)
    return await ask(update, context, state + 1)


async def take_off_buttons(update: Update, context: Context) -> None:
    """The question was answered: its keyboard goes."""
    if update.callback_query:
        await update.callback_query.answer()
        await update.callback_query.edit_message_reply_markup()
    else:
        await context.bot.edit_message_reply_markup(update.effective_chat.id, context.user_data["question"])


async def show_choice(update: Update, text: str) -> None:
    """A choice was made: the question becomes it, without its keyboard."""
    await update.callback_query.answer()
    await update.callback_query.edit_message_text(text, parse_mode=ParseMode.HTML)


# ---------------------------------------------------------------- answers


async def start(update: Update, context: Context) -> int:
    context.user_data.clear()
    context.user_data["answers"] = {}
    return await menu(update, context, same_words.greeting(update.effective_user.full_name))


async def start_anew(update: Update, context: Context) -> int:
    await take_off_buttons(update, context)
    return await start(update, context)


async def kind(update: Update, context: Context) -> int:
    context.user_data["kind"] = update.callback_query.data
    name, _ = KINDS[update.callback_query.data]
    await show_choice(update, f"You chose <b>{name}</b>")
    return await ask(update, context, SUBSYSTEM)


async def subsystem(update: Update, context: Context) -> int:
    name = SUBSYSTEMS[update.callback_query.data]
    context.user_data["answers"][SUBSYSTEM] = name
    await show_choice(update, f"Subsystem: <b>{name}</b>")
    return await go_on(update, context)


async def words(update: Update, context: Context) -> int:
    context.user_data["answers"][context.user_data["asked"]] = update.message.text
    await take_off_buttons(update, context)
    return await go_on(update, context)


async def screenshot(update: Update, context: Context) -> int:
    file = update.message.photo[-1] if update.message.photo else update.message.document
    context.user_data["answers"][SCREENSHOT] = "1 file"
    context.user_data["file"] = file.file_id
    await take_off_buttons(update, context)
    return await go_on(update, context)


async def wants_a_file(update: Update, context: Context) -> int:
    await update.message.reply_text(same_words.A_FILE_PLEASE)
    return SCREENSHOT


async def skip(update: Update, context: Context) -> int:
    context.user_data["answers"][SCREENSHOT] = None
    await take_off_buttons(update, context)
    return await go_on(update, context)


async def back(update: Update, context: Context) -> int:
    """One question back; from the first to the kinds, from a change to the preview."""
    await take_off_buttons(update, context)
    state: int = context.user_data["asked"]
    if state == CHANGE or context.user_data.pop("changing", False):
        return await preview(update, context)
    if state == SUBSYSTEM:
        return await menu(update, context)
    return await ask(update, context, state - 1)


# ---------------------------------------------------------------- the end


async def change(update: Update, context: Context) -> int:
    await take_off_buttons(update, context)
    keyboard = [[button(question.name, str(state))] for state, question in QUESTIONS.items()]
    return await put(update, context, CHANGE, same_words.WHICH_ANSWER, [*keyboard, [BACK]])


async def redo(update: Update, context: Context) -> int:
    await take_off_buttons(update, context)
    context.user_data["changing"] = True
    return await ask(update, context, int(update.callback_query.data))


async def send(update: Update, context: Context) -> int:
    reference = f"BEN-{len(tickets) + 1}"
    tickets[reference] = {"requester": update.effective_user.id, **context.user_data}
    await take_off_buttons(update, context)
    await update.effective_chat.send_message(same_words.receipt(reference), parse_mode=ParseMode.HTML)
    return ConversationHandler.END


async def cancel(update: Update, context: Context) -> int:
    await take_off_buttons(update, context)
    context.user_data.clear()
    await update.effective_chat.send_message(same_words.CANCELLED)
    return ConversationHandler.END


async def already_answered(update: Update, context: Context) -> None:
    await update.callback_query.answer(same_words.ALREADY_ANSWERED)


def conversation() -> ConversationHandler:
    """A state per question, each with its buttons."""
    answer = MessageHandler(filters.TEXT & ~filters.COMMAND, words)
    to_back = CallbackQueryHandler(back, "^back$")
    to_cancel = CallbackQueryHandler(cancel, "^cancel$")
    return ConversationHandler(
        entry_points=[CommandHandler("start", start)],
        states={
            KIND: [CallbackQueryHandler(kind, f"^({'|'.join(KINDS)})$"), to_cancel],
            SUBSYSTEM: [CallbackQueryHandler(subsystem, f"^({'|'.join(SUBSYSTEMS)})$"), to_back, to_cancel],
            TOPIC: [answer, to_back, to_cancel],
            DESCRIPTION: [answer, to_back, to_cancel],
            STEPS: [answer, to_back, to_cancel],
            EXPECTED: [answer, to_back, to_cancel],
            SCREENSHOT: [
                MessageHandler(filters.PHOTO | filters.Document.ALL, screenshot),
                MessageHandler(filters.TEXT & ~filters.COMMAND, wants_a_file),
                CallbackQueryHandler(skip, "^skip$"),
                to_back,
                to_cancel,
            ],
            PREVIEW: [CallbackQueryHandler(send, "^send$"), CallbackQueryHandler(change, "^change$"), to_cancel],
            CHANGE: [CallbackQueryHandler(redo, r"^\d$"), to_back],
        },
        fallbacks=[
            CommandHandler("start", start_anew),
            CommandHandler("cancel", cancel),
            CallbackQueryHandler(already_answered),
        ],
    )


if __name__ == "__main__":
    serve(conversation(), sys.argv[1])
