"""Agents in Telegram: a forum topic per ticket."""

from __future__ import annotations

from pathlib import Path

import pytest

from playground.telegram.keyboards import buttons
from tests.stories.conftest import Open
from tests.stories.tickets import chat_of
from tests.stories.topics import office_of
from tests.stories.walks import PNG, heard, labels, replies, starts_with, toast


async def test_a_ticket_from_its_topic_to_its_end(stage_of: Open, tmp_path: Path) -> None:
    async with office_of(stage_of, tmp_path) as office:
        ann, topic = office.ann, await office.topic()
        maria, nico = topic.maria, topic.nico
        card = await maria.sees_button("Take")
        assert topic.name == "🆕 HRB-1 · The page is blank"
        assert labels(card) == ["Take", "More"]
        await maria.sees("Description: It was there yesterday")

        early = await maria.says("Which browser is it?")
        offer = await maria.sees_button("Take and send", after=early)
        assert labels(offer) == ["Take and send", "Keep internal"]
        await maria.presses("Take and send", offer)
        await ann.sees("Maria Lopez\nWhich browser is it?")
        await topic.is_signed(early, "👌")
        await topic.is_called("🔧 HRB-1")
        await maria.sees_button("Take over")
        await nico.says("I had the same last week")
        quoted = await ann.says("Firefox")
        asked = await maria.sees("Ann Reyes (requester)\nFirefox")

        answer = await maria.says("Try this one", reply_to=asked)
        assert (await ann.sees("Try this one"))["reply_to_message"]["message_id"] == quoted["message_id"]
        await maria.edits(answer, "Try Chrome once")
        await ann.sees("Maria Lopez\nTry Chrome once")
        replied = await ann.says("That works", reply_to=await ann.sees("Try Chrome once"))
        copy = await maria.sees("That works")
        assert copy["reply_to_message"]["message_id"] == answer["message_id"]
        await ann.edits(replied, "That works well")
        await maria.sees("edited, before: That works")
        await maria.sends_photo(PNG, caption="Like this")
        await ann.sees("Like this")

        await maria.presses("Solved", topic.card)
        await ann.presses("Yes", await ann.sees("Was your problem solved?"))
        await maria.sees("says it is solved. Closed.")
        await topic.is_called("🏁 HRB-1")
        assert labels(await maria.sees_button("Reopen")) == ["Reopen"]
        assert not any("last week" in line for line in chat_of(ann))


async def test_commands_work_in_the_topic_and_choices_are_buttons(stage_of: Open, tmp_path: Path) -> None:
    async with office_of(stage_of, tmp_path) as office:
        ann, topic = office.ann, await office.topic()
        maria, nico = topic.maria, topic.nico
        await maria.says("/take@harbour_desk_bot")
        await ann.sees("Maria Lopez is looking at HRB-1")
        await topic.is_called("🖐 HRB-1")

        refused = await nico.says("/solved")
        told = await nico.sees("Maria Lopez has HRB-1", after=refused)
        assert told["reply_to_message"]["message_id"] == refused["message_id"]
        wanted = await nico.says("/priority")
        choices = await nico.sees("More for HRB-1", after=wanted)
        await nico.presses("Priority: urgent", choices)
        await maria.sees("Nico Hahn set the priority to urgent")
        await office.stage.settles()
        assert not any("More for" in line for line in topic.lines)

        await maria.presses("More", topic.card)
        assert await (await nico.presses("State: planned", await maria.sees_button("State: planned"))).answered()
        await maria.presses("Back", topic.card)
        await maria.sees_button("Question")
        await maria.presses("More", topic.card)
        await maria.presses("State: planned", await maria.sees_button("State: planned"))
        await topic.is_called("📅 HRB-1")
        assert "Question" in labels(await maria.sees_button("Question"))

        unknown = await maria.says("/assign @somebody_else")
        await maria.sees("assign @", after=unknown)
        await maria.says(f"/assign @{office.nico.user['username']}")
        await ann.sees("Nico Hahn is looking at HRB-1")
        said = await nico.says("It is on my list")
        await ann.sees("It is on my list")
        await topic.is_signed(said, "👌")


