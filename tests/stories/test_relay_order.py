"""Slack's events in another order than they happened (an edit or a deletion that comes before its message, or before an
earlier edit), and edits that come faster than they are shown."""

from __future__ import annotations

import asyncio

from core.messages import Author, Deleted, Edited, Said
from playground.slack.handles import Message
from tests.stories.conftest import Stage
from tests.stories.tickets import chat_of, taken_ticket
from tests.stories.walks import heard


def desk(stage: Stage) -> str:
    """How an agent mentions the desk."""
    return f"<@{stage.world.app.bot_user_id}>"


async def test_a_question_that_was_deleted_before_it_came_is_not_sent(stage: Stage) -> None:
    ann, anna, support = stage.world.ann, stage.world.anna, stage.world.support
    card = await taken_ticket(stage)
    stage.world.slack.faults.reorder_events = 3  # its message, its mention, its deletion
    wrong = await anna.posts(support, "ask Is your password still hunter2?", thread=card, mention_bot=True)
    await anna.deletes(wrong)
    await stage.settles()
    await anna.posts(support, "Hello", thread=card)
    await ann.sees("Hello")
    assert not any("hunter2" in line for line in chat_of(ann))


async def test_what_became_a_note_before_it_came_stays_internal(stage: Stage) -> None:
    ann, anna, support = stage.world.ann, stage.world.anna, stage.world.support
    card = await taken_ticket(stage)
    for note in (f"{desk(stage)} note she never pays", "// she never pays"):
        stage.world.slack.faults.reorder_events = 2
        wrong = await anna.posts(support, "she never pays", thread=card)
        await anna.edits(wrong, note)
        await stage.settles()
        await anna.edits(wrong, "she never pays")
    await anna.posts(support, "Hello", thread=card)
    await ann.sees("Hello")
    assert not any("never pays" in line for line in chat_of(ann))


async def test_a_note_stays_one_when_an_edit_without_its_strokes_came_before_it(stage: Stage) -> None:
    ann, anna, support = stage.world.ann, stage.world.anna, stage.world.support
    card = await taken_ticket(stage)
    stage.world.slack.faults.reorder_events = 2
    note = await anna.posts(support, "// check her plan", thread=card)
    await anna.edits(note, "check her plan")
    await stage.settles()
    await anna.posts(support, "Hello", thread=card)
    await ann.sees("Hello")
    assert not any("plan" in line for line in chat_of(ann))


async def test_an_edited_question_that_came_late_asks_with_its_last_words(stage: Stage) -> None:
    ann, anna, support = stage.world.ann, stage.world.anna, stage.world.support
    card = await taken_ticket(stage)
    stage.world.slack.faults.reorder_events = 3
    asked = await anna.posts(support, "ask Since wen?", thread=card, mention_bot=True)
    await anna.edits(asked, f"{desk(stage)} ask Since when?")
    await ann.sees("Since when?")
    await anna.sees("waiting for the requester", in_channel=support)
    assert not any("wen?" in line and "when?" not in line for line in chat_of(ann))


async def test_edited_then_deleted_and_only_then_told_of(stage: Stage) -> None:
    """Slack tells of a message a minute late: its edit and its deletion are long known."""
    ann, anna, support = stage.world.ann, stage.world.anna, stage.world.support
    card = await taken_ticket(stage)
    at = stage.clock.now()
    place, who = f"{support.id}:{card.ts}", Author(anna.id, "Anna Berg", "anna")
    edited = Edited(
        key="edited",
        channel="slack",
        place=place,
        author=who,
        at=at,
        direct=False,
        member=True,
        message="1.000001",
        text="The code is 5678",
    )
    deleted = Deleted(key="deleted", channel="slack", place=place, author=who, at=at, direct=False, message="1.000001")
    said = Said(
        key="said",
        channel="slack",
        place=place,
        author=who,
        at=at,
        direct=False,
        member=True,
        message="1.000001",
        position=1,
        text="The code is 1234",
    )
    for update in (edited, deleted, said):
        await stage.program.gate.accept(update)
    await stage.settles()
    assert not any("The code" in line for line in chat_of(ann))


async def test_of_two_edits_the_later_one_counts_whichever_comes_first(stage: Stage) -> None:
    ann, anna, support = stage.world.ann, stage.world.anna, stage.world.support
    card = await taken_ticket(stage)

    async def edits_twice(message: Message, first: str, second: str) -> None:
        stage.world.slack.faults.reorder_events = 2
        await anna.edits(message, first)
        await anna.edits(message, second)
        await stage.settles()

    price = await anna.posts(support, "It costs 100", thread=card)
    await ann.sees("It costs 100")
    await edits_twice(price, "It costs 200", "It costs 300")
    assert chat_of(ann)[-1] == "Anna Berg\nIt costs 300"
    stage.a_moment_passes()  # Slack counts edits by whole seconds
    await edits_twice(price, "It costs 400", "It costs 300")
    assert chat_of(ann)[-1] == "Anna Berg\nIt costs 300"


async def test_edits_that_wait_for_slack_become_one(stage: Stage) -> None:
    ann, anna, slack = stage.world.ann, stage.world.anna, stage.world.slack
    card = await taken_ticket(stage)
    said = await ann.says("Version 0")
    await anna.sees("Version 0", thread=card)
    held = asyncio.Event()
    first = slack.faults.add("chat.update", hold=held)
    await ann.edits(said, "Version 1")
    await first.reached.wait()
    for number in range(2, 9):
        await ann.edits(said, f"Version {number}")
    await heard(stage)
    held.set()
    await anna.sees("Version 8", thread=card)
    shown = [call.arguments["text"] for call in slack.calls if call.method == "chat.update"]
    assert not any(text.startswith(f"Version {number}") for text in shown for number in range(2, 8))
