"""What was missed is read back: from private chats too, within a number of calls, and never where the app can't read."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest

import bots.slack.missed
from bots.slack.channel import Slack as Channel
from bots.slack.settings import SlackSettings
from core.messages import Deleted, Edited, Said
from core.ports import Spoken

from .conftest import APP, BOT, SECRET, Desk, install, manifest

Listening = Callable[[Desk, bool], asyncio.Task[None]]


@pytest.fixture
async def listens() -> AsyncIterator[Listening]:
    """Starts to listen again after half an hour in which nobody did and Slack gave everything up."""
    tasks: list[asyncio.Task[None]] = []
    opened: list[Channel] = []

    async def run(desk: Desk, by_http: bool) -> None:
        settings = SlackSettings(BOT, None if by_http else APP, SECRET, desk.slack.api_url)
        channel = Channel(settings, desk.inbox, desk.store, desk.heard, homes=[desk.room.id], direct=True)
        opened.append(channel)
        await channel.open()
        await channel.listen()

    def start(desk: Desk, by_http: bool = False) -> asyncio.Task[None]:
        desk.heard.since = datetime.now(UTC) - timedelta(minutes=30)
        tasks.append(asyncio.create_task(run(desk, by_http)))
        return tasks[-1]

    yield start
    for task in tasks:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
    for channel in opened:
        await channel.close()


@pytest.fixture
def desk(desk: Desk) -> Desk:
    desk.slack.retry_delays = ()
    return desk


async def made_up(desk: Desk) -> None:
    await desk.heard.changes.wait(lambda: desk.heard.made_up, 10)


async def threads(desk: Desk, count: int) -> list[str]:
    """So many tickets, each with a word of Carla's in its thread."""
    places = []
    for number in range(count):
        place, card = await desk.card(f"HRB-{number}")
        await desk.carla.posts(desk.room, f"word {number}", thread=card)
        places.append(place)
    desk.heard.tickets = set(places)
    await desk.slack.settled()
    return places


@pytest.mark.parametrize("by_http", [False, True])
async def test_words_in_threads_of_tickets_are_read_back_over_socket_mode_and_with_http(
    desk: Desk, listens: Listening, by_http: bool
) -> None:
    [place] = await threads(desk, 1)
    lunch = await desk.carla.posts(desk.room, "Lunch?")
    await desk.dan.posts(desk.room, "Pizza", thread=lunch)
    listens(desk, by_http)
    await made_up(desk)

    assert [(said.text, said.place) for said in await desk.inbox.gets(Said)] == [("word 0", place)]


async def test_private_chats_and_their_threads_are_read_back_where_they_are_served(
    desk: Desk, listens: Listening
) -> None:
    scopes = [*manifest()["oauth_config"]["scopes"]["bot"], "im:read", "im:history"]
    install(desk.slack, scopes=scopes)
    chat = desk.carla.dm_with(desk.app)
    first = await desk.carla.posts(chat, "My screen is black")
    await desk.carla.posts(chat, "and it smells", thread=first)
    listens(desk, False)
    await made_up(desk)

    assert [(said.text, said.direct) for said in await desk.inbox.gets(Said, 2)] == [
        ("My screen is black", True),
        ("and it smells", True),
    ]


async def test_private_chats_that_the_app_may_not_read_hold_nothing_up(
    desk: Desk, listens: Listening, caplog: pytest.LogCaptureFixture
) -> None:
    desk.slack.faults.add("users.conversations", error="missing_scope")
    await threads(desk, 1)
    listens(desk, False)
    await made_up(desk)

    assert len(await desk.inbox.gets(Said)) == 1
    assert "missing_scope" in caplog.text


async def test_what_was_read_back_bears_the_keys_of_the_events(desk: Desk, listens: Listening) -> None:
    place, card = await desk.card()
    desk.heard.tickets = {place}
    kept = await desk.carla.posts(desk.room, "Press F5", thread=card)
    gone = await desk.carla.posts(desk.room, "Press F6", thread=card, mention_bot=True)
    await desk.carla.edits(kept, "Press F7")
    await desk.carla.deletes(gone)
    await desk.slack.settled()
    desk.heard.said = [Spoken(place, one.ts, desk.carla.id) for one in (gone, kept)]
    listens(desk, False)
    await made_up(desk)
    read = {
        update.key for update in desk.inbox.accepted if not (isinstance(update, Said) and update.message == gone.ts)
    }
    desk.inbox.accepted.clear()
    for payload in desk.slack.given_up:
        desk.slack.office.events.emit(
            "message.channels", dict(payload["event"]), [desk.slack.workspace.app(desk.app.id)]
        )
    await desk.slack.settled()

    assert {type(update) for update in desk.inbox.accepted} == {Said, Edited, Deleted}
    told = {
        update.key for update in desk.inbox.accepted if not (isinstance(update, Said) and update.message == gone.ts)
    }
    assert read == told


async def test_a_channel_the_app_was_removed_from_holds_nothing_up(desk: Desk, listens: Listening) -> None:
    await threads(desk, 1)
    other = desk.slack.channel("other", members=[desk.carla])
    desk.heard.tickets.add(f"{other.id}:1000.000100")
    listens(desk, False)
    await made_up(desk)

    assert len(await desk.inbox.gets(Said)) == 1


async def test_it_ends_after_a_number_of_calls_and_says_so(
    desk: Desk, listens: Listening, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(bots.slack.missed, "CALLS", 3)
    await threads(desk, 5)
    listens(desk, False)
    await made_up(desk)

    assert len(await desk.inbox.gets(Said)) == 2
    assert "after 3 calls" in caplog.text


async def test_while_another_process_reads_back_a_live_word_waits_for_its_own_thread_alone(
    desk: Desk, listens: Listening
) -> None:
    place, card = await desk.card()
    desk.heard.tickets, desk.heard.taken = {place}, True
    await desk.carla.posts(desk.room, "missed", thread=card)
    await desk.slack.settled()
    listens(desk, False)
    await desk.slack.connected(desk.app)
    desk.slack.retry_delays = (0.1, 0.1, 0.1)
    await desk.carla.posts(desk.room, "live", thread=card)

    assert [said.text for said in await desk.inbox.gets(Said, 2)] == ["missed", "live"]
    assert not desk.heard.made_up
