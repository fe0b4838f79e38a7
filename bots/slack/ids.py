"""Slack's ids as core's places: the only maker and parser of them.

A channel is `C0123`, a thread in it `C0123:1700000000.000100` (the `ts` of its root). A message's id is its `ts`.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

_PLACE = re.compile(r"([A-Za-z0-9]+)(?::(\d+\.\d{6}))?")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Place(NamedTuple):
    """A channel, or a thread in it."""

    channel: str
    thread: str | None = None

    def __str__(self) -> str:
        return self.channel if self.thread is None else f"{self.channel}:{self.thread}"


def thread(channel: str, ts: str) -> str:
    """The place of the thread under the message `ts`."""
    return str(Place(channel, ts))


def parse(place: str) -> Place:
    """The place's parts. Raises ValueError for anything this module did not make."""
    if not (match := _PLACE.fullmatch(place)):
        raise ValueError(f"not a place in Slack: {place!r}")
    return Place(match[1], match[2])


def position(ts: str) -> int:
    """Where a message stands among others: its `ts` in whole microseconds. Never a float, which loses the last digit."""
    seconds, _, rest = ts.partition(".")
    return int(seconds) * 1_000_000 + int(rest.ljust(6, "0")[:6] or 0)


def moment(ts: str) -> datetime:
    """The time a `ts` stands for, in UTC."""
    return _EPOCH + timedelta(microseconds=position(ts))


def ts_of(when: datetime) -> str:
    """The `ts` of a moment, for asking what came after it."""
    seconds, rest = divmod((when - _EPOCH) // timedelta(microseconds=1), 1_000_000)
    return f"{seconds}.{rest:06d}"
