"""Slack after a silence: what agents wrote while nobody listened is read back, in its order, and has its effect once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest

import bots.slack.missed
from frontdoor.program import Program
from frontdoor.settings import read_settings
from tests.stories.conftest import Open, Stage
from tests.stories.processes import Process
from tests.stories.tickets import chat_of, lines_of, open_ticket, taken_ticket

DELIVERED = "white_check_mark"
READING = ("conversations.history", "conversations.replies")


@asynccontextmanager
async def away(stage: Stage, **time: float) -> AsyncIterator[None]:
    """The program is not there for a while, longer than Slack goes on telling what it missed."""
    await stage.settles()
    await stage.stop()
    stage.world.slack.retry_delays = ()
    yield
    await stage.world.slack.settled()
    stage.clock.pass_(timedelta(**(time or {"minutes": 30})))
    await stage.start()


def told(stage: Stage) -> list[str]:
    """What Anna's words became in Ann's chat."""
    return [line.removeprefix("Anna Berg\n") for line in chat_of(stage.world.ann) if line.startswith("Anna Berg\n")]


async def reads(stage: Stage, words: list[str]) -> None:
    """Waits until exactly these words of Anna's stand in Ann's chat, and stay there."""
    await stage.world.telegram.changes.wait(lambda: told(stage) == words, 10, lambda: f"Ann reads {told(stage)}")
    await stage.settles()
    assert told(stage) == words


def read_back(stage: Stage) -> list[str]:
    """The threads and channels that were read, in their order."""
    return [
        str(call.arguments.get("ts") or call.arguments["channel"])
        for call in stage.world.slack.calls
        if call.method in READING
    ]


async def test_what_agents_wrote_meanwhile_arrives_in_its_order_and_once(stage: Stage) -> None:
    ann, anna, support = stage.world.ann, stage.world.anna, stage.world.support
    card = await taken_ticket(stage)
    await anna.posts(support, "before", thread=card)
    await ann.sees("before")
    async with away(stage):
        for words in ("one", "// among us", "two", "three"):
            message = await anna.posts(support, words, thread=card)
        await stage.world.dora.joins(support)
        await stage.world.bruno.posts(support, "I would restart it", thread=card)
    await ann.sees("three")
    await anna.sees_reaction(message, DELIVERED)
    await stage.settles()
    assert told(stage) == ["before", "one", "two", "three"]


async def test_what_slack_tells_late_after_all_has_no_second_effect(stage: Stage) -> None:
    ann, anna, support, slack = stage.world.ann, stage.world.anna, stage.world.support, stage.world.slack
    card = await taken_ticket(stage)
    async with away(stage):
        words = await anna.posts(support, "one", thread=card)
        await anna.edits(words, "one, corrected")
        await anna.posts(support, "solved", thread=card, mention_bot=True)
    await ann.sees("Was your problem solved?")
    await stage.settles()
    slack.retry_delays = (0.1, 0.1)
    for payload in [one for one in slack.given_up if one["event"]["type"] in ("message", "app_mention")]:
        slack.office.events.emit("message.channels", dict(payload["event"]), slack.workspace.state.apps.values())
    await stage.settles()
    assert told(stage) == ["one, corrected"]
    assert len([line for line in chat_of(ann) if "Was your problem solved?" in line]) == 1
    assert len([line for line in lines_of(stage, card) if "was asked" in line]) == 1


async def test_edits_and_deletions_of_what_was_sent_before_are_noticed(stage: Stage) -> None:
    ann, anna, support = stage.world.ann, stage.world.anna, stage.world.support
    card = await taken_ticket(stage)
    await anna.posts(support, "Press F5", thread=card)
    wrong = await anna.posts(support, "Press F6", thread=card)
    gone = await anna.posts(support, "Press F7", thread=card)
    hidden = await anna.posts(support, "Carl is away", thread=card)
    await ann.sees("Carl is away")
    async with away(stage):
        await anna.edits(wrong, "Press F8")
        await anna.deletes(gone)
        await anna.edits(hidden, "// Carl is away")
    await reads(stage, ["Press F5", "Press F8"])


async def test_an_edit_is_noticed_once_and_a_later_one_again(stage: Stage) -> None:
    ann, anna, support = stage.world.ann, stage.world.anna, stage.world.support
    card = await taken_ticket(stage)
    message = await anna.posts(support, "Press F5", thread=card)
    await ann.sees("Press F5")
    async with away(stage):
        await anna.edits(message, "Press F6")
    await ann.sees("Press F6")
    async with away(stage):
        stage.clock.pass_(timedelta(seconds=2))
        await anna.edits(message, "Press F7")
    await ann.sees("Press F7")
    async with away(stage):
        pass
    await stage.settles()
    assert told(stage) == ["Press F7"]
    kept = next(one for one in await stage.messages_of("HRB-1") if one.source == message.ts)
    assert [words for words, _ in kept.former] == ["Press F5", "Press F6"]


async def test_words_that_come_meanwhile_dont_overtake_what_is_read_back(stage: Stage) -> None:
    ann, anna, support, slack = stage.world.ann, stage.world.anna, stage.world.support, stage.world.slack
    card = await taken_ticket(stage)
    held = asyncio.Event()
    async with away(stage):
        await anna.posts(support, "first", thread=card)
        fault = slack.faults.add("conversations.replies", hold=held)
    await fault.reached.wait()
    slack.retry_delays = (0.1, 0.1, 0.1, 0.1)
    await anna.posts(support, "second", thread=card)
    await slack.changes.wait(lambda: slack.workspace.state.pending, 10)
    held.set()
    await ann.sees("second")
    await stage.settles()
    assert told(stage) == ["first", "second"]


async def test_a_thread_that_somebody_writes_in_is_read_before_its_turn(stage: Stage) -> None:
    """The reading back is held up in another place: whoever writes live does not wait for that."""
    ann, anna, support, slack = stage.world.ann, stage.world.anna, stage.world.support, stage.world.slack
    card = await taken_ticket(stage)
    held = asyncio.Event()
    async with away(stage):
        await anna.posts(support, "first", thread=card)
        fault = slack.faults.add("conversations.history", hold=held)
    await fault.reached.wait()
    slack.retry_delays = (0.1, 0.1, 0.1, 0.1)
    await anna.posts(support, "second", thread=card)
    await ann.sees("second")
    assert told(stage) == ["first", "second"]
    held.set()
    await stage.settles()
    assert told(stage) == ["first", "second"]


async def test_slacks_limits_are_waited_out_and_nothing_is_lost(stage: Stage) -> None:
    ann, anna, support, slack = stage.world.ann, stage.world.anna, stage.world.support, stage.world.slack
    card = await taken_ticket(stage)
    async with away(stage):
        await anna.posts(support, "patience", thread=card)
        slack.faults.add("conversations.history", retry_after=1)
        slack.faults.add("conversations.replies", retry_after=1)
    await ann.sees("patience", timeout=20)
    assert told(stage) == ["patience"]


async def test_a_slack_in_trouble_is_read_back_later(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bots.slack.missed, "LOOK", 0.1)
    ann, anna, support, slack = stage.world.ann, stage.world.anna, stage.world.support, stage.world.slack
    card = await taken_ticket(stage)
    async with away(stage):
        await anna.posts(support, "perseverance", thread=card)
        slack.faults.add("conversations.history", times=2, status=500)
        slack.faults.add("conversations.replies", drop="before")
    await ann.sees("perseverance", timeout=20)
    assert told(stage) == ["perseverance"]


async def test_only_threads_with_something_new_that_are_not_closed_long_since_are_read(stage: Stage) -> None:
    ann, anna, support = stage.world.ann, stage.world.anna, stage.world.support
    old = await taken_ticket(stage, topic="Old")
    await anna.presses("Solved", message=old)
    await ann.presses("Yes", await ann.sees("Was your problem solved?"))
    await ann.sees("HRB-1 is closed")
    await stage.settles()
    await stage.stop()
    stage.clock.pass_(timedelta(days=15))
    await stage.start()
    new = await taken_ticket(stage, topic="New")
    quiet = await open_ticket(stage, stage.world.telegram.person("Eve Low", language="en").with_bot(stage.world.bot))
    chat = await anna.posts(support, "Lunch?")
    stage.clock.pass_(timedelta(minutes=20))
    await stage.program._heard.note("slack")
    async with away(stage):
        await anna.posts(support, "still about the old one", thread=old)
        await anna.posts(support, "Pizza", thread=chat)
        await anna.posts(support, "for Ann", thread=new)
        stage.world.slack.faults.calls.clear()
    await ann.sees("for Ann")
    await stage.settles()
    assert read_back(stage) == [support.id, new.ts]
    assert quiet.ts not in read_back(stage)


async def test_the_first_start_reads_nothing_back(stage_of: Open) -> None:
    async with stage_of(started=False) as stage:
        root = await stage.world.anna.posts(stage.world.support, "Before you came")
        await stage.world.anna.posts(stage.world.support, "we talked here", thread=root)
        await stage.start()
        await taken_ticket(stage)
        assert read_back(stage) == []


async def test_a_broken_connection_is_caught_up_with_when_the_next_one_stands(stage: Stage) -> None:
    ann, anna, support, slack = stage.world.ann, stage.world.anna, stage.world.support, stage.world.slack
    card = await taken_ticket(stage)
    await stage.settles()
    slack.down = True
    slack.retry_delays = ()
    await anna.posts(support, "into the void", thread=card)
    await slack.settled()
    stage.clock.pass_(timedelta(minutes=10))
    slack.down = False
    await ann.sees("into the void", timeout=20)
    assert told(stage) == ["into the void"]


async def test_a_connection_that_stands_and_is_silent_is_looked_behind(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bots.slack.missed, "LOOK", 0.1)
    ann, anna, support, slack = stage.world.ann, stage.world.anna, stage.world.support, stage.world.slack
    card = await taken_ticket(stage)
    await stage.settles()
    slack.faults.lose_events = 1
    await anna.posts(support, "unheard", thread=card)
    stage.clock.pass_(timedelta(minutes=11))
    await ann.sees("unheard", timeout=20)
    await anna.posts(support, "and there it is", thread=card)
    await ann.sees("and there it is")
    assert told(stage) == ["unheard", "and there it is"]


async def test_a_file_that_was_missed_arrives_too(stage: Stage) -> None:
    anna, support = stage.world.anna, stage.world.support
    card = await taken_ticket(stage)
    async with away(stage):
        await anna.posts(support, "the manual", thread=card, files=[("manual.txt", b"Press F5")])
        await anna.posts(support, "as promised", thread=card)
    await stage.world.ann.sees("as promised")
    assert [message["document"]["file_name"] for message in stage.world.ann.chat if "document" in message] == [
        "manual.txt"
    ]


async def test_after_a_silence_of_days_what_was_done_before_is_not_done_again(stage: Stage) -> None:
    ann, anna, support = stage.world.ann, stage.world.anna, stage.world.support
    card = await taken_ticket(stage)
    await anna.posts(support, "solved", thread=card, mention_bot=True)
    question = await ann.sees("Was your problem solved?")
    await ann.presses("Not quite", question)
    await ann.sees("What is still missing")
    async with away(stage, days=5):
        await anna.posts(support, "now then", thread=card)
    await ann.sees("now then")
    await stage.settles()
    assert len([line for line in chat_of(ann) if "Was your problem solved?" in line]) == 1


# ---------------------------------------------------------------- two processes


@asynccontextmanager
async def ears(stage: Stage) -> AsyncIterator[tuple[Program, asyncio.Task[None]]]:
    """A second process that only listens to Slack; the stage's own sends."""
    program = Program(read_settings(stage.environ), stage.desk, clock=stage.clock.now, listens=("slack",), works=False)
    async with program:
        listening = asyncio.create_task(program.run())
        try:
            yield program, listening
        finally:
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)


