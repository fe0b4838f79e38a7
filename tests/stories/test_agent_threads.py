"""A thread that is gone is made anew; a channel that is closed is waited for; nothing ever lands before everybody."""

from __future__ import annotations

import pytest

from tests.stories.conftest import Stage
from tests.stories.tickets import chat_of, lines_of, taken_ticket


async def test_a_deleted_root_gets_a_new_thread_and_what_was_said_meanwhile_arrives_in_it(stage: Stage) -> None:
    ann, anna, support = stage.world.ann, stage.world.anna, stage.world.support
    card = await taken_ticket(stage)
    await anna.deletes(card, as_admin=True)
    for word in ("first", "second", "third"):
        await ann.says(word)

    third = await anna.sees("third", in_channel=support)
    new = next(message for message in anna.channel_view(support) if message.ts == third.thread_ts)
    assert new.ts != card.ts
    assert "*HRB-1*" in new.text
    assert new.buttons == ("Take over", "Solved", "Question", "More")
    await anna.sees("The earlier thread of this ticket is gone, so it goes on here.", thread=new)
    said = [line for line in lines_of(stage, new) if "(requester)" in line]
    assert said == [f"Ann Reyes (requester): {word}" for word in ("first", "second", "third")]
    top = [message.text for message in anna.channel_view(support) if message.raw.get("subtype") != "tombstone"]
    assert not any(word in text for text in top for word in ("first", "second", "third"))

    answer = await anna.posts(support, "Found you", thread=new)
    await ann.sees("Found you")
    await anna.sees_reaction(answer, "white_check_mark")


async def test_a_thread_may_be_lost_again_and_again(stage: Stage) -> None:
    ann, anna, support = stage.world.ann, stage.world.anna, stage.world.support
    card = await taken_ticket(stage)
    for word in ("first", "second", "third"):
        await stage.settles()
        await anna.deletes(card, as_admin=True)
        last = anna.thread_view(support, card)[-1]
        await ann.says(word)
        line = await anna.sees("The earlier thread of this ticket is gone", in_channel=support, after=last)
        card = next(message for message in anna.channel_view(support) if message.ts == line.thread_ts)
        await anna.sees(word, thread=card)
    await anna.posts(support, "Fourth time lucky", thread=card)
    await ann.sees("Fourth time lucky")


async def test_words_of_the_earlier_thread_may_still_be_edited_and_taken_back(stage: Stage) -> None:
    ann, anna, support = stage.world.ann, stage.world.anna, stage.world.support
    card = await taken_ticket(stage)
    wrong = await anna.posts(support, "Your password is hunter2", thread=card)
    clumsy = await anna.posts(support, "Helo Ann", thread=card)
    internal = await anna.posts(support, "She never pays", thread=card)
    await anna.sees_reaction(internal, "white_check_mark")
    await anna.deletes(card, as_admin=True)
    await ann.says("Hello?")
    await anna.sees("so it goes on here", in_channel=support)
    await stage.settles()

    await anna.deletes(wrong)
    await anna.edits(clumsy, "Hello Ann")
    await anna.edits(internal, "// She never pays")
    await ann.sees("Hello Ann")
    await stage.settles()
    assert not any(part in line for line in chat_of(ann) for part in ("hunter2", "Helo", "never pays"))
    assert not anna.look_again(internal).reactions


async def test_a_card_that_was_deleted_before_anybody_answered_comes_again(stage: Stage) -> None:
    ann, anna, support = stage.world.ann, stage.world.anna, stage.world.support
    card = await taken_ticket(stage)
    for message in anna.thread_view(support, card)[::-1]:
        await anna.deletes(message, as_admin=True)
    await ann.sends_file(b"the log", name="log.txt")
    shared = await anna.sees("log.txt", in_channel=support)
    assert shared.thread_ts is not None
    assert "*HRB-1*" in next(item.text for item in anna.channel_view(support) if item.ts == shared.thread_ts)


async def test_words_for_an_archived_channel_wait_and_arrive_when_it_is_open_again(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    ann, anna, support = stage.world.ann, stage.world.anna, stage.world.support
    card = await taken_ticket(stage)
    await anna.archives(support)
    await ann.says("Is anybody there?")
    await stage.world.slack.changes.wait(
        lambda: any(call.error == "is_archived" for call in stage.world.slack.calls), 10, "nothing was tried"
    )
    await stage.settles()
    await anna.archives(support, archived=False)
    await stage.time_passes(minutes=2)
    await anna.sees("Is anybody there?", thread=card, author="Ann Reyes (requester)")
    assert "a thread can't be written to; what is for it waits" in caplog.messages


async def test_words_wait_while_the_bot_is_out_of_the_channel(stage: Stage) -> None:
    world = stage.world
    ann, anna, support, slack = world.ann, world.anna, world.support, world.slack
    card = await taken_ticket(stage)
    slack.remove(world.app, support)
    await ann.says("Hello?")
    await ann.says("Hello again")
    refused = ("not_in_channel", "channel_not_found")
    await slack.changes.wait(lambda: any(call.error in refused for call in slack.calls), 10, "nothing was tried")
    await stage.settles()
    slack.invite(world.app, support)
    await stage.time_passes(minutes=2)
    await anna.sees("Hello again", thread=card)
    assert [line for line in lines_of(stage, card) if "Hello" in line] == [
        "Ann Reyes (requester): Hello?",
        "Ann Reyes (requester): Hello again",
    ]
    assert not any("Hello" in message.text for message in anna.channel_view(support))


async def test_a_ticket_sent_while_the_channel_is_closed_gets_its_card_later(stage: Stage) -> None:
    ann, anna, support = stage.world.ann, stage.world.anna, stage.world.support
    await anna.archives(support)
    said = await ann.says("Nobody hears me")
    await ann.sees_button("I have an idea", after=said)
    await ann.presses("I have an idea")
    await ann.sees("in one line", after=said)
    await ann.says("Open the channel")
    await ann.sees_button("Send", after=said)
    await ann.presses("Send")
    await ann.sees("HRB-1 is with Product support")
    await stage.world.slack.changes.wait(
        lambda: any(call.error == "is_archived" for call in stage.world.slack.calls), 10, "nothing was tried"
    )
    await stage.settles()
    await anna.archives(support, archived=False)
    await stage.time_passes(minutes=2)
    answers = await anna.sees("Topic:* Open the channel", in_channel=support)
    assert answers.thread_ts is not None
