"""Edits and deletions between Slack and Telegram, each as the requester's and as the agents' side: four pairings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from playground.slack.handles import Message
from tests.stories.conftest import Open, Stage
from tests.stories.test_slack_requester import sends
from tests.stories.tickets import chat_of, lines_of, taken_ticket
from tests.stories.topics import BOTH, Office, Topic, office_of

pytestmark = pytest.mark.parametrize("ground", ["sqlite"], indirect=True)


async def the_topics_taker_corrects(topic: Topic, requester: Any) -> None:
    """Maria's edit changes the copy, and `/delete` in reply takes it away; nobody else's does anything."""
    clumsy = await topic.maria.says("Try Crome")
    await requester.sees("Try Crome")
    await topic.maria.edits(clumsy, "Try Chrome")
    await requester.sees("Try Chrome")
    wrong = await topic.maria.says("The password is hunter2")
    await requester.sees("hunter2")
    refused = await topic.nico.says("/delete", reply_to=wrong)
    await topic.nico.sees("Maria Lopez has", after=refused)
    assert await requester.sees("hunter2")
    await topic.maria.says("/delete", reply_to=wrong)
    await topic.maria.sees("Taken back")
    await topic.is_signed(wrong, None)


async def the_threads_taker_corrects(stage: Stage, topic: Topic, card: Message, requester: Any) -> None:
    """Anna's edit changes the copy, and her deletion takes it away."""
    anna, support = stage.world.anna, stage.world.support
    await anna.presses("Take over", message=card)
    await topic.maria.sees("took it over from Maria Lopez")
    clumsy = await anna.posts(support, "Try Firefx", thread=card)
    await requester.sees("Try Firefx")
    await anna.edits(clumsy, "Try Firefox")
    await requester.sees("Try Firefox")
    await topic.maria.sees("Try Firefox")
    wrong = await anna.posts(support, "The key is sesame", thread=card)
    await requester.sees("sesame")
    await topic.maria.sees("sesame")
    await anna.sees_reaction(wrong, "white_check_mark")
    await anna.deletes(wrong)


async def both_threads_mark(office: Office, topic: Topic, card: Message, edited: str, before: str, gone: str) -> None:
    """What was said is changed in both, with the former words; what was deleted is struck out."""
    anna = office.stage.world.anna
    shown = await topic.maria.sees(f"{edited}\nedited, before: {before}")
    assert {"type": "strikethrough", "offset": len(shown["text"]) - len(before), "length": len(before)} in (
        shown["entities"]
    )
    await anna.sees(f"~{before}~", thread=card)
    await topic.maria.sees(f"taken back by the requester:\n{gone}")
    await anna.sees(f"~{gone}~", thread=card)


async def test_with_a_requester_in_telegram(stage_of: Open, tmp_path: Path) -> None:
    async with office_of(stage_of, tmp_path, BOTH) as office:
        stage, ann, topic = office.stage, office.ann, await office.topic()
        card = await stage.world.anna.sees("*HRB-1* ·", in_channel=stage.world.support)
        await topic.maria.presses("Take", topic.card)
        await ann.sees("Maria Lopez is looking")
        await the_topics_taker_corrects(topic, ann)
        await the_threads_taker_corrects(stage, topic, card, ann)
        said = await ann.says("The red one")
        wrong = await ann.says("My code is 1234")
        await topic.maria.sees("My code is 1234")
        await ann.edits(said, "The blue one")
        await ann.says("/delete", reply_to=wrong)
        await both_threads_mark(office, topic, card, "The blue one", "The red one", "My code is 1234")
        await stage.settles()
        seen = "\n".join(chat_of(ann))
        assert not any(words in seen for words in ("hunter2", "sesame", "Crome", "Firefx", "1234"))
        assert not any("sesame" in line for line in topic.lines)


async def test_with_a_requester_in_slack(stage_of: Open, tmp_path: Path) -> None:
    async with office_of(stage_of, tmp_path, BOTH) as office:
        stage, world = office.stage, office.stage.world
        dora, anna = world.dora, world.anna
        receipt = await sends(stage, dora)
        topic = await office.new_topic(set())
        card = await anna.sees("*HRB-1* ·", in_channel=world.support)
        await topic.maria.presses("Take", topic.card)
        await dora.sees("Maria Lopez is looking", thread=receipt)
        await the_topics_taker_corrects(topic, dora)
        await the_threads_taker_corrects(stage, topic, card, dora)
        said = await dora.dms(world.app, "The red one", thread=receipt)
        wrong = await dora.dms(world.app, "My code is 1234", thread=receipt)
        await topic.maria.sees("My code is 1234")
        await dora.edits(said, "The blue one")
        await dora.deletes(wrong)
        await both_threads_mark(office, topic, card, "The blue one", "The red one", "My code is 1234")
        await stage.settles()
        seen = str([message.text for message in dora.thread_view(receipt, receipt)])
        assert not any(words in seen for words in ("hunter2", "sesame", "Crome", "Firefx", "1234"))


async def test_what_telegram_lets_nobody_delete_any_more_is_told(stage: Stage) -> None:
    ann, anna, support = stage.world.ann, stage.world.anna, stage.world.support
    card = await taken_ticket(stage)
    old = await anna.posts(support, "Press the red button", thread=card)
    await ann.sees("red button")
    await anna.sees_reaction(old, "white_check_mark")
    await stage.time_passes(hours=49)
    await anna.edits(old, "Press the green button")
    await ann.sees("green button")
    await anna.deletes(old)
    await anna.sees("Ann Reyes still sees what you took back: the platform refused the message.", thread=card)
    assert sum("still sees" in line for line in lines_of(stage, card)) == 1
