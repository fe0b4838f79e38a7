"""A timer whose time has come: the same as a turn, with the clock as the speaker."""

from __future__ import annotations

from core.deadlines import STALE, TARGETS
from core.ports import Unit
from dialogs import closing, overdue, visiting
from dialogs.turn import House, Turn


def tick(house: House, unit: Unit, kind: str, ticket_id: int) -> None:
    """One due timer, in the transaction that takes it."""
    turn = Turn(house, unit)
    ticket = unit.ticket(ticket_id)
    match kind:
        case "remind":
            closing.remind(turn, ticket)
        case "close":
            closing.close_by_silence(turn, ticket)
        case _ if kind == STALE or kind in TARGETS:
            overdue.come(turn, ticket, kind)
        case _:
            raise LookupError(f"no timer is called {kind!r}")
    visiting.show_changed(turn)
