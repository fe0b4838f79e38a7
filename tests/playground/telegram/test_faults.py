"""Failures on purpose: what a bot meets in each of them, and whether its call had its effect."""

from __future__ import annotations

import asyncio
from typing import Any, Literal

import httpx
import pytest
import telegram as ptb
from telegram.error import NetworkError, TimedOut

from playground.serve import Server
from playground.telegram import Person, Telegram
from playground.weather import Weather

from .conftest import TOKEN, Pauses, take
from .test_webhook import Desk, emptied, hook, program

__all__ = ["hook", "program"]


def texts(person: Person) -> list[str]:
    return [message["text"] for message in person.chat]


@pytest.mark.parametrize(("when", "arrived"), [("before", ["/start"]), ("after", ["/start", "Hello"])])
async def test_a_call_that_is_never_answered(
    bot: ptb.Bot, telegram: Telegram, ann: Person, when: Literal["before", "after"], arrived: list[str]
) -> None:
    await ann.starts()
    telegram.faults.add("sendMessage", hang=when)
    with pytest.raises(TimedOut):
        await bot.send_message(ann.id, "Hello", read_timeout=0.1)
    assert texts(ann) == arrived


async def test_a_proxys_page_stands_in_the_place_of_an_answer(
    bot: ptb.Bot, telegram: Telegram, ann: Person, server: Server
) -> None:
    await ann.starts()
    telegram.faults.add("sendMessage", times=2, status=502, page=True)
    with pytest.raises(NetworkError, match="Bad Gateway"):
        await bot.send_message(ann.id, "Hello")
    async with httpx.AsyncClient() as client:
        answer = await client.post(f"{server.url}/bot{TOKEN}/sendMessage", json={"chat_id": ann.id, "text": "Hello"})
    assert (answer.status_code, answer.headers["content-type"]) == (502, "text/html; charset=utf-8")
    assert texts(ann) == ["/start"]


async def test_calls_whose_answer_was_lost_are_on_record(bot: ptb.Bot, telegram: Telegram, ann: Person) -> None:
    await ann.starts()
    for fault in ({"drop": "before"}, {"drop": "after"}, {"hang": "after"}, {"hold": asyncio.Event()}):
        telegram.faults.add("sendMessage", **fault)  # type: ignore[arg-type]
        with pytest.raises(NetworkError):
            await bot.send_message(ann.id, f"{next(iter(fault.items()))[:1]}", read_timeout=0.1)
    await bot.send_message(ann.id, "Answered")
    await telegram.changes.wait(lambda: len(telegram.faults.lost) == 3)
    lost = [(one.method, one.params["text"], one.result["text"]) for one in telegram.faults.lost]
    assert lost == [("sendMessage", text, text) for text in ("('drop',)", "('hang',)", "('hold',)")]


@pytest.mark.parametrize("fault", [{"drop": "before"}, {"status": 500}, {"drop": "after"}, {"hang": "after"}])
async def test_a_download_that_fails_or_ends_in_the_middle(
    bot: ptb.Bot, telegram: Telegram, ann: Person, fault: dict[str, Any]
) -> None:
    await ann.sends_file(b"x" * 1000, "a.txt")
    message = (await take(bot))[0].message
    assert message is not None
    assert message.document is not None
    file = await message.document.get_file()
    telegram.faults.add("download", **fault)
    with pytest.raises(NetworkError):
        await file.download_as_bytearray(read_timeout=0.1)
    assert len(await file.download_as_bytearray()) == 1000


@pytest.mark.parametrize("how", ["cut", "hanging", "page"])
async def test_telegram_away_in_three_ways(
    bot: ptb.Bot, telegram: Telegram, ann: Person, how: Literal["cut", "hanging", "page"]
) -> None:
    await ann.starts()
    telegram.down = how
    with pytest.raises(NetworkError):
        await bot.send_message(ann.id, "Hello", read_timeout=0.1)
    telegram.down = False
    await bot.send_message(ann.id, "Back")
    assert texts(ann) == ["/start", "Back"]


async def test_while_telegram_is_away_it_brings_nothing(
    bot: ptb.Bot, telegram: Telegram, ann: Person, program: Desk, hook: str
) -> None:
    await bot.set_webhook(hook)
    telegram.down = True
    await ann.says("Hello")
    assert [update["message"]["text"] for update in telegram.pending()] == ["Hello"]
    telegram.down = False
    await emptied(telegram)
    assert program.texts == ["Hello"]


async def test_updates_arrive_last_first(bot: ptb.Bot, telegram: Telegram, ann: Person) -> None:
    telegram.faults.reorder_updates(2)
    for words in ("one", "two", "three"):
        await ann.says(words)
    updates = list(await bot.get_updates())
    assert [update.message.text for update in updates if update.message] == ["two", "one", "three"]
    assert updates[0].update_id > updates[1].update_id


async def test_an_answer_to_a_webhook_that_goes_astray_makes_the_update_come_again(
    bot: ptb.Bot, telegram: Telegram, ann: Person, program: Desk, hook: str, pauses: Pauses
) -> None:
    await bot.set_webhook(hook)
    telegram.faults.lose_webhook_answers(2)
    await ann.says("Hello")
    await emptied(telegram)
    assert program.texts == ["Hello"] * 3
    assert pauses.asked == [2]
    assert [what for what, _ in telegram.faults.told] == ["told", "heard"] * 3


async def test_in_bad_weather_calls_and_updates_go_wrong_until_it_clears_up(
    bot: ptb.Bot, telegram: Telegram, ann: Person
) -> None:
    await ann.starts()
    await take(bot)
    telegram.faults.weather = weather = Weather(7, {"cut after": 50, "twice": 50})
    failed = 0
    for number in range(20):
        try:
            await bot.send_message(ann.id, f"{number}")
        except NetworkError:
            failed += 1
    for number in range(20):
        await ann.says(f"{number}")
    telegram.faults.clear()
    assert failed == weather.struck["cut after"] == len(telegram.faults.lost) > 3
    assert texts(ann)[1:21] == [str(number) for number in range(20)]
    taken, offset = 0, 0
    while updates := await bot.get_updates(offset=offset):
        taken += len(updates)
        offset = max(update.update_id for update in updates) + 1
    assert taken == 20 + weather.struck["twice"]
    assert weather.struck["twice"] > 3
    await bot.send_message(ann.id, "Fine again")
    assert failed == weather.struck["cut after"]


async def test_in_bad_weather_updates_come_late_and_are_overtaken(
    bot: ptb.Bot, telegram: Telegram, ann: Person
) -> None:
    telegram.faults.weather = Weather(1, {"late": 100})
    await ann.says("late")
    telegram.faults.weather = None
    await ann.says("early")
    assert [update["message"]["text"] for update in telegram.pending()] == ["early"]
    early = list(await bot.get_updates())
    await telegram.changes.wait(lambda: len(telegram.pending()) == 2)
    (late,) = await bot.get_updates(offset=early[-1].update_id + 1)
    assert late.message is not None
    assert late.message.text == "late"
