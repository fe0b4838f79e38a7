"""Spans of time as a desk file writes them: a number with s, m, h, d or w."""

from __future__ import annotations

import re
from datetime import timedelta

ALLOWED = "a number with s, m, h, d or w, for example 30s, 15m, 4h, 2d, 1w"

_WRITTEN = re.compile(r"([0-9]+(?:\.[0-9]+)?)([smhdw])")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_LONGEST = timedelta(days=3660)


class Span(timedelta):
    """A span that remembers the unit it was written in: in working time `2d` are two working days, `48h` are 48 hours at
    work. Everywhere else it is the plain span of time."""

    unit = "s"

    @classmethod
    def of(cls, span: timedelta, unit: str) -> Span:
        made = cls(days=span.days, seconds=span.seconds, microseconds=span.microseconds)
        made.unit = unit
        return made


def parse_duration(words: str) -> Span:
    """The span of time that `words` mean: `4h` is four hours, `1.5d` a day and a half.

    Never negative, at most ten years: more is a slip of the pen. Raises ValueError saying what is allowed.
    """
    written = _WRITTEN.fullmatch(words.strip())
    if written is None:
        raise ValueError(ALLOWED)
    try:
        span = timedelta(**{_UNITS[written[2]]: float(written[1])})
    except OverflowError:
        span = timedelta.max
    if span > _LONGEST:
        raise ValueError("at most ten years")
    return Span.of(span, written[2])
