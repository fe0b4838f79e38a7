"""Bad weather: random trouble for all that goes over the network, the same again for the same seed."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping
from typing import Any, Final, Literal

CALLS: Final[dict[str, dict[str, Any]]] = {
    "error": {"status": 500},
    "proxy page": {"status": 502, "page": True},
    "too many": {"retry_after": 1},
    "cut before": {"drop": "before"},
    "cut after": {"drop": "after"},
    "hang before": {"hang": "before"},
    "hang after": {"hang": "after"},
}
"""What can happen to an app's call, in the words of both platforms' `Faults.add`. Before and after: the call's effect."""

Told = Literal["twice", "late", "answer lost", "never"]
"""What can happen to what a platform tells an app: it comes twice, or a while after it should (later ones overtake it), or
the app's answer to it goes astray so that it is told again; a press that a person would have to repeat never comes."""

UPDATES: Final[tuple[Told, ...]] = ("twice", "late", "answer lost")
PRESSES: Final[tuple[Told, ...]] = ("answer lost", "never")
"""Slack tells a press once, and Telegram's presses are updates like others."""

_ASKED_FOR: Final[tuple[Told, ...]] = ("twice", "late")

LONGEST_DELAY = 2.0
"""Seconds that a late update is late at most."""


class Weather:
    """What goes wrong, by chance. `rates` says how often of a hundred times: names of `CALLS` and of `Told`.

    The chance is drawn for the first, second … call of each method to each place, so it depends on the seed and on what
    people do, not on which of two calls came first. `struck` counts what happened.
    """

    def __init__(self, seed: int | str, rates: Mapping[str, float]) -> None:
        unknown = set(rates) - set(CALLS) - set(UPDATES) - set(PRESSES)
        if unknown:
            raise ValueError(f"no such trouble: {', '.join(sorted(unknown))}")
        self.seed = seed
        self.rates = dict(rates)
        self.struck: Counter[str] = Counter()
        self._drawn: Counter[tuple[str, str]] = Counter()

    def of_call(self, method: str, place: object) -> dict[str, Any] | None:
        """The arguments of the fault that meets this call, or None."""
        name = self._trouble(method, str(place), CALLS)
        return CALLS[name] if name else None

    def of_update(self, kind: str, place: object, *, asked: bool = False) -> str | None:
        """What happens to this update, or None. Where the app `asked` for it, there is no answer of its own to be lost."""
        return self._trouble(kind, str(place), _ASKED_FOR if asked else UPDATES)

    def of_press(self, place: object) -> str | None:
        """What happens to this press of a button, or None."""
        return self._trouble("press", str(place), PRESSES)

    def delay(self, kind: str, place: object) -> float:
        """How many seconds a late update is late."""
        return self._chance("delay of " + kind, str(place)) * LONGEST_DELAY

    def _trouble(self, what: str, place: str, among: Mapping[str, Any] | tuple[str, ...]) -> str | None:
        drawn = self._chance(what, place) * 100
        for name in among:
            drawn -= self.rates.get(name, 0.0)
            if drawn < 0:
                self.struck[name] += 1
                return name
        return None

    def _chance(self, what: str, place: str) -> float:
        self._drawn[what, place] += 1
        return random.Random(f"{self.seed} {what} {place} {self._drawn[what, place]}").random()