async def test_what_goes_out_and_what_stays_internal(stage_of: Open, tmp_path: Path) -> None:
    async with office_of(stage_of, tmp_path) as office:
        ann, topic = office.ann, await office.topic()
        maria = topic.maria
        await maria.says("/take")
        asked = await maria.says("/ask Which version?")
        await ann.sees("Maria Lopez\nWhich version?")
        await topic.is_called("❓ HRB-1")
        await maria.says("/note She never knows")
        await maria.says("//and calls every day")
        await topic.is_signed(asked, "👌")
        await maria.says("/etc/hosts is the file to look at")
        await ann.sees("/etc/hosts is the file to look at")
        howto = await maria.says("/delete")
        await maria.sees("Answer the message that you want to take back", after=howto)
        await maria.says("/delete", reply_to=asked)
        await maria.sees("Taken back")
        await topic.is_signed(asked, None)
        unknown = await maria.says("/refund her at once")
        await maria.sees("stayed internal. I know: /take, /solved", after=unknown)
        await office.stage.settles()
        seen = "\n".join(chat_of(ann))
        assert not any(words in seen for words in ("Which version", "never knows", "every day", "refund"))


async def test_only_members_have_a_voice_and_only_in_topics_of_tickets(stage_of: Open, tmp_path: Path) -> None:
    async with office_of(stage_of, tmp_path) as office:
        ann, group, topic = office.ann, office.group, await office.topic()
        maria, nico = topic.maria, topic.nico
        olaf = office.olaf.in_topic(group.add(office.olaf), topic.id)
        await maria.presses("Take", topic.card)
        await ann.sees("Maria Lopez is looking at HRB-1")
        group.remove(office.olaf)
        said = await olaf.says("Let me in")
        await maria.sees("Only members of this team's channel can answer here", after=said)
        assert "Only members" in str(await (await olaf.presses("Solved", topic.card)).answered())

        first = group.says_anonymously(topic.id, "Who am I?")
        await maria.sees("You write anonymously here", after=first)
        group.says_anonymously(topic.id, "Nobody knows")
        general = office.maria.in_topic(group)
        await general.says("General talk")
        asked = await general.says("/queue")
        await general.sees("Nothing waits", after=asked)
        await office.maria.in_topic(group, group.open_topic(office.maria, "Lunch")).says("Pizza?")
        await nico.says("A note of mine")
        await maria.says("Hello Ann")
        await ann.sees("Hello Ann")
        await office.stage.settles()
        seen = "\n".join(chat_of(ann))
        assert not any(words in seen for words in ("Let me in", "Who am I", "Nobody knows", "General", "Pizza", "note"))
        assert sum("anonymously" in line for line in topic.lines) == 1


async def test_a_topic_closed_a_card_deleted_a_topic_deleted(stage_of: Open, tmp_path: Path) -> None:
    async with office_of(stage_of, tmp_path) as office:
        ann, group, stage, topic = office.ann, office.group, office.stage, await office.topic()
        await topic.maria.presses("Take", topic.card)
        await ann.sees("Maria Lopez is looking at HRB-1")
        await stage.settles()

        group.close_topic(office.maria, topic.id)
        await ann.says("Are you there?")
        await topic.maria.sees("Are you there?")

        await topic.maria.deletes(topic.card)
        await topic.maria.says("/priority high")
        again = await topic.maria.sees_button("Take over")
        await topic.is_pinned()
        assert again["message_id"] == topic.card["message_id"]
        await topic.maria.presses("Question", again)
        await topic.maria.says("Which page?")
        await ann.sees("Which page?")
        await topic.is_called("❓ HRB-1")
        await stage.settles()

        before = set(group.topics)
        group.delete_topic(topic.id)
        await ann.says("The first one")
        await ann.says("And the second")
        topic = await office.new_topic(before - {topic.id})
        await topic.maria.sees("The earlier thread of this ticket is gone, so it goes on here.")
        await topic.maria.sees("And the second")
        assert [line for line in topic.lines if "(requester)" in line] == [
            "Ann Reyes (requester)\nAre you there?",
            "Ann Reyes (requester)\nThe first one",
            "Ann Reyes (requester)\nAnd the second",
        ]
        answer = await topic.maria.says("Found it")
        await ann.sees("Found it")
        await topic.is_signed(answer, "👌")


