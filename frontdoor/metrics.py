"""What can be watched (`/metrics`, Prometheus)."""

from __future__ import annotations

from typing import Any

from prometheus_client import CollectorRegistry, Counter, Histogram


class _Counter(Counter):
    """A counter that looks the child of some labels up once: the library checks and locks at every count."""

    def labels(self, *values: Any, **named: Any) -> Any:
        if named:
            return super().labels(*values, **named)
        children = self.__dict__.setdefault("_children", {})
        found = children.get(values)
        if found is None:
            found = children[values] = super().labels(*values)
        return found


class Metrics:
    """The counters of one program; a registry of its own, so that several can live in one process (tests)."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.turns = _Counter("frontdoor_turns", "Updates handled", ["channel", "kind"], registry=self.registry)
        self.turn_seconds = Histogram(
            "frontdoor_turn_seconds", "From an update's arrival to its commit, in seconds", registry=self.registry
        )
        self.deliveries = _Counter(
            "frontdoor_deliveries", "Deliveries by fate", ["channel", "fate"], registry=self.registry
        )
        self.poison = Counter("frontdoor_poison", "Updates set aside", ["channel"], registry=self.registry)
        self.unknown = Counter(
            "frontdoor_unknown_updates",
            "Updates of kinds that are passed over",
            ["channel", "kind"],
            registry=self.registry,
        )
