"""Texts, edits, replies, deletions, reactions, as the bot sends them and the person sees them."""

from __future__ import annotations

import pytest
import telegram as ptb
from telegram.error import BadRequest, Forbidden

from playground.telegram import Person, Telegram

from .conftest import Clock, take


async def test_start_with_a_payload_is_a_command(bot: ptb.Bot, ann: Person) -> None:
    await ann.starts(payload="product-7")
    (update,) = await take(bot)
    message = update.message
    assert message is not None
    assert message.text == "/start product-7"
    assert list(message.parse_entities([ptb.MessageEntity.BOT_COMMAND]).values()) == ["/start"]
    assert message.from_user is not None
    assert (message.from_user.full_name, message.from_user.language_code) == ("Ann Reyes", "es")
    assert message.chat_id == message.from_user.id


async def test_a_path_is_no_command(ann: Person) -> None:
    message = await ann.says("/etc/hosts and/or https://example.org/start, ask @harbor_desk_bot /help")
    text = message["text"]
    found = [(e["type"], text[e["offset"] : e["offset"] + e["length"]]) for e in message["entities"]]
    assert found == [
        ("url", "https://example.org/start"),
        ("mention", "@harbor_desk_bot"),
        ("bot_command", "/help"),
    ]


async def test_formatting_arrives_counted_in_utf16(bot: ptb.Bot, ann: Person) -> None:
    await ann.starts()
    sent = await bot.send_message(ann.id, "🛟 <b>Help &amp; hope</b>, <a href='x'>no</a>", parse_mode="HTML")
    assert sent.text == "🛟 Help & hope, no"
    assert [(e.type, e.offset, e.length) for e in sent.entities] == [("bold", 3, 11)]
    entities = [ptb.MessageEntity("italic", 0, 2)]
    sent = await bot.send_message(ann.id, "🛟 afloat", entities=entities)
    assert sent.parse_entities() == {sent.entities[0]: "🛟"}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a <b>bold claim", 'Can\'t find end tag corresponding to start tag "b"'),
        ("a <blink>claim</blink>", 'Unsupported start tag "blink" at byte offset 2'),
        ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("if a < b", "Unsupported start tag"),
        ("a</b>", "Unexpected end tag at byte offset 1"),
    ],
)
async def test_broken_html_is_refused(bot: ptb.Bot, ann: Person, text: str, why: str) -> None:
    await ann.starts()
    # The library lowers the case of what Telegram says.
    with pytest.raises(BadRequest, match="Can't parse entities") as refused:
        await bot.send_message(ann.id, text, parse_mode="HTML")
    assert why.lower() in refused.value.message


async def test_entities_must_lie_within_the_text(bot: ptb.Bot, ann: Person) -> None:
    await ann.starts()
    for offset, length in ((0, 9), (9, 1), (-1, 2), (0, 0), (1, 1)):
        with pytest.raises(BadRequest, match=r"(?i)entity"):
            await bot.send_message(ann.id, "🛟 ahoy", entities=[ptb.MessageEntity("bold", offset, length)])


async def test_a_text_has_1_to_4096_units_and_a_caption_1024(bot: ptb.Bot, ann: Person) -> None:
    await ann.starts()
    assert (await bot.send_message(ann.id, "🛟" * 2048)).text == "🛟" * 2048
    with pytest.raises(BadRequest, match="Message is too long"):
        await bot.send_message(ann.id, "🛟" * 2048 + "!")
    with pytest.raises(BadRequest, match="Message text is empty"):
        await bot.send_message(ann.id, "  \n ")
    await bot.send_document(ann.id, b"x", caption="c" * 1024)
    with pytest.raises(BadRequest, match="Message caption is too long"):
        await bot.send_document(ann.id, b"x", caption="c" * 1025)


async def test_a_persons_long_text_is_sent_in_parts(bot: ptb.Bot, ann: Person) -> None:
    await ann.says("w" * 5000)
    assert [len(update.message.text or "") for update in await take(bot) if update.message] == [4096, 904]


