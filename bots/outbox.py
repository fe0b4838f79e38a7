"""What the deliverer needs of the queue of deliveries, which is kept elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bots.judging import Settled
from core.messages import Delivery


@dataclass(frozen=True, slots=True)
class Round:
    """What one look at the queue gave: deliveries marked as being sent, homes (channel, home) where none is due any more,
    and, if nothing could be started, when the next one will be. `taken_over`: what others were sending when they ended
    (True), or what was marked as being sent here and never begun (False). `more`: homes where more may be due than there was
    room for."""

    started: Sequence[Delivery]
    empty: Collection[tuple[str, str]]
    next_due: datetime | None
    taken_over: Sequence[tuple[Delivery, bool]] = ()
    more: Collection[tuple[str, str]] = ()


class Outbox(Protocol):
    """The queue."""

    homes: list[tuple[str, str]]
    """Where deliveries may go: (channel, home); an empty home stands for all conversations."""

    async def waiting_in(self) -> list[tuple[str, str]]:
        """The homes where deliveries wait, also those that the desk file no longer has."""
        ...

    async def round(
        self,
        settled: Sequence[Settled],
        homes: Collection[tuple[str, str]],
        busy: Collection[str],
        most: int,
        may_go: Callable[[Delivery], bool],
        known: Collection[int] | None,
    ) -> Round:
        """In one transaction: writes fates, and marks as being sent what is due in these homes, not in a busy lane, and
        allowed by `may_go`. With `known`, what this process is sending, it also takes over what the dead have left."""
        ...
