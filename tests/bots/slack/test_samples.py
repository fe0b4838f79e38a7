"""Every payload of Slack's is read as its sample says."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

import bots.slack
from bots.slack import reading
from core.messages import Author
from core.update_json import from_json, to_json

SAMPLES = sorted((Path(bots.slack.__file__).parent / "samples").glob("*.json"))
PEOPLE = {"U0CARLA001": "Carla Ruiz", "U0DAN00001": "Dan Moss", "U0DESKBOT1": "desk"}
RULES = reading.Rules(bot="U0DESKBOT1")


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_payload_becomes_the_expected_message(path: Path) -> None:
    sample = json.loads(path.read_text(encoding="utf-8"))
    payload = sample["payload"]
    read = reading.press if payload["type"] == "block_actions" else reading.event
    update = read(payload, RULES)
    if update is None:
        assert sample["message"] is None
        return
    author = Author(update.author.id, PEOPLE[update.author.id])
    update = reading.finished(update, author, True, PEOPLE, RULES)

    assert json.loads(json.dumps(to_json(update))) == sample["message"]
    assert from_json(sample["message"]) == update
    assert update.at.utcoffset() == timedelta(0)


def test_there_are_samples() -> None:
    assert len(SAMPLES) > 30


def test_a_mention_has_one_key_in_both_its_events() -> None:
    keys = set()
    for name in ("mention_as_message", "mention_as_app_mention"):
        [path] = [path for path in SAMPLES if path.stem == name]
        keys.add(json.loads(path.read_text(encoding="utf-8"))["message"]["key"])
    assert len(keys) == 1
