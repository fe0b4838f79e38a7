"""What runs out: trigger ids, response URLs, rate limits; and waiting that a story's own clock leads."""

from __future__ import annotations

import asyncio
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError

from tests.playground.slack.conftest import Desk, Listen, bolt
from tests.playground.slack.test_buttons import button, form, section


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0
        self._sleepers: list[tuple[float, asyncio.Future[None]]] = []

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        """Wait until the clock was moved that far."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._sleepers.append((self.now + seconds, future))
        await future

    def moves(self, seconds: float) -> None:
        """Let so many seconds pass."""
        self.now += seconds
        for due, future in self._sleepers:
            if due <= self.now and not future.done():
                future.set_result(None)


@pytest.fixture
def clock(desk: Desk) -> Clock:
    """The workspace's clock in the story's hand."""
    clock = Clock()
    desk.slack.workspace.clock = clock
    desk.slack.workspace.sleep = clock.sleep
    return clock


async def test_a_trigger_lasts_three_seconds_and_one_use(desk: Desk, clock: Clock, by_socket: Listen) -> None:
    app = bolt(desk)
    desk.slack.ack_timeout = 60
    errors: list[str] = []

    @app.command("/support")
    async def support(ack: Any, command: dict[str, Any], client: Any) -> None:
        await ack()
        if command["text"] == "slow":
            clock.moves(3.1)
        for _ in range(2):
            try:
                await client.views_open(trigger_id=command["trigger_id"], view=form())
            except SlackApiError as refused:
                errors.append(refused.response["error"])

    await by_socket(app)
    await desk.anna.command("/support", "quick", desk.channel)
    assert errors == ["exchanged_trigger_id"]
    await desk.ben.command("/support", "slow", desk.channel)
    assert errors[1:] == ["expired_trigger_id", "expired_trigger_id"]
    assert desk.ben.modal is None


async def test_a_response_url_is_good_for_five_uses_and_half_an_hour(
    desk: Desk, clock: Clock, by_socket: Listen
) -> None:
    app = bolt(desk)
    urls: list[str] = []

    @app.action("take")
    async def take(ack: Any, body: dict[str, Any]) -> None:
        await ack()
        urls.append(body["response_url"])

    await by_socket(app)
    await desk.says("card", blocks=[section("card"), button("Take", "take")])
    await desk.anna.presses("Take")
    await desk.anna.presses("Take")
    async with aiohttp.ClientSession() as session:

        async def answers(url: str, text: str) -> int:
            async with session.post(url, json={"text": text}) as response:
                return response.status

        assert [await answers(urls[0], f"note {n}") for n in range(6)] == [200] * 5 + [404]
        clock.moves(30 * 60 + 1)
        assert await answers(urls[1], "too late") == 404
    assert [message.text for message in desk.anna.channel_view(desk.channel)][1:] == [f"note {n}" for n in range(5)]
    assert len(desk.ben.channel_view(desk.channel)) == 1


async def test_an_event_nobody_acknowledged_comes_again_at_once_then_after_one_and_five_minutes(
    desk: Desk, clock: Clock, by_http: Listen
) -> None:
    app = bolt(desk)
    tries = asyncio.Queue[str]()

    @app.event("message")
    async def fail(request: Any) -> None:
        await tries.put(request.headers.get("x-slack-retry-reason", ["first"])[0])
        raise RuntimeError("not now")

    await by_http(app)
    await desk.anna.posts(desk.channel, "hello")
    assert [await tries.get(), await tries.get()] == ["first", "http_error"]
    state = desk.slack.workspace.state
    for seconds in (60, 300):
        await desk.slack.changes.wait(lambda: state.pending[0]["due"] > clock.now)
        assert state.pending[0]["due"] == clock.now + seconds
        clock.moves(seconds)
        assert await tries.get() == "http_error"
    await desk.slack.settled()
    assert len(desk.slack.given_up) == 1


async def test_limits_hold_back_one_channel_and_let_the_others_go(desk: Desk, clock: Clock) -> None:
    desk.slack.enforce_limits = True
    other = desk.slack.channel("other", members=[desk.anna, desk.app])
    for number in range(5):
        await desk.says(f"burst {number}")
    with pytest.raises(SlackApiError) as limited:
        await desk.says("one too many")
    assert limited.value.response.headers["Retry-After"] == "5"
    await desk.client.chat_postMessage(channel=other.id, text="elsewhere")
    clock.moves(5)
    await desk.says("now")
