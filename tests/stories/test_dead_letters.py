"""Deliveries that ended as failed: listed, and put back into the queue, while the program runs and while it doesn't."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from click.testing import CliRunner

from frontdoor import deliveries
from frontdoor.cli import main
from playground.slack.handles import Message
from tests.storage.redis import old
from tests.stories.conftest import Stage
from tests.stories.tickets import chat_of, lines_of, taken_ticket

DELIVERED, FAILED = "white_check_mark", "warning"
ODD = {"status": 400, "description": "Bad Request: message is odd"}

Json = dict[str, Any]


async def desk(stage: Stage, *command: str, code: int = 0) -> str:
    """What `frontdoor deliveries …` says."""
    done = await asyncio.to_thread(CliRunner().invoke, main, ["deliveries", *command], env=stage.environ)
    assert done.exit_code == code, done.output
    return done.output


async def failed(stage: Stage, *options: str) -> list[Json]:
    found: list[Json] = json.loads(await desk(stage, "failed", "--json", *options))
    return found


async def refused_answer(stage: Stage, card: Message, words: str) -> Message:
    """Anna answers, and Telegram refuses it."""
    stage.world.telegram.faults.add("sendMessage", **ODD)
    message = await stage.world.anna.posts(stage.world.support, words, thread=card)
    await stage.world.anna.sees_reaction(message, FAILED)
    await stage.settles()
    return message


async def test_a_failed_answer_is_listed_without_its_words_and_arrives_when_it_is_retried(stage: Stage) -> None:
    ann, anna = stage.world.ann, stage.world.anna
    card = await taken_ticket(stage)
    message = await refused_answer(stage, card, "Is it plugged in?")

    said = await desk(stage, "failed")
    assert "HRB-1" in said
    what = "Anna Berg's message to Ann Reyes in Telegram"
    assert f"{what}: the platform refused the message (Message is odd)" in said
    assert "plugged in" not in said
    assert "| Is it plugged in?" in await desk(stage, "failed", "--text")
    [one] = await failed(stage)
    assert (one["ticket"], one["purpose"], one["why"], one["can_be_retried"]) == ("HRB-1", "relay", "refused", True)
    assert "text" not in one

    assert "1 delivery is back in the queue" in await desk(stage, "retry")
    await ann.sees("Is it plugged in?")
    await anna.sees_reaction(message, DELIVERED)
    await stage.settles()
    assert FAILED not in signs(stage, card, message)
    assert await desk(stage, "failed") == "nothing has failed\n"
    assert await desk(stage, "retry") == "nothing is put back\n"
    assert chat_of(ann).count("Anna Berg\nIs it plugged in?") == 1


async def test_files_that_are_retried_do_not_repeat_the_words_that_went_without_them(stage: Stage) -> None:
    ann, anna, support = stage.world.ann, stage.world.anna, stage.world.support
    card = await taken_ticket(stage)
    stage.world.telegram.faults.add("sendDocument", **ODD)
    message = await anna.posts(
        support, "The manual", thread=card, files=[("manual.pdf", b"%PDF-1.4\n%\xe2\n" + bytes(30))]
    )
    await anna.sees_reaction(message, FAILED)
    assert (await ann.sees("The manual"))["text"] == "Anna Berg\nThe manual"
    await stage.settles()
    assert "1 delivery is back in the queue" in await desk(stage, "retry")
    await anna.sees_reaction(message, DELIVERED)
    assert [line for line in chat_of(ann) if "manual" in line] == ["Anna Berg\nThe manual"]
    await anna.edits(message, "The new manual")
    assert "document" in await ann.sees("The new manual")
    await stage.settles()
    assert not any("The manual" in line for line in chat_of(ann))
    assert sum("The new manual" in line for line in chat_of(ann)) == 1


def signs(stage: Stage, card: Message, message: Message) -> list[str]:
    thread = stage.world.anna.thread_view(stage.world.support, card)
    return list(next(one for one in thread if one.ts == message.ts).reactions)


async def test_retried_while_the_program_is_off_it_goes_out_at_its_place_before_what_waits(
    stage: Stage, request: pytest.FixtureRequest
) -> None:
    ann, anna, support = stage.world.ann, stage.world.anna, stage.world.support
    card = await taken_ticket(stage)
    await refused_answer(stage, card, "one")
    stage.world.telegram.faults.add("sendMessage", retry_after=60)
    await anna.posts(support, "two", thread=card)
    await stage.settles()
    await stage.stop()
    assert "1 delivery is back in the queue" in await desk(stage, "retry", "--ticket", "hrb-1")
    if stage.ground.redis:  # it has a clock of its own, by which the minute that Telegram asked for would have to pass
        old(request.getfixturevalue("redis_server"))
    await stage.start()
    await stage.time_passes(minutes=2)
    await ann.sees("two")
    assert [line for line in chat_of(ann) if line.startswith("Anna Berg\n")] == ["Anna Berg\none", "Anna Berg\ntwo"]


async def test_a_retry_that_fails_again_is_told_again(stage: Stage) -> None:
    card = await taken_ticket(stage)
    await refused_answer(stage, card, "Is it plugged in?")
    stage.world.telegram.faults.add("sendMessage", **ODD)
    [one] = await failed(stage)
    await desk(stage, "retry", one["id"])
    told = "Not delivered to Ann Reyes: the platform refused the message."

    def told_twice() -> bool:
        return sum(told in line for line in lines_of(stage, card)) == 2

    await stage.world.slack.changes.wait(told_twice, 10, "it was not told again")
    assert [other["id"] for other in await failed(stage)] == [one["id"]]


async def test_what_its_writer_took_back_or_changed_is_not_retried(stage: Stage) -> None:
    ann, anna, support = stage.world.ann, stage.world.anna, stage.world.support
    card = await taken_ticket(stage)
    note = await refused_answer(stage, card, "The password is swordfish")
    wrong = await refused_answer(stage, card, "Ring at three")
    await anna.edits(note, "// The password is swordfish")
    await anna.edits(wrong, "Ring at four")
    await stage.settles()
    said = await desk(stage, "retry")
    assert "nothing is put back" in said
    assert "is left: its writer has taken it back" in said
    assert "is left: its writer has changed it since" in said
    ids = [one["id"] for one in await failed(stage)]
    assert "nothing is put back" in await desk(stage, "retry", *ids)
    await anna.posts(support, "Hello", thread=card)
    await ann.sees("Hello")
    assert not any("swordfish" in line or "three" in line for line in chat_of(ann))


async def test_what_a_requester_took_back_is_not_retried(stage: Stage) -> None:
    ann, anna, slack = stage.world.ann, stage.world.anna, stage.world.slack
    card = await taken_ticket(stage)
    slack.faults.add("chat.postMessage", error="restricted_action")
    said = await ann.says("My neighbour's name is Bo")
    await ann.sees("could not be shown to the team", after=said)
    await ann.says("/delete", reply_to=said)
    await ann.sees("Taken back", after=said)
    await stage.settles()
    assert "is left: its writer has taken it back" in await desk(stage, "retry")
    await ann.says("Never mind")
    await anna.sees("Never mind", thread=card)
    assert not any("neighbour" in line for line in lines_of(stage, card))


async def test_who_has_blocked_the_bot_is_tried_only_by_name(stage: Stage) -> None:
    ann, anna, support = stage.world.ann, stage.world.anna, stage.world.support
    card = await taken_ticket(stage)
    await ann.blocks()
    message = await anna.posts(support, "Are you there?", thread=card)
    await anna.sees_reaction(message, FAILED)
    await stage.settles()
    said = await desk(stage, "retry")
    assert "nothing is put back" in said
    assert "they can't be written to; by its id it is tried all the same" in said
    await ann.unblocks()
    await stage.settles()
    assert "1 delivery is back" in await desk(stage, "retry")
    await ann.sees("Are you there?")
    await anna.sees_reaction(message, DELIVERED)


async def test_a_requesters_words_that_arrive_after_all_are_told_to_them(stage: Stage) -> None:
    ann, anna, slack = stage.world.ann, stage.world.anna, stage.world.slack
    card = await taken_ticket(stage)
    slack.faults.add("chat.postMessage", error="restricted_action")
    said = await ann.says("The server is on fire")
    await ann.sees("HRB-1: this could not be shown to the team", after=said)
    await stage.settles()
    listed = await desk(stage, "failed")
    assert f"Ann Reyes's message to the thread of HRB-1 in Slack ({stage.world.support.id}, team support)" in listed
    await desk(stage, "retry")
    await anna.sees("The server is on fire", thread=card)
    await ann.sees("HRB-1: what could not be shown to the team has reached them after all.", after=said)


async def test_an_id_that_is_none_of_a_failed_delivery_is_told_and_nothing_is_done(stage: Stage) -> None:
    card = await taken_ticket(stage)
    await refused_answer(stage, card, "Is it plugged in?")
    [one] = await failed(stage)
    assert "no failed delivery 12" in await desk(stage, "retry", one["id"], "12", code=1)
    assert len(await failed(stage)) == 1
    assert await failed(stage, "--ticket", "HRB-2") == []


async def test_a_change_and_a_removal_that_failed_are_made_up_for_and_the_signs_say_so(stage: Stage) -> None:
    ann, anna, support, telegram = stage.world.ann, stage.world.anna, stage.world.support, stage.world.telegram
    card = await taken_ticket(stage)
    changed = await anna.posts(support, "Old words", thread=card)
    removed = await anna.posts(support, "Wrong window", thread=card)
    await ann.sees("Wrong window")
    telegram.faults.add("editMessageText", **ODD)
    await anna.edits(changed, "New words")
    await anna.sees_reaction(changed, FAILED)
    telegram.faults.add("deleteMessage", **ODD)
    await anna.edits(removed, "// Wrong window")
    await anna.sees_reaction(removed, FAILED)
    await stage.settles()
    listed = await desk(stage, "failed")
    assert "a change of Anna Berg's message to Ann Reyes in Telegram" in listed
    assert "the taking back of Anna Berg's message to Ann Reyes in Telegram" in listed

    assert "2 deliveries are back in the queue" in await desk(stage, "retry")
    await ann.sees("New words")
    await anna.sees_reaction(changed, DELIVERED)
    await stage.world.slack.changes.wait(lambda: FAILED not in signs(stage, card, removed), 10, "the sign stays")
    assert [line for line in chat_of(ann) if line.startswith("Anna Berg\n")] == ["Anna Berg\nNew words"]


async def test_nothing_is_put_in_front_of_what_is_on_its_way_to_the_same_place(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deliveries, "LOOKS", 1)
    ann, anna, support, telegram = stage.world.ann, stage.world.anna, stage.world.support, stage.world.telegram
    card = await taken_ticket(stage)
    await refused_answer(stage, card, "one")
    on_its_way = asyncio.Event()
    telegram.faults.add("sendMessage", chat=ann.id, hold=on_its_way)
    await anna.posts(support, "two", thread=card)
    await ann.sees("two")
    assert "another message of its place is on the way; run this again" in await desk(stage, "retry", code=1)
    on_its_way.set()
    await stage.settles()
    assert "1 delivery is back in the queue" in await desk(stage, "retry")
    await ann.sees("one")