async def test_a_bot_edits_its_own_message(bot: ptb.Bot, ann: Person) -> None:
    await ann.starts()
    sent = await bot.send_message(ann.id, "Step 1 of 6")
    await bot.edit_message_text("Step 2 of 6", ann.id, sent.message_id)
    assert ann.chat[-1]["text"] == "Step 2 of 6"
    assert ann.view()["messages"][-1]["edited"] is True
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_text("Step 2 of 6", ann.id, sent.message_id)
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("mine now", ann.id, 1)
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("nothing", ann.id, 99)
    with pytest.raises(BadRequest, match="There is no caption in the message to edit"):
        await bot.edit_message_caption(ann.id, sent.message_id, caption="c")


async def test_a_persons_edit_is_told_only_when_the_words_change(bot: ptb.Bot, ann: Person, clock: Clock) -> None:
    message = await ann.says("It dont work")
    await take(bot)
    clock.move(5)
    await ann.edits(message, "It dont work")
    assert await take(bot) == []
    await ann.edits(message, "It doesn't work")
    (update,) = await take(bot)
    edited = update.edited_message
    assert edited is not None
    assert edited.text == "It doesn't work"
    assert edited.edit_date is not None
    assert (edited.edit_date - edited.date).total_seconds() == 5


async def test_replies_in_both_directions(bot: ptb.Bot, ann: Person) -> None:
    question = await ann.says("Where is my order?")
    answer = await bot.send_message(ann.id, "On its way", reply_parameters=ptb.ReplyParameters(question["message_id"]))
    assert answer.reply_to_message is not None
    assert answer.reply_to_message.text == "Where is my order?"
    assert ann.view()["messages"][-1]["reply"]["text"] == "Where is my order?"
    await ann.says("Thanks", reply_to=await ann.sees("On its way"))
    thanks = (await take(bot))[-1].message
    assert thanks is not None
    assert thanks.reply_to_message is not None
    assert thanks.reply_to_message.message_id == answer.message_id


async def test_a_reply_to_what_is_gone(bot: ptb.Bot, ann: Person) -> None:
    question = await ann.says("Never mind")
    await ann.deletes(question)
    gone = question["message_id"]
    with pytest.raises(BadRequest, match="Message to be replied not found"):
        await bot.send_message(ann.id, "?", reply_parameters=ptb.ReplyParameters(gone))
    lenient = ptb.ReplyParameters(gone, allow_sending_without_reply=True)
    assert (await bot.send_message(ann.id, "Anyway", reply_parameters=lenient)).reply_to_message is None


async def test_quotes_must_be_in_the_message(bot: ptb.Bot, ann: Person) -> None:
    question = await ann.says("🛟 Where is my order?")
    reply = ptb.ReplyParameters(question["message_id"], quote="my order")
    sent = await bot.send_message(ann.id, "This one", reply_parameters=reply)
    assert sent.quote is not None
    assert (sent.quote.text, sent.quote.position) == ("my order", 12)
    with pytest.raises(BadRequest, match=r"(?i)quote_text_invalid"):
        await bot.send_message(
            ann.id, "?", reply_parameters=ptb.ReplyParameters(question["message_id"], quote="your order")
        )


async def test_deleting(bot: ptb.Bot, ann: Person, clock: Clock) -> None:
    secret = await ann.says("my password is 1234")
    sent = await bot.send_message(ann.id, "Oops")
    await bot.delete_message(ann.id, secret["message_id"])
    await bot.delete_messages(ann.id, [sent.message_id, 99])
    assert ann.chat == []
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await bot.delete_message(ann.id, sent.message_id)
    old = await bot.send_message(ann.id, "For good")
    clock.move(48 * 3600)
    with pytest.raises(BadRequest, match="Message can't be deleted for everyone"):
        await bot.delete_message(ann.id, old.message_id)


async def test_a_persons_deletion_is_told_to_nobody(bot: ptb.Bot, ann: Person) -> None:
    message = await ann.says("Sent too early")
    await take(bot)
    await ann.deletes(message)
    assert await take(bot) == []
    assert ann.chat == []


