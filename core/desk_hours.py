"""When a desk is at work, as its file says it: `{mon-fri: "09:00-13:00, 14:00-18:00", sat: "09:00-12:00", holidays: IT}`.

What follows from it for a moment or a span of time is in `core.working_time`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, NamedTuple

from pydantic import Field, model_validator

from core.desk_types import Fault, Part, refuse, wrong

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_SPAN = re.compile(r"([01]?[0-9]|2[0-4]):([0-5][0-9])\s*-\s*([01]?[0-9]|2[0-4]):([0-5][0-9])")
DAY_KEYS = "a day or a range of days: mon, tue, wed, thu, fri, sat, sun, mon-fri, …; or holidays"
_COUNTRY = re.compile("[A-Z]{2}")
HOLIDAYS = "a country code such as IT, a day such as 2026-12-24, or a list of them with at most one country"
_NO_DAY = 'hours of at least one day, for example mon-fri: "09:00-18:00"'
SPANS = 'hours of one day in order, for example "09:00-18:00" or "09:00-13:00, 14:00-18:00", up to 24:00'


class Opening(NamedTuple):
    """From when to when, in minutes since local midnight; `closes` may be 1440."""

    opens: int
    closes: int


class Hours(Part):
    """A desk's working week. `week` has seven entries, Monday first; an empty one is a day off. So are the public holidays
    of the country `holidays`, and `days_off`, in the file both under `holidays`."""

    week: tuple[tuple[Opening, ...], ...]
    holidays: Annotated[str, Field(description=HOLIDAYS)] | None = None
    days_off: frozenset[date] = frozenset()

    @model_validator(mode="before")
    @classmethod
    def _read(cls, given: Any) -> Any:
        if isinstance(given, Hours):
            return given
        if not isinstance(given, Mapping) or not given:
            raise wrong('hours by day, for example {mon-fri: "09:00-18:00", holidays: IT}')
        week: dict[int, tuple[Opening, ...]] = {}
        countries, days_off, faults = _holidays(given.get("holidays") or ())
        if not given.keys() - {"holidays"}:
            faults.append(Fault((), _NO_DAY, found="holidays alone"))
        for key, value in given.items():
            if key == "holidays":
                continue
            days, spans = _days(key), _spans(value)
            if not days:
                faults.append(Fault((key,), DAY_KEYS, found=str(key)))
            elif any(day in week for day in days):
                faults.append(Fault((key,), "every day once", found=str(key)))
            elif spans is None:
                faults.append(Fault((key,), SPANS))
            week |= dict.fromkeys(days, spans or ())
        if faults:
            refuse("Hours", faults)
        country = countries[0] if countries else None
        return {"week": tuple(week.get(day, ()) for day in range(7)), "holidays": country, "days_off": days_off}


def _holidays(given: object) -> tuple[list[str], set[date], list[Fault]]:
    """What `holidays` means: countries (one, where it is right), days off of the desk's own, and what is wrong with it."""
    one_by_one = isinstance(given, (list, tuple))
    countries: list[str] = []
    days: set[date] = set()
    faults = []
    for place, item in enumerate(given if isinstance(given, (list, tuple)) else (given,)):
        at = ("holidays", place) if one_by_one else ("holidays",)
        if isinstance(item, str) and _COUNTRY.fullmatch(item) and not countries:
            countries.append(item)
        elif day := _day_off(item):
            days.add(day)
        else:
            faults.append(Fault(at, HOLIDAYS))
    return countries, days, faults


def _day_off(item: object) -> date | None:
    if isinstance(item, date):
        return item
    try:
        return date.fromisoformat(str(item))
    except ValueError:
        return None


def _days(key: object) -> range:
    """`wed` or `mon-fri` as numbers, Monday is 0; an empty range where it is neither."""
    first, dash, last = str(key).partition("-")
    if first not in DAYS or (dash and last not in DAYS):
        return range(0)
    return range(DAYS.index(first), DAYS.index(last if dash else first) + 1)


def _spans(value: object) -> tuple[Opening, ...] | None:
    """The spans of one day, in order and apart from each other; None where they are no such thing."""
    spans: list[Opening] = []
    for words in value.split(",") if isinstance(value, str) else ():
        clock = _SPAN.fullmatch(words.strip())
        if clock is None:
            return None
        opens, closes = int(clock[1]) * 60 + int(clock[2]), int(clock[3]) * 60 + int(clock[4])
        if not (spans[-1].closes if spans else 0) <= opens < closes <= 24 * 60:
            return None
        spans.append(Opening(opens, closes))
    return tuple(spans) or None
