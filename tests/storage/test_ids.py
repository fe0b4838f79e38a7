"""Ids are in order of time, whatever the clock does."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from storage.ids import Ids, made_at

NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)


def millis(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)


def test_an_id_tells_when_it_was_made() -> None:
    assert made_at(Ids().next(millis(NOON))) == NOON


def test_they_rise_within_a_millisecond_and_beyond_its_counter() -> None:
    ids = Ids()
    made = [ids.next(millis(NOON)) for _ in range(10_000)]
    assert made == sorted(set(made))
    assert made_at(made[-1]) - NOON <= timedelta(milliseconds=3)


def test_a_clock_that_is_set_back_makes_no_old_ones() -> None:
    ids = Ids()
    before = ids.next(millis(NOON))
    assert ids.next(millis(NOON - timedelta(hours=1))) > before


def test_a_process_begins_above_what_an_earlier_one_made() -> None:
    before = Ids(node=1023).next(millis(NOON))
    assert Ids(above=before, node=0).next(millis(NOON - timedelta(days=1))) > before


def test_processes_make_different_ones_at_the_same_time() -> None:
    assert Ids(node=1).next(millis(NOON)) != Ids(node=2).next(millis(NOON))


def test_they_fit_a_signed_64_bit_column_for_decades() -> None:
    assert 0 < Ids().next(millis(datetime(2090, 1, 1, tzinfo=UTC))) < 2**63
