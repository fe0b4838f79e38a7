"""Ids in order of time, made here and not by the database, so that rows can refer to each other before they are written."""

from __future__ import annotations

import secrets
import threading
from datetime import UTC, datetime

EPOCH_MS = 1_767_225_600_000
"""2026-01-01T00:00:00Z."""

_NODE_BITS, _SEQUENCE_BITS = 10, 12
_LAST_OF_A_MOMENT = (1 << _SEQUENCE_BITS) - 1
NODES = 1 << _NODE_BITS
"""How many processes may make ids at once."""


def made_at(id: int) -> datetime:
    """When the id was made, to the millisecond."""
    return datetime.fromtimestamp(((id >> (_NODE_BITS + _SEQUENCE_BITS)) + EPOCH_MS) / 1000, UTC)


def same_maker(one: int, other: int) -> bool:
    """Whether two ids of processes that live at the same time were made by one of them."""
    return (one ^ other) >> _SEQUENCE_BITS & (NODES - 1) == 0


def first_at(when: datetime) -> int:
    """The least id that can have been made at that moment or later."""
    return max(0, int(when.timestamp() * 1000) - EPOCH_MS) << (_NODE_BITS + _SEQUENCE_BITS)


class Ids:
    """63-bit numbers: 41 bits of milliseconds since 2026, 10 of this process, 12 of a counter. Always rising in one process."""

    def __init__(self, above: int = 0, node: int | None = None) -> None:
        """`above`: the greatest id in use, so that a clock set back can't make an old one again."""
        self._node = secrets.randbelow(NODES) if node is None else node
        self._last = above >> (_NODE_BITS + _SEQUENCE_BITS)
        self._sequence = _LAST_OF_A_MOMENT
        self._lock = threading.Lock()

    def rise_above(self, other: int) -> None:
        """Every id from now on is greater than this one, which another process may have made."""
        moment = other >> (_NODE_BITS + _SEQUENCE_BITS)
        with self._lock:
            if moment >= self._last:
                self._last, self._sequence = moment + 1, -1

    def next(self, now_ms: int) -> int:
        """An id greater than every one given before. `now_ms`: milliseconds since 1970."""
        with self._lock:
            if (moment := now_ms - EPOCH_MS) > self._last:
                self._last, self._sequence = moment, 0
            elif self._sequence < _LAST_OF_A_MOMENT:
                self._sequence += 1
            else:
                self._last, self._sequence = self._last + 1, 0
            return (self._last << (_NODE_BITS + _SEQUENCE_BITS)) | (self._node << _SEQUENCE_BITS) | self._sequence
