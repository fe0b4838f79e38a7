"""Telegram after a silence: words and edits are there, presses may be lost; then the open question is put again, once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

from playground.telegram.people import Person
from storage.database import Database
from tests.stories.conftest import Open, Stage
from tests.stories.processes import Process, free_port
from tests.stories.tickets import chat_of, taken_ticket
from tests.stories.walks import (
    IDEA,
    PREVIEW,
    STALE,
    answers,
    heard,
    labels,
    replies,
    reports,
    starts_with,
    toast,
)

LOST = "If you have pressed a button meanwhile"


@asynccontextmanager
async def away(stage: Stage, **time: float) -> AsyncIterator[None]:
    """The program is not there for a while."""
    await stage.settles()
    await stage.stop()
    yield
    stage.clock.pass_(timedelta(**(time or {"minutes": 10})))
    await stage.start()


async def at_the_preview(stage: Stage, person: Person) -> dict[str, Any]:
    """Everything answered, nothing sent."""
    await starts_with(person, "I have an idea")
    question = await answers(stage, person, IDEA)
    return await person.sees(PREVIEW, after=question)


def put_again(person: Person) -> int:
    """How often somebody read that a press may have been lost."""
    return len([line for line in chat_of(person) if LOST in line])


async def caught_up(stage: Stage) -> None:
    """Waits until the program waits for news: then nothing is left to be taken in or to be put again."""
    await heard(stage)
    await stage.world.telegram.changes.wait(lambda: stage.world.telegram.polled(stage.world.bot), 20)
    await stage.settles()


async def test_a_request_whose_send_was_lost_is_shown_again_and_can_be_sent(stage: Stage) -> None:
    ann, anna = stage.world.ann, stage.world.anna
    preview = await at_the_preview(stage, ann)
    async with away(stage):
        await ann.presses("Send", preview)
    line = await ann.sees(LOST)
    again = await ann.sees(PREVIEW, after=line)
    await stage.settles()
    assert labels(again) == ["Send", "Change", "Cancel"]
    await ann.presses("Send", again)
    await ann.sees("HRB-1 is with Product support", after=again)
    await anna.sees("*HRB-1* ·", in_channel=stage.world.support)
    assert put_again(ann) == 1


async def test_the_old_question_is_stale_and_loses_its_buttons(stage: Stage) -> None:
    ann = stage.world.ann
    await starts_with(ann, "I have an idea")
    asked = await ann.sees("in one line")
    async with away(stage):
        await ann.presses("Cancel", asked)
        stage.world.telegram.faults.add("editMessageReplyMarkup", retry_after=2)
    again = await ann.sees(LOST)
    assert "in one line" in again["text"]
    assert await toast(await ann.presses("Cancel", asked)) == STALE
    await stage.settles()
    await stage.time_passes(seconds=3)
    await stage.world.telegram.changes.wait(lambda: not labels(_now(ann, asked)), 10)
    await replies(stage, ann, "Dark colours")
    await ann.sees("2 of 2", after=again)


def _now(person: Person, message: dict[str, Any]) -> dict[str, Any]:
    """A message as it stands in the chat now."""
    return next(one for one in person.chat if one["message_id"] == message["message_id"])


async def test_a_press_that_telegram_has_kept_counts_and_nothing_is_put_again(stage: Stage) -> None:
    ann = stage.world.ann
    preview = await at_the_preview(stage, ann)
    async with away(stage, minutes=2):
        await ann.presses("Send", preview)
    await ann.sees("HRB-1 is with Product support")
    await caught_up(stage)
    assert put_again(ann) == 0


async def test_it_is_put_once_for_one_silence_however_often_the_program_starts(stage: Stage) -> None:
    ann = stage.world.ann
    await at_the_preview(stage, ann)
    async with away(stage):
        pass
    await ann.sees(LOST)
    await caught_up(stage)
    async with away(stage, seconds=30):
        pass
    await caught_up(stage)
    assert put_again(ann) == 1
    async with away(stage, hours=1):
        pass
    await stage.world.telegram.changes.wait(lambda: put_again(ann) == 2, 10)


async def test_who_answered_in_words_meanwhile_is_asked_the_next_question_and_no_old_one(stage: Stage) -> None:
    ann = stage.world.ann
    await starts_with(ann, "I have an idea")
    await ann.sees("in one line")
    async with away(stage):
        stage.a_moment_passes()
        topic = await ann.says("Dark colours")
        await ann.edits(topic, "Dark colors")
    asked = await ann.sees("2 of 2")
    await caught_up(stage)
    assert put_again(ann) == 0
    await replies(stage, ann, "My eyes hurt")
    preview = await ann.sees(PREVIEW, after=asked)
    assert "Dark colors" in preview["text"]


async def test_who_was_asked_long_before_is_left_in_peace_and_can_go_on(stage: Stage) -> None:
    ann, carlo = stage.world.ann, stage.world.carlo
    preview = await at_the_preview(stage, ann)
    await stage.settles()
    stage.clock.pass_(timedelta(hours=3))
    await stage.program._heard.note("telegram")
    await starts_with(carlo, "Ho un'idea")
    await carlo.sees("1 di 2")
    async with away(stage):
        await ann.presses("Send", preview)
    await carlo.sees("Se nel frattempo ha premuto un pulsante")
    await caught_up(stage)
    assert put_again(ann) == 0

    begun = await ann.starts()
    await ann.presses("Go on", await ann.sees_button("Go on", after=begun))
    again = await ann.sees(PREVIEW, after=begun)
    await ann.presses("Send", again)
    await ann.sees("is with Product support", after=again)


async def test_an_old_button_pressed_once_more_after_the_silence_works(stage: Stage) -> None:
    ann = stage.world.ann
    preview = await at_the_preview(stage, ann)
    await stage.settles()
    stage.clock.pass_(timedelta(hours=3))
    await stage.program._heard.note("telegram")
    async with away(stage):
        await ann.presses("Send", preview)
    await caught_up(stage)
    await ann.presses("Send", preview)
    await ann.sees("HRB-1 is with Product support")


async def test_was_your_problem_solved_is_asked_again(stage: Stage) -> None:
    ann, anna = stage.world.ann, stage.world.anna
    card = await taken_ticket(stage)
    await anna.presses("Solved", message=card)
    question = await ann.sees("Was your problem solved?")
    async with away(stage):
        await ann.presses("Yes", question)
    again = await ann.sees(LOST)
    assert "Was your problem solved?" in again["text"]
    await ann.presses("Yes", again)
    await ann.sees("HRB-1 is closed")
    assert len([line for line in chat_of(ann) if "HRB-1 is closed" in line]) == 1
    assert not labels(_now(ann, question))


async def test_which_ticket_is_asked_again(stage: Stage) -> None:
    ann = stage.world.ann
    await reports(stage, ann, IDEA)
    await reports(stage, ann, IDEA)
    said = await ann.says("It got worse")
    which = await ann.sees_button("HRB-1 · Dark colours", after=said)
    async with away(stage):
        await ann.presses("HRB-1 · Dark colours", which)
    again = await ann.sees(LOST)
    await ann.presses("HRB-2 · Dark colours", again)
    await ann.sees("This goes to HRB-2")
    await stage.settles()
    assert "It got worse" in [one.text for one in await stage.messages_of("HRB-2")]
    assert not labels(_now(ann, which))


async def test_a_telegram_that_was_unreachable_counts_as_a_silence_too(stage: Stage) -> None:
    ann, telegram = stage.world.ann, stage.world.telegram
    preview = await at_the_preview(stage, ann)
    await stage.settles()
    telegram.down = True
    await ann.presses("Send", preview)
    stage.clock.pass_(timedelta(minutes=10))
    telegram.down = False
    await stage.time_passes(minutes=1)
    again = await ann.sees(LOST, timeout=20)
    await ann.presses("Send", await ann.sees(PREVIEW, after=again, timeout=20))
    await ann.sees("HRB-1 is with Product support")


async def test_a_process_served_by_webhook_does_the_same(stage_of: Open) -> None:
    async with stage_of(started=False) as stage:
        ann, anna, port = stage.world.ann, stage.world.anna, free_port()
        by_webhook: dict[str, Any] = {"PORT": str(port), "FRONTDOOR_PUBLIC_URL": f"http://127.0.0.1:{port}"}
        async with Process.of(stage, **by_webhook) as desk:
            said = await ann.says("It was there yesterday")
            await ann.presses("I have an idea", await ann.sees_button("I have an idea", after=said, timeout=30))
            await ann.sees("in one line")
            topic = await ann.says("The page is blank")
            preview = await ann.sees(PREVIEW)
            await ann.says("One thing more")  # answered only once it is known that the preview was shown
            await ann.sees("I have kept this")
            await desk.killed()
            await ann.presses("Send", preview)
            await ann.edits(topic, "The page is white")
            _ten_minutes_ago(stage)
            stage.clock.pass_(timedelta(minutes=10))
            await desk.start()
            line = await ann.sees(LOST, timeout=30)
            again = await ann.sees(PREVIEW, after=line, timeout=30)
            assert "The page is white" in again["text"]
            await ann.presses("Send", again)
            await ann.sees("HRB-1 is with Product support", timeout=30)
            await anna.sees("Topic:* The page is white", in_channel=stage.world.support, timeout=30)
            assert put_again(ann) == 1
            assert "getUpdates" not in {call.method for call in stage.world.telegram.calls}


def _ten_minutes_ago(stage: Stage) -> None:
    """A process has the real clock: what it has written down is moved back instead."""
    engine = Database.at(stage.ground.url).connect(writes=True)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE heard SET at = at - 600000000")
        connection.exec_driver_sql("UPDATE delivery SET fate_at = fate_at - 600000000")
    engine.dispose()
