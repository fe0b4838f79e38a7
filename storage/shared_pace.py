"""Send budgets shared by all processes of a desk, in Redis; alone with a part of them while Redis is away."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Any

from core.pace import AHEAD, LocalPace
from core.ports import Budget
from storage.redis_link import Away, RedisLink

SCRIPT = Path(__file__).with_name("pace.lua").read_text()

MOST_WANTED = 256
"""Deliveries asked for in one visit; those left out are asked for in the next."""

KEPT = 3.0
"""Seconds after which what was taken and not used is no longer used: others count on it being gone."""

CLOCK_WAS_SET = 1.0
"""Seconds by which no answer is late: clocks that differ by more were set."""

GATHERED = 0.02
"""Seconds to wait at least where a budget is empty, so that under a flood one visit fetches several messages' worth."""


class SharedPace:
    """The budgets of all processes together (`core.ports.Pace`).

    What a look at the queue lacked is fetched from Redis right after it, for all its deliveries at once, and spent in the
    next look: so whoever has something to spend takes the head of the queue, and nothing is begun that can't go. What
    was not spent goes back with the next visit. Where only strict budgets are short, the others are fetched already: if
    another process takes the head meanwhile, this one has what the next ones need.

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
        self._purse: dict[str, deque[bytes]] = {}
        """What was taken out of each budget and not spent yet: for which times of Redis's clock."""
        self._taken: dict[str, Budget] = {}
        self._behind = 0.0
        """What must be added to Redis's time to get ours."""
        self._good_until = 0.0
        self._short: dict[str, float] = {}
        """Budgets known to be empty, and until when."""
        self._holds: dict[str, tuple[Budget, float]] = {}

    @property
    def lacking(self) -> bool:
        return self._ask or self._owes()

    def _owes(self) -> bool:
        """Whether something of a strict budget was not spent: others wait for it. The rest goes back some time."""
        return any(times and self._taken[key].strict for key, times in self._purse.items())

    def spend(self, budgets: Sequence[Budget], now: float) -> tuple[Budget | None, float]:
        with self._lock:
            if self._alone:
                self._met.update({budget.key: budget for budget in budgets})
                return self._alone.spend(budgets, now)
            lacks = [one for one in budgets if now > self._good_until or not self._purse.get(one.key)]
            if not lacks:
                taken = [self._purse[budget.key].popleft() for budget in budgets]
                return None, max([now, *(float(at) + self._behind for at in taken)])
            if len(self._wanted) < MOST_WANTED:
                self._wanted.append(budgets)
            short = max(lacks, key=self._until)
            self._ask = self._ask or self._until(short) <= now
            return short, max(now, self._until(short))

    def hold(self, budget: Budget, until: float, now: float) -> None:
        with self._lock:
            self._short[budget.key] = until
            self._purse.pop(budget.key, None)
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
            self._wanted, self._ask, self._purse, self._short = [], False, {}, {}

    def _prepare(self, now: float) -> _Visit:
        """Everything that Redis should be told and asked. What is in the purse can't be spent meanwhile."""
        wanted: list[Sequence[Budget]] = []
        later: list[Sequence[Budget]] = []
        for budgets in self._wanted:
            (wanted if max(map(self._until, budgets)) <= now else later).append(budgets)
        visit = _Visit(wanted, self._holds)
        if not (wanted or self._holds or self._alone or self._owes()):
            return visit
        for key, times in self._purse.items():
            if times:
                visit.of(self._taken[key]).gives_back(times)
        for budget, until in self._holds.values():
            visit.of(budget).rest = max(0.0, until - now)
        if self._alone:  # what was sent without asking
            for budget in self._met.values():
                if (owed := self._alone.owed(budget, now)) > 0:
                    visit.of(budget).back -= owed
        for budgets in wanted:
            for budget in budgets:
                visit.of(budget)
        self._wanted, self._ask, self._purse, self._holds = later, False, {}, {}
        return visit

    def _compared(self, behind: float) -> float:
        """How far our clock is from Redis's, by one more answer. The quickest answers tell it best; slow ones count little,
        unless a clock was set."""
        if 0 < behind - self._behind < CLOCK_WAS_SET:
            return self._behind + (behind - self._behind) / 100
        return behind

    def _until(self, budget: Budget) -> float:
        return self._short.get(budget.key, 0.0)

    def _came_back(self, visit: _Visit, answer: list[Any], now: float) -> None:
        redis_now, *granted = answer
        budgets = [told.budget for told in visit.told.values()]
        self._alone = None
        self._short = {key: until for key, until in self._short.items() if until > now}
        self._behind, self._good_until = self._compared(now - float(redis_now)), now + KEPT
        self._taken = {budget.key: budget for budget in budgets}
        for wanted, short, at in zip(visit.wanted, granted[::2], granted[1::2], strict=True):
            if short:
                budget = budgets[short - 1]
                until = max(float(at) + self._behind, now + min(GATHERED, budget.span / 2))
                self._short[budget.key] = max(until, self._until(budget))
            for budget in wanted:
                if not short or (budgets[short - 1].strict and not budget.strict):
                    self._purse.setdefault(budget.key, deque()).append(at if budget.strict else redis_now)


class _Told:
    """What one visit says about one budget."""

    __slots__ = ("back", "budget", "number", "rest", "times")

    def __init__(self, budget: Budget, number: int) -> None:
        self.budget = budget
        self.number = number
        self.back = 0.0
        self.times = b""
        self.rest = 0.0

    def gives_back(self, times: Collection[bytes]) -> None:
        self.back += len(times)
        self.times = b" ".join(times)


class _Visit:
    """The words of one visit to Redis, as `pace.lua` reads them."""

    def __init__(self, wanted: list[Sequence[Budget]], holds: dict[str, tuple[Budget, float]]) -> None:
        self.told: dict[str, _Told] = {}
        self.wanted = wanted
        self.holds = holds

    def of(self, budget: Budget) -> _Told:
        known = self.told.get(budget.key)
        if known is None:
            known = self.told[budget.key] = _Told(budget, len(self.told) + 1)
        return known

    def keys(self, name: Callable[[str], str]) -> list[str]:
        kinds = ((_kind(told.budget), told.budget.key) for told in self.told.values())
        return [name("pace"), *(name(f"{kind}:{key}") for kind, key in kinds)]

    def args(self) -> list[Any]:
        out: list[Any] = [AHEAD]
        for told in self.told.values():
            budget = told.budget
            out += [_kind(budget), budget.burst, budget.span, told.back, told.times, told.rest]
        for budgets in self.wanted:
            out += [len(budgets), *(self.told[budget.key].number for budget in budgets)]
        return out


def _kind(budget: Budget) -> str:
    return "window" if budget.strict else "bucket"
