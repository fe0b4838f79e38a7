"""Every look is shown on every channel, or something stands for it: as the channels declare and the docs say."""

from __future__ import annotations

from pathlib import Path

import pytest

from bots.slack.channel import Slack
from bots.telegram.channel import Telegram
from core.marks import KINDS

RELAY = Path(__file__).parents[2] / "docs" / "relay.md"


@pytest.mark.parametrize(("channel", "column"), [(Telegram, 4), (Slack, 5)])
@pytest.mark.parametrize("kind", KINDS)
def test_the_table_says_what_the_channels_declare(channel: type[Slack | Telegram], column: int, kind: str) -> None:
    [row] = [line.split(" | ") for line in RELAY.read_text().splitlines() if line.startswith(f"| {kind} |")]
    can = channel.capabilities
    assert (kind in can.formats) != (kind in can.stand_ins)
    assert (row[column - 1].strip(" |") in ("as meant", "without its language")) == (kind in can.formats)
