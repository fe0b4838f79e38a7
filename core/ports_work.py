"""What core and dialogs need of what is kept about the work beside tickets' own words: time, queues, who reads the changes."""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol

from core.conversation import Conversation
from core.people import Person
from core.ticket import Ticket


class Work(Protocol):
    """The part of a `Unit` that concerns it. None of it is needed for a plain turn."""

    def write_time(self, ticket: Ticket, by: Person, month: str, minutes: int, words: str, *, beyond: bool) -> None:
        """An agent spent so many minutes on a ticket (taken back, where negative). `month` is `2026-11`; `beyond`: agents
        are told now that it is more than the company's plan includes."""
        ...

    def time_of_month(self, company: int, month: str, *, hold: bool = False) -> int:
        """The minutes written for a company's tickets in a month. `hold`: nobody else does until the turn is over."""
        ...

    def went_beyond(self, ticket: Ticket, month: str) -> bool:
        """Whether agents were told already that the ticket's company is beyond its plan in this month."""
        ...

    def untaken(self, teams: Collection[str], most: int) -> list[Ticket]:
        """The tickets of these teams that nobody has taken, by priority and then by age."""
        ...

    def taken_in(self, channel: str, home: str, by: Person) -> list[Ticket]:
        """The open tickets that somebody has taken and that have their thread there; without a home, anywhere on the
        channel."""
        ...

    def reads_changes(self, conversation: Conversation) -> bool:
        """Whether new entries of the latest changes are told there."""
        ...

    def tell_changes(self, conversation: Conversation, wanted: bool) -> None:
        """From now on they are, or no longer."""
        ...
