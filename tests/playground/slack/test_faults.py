"""Failures on purpose: calls without an answer, sockets that break, acknowledgements that go astray, bad weather."""

from __future__ import annotations

import asyncio
from typing import Any, Literal

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError

from playground.weather import Weather
from tests.playground.slack.conftest import BOT, Desk, Listen, bolt
from tests.playground.slack.test_delivery import listen, texts

__all__ = ["listen"]


def impatient(desk: Desk) -> None:
    """The client gives up after a moment, and asks no second time."""
    desk.client.timeout = 1
    desk.client.session = None
    desk.client.retry_handlers = []


@pytest.mark.parametrize(("when", "arrived"), [("before", []), ("after", ["Hello"])])
async def test_a_call_that_is_never_answered(desk: Desk, when: Literal["before", "after"], arrived: list[str]) -> None:
    impatient(desk)
    desk.slack.faults.add("chat.postMessage", hang=when)
    with pytest.raises(TimeoutError):
        await desk.says("Hello")
    assert [message.text for message in desk.anna.channel_view(desk.channel)] == arrived


async def test_a_proxys_page_stands_in_the_place_of_an_answer(desk: Desk) -> None:
    desk.slack.faults.add("chat.postMessage", status=502, page=True)
    with pytest.raises(SlackApiError, match="502"):
        await desk.says("Hello")
    assert desk.anna.channel_view(desk.channel) == []


@pytest.mark.parametrize("how", ["cut", "hanging", "page"])
async def test_a_workspace_away_in_three_ways(
    desk: Desk, by_socket: Listen, how: Literal["cut", "hanging", "page"]
) -> None:
    await by_socket(bolt(desk))
    impatient(desk)
    desk.slack.retry_delays = (0, 0.5, 30)
    desk.slack.down = how
    with pytest.raises((aiohttp.ClientError, TimeoutError, SlackApiError)):
        await desk.says("nobody hears")
    await desk.anna.posts(desk.channel, "said meanwhile")
    desk.slack.down = False
    await desk.slack.settled()
    await desk.says("again")
    assert [message.text for message in desk.anna.channel_view(desk.channel)] == ["said meanwhile", "again"]
    assert texts(desk)[0] == "said meanwhile"


async def test_sockets_that_break_without_a_word_are_opened_anew_and_nothing_is_lost(
    desk: Desk, by_socket: Listen
) -> None:
    await by_socket(bolt(desk))
    desk.slack.cut_sockets()
    await desk.anna.posts(desk.channel, "into the gap")
    await desk.slack.settled()
    assert texts(desk) == ["into the gap"]


async def test_an_acknowledgement_that_goes_astray_makes_the_event_come_again(desk: Desk, listen: Listen) -> None:
    await listen(bolt(desk))
    desk.slack.retry_delays = (0, 0, 0)
    desk.slack.faults.lost_acks = 2
    await desk.anna.posts(desk.channel, "heard three times")
    await desk.slack.settled()
    assert texts(desk) == ["heard three times"] * 3
    assert len({event["event_id"] for event in desk.events}) == 1


async def test_it_is_on_record_in_which_order_messages_were_told_and_acknowledged(
    desk: Desk, by_socket: Listen
) -> None:
    await by_socket(bolt(desk))
    await desk.anna.posts(desk.channel, "zero")  # Bolt looks its token up first; after that it keeps the order
    await desk.slack.settled()
    desk.slack.faults.told.clear()
    desk.slack.retry_delays = (0, 0, 0)
    desk.slack.faults.reorder_events = 2
    desk.slack.faults.lost_acks = 1
    first = await desk.anna.posts(desk.channel, "one")
    second = await desk.anna.posts(desk.channel, "two")
    await desk.slack.settled()
    told = list(desk.slack.faults.told)
    heard = [message for what, message in told if what == "heard"]
    assert told[:2] == [("told", (desk.channel.id, second.ts)), ("told", (desk.channel.id, first.ts))]
    assert heard == [(desk.channel.id, second.ts), (desk.channel.id, first.ts), (desk.channel.id, second.ts)]


async def test_a_download_that_ends_in_the_middle(desk: Desk) -> None:
    message = await desk.anna.posts(desk.channel, "Look", files=[("a.txt", b"x" * 1000)])
    url = desk.slack.public_url + "/files-pri/" + message.raw["files"][0]["url_private"].partition("/files-pri/")[2]
    async with aiohttp.ClientSession(headers={"Authorization": f"Bearer {BOT}"}) as session:
        desk.slack.faults.add("download", drop="after")
        with pytest.raises(aiohttp.ClientPayloadError):
            async with session.get(url) as response:
                await response.read()
        async with session.get(url) as response:
            assert len(await response.read()) == 1000


async def test_in_bad_weather_events_come_twice_late_or_again_and_presses_go_astray(
    desk: Desk, by_socket: Listen
) -> None:
    app = bolt(desk)
    pressed: list[str] = []

    @app.action("take")
    async def take(ack: Any, body: dict[str, Any]) -> None:
        pressed.append(body["user"]["id"])
        await ack()

    await by_socket(app)
    button = {"type": "button", "action_id": "take", "value": "1", "text": {"type": "plain_text", "text": "Take"}}
    card = await desk.says("A card", blocks=[{"type": "actions", "elements": [button]}])
    desk.slack.retry_delays = (0, 0, 0)
    rates = {"twice": 20, "late": 20, "answer lost": 20, "never": 30}
    desk.slack.faults.weather = weather = Weather(11, rates)
    said = [str(number) for number in range(30)]
    for words in said:
        await desk.anna.posts(desk.channel, words)
    outcomes = [await desk.anna.presses("Take", in_channel=desk.channel) for _ in range(20)]
    await desk.slack.settled(20)
    desk.slack.faults.clear()
    heard = [words for words in texts(desk) if words in said]
    assert set(heard) == set(said)
    assert heard != sorted(heard, key=int)
    assert len(heard) > len(said) + weather.struck["twice"] // 2
    assert all(weather.struck[name] for name in rates)
    assert len(pressed) == 20 - weather.struck["never"]
    assert len([outcome for outcome in outcomes if outcome.failed]) > weather.struck["never"]
    assert card["ts"]


async def test_in_bad_weather_calls_go_wrong(desk: Desk) -> None:
    impatient(desk)
    desk.slack.faults.weather = weather = Weather(3, {"error": 20, "cut after": 20, "hang before": 5})
    failed = 0
    for number in range(20):
        try:
            await desk.says(f"{number}")
        except (SlackApiError, aiohttp.ClientError, TimeoutError, asyncio.IncompleteReadError):
            failed += 1
    assert failed == sum(weather.struck.values()) > 3
    lines = [message.text for message in desk.anna.channel_view(desk.channel)]
    assert len(lines) == 20 - weather.struck["error"] - weather.struck["hang before"]
