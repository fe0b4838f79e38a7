"""`/metrics`: what all processes have counted, and what the database says about now.

A worker listens nowhere, and of several web processes behind a balancer any one may answer. So every process adds what it
has counted to the totals in the database, and whoever is asked shows those. They never go back, also when a process ends.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, get_args

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from core.errors import StoreDown
from core.ticket import State
from frontdoor.metrics import Metrics
from storage import watching
from storage.store import Store
from storage.watching import Counts, Watched

log = logging.getLogger(__name__)

ADD_EVERY = 5.0
"""Seconds between two additions to the totals: so much of its counts a process takes with it that is killed."""

COUNTED_WITHIN, SEEN_WITHIN = 0.8, 1.6
"""Seconds a scrape waits for its own counts to be added, and for the database's answer; together well under 3."""

RANKS = ("words", "questions", "notices")
"""The ranks of deliveries (`core.messages.Delivery.rank`), as labels."""

Processes = Callable[[], Mapping[str, int] | None]
"""How many processes of each kind are at work; None where that isn't known."""


class Scrapes:
    """Adds one process's counts to the totals, and shows the whole."""

    def __init__(self, store: Store, metrics: Metrics, channels: Iterable[str], processes: Processes) -> None:
        self._store = store
        self._metrics = metrics
        self._channels = channels
        self._processes = processes
        self._added: Counts = {}
        self._adding: asyncio.Task[None] | None = None
        self._looking: asyncio.Task[Watched | None] | None = None
        self._last: Counts = {}

    async def run(self) -> None:
        """Adds to the totals until cancelled. What is only counted ends nobody's work."""
        while True:
            await asyncio.sleep(ADD_EVERY)
            try:
                await self.add()
            except Exception:
                log.exception("what was counted could not be added to the totals")

    async def add(self) -> None:
        """Adds what was counted since the last time. A database that is away gets it later."""
        if self._adding is None or self._adding.done():
            self._adding = asyncio.create_task(self._add())
        await asyncio.shield(self._adding)

    async def add_soon(self) -> None:
        """The same, but waits no longer than a moment; what can't be added now is, as soon as that is possible."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.add(), COUNTED_WITHIN)

    async def _add(self) -> None:
        counts = self._metrics.counts()
        more = {key: value - self._added.get(key, 0.0) for key, value in counts.items()}
        more = {key: value for key, value in more.items() if value}
        if more:
            try:
                await self._store.write(lambda unit: watching.count(unit, more))
            except StoreDown as down:
                log.debug("counts wait: %s", down)
                return
        self._added = counts

    async def text(self) -> bytes:
        """What a scrape is shown, within 3 seconds whatever the database does."""
        await self.add_soon()
        seen = await self._look()
        if seen:
            self._last = seen.counts
        registry = CollectorRegistry()
        registry.register(_Shown([*self._totals(), *self._now(seen)]))
        return generate_latest(registry)

    async def _look(self) -> Watched | None:
        """None where the database doesn't answer in time. There is never more than one look under way."""
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._seen())
        try:
            return await asyncio.wait_for(asyncio.shield(self._looking), SEEN_WITHIN)
        except TimeoutError:
            return None

    async def _seen(self) -> Watched | None:
        try:
            return await self._store.read(watching.look)
        except StoreDown:
            return None

    # ---------------------------------------------------------------- as Prometheus wants it

    def _totals(self) -> Iterator[Metric]:
        """The totals, in the families that this version counts. While the database is away, as they were."""
        by_name: dict[str, list[tuple[dict[str, str], float]]] = defaultdict(list)
        for (name, labels), value in self._last.items():
            by_name[name].append((json.loads(labels), value))
        for family in self._metrics.registry.collect():
            shown = Metric(family.name, family.documentation, family.type)
            suffixes = ("_bucket", "_count", "_sum") if family.type == "histogram" else ("_total",)
            for name in (family.name + suffix for suffix in suffixes):
                for values, number in sorted(by_name[name], key=_in_order):
                    shown.add_sample(name, values, number)
            yield shown

    def _now(self, seen: Watched | None) -> Iterator[Metric]:
        up = "Whether the database answered this scrape; where it didn't, only counters are shown, as they were"
        yield _gauge("database_up", up, (), {(): float(seen is not None)})
        if processes := self._processes():
            by_kind = {(kind,): float(number) for kind, number in processes.items()}
            yield _gauge("processes", "Processes at work", ("kind",), by_kind)
        if seen:
            yield from self._queue(seen)
            states = {
                (state,): float(seen.open_tickets.get(state, 0)) for state in get_args(State) if state != "closed"
            }
            yield _gauge("open_tickets", "Tickets that are not closed", ("state",), states)
            failed, aside = self._by_channel(seen.failed), self._by_channel(seen.set_aside)
            yield _gauge(
                "failed_deliveries", "Deliveries that ended as failed and were not retried", ("channel",), failed
            )
            yield _gauge("set_aside_updates", "Updates that could not be handled and are kept", ("channel",), aside)
            waiting = {(): float(seen.waiting_updates)}
            yield _gauge("waiting_updates", "Updates that wait for their files", (), waiting)

    def _queue(self, seen: Watched) -> Iterator[Metric]:
        lengths = {(channel, rank): 0.0 for channel in self._channels for rank in RANKS}
        ages = dict(lengths)
        for (channel, rank), (number, oldest) in seen.waiting.items():
            lengths[channel, RANKS[rank]] = number
            ages[channel, RANKS[rank]] = max(0.0, (seen.now - oldest).total_seconds())
        labels = ("channel", "rank")
        yield _gauge("queue_length", "Deliveries whose final fate is not known", labels, lengths)
        yield _gauge("queue_oldest_seconds", "Age of the oldest of them, in seconds", labels, ages)

    def _by_channel(self, numbers: Mapping[str, int]) -> dict[tuple[str, ...], float]:
        return {(channel,): float(numbers.get(channel, 0)) for channel in {*self._channels, *numbers}}


class _Shown(Collector):
    """Families that are ready."""

    def __init__(self, families: Sequence[Metric]) -> None:
        self._families = families

    def collect(self) -> Iterable[Metric]:
        return self._families


def _gauge(name: str, says: str, labels: Sequence[str], values: Mapping[Any, float]) -> Metric:
    """`values`: by the labels' values, as tuples."""
    family = GaugeMetricFamily(f"frontdoor_{name}", says, labels=labels)
    for key, value in sorted(values.items()):
        family.add_metric(key, value)
    return family


def _in_order(sample: tuple[dict[str, str], float]) -> tuple[list[tuple[str, str]], float]:
    """Buckets of one histogram in the order of their bounds."""
    labels = dict(sample[0])
    bound = float(labels.pop("le", "0"))
    return sorted(labels.items()), bound
