"""A team that answers in Slack and in Telegram at once: one ticket, two threads."""

from __future__ import annotations

from pathlib import Path

from tests.stories.conftest import Open
from tests.stories.tickets import chat_of, lines_of
from tests.stories.topics import BOTH, office_of
from tests.stories.walks import labels


async def test_what_is_said_in_one_is_seen_in_the_other(stage_of: Open, tmp_path: Path) -> None:
    async with office_of(stage_of, tmp_path, BOTH) as office:
        stage, ann, anna, support = office.stage, office.ann, office.stage.world.anna, office.stage.world.support
        topic = await office.topic()
        card = await anna.sees("*HRB-1* ·", in_channel=support)
        early = await anna.posts(support, "Which browser is it?", thread=card)
        await topic.maria.sees("Anna Berg (Slack)\nWhich browser is it?")
        assert "Take and send" not in labels(topic.card)
        await anna.sees_button("Take and send", in_channel=support, thread=card)
        await anna.presses("Take and send")
        await ann.sees("Anna Berg\nWhich browser is it?")
        await anna.sees_reaction(early, "white_check_mark")
        await topic.maria.sees("Anna Berg took the ticket and sent it.")
        await topic.is_called("🔧 HRB-1")

        await ann.says("Firefox")
        await topic.maria.sees("Ann Reyes (requester)\nFirefox")
        await anna.sees("Firefox", thread=card, author="Ann Reyes (requester)")
        await topic.maria.says("She had that last week too")
        await anna.sees("She had that last week too", thread=card, author="Maria Lopez (Telegram, internal)")

        clumsy = await anna.posts(support, "Try Crome", thread=card)
        await topic.maria.sees("Try Crome")
        await anna.edits(clumsy, "Try Chrome")
        await topic.maria.sees("Anna Berg (Slack)\nTry Chrome")
        await ann.sees("Anna Berg\nTry Chrome")
        wrong = await anna.posts(support, "The password is hunter2", thread=card)
        await topic.maria.sees("hunter2")
        await anna.deletes(wrong)

        await topic.maria.presses("Take over", topic.card)
        await anna.sees("Maria Lopez took it over from Anna Berg.", thread=card)
        answer = await topic.maria.says("Now it is me")
        await ann.sees("Maria Lopez\nNow it is me")
        await anna.sees("Now it is me", thread=card, author="Maria Lopez (Telegram)")
        await topic.is_signed(answer, "👌")
        await stage.settles()
        told = "\n".join([*chat_of(ann), *topic.lines, *lines_of(stage, card)])
        assert "hunter2" not in told
        assert not any("last week" in line for line in chat_of(ann))


async def test_the_other_place_hears_that_one_can_not_be_written_to(stage_of: Open, tmp_path: Path) -> None:
    async with office_of(stage_of, tmp_path, BOTH) as office:
        anna, support, topic = office.stage.world.anna, office.stage.world.support, await office.topic()
        card = await anna.sees("*HRB-1* ·", in_channel=support)
        await anna.presses("Take", card)
        await office.ann.sees("Anna Berg is looking at HRB-1")
        await office.stage.settles()
        office.group.remove_bot(office.stage.world.bot)
        await office.ann.says("Hello?")
        await anna.sees("thread in Telegram can't be written to: the bot was removed from the channel", thread=card)
        await anna.posts(support, "I hear you", thread=card)
        await office.ann.sees("I hear you")
        office.group.add_bot(office.stage.world.bot)
        await office.stage.time_passes(minutes=2)
        await topic.maria.sees("Anna Berg (Slack)\nI hear you")
        assert sum("can't be written to" in line for line in lines_of(office.stage, card)) == 1
