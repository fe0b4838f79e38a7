"""Budgets, not sleeps: buckets that say whether a message may go out now, and when the next one may."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bots.channel import Budget


@dataclass(slots=True)
class _Bucket:
    level: float
    at: float


class Pace:
    """The send budgets of this process. Times are seconds of a clock that only goes forward."""

    def __init__(self) -> None:
        self._buckets: dict[str, _Bucket] = {}

    def spend(self, budgets: Sequence[Budget], now: float) -> tuple[Budget, float] | None:
        """Takes one message out of every budget. Where one is empty nothing is taken: returns it, with the time from
        which it has one again."""
        for budget in budgets:
            level = self._level(budget, now)
            if level < 1:
                return budget, now + (1 - level) / budget.per_second
        for budget in budgets:
            self._buckets[budget.key].level -= 1
        return None

    def forget_full(self, now: float, most: int = 10_000) -> None:
        """Drops the buckets of places that were quiet for long: a full bucket is what a new one is."""
        if len(self._buckets) > most:
            self._buckets = {key: bucket for key, bucket in self._buckets.items() if now - bucket.at < 120}

    def _level(self, budget: Budget, now: float) -> float:
        bucket = self._buckets.get(budget.key)
        if bucket is None:
            bucket = self._buckets[budget.key] = _Bucket(budget.burst, now)
        bucket.level = min(budget.burst, bucket.level + (now - bucket.at) * budget.per_second)
        bucket.at = now
        return bucket.level
