"""Every recorded update is read as the sample says."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import telegram

import bots.telegram
from bots.telegram import inbound
from core.messages import Said
from core.update_json import from_json, to_json

SAMPLES = sorted((Path(bots.telegram.__file__).parent / "samples").glob("*.json"))
NOW = datetime(2026, 9, 21, 14, 14, 20, tzinfo=UTC)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_recorded_update_becomes_the_expected_message(path: Path) -> None:
    sample = json.loads(path.read_text())
    update = inbound.read(telegram.Update.de_json(sample["update"], None), "harbor_desk_bot", NOW)
    assert (None if update is None else json.loads(json.dumps(to_json(update)))) == sample["message"]
    if update is not None:
        assert from_json(sample["message"]) == update
        assert update.at.utcoffset() == timedelta(0)


def test_there_are_samples() -> None:
    assert len(SAMPLES) > 30


def test_a_command_in_private_is_ours_even_before_our_name_is_known() -> None:
    sample = json.loads(next(path for path in SAMPLES if path.stem == "command_addressed").read_text())
    update = inbound.read(telegram.Update.de_json(sample["update"], None), None, NOW)
    assert isinstance(update, Said)
    assert (update.command, update.text) == ("tickets", "HRB-12")
