"""When a desk is at work, as its file says it: `{mon-fri: "09:00-13:00, 14:00-18:00", sat: "09:00-12:00", holidays: IT}`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, NamedTuple

from pydantic import Field, model_validator

from core.desk_types import Fault, Part, refuse, wrong

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_SPAN = re.compile(r"([01]?[0-9]|2[0-4]):([0-5][0-9])\s*-\s*([01]?[0-9]|2[0-4]):([0-5][0-9])")
_DAY_KEYS = "a day or a range of days: mon, tue, wed, thu, fri, sat, sun, mon-fri, …; or holidays"
_SPANS = 'hours of one day in order, for example "09:00-18:00" or "09:00-13:00, 14:00-18:00", up to 24:00'


class Opening(NamedTuple):
    """From when to when, in minutes since local midnight; `closes` may be 1440."""

    opens: int
    closes: int


class Hours(Part):
    """A desk's working week. `week` has seven entries, Monday first; an empty one is a day off."""

    week: tuple[tuple[Opening, ...], ...]
    holidays: Annotated[str, Field(pattern="^[A-Z]{2}$", description="a country code such as IT")] | None = None

    @model_validator(mode="before")
    @classmethod
    def _read(cls, given: Any) -> Any:
        if isinstance(given, Hours):
            return given
        if not isinstance(given, Mapping) or not given:
            raise wrong('hours by day, for example {mon-fri: "09:00-18:00", holidays: IT}')
        week: dict[int, tuple[Opening, ...]] = {}
        faults = []
        for key, value in given.items():
            if key == "holidays":
                continue
            days, spans = _days(key), _spans(value)
            if not days:
                faults.append(Fault((key,), _DAY_KEYS, found=str(key)))
            elif any(day in week for day in days):
                faults.append(Fault((key,), "every day once", found=str(key)))
            elif spans is None:
                faults.append(Fault((key,), _SPANS))
            week |= dict.fromkeys(days, spans or ())
        if faults:
            refuse("Hours", faults)
        holidays = {"holidays": given["holidays"]} if "holidays" in given else {}
        return {"week": tuple(week.get(day, ()) for day in range(7)), **holidays}


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
