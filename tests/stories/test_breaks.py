"""Surfaces break; people don't notice, or those who must know are told, once. The other breaks: docs/relay.md names them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.stories.conftest import Open, Stage
from tests.stories.test_relay_signs import is_under
from tests.stories.test_slack_requester import card_of, sends
from tests.stories.tickets import chat_of, lines_of, open_ticket, taken_ticket
from tests.stories.topics import BOTH, office_of

pytestmark = pytest.mark.parametrize("ground", ["sqlite"], indirect=True)


async def test_a_thread_made_anew_goes_on_where_the_lost_one_ended(stage: Stage) -> None:
    ann, anna, support = stage.world.ann, stage.world.anna, stage.world.support
    lost = await taken_ticket(stage)
    early = await ann.says("It is the red printer")
    await anna.sees("It is the red printer", thread=lost)
    await anna.posts(support, "Is it on?", thread=lost)
    await anna.posts(support, "// she never pays", thread=lost)
    await ann.sees("Is it on?")
    await stage.settles()
    await anna.deletes(lost, as_admin=True)
    for word in ("It is", "and warm"):
        await ann.says(word)

    last = await anna.sees("so it goes on here", in_channel=support)
    await anna.sees("and warm", thread=last.thread_ts, in_channel=support)
    new = next(message for message in anna.channel_view(support) if message.ts == last.thread_ts)
    await stage.settles()
    lines = lines_of(stage, new)
    lines.remove("Harbour desk: _The earlier thread of this ticket is gone, so it goes on here._")
    assert lines == [
        "Harbour desk: *Topic:* The page is blank\n*Description:* It was there yesterday",
        "Ann Reyes (requester): It is the red printer",
        "Anna Berg: Is it on?",
        "Ann Reyes (requester): It is",
        "Ann Reyes (requester): and warm",
    ]
    copy = await anna.sees("It is the red printer", thread=new)
    await ann.edits(early, "It is the blue printer")
    await anna.sees("It is the blue printer", thread=new)
    await anna.reacts(copy, "+1")
    answer = await anna.posts(support, "Good", thread=new)
    await ann.sees("Good")
    await anna.sees_reaction(answer, "white_check_mark")
    await is_under(stage, early, "👍")
    assert sum("Is it on?" in line for line in chat_of(ann)) == 1


async def test_take_and_send_is_offered_again_where_it_was_lost_with_its_thread(stage: Stage) -> None:
    ann, anna, support = stage.world.ann, stage.world.anna, stage.world.support
    lost = await open_ticket(stage)
    await anna.posts(support, "Which browser?", thread=lost)
    await anna.sees_button("Take and send", in_channel=support)
    await stage.settles()
    await anna.deletes(lost, as_admin=True)
    await ann.says("Hello?")
    last = await anna.sees("so it goes on here", in_channel=support)
    new = next(message for message in anna.channel_view(support) if message.ts == last.thread_ts)
    await anna.posts(support, "And which version?", thread=new)
    offer = await anna.sees_button("Take and send", in_channel=support, thread=new)
    await anna.presses("Take and send", offer)
    await ann.sees("Which browser?")
    await ann.sees("And which version?")


async def test_a_topic_made_anew_in_a_desk_with_both_has_what_was_said_in_the_other_thread(
    stage_of: Open, tmp_path: Path
) -> None:
    async with office_of(stage_of, tmp_path, BOTH) as office:
        stage, ann, topic = office.stage, office.ann, await office.topic()
        anna, support = stage.world.anna, stage.world.support
        card = await anna.sees("*HRB-1* ·", in_channel=support)
        await anna.presses("Take", card)
        await ann.sees("Anna Berg is looking")
        said = await anna.posts(support, "Is it on?", thread=card)
        await topic.maria.sees("Is it on?")
        await stage.settles()
        before = set(office.group.topics)
        office.group.delete_topic(topic.id)
        await ann.says("It is")
        topic = await office.new_topic(before - {topic.id})
        await topic.maria.sees("It is")
        await stage.settles()
        said_again = [line for line in topic.lines if line.startswith(("Ann", "Is it"))]
        assert said_again == ["Anna Berg (Slack)\nIs it on?", "Ann Reyes (requester)\nIt is"]
        await anna.edits(said, "Is it plugged in?")
        await topic.maria.sees("Is it plugged in?")
        assert sum("It is" in line for line in lines_of(stage, card)) == 1


async def test_words_wait_while_the_bot_has_no_rights_in_the_group(
    stage_of: Open, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with office_of(stage_of, tmp_path, BOTH) as office:
        stage, ann, topic = office.stage, office.ann, await office.topic()
        anna, support = stage.world.anna, stage.world.support
        card = await anna.sees("*HRB-1* ·", in_channel=support)
        await stage.settles()
        stage.world.telegram.faults.add(
            "sendMessage", chat=office.group.id, status=400, description="Bad Request: not enough rights to send text"
        )
        office.group.add_bot(stage.world.bot, "can_manage_chat")
        await ann.says("Nobody hears this")
        await anna.sees("thread in Telegram can't be written to: the bot lacks rights in the group", thread=card)
        await stage.has_sent()
        office.group.add_bot(stage.world.bot)
        await stage.time_passes(minutes=2)
        await topic.maria.sees("Nobody hears this")
        assert any("give it Manage Topics" in line for line in caplog.messages)


async def test_a_renamed_channel_group_and_topic_change_nothing(stage_of: Open, tmp_path: Path) -> None:
    async with office_of(stage_of, tmp_path, BOTH) as office:
        stage, ann, topic = office.stage, office.ann, await office.topic()
        anna, support = stage.world.anna, stage.world.support
        card = await anna.sees("*HRB-1* ·", in_channel=support)
        await anna.presses("Take", card)
        await anna.renames(support, "second-line")
        office.group.rename(office.maria, "Second line")
        await ann.says("Still there?")
        await anna.sees("Still there?", thread=card)
        await topic.maria.sees("Still there?")
        await anna.posts(support, "Still here", thread=card)
        await ann.sees("Still here")
        await topic.maria.sees("Still here")


async def test_the_taker_leaves_and_somebody_takes_over(stage_of: Open, tmp_path: Path) -> None:
    left = "who has this ticket, has left this place. It stays with them until somebody presses “Take over”."
    async with office_of(stage_of, tmp_path, BOTH) as office:
        stage, ann, topic = office.stage, office.ann, await office.topic()
        anna, bruno, support = stage.world.anna, stage.world.bruno, stage.world.support
        card = await anna.sees("*HRB-1* ·", in_channel=support)
        await anna.presses("Take", card)
        await ann.sees("Anna Berg is looking")
        await anna.leaves(support)
        await topic.maria.sees(f"Anna Berg, {left}")
        await bruno.sees(f"Anna Berg, {left}", thread=card)
        await topic.maria.presses("Take over", topic.card)
        await bruno.sees("Maria Lopez took it over from Anna Berg", thread=card)
        office.group.remove(office.nico)
        office.group.remove(office.maria)
        await bruno.sees(f"Maria Lopez, {left}", thread=card)
        await bruno.presses("Take over", card)
        await bruno.sees("Bruno Conti took it over from Maria Lopez", thread=card)
        await ann.says("Is anybody there?")
        await bruno.sees("Is anybody there?", thread=card)
        bruno.loses_account()
        await topic.nico.telegram.changes.wait(lambda: any("Bruno Conti, who has" in line for line in topic.lines), 10)
        assert sum("has left this place" in line for line in topic.lines) == 3


async def test_a_slack_requester_whose_account_is_deactivated(stage: Stage) -> None:
    dora, anna, app = stage.world.dora, stage.world.anna, stage.world.app
    receipt = await sends(stage, dora)
    card = await card_of(stage, "HRB-1")
    dora.wears(name="Dora L.")
    dora.loses_account()
    told = await anna.sees("Dora Lind can't be reached any more", thread=card)
    dora.loses_account(lost=False)
    await anna.sees("Dora Lind can be reached again.", thread=card, after=told)
    await dora.dms(app, "I am back", thread=receipt)
    await anna.sees("I am back", thread=card)
    await stage.settles()
    assert sum("can't be reached" in line for line in lines_of(stage, card)) == 1


async def test_a_telegram_requester_who_blocks_the_bot_is_told_of_at_once(stage: Stage) -> None:
    ann, anna = stage.world.ann, stage.world.anna
    card = await taken_ticket(stage)
    await ann.blocks()
    await anna.sees("Ann Reyes can't be reached any more", thread=card)
    await ann.unblocks()
    await anna.sees("Ann Reyes can be reached again.", thread=card)
