"""Which failed deliveries make sense to send once more."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from core.failed import Failed, Left, sorted_out
from core.messages import Act, Change, React, Remove, Say, Target, Whisper
from core.text import text

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
WORDS = Say(text("It burns"))
CHANGE = Change(Target(delivery=1), text("It doesn't"))


def failed(purpose: str, act: Act = WORDS, why: str = "refused", id: int = 10, **more: Any) -> Failed:
    return Failed(id, "c1", "mail", "", purpose, act, why, "", NOW - timedelta(minutes=1), NOW, **more)


def left(one: Failed, *, named: bool = False) -> Left | None:
    return sorted_out([one], [one.id] if named else [])[one.id]


@pytest.mark.parametrize(
    "one",
    [
        failed("relay", kind="message"),
        failed("relay", kind="message", closed=True),
        failed("relay", kind="message", why="given_up"),
        failed("relay", kind="message", changed_at=NOW - timedelta(seconds=1)),
        failed("mirror", kind="note"),
        failed("answers"),
        failed("notice"),
        failed("question", still_asked=True),
        failed("offer", still_asked=True),
        failed("edit", CHANGE, kind="message", target=1, target_fate="sent", target_at=NOW),
        failed("edit", CHANGE, kind="message", target=1, target_fate=None, why="gone"),
        failed("removal", Remove(Target(delivery=1)), kind="note", target=1, target_fate="sent", superseded=True),
    ],
)
def test_what_somebody_still_waits_for_goes_out_again(one: Failed) -> None:
    assert left(one) is None


@pytest.mark.parametrize(
    ("one", "why"),
    [
        (failed("relay", kind="note"), "withdrawn"),
        (failed("edit", CHANGE, kind="note", target=1, target_fate="sent"), "withdrawn"),
        (failed("relay", kind="message", changed_at=NOW + timedelta(seconds=1)), "changed"),
        (failed("edit", CHANGE, kind="message", target=1, target_fate="sent", superseded=True), "superseded"),
        (failed("question"), "answered"),
        (failed("offer"), "answered"),
        (failed("notice", closed=True), "closed"),
        (failed("refresh", CHANGE), "momentary"),
        (failed("sign", React(Target(message="1"))), "momentary"),
        (failed("choices", Say(text("More for HRB-1:"))), "momentary"),
        (failed("token"), "momentary"),
        (failed("notice", Whisper("U1", text("psst"))), "momentary"),
        (failed("edit", CHANGE, kind="message", target=1, target_fate="never"), "no_target"),
        (
            failed("edit", CHANGE, "gone", kind="message", target=1, target_fate="sent", target_at=NOW - timedelta(1)),
            "no_target",
        ),
        (failed("relay", kind="message", why="too_big"), "too_big"),
    ],
)
def test_what_is_out_of_date_or_can_never_arrive_stays_even_when_it_is_named(one: Failed, why: str) -> None:
    assert left(one) == left(one, named=True) == why


def test_who_can_not_be_written_to_is_tried_only_by_name() -> None:
    for one in (failed("relay", kind="message", why="gone"), failed("relay", kind="message", blocked=True)):
        assert left(one) == "in_vain"
        assert left(one, named=True) is None


def test_a_change_goes_with_the_message_that_it_changes() -> None:
    message = failed("answers", id=1)
    change = failed("answers", CHANGE, "gone", id=2, target=1, target_fate="never")
    assert sorted_out([change, message], []) == {1: None, 2: None}
    assert sorted_out([change], []) == {2: "no_target"}
    assert sorted_out([change], [], again=[1]) == {2: None}
    assert sorted_out([change, replace(message, why="too_big")], []) == {1: "too_big", 2: "no_target"}
