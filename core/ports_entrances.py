"""What core and dialogs need of what is kept about the ways in: messages that tickets are made of, and requesters' pages."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from core.ticket import Ticket


class Entrances(Protocol):
    """The part of a `Unit` that concerns it. None of it is needed for a plain turn."""

    def keep_origin(self, ticket: Ticket, channel: str, message: str) -> None:
        """The ticket was made of this message. Of two tickets the first keeps it."""
        ...

    def made_of(self, channel: str, message: str) -> Ticket | None:
        """The ticket that was made of this message."""
        ...

    def last_said(self, tickets: Collection[Ticket]) -> dict[int, datetime]:
        """When each of the tickets last had a word that both sides see; without those that never had one."""
        ...

    def shown_at(self, deliveries: Collection[int]) -> dict[int, str]:
        """The platform's ids of what deliveries sent; without those that weren't sent yet."""
        ...
