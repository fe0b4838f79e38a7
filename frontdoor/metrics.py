"""What can be watched (`/metrics`, Prometheus)."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Histogram


class Metrics:
    """The counters of one program; a registry of its own, so that several can live in one process (tests)."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.turns = Counter("frontdoor_turns", "Updates handled", ["channel", "kind"], registry=self.registry)
        self.turn_seconds = Histogram(
            "frontdoor_turn_seconds", "From an update's arrival to its commit, in seconds", registry=self.registry
        )
        self.deliveries = Counter(
            "frontdoor_deliveries", "Deliveries by fate", ["channel", "fate"], registry=self.registry
        )
        self.poison = Counter("frontdoor_poison", "Updates set aside", ["channel"], registry=self.registry)
        self.unknown = Counter(
            "frontdoor_unknown_updates",
            "Updates of kinds that are passed over",
            ["channel", "kind"],
            registry=self.registry,
        )
