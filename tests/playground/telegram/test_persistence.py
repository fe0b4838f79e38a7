"""A playground with a folder is found again as it was, also after a kill."""

from __future__ import annotations

from pathlib import Path

import telegram as ptb

from playground.serve import Server
from playground.telegram import Telegram

from .conftest import PNG, TOKEN, Clock, bot_at, take


async def test_everything_is_there_after_a_restart(tmp_path: Path, clock: Clock) -> None:
    before = Telegram(clock, tmp_path)
    desk = before.add_bot(TOKEN, "harbor_desk_bot", "Harbor Desk")
    ann = before.person("Ann Reyes", username="ann")
    group = before.add_supergroup("Agents").add(ann).add_bot(desk)
    async with Server(before.app) as server, bot_at(server.url) as bot:
        await ann.starts()
        await take(bot)
        keyboard = ptb.InlineKeyboardMarkup.from_button(ptb.InlineKeyboardButton("Yes", callback_data="yes"))
        await bot.send_message(ann.id, "Solved?", reply_markup=keyboard)
        photo = await ann.sends_photo(PNG)
        await ann.presses("Yes")
        await bot.set_message_reaction(ann.id, photo["message_id"], "👌")
        thread = (await bot.create_forum_topic(group.id, "HRB-12")).message_thread_id
    shown = before.person_view(ann, desk)

    # Nothing was closed or saved on purpose: the folder is what a kill would have left.
    after = Telegram(clock, tmp_path)
    desk = after.add_bot(TOKEN, "harbor_desk_bot", "Harbor Desk")
    ann = after.person("Ann Reyes", username="ann")
    assert {**after.person_view(ann, desk), "version": 0} == {**shown, "version": 0}
    assert after.groups[0].topics[thread]["name"] == "HRB-12"
    async with Server(after.app) as server, bot_at(server.url) as bot:
        photo_update, press_update, topic_update = await take(bot)
        assert press_update.callback_query is not None
        await press_update.callback_query.answer()
        assert photo_update.message is not None
        file = await photo_update.message.photo[-1].get_file()
        assert bytes(await file.download_as_bytearray()) == PNG
        assert topic_update.message is not None
        sent = await bot.send_message(ann.id, "Still here")
        assert sent.message_id == 4


async def test_a_webhook_goes_on_after_a_restart(tmp_path: Path, clock: Clock) -> None:
    before = Telegram(clock, tmp_path)
    before.add_bot(TOKEN)
    async with Server(before.app) as server, bot_at(server.url) as bot:
        await bot.set_webhook("https://desk.example/hook")
    after = Telegram(clock, tmp_path)
    after.add_bot(TOKEN)
    async with Server(after.app) as server, bot_at(server.url) as bot:
        assert (await bot.get_webhook_info()).url == "https://desk.example/hook"


async def test_without_a_folder_nothing_is_kept(clock: Clock) -> None:
    telegram = Telegram(clock)
    telegram.add_bot(TOKEN)
    assert Telegram(clock).bots == []
