"""A short chaos run: the long one (`make chaos`) with fewer people and less time."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.chaos.plan import RATES, Plan
from tests.chaos.run import chaos

CALM = {**RATES, "hang before": 0.0, "hang after": 0.0}
"""Without calls that hang: each would be waited for for half a minute."""


@pytest.mark.parametrize(
    "shape",
    [{"telegram": "polling"}, {"spread": True, "telegram": "webhook"}],
    ids=["one process on SQLite", "two webs and two workers on PostgreSQL and Redis"],
)
async def test_a_crowd_talks_while_everything_fails_and_every_word_arrives_once(tmp_path: Path, shape: dict) -> None:  # type: ignore[type-arg]
    plan = Plan(
        tmp_path,
        seed=7,
        requesters=8,
        agents=2,
        seconds=15,
        least=20,
        settle=90,
        kills=4,
        restarts=1,
        ways=("refused", "page"),
        rates=CALM,
        **shape,
    )
    report = await chaos(plan)
    assert report.good, "\n".join(report.lines())
    assert report.verdict.arrived["answer"] > 8
    assert report.verdict.arrived["said"] + report.verdict.arrived["reply"] >= 20
    assert report.verdict.tickets >= 6
    assert sum(count for name, count in report.struck.items() if name.startswith("kill")) == 4
    assert report.unfinished == []
