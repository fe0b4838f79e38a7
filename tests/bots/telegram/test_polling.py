"""Long polling: nothing is confirmed before the inbox has it, nothing blocks those behind it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

import pytest

from bots.telegram.channel import Telegram as Channel
from core.errors import WrongToken
from core.messages import Edited, Pressed, Reachable, Said
from playground.serve import Server
from playground.telegram import Person, Telegram
from tests.bots.telegram.conftest import TOKEN, Inbox, Pauses

Make = Callable[..., Channel]


@asynccontextmanager
async def listening(channel: Channel) -> AsyncIterator[None]:
    await channel.open()
    task = asyncio.create_task(channel.listen())
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        await channel.close()


async def confirmed(telegram: Telegram) -> None:
    await telegram.changes.wait(lambda: not telegram.pending(), describe=lambda: f"pending: {telegram.pending()}")


async def test_what_ann_does_arrives(telegram: Telegram, make: Make, inbox: Inbox, ann: Person) -> None:
    async with listening(make()):
        message = await ann.says("The printer stopped")
        await ann.edits(message, "The printer stopped again")
        (start, said) = await inbox.gets(Said, 2)
        (edited,) = await inbox.gets(Edited)
        await ann.blocks()
        (blocked,) = await inbox.gets(Reachable)
        await confirmed(telegram)
    assert start.command == "start"
    assert (said.text, said.place, said.author.name, said.author.language) == (
        "The printer stopped",
        str(ann.id),
        "Ann Reyes",
        "es",
    )
    assert (edited.message, edited.text) == (said.message, "The printer stopped again")
    assert not blocked.can_write


async def test_a_press_is_answered_with_the_inboxes_words(
    telegram: Telegram, make: Make, inbox: Inbox, ann: Person
) -> None:
    inbox.toast = "This question was already answered"
    channel = make()
    async with listening(channel):
        press = await _asked_and_pressed(channel, ann)
        answer = await press.answered()
        (pressed,) = await inbox.gets(Pressed)
    assert answer is not None
    assert (answer.text, answer.alert) == ("This question was already answered", False)
    assert pressed.data == "k:defect"


async def test_long_words_are_shown_in_a_window(make: Make, inbox: Inbox, ann: Person) -> None:
    inbox.toast = "x" * 300
    channel = make()
    async with listening(channel):
        answer = await (await _asked_and_pressed(channel, ann)).answered()
    assert answer is not None
    assert (len(answer.text), answer.alert) == (200, True)


async def test_a_press_without_words_only_stops_the_clock(make: Make, ann: Person) -> None:
    channel = make()
    async with listening(channel):
        assert await (await _asked_and_pressed(channel, ann)).answered() is None


async def _asked_and_pressed(channel: Channel, ann: Person):  # type: ignore[no-untyped-def]
    await channel._client.call(
        "sendMessage",
        {
            "chat_id": ann.id,
            "text": "What is it about?",
            "reply_markup": {"inline_keyboard": [[{"text": "Defect", "callback_data": "k:defect"}]]},
        },
    )
    return await ann.presses("Defect")


async def test_poison_is_set_aside_and_those_behind_it_arrive(
    telegram: Telegram, make: Make, inbox: Inbox, ann: Person
) -> None:
    telegram.push_update({"message": {"message_id": "not a number", "chat": 5}})
    telegram.push_update({"message": {"message_id": 1, "date": 10**18, "chat": {"id": 1, "type": "private"}}})
    telegram.push_update({"callback_query": {"id": "1"}})
    await ann.says("still here?")
    async with listening(make()):
        said = await inbox.gets(Said, 2)
        await confirmed(telegram)
    assert [message.text for message in said] == ["", "still here?"]
    assert len(inbox.aside) == 3
    assert "not a number" in inbox.aside[0][1]
    assert all(key.startswith("telegram:1000") and reason for key, _, reason in inbox.aside)


async def test_unknown_kinds_are_passed_over_counted_and_logged_once(
    telegram: Telegram,
    make: Make,
    inbox: Inbox,
    ann: Person,
    unknown: list[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    for _ in range(3):
        telegram.push_update({"subscription": {"anything": 1}})
    await ann.says("hello")
    async with listening(make()):
        await inbox.gets(Said, 2)
        await confirmed(telegram)
    assert unknown == ["subscription"] * 3
    assert [line.getMessage() for line in caplog.records if "subscription" in line.getMessage()] == [
        "Telegram: updates of the kind 'subscription' are passed over"
    ]


async def test_one_chat_in_order_others_at_once(telegram: Telegram, make: Make, inbox: Inbox, ann: Person) -> None:
    """While Ann's first message is being handled, Bo's is handled too, and Ann's second waits."""
    bo = telegram.person("Bo")
    await ann.says("one")
    await ann.says("two")
    await bo.starts()
    hold, begun = asyncio.Event(), []
    accept = inbox.accept

    async def held(update: Said) -> str | None:
        begun.append((update.author.name, update.text))
        inbox.changes.notify()
        if update.text == "one":
            await hold.wait()
        return await accept(update)

    inbox.accept = held  # type: ignore[assignment, method-assign]
    async with listening(make()):
        await inbox.changes.wait(lambda: ("Bo", "") in begun and ("Ann Reyes", "one") in begun)
        assert ("Ann Reyes", "two") not in begun
        assert telegram.pending(), "nothing is confirmed while a message of the batch is under way"
        hold.set()
        await confirmed(telegram)
    assert [text for name, text in begun if name == "Ann Reyes"] == ["", "one", "two"]


