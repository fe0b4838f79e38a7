"""A desk file that changes while tickets use what it had: they go on."""

from __future__ import annotations

from pathlib import Path

from playground.slack.handles import Message
from tests.smtp import post_office, words_of
from tests.stories.conftest import Open, Stage
from tests.stories.test_intake_desks import OWN, change
from tests.stories.walks import answers, chooses, desk_with, replies, starts_with

STATES = {"bank": {"is": "waiting_for_vendor", "name": "At the bank"}, "planned": {"is": "planned", "name": "Some day"}}


async def ticket_at_the_bank(stage: Stage) -> Message:
    """Ann's request, in a state of the desk's own. Returns its card."""
    ann, anna, support = stage.world.ann, stage.world.anna, stage.world.support
    await starts_with(ann, "Anything")
    await chooses(ann, "The bath")
    await answers(stage, ann, {"topic": "Tap drips"})
    await chooses(ann, "Send")
    card = await anna.sees("*CRN-1* · Anything", in_channel=support)
    await anna.presses("Take", card)
    await anna.presses("More", await anna.sees("Taken by Anna Berg", in_channel=support))
    more = await anna.sees("More for CRN-1")
    assert {"Some day", "At the bank"} < set(more.buttons)
    await anna.presses("At the bank", more)
    await ann.sees("CRN-1 is now: At the bank.")
    await anna.sees("· At the bank", in_channel=support)
    return card


async def test_a_ticket_outlives_its_kind_its_slots_its_team_and_its_state(stage_of: Open, tmp_path: Path) -> None:
    desk = desk_with(tmp_path, OWN, "room", "topic", states=STATES)
    async with post_office() as office, stage_of(desk, SMTP_URL=office.url) as stage:
        ann, anna, support = stage.world.ann, stage.world.anna, stage.world.support
        card = await ticket_at_the_bank(stage)
        await stage.settles()
        await stage.stop()

        kind = {"name": "Other", "team": "second", "form": ["topic"]}
        team = {"name": "Second line", "slack": "${SLACK_SUPPORT_CHANNEL}", "email": "second@corner.example"}
        change(desk, slots={}, states={}, teams={"second": team}, requests={"other": kind})
        await stage.start()
        said = await ann.says("/tickets")
        await ann.sees("CRN-1 · Tap drips · with the vendor", after=said)
        said = await ann.says("/tickets CRN-1")
        assert "room: The bath" in (await ann.sees("Topic: Tap drips", after=said))["text"]
        await replies(stage, ann, "It drips still")
        await anna.sees("It drips still", in_channel=support, thread=card)
        await anna.posts(support, "status bank", thread=card, mention_bot=True)
        await anna.sees("That state follows from what happens")
        await anna.posts(support, "priority high", thread=card, mention_bot=True)
        await anna.sees("*CRN-1* · anything · with the vendor", in_channel=support)
        await anna.posts(support, "New washers", thread=card)
        await ann.sees("New washers")

        # to a team that is there, and to its end
        await anna.posts(support, "move second line", thread=card, mention_bot=True)
        await ann.sees("CRN-1 is with Second line now.")
        assert "Topic: Tap drips" in words_of(await office.gets("[CRN-1]", to="second@corner.example"))
        moved = await anna.sees("Nobody has taken it yet", in_channel=support)
        assert moved.ts != card.ts
        await anna.presses("Take", moved)
        await anna.presses("Solved", await anna.sees("Taken by Anna Berg", in_channel=support))
        await chooses(ann, "Yes")
        await ann.sees("CRN-1 is closed")
