"""Send budgets shared by all processes of a desk, in Redis; alone with a part of them while Redis is away."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from core.pace import LocalPace
from core.ports import Budget
from storage.redis_link import Away, RedisLink

SCRIPT = Path(__file__).with_name("pace.lua").read_text()

MOST_WANTED = 256
"""Deliveries asked for in one visit; those left out are asked for in the next."""

KEPT = 3.0
"""Seconds after which what was taken and not used is no longer used: others count on it being gone."""

GATHERED = 0.02
"""Seconds to wait at least where a budget is empty, so that under a flood one visit fetches several messages' worth."""


class SharedPace:
    """The budgets of all processes together (`core.ports.Pace`).

    What a look at the queue lacked is fetched from Redis right after it, for all its deliveries at once, and spent in the
    next look: so whoever has something to spend takes the head of the queue, and nothing is begun that can't go. What
    was not spent goes back with the next visit.

    `sharers`: how many processes send. `clock`: seconds, for tests.
    """

    def __init__(
        self, link: RedisLink, sharers: Callable[[], int] = lambda: 1, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._link = link
        self._sharers = sharers
        self._clock = clock
        self._script = link.client.register_script(SCRIPT)
        self._lock = threading.Lock()  # the store's thread spends while the event loop gathers
        self._alone: LocalPace | None = None
        self._met: dict[str, Budget] = {}
        """Budgets spent from while alone."""
        self._wanted: list[Sequence[Budget]] = []
        """What looks at the queue lacked, in its order; what is known to be empty is asked for once that is over."""
        self._ask = False
        self._purse: Counter[str] = Counter()
        """What was taken out of each budget and not spent yet."""
        self._taken: dict[str, Budget] = {}
        self._stamp: bytes | str = ""
        self._good_until = 0.0
        self._short: dict[str, float] = {}
        """Budgets known to be empty, and until when."""
        self._holds: dict[str, tuple[Budget, float]] = {}

    @property
    def lacking(self) -> bool:
        return self._ask or any(self._purse.values())

    def spend(self, budgets: Sequence[Budget], now: float) -> tuple[Budget, float] | None:
        with self._lock:
            if self._alone:
                self._met.update({budget.key: budget for budget in budgets})
                return self._alone.spend(budgets, now)
            lacks = [one for one in budgets if now > self._good_until or self._purse[one.key] <= 0]
            if not lacks:
                self._purse.subtract(budget.key for budget in budgets)
                return None
            if len(self._wanted) < MOST_WANTED:
                self._wanted.append(budgets)
            short = max(lacks, key=self._until)
            self._ask = self._ask or self._until(short) <= now
            return short, max(now, self._until(short))

    def hold(self, budget: Budget, until: float, now: float) -> None:
        with self._lock:
            self._short[budget.key] = until
            self._purse[budget.key] = 0
            self._holds[budget.key] = budget, until
            if self._alone:
                self._alone.hold(budget, until, now)

    async def gather(self) -> None:
        if not self._link.up.is_set():
            self._go_alone()
            return
        with self._lock:
            visit = self._prepare(self._clock())
            if not visit.told:
                self._alone = None
                return
        try:
            answer = await self._link.call(
                lambda client: self._script(visit.keys(self._link.key), visit.args(), client)
            )
        except Away:
            with self._lock:
                self._holds = {**visit.holds, **self._holds}
            self._go_alone()
            return
        with self._lock:
            self._came_back(visit, answer, self._clock())

    def _go_alone(self) -> None:
        with self._lock:
            now = self._clock()
            if self._alone is None:
                self._alone = LocalPace(self._sharers, empty_at=now)
                self._met = {}
                for budget, until in self._holds.values():
                    self._alone.hold(budget, until, now)
            self._wanted, self._ask, self._purse, self._short = [], False, Counter(), {}

    def _prepare(self, now: float) -> _Visit:
        """Everything that Redis should be told and asked. What is in the purse can't be spent meanwhile."""
        wanted: list[Sequence[Budget]] = []
        later: list[Sequence[Budget]] = []
        for budgets in self._wanted:
            (wanted if max(map(self._until, budgets)) <= now else later).append(budgets)
        visit = _Visit(self._stamp, wanted, self._holds)
        for key, count in self._purse.items():
            if count > 0:
                visit.of(self._taken[key]).back += count
        for budget, until in self._holds.values():
            visit.of(budget).rest = max(0.0, until - now)
        if self._alone:  # what was sent without asking
            for budget in self._met.values():
                if (owed := self._alone.owed(budget, now)) > 0:
                    visit.of(budget).back -= owed
        for budgets in wanted:
            for budget in budgets:
                visit.of(budget)
        self._wanted, self._ask, self._purse, self._holds = later, False, Counter(), {}
        return visit

    def _until(self, budget: Budget) -> float:
        return self._short.get(budget.key, 0.0)

    def _came_back(self, visit: _Visit, answer: list[Any], now: float) -> None:
        stamp, *granted = answer
        budgets = [told.budget for told in visit.told.values()]
        self._alone = None
        self._short = {key: until for key, until in self._short.items() if until > now}
        self._stamp, self._good_until = stamp, now + KEPT
        self._taken = {budget.key: budget for budget in budgets}
        for wanted, short, wait in zip(visit.wanted, granted[::2], granted[1::2], strict=True):
            if short:
                budget = budgets[short - 1]
                until = now + max(wait / 1e6, min(GATHERED, budget.span / 2))
                self._short[budget.key] = max(until, self._short.get(budget.key, 0.0))
            else:
                self._purse.update(budget.key for budget in wanted)


class _Told:
    """What one visit says about one budget."""

    __slots__ = ("back", "budget", "number", "rest")

    def __init__(self, budget: Budget, number: int) -> None:
        self.budget = budget
        self.number = number
        self.back = 0.0
        self.rest = 0.0


class _Visit:
    """The words of one visit to Redis, as `pace.lua` reads them."""

    def __init__(
        self, stamp: bytes | str, wanted: list[Sequence[Budget]], holds: dict[str, tuple[Budget, float]]
    ) -> None:
        self.told: dict[str, _Told] = {}
        self.wanted = wanted
        self.holds = holds
        self._stamp = stamp

    def of(self, budget: Budget) -> _Told:
        known = self.told.get(budget.key)
        if known is None:
            known = self.told[budget.key] = _Told(budget, len(self.told) + 1)
        return known

    def keys(self, name: Callable[[str], str]) -> list[str]:
        kinds = ((_kind(told.budget), told.budget.key) for told in self.told.values())
        return [name("pace"), *(name(f"{kind}:{key}") for kind, key in kinds)]

    def args(self) -> list[Any]:
        out: list[Any] = []
        for told in self.told.values():
            budget = told.budget
            out += [_kind(budget), budget.burst, budget.span, told.back, self._stamp, told.rest]
        for budgets in self.wanted:
            out += [len(budgets), *(self.told[budget.key].number for budget in budgets)]
        return out


def _kind(budget: Budget) -> str:
    return "window" if budget.strict else "bucket"
