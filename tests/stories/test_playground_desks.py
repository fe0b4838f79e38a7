"""The playground on each desk that comes along: its people are let in, and get to the first question."""

from __future__ import annotations

from pathlib import Path

import pytest

from frontdoor.deskfile import load_desk
from frontdoor.play import also_in_telegram, brings_people_in, channels_named
from frontdoor.settings import SHIPPED_DESK
from tests.stories.conftest import Open
from tests.stories.walks import ask, chooses, labels


@pytest.mark.parametrize("file", sorted(SHIPPED_DESK.parent.glob("*.yml")), ids=lambda file: file.stem)
async def test_carlo_gets_to_the_first_question_of_every_desk(file: Path, stage_of: Open) -> None:
    async with stage_of(file, started=False) as stage:
        carlo = stage.world.carlo
        stage.adds(**channels_named(file, stage.world.support.id))
        await stage.start()
        for _ in range(2):  # the second start finds them there
            await brings_people_in(stage.program.store, file, stage.desk)
        language = "it" if "it" in stage.desk.languages else stage.desk.fallback
        kind, request = next(iter(stage.desk.requests.items()))
        await carlo.starts()
        menu = await chooses(carlo, request.name.in_(language, stage.desk.fallback))
        question = await carlo.sees(ask(stage, stage.desk.form(kind)[0].slot.key, language), after=menu)
        assert labels(question)


def test_every_team_of_the_playground_answers_in_slack_and_in_telegram() -> None:
    """The desk file says Slack alone; a team that has a group of its own keeps it."""
    desk = load_desk(SHIPPED_DESK, {"SLACK_SUPPORT_CHANNEL": "C0SUPPORT"})
    both = also_in_telegram(desk, -1001)
    assert [(team.slack, team.telegram) for team in both.teams.values()] == [("C0SUPPORT", -1001)]
    assert also_in_telegram(both, -1002) == both
