"""getUpdates: what arrives, what confirms it, how long it waits and lives."""

from __future__ import annotations

import asyncio

import pytest
import telegram as ptb
from telegram.error import Conflict, NetworkError

from playground.serve import Server
from playground.telegram import BotAccount, Person, Telegram

from .conftest import Clock, bot_at, take


async def test_updates_come_in_order_and_stay_until_they_are_confirmed(bot: ptb.Bot, ann: Person) -> None:
    for word in ("one", "two", "three"):
        await ann.says(word)
    first = await bot.get_updates()
    again = await bot.get_updates(offset=first[1].update_id)
    assert [update.message.text for update in first if update.message] == ["one", "two", "three"]
    assert [update.message.text for update in again if update.message] == ["two", "three"]
    assert [update.update_id - first[0].update_id for update in first] == [0, 1, 2]
    assert await bot.get_updates(offset=first[2].update_id + 1) == ()
    assert await bot.get_updates() == ()


async def test_a_negative_offset_forgets_all_but_the_last(bot: ptb.Bot, ann: Person) -> None:
    for word in ("one", "two", "three"):
        await ann.says(word)
    (last,) = await bot.get_updates(offset=-1)
    assert last.message is not None
    assert last.message.text == "three"
    assert len(await bot.get_updates()) == 1


async def test_the_limit_holds(bot: ptb.Bot, ann: Person) -> None:
    for word in ("one", "two", "three"):
        await ann.says(word)
    assert len(await bot.get_updates(limit=2)) == 2


async def test_a_long_poll_is_woken_by_a_message(bot: ptb.Bot, telegram: Telegram, ann: Person) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=30))
    await telegram.changes.wait(lambda: telegram.polled(telegram.bots[0]))
    await ann.says("Good morning")
    (update,) = await poll
    assert update.message is not None
    assert update.message.text == "Good morning"


async def test_the_older_of_two_pollers_is_sent_away(bot: ptb.Bot, telegram: Telegram, server: Server) -> None:
    older = asyncio.create_task(bot.get_updates(timeout=30))
    await telegram.changes.wait(lambda: telegram.polled(telegram.bots[0]))
    async with bot_at(server.url) as other:
        await other.get_updates()
    with pytest.raises(Conflict, match="terminated by other getUpdates request"):
        await older


async def test_no_polling_beside_a_webhook(bot: ptb.Bot, telegram: Telegram) -> None:
    waiting = asyncio.create_task(bot.get_updates(timeout=30))
    await telegram.changes.wait(lambda: telegram.polled(telegram.bots[0]))
    await bot.set_webhook("https://desk.example/telegram/webhook")
    with pytest.raises(Conflict, match="terminated by setWebhook request"):
        await waiting
    with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
        await bot.get_updates()
    await bot.delete_webhook()
    assert await bot.get_updates() == ()


async def test_a_message_lives_a_day_and_a_press_150_seconds(bot: ptb.Bot, ann: Person, clock: Clock) -> None:
    await ann.starts()
    keyboard = ptb.InlineKeyboardMarkup.from_button(ptb.InlineKeyboardButton("Yes", callback_data="yes"))
    await bot.send_message(ann.id, "Solved?", reply_markup=keyboard)
    await ann.presses("Yes")
    clock.move(149)
    assert len(await bot.get_updates()) == 2
    clock.move(1)
    (message,) = await bot.get_updates()
    assert message.message is not None
    clock.move(24 * 3600)
    assert await bot.get_updates() == ()


async def test_what_is_older_than_a_day_never_arrives(bot: ptb.Bot, ann: Person, clock: Clock) -> None:
    await ann.says("from last week", date=int(clock()) - 7 * 24 * 3600)
    await ann.says("from an hour ago", date=int(clock()) - 3600)
    assert [update.message.text for update in await take(bot) if update.message] == ["from an hour ago"]


async def test_allowed_updates_are_kept_until_they_are_named_again(bot: ptb.Bot, ann: Person) -> None:
    await bot.get_updates(allowed_updates=["edited_message"])
    message = await ann.says("Helo")
    await ann.edits(message, "Hello")
    (update,) = await take(bot)
    assert update.edited_message is not None
    assert update.edited_message.text == "Hello"
    await ann.says("unheard, since the choice stays")
    assert await take(bot) == []
    await bot.get_updates(allowed_updates=[])
    await ann.says("heard")
    assert len(await take(bot)) == 1


async def test_any_raw_update_can_be_pushed(bot: ptb.Bot, telegram: Telegram, desk: BotAccount) -> None:
    telegram.push_update({"shiny_new_kind": {"from": {"id": 1}}}, desk)
    (update,) = await bot.get_updates()
    assert update.api_kwargs == {"shiny_new_kind": {"from": {"id": 1}}}


async def test_updates_can_be_made_to_arrive_twice(bot: ptb.Bot, telegram: Telegram, ann: Person) -> None:
    telegram.faults.duplicate_updates(1)
    await ann.says("one")
    await ann.says("two")
    one, two = await bot.get_updates()
    (again,) = await bot.get_updates(offset=two.update_id + 1)
    assert again.update_id == one.update_id
    assert await bot.get_updates(offset=two.update_id + 1) == ()


async def test_when_telegram_is_down_connections_break(bot: ptb.Bot, telegram: Telegram, ann: Person) -> None:
    telegram.down = True
    with pytest.raises(NetworkError):
        await bot.get_me()
    telegram.down = False
    polling = asyncio.create_task(bot.get_updates(timeout=30))
    await telegram.changes.wait(lambda: telegram.parts.updates._polls, 5)
    telegram.down = True
    await ann.says("still there?")
    with pytest.raises(NetworkError):
        await polling
    telegram.down = False
    assert len(await bot.get_updates()) == 1


async def test_a_message_in_a_blocked_chat_is_not_written_and_blocking_is_told(
    bot: ptb.Bot, ann: Person, desk: BotAccount
) -> None:
    await ann.starts(desk)
    await ann.blocks()
    await ann.unblocks(desk)
    _, blocked, unblocked = [update.my_chat_member for update in await take(bot)]
    assert blocked is not None
    assert unblocked is not None
    assert (blocked.old_chat_member.status, blocked.new_chat_member.status) == ("member", "kicked")
    assert unblocked.new_chat_member.status == "member"
    assert blocked.from_user.id == ann.id
