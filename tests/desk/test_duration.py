from __future__ import annotations

from datetime import timedelta

import pytest

from core.duration import parse_duration


@pytest.mark.parametrize(
    ("words", "span"),
    [
        ("30s", timedelta(seconds=30)),
        ("15m", timedelta(minutes=15)),
        ("4h", timedelta(hours=4)),
        ("2d", timedelta(days=2)),
        ("1w", timedelta(weeks=1)),
        ("1.5h", timedelta(minutes=90)),
        ("0s", timedelta(0)),
    ],
)
def test_a_number_and_a_unit_are_a_span_of_time(words: str, span: timedelta) -> None:
    assert parse_duration(words) == span


@pytest.mark.parametrize(
    "words", ["", "2", "d", "-2d", "2 d", "2D", "2d4h", "1e3s", "٣d", "11y", "600w", "9" * 500 + "d"]
)
def test_anything_else_is_refused(words: str) -> None:
    with pytest.raises(ValueError, match=r"a number with s, m, h, d or w|at most ten years"):
        parse_duration(words)