async def test_reactions(bot: ptb.Bot, ann: Person) -> None:
    message = await ann.says("Hello")
    for emoji in ("👌", "🤷", "❤", "🤷‍♂️"):
        await bot.set_message_reaction(ann.id, message["message_id"], emoji)
        assert ann.chat[-1]["reactions"] == [emoji]
    with pytest.raises(BadRequest, match=r"(?i)reaction_invalid"):
        await bot.set_message_reaction(ann.id, message["message_id"], "✅")
    await bot.set_message_reaction(ann.id, message["message_id"], [])
    assert ann.view()["messages"][-1]["reactions"] == []


async def test_all_standard_reactions_are_known(bot: ptb.Bot, ann: Person) -> None:
    message = await ann.says("Hello")
    for emoji in ptb.constants.ReactionEmoji:
        assert await bot.set_message_reaction(ann.id, message["message_id"], emoji)


async def test_a_persons_reaction_in_a_private_chat_is_told_to_nobody(bot: ptb.Bot, ann: Person) -> None:
    await bot.get_updates(allowed_updates=["message", "message_reaction"])
    await ann.reacts("👍", await ann.says("Hello"))
    assert len(await take(bot)) == 1


async def test_copies_and_forwards(bot: ptb.Bot, telegram: Telegram, ann: Person) -> None:
    cal = telegram.person("Cal Doe")
    await cal.starts()
    message = await ann.says("Look at https://example.org")
    copy = await bot.copy_message(cal.id, ann.id, message["message_id"])
    assert cal.chat[-1]["text"] == "Look at https://example.org"
    assert cal.chat[-1]["message_id"] == copy.message_id
    forwarded = await bot.forward_message(cal.id, ann.id, message["message_id"])
    assert isinstance(forwarded.forward_origin, ptb.MessageOriginUser)
    assert forwarded.forward_origin.sender_user.id == ann.id
    await bot.edit_message_text("Look away", cal.id, copy.message_id)
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("Look away", cal.id, forwarded.message_id)
    with pytest.raises(BadRequest, match="Message to copy not found"):
        await bot.copy_message(cal.id, ann.id, 99)


async def test_contacts_and_places(bot: ptb.Bot, ann: Person) -> None:
    await ann.shares_contact("+40700000001")
    await ann.shares_location(44.43, 26.1)
    contact, place = [update.message for update in await take(bot)]
    assert contact is not None
    assert contact.contact is not None
    assert contact.contact.user_id == ann.id
    assert place is not None
    assert place.location is not None
    sent = await bot.send_location(ann.id, 44.43, 26.1)
    assert sent.location == place.location
    assert (await bot.send_contact(ann.id, "+1", "Desk")).contact is not None


async def test_who_can_be_written_to(bot: ptb.Bot, telegram: Telegram, ann: Person) -> None:
    assert (ann.chat, ann.view()["messages"]) == ([], [])
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(ann.id, "They never wrote to us")
    await ann.starts()
    await ann.blocks()
    with pytest.raises(Forbidden, match="Forbidden: bot was blocked by the user"):
        await bot.send_message(ann.id, "Hello?")
    await ann.starts()
    await bot.send_message(ann.id, "Welcome back")
    await ann.deactivates()
    with pytest.raises(Forbidden, match="Forbidden: user is deactivated"):
        await bot.send_message(ann.id, "Hello?")


async def test_message_ids_grow_per_bot_in_private_chats(bot: ptb.Bot, telegram: Telegram, ann: Person) -> None:
    cal = telegram.person("Cal Doe")
    first = await ann.says("one")
    second = await cal.says("two")
    third = await bot.send_message(ann.id, "three")
    assert [first["message_id"], second["message_id"], third.message_id] == [1, 2, 3]


async def test_typing_is_seen_until_the_message_comes(bot: ptb.Bot, ann: Person, clock: Clock) -> None:
    await ann.starts()
    await bot.send_chat_action(ann.id, "typing")
    assert ann.view()["action"] == "typing"
    await bot.send_message(ann.id, "Here")
    assert ann.view()["action"] is None
    await bot.send_chat_action(ann.id, "typing")
    clock.move(6)
    assert ann.view()["action"] is None
