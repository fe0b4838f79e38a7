"""The weather: as often as told, the same for the same seed, whichever of two calls comes first."""

from __future__ import annotations

from random import Random

import pytest

from playground.weather import CALLS, Weather

RATES = {"error": 10.0, "too many": 5.0, "cut after": 5.0}


def drawn(weather: Weather, calls: list[tuple[str, int]]) -> dict[tuple[str, int], list[str]]:
    """What met each call, by method and place."""
    met: dict[tuple[str, int], list[str]] = {}
    for method, place in calls:
        fault = weather.of_call(method, place)
        met.setdefault((method, place), []).append(next((name for name, what in CALLS.items() if what is fault), ""))
    return met


CALLED = [(method, place) for method in ("sendMessage", "editMessageText") for place in range(20) for _ in range(25)]


def test_the_same_seed_is_the_same_weather_in_whatever_order_the_calls_come() -> None:
    shuffled = list(CALLED)
    Random(3).shuffle(shuffled)
    assert drawn(Weather(5, RATES), CALLED) == drawn(Weather(5, RATES), shuffled)
    assert drawn(Weather(5, RATES), CALLED) != drawn(Weather(6, RATES), CALLED)


def test_it_strikes_as_often_as_it_was_told_and_counts() -> None:
    weather = Weather(5, RATES)
    met = [name for names in drawn(weather, CALLED).values() for name in names if name]
    assert sum(weather.struck.values()) == len(met)
    assert set(met) == set(RATES)
    for name, rate in RATES.items():
        assert rate * 0.6 < weather.struck[name] / len(CALLED) * 100 < rate * 1.4


def test_a_trouble_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="hail"):
        Weather(1, {"hail": 1})
