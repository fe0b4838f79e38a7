"""New entries of the latest changes, told once to everybody who wants to know, however many processes start with them."""

from __future__ import annotations

import asyncio
import logging
from functools import partial

from core.errors import StoreDown
from dialogs import changes
from dialogs.turn import House, Turn
from storage import announced
from storage.announced import Announcing
from storage.locks import Touched
from storage.store import Store
from storage.unit import Unit

log = logging.getLogger(__name__)

AT_ONCE = 100
"""Conversations told in one transaction; the sending is paced by the budgets, behind people's words."""

AGAIN = 5.0
"""Seconds after which it is tried again while the database is away."""


class Announcer:
    """At work once, when a process starts."""

    def __init__(self, store: Store, house: House) -> None:
        self._store = store
        self._entries = {entry.day.isoformat(): entry for entry in house.desk.changelog}
        self._house = house

    async def run(self) -> None:
        """Until everybody was told."""
        while self._entries:
            try:
                await self._store.write(lambda unit: announced.note(unit, self._entries))
                while entry := await self._store.read(self._next):
                    await self._tell(entry)
                return
            except StoreDown as down:
                log.warning("new changes are announced later: %s", down)
                await asyncio.sleep(AGAIN)

    def _next(self, unit: Unit) -> Announcing | None:
        """What there is to tell still; an entry that only a newer file of another process has is that process's to tell."""
        return next((one for one in announced.open_ones(unit) if one.name in self._entries), None)

    async def _tell(self, entry: Announcing) -> None:
        found = await self._store.read(lambda unit: announced.readers(unit, entry, AT_ONCE))
        to = found[-1] if found else None
        touches = Touched(conversations=frozenset(found))
        await self._store.write(partial(self._put, entry=entry, to=to), touches=touches)

    def _put(self, unit: Unit, entry: Announcing, to: int | None) -> None:
        if not announced.advance(unit, entry, to) or to is None:
            return
        turn = Turn(self._house, unit)
        for id in announced.readers(unit, entry, AT_ONCE, up_to=to):
            changes.announce(turn, unit.conversation(id), self._entries[entry.name])