def sockets_of(stage: Stage) -> list[Any]:
    return stage.world.slack.office.transport.sockets.of(stage.world.app.id)


async def two_sockets(stage: Stage) -> None:
    await stage.world.slack.changes.wait(lambda: len(sockets_of(stage)) == 2, 20)


async def test_two_processes_hold_sockets_and_every_word_arrives_once_also_while_slack_renews_them(
    stage: Stage,
) -> None:
    ann, anna, support = stage.world.ann, stage.world.anna, stage.world.support
    card = await taken_ticket(stage)
    words = [f"word {number}" for number in range(8)]
    async with ears(stage):
        await two_sockets(stage)
        first = sockets_of(stage)
        for number, word in enumerate(words):
            if number == 4:
                await stage.world.slack.refresh_sockets("warning")
            await anna.posts(support, word, thread=card)
            await stage.world.slack.settled()
            stage.program.look_at_the_clock()
        await ann.sees(words[-1])
        await two_sockets(stage)
        assert not set(first) & set(sockets_of(stage))
    await stage.settles()
    assert told(stage) == words


async def test_an_event_whose_process_was_killed_before_the_ack_has_its_effect_once_through_the_other(
    stage: Stage,
) -> None:
    anna, support, slack = stage.world.anna, stage.world.support, stage.world.slack
    card = await taken_ticket(stage)
    [ours] = sockets_of(stage)
    async with Process.of(stage, "worker", without=("TELEGRAM_BOT_TOKEN",)) as other:
        await slack.changes.wait(lambda: len(sockets_of(stage)) == 2, 30)
        held = slack.faults.add("users.info", times=2, hold=asyncio.Event())  # the stage's own knows Anna already
        slack.faults.add("conversations.members", times=2, hold=asyncio.Event())
        words = ["a word", "another"]
        for word in words:
            await anna.posts(support, word, thread=card)
        await held.reached.wait()
        assert any(socket.waiting for socket in sockets_of(stage) if socket is not ours)
        await other.killed()
        await slack.changes.wait(lambda: len(told(stage)) == 2, 20)
    await stage.settles()
    assert sorted(told(stage)) == words
    assert sockets_of(stage) == [ours]


