"""The queue of deliveries, for `bots/delivery.py`: every look at it is one transaction."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Sequence
from functools import partial

from bots.judging import CLOSED, Settled
from bots.outbox import Round
from core.errors import StoreDown
from core.messages import CONVERSATION_LANES, Delivery, Fate, Later, Never, Sent
from dialogs import fates
from dialogs.turn import House
from frontdoor.watch import Watch
from storage import queue
from storage.locks import Touched
from storage.store import Store
from storage.unit import Unit

log = logging.getLogger(__name__)


AT_ONCE_IN_A_HOME = 8
"""Deliveries taken for one agents' channel in one look: no platform lets more through at once."""


class StoredOutbox:
    """The `bots.outbox.Outbox` in the store."""

    def __init__(self, store: Store, house: House, homes: Sequence[tuple[str, str]], watch: Watch) -> None:
        """`homes`: where deliveries may go, as (channel, home); an empty home stands for all conversations."""
        self._store = store
        self._house = house
        self.homes = list(homes)
        self._watch = watch
        self._doubtful = False
        """The answer to the last commit was lost: it may have been made."""

    async def waiting_in(self) -> list[tuple[str, str]]:
        return await self._store.read(queue.homes)

    async def round(
        self,
        settled: Sequence[Settled],
        homes: Collection[tuple[str, str]],
        busy: Collection[str],
        most: int,
        may_go: Callable[[Delivery], bool],
        known: Collection[int] | None,
    ) -> Round:
        def look(unit: Unit) -> Round:
            taken_over = queue.take_over(unit, known) if known is not None else []
            started, more = _begun(unit, homes, busy, most, may_go)
            empty = {one for one in homes if not queue.any_due(unit, *one)}
            next_due = queue.next_due(unit) if homes and not started else None
            return Round(started, empty, next_due, taken_over, more)

        def work(unit: Unit) -> Round:
            self._settle(unit, settled)
            return look(unit)

        try:
            found = await self._store.write(work, touches=_touched(settled))
        except StoreDown:
            self._doubtful = True
            raise
        except Exception:
            log.exception("what follows from a fate could not be done; each is tried alone")
            await self._settle_each(settled)
            found = await self._store.write(look)
        self._doubtful = False
        self._watch.settled(settled)
        self._watch.begun(found.started)
        return found

    def _settle(self, unit: Unit, settled: Sequence[Settled]) -> None:
        if settled and (self._doubtful or self._store.lapsed):
            mine = queue.still_mine(unit, [delivery for delivery, _, _ in settled])
            settled = [one for one in settled if one[0].id in mine]
        queue.settle(unit, settled)
        unit.prefetch_settled([delivery for delivery, fate, _ in settled if isinstance(fate, (Sent, Never))])
        for delivery, fate, _ in settled:
            if isinstance(fate, (Sent, Never)):
                fates.settled(self._house, unit, delivery, fate)
            elif isinstance(fate, Later) and _waits_for_somebody(delivery, fate):
                fates.held_up(self._house, unit, delivery, fate)
        unit.flush()

    async def _settle_each(self, settled: Sequence[Settled]) -> None:
        """Where what follows can't be done, the fate itself is kept all the same: it is the truth, and nothing is sent
        twice because of it."""
        for one in settled:
            try:
                await self._store.write(partial(self._settle, settled=[one]), touches=_touched([one]))
            except StoreDown:
                raise
            except Exception:
                log.exception("a fate stays without what follows from it", extra={"delivery": one[0].id})
                await self._store.write(partial(queue.settle, fates=[one]))


def _begun(
    unit: Unit,
    homes: Collection[tuple[str, str]],
    busy: Collection[str],
    most: int,
    may_go: Callable[[Delivery], bool],
) -> tuple[list[Delivery], list[tuple[str, str]]]:
    """What is marked as being sent from now on, and the homes where more may be due than there was room for."""
    started: list[Delivery] = []
    more: list[tuple[str, str]] = []
    for channel, home in homes:
        room = min(most - len(started), AT_ONCE_IN_A_HOME if home else most)
        found = queue.due(unit, channel, home, _within(busy, home), room) if room else []
        started += [delivery for delivery in found if may_go(delivery)]
        if len(found) == room:
            more.append((channel, home))
    queue.start(unit, started)
    return started, more


def _within(busy: Collection[str], home: str) -> list[str]:
    """Those of the lanes that deliveries of this home may be in: threads' in a channel, conversations' outside."""
    return [lane for lane in busy if (lane[0] in CONVERSATION_LANES) != bool(home)]


def _touched(settled: Sequence[Settled]) -> Touched:
    """Whom the consequences of fates concern. A question that has arrived has none."""
    return Touched.of(
        one
        for one, fate, _ in settled
        if (one.ticket if isinstance(fate, Sent) else isinstance(fate, Never) or _waits_for_somebody(one, fate))
    )


def _waits_for_somebody(delivery: Delivery, fate: Fate) -> bool:
    """Whether its thread can't be written to until somebody puts that right."""
    return isinstance(fate, Later) and bool(delivery.home and delivery.ticket) and fate.why in CLOSED
