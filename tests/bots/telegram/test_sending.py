"""Every act, and every fate it can meet."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import pytest

from bots.telegram.channel import Telegram as Channel
from bots.telegram.reactions import SIGNS
from core.messages import (
    Act,
    Button,
    Change,
    Fate,
    KeptFile,
    Later,
    Never,
    React,
    Remove,
    Rename,
    Say,
    Sent,
    Target,
    Unsure,
    Whisper,
)
from core.text import bold, text
from playground.serve import Server
from playground.telegram import Person, Telegram
from tests.bots.telegram.conftest import DOUBT, TOKEN, Store, delivery

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (16).to_bytes(4) + (12).to_bytes(4) + b"\x08\x02\0\0\0"
YES_NO = ((Button("Yes", "q:yes", "primary"), Button("Not quite", "q:no", "danger")),)


async def send(channel: Channel, person: Person, act: Act, **more: Any) -> Fate:
    return await channel.send(delivery(act, str(person.id), **more))


async def sent(channel: Channel, person: Person, act: Act, **more: Any) -> str:
    fate = await send(channel, person, act, **more)
    assert isinstance(fate, Sent), fate
    assert fate.message is not None
    return fate.message


def kept(store: Store, data: bytes, name: str, content: str, mime: str, kind: str = "document") -> KeptFile:
    return KeptFile(store.keep(data), name, content, mime, len(data), kind)


async def test_ann_sees_formatted_words_and_buttons(channel: Channel, ann: Person) -> None:
    number = await sent(channel, ann, Say(text("🖨 Is ", bold("Stock"), " working?"), YES_NO))
    seen = await ann.sees("Stock")
    assert seen["text"] == "🖨 Is Stock working?"
    assert seen["entities"] == [{"type": "bold", "offset": 6, "length": 5}]
    assert [button["text"] for button in seen["reply_markup"]["inline_keyboard"][0]] == ["Yes", "Not quite"]
    assert number == str(seen["message_id"])


async def test_an_agents_words_stand_under_their_name(channel: Channel, telegram: Telegram, ann: Person) -> None:
    await sent(channel, ann, Say(text("Try https://status.example now"), author="Marta Lind"))
    seen = await ann.sees("Try")
    assert seen["text"] == "Marta Lind\nTry https://status.example now"
    assert seen["entities"][0] == {"type": "bold", "offset": 0, "length": 10}
    assert telegram.calls[-1].params["link_preview_options"] == {"is_disabled": True}


async def test_a_reply_hangs_on_its_message_or_goes_without(channel: Channel, ann: Person) -> None:
    question = await ann.says("When?")
    await sent(channel, ann, Say(text("Today"), reply_to=Target(message=str(question["message_id"]))))
    assert (await ann.sees("Today"))["reply_to_message"]["message_id"] == question["message_id"]
    await sent(channel, ann, Say(text("Tomorrow"), reply_to=Target(delivery=5)), target_message="999")
    assert "reply_to_message" not in await ann.sees("Tomorrow")


async def test_a_reply_points_at_what_is_quoted_or_shows_it(channel: Channel, ann: Person) -> None:
    question = await ann.says("When? And where?")
    about = Target(message=str(question["message_id"]))
    await sent(channel, ann, Say(text("Here"), reply_to=about, quote="where", author="Marta Lind"))
    assert (await ann.sees("Here"))["quote"]["text"] == "where"
    await sent(channel, ann, Say(text("Now"), reply_to=about, quote="whence", author="Marta Lind"))
    now = await ann.sees("Now")
    assert now["text"] == "Marta Lind\nwhence\nNow"
    assert now["entities"][1] == {"type": "blockquote", "offset": 11, "length": 6}
    assert (now["reply_to_message"]["message_id"], now.get("quote")) == (question["message_id"], None)


async def test_a_caption_that_has_no_room_for_what_is_quoted_goes_without(
    channel: Channel, store: Store, ann: Person
) -> None:
    file, words = kept(store, b"log", "a.log", "text", "text/plain"), "word " * 160
    said = Say(text(words), files=(file,), author="Marta Lind", quote="gone by now " * 20)
    await sent(channel, ann, said)
    assert (await ann.sees("word"))["caption"].startswith("Marta Lind\nword")
    question = await ann.says("When?")
    about = Target(message=str(question["message_id"]))
    await sent(channel, ann, Say(text(words), files=(file,), author="Marta Lind", quote="no " * 90, reply_to=about))
    await sent(channel, ann, Say(text("Short"), files=(file,), author="Marta Lind", quote="before"))
    assert (await ann.sees("Short"))["caption"] == "Marta Lind\nbefore\nShort"


async def test_a_doubted_message_says_so(channel: Channel, ann: Person) -> None:
    await sent(channel, ann, Say(text("Restart it"), author="Marta Lind"), doubted=True)
    assert (await ann.sees("Restart"))["text"] == f"Marta Lind\nRestart it\n{DOUBT}"


@pytest.mark.parametrize(
    ("name", "content", "mime", "kind", "shown"),
    [
        ("screen.png", "image", "image/png", "document", "photo"),
        ("clip.mp4", "video", "video/mp4", "document", "video"),
        ("song.mp3", "audio", "audio/mpeg", "document", "audio"),
        ("voice.ogg", "audio", "audio/ogg", "voice", "voice"),
        ("Отчёт за май.pdf", "pdf", "application/pdf", "document", "document"),
    ],
)
async def test_a_file_is_shown_as_what_it_is(
    channel: Channel,
    telegram: Telegram,
    store: Store,
    ann: Person,
    name: str,
    content: str,
    mime: str,
    kind: str,
    shown: str,
) -> None:
    file = kept(store, PNG, name, content, mime, kind)
    await sent(channel, ann, Say(text("look"), author="Marta Lind", files=(file,)))
    seen = await ann.sees("look")
    assert seen["caption"] == "Marta Lind\nlook"
    media = seen[shown][-1] if shown == "photo" else seen[shown]
    assert telegram.file_bytes(media["file_id"]) == PNG
    if shown == "document":
        assert media["file_name"] == name


async def test_a_picture_that_telegram_refuses_goes_as_a_document(
    channel: Channel, telegram: Telegram, store: Store, ann: Person
) -> None:
    file = kept(store, b"no picture at all", "odd.png", "image", "image/png")
    await sent(channel, ann, Say(text("odd one"), files=(file,)))
    seen = await ann.sees("odd one")
    assert telegram.file_bytes(seen["document"]["file_id"]) == b"no picture at all"


async def test_a_large_file_arrives_whole(channel: Channel, telegram: Telegram, store: Store, ann: Person) -> None:
    data = bytes(range(256)) * 4096 * 8
    await sent(
        channel, ann, Say(text("dump"), files=(kept(store, data, "dump.bin", "other", "application/octet-stream"),))
    )
    assert telegram.file_bytes((await ann.sees("dump"))["document"]["file_id"]) == data


async def test_a_file_the_store_lost_is_never_sent(channel: Channel, ann: Person) -> None:
    file = KeptFile("0" * 64, "x.txt", "text", "text/plain", 3)
    assert await send(channel, ann, Say(files=(file,))) == Never("refused", "the kept file is missing")


async def test_words_and_buttons_are_changed(channel: Channel, ann: Person) -> None:
    number = await sent(channel, ann, Say(text("Was it solved?"), YES_NO))
    message = await ann.sees("solved")
    await sent(channel, ann, Change(Target(message=number), text("Was it solved? Yes"), ()))
    assert (await ann.sees("solved? Yes"))["message_id"] == message["message_id"]
    await ann.sees_no_buttons(message)


async def test_only_the_buttons_are_taken_away(channel: Channel, ann: Person) -> None:
    number = await sent(channel, ann, Say(text("Was it solved?"), YES_NO))
    message = await ann.sees("solved")
    await sent(channel, ann, Change(Target(delivery=3)), target_message=number)
    await ann.sees_no_buttons(message)
    assert (await ann.sees("solved"))["text"] == "Was it solved?"


async def test_a_caption_is_changed(channel: Channel, store: Store, ann: Person) -> None:
    file = kept(store, PNG, "screen.png", "image", "image/png")
    number = await sent(channel, ann, Say(text("befor"), author="Marta Lind", files=(file,)))
    await sent(channel, ann, Change(Target(message=number), text("before"), author="Marta Lind", caption=True))
    assert (await ann.sees("before"))["caption"] == "Marta Lind\nbefore"


async def test_the_same_change_again_counts_as_done(channel: Channel, ann: Person) -> None:
    number = await sent(channel, ann, Say(text("hello")))
    change = Change(Target(message=number), text("hello there"))
    assert await send(channel, ann, change) == await send(channel, ann, change) == Sent(number, int(number))


async def test_a_message_is_taken_back_once_and_again(channel: Channel, ann: Person) -> None:
    number = await sent(channel, ann, Say(text("secret")))
    assert await send(channel, ann, Remove(Target(message=number))) == Sent()
    assert "secret" not in ann.described()
    assert await send(channel, ann, Remove(Target(message=number))) == Sent()


async def test_a_requesters_own_message_is_taken_out_of_the_chat(channel: Channel, ann: Person) -> None:
    message = await ann.says("my password is tulip")
    assert await send(channel, ann, Remove(Target(message=str(message["message_id"])))) == Sent()
    assert "tulip" not in ann.described()


@pytest.mark.parametrize("sign", ["delivered", "failed"])
async def test_a_sign_stands_on_the_message(channel: Channel, telegram: Telegram, ann: Person, sign: Any) -> None:
    message = await ann.says("is it there?")
    assert await send(channel, ann, React(Target(message=str(message["message_id"])), sign)) == Sent()
    (reaction,) = telegram.calls[-1].params["reaction"]
    assert reaction["emoji"] == SIGNS[sign]


async def test_nobody_can_be_whispered_to(channel: Channel, ann: Person) -> None:
    assert await send(channel, ann, Whisper("1", text("psst"))) == Never("no_whisper")


async def test_an_act_on_a_message_that_was_never_sent_is_never_done(channel: Channel, ann: Person) -> None:
    fate = await send(channel, ann, Remove(Target(delivery=5)))
    assert isinstance(fate, Never)
    assert fate.why == "gone"
    fate = await send(channel, ann, Change(Target(message="4040"), text("x")))
    assert isinstance(fate, Never)
    assert fate.why == "gone"


async def test_telegram_can_not_be_asked(channel: Channel, ann: Person) -> None:
    with pytest.raises(NotImplementedError):
        await channel.find(delivery(Say(text("x")), str(ann.id)))


# ---------------------------------------------------------------- fates


@pytest.mark.parametrize(
    ("fault", "fate"),
    [
        ({"retry_after": 9}, Later(9.0, "flood", counts=False, limited=True)),
        ({"status": 500, "description": "Internal Server Error"}, Later(4.0, "Internal Server Error")),
        ({"status": 502, "description": "Bad Gateway"}, Later(4.0, "Bad Gateway")),
        ({"status": 413, "description": "Request Entity Too Large"}, Never("too_big", "Request Entity Too Large")),
        ({"status": 400, "description": "Bad Request: BUTTON_DATA_INVALID"}, Never("refused", "Button_data_invalid")),
        (
            {"status": 403, "description": "Forbidden: bot can't initiate conversation with a user"},
            Never("blocked", "Forbidden: bot can't initiate conversation with a user"),
        ),
        ({"drop": "before"}, Unsure("the connection ended: ClientOSError")),
        ({"drop": "after"}, Unsure("the connection ended: ClientOSError")),
    ],
    ids=lambda value: str(value) if isinstance(value, dict) else "",
)
async def test_a_failure_becomes_a_fate(
    channel: Channel, telegram: Telegram, ann: Person, fault: dict[str, Any], fate: Fate
) -> None:
    telegram.faults.add("sendMessage", **fault)
    found = await send(channel, ann, Say(text("hello")), attempts=2)
    if isinstance(fate, Unsure):
        assert isinstance(found, Unsure)
    else:
        assert found == fate
    assert isinstance(await send(channel, ann, Say(text("again"))), Sent), "one failure spoils nothing"


@pytest.mark.parametrize("act", [Change(Target(message="1"), text("x")), Remove(Target(message="1"))])
async def test_what_comes_to_the_same_is_just_done_again(
    channel: Channel, telegram: Telegram, ann: Person, act: Act
) -> None:
    telegram.faults.add(drop="after")
    assert isinstance(await send(channel, ann, act), Later)


async def test_a_blocked_bot_and_a_person_who_left(channel: Channel, telegram: Telegram, ann: Person) -> None:
    bo = telegram.person("Bo")
    await bo.starts()
    await ann.blocks()
    await bo.deactivates()
    blocked, gone = await send(channel, ann, Say(text("x"))), await send(channel, bo, Say(text("x")))
    assert blocked == Never("blocked", "Forbidden: bot was blocked by the user")
    assert gone == Never("gone", "Forbidden: user is deactivated")
    nobody = await channel.send(delivery(Say(text("x")), "123"))
    assert nobody == Never("gone", "Chat not found")


async def test_a_migrated_group_tells_its_new_id(channel: Channel, ann: Person, telegram: Telegram) -> None:
    from telegram.error import ChatMigrated

    assert channel._outbound._fate(delivery(Say(), "1"), ChatMigrated(-100200)) == Never("migrated", "-100200")


async def test_without_a_connection_nothing_has_left(channel: Channel, server: Server, ann: Person) -> None:
    await server.stop()
    fates = [await send(channel, ann, Say(text("x")), attempts=attempts) for attempts in (0, 3, 50)]
    assert fates == [Later(1.0, "unreachable"), Later(8.0, "unreachable"), Later(300.0, "unreachable")]
    await server.start()
    assert isinstance(await send(channel, ann, Say(text("x"))), Sent)


async def test_a_token_withdrawn_stops_the_whole_channel(
    channel: Channel, telegram: Telegram, ann: Person, caplog: pytest.LogCaptureFixture
) -> None:
    telegram.faults.add("sendMessage", status=401, description="Unauthorized")
    fate = await send(channel, ann, Say(text("x")))
    assert fate == Later(60.0, "wrong_token", whole_channel=True, counts=False)
    assert [line.levelno for line in caplog.records] == [logging.ERROR]
    assert TOKEN not in caplog.text


async def test_a_method_the_server_does_not_have_concerns_only_its_delivery(
    channel: Channel, telegram: Telegram, ann: Person
) -> None:
    telegram.faults.add("setMessageReaction", status=404, description="Not Found")
    fate = await send(channel, ann, React(Target(message="1"), "delivered"))
    assert isinstance(fate, Never)
    assert fate.why == "refused"


async def test_a_proxys_page_with_the_token_in_it_is_not_passed_on(
    channel: Channel, telegram: Telegram, ann: Person
) -> None:
    telegram.faults.add("sendMessage", status=400, description=f"Cannot POST /bot{TOKEN}/sendMessage " + "x" * 999)
    fate = await send(channel, ann, Say(text("x")))
    assert isinstance(fate, Never)
    assert TOKEN not in fate.detail
    assert len(fate.detail) <= 200


async def test_text_over_the_limit_and_no_place_are_the_callers_mistakes(channel: Channel, ann: Person) -> None:
    with pytest.raises(ValueError, match="units"):
        await send(channel, ann, Say(text("x" * 5000)))
    with pytest.raises(ValueError, match="no place"):
        await channel.send(delivery(Say(text("x")), None))


# ---------------------------------------------------------------- budgets


def test_what_sending_draws_on(make: Callable[..., Channel]) -> None:
    channel = make(rate=25.0)

    def budgets(act: Act, place: str | None) -> list[tuple[str, float, float]]:
        return [(found.key, found.per_second, found.burst) for found in channel.budgets(delivery(act, place))]

    whole = [("telegram", 25 / 1.04, 25.0), ("telegram:step", 40 / 1.04, 4.0)]
    assert budgets(Say(), "42") == [*whole, ("telegram:42", 1.0, 20.0)]
    assert budgets(Change(Target()), "42") == [*whole, ("telegram:42", 1.0, 20.0)]
    group, topics = ("telegram:-100", 10 / 60, 4.0), ("telegram:-100:topics", 4 / 60, 2.0)
    assert budgets(Say(), "-100:7") == budgets(Say(), "-100:8") == [*whole, group]
    assert budgets(Whisper("7", ()), "-100:7") == [*whole, group]
    assert budgets(Whisper("7", (), confidential=True), "-100:7") == whole
    assert budgets(Say(opens=True, title="HRB-1"), "-100") == [*whole, group, topics]
    assert budgets(Rename("HRB-1"), "-100:7") == [*whole, topics]
    most = sum(burst + 60 * rate for _, rate, burst in (group, topics))
    assert most == 20, "in any minute, edits and new topics counted (tdlib/td#2592)"
    assert budgets(React(Target(), "delivered"), "42") == whole
    assert budgets(Say(), None) == whole
    assert [budget.strict for budget in channel.budgets(delivery(Say(), "42"))] == [True, True, False]