async def test_of_two_processes_that_come_back_one_reads_back(stage: Stage) -> None:
    anna, support, slack = stage.world.anna, stage.world.support, stage.world.slack
    card = await taken_ticket(stage)
    held = asyncio.Event()
    async with away(stage):
        await anna.posts(support, "just once", thread=card)
        slack.faults.calls.clear()
        fault = slack.faults.add("conversations.history", hold=held)
    await fault.reached.wait()
    async with ears(stage) as (other, _):
        missed: Any = other.channels["slack"]
        while missed._missed._new:  # it has yet to see that somebody is at it
            await stage.tickets()
        held.set()
        await reads(stage, ["just once"])
    assert read_back(stage) == [support.id, card.ts]


async def test_a_gap_of_seconds_is_read_back_too_so_that_nothing_overtakes_what_was_said_in_it(stage: Stage) -> None:
    anna, support, slack = stage.world.anna, stage.world.support, stage.world.slack
    card = await taken_ticket(stage)
    async with away(stage, seconds=3):
        await anna.posts(support, "into the gap", thread=card)
    await slack.connected(stage.world.app)
    slack.retry_delays = (0.1, 0.1, 0.1)
    await anna.posts(support, "right after it", thread=card)
    await reads(stage, ["into the gap", "right after it"])