async def test_words_wait_while_the_bot_is_out_of_the_group(
    stage_of: Open, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with office_of(stage_of, tmp_path) as office:
        ann, group, stage, bot = office.ann, office.group, office.stage, office.stage.world.bot
        topic = await office.topic()
        group.remove_bot(bot)
        await ann.says("Nobody hears this")
        await heard(stage)
        await stage.has_sent()
        assert "a thread can't be written to; what is for it waits" in caplog.messages
        group.add_bot(bot)
        await stage.time_passes(minutes=2)
        await topic.maria.sees("Nobody hears this")
        assert any("add it and make it an administrator" in line for line in caplog.messages)


async def test_a_group_that_is_no_forum_yet_gets_its_tickets_once_it_is(
    stage_of: Open, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with office_of(stage_of, tmp_path, started=False) as office:
        office.group.room["chat"]["is_forum"] = False
        office.group.add_bot(office.stage.world.bot, "can_manage_chat")
        await office.stage.start()
        office.group = office.group.upgrades().add_bot(office.stage.world.bot)
        topic = await office.topic()
        await topic.maria.presses("Take", topic.card)
        await office.ann.sees("Maria Lopez is looking at HRB-1")
        answer = await topic.maria.says("We moved")
        await office.ann.sees("We moved")
        await topic.is_signed(answer, "👌")
        assert any(f"has the new id {office.group.id}" in line for line in caplog.messages)
        assert buttons(topic.card)


async def test_a_secret_goes_to_the_takers_private_chat_once_and_never_into_the_topic(
    stage_of: Open, tmp_path: Path
) -> None:
    slots = {"door_code": {"type": "secret", "ask": "The door's code"}}
    requests = {"door": {"name": "A door", "team": "support", "form": ["topic", "door_code"]}}
    async with office_of(stage_of, tmp_path, slots=slots, requests=requests) as office:
        ann, stage, maria = office.ann, office.stage, office.maria
        await starts_with(ann, "A door")
        await ann.sees("in one line")
        await replies(stage, ann, "The door sticks")
        await ann.sees("The door's code")
        await replies(stage, ann, "sesame-77")
        await ann.presses("Send", await ann.sees_button("Send"))
        topic = await office.new_topic(set())
        await topic.maria.presses("Take", topic.card)
        await ann.sees("Maria Lopez is looking at HRB-1")

        await topic.maria.sees_button("Take over")
        await topic.maria.presses("More", topic.card)
        await topic.maria.presses("Reveal", await topic.maria.sees_button("Reveal"))
        told = await topic.maria.sees("open a private chat with the bot and press Start")
        await maria.starts()
        await topic.maria.sees_button("Take over")
        await topic.maria.presses("More", topic.card)
        shown = await topic.maria.presses("Reveal", await topic.maria.sees_button("Reveal"))
        assert await toast(shown) == "It is in your private chat with me."
        await maria.sees("sesame-77")
        await topic.maria.sees_button("Take over")
        await topic.maria.presses("More", topic.card)
        await topic.maria.presses("Reveal", await topic.maria.sees_button("Reveal"))
        await topic.maria.sees("was shown already, to Maria Lopez", after=told)
        await stage.settles()
        assert not any("sesame-77" in line for line in topic.lines)
        assert sum("sesame-77" in line for line in chat_of(maria)) == 1
