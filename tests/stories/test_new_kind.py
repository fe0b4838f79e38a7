"""A kind of request with slots of its own is a few lines of the desk file: it works in Telegram and in Slack."""

from __future__ import annotations

from pathlib import Path

from frontdoor.settings import SHIPPED_DESK
from tests.stories.conftest import Open

SLOTS = """
slots:                                    # two more, for a kind of our own
  licence_number: {type: line, ask: Which licence is it?, hint: It begins with LIC, pattern: 'LIC-\\d{4}'}
  seats_wanted: {type: number, ask: How many seats do you want?, min: 1, max: 500}"""
KIND = """
requests:
  more_seats: {name: More seats, team: support, form: [licence_number, seats_wanted, 'description?']}"""


async def test_two_slots_and_a_kind_are_added_to_the_demo_desk(stage_of: Open, tmp_path: Path) -> None:
    written = SHIPPED_DESK.read_text("utf-8")
    assert written.count("\nslots:") == written.count("\nrequests:") == 1
    ours = tmp_path / "desk.yml"
    begun = written.replace("\nslots:", SLOTS + "\n  #", 1).replace("\nrequests:", KIND + "\n  #", 1)
    ours.write_text(begun, "utf-8")

    async with stage_of(ours) as stage:
        ann, dora, anna, support = stage.world.ann, stage.world.dora, stage.world.anna, stage.world.support
        await ann.starts(stage.world.bot)
        await ann.presses("More seats", await ann.sees_button("More seats"))
        await ann.sees("Which licence is it?")
        said = await ann.says("118")
        await ann.sees("Which licence is it?", after=said)
        await ann.says("LIC-0118")
        await ann.sees("How many seats do you want?")
        await ann.says("12")
        await ann.presses("Skip", await ann.sees_button("Skip"))
        await ann.presses("Send", await ann.sees_button("Send"))
        await ann.sees("HRB-1 is with Product support")
        first = await anna.sees("*Licence number:* LIC-0118", in_channel=support)
        assert "*Seats wanted:* 12" in first.text

        await dora.dms(stage.world.app, "We have grown")
        await dora.presses("More seats", await dora.sees_button("More seats"))
        await dora.sees_modal("Which licence is it?")
        refused = await dora.submits(values={"licence_number": "LIC-0119", "seats_wanted": "501"})
        assert set(refused.errors) == {"seats_wanted"}
        assert (await dora.submits(values={"seats_wanted": "40"})).errors == {}
        await dora.sees("HRB-2 is with Product support")
        second = await anna.sees("*Licence number:* LIC-0119", in_channel=support)
        assert "*Seats wanted:* 40" in second.text
        assert "*Description:* We have grown" in second.text
