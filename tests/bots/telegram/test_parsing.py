"""Whichever way an update is parsed, it says the same; and the everyday ones take the short way."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import telegram
from hypothesis import given
from hypothesis import strategies as st

import bots.telegram
from bots.telegram import inbound, parsing
from bots.telegram.receiver import UNREADABLE

SAMPLES = sorted((Path(bots.telegram.__file__).parent / "samples").glob("*.json"))
NOW = datetime(2026, 9, 21, 14, 14, 20, tzinfo=UTC)
SHORT = {
    *("text", "text_with_looks", "press", "command_in_the_middle", "start_with_payload", "command_addressed"),
    "another_bot",
}


def said_by(parse: Any, raw: Any) -> object:
    """What the update says, or the kind of error that reading it ends in."""
    try:
        return inbound.read(parse(raw), "harbor_desk_bot", NOW)
    except UNREADABLE as error:
        return type(error)


def by_the_library(raw: dict[str, Any]) -> telegram.Update:
    return telegram.Update.de_json(raw, None)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_recorded_update_says_the_same_either_way(path: Path) -> None:
    raw = json.loads(path.read_text())["update"]
    assert said_by(parsing.parse, raw) == said_by(by_the_library, raw)


def test_the_everyday_ones_take_the_short_way() -> None:
    raws = {path.stem: json.loads(path.read_text())["update"] for path in SAMPLES}
    assert {name for name, raw in raws.items() if type(parsing.parse(raw)) is not telegram.Update} == SHORT


USER = {"id": 1, "is_bot": False, "first_name": "Ann", "last_name": "Reyes", "username": "ann", "language_code": "es"}
CHAT = {"id": 1, "type": "private", "first_name": "Ann"}
FIELDS = {
    "message_id": st.sampled_from([7, "7", None, True]),
    "date": st.sampled_from([1_790_000_000, 0, 10**18, "now"]),
    "text": st.sampled_from(["hello", "/start now", "", None, 5]),
    "entities": st.sampled_from([[], [{"type": "bot_command", "offset": 0, "length": 6}], [{"type": "url"}], None]),
    "from": st.sampled_from([USER, {**USER, "is_bot": True}, {"id": 1}, {**USER, "last_name": 5}, None]),
    "chat": st.sampled_from([CHAT, {"id": -5, "type": "group", "title": "x"}, {**CHAT, "new": 1}, {"id": "1"}, None]),
    "reply_to_message": st.just({"message_id": 3, "date": 1_790_000_000, "chat": CHAT}),
    "caption": st.just("under it"),
    "something_new": st.just({"a": 1}),
}
MESSAGES = st.fixed_dictionaries({}, optional=FIELDS)
PRESSES = st.fixed_dictionaries(
    {},
    optional={
        "id": st.sampled_from(["77", 77, None]),
        "from": FIELDS["from"],
        "message": MESSAGES,
        "chat_instance": st.just("1"),
        "data": st.sampled_from(["k:defect", "", None, 5]),
        "game_short_name": st.just("chess"),
    },
)


@given(st.sampled_from(["message", "edited_message"]), MESSAGES)
def test_any_message_says_the_same_either_way(kind: str, message: dict[str, Any]) -> None:
    raw = {"update_id": 9, kind: message}
    assert said_by(parsing.parse, raw) == said_by(by_the_library, raw)


@given(PRESSES)
def test_any_press_says_the_same_either_way(press: dict[str, Any]) -> None:
    raw = {"update_id": 9, "callback_query": press}
    assert said_by(parsing.parse, raw) == said_by(lambda raw: by_the_library(parsing._without_ballast(raw)), raw)
