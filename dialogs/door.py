"""Who is let in: the intake is for anybody, or only for people on a company's list; and which kinds of it for whom."""

from __future__ import annotations

from core.conversation import Conversation
from core.messages import Say
from core.people import Member, Person
from core.text import lines
from dialogs import words
from dialogs.turn import Turn


def opens(turn: Turn, conversation: Conversation) -> bool:
    """Whether the person may begin an intake. Who is on a list is recognised."""
    return turn.unit.recognise(conversation.person) is not None or turn.desk.access == "open"


def stays_open(turn: Turn, conversation: Conversation) -> bool:
    """The same for who is in the middle of one."""
    return turn.desk.access == "open" or opens(turn, conversation)


def turn_away(turn: Turn, conversation: Conversation, *, wrote: bool) -> None:
    """Shows the way in, notes that they knocked, and says that what they wrote went nowhere."""
    person = conversation.person
    turn.unit.knock(person)
    conversation.dialogue.waiting = []
    turn.unit.save_conversation(conversation)
    said = lines(
        [turn.t(person, "door-not-delivered") if wrote else None, turn.t(person, "door-closed", desk=turn.desk.name)]
    )
    turn.send(conversation, Say(said), "notice", rank=1, merge="door")


def whom_to_ask(turn: Turn, person: Person, kind: str) -> str:
    """Of a kind of request that somebody has no seat for: who in their company has."""
    seats = turn.desk.requests[kind].seats
    name = words.kind(turn, kind, turn.language_of(person))
    if holders := holding(turn, person, seats):
        return turn.t(person, "seat-needed", kind=name, who=named(turn, person, holders))
    return turn.t(person, "seat-needed-nobody", kind=name, seats=_seats(turn, person, seats))


def holding(turn: Turn, person: Person, seats: tuple[str, ...]) -> list[Member]:
    """Who in somebody's company has one of these seats."""
    if person.member is None:
        return []
    return [one for one in turn.unit.colleagues(person.member.company_id) if one.seat in seats]


def named(turn: Turn, reader: Person, people: list[Member]) -> str:
    """`Anna Rossi (owner), …`"""
    language = turn.language_of(reader)
    return ", ".join(f"{one.name} ({words.seat(turn, one.seat, language)})" for one in people)


def _seats(turn: Turn, reader: Person, seats: tuple[str, ...]) -> str:
    return ", ".join(words.seat(turn, seat, turn.language_of(reader)) for seat in seats)
