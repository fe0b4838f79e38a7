"""Time that agents spent on a ticket, in whole minutes, and what a company's plan includes of it in a month."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

from core.errors import Refused

MOST = 24 * 60
"""Minutes written at once; more is a slip of the pen."""

_WRITTEN = re.compile(
    r"(-?)\s*(?:([0-9]{1,3})(?:[.,]([0-9]{1,2}))?\s*h)?\s*(?:([0-9]{1,4})\s*m(?:in)?)?(?:\s+(.*))?", re.S
)


def read_time(said: str) -> tuple[int, str]:
    """`1h30m some words` as minutes and the words; `-30m` takes time back, `1.5h` is an hour and a half. Raises Refused."""
    written = _WRITTEN.fullmatch(said.strip())
    if written is None or not (written[2] or written[4]):
        raise Refused("time-how")
    hours = float(f"{written[2] or 0}.{written[3] or 0}")
    minutes = round(hours * 60) + int(written[4] or 0)
    if not 0 < minutes <= MOST:
        raise Refused("time-how")
    return (-minutes if written[1] else minutes), (written[5] or "").strip()


@dataclass(frozen=True, slots=True)
class Month:
    """What a company has used in a calendar month, and what its plan includes, both in minutes."""

    used: int
    included: int

    @property
    def left(self) -> int:
        return max(0, self.included - self.used)

    @property
    def beyond(self) -> bool:
        return self.used > self.included


def minutes_of(span: timedelta) -> int:
    return round(span / timedelta(minutes=1))
