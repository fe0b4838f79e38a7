"""Time as agents write it down, and a month of it."""

from __future__ import annotations

import pytest

from core.errors import Refused
from core.time_spent import Month, read_time


@pytest.mark.parametrize(
    ("said", "minutes", "words"),
    [
        ("1h30m", 90, ""),
        ("1h 15 min a call", 75, "a call"),
        ("90m", 90, ""),
        ("1.5h", 90, ""),
        ("0,25h", 15, ""),
        ("-30m a slip", -30, "a slip"),
        ("24h", 1440, ""),
    ],
)
def test_hours_and_minutes(said: str, minutes: int, words: str) -> None:
    assert read_time(said) == (minutes, words)


@pytest.mark.parametrize("said", ["", "h", "2", "much", "0m", "24h1m", "1h30", "-", "1d"])
def test_what_is_no_time_is_refused(said: str) -> None:
    with pytest.raises(Refused):
        read_time(said)


def test_what_is_left_never_falls_below_nothing() -> None:
    assert (Month(90, 120).left, Month(90, 120).beyond) == (30, False)
    assert (Month(120, 120).left, Month(120, 120).beyond) == (0, False)
    assert (Month(121, 120).left, Month(121, 120).beyond) == (0, True)
