"""What a process counts for `/metrics` (Prometheus).

Plain numbers, counted in the event loop alone; prometheus_client's own counters take a lock for each, which together was a
twentieth of a turn. It is given them as a collector when somebody asks.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator

from prometheus_client import CollectorRegistry
from prometheus_client.core import CounterMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector

from storage.watching import Counts

TURN_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
DELIVERY_SECONDS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0, 1800.0, 7200.0)


class Tally:
    """A family of numbers by the values of their labels."""

    def __init__(self, name: str, says: str, *labels: str) -> None:
        self._name, self._says, self._labels = name, says, labels
        self._numbers: Counter[tuple[str, ...]] = Counter()

    def add(self, *labels: str) -> None:
        """One more: `turns.add("telegram", "Said")`."""
        self._numbers[labels] += 1

    def family(self) -> Metric:
        """As Prometheus wants it."""
        family = CounterMetricFamily(self._name, self._says, labels=self._labels)
        for values, number in self._numbers.items():
            family.add_metric(values, number)
        return family


class Spread:
    """How measured values are spread over buckets, by the values of labels. `bounds`: each bucket's greatest value."""

    def __init__(self, name: str, says: str, bounds: tuple[float, ...], *labels: str) -> None:
        self._name, self._says, self._labels = name, says, labels
        self._bounds = bounds
        self._numbers: dict[tuple[str, ...], list[int]] = {}
        self._sums: dict[tuple[str, ...], float] = {}
        if not labels:
            self._begin(())

    def observe(self, value: float, *labels: str) -> None:
        """One more value."""
        numbers = self._numbers.get(labels) or self._begin(labels)
        numbers[bisect_left(self._bounds, value)] += 1
        self._sums[labels] += value

    def _begin(self, labels: tuple[str, ...]) -> list[int]:
        self._sums[labels] = 0.0
        self._numbers[labels] = numbers = [0] * (len(self._bounds) + 1)
        return numbers

    def family(self) -> Metric:
        """As Prometheus wants it: each bucket with those below it."""
        family = HistogramMetricFamily(self._name, self._says, labels=self._labels)
        names = [*map(str, self._bounds), "+Inf"]
        for values, numbers in self._numbers.items():
            below = [sum(numbers[: upto + 1]) for upto in range(len(numbers))]
            family.add_metric(values, list(zip(names, below, strict=True)), self._sums[values])
        return family


class Metrics(Collector):
    """The counters of one program, with a registry of their own, so that several can live in one process (tests)."""

    def __init__(self) -> None:
        self.turns = Tally("frontdoor_turns", "Updates handled", "channel", "kind")
        self.turn_seconds = Spread(
            "frontdoor_turn_seconds", "From an update's arrival to its commit, in seconds", TURN_SECONDS
        )
        self.deliveries = Tally(
            "frontdoor_deliveries", "Attempts to deliver, by what became of them", "channel", "fate"
        )
        self.retries = Tally("frontdoor_retries", "Deliveries that will be tried again", "channel")
        self.limited = Tally("frontdoor_rate_limited", "Refusals because of too many requests (429)", "channel")
        self.delivery_seconds = Spread(
            "frontdoor_delivery_seconds",
            "From a delivery's row to its final fate, in seconds",
            DELIVERY_SECONDS,
            "channel",
        )
        self.poison = Tally("frontdoor_poison", "Updates set aside", "channel")
        self.file_waits = Tally("frontdoor_file_waits", "Files that wait for their store or the virus scanner", "why")
        self.unknown = Tally("frontdoor_unknown_updates", "Updates of kinds that are passed over", "channel", "kind")
        self.registry = CollectorRegistry()
        self.registry.register(self)

    def collect(self) -> Iterator[Metric]:
        """Every family, for the registry."""
        families: Iterable[Tally | Spread] = (
            *(self.turns, self.turn_seconds, self.deliveries, self.retries, self.limited),
            *(self.delivery_seconds, self.poison, self.file_waits, self.unknown),
        )
        return (family.family() for family in families)

    def counts(self) -> Counts:
        """Everything counted so far by this process."""
        return {
            (sample.name, json.dumps(sample.labels, sort_keys=True)): sample.value
            for family in self.registry.collect()
            for sample in family.samples
            if not sample.name.endswith("_created")
        }
