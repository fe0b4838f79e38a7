"""What a process counts for `/metrics` (Prometheus)."""

from __future__ import annotations

import json
from typing import Generic, TypeVar

from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.metrics import MetricWrapperBase

from storage.watching import Counts

Child = TypeVar("Child", bound=MetricWrapperBase)

TURN_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
DELIVERY_SECONDS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0, 1800.0, 7200.0)


class ByLabels(dict[tuple[str, ...], Child], Generic[Child]):
    """A family of numbers by the values of their labels: `turns["telegram", "Said"].inc()`. Each is looked up once in
    prometheus_client's own way, which takes longer than a part of a turn should."""

    def __init__(self, family: Child) -> None:
        super().__init__()
        self._family = family

    def __missing__(self, labels: tuple[str, ...]) -> Child:
        child = self[labels] = self._family.labels(*labels)
        return child


class Metrics:
    """The counters of one program; a registry of its own, so that several can live in one process (tests)."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.turns = self._counter("turns", "Updates handled", "channel", "kind")
        self.turn_seconds = Histogram(
            "frontdoor_turn_seconds",
            "From an update's arrival to its commit, in seconds",
            buckets=TURN_SECONDS,
            registry=self.registry,
        )
        self.deliveries = self._counter("deliveries", "Attempts to deliver, by what became of them", "channel", "fate")
        self.retries = self._counter("retries", "Deliveries that will be tried again", "channel")
        self.limited = self._counter("rate_limited", "Refusals because of too many requests (429)", "channel")
        self.delivery_seconds = ByLabels(
            Histogram(
                "frontdoor_delivery_seconds",
                "From a delivery's row to its final fate, in seconds",
                ["channel"],
                buckets=DELIVERY_SECONDS,
                registry=self.registry,
            )
        )
        self.poison = self._counter("poison", "Updates set aside", "channel")
        self.file_waits = self._counter("file_waits", "Files that wait for their store or the virus scanner", "why")
        self.unknown = self._counter("unknown_updates", "Updates of kinds that are passed over", "channel", "kind")

    def counts(self) -> Counts:
        """Everything counted so far by this process."""
        return {
            (sample.name, json.dumps(sample.labels, sort_keys=True)): sample.value
            for family in self.registry.collect()
            for sample in family.samples
            if not sample.name.endswith("_created")
        }

    def _counter(self, name: str, says: str, *labels: str) -> ByLabels[Counter]:
        return ByLabels(Counter(f"frontdoor_{name}", says, labels, registry=self.registry))
