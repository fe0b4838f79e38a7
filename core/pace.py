"""Budgets, not sleeps: what says whether a message may go out now, and when the next one may."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import replace

from core.ports import Budget

ROUNDING = 1e-6
"""Seconds: whoever comes on time is not sent away for a rounding."""

AHEAD = 0.25
"""Seconds before its time that a message may be taken out of a strict budget, so that whoever sends it is ready in time:
where windows are counted, every moment that passes before a message goes is lost."""

MANY = 10_000
"""Budgets kept before those that nobody used lately are looked for."""


class LocalPace:
    """The send budgets of this process alone (`core.ports.Pace`).

    `sharers`: among how many processes each budget is divided. `empty_at`: a budget was empty then; without it a budget is
    full the first time it is asked for.
    """

    lacking = False

    def __init__(self, sharers: Callable[[], int] = lambda: 1, empty_at: float | None = None) -> None:
        self._sharers = sharers
        self._empty_at = empty_at
        self._spent: dict[str, _Bucket | _Window] = {}
        self._many = MANY

    def spend(self, budgets: Sequence[Budget], now: float) -> tuple[Budget | None, float]:
        sharers = self._sharers()
        found: list[tuple[_Bucket | _Window, Budget]] = []
        at = now
        for whole in budgets:
            budget = whole if sharers <= 1 else share(whole, sharers)
            spent = self._spent.get(budget.key) or self._of(budget, now)
            if (wait := spent.wait(budget, now)) > 0:
                early = AHEAD if budget.strict else 0.0
                if wait > early + ROUNDING:
                    return whole, now + wait - early
                at = max(at, now + wait)
            found.append((spent, budget))
        for spent, budget in found:
            spent.take(budget, at)
        return None, at

    def hold(self, budget: Budget, until: float, now: float) -> None:
        shared = share(budget, self._sharers())
        self._of(shared, now).rest(shared, until)

    async def gather(self) -> None:
        """Everything is here already."""

    def owed(self, budget: Budget, now: float) -> float:
        """How many messages this budget is away from being full."""
        shared = share(budget, self._sharers())
        return self._of(shared, now).owed(shared, now)

    def _of(self, budget: Budget, now: float) -> _Bucket | _Window:
        spent = self._spent.get(budget.key)
        if spent is None:
            if len(self._spent) >= self._many:
                self._forget_unused(now)
            spent = self._spent[budget.key] = _Window() if budget.strict else _Bucket()
            if self._empty_at is not None:
                spent.empty(budget, self._empty_at)
        return spent

    def _forget_unused(self, now: float) -> None:
        """Those that are full again are as good as new ones."""
        self._spent = {key: spent for key, spent in self._spent.items() if not spent.is_full(now)}
        self._many = max(MANY, 2 * len(self._spent))


class Gone:
    """What this process really sent by strict budgets. A machine that is busy may send later than was allowed, several at
    once and together with those whose time has come; the platform counts what comes to it, not what was allowed."""

    def __init__(self) -> None:
        self._windows: dict[str, _Window] = {}

    def go(self, budgets: Sequence[Budget], now: float) -> float:
        """One more goes now, and 0 is returned; or the seconds until it may."""
        wait, strict = 0.0, []
        for budget in budgets:
            if budget.strict:
                window = self._of(budget)
                wait = max(wait, window.wait(budget, now))
                strict.append((budget, window))
        if wait > 0:
            return wait
        for budget, window in strict:
            window.take(budget, now)
        return 0.0

    def _of(self, budget: Budget) -> _Window:
        return self._windows.get(budget.key) or self._windows.setdefault(budget.key, _Window())


def share(budget: Budget, sharers: int) -> Budget:
    """One process's part of a budget. Whole messages, at least one: with more processes than messages each has its own
    less often."""
    if sharers <= 1:
        return budget
    burst = max(1.0, budget.burst / sharers)
    if budget.strict:
        burst = float(int(burst))
        per_second = min(budget.per_second / sharers, burst * budget.per_second / budget.burst)
        return replace(budget, per_second=per_second, burst=burst)
    return replace(budget, per_second=budget.per_second / sharers, burst=burst)


class _Bucket:
    """Refills steadily; known by the time from which it is full."""

    __slots__ = ("_full_at",)

    def __init__(self) -> None:
        self._full_at = 0.0

    def wait(self, budget: Budget, now: float) -> float:
        """Seconds until there is one message in it; none or less: now."""
        return max(0.0, self._full_at - now) + (1 - budget.burst) / budget.per_second

    def take(self, budget: Budget, at: float) -> None:
        self._full_at = max(self._full_at, at) + 1 / budget.per_second

    def rest(self, budget: Budget, until: float) -> None:
        """The next one not before `until`, and then one after another."""
        self._full_at = max(self._full_at, until + (budget.burst - 1) / budget.per_second)

    def empty(self, budget: Budget, at: float) -> None:
        self._full_at = at + budget.burst / budget.per_second

    def owed(self, budget: Budget, now: float) -> float:
        return max(0.0, self._full_at - now) * budget.per_second

    def is_full(self, now: float) -> bool:
        return self._full_at <= now


class _Window:
    """At most `burst` in any span; known by the times of those in the last span, some of which are still to come."""

    __slots__ = ("_full_at", "_rests_until", "_times")

    def __init__(self) -> None:
        self._times: deque[float] = deque()
        self._rests_until = 0.0
        self._full_at = 0.0

    def wait(self, budget: Budget, now: float) -> float:
        times, span = self._times, budget.span
        over = now - span
        while times and times[0] <= over:
            times.popleft()
        until = times[-1] if times else now
        if len(times) >= budget.burst:
            until = max(until, times[-int(budget.burst)] + span)
        return (until if until > self._rests_until else self._rests_until) - now

    def take(self, budget: Budget, at: float) -> None:
        self._times.append(at)
        self._full_at = at + budget.span

    def rest(self, budget: Budget, until: float) -> None:
        self._rests_until = max(self._rests_until, until)

    def empty(self, budget: Budget, at: float) -> None:
        """All of them may have been drawn at that very moment, to go a moment later."""
        self.rest(budget, at + AHEAD + budget.span)

    def owed(self, budget: Budget, now: float) -> float:
        self.wait(budget, now)  # forgets those before the span
        return float(len(self._times))

    def is_full(self, now: float) -> bool:
        return max(self._full_at, self._rests_until) <= now
