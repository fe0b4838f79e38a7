"""Supergroups with forum topics: creation, sending, closing, deleting, rights, what members do."""

from __future__ import annotations

import pytest
import telegram as ptb
from telegram.error import BadRequest, Forbidden

from playground.telegram import BotAccount, Group, Person, Telegram

from .conftest import take


@pytest.fixture
def group(telegram: Telegram, desk: BotAccount, ann: Person) -> Group:
    """The agents' group, with Ann in it and the bot as administrator."""
    return telegram.add_supergroup("Harbor agents").add(ann).add_bot(desk)


async def test_a_topic_and_what_is_written_in_it(bot: ptb.Bot, ann: Person, group: Group) -> None:
    topic = await bot.create_forum_topic(group.id, "HRB-12 Billing")
    agent = ann.in_topic(group, topic.message_thread_id)
    card = await bot.send_message(group.id, "The card", message_thread_id=topic.message_thread_id)
    assert card.is_topic_message
    await agent.sees("The card")
    await agent.says("On it")
    await agent.says("Yes, that one", reply_to=await agent.sees("The card"))
    placed, created, said, replied = await take(bot)
    assert placed.my_chat_member is not None
    assert created.message is not None
    assert created.message.forum_topic_created is not None
    assert created.message.message_id == topic.message_thread_id
    assert said.message is not None
    assert said.message.message_thread_id == topic.message_thread_id
    assert said.message.reply_to_message is not None
    assert said.message.reply_to_message.forum_topic_created is not None
    assert replied.message is not None
    assert replied.message.reply_to_message is not None
    assert replied.message.reply_to_message.message_id == card.message_id


async def test_general_has_no_thread_id(bot: ptb.Bot, ann: Person, group: Group) -> None:
    await ann.in_topic(group).says("Hello all")
    message = (await take(bot))[-1].message
    assert message is not None
    assert message.message_thread_id is None
    assert not message.is_topic_message
    await bot.send_message(group.id, "Hello Ann")
    with pytest.raises(BadRequest, match="Message thread not found"):
        await bot.send_message(group.id, "Hello", message_thread_id=1)


async def test_a_deleted_topic_is_not_found_and_nobody_is_told(bot: ptb.Bot, ann: Person, group: Group) -> None:
    thread = group.open_topic(ann, "Made by a person")
    await take(bot)
    group.delete_topic(thread)
    assert await take(bot) == []
    with pytest.raises(BadRequest, match="Message thread not found"):
        await bot.send_message(group.id, "Anyone?", message_thread_id=thread)
    assert await bot.send_chat_action(group.id, "typing", message_thread_id=thread)
    with pytest.raises(BadRequest, match=r"(?i)topic_id_invalid"):
        await bot.close_forum_topic(group.id, thread)


async def test_closing_renaming_deleting(bot: ptb.Bot, ann: Person, group: Group) -> None:
    thread = (await bot.create_forum_topic(group.id, "HRB-12")).message_thread_id
    await take(bot)
    await bot.edit_forum_topic(group.id, thread, name="HRB-12 solved")
    with pytest.raises(BadRequest, match=r"(?i)topic_not_modified"):
        await bot.edit_forum_topic(group.id, thread, name="HRB-12 solved")
    await bot.close_forum_topic(group.id, thread)
    assert group.topics[thread]["closed"]
    await bot.send_message(group.id, "Whoever manages topics may still write", message_thread_id=thread)
    await bot.reopen_forum_topic(group.id, thread)
    edited, closed, reopened = [update.message for update in await take(bot)]
    assert edited is not None
    assert edited.forum_topic_edited is not None
    assert edited.forum_topic_edited.name == "HRB-12 solved"
    assert closed is not None
    assert closed.forum_topic_closed is not None
    assert reopened is not None
    assert reopened.forum_topic_reopened is not None
    assert (
        ann.in_topic(group, thread).view()["messages"][1]["service"]
        == "Harbor Desk renamed the topic to “HRB-12 solved”"
    )
    await bot.delete_forum_topic(group.id, thread)
    assert group.topics == {}


async def test_rights(bot: ptb.Bot, ann: Person, group: Group, desk: BotAccount) -> None:
    thread = group.open_topic(ann, "Theirs")
    message = await ann.in_topic(group, thread).says("Mine")
    group.add_bot(desk, "can_manage_chat")
    for refused in (
        bot.create_forum_topic(group.id, "HRB-13"),
        bot.pin_chat_message(group.id, message["message_id"]),
        bot.delete_message(group.id, message["message_id"]),
    ):
        with pytest.raises(BadRequest, match=r"(?i)not enough rights|can't be deleted"):
            await refused
    group.close_topic(ann, thread)
    with pytest.raises(BadRequest, match=r"(?i)topic_closed"):
        await bot.send_message(group.id, "Hello", message_thread_id=thread)
    group.remove_bot(desk)
    with pytest.raises(Forbidden, match="bot was kicked from the supergroup chat"):
        await bot.send_message(group.id, "Hello")


async def test_pins_are_told_by_a_service_message(bot: ptb.Bot, ann: Person, group: Group) -> None:
    card = await bot.send_message(group.id, "The card")
    await bot.pin_chat_message(group.id, card.message_id)
    message = (await take(bot))[-1].message
    assert message is not None
    assert isinstance(message.pinned_message, ptb.Message)
    assert message.pinned_message.text == "The card"
    chat = await bot.get_chat(group.id)
    assert chat.is_forum
    assert chat.pinned_message is not None
    await bot.unpin_chat_message(group.id)
    assert (await bot.get_chat(group.id)).pinned_message is None


async def test_members_and_administrators(bot: ptb.Bot, telegram: Telegram, ann: Person, group: Group) -> None:
    cal = telegram.person("Cal Doe")
    assert (await bot.get_chat_member(group.id, ann.id)).status == "member"
    assert (await bot.get_chat_member(group.id, cal.id)).status == "left"
    (admin,) = await bot.get_chat_administrators(group.id)
    assert isinstance(admin, ptb.ChatMemberAdministrator)
    assert admin.can_manage_topics
    assert not admin.can_promote_members


async def test_any_member_can_press_and_react(bot: ptb.Bot, telegram: Telegram, ann: Person, group: Group) -> None:
    await bot.get_updates(allowed_updates=["callback_query", "message_reaction"])
    cal = telegram.person("Cal Doe")
    group.add(cal)
    keyboard = ptb.InlineKeyboardMarkup.from_button(ptb.InlineKeyboardButton("🖐 Take", callback_data="take"))
    await bot.send_message(group.id, "HRB-12", reply_markup=keyboard)
    seat = cal.in_topic(group)
    await seat.presses("Take")
    await seat.reacts("👀", await seat.sees("HRB-12"))
    press, reaction = (await take(bot))[-2:]
    assert press.callback_query is not None
    assert press.callback_query.from_user.id == cal.id
    assert reaction.message_reaction is not None
    assert reaction.message_reaction.user is not None
    assert reaction.message_reaction.user.id == cal.id
    assert [kind.to_dict()["emoji"] for kind in reaction.message_reaction.new_reaction] == ["👀"]


async def test_message_ids_are_counted_per_group(bot: ptb.Bot, ann: Person, group: Group) -> None:
    await ann.says("in private")
    assert (await bot.send_message(group.id, "first here")).message_id == 1
    assert (await bot.send_message(ann.id, "second there")).message_id == 2
