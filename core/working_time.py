"""Working time: when a desk is at work, when it opens next, and when a span of working time that begins now is over.

A working day (`1d`) is as long as the desk is usually open on a day that it opens at all, a working week (`1w`) as long as
it is open in one: "an answer within 2 days" counts two such days of opening hours from the moment it was asked. In a week
of equal days that is the same time of day two working days later; asked while the desk is closed, it is the end of the
second working day. A desk without hours is always at work: its day has 24 hours.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

from core.desk_hours import Hours
from core.duration import Span

HORIZON = timedelta(days=3660)
"""So far ahead it is looked; nothing is promised for a moment later than that."""

_DAY = timedelta(days=1)
_WEEK = timedelta(weeks=1)


def never(day: date) -> bool:
    """No day is off."""
    return False


@dataclass(frozen=True, slots=True)
class Calendar:
    """A desk's opening hours in its zone. `is_off` says of a day whether it is off, whatever day of the week it is."""

    hours: Hours | None
    zone: tzinfo
    is_off: Callable[[date], bool] = never

    def is_open(self, at: datetime) -> bool:
        return self.opens(at) == at

    def opens(self, at: datetime) -> datetime:
        """The first moment from `at` on at which the desk is open: `at` itself, or the next opening, in UTC."""
        return self.add(at, timedelta())

    def add(self, at: datetime, work: timedelta) -> datetime:
        """The moment at which so much working time has passed since `at`, in UTC; at the end of a day rather than at the
        beginning of the next one. With no working time it is the first moment that is open."""
        at = at.astimezone(UTC)
        if self.hours is None:
            return at + work
        for opens, closes in self._openings(at):
            begins = max(opens, at)
            if work <= closes - begins:
                return begins + work
            work -= closes - begins
        return at + HORIZON

    def between(self, start: datetime, end: datetime) -> timedelta:
        """The working time between two moments."""
        if self.hours is None:
            return max(end - start, timedelta())
        passed = timedelta()
        for opens, closes in self._openings(start):
            if opens >= end:
                break
            passed += min(closes, end) - max(opens, start)
        return passed

    def length(self, span: timedelta) -> timedelta:
        """How much working time a span of the desk file is: its days are working days, its weeks working weeks."""
        unit = span.unit if isinstance(span, Span) else "s"
        if self.hours is None or unit not in ("d", "w"):
            return span
        daily = [
            sum((timedelta(minutes=one.closes - one.opens) for one in day), timedelta()) for day in self.hours.week
        ]
        if unit == "w":
            return sum(daily, timedelta()) * (span / _WEEK)
        lengths = Counter(length for length in daily if length)
        usual = max(lengths, key=lambda length: (lengths[length], length))
        return usual * (span / _DAY)

    def _openings(self, at: datetime) -> Iterator[tuple[datetime, datetime]]:
        """From when to when the desk is open, in UTC and in order, as far as it closes after `at`."""
        day = at.astimezone(self.zone).date()
        for _ in range(HORIZON.days):
            for opens, closes in self._of(day):
                if at < closes:
                    yield opens, closes
            day += _DAY

    def _of(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        if self.hours is None or self.is_off(day):
            return
        for one in self.hours.week[day.weekday()]:
            opens, closes = self._moment(day, one.opens), self._moment(day, one.closes)
            if opens < closes:  # the hour that is left out in spring may swallow one whole
                yield opens, closes

    def _moment(self, day: date, minutes: int) -> datetime:
        """A day's clock showing so many minutes after midnight, in UTC."""
        days, minutes = divmod(minutes, 24 * 60)
        clock = datetime(day.year, day.month, day.day, minutes // 60, minutes % 60, tzinfo=self.zone)
        return (clock + days * _DAY).astimezone(UTC)
