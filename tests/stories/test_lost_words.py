"""What Slack refuses for good: the requester hears of it, and so do the agents where that is possible."""

from __future__ import annotations

import asyncio

from tests.stories.conftest import Stage
from tests.stories.tickets import chat_of, lines_of, taken_ticket
from tests.stories.walks import IDEA, answers, starts_with

NOTICE = "Something Ann Reyes sent could not be shown here: the platform refused the message."


async def test_words_that_slack_refuses_are_told(stage: Stage) -> None:
    ann, anna, slack = stage.world.ann, stage.world.anna, stage.world.slack
    card = await taken_ticket(stage)
    slack.faults.add("chat.postMessage", error="restricted_action")
    said = await ann.says("The server is on fire")
    told = await ann.sees("HRB-1: this could not be shown to the team", after=said)
    assert "the platform refused the message" in told["text"]
    assert told["reply_to_message"]["message_id"] == said["message_id"]
    await anna.sees(NOTICE, thread=card)


async def test_a_file_that_slack_refuses_is_told_by_its_name(stage: Stage) -> None:
    ann, anna, slack = stage.world.ann, stage.world.anna, stage.world.slack
    card = await taken_ticket(stage)
    slack.faults.add("files.getUploadURLExternal", error="file_uploads_disabled")
    await ann.sends_file(b"the log", name="log.txt", caption="Here it is")
    await ann.sees("HRB-1: “log.txt” could not be shown to the team")
    await anna.sees(NOTICE, thread=card)
    assert "Ann Reyes (requester): Here it is" in lines_of(stage, card)


async def test_of_a_message_that_is_refused_in_parts_the_requester_hears_once(stage: Stage) -> None:
    ann, slack = stage.world.ann, stage.world.slack
    await taken_ticket(stage)
    await stage.settles()
    refused = [slack.faults.add("chat.postMessage", error="restricted_action") for _ in range(5)]
    await ann.says("It burns. " * 400)
    await ann.sees("HRB-1: this could not be shown to the team")
    for fault in refused[:3]:  # two parts, and the notice in the thread, which nobody can be told of
        await fault.reached.wait()
    await stage.settles()
    assert sum("could not be shown" in line for line in chat_of(ann)) == 1
    assert not refused[3].reached.is_set()


async def test_answers_that_slack_refuses_are_told(stage: Stage) -> None:
    ann, anna, slack = stage.world.ann, stage.world.anna, stage.world.slack
    await starts_with(ann, "I have an idea")
    await answers(stage, ann, IDEA)
    card_waits = asyncio.Event()
    sending = slack.faults.add("chat.postMessage", hold=card_waits)
    slack.faults.add("chat.postMessage", error="restricted_action")
    await ann.presses("Send", await ann.sees_button("Send"))
    await sending.reached.wait()
    card_waits.set()
    await ann.sees("HRB-1: some of your answers could not be shown to the team")
    await anna.sees(NOTICE, in_channel=stage.world.support, thread=anna.channel_view(stage.world.support)[-1])


async def test_a_correction_that_slack_refuses_is_told(stage: Stage) -> None:
    ann, anna, slack = stage.world.ann, stage.world.anna, stage.world.slack
    card = await taken_ticket(stage)
    said = await ann.says("The server is on fire")
    await anna.sees("on fire", thread=card)
    slack.faults.add("chat.update", error="edit_window_closed")
    await ann.edits(said, "The server is not on fire")
    await ann.sees("HRB-1: your change could not be shown to the team: the platform refused the message.")
    await anna.sees(NOTICE, thread=card)
