"""Inline keyboards: what may be sent, what a press does, how it is answered."""

from __future__ import annotations

import pytest
import telegram as ptb
from telegram.error import BadRequest

from playground.changes import NotSeen
from playground.telegram import Answer, CannotDo, Person, Telegram

from .conftest import Clock, take


def keyboard(*labels: str, data: str | None = None) -> ptb.InlineKeyboardMarkup:
    """One row of buttons; each one's data is its label unless told otherwise."""
    return ptb.InlineKeyboardMarkup(
        [[ptb.InlineKeyboardButton(label, callback_data=data or label) for label in labels]]
    )


async def pressed(bot: ptb.Bot) -> ptb.CallbackQuery:
    query = (await take(bot))[-1].callback_query
    assert query is not None
    return query


async def test_a_press_reaches_the_bot_and_its_answer_the_person(bot: ptb.Bot, ann: Person) -> None:
    await ann.starts()
    await bot.send_message(ann.id, "Was your problem solved?", reply_markup=keyboard("✅ Yes", "Not quite"))
    press = await ann.presses("Yes")
    query = await pressed(bot)
    assert (query.data, query.from_user.id) == ("✅ Yes", ann.id)
    assert isinstance(query.message, ptb.Message)
    assert query.message.text == "Was your problem solved?"
    await query.answer("Thank you", show_alert=True)
    assert await press.answered() == Answer("Thank you", alert=True)
    await query.edit_message_reply_markup(None)
    assert ann.chat[-1].get("reply_markup") is None
    assert ann.view()["messages"][-1]["edited"] is False


async def test_a_silent_answer_is_none(bot: ptb.Bot, ann: Person) -> None:
    await ann.starts()
    await bot.send_message(ann.id, "Ready?", reply_markup=keyboard("Yes"))
    press = await ann.presses("Yes")
    await (await pressed(bot)).answer()
    assert await press.answered() is None


async def test_the_newest_message_with_the_label_is_pressed(bot: ptb.Bot, ann: Person) -> None:
    await ann.starts()
    await bot.send_message(ann.id, "First", reply_markup=keyboard("Yes", data="first"))
    await bot.send_message(ann.id, "Second", reply_markup=keyboard("Yes", data="second"))
    first = ann.chat[-2]
    assert (await ann.presses("Yes")).data == "second"
    assert (await ann.presses("first")).data == "first"
    assert (await ann.presses("Yes", first)).data == "first"


async def test_a_button_that_is_not_there_names_those_that_are(bot: ptb.Bot, ann: Person) -> None:
    await ann.starts()
    await bot.send_message(ann.id, "Ready?", reply_markup=keyboard("Yes", "No"))
    with pytest.raises(CannotDo, match="no button 'Maybe'; there are: Yes, No"):
        await ann.presses("Maybe")


async def test_a_forged_press_carries_any_data(bot: ptb.Bot, ann: Person) -> None:
    await ann.starts()
    await bot.send_message(ann.id, "No buttons here")
    await ann.forged_press("close:HRB-12")
    assert (await pressed(bot)).data == "close:HRB-12"


async def test_an_answer_comes_once_and_in_time(bot: ptb.Bot, ann: Person, clock: Clock) -> None:
    await ann.starts()
    await bot.send_message(ann.id, "Ready?", reply_markup=keyboard("Yes"))
    await ann.presses("Yes")
    query = await pressed(bot)
    await query.answer()
    with pytest.raises(BadRequest, match="Query is too old and response timeout expired or query id is invalid"):
        await query.answer()
    await ann.presses("Yes")
    late = await pressed(bot)
    clock.move(150)
    with pytest.raises(BadRequest, match="Query is too old"):
        await late.answer()


@pytest.mark.parametrize(
    ("markup", "why"),
    [
        (keyboard("Yes", data="я" * 33), "button_data_invalid"),
        (keyboard(*"123456789"), "reply_markup_too_long"),
        (ptb.InlineKeyboardMarkup(keyboard(*"1234567").inline_keyboard * 15), "reply_markup_too_long"),
        (keyboard(" ", data="blank"), "button text must be non-empty"),
        (ptb.InlineKeyboardMarkup([[ptb.InlineKeyboardButton("Yes")]]), "text buttons are unallowed"),
        (ptb.InlineKeyboardMarkup([[ptb.InlineKeyboardButton("Go", url="ftp://x")]]), "button_url_invalid"),
    ],
)
async def test_keyboards_that_are_refused(
    bot: ptb.Bot, ann: Person, markup: ptb.InlineKeyboardMarkup, why: str
) -> None:
    await ann.starts()
    with pytest.raises(BadRequest, match=f"(?i){why}"):
        await bot.send_message(ann.id, "Choose", reply_markup=markup)
    assert len(ann.chat) == 1


async def test_data_may_have_64_bytes_and_a_row_8_buttons(bot: ptb.Bot, ann: Person) -> None:
    await ann.starts()
    await bot.send_message(ann.id, "Choose", reply_markup=keyboard("Yes", data="я" * 32))
    await bot.send_message(ann.id, "Choose", reply_markup=keyboard(*"12345678"))
    assert [button["label"] for button in ann.view()["messages"][-1]["buttons"][0]] == list("12345678")


async def test_what_is_waited_for_in_vain_shows_the_chat(bot: ptb.Bot, ann: Person) -> None:
    await ann.starts()
    await bot.send_message(ann.id, "Good morning", reply_markup=keyboard("Begin"))
    with pytest.raises(
        NotSeen, match=r"'Good evening' was not seen in\n1 Ann: /start\n2 Harbor Desk: Good morning \[Begin\]"
    ):
        await ann.sees("Good evening", timeout=0)


async def test_a_reply_keyboard_is_shown_and_taken_away(bot: ptb.Bot, telegram: Telegram, ann: Person) -> None:
    await ann.starts()
    await bot.send_message(ann.id, "Choose", reply_markup=ptb.ReplyKeyboardMarkup([["One", "Two"]]))
    assert ann.view()["keyboard"] == [["One", "Two"]]
    await bot.send_message(ann.id, "Done", reply_markup=ptb.ReplyKeyboardRemove())
    assert ann.view()["keyboard"] is None
