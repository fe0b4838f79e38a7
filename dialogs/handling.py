"""One turn, from update to commit, top to bottom. A plain function: between the update and the commit nothing waits."""

from __future__ import annotations

from typing import Any

from core.errors import Refused
from core.forms import Answer
from core.messages import Deleted, Edited, Filled, Pressed, Reachable, Reacted, Said, Update
from core.ports import Unit
from dialogs import agent, colleagues, requester, visiting
from dialogs.turn import House, Turn


def handle(house: House, unit: Unit, update: Update) -> str | None:
    """Handles one update whole. Returns the words for whoever pressed a button, or None.

    An update seen before has no effect. A move that the rules refuse is told to the person, and nothing else happens.
    """
    return handle_claimed(house, unit, update) if unit.claim(update.key) else None


def handle_claimed(house: House, unit: Unit, update: Update) -> str | None:
    """The same for an update that was claimed before, when it began to wait."""
    return _taken(house, unit, update).toast


def answer(house: House, unit: Unit, filled: Filled) -> Answer:
    """The same for a form. Returns what who sent it sees."""
    return _taken(house, unit, filled).answer


def _taken(house: House, unit: Unit, update: Update) -> Turn:
    sent_form = isinstance(update, Filled) and update.how in ("sent", "checked")
    turn = Turn(house, unit, trigger=update.trigger, sent_form=sent_form)
    if update.direct:
        side: Any = requester
    elif isinstance(update, (Said, Edited, Deleted, Pressed)):
        side = agent
    elif isinstance(update, (Reacted, Reachable)):
        side = colleagues
    else:
        return turn
    try:
        side.handle(turn, update)
    except Refused as refused:
        turn.toast = side.refuse(turn, update, refused)
    visiting.show_changed(turn)
    return turn
