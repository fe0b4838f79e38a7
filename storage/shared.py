"""What the processes of one desk share over Redis: send budgets and wake-ups."""

from __future__ import annotations

from collections.abc import Callable, Collection

from storage.redis_link import RedisLink
from storage.shared_pace import SharedPace
from storage.wakeups import Heard, Home, Wakeups


class Shared:
    """`desk`: the desk's key, which keeps desks on one Redis apart. `sharers`: how many processes send, by whom each
    divides the budgets while it can't ask Redis; called in any thread."""

    def __init__(self, url: str, desk: str, sharers: Callable[[], int] = lambda: 1) -> None:
        self.link = RedisLink(url, desk)
        self._wakeups = Wakeups(self.link)
        self.pace = SharedPace(self.link, sharers)

    async def open(self, heard: Heard | None) -> None:
        """Returns soon, whether or not Redis is there. `heard`: see `Wakeups.open`."""
        await self.link.open()
        self._wakeups.open(heard)

    async def close(self) -> None:
        """Ends all connections."""
        await self._wakeups.close()
        await self.link.close()

    def ring(self, homes: Collection[Home]) -> None:
        """Tells the other processes where deliveries wait."""
        self._wakeups.ring(homes)

    async def missing(self) -> str | None:
        """What keeps Redis from being used, or None."""
        return None if await self.link.answers() else "Redis does not answer"
