"""Words put together from the desk file and the catalogue: names of slots, of states, of kinds, of people."""

from __future__ import annotations

from typing import Any

from core.conversation import SKIPPED
from core.desk import Slot
from core.people import LEADING, MEMBER, Person, plain_name
from core.text import shortened
from core.ticket import Ticket
from core.ticket_record import CONTEXT
from dialogs.turn import Turn

SEATS = (*LEADING, MEMBER)
"""The seats that the catalogue has words for."""


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


def answer_name(turn: Turn, key: str, language: str) -> str:
    """The name of what was answered, by the slot's key, which stands there itself where the desk file no longer has it."""
    if key == CONTEXT:
        return turn.t(language, "context-name")
    slot = turn.desk.slots.get(key)
    return name(turn, slot, language) if slot else key


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


def one_line(said: str) -> str:
    """Somebody's words as a topic, which stands among the desk's own: it turns none of them round."""
    return shortened(plain_name(said.strip().split("\n")[0], len(said)), 80)


def kind(turn: Turn, key: str, language: str) -> str:
    """The kind of request's name; its key where the desk file no longer has it."""
    request = turn.desk.requests.get(key)
    return request.name.in_(language, turn.desk.fallback) if request else key


def is_proposal(turn: Turn, kind: str) -> bool:
    """Whether a kind of request proposes something rather than asks for help."""
    request = turn.desk.requests.get(kind)
    return request is not None and request.proposal


def terms(turn: Turn, kind: str, language: str) -> str | None:
    """What a kind of request may cost, told before its form is filled: the desk's own words, else that a price is quoted."""
    request = turn.desk.requests[kind]
    if request.terms:
        return request.terms.in_(language, turn.desk.fallback)
    return turn.t(language, "billable") if request.billable else None


def team(turn: Turn, key: str, language: str) -> str:
    given = turn.desk.teams.get(key)
    return given.name.in_(language, turn.desk.fallback) if given else key


def belonging(turn: Turn, person: Person, language: str) -> str | None:
    """Their company with its plan, and the seat they have there; None for who belongs to none."""
    member = person.member
    if member is None:
        return None
    plan = turn.desk.plans.get(member.plan or "")
    named = f" ({plan.name.in_(language, turn.desk.fallback)})" if plan else ""
    return f"{member.company}{named} · {seat(turn, member.seat, language)}"


def seat(turn: Turn, held: str, language: str) -> str:
    """A seat in words; one of the desk's own by its key."""
    return turn.t(language, f"seat-{held}") if held in SEATS else held.replace("_", " ")


def state(turn: Turn, ticket: Ticket, language: str) -> str:
    """The ticket's state in the desk's own words, else in the catalogue's."""
    if own := turn.desk.word_of(ticket.state, ticket.desk_state):
        return own.name.in_(language, turn.desk.fallback)
    return turn.t(language, f"state-{ticket.state.replace('_', '-')}")
