"""Events that fail, come twice, come late; calls that fail; a workspace that is killed and comes back."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.routing import Mount

from playground.serve import Server
from playground.slack import Slack
from tests.playground.slack.conftest import APP, BOT, SECRET, Desk, Listen, bolt


@pytest.fixture(params=["by_socket", "by_http"])
def listen(request: pytest.FixtureRequest) -> Listen:
    found: Listen = request.getfixturevalue(request.param)
    return found


def texts(desk: Desk) -> list[str]:
    """The texts of the message events that arrived, in order."""
    return [body["event"]["text"] for body in desk.events if body["event"]["type"] == "message"]


async def test_an_event_whose_listener_failed_comes_again_with_its_number(desk: Desk, listen: Listen) -> None:
    app = bolt(desk)
    headers: list[tuple[str, str]] = []

    @app.event("message")
    async def fail_twice(request: Any) -> None:
        headers.append((request.headers.get("x-slack-retry-num", ["0"])[0], request.body["event_id"]))
        if len(headers) < 3:
            raise RuntimeError("no database")

    desk.slack.retry_delays = (0, 0, 0)
    desk.slack.ack_timeout = 0.5
    await listen(app)
    await desk.anna.posts(desk.channel, "important")
    await desk.slack.settled()
    assert [number for number, _ in headers] == ["0", "1", "2"]
    assert len({event_id for _, event_id in headers}) == 1
    assert desk.slack.given_up == []


async def test_after_three_retries_an_event_is_given_up(desk: Desk, by_http: Listen) -> None:
    app = bolt(desk)

    @app.event("message")
    async def fail() -> None:
        raise RuntimeError("for ever")

    desk.slack.retry_delays = (0, 0, 0)
    await by_http(app)
    await desk.anna.posts(desk.channel, "lost")
    await desk.slack.settled()
    assert texts(desk) == ["lost"] * 4
    assert [item["event"]["text"] for item in desk.slack.given_up] == ["lost"]


async def test_what_happened_while_no_socket_was_open_arrives_when_one_opens(desk: Desk, by_socket: Listen) -> None:
    await desk.anna.posts(desk.channel, "anybody there?")
    await by_socket(bolt(desk))
    await desk.slack.settled()
    assert texts(desk) == ["anybody there?"]


async def test_sockets_asked_to_come_again_lose_nothing(desk: Desk, by_socket: Listen) -> None:
    await by_socket(bolt(desk))
    await desk.slack.refresh_sockets()
    await desk.anna.posts(desk.channel, "in the gap")
    await desk.slack.settled()
    await desk.slack.connected(desk.app)
    await desk.anna.posts(desk.channel, "after it")
    await desk.slack.settled()
    assert texts(desk) == ["in the gap", "after it"]


async def test_events_may_come_twice_and_in_the_wrong_order(desk: Desk, by_socket: Listen) -> None:
    await by_socket(bolt(desk))
    await desk.anna.posts(desk.channel, "zero")  # Bolt looks its token up first; after that it keeps the order
    await desk.slack.settled()
    desk.slack.faults.reorder_events = 2
    await desk.anna.posts(desk.channel, "one")
    await desk.anna.posts(desk.channel, "two")
    desk.slack.faults.duplicate_events = 1
    await desk.anna.posts(desk.channel, "three")
    await desk.slack.settled()
    assert texts(desk) == ["zero", "two", "one", "three", "three"]
    assert desk.events[3]["event_id"] == desk.events[4]["event_id"]


async def test_an_event_may_be_lost_while_history_and_replies_still_know_its_message(
    desk: Desk, by_socket: Listen
) -> None:
    await by_socket(bolt(desk))
    root = await desk.anna.posts(desk.channel, "root")
    desk.slack.faults.lose_events = 1
    lost = await desk.anna.posts(desk.channel, "lost", thread=root)
    await desk.anna.posts(desk.channel, "heard", thread=root)
    await desk.slack.settled()

    assert texts(desk) == ["root", "heard"]
    client = AsyncWebClient(BOT, base_url=desk.slack.api_url)
    [shown] = (await client.conversations_history(channel=desk.channel.id))["messages"]
    replies = (await client.conversations_replies(channel=desk.channel.id, ts=root.ts, oldest=lost.ts))["messages"]
    assert shown["latest_reply"] == replies[-1]["ts"]
    told = await client.conversations_replies(channel=desk.channel.id, ts=root.ts, oldest=lost.ts, inclusive=True)
    assert [item["text"] for item in told["messages"]] == ["root", "lost", "heard"]


async def test_of_two_connections_each_gets_its_share_and_one_that_breaks_leaves_it_to_the_other(
    desk: Desk, by_socket: Listen
) -> None:
    held, got = asyncio.Event(), []

    def taker(number: int) -> Callable[[], Awaitable[None]]:
        async def take() -> None:
            got.append(number)
            if len(got) > 2:
                await held.wait()  # the third: never acknowledged by whoever got it first

        return take

    for number in range(2):
        app = bolt(desk)
        app.event("message")(taker(number))
        await by_socket(app)
    sockets = desk.slack.office.transport.sockets
    await desk.slack.changes.wait(lambda: len(sockets.of(desk.app.id)) == 2)
    for words in ("one", "two"):
        await desk.anna.posts(desk.channel, words)
        await desk.slack.settled()
    assert sorted(got) == [0, 1]

    await desk.anna.posts(desk.channel, "three")
    await desk.slack.changes.wait(lambda: [one for one in sockets.of(desk.app.id) if one.waiting])
    [broken] = [one for one in sockets.of(desk.app.id) if one.waiting]
    await broken.websocket.close(1011)
    await desk.slack.changes.wait(lambda: any(entry["attempt"] for entry in desk.slack.workspace.state.pending))
    held.set()
    await desk.slack.settled()
    assert desk.slack.given_up == []
    assert len(got) > 3


async def test_a_link_is_unfurled_without_being_an_edit(desk: Desk, by_socket: Listen) -> None:
    await by_socket(bolt(desk))
    desk.slack.faults.unfurls = True
    message = await desk.anna.posts(desk.channel, "https://example.com")
    await desk.slack.settled()
    changed = desk.events[1]["event"]
    assert changed["subtype"] == "message_changed"
    assert "edited" not in changed["message"]
    assert not message.edited


async def test_calls_fail_as_told_and_only_so_often(desk: Desk) -> None:
    faults = desk.slack.faults
    faults.add("chat.postMessage", retry_after=3)
    with pytest.raises(SlackApiError) as limited:
        await desk.says("one")
    assert limited.value.response.status_code == 429
    assert limited.value.response.headers["Retry-After"] == "3"

    faults.add("chat.postMessage", channel=desk.channel.id, error="is_archived")
    with pytest.raises(SlackApiError, match="is_archived"):
        await desk.says("two")

    faults.add("chat.postMessage", status=500)
    with pytest.raises(SlackApiError):
        await desk.says("three")
    assert desk.anna.channel_view(desk.channel) == []
    await desk.says("four")
    assert [call.error for call in desk.slack.calls] == ["ratelimited", "is_archived", "http 500", None]


async def test_a_connection_cut_after_the_effect_makes_the_sdk_post_twice(desk: Desk) -> None:
    desk.slack.faults.add("chat.postMessage", drop="after")
    await desk.says("once?")
    desk.slack.faults.add("chat.postMessage", drop="before")
    await desk.says("once!")
    assert [message.text for message in desk.anna.channel_view(desk.channel)] == ["once?", "once?", "once!"]


async def test_a_call_can_be_held_until_the_story_goes_on(desk: Desk) -> None:
    gate = asyncio.Event()
    fault = desk.slack.faults.add("chat.postMessage", hold=gate)
    posting = asyncio.create_task(desk.says("late"))
    await fault.reached.wait()
    assert desk.anna.channel_view(desk.channel) == []
    gate.set()
    await posting
    assert await desk.anna.sees("late")


async def test_a_workspace_that_is_down_is_simply_not_there(desk: Desk, by_socket: Listen) -> None:
    await by_socket(bolt(desk))
    desk.slack.down = True
    with pytest.raises(aiohttp.ClientError):
        await desk.says("nobody hears")
    await desk.anna.posts(desk.channel, "said meanwhile")
    desk.slack.down = False
    await desk.slack.settled()
    assert texts(desk) == ["said meanwhile"]


async def test_everything_is_there_again_after_a_restart(tmp_path: Path) -> None:
    first = Slack(folder=tmp_path)
    anna = first.person("Anna Berg")
    app = first.add_app(BOT, APP, SECRET, "desk")
    channel = first.channel("support", members=[anna, app])
    root = await anna.posts(channel, "before", files=[("a.txt", b"bytes")])
    await anna.reacts(root, "eyes")
    await first.office.events.close()  # as after kill -9: nobody saved anything on the way out

    second = Slack(folder=tmp_path)
    prefixed = Starlette(routes=[Mount("/slack", app=second.app)])
    async with Server(prefixed) as server:
        again = second.person("Anna Berg")
        assert second.add_app(BOT, APP, SECRET, "desk") == app
        assert second.channel("support") == channel
        assert again.channel_view(channel) == [again.look_again(root)]
        client = AsyncWebClient(token=BOT, base_url=f"{server.url}/slack/api/")
        file = (await client.files_info(file=root.raw["files"][0]["id"]))["file"]
        assert file["url_private"].startswith(f"{server.url}/slack/files-pri/")
        async with aiohttp.ClientSession(headers={"Authorization": f"Bearer {BOT}"}) as session:
            async with session.get(file["url_private_download"]) as response:
                assert await response.read() == b"bytes"
        pending = [item["payload"]["event"].get("text") for item in second.workspace.state.pending]
        assert "before" in pending
        await second.close()
