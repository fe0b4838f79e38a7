"""Reactions: what one side puts on a message is seen on the other, in all four pairings; what can't be shown is said.
And what somebody only forwarded says so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from playground.slack.handles import Message
from playground.slack.people import Person
from tests.stories.conftest import Open, Stage
from tests.stories.test_relay_files import PICTURES, album
from tests.stories.test_slack_requester import sends
from tests.stories.tickets import chat_of, lines_of, taken_ticket
from tests.stories.topics import BOTH, Office, Topic, office_of

pytestmark = pytest.mark.parametrize("ground", ["sqlite"], indirect=True)


async def is_under(stage: Stage, message: dict[str, Any], *emoji: str) -> None:
    """Waits until exactly these reactions stand on a message in Ann's chat."""
    ann = stage.world.ann

    def there() -> bool:
        now = next(one for one in ann.chat if one["message_id"] == message["message_id"])
        return bool(now["reactions"] == list(emoji))

    await stage.world.telegram.changes.wait(there, 10, lambda: f"not {emoji}: {ann.chat[-3:]}")


async def is_off(stage: Stage, person: Person, message: Message, name: str) -> None:
    """Waits until somebody sees no such reaction on a message any more."""
    await stage.world.slack.changes.wait(lambda: name not in str(person.look_again(message)), 10, f":{name}: stayed")


async def test_from_a_slack_thread_the_takers_reactions_reach_a_requester_in_telegram(stage: Stage) -> None:
    ann, anna, bruno = stage.world.ann, stage.world.anna, stage.world.bruno
    card = await taken_ticket(stage)
    said = await ann.says("It is the red printer")
    copy = await anna.sees("It is the red printer", thread=card)
    await bruno.reacts(copy, "-1")
    await anna.reacts(copy, "+1::skin-tone-3")
    await is_under(stage, said, "👍")
    await anna.reacts(copy, "tada")
    await is_under(stage, said, "🎉")
    await anna.unreacts(copy, "tada")
    await is_under(stage, said, "👍")
    await anna.reacts(copy, "smile")
    await is_under(stage, said, "😁")
    await anna.reacts(copy, "rocket")
    told = await ann.sees("Anna Berg reacted with 🚀 to this.")
    assert told["reply_to_message"]["message_id"] == said["message_id"]
    await anna.unreacts(copy, "rocket")
    await stage.settles()
    assert not any("🚀" in line for line in chat_of(ann))
    await is_under(stage, said, "😁")
    await only_the_takers(stage, card, said)


async def only_the_takers(stage: Stage, card: Message, said: dict[str, Any]) -> None:
    """On answers and notes, by whoever has the ticket and whoever has it no more."""
    ann, anna, bruno, support = stage.world.ann, stage.world.anna, stage.world.bruno, stage.world.support
    copy = await anna.sees("It is the red printer", thread=card)
    answer = await anna.posts(support, "Try the blue one", thread=card)
    shown = await ann.sees("Try the blue one")
    await anna.sees_reaction(answer, "white_check_mark")
    await anna.reacts(answer, "heart")
    await is_under(stage, shown, "❤")
    internal = await anna.posts(support, "// she never pays", thread=card)
    for quiet in (internal, card):
        await anna.reacts(quiet, "fire")
    await bruno.presses("Take over", message=card)
    await anna.sees("Taken by Bruno", thread=card)
    await anna.reacts(answer, "100")
    await anna.unreacts(answer, "heart")
    await is_under(stage, shown)
    await ann.reacts("👏", shown)  # of which Telegram tells nobody
    await bruno.reacts(copy, "fire")
    await is_under(stage, said, "🔥")
    await stage.settles()
    assert anna.look_again(answer).reactions == {"white_check_mark": ("Harbour desk",), "100": ("Anna Berg",)}
    assert not any("reacted" in line for line in lines_of(stage, card))


async def test_a_slack_requesters_reactions_are_seen_in_both_threads_and_the_takers_by_them(
    stage_of: Open, tmp_path: Path
) -> None:
    async with office_of(stage_of, tmp_path, BOTH) as office:
        stage, world = office.stage, office.stage.world
        dora, anna, support = world.dora, world.anna, world.support
        receipt = await sends(stage, dora)
        topic: Topic = await office.new_topic(set())
        maria = topic.maria
        card = await anna.sees("*HRB-1* ·", in_channel=support)
        await maria.presses("Take", topic.card)
        await dora.sees("Maria Lopez is looking", thread=receipt)
        answer = await maria.says("Which printer?")
        shown = await dora.sees("Which printer?", thread=receipt)
        mirrored = await anna.sees("Which printer?", thread=card)
        await topic.is_signed(answer, "👌")

        await dora.reacts(shown, "eyes")
        await topic.is_signed(answer, "👀")
        await anna.sees_reaction(mirrored, "eyes")
        await dora.unreacts(shown, "eyes")
        await topic.is_signed(answer, "👌")
        await is_off(stage, anna, mirrored, "eyes")
        await dora.reacts(shown, "ticket")
        told = await maria.sees("Dora Lind reacted with 🎫 to this.")
        assert told["reply_to_message"]["message_id"] == answer["message_id"]
        await dora.reacts(shown, "white_check_mark")  # which in a thread is the desk's own sign
        await maria.sees("Dora Lind reacted with ✅ to this.")
        await anna.sees("Dora Lind reacted with ✅ to this.", thread=card)
        await dora.unreacts(shown, "white_check_mark")
        await stage.settles()
        assert not any("✅" in line for line in (*topic.lines, *lines_of(stage, card)))

        await the_takers_on_a_slack_requesters_words(office, topic, card, receipt)


