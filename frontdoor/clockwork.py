"""What happens because time has passed: reminders, closing by silence, and tidying up."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from datetime import timedelta

from core.errors import StoreDown
from dialogs.tick import tick
from dialogs.turn import House
from storage import heard, queue
from storage.locks import Touched
from storage.queue import DueTimer
from storage.store import Store
from storage.unit import Unit

log = logging.getLogger(__name__)

LOOK = 1.0
"""Seconds between looks at the timers: one look-up in an index, whatever the number of tickets."""

AT_ONCE = 100
"""Timers handled in one transaction."""

SEEN_KEPT = timedelta(days=3)
"""How long an update is remembered: Telegram keeps one for 24 hours, Slack may send one again for as long. Where a channel
was silent, counted from then: what was said just before may be read once more."""

TIDY_EVERY = 3600
"""Looks between two tidyings."""


def _tidy(unit: Unit) -> None:
    queue.forget_seen(unit, heard.needed_since(unit) - SEEN_KEPT)


class Clockwork:
    """Fires timers once each, in the transaction that takes them."""

    def __init__(self, store: Store, house: House) -> None:
        self._store = store
        self._house = house
        self._wake = asyncio.Event()

    def wake(self) -> None:
        """The time may have moved."""
        self._wake.set()

    async def run(self) -> None:
        """Works until cancelled."""
        looks = 0
        while True:
            try:
                if await self.fire():
                    continue
                if looks % TIDY_EVERY == 0:
                    await self._store.write(_tidy)
                looks += 1
            except StoreDown as down:
                log.warning("timers wait: %s", down)
            self._wake.clear()
            try:
                await asyncio.wait_for(self._wake.wait(), LOOK)
            except TimeoutError:
                continue

    async def fire(self) -> int:
        """Handles the timers that are due. Returns how many there were."""
        due = await self._store.read(lambda unit: queue.due_timers(unit, AT_ONCE))
        if not due:
            return 0
        try:
            return await self._fire(due)
        except StoreDown:
            raise
        except Exception:
            log.exception("a timer could not be handled; each is tried alone")
            return await self._fire_one(due[0])

    async def _fire(self, due: Sequence[DueTimer]) -> int:
        return await self._store.write(lambda unit: self._handle(unit, due), touches=_touched(due))

    def _handle(self, unit: Unit, due: Sequence[DueTimer]) -> int:
        """Of the timers of one ticket only the first is handled at a time: it may set the later ones anew."""
        taken = queue.take_timers(unit, due)
        first = {timer.ticket_id: timer for timer in reversed(taken)}
        for timer in taken:
            if first[timer.ticket_id] is not timer:
                unit.set_timer(timer.kind, unit.ticket(timer.ticket_id), unit.now)
        for timer in first.values():
            tick(self._house, unit, timer.kind, timer.ticket_id)
        return len(taken)

    async def _fire_one(self, timer: DueTimer) -> int:
        """The first timer alone; one that can't be handled is dropped, so that it doesn't stop the others."""
        try:
            return await self._fire([timer])
        except StoreDown:
            raise
        except Exception:
            log.exception("a timer is dropped")
            return await self._store.write(lambda unit: len(queue.take_timers(unit, [timer])))


def _touched(due: Sequence[DueTimer]) -> Touched:
    return Touched(tickets=frozenset(timer.ticket_id for timer in due))
