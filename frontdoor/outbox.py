"""The queue of deliveries, for `bots/delivery.py`: every look at it is one transaction."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from bots.delivery import Round, Settled
from core.messages import Delivery, Never, Sent
from dialogs import fates
from dialogs.turn import House
from frontdoor.metrics import Metrics
from storage import queue
from storage.store import SqliteStore
from storage.unit import Unit


class StoredOutbox:
    """The `bots.delivery.Outbox` in the store."""

    def __init__(self, store: SqliteStore, house: House, homes: Sequence[tuple[str, str]], metrics: Metrics) -> None:
        """`homes`: where deliveries may go, as (channel, home); an empty home stands for all conversations."""
        self._store = store
        self._house = house
        self.homes = list(homes)
        self._metrics = metrics

    async def under_way(self) -> list[Delivery]:
        def look(unit: Unit) -> tuple[list[Delivery], list[tuple[str, str]]]:
            return queue.under_way(unit), queue.homes(unit)

        deliveries, homes = await self._store.read(look)
        self.homes = list(dict.fromkeys([*self.homes, *homes]))
        return deliveries

    async def round(
        self,
        settled: Sequence[Settled],
        homes: Collection[tuple[str, str]],
        busy: Collection[str],
        most: int,
        may_go: Callable[[Delivery], bool],
    ) -> Round:
        def work(unit: Unit) -> Round:
            queue.settle(unit, settled)
            for delivery, fate, _ in settled:
                if isinstance(fate, (Sent, Never)):
                    fates.settled(self._house, unit, delivery, fate)
            unit.flush()
            started: list[Delivery] = []
            for channel, home in homes:
                if len(started) < most:
                    found = queue.due(unit, channel, home, busy, most - len(started))
                    started += [delivery for delivery in found if may_go(delivery)]
            queue.start(unit, started)
            empty = {one for one in homes if not queue.any_unstarted(unit, *one)}
            return Round(started, empty, queue.next_due(unit) if homes and not started else None)

        found = await self._store.write(work)
        for delivery, fate, _ in settled:
            self._metrics.deliveries.labels(delivery.channel, type(fate).__name__.lower()).inc()
        return found
