"""What traces are made of: the small hook that the rest of the program knows, whoever keeps them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol, TypeVar

from core.messages import Delivery, Fate, Update
from storage.unit import Unit

T = TypeVar("T")


class TracedTurn(Protocol):
    """One update on its way through a turn."""

    def around(self, work: Callable[[Unit], T]) -> Callable[[Unit], T]:
        """The turn's work, with its times taken. It runs in the writer's thread, possibly twice."""
        ...

    def end(self, fault: Exception | None) -> None:
        """It is committed, or has failed."""
        ...


class Traces(Protocol):
    """Where spans go. Nothing of it waits for anybody."""

    def turn(self, update: Update, again: bool) -> TracedTurn:
        """An update has come in; `again`: it was taken in before, and its files are there now."""
        ...

    def begun(self, deliveries: Sequence[Delivery]) -> None:
        """These are this process's to send now."""
        ...

    def called(self, delivery: Delivery, began: int) -> None:
        """Its channel has sent it, or tried to, since `began` (nanoseconds since 1970)."""
        ...

    def settled(self, delivery: Delivery, fate: Fate, due: datetime | None) -> None:
        """Its fate is written; `due` says when it is tried again."""
        ...

    def close(self) -> None:
        """Sends what is gathered, for two seconds at most."""
        ...