async def test_while_the_database_is_down_nothing_is_confirmed_and_nothing_lost(
    telegram: Telegram,
    make: Make,
    inbox: Inbox,
    ann: Person,
    pauses: Pauses,
    caplog: pytest.LogCaptureFixture,
) -> None:
    for text in ("one", "two", "three"):
        await ann.says(text)
    failing = [True]
    inbox.fails = lambda update: isinstance(update, Said) and update.text == "two" and failing[0]
    waiting: list[list[str]] = []

    def look_then_mend() -> None:
        waiting.append([update["message"]["text"] for update in telegram.pending()])
        if len(waiting) == 3:
            failing.clear()
            failing.append(False)

    pauses.meanwhile = look_then_mend
    async with listening(make()):
        said = await inbox.gets(Said, 4)
        await confirmed(telegram)
    assert [message.text for message in said] == ["", "one", "two", "three"]
    assert waiting[-1] == ["two", "three"], "what came before the failure was confirmed, the rest not"
    assert pauses.asked == [1.0, 2.0, 4.0]
    complaints = [line.getMessage() for line in caplog.records if "the inbox" in line.getMessage()]
    assert complaints == ["Telegram: the inbox does not work, trying again: DatabaseDown"]


async def test_an_update_that_comes_twice_bears_the_same_key(
    telegram: Telegram, make: Make, inbox: Inbox, ann: Person
) -> None:
    telegram.faults.duplicate_updates(1)
    await ann.says("twice")
    await ann.says("last")
    async with listening(make()):
        await inbox.changes.wait(lambda: len(inbox.attempts) == 4)
    assert [message.text for message in inbox.accepted if isinstance(message, Said)] == ["", "twice", "last"]
    assert len(set(inbox.attempts)) == 3


async def test_the_networks_trouble_is_waited_out_and_logged_once(
    telegram: Telegram,
    make: Make,
    inbox: Inbox,
    ann: Person,
    pauses: Pauses,
    caplog: pytest.LogCaptureFixture,
) -> None:
    telegram.faults.add("getUpdates", times=3, status=502, description="Bad Gateway")
    async with listening(make()):
        await inbox.gets(Said)
    assert pauses.asked == [1.0, 2.0, 4.0]
    assert len([line for line in caplog.records if "Bad Gateway" in line.getMessage()]) == 1


async def test_another_poller_is_told_once_and_waited_for(
    telegram: Telegram, make: Make, inbox: Inbox, ann: Person, caplog: pytest.LogCaptureFixture
) -> None:
    telegram.faults.add(
        "getUpdates", times=4, status=409, description="Conflict: terminated by other getUpdates request"
    )
    async with listening(make()):
        await inbox.gets(Said)
    told = [line for line in caplog.records if "another program" in line.getMessage()]
    assert len(told) == 1


async def test_a_webhook_that_is_set_is_removed(telegram: Telegram, make: Make, inbox: Inbox, ann: Person) -> None:
    channel = make()
    await channel.open()
    await channel._client.call("setWebhook", {"url": "https://127.0.0.1:9/elsewhere"})
    async with listening(channel):
        assert (await inbox.gets(Said))[0].command == "start"


async def test_only_the_kinds_that_are_read_are_asked_for(
    telegram: Telegram, make: Make, inbox: Inbox, ann: Person
) -> None:
    async with listening(make()):
        await inbox.gets(Said)
    asked = next(call for call in telegram.calls if call.method == "getUpdates")
    kinds = ["message", "edited_message", "callback_query", "my_chat_member", "message_reaction", "chat_member"]
    assert asked.params["allowed_updates"] == kinds


async def test_the_menu_of_commands_is_set_in_every_language(
    telegram: Telegram, make: Make, inbox: Inbox, ann: Person
) -> None:
    commands = {"en": {"new": "Ask something new"}, "it": {"new": "Nuova richiesta"}}
    async with listening(make(commands=commands)):
        await telegram.changes.wait(lambda: len(_menus(telegram)) == 3)
    assert [(menu.get("language_code"), menu["commands"][0]["description"]) for menu in _menus(telegram)] == [
        (None, "Ask something new"),
        ("en", "Ask something new"),
        ("it", "Nuova richiesta"),
    ]


def _menus(telegram: Telegram) -> list[dict]:  # type: ignore[type-arg]
    return [call.params for call in telegram.calls if call.method == "setMyCommands"]


async def test_it_starts_while_telegram_is_away_and_comes_up_when_it_is_back(
    telegram: Telegram, server: Server, make: Make, inbox: Inbox, ann: Person, pauses: Pauses
) -> None:
    telegram.down = True

    def mend() -> None:
        telegram.down = len(pauses.asked) < 4

    pauses.meanwhile = mend
    async with listening(make()):
        assert (await inbox.gets(Said))[0].command == "start"
    assert pauses.asked[:4] == [1.0, 2.0, 4.0, 8.0]


async def test_a_wrong_token_is_named_and_never_printed(
    server: Server, make: Make, caplog: pytest.LogCaptureFixture
) -> None:
    wrong = "999:this-is-secret"
    channel = make(token=wrong)
    with pytest.raises(WrongToken) as raised:
        await channel.open()
    await channel.close()
    assert "TELEGRAM_BOT_TOKEN" in str(raised.value)
    assert "@BotFather" in str(raised.value)
    assert wrong not in str(raised.value) + caplog.text


async def test_the_token_is_in_no_log_line(
    telegram: Telegram, make: Make, inbox: Inbox, ann: Person, pauses: Pauses, caplog: pytest.LogCaptureFixture
) -> None:
    for fault in ({"status": 500}, {"drop": "before"}, {"drop": "after"}, {"status": 401}, {"status": 404}):
        telegram.faults.add("getUpdates", **fault)
    with caplog.at_level(logging.INFO):
        async with listening(make()):
            await inbox.gets(Said)
    assert len(pauses.asked) == 5
    assert TOKEN not in caplog.text
    assert "playground-desk" not in caplog.text
