"""What a chaos run is to be: how many people, how long, what goes wrong and how often."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

RATES: Mapping[str, float] = {
    "error": 2.0,
    "proxy page": 1.0,
    "too many": 2.0,
    "cut before": 1.0,
    "cut after": 1.5,
    "hang before": 0.3,
    "hang after": 0.3,
    "twice": 4.0,
    "late": 4.0,
    "answer lost": 3.0,
    "never": 3.0,
}
"""Of a hundred calls, updates and presses."""

SLACK_RETRIES = (0.0, 10.0, 50.0)
"""Slack repeats an event at once, after a minute and after five; here a sixth of that, so that a run is long enough for it."""

KINDS = ("Printing", "Network", "Accounts", "Phones", "Invoices")
"""The kinds of request, each of a team of its own with its own channel: Slack takes a message a second in one."""


@dataclass(frozen=True)
class Plan:
    """One run. `spread`: two webs and two workers on PostgreSQL and (`redis`) Redis; else one `run` on SQLite. `seconds` of
    talk in the storm, and on until at least so many messages (`least`) were exchanged about tickets; then at most `settle`
    seconds for everything to arrive; `away` is how much of the talk one outage lasts, and the longer one of each platform."""

    folder: Path
    seed: int = 1
    spread: bool = False
    redis: bool = True
    telegram: Literal["webhook", "polling"] = "webhook"
    requesters: int = 50
    agents: int = 5
    seconds: float = 180.0
    least: int = 0
    settle: float = 120.0
    kills: int = 20
    restarts: int = 2
    away: tuple[float, float] = (0.025, 0.11)
    ways: tuple[str, ...] = ("refused", "hanging", "page", "cut")
    rates: Mapping[str, float] = field(default_factory=lambda: dict(RATES))

    @property
    def kinds(self) -> tuple[str, ...]:
        """As many as there are agents: each has a team of their own."""
        return KINDS[: self.agents]


def write_desk(file: Path, channels: Mapping[str, str]) -> None:
    """The desk file: each kind goes to the channel of this id. The form: topic, description, and a file, if they like."""
    desk = {
        "name": "Chaos desk",
        "key": "CHA",
        "languages": ["en"],
        "agents": "channel_members",
        "teams": {kind.lower(): {"name": f"{kind} team", "slack": channel} for kind, channel in channels.items()},
        "slots": {"screenshot": {"accept": ["any"], "most": 1}},
        "requests": {
            kind.lower(): {"name": kind, "team": kind.lower(), "form": ["topic", "description", "screenshot?"]}
            for kind in channels
        },
    }
    file.write_text(json.dumps(desk))
