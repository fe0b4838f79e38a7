"""A desk's working time: openings, holidays, lunch, and the nights on which the clock is changed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from core.desk_hours import Hours
from core.duration import parse_duration
from core.working_time import HORIZON, Calendar
from frontdoor.days_off import days_off


def calendar(zone: str = "Europe/Kyiv", **hours: object) -> Calendar:
    read = Hours.model_validate({key.replace("_", "-"): value for key, value in hours.items()}) if hours else None
    return Calendar(read, ZoneInfo(zone), days_off(read))


KYIV = calendar(mon_fri="09:00-18:00", holidays="UA")
LUNCH = calendar("Europe/Bucharest", mon_fri="09:00-13:00, 14:00-18:00", holidays="RO")
SATURDAYS = calendar("Europe/Rome", mon_fri="09:00-18:00", sat="09:00-12:00")
ALWAYS = calendar("Europe/Rome")


def local(said: str, of: Calendar = KYIV) -> datetime:
    """`2026-11-28 12:00` on the desk's own clock."""
    return datetime.fromisoformat(said).replace(tzinfo=of.zone)


def shown(at: datetime, of: Calendar = KYIV) -> str:
    return at.astimezone(of.zone).strftime("%a %d %b %H:%M")


def after(span: str, since: str, of: Calendar = KYIV) -> str:
    """When so much of the desk's time has passed, as its own clock shows it."""
    return shown(of.add(local(since, of), of.length(parse_duration(span))), of)


def test_four_hours_over_lunch_a_weekend_and_two_holidays() -> None:
    assert after("4h", "2026-11-27 16:30", LUNCH) == "Wed 02 Dec 11:30"


@pytest.mark.parametrize(
    ("span", "since", "until"),
    [
        ("2d", "2026-11-23 15:00", "Wed 25 Nov 15:00"),  # the same time of day, two working days later
        ("2d", "2026-11-26 15:00", "Mon 30 Nov 15:00"),
        ("2d", "2026-11-28 12:00", "Tue 01 Dec 18:00"),  # asked on Saturday: the end of the second working day
        ("2d", "2026-11-27 18:00", "Tue 01 Dec 18:00"),  # asked as it closes
        ("2d", "2026-11-27 07:00", "Mon 30 Nov 18:00"),  # asked before it opens
        ("1.5d", "2026-11-23 09:00", "Tue 24 Nov 13:30"),
        ("1w", "2026-11-25 10:00", "Wed 02 Dec 10:00"),
        ("48h", "2026-11-23 09:00", "Mon 30 Nov 12:00"),  # hours are hours at work
        ("30m", "2026-11-27 17:45", "Mon 30 Nov 09:15"),
    ],
)
def test_days_are_working_days_and_hours_are_hours_at_work(span: str, since: str, until: str) -> None:
    assert after(span, since) == until


def test_a_working_day_is_as_long_as_the_desk_is_usually_open() -> None:
    assert (
        after("1d", "2026-11-27 17:00", SATURDAYS) == "Mon 30 Nov 14:00"
    )  # an hour, three on Saturday, five on Monday
    assert after("1w", "2026-11-27 17:00", SATURDAYS) == "Fri 04 Dec 17:00"
    short = calendar(mon="09:00-18:00", fri="09:00-12:00")
    assert short.length(parse_duration("1d")) == timedelta(hours=9)  # of two that are as usual, the longer


def test_a_desk_without_hours_is_always_at_work() -> None:
    sunday = local("2026-11-29 03:00", ALWAYS)
    assert ALWAYS.is_open(sunday)
    assert after("2d", "2026-11-28 12:00", ALWAYS) == "Mon 30 Nov 12:00"
    assert ALWAYS.between(sunday, sunday + timedelta(days=2)) == timedelta(days=2)


def test_open_closed_and_the_next_opening() -> None:
    assert KYIV.is_open(local("2026-11-27 09:00"))
    assert not KYIV.is_open(local("2026-11-27 18:00"))
    assert shown(KYIV.opens(local("2026-11-27 18:00"))) == "Mon 30 Nov 09:00"
    assert KYIV.opens(local("2026-11-27 12:34")) == local("2026-11-27 12:34")
    assert not LUNCH.is_open(local("2026-11-27 13:30", LUNCH))
    assert shown(LUNCH.opens(local("2026-11-28 13:30", LUNCH)), LUNCH) == "Wed 02 Dec 09:00"


def test_ukraine_has_no_holidays_under_martial_law_and_a_desk_has_its_own() -> None:
    assert KYIV.is_open(local("2026-08-24 10:00"))  # Independence Day, a Monday
    own = calendar(mon_fri="09:00-18:00", holidays=["UA", "2026-08-24"])
    assert not own.is_open(local("2026-08-24 10:00"))
    alone = calendar(mon_fri="09:00-18:00", holidays="2026-12-24")
    assert shown(alone.opens(local("2026-12-24 10:00"))) == "Fri 25 Dec 09:00"


def test_the_nights_when_the_clock_is_changed() -> None:
    nights = calendar(mon_sun="00:00-24:00")
    spring, autumn = local("2026-03-28 12:00"), local("2026-10-24 12:00")
    assert after("24h", "2026-03-28 12:00", nights) == "Sun 29 Mar 13:00"
    assert after("24h", "2026-10-24 12:00", nights) == "Sun 25 Oct 11:00"
    assert nights.between(spring, local("2026-03-29 12:00")) == timedelta(hours=23)
    assert nights.between(autumn, local("2026-10-25 12:00")) == timedelta(hours=25)
    assert after("1d", "2026-03-27 12:00") == "Mon 30 Mar 12:00"  # who sleeps at night doesn't notice
    lost = calendar(sun="03:00-04:00")
    assert shown(lost.opens(local("2026-03-28 12:00"))) == "Sun 05 Apr 03:00"  # an hour that does not happen


def test_working_time_between_two_moments_is_what_add_adds() -> None:
    start = datetime(2026, 11, 20, 5, 17, tzinfo=UTC)
    for minutes in range(0, 6000, 317):
        work = timedelta(minutes=minutes)
        for of in (KYIV, LUNCH, SATURDAYS, ALWAYS):
            assert of.between(start, of.add(start, work)) == work


def test_a_desk_that_never_opens_promises_nothing_sooner_than_its_horizon() -> None:
    at = datetime(2026, 11, 20, tzinfo=UTC)
    closed = Calendar(KYIV.hours, KYIV.zone, lambda day: True)
    assert closed.opens(at) == at + HORIZON
