"""Words put together from the desk file and the catalogue: names of slots, of states, of kinds, of people."""

from __future__ import annotations

from typing import Any

from core.conversation import SKIPPED
from core.desk import Slot
from core.ticket import Ticket
from dialogs.turn import Turn


def ask(turn: Turn, slot: Slot, language: str) -> str:
    """The slot's question, as the desk file or the catalogue has it."""
    return slot.ask.in_(language, turn.desk.fallback) if slot.ask else turn.t(language, f"slot-{slot.key}-ask")


def hint(turn: Turn, slot: Slot, language: str) -> str:
    """The line of help under the question; may be empty."""
    if slot.hint:
        return slot.hint.in_(language, turn.desk.fallback)
    return turn.t(language, f"slot-{slot.key}-hint") if slot.built_in else ""


def name(turn: Turn, slot: Slot, language: str) -> str:
    """The slot's short name in preview, Change menu and card."""
    if slot.name:
        return slot.name.in_(language, turn.desk.fallback)
    return turn.t(language, f"slot-{slot.key}-name")


def shown(turn: Turn, slot: Slot, slots: dict[str, Any], language: str) -> str:
    """An answer as people read it."""
    value = slots.get(slot.key)
    if value is None or value == SKIPPED:
        return "–"
    if slot.type == "choice":
        words = turn.desk.options(slot.key, slots).get(value)
        return words.in_(language, turn.desk.fallback) if words else str(value)
    if slot.type == "secret":
        return turn.t(language, "secret-kept")
    if slot.type == "files":
        return ", ".join(file["name"] for file in value)
    return str(value)


def kind(turn: Turn, key: str, language: str) -> str:
    """The kind of request's name; its key where the desk file no longer has it."""
    request = turn.desk.requests.get(key)
    return request.name.in_(language, turn.desk.fallback) if request else key


def team(turn: Turn, key: str, language: str) -> str:
    given = turn.desk.teams.get(key)
    return given.name.in_(language, turn.desk.fallback) if given else key


def state(turn: Turn, ticket: Ticket, language: str) -> str:
    """The ticket's state in the desk's own words, else in the catalogue's."""
    own = turn.desk.states.get(ticket.desk_state or ticket.state)
    if own is None:
        own = next((word for word in turn.desk.states.values() if word.is_ == ticket.state), None)
    if own:
        return own.name.in_(language, turn.desk.fallback)
    return turn.t(language, f"state-{ticket.state.replace('_', '-')}")
