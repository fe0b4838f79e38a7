"""The `core.ports.Heard` over the store."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from functools import partial

from core.ports import Clock, Spoken
from dialogs.again import put_again
from dialogs.turn import House, Turn
from storage import heard
from storage.locks import Touched
from storage.store import Store
from storage.unit import Unit

NOTE_EVERY = timedelta(seconds=5)
"""How often it is written down at most that a channel is heard."""

ASKED_BEFORE = timedelta(hours=1)
"""How long before a silence a question may have been shown that is put again: who was asked earlier is hardly at it."""

QUEUED_BEFORE = timedelta(days=1)
"""How much older than that its delivery may be: it may have waited for its turn."""

AT_ONCE = 50
"""Questions put again in one transaction."""


class StoredHeard:
    """One for all channels of a process."""

    def __init__(self, store: Store, house: House, clock: Clock) -> None:
        self._store = store
        self._house = house
        self._clock = clock
        self._noted: dict[str, datetime] = {}

    async def note(self, channel: str, longest: timedelta | None = None) -> None:
        now = self._clock()
        if channel in self._noted and now - self._noted[channel] < NOTE_EVERY:
            return
        await self._store.write(lambda unit: heard.note(unit, channel, longest))
        self._noted[channel] = now

    async def silence(self, channel: str, longest: timedelta) -> datetime | None:
        return await self._store.read(lambda unit: heard.silence(unit, channel, longest))

    async def begin(self, channel: str, since: datetime, seconds: float) -> datetime | None:
        return await self._store.write(lambda unit: heard.begin(unit, channel, since, seconds))

    async def hold(self, channel: str, since: datetime, seconds: float) -> None:
        await self._store.write(lambda unit: heard.hold(unit, channel, since, seconds))

    async def done(self, channel: str, since: datetime, until: datetime) -> None:
        await self._store.write(lambda unit: heard.done(unit, channel, since, until))

    async def threads(self, channel: str, places: Collection[str]) -> set[str]:
        return await self._store.read(lambda unit: heard.threads(unit, channel, places, self._closed_since(unit)))

    async def homes(self, channel: str) -> dict[str, str]:
        return await self._store.read(lambda unit: heard.homes(unit, channel, self._closed_since(unit)))

    async def spoken(self, channel: str, since: datetime, until: datetime) -> Sequence[Spoken]:
        return await self._store.read(lambda unit: heard.spoken(unit, channel, since, until, self._closed_since(unit)))

    async def presses_lost(self, channel: str, since: datetime, until: datetime) -> None:
        first = since - ASKED_BEFORE
        asked = await self._store.read(lambda unit: heard.questions(unit, channel, first, until, first - QUEUED_BEFORE))
        for start in range(0, len(asked), AT_ONCE):
            some = asked[start : start + AT_ONCE]
            touches = Touched(conversations=frozenset(conversation for _, conversation in some))
            await self._store.write(partial(self._put_again, since=since, asked=some), touches=touches)

    def _put_again(self, unit: Unit, since: datetime, asked: Sequence[tuple[int, int]]) -> None:
        for delivery, _ in asked:
            if unit.claim(f"put-again:{since.isoformat()}:{delivery}"):
                put_again(Turn(self._house, unit), unit.delivery(delivery))

    def _closed_since(self, unit: Unit) -> datetime:
        return unit.now - self._house.desk.reopen_within