async def the_takers_on_a_slack_requesters_words(office: Office, topic: Topic, card: Message, receipt: Message) -> None:
    stage, maria = office.stage, topic.maria
    dora, anna, app = stage.world.dora, stage.world.anna, stage.world.app
    said = await dora.dms(app, "The red one", thread=receipt)
    copy = await maria.sees("The red one")
    await topic.nico.reacts("👎", copy)
    await topic.nico.reacts(None, copy)
    await maria.reacts("🥰", copy)
    await dora.sees_reaction(said, "smiling_face_with_3_hearts")
    await anna.sees_reaction(await anna.sees("The red one", thread=card), "smiling_face_with_3_hearts")
    await maria.reacts("🤷", copy)
    await dora.sees_reaction(said, "shrug")
    await maria.reacts(None, copy)
    await is_off(stage, dora, said, "shrug")
    assert not dora.look_again(said).reactions
    assert not any("reacted" in message.text for message in dora.thread_view(said, receipt))
    await anna.presses("Take over", message=card)
    await maria.sees("took it over from Maria Lopez")
    await anna.reacts(await anna.sees("The red one", thread=card), "tada")
    await dora.sees_reaction(said, "tada")
    await topic.is_signed(copy, "🎉")


async def test_from_a_topic_the_takers_reactions_reach_a_requester_in_telegram(stage_of: Open, tmp_path: Path) -> None:
    async with office_of(stage_of, tmp_path) as office:
        topic = await office.topic()
        await topic.maria.presses("Take", topic.card)
        said = await office.ann.says("It is the red one")
        copy = await topic.maria.sees("It is the red one")
        await topic.nico.reacts("👎", copy)
        await topic.maria.reacts("🤝", topic.card)
        await topic.maria.reacts("👍", copy)
        await is_under(office.stage, said, "👍")
        await topic.maria.reacts("👌", copy)
        await is_under(office.stage, said, "👌")
        await topic.maria.reacts(None, copy)
        await is_under(office.stage, said)
        first, *_ = await office.ann.sends_album(PICTURES, caption="All three lights")
        *_, last = await album(topic.maria, "All three lights", 3)
        await topic.maria.reacts("🔥", last)  # whichever of an album it is: it is one message
        await is_under(office.stage, first, "🔥")


async def test_what_was_forwarded_says_whose_words_it_is(stage_of: Open, tmp_path: Path) -> None:
    async with office_of(stage_of, tmp_path, BOTH) as office:
        stage, world, topic = office.stage, office.stage.world, await office.topic()
        ann, anna, dora, support = office.ann, world.anna, world.dora, world.support
        card = await anna.sees("*HRB-1* ·", in_channel=support)
        await topic.maria.presses("Take", topic.card)
        await ann.forwards("The pump beeps", {"type": "hidden_user", "sender_user_name": "Ivo Manz"})
        await topic.maria.sees("Ann Reyes (requester)\nForwarded from Ivo Manz:\nThe pump beeps")
        await anna.sees("_Forwarded from Ivo Manz:_", thread=card)
        channel = {"id": -100777, "type": "channel", "title": "Pump news"}
        await topic.maria.forwards("Recall of P7", {"type": "channel", "chat": channel, "message_id": 3})
        await ann.sees("Maria Lopez\nForwarded from Pump news:\nRecall of P7")

        receipt = await sends(stage, dora)
        hall = world.slack.channel("hall", [dora, anna, world.bruno])
        seen = await world.bruno.posts(hall, "The lamp is dark")
        second = await anna.sees("*HRB-2* ·", in_channel=support)
        await anna.presses("Take", second)
        await dora.sees("Anna Berg is looking at HRB-2", thread=receipt)
        await dora.shares(seen, dora.dm_with(world.app), receipt)
        await anna.sees("_Forwarded from Bruno Conti:_\nThe lamp is dark", thread=second)
        await anna.shares(seen, support, second)
        await dora.sees("_Forwarded from Bruno Conti:_\nThe lamp is dark", thread=receipt)
        await anna.shares(seen, support, second, "Is it this one?")
        await dora.sees("Is it this one?\n> Bruno Conti:\n> The lamp is dark", thread=receipt)
