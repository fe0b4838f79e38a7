"""The app's home tab in Slack: a person's requests at a glance, what isn't sent yet, and ways to new ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from playground.slack.handles import Modal
from tests.stories.conftest import Open, Stage
from tests.stories.test_companies import list_says
from tests.stories.test_slack_entrances import demo_with
from tests.stories.test_slack_requester import IDEA, card_of, sends


def published(stage: Stage) -> int:
    return sum(call.method == "views.publish" for call in stage.world.slack.calls)


def leads_to(home: Modal, label: str) -> str:
    """The address behind a button."""
    found = [block["accessory"] for block in home.raw["blocks"] if "accessory" in block]
    return str(next(one["url"] for one in found if one["text"]["text"] == label))


async def speaks_italian_for_a_moment(stage: Stage) -> None:
    """Dora changes her language there and back while a request isn't sent yet: that is no reason for a form to open."""
    dora, app = stage.world.dora, stage.world.app
    await dora.sees_home(app, "You have a request that is not sent yet.")
    await dora.presses_at_home("Italiano", app)
    await dora.sees_home(app, "Ha una richiesta non ancora inviata.")
    await dora.presses_at_home("English", app)
    await dora.sees_home(app, "You have a request that is not sent yet.")
    await stage.settles()
    assert dora.modal is None


async def test_the_home_tab_shows_ones_requests_and_begins_new_ones(stage: Stage) -> None:
    dora, anna, app, support = stage.world.dora, stage.world.anna, stage.world.app, stage.world.support
    receipt = await sends(stage, dora)
    await stage.settles()
    assert published(stage) == 0  # nobody has looked
    await dora.opens_home(app)
    home = await dora.sees_home(app, "*HRB-1* · Dark colours · new")
    assert home.buttons[:3] == ("I have a question", "Something is broken", "I have an idea")
    assert leads_to(home, "Open").endswith(f"/archives/{receipt.channel}/p{receipt.ts.replace('.', '')}")
    assert "Last word: " in home.text

    await dora.presses_at_home("I have an idea", app)
    await dora.sees_modal("I have an idea")
    dora.fills("topic", "A lighter lamp")
    await dora.closes_modal()
    await speaks_italian_for_a_moment(stage)
    await dora.presses_at_home("Something is broken", app)
    await dora.sees_modal("What can we do")
    await dora.closes_modal()
    await dora.presses_at_home("Open the form", app)
    await dora.sees_modal("What can we do")
    await dora.submits(values={"request": "I have an idea"})
    await dora.sees_modal("I have an idea")
    assert (await dora.submits(values=IDEA)).errors == {}
    home = await dora.sees_home(app, "*HRB-2* ·")
    assert home.text.index("HRB-2") < home.text.index("HRB-1")
    assert "not sent yet" not in home.text

    await anna.presses("Take", message=await card_of(stage, "HRB-1"))
    await dora.sees_home(app, "*HRB-1* · Dark colours · taken")
    await dora.presses_at_home("Italiano", app)
    await dora.sees_home(app, "Presa in carico")
    await stage.settles()
    before = published(stage)
    await anna.posts(support, "A word for you", thread=await card_of(stage, "HRB-1"))
    await stage.time_passes(hours=2)
    await anna.presses("Solved", message=await card_of(stage, "HRB-1"))
    await dora.sees("HRB-1", in_channel=dora.dm_with(app))
    await stage.settles()
    assert published(stage) == before


@pytest.mark.parametrize("ground", ["sqlite"], indirect=True)
async def test_who_may_see_colleagues_requests_sees_them_there_and_who_is_not_let_in_the_way(
    stage_of: Open, tmp_path: Path
) -> None:
    async with stage_of(demo_with(tmp_path, "access: open", "access: invited")) as stage:
        dora, bruno, anna, app = stage.world.dora, stage.world.bruno, stage.world.anna, stage.world.app
        await stage.world.slack.connected(app)
        columns = "company;plan;name;seat;slack"
        await list_says(
            stage, f"Rossi;base;Bruno;owner;{bruno.id}", f"Rossi;base;Dora;member;{dora.id}", columns=columns
        )
        await sends(stage, dora)
        await bruno.opens_home(app)
        home = await bruno.sees_home(app, "*HRB-1* · Dark colours · new · Dora")
        assert "Open" not in home.buttons
        await bruno.presses_at_home("Show", app)
        await bruno.sees("From Dora", in_channel=bruno.dm_with(app))
        await anna.opens_home(app)
        home = await anna.sees_home(app, "invit")
        assert "HRB-1" not in home.text
        assert "I have an idea" not in home.buttons
