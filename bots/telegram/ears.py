"""When Telegram was heard, and presses that were lost because it was not.

Telegram keeps words for 24 hours and a press for two and a half minutes. After a longer silence nobody knows who pressed
what; the questions that were open then are put again (docs/decisions/0010).
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from bots.telegram import ids
from core.errors import StoreDown
from core.ports import Clock, Heard

log = logging.getLogger(__name__)

PRESS_LIVES = timedelta(seconds=150)
"""How long Telegram keeps a press that nobody fetches."""

LEASE = 30.0
"""Seconds that putting questions again may take before another process begins."""


class Ears:
    """One process's ears. `clock` gives the time."""

    def __init__(self, heard: Heard, clock: Clock) -> None:
        self._kept = heard
        self._clock = clock
        self._look_at: datetime | None = clock()
        self._since: datetime | None = None
        self._until: datetime | None = None

    @property
    def behind(self) -> bool:
        """Whether questions are to be put again as soon as nothing waits in Telegram any more."""
        return self._since is not None

    @property
    def unsure(self) -> bool:
        """Whether it is not known yet if anything was missed."""
        return self._look_at is not None and self._clock() >= self._look_at

    def lost(self) -> None:
        """Telegram doesn't answer."""
        self._look_at = self._clock()

    async def heard(self) -> None:
        """Telegram answered, or would have found us."""
        try:
            if self.unsure:
                self._since = await self._kept.silence(ids.CHANNEL, PRESS_LIVES)
                self._until = self._until or self._clock()
                self._look_at = None
            if self._since is None:
                self._until = None
                await self._kept.note(ids.CHANNEL)
        except StoreDown as down:
            log.warning("Telegram: when it was heard can't be kept: %s", down)

    async def nothing_waits(self) -> None:
        """What was said meanwhile has been taken in, so that the questions open now are those that were open then."""
        if self._since is None or self._until is None:
            return
        since, until = self._since, self._until
        try:
            if await self._kept.begin(ids.CHANNEL, since, LEASE) is None:  # another process is at it, or has done it
                self._look_later()
                return
            log.info("Telegram was last heard at %s: open questions are put again", since.isoformat(" ", "seconds"))
            await self._kept.presses_lost(ids.CHANNEL, since, until)
            await self._kept.done(ids.CHANNEL, since, until)
            self._since = self._until = None
        except StoreDown as down:
            log.warning("Telegram: questions can't be put again yet: %s", down)
            self._look_later()

    def _look_later(self) -> None:
        self._since, self._look_at = None, self._clock() + timedelta(seconds=LEASE)
