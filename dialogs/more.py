"""What *More* offers: the priority, and for the taker the state and what only they may see."""

from __future__ import annotations

from core.conversation import Thread
from core.messages import Button, Change, Pressed, Remove, Rows, Said, Say, Target, Whisper
from core.people import Person
from core.text import text
from core.ticket import PRIORITIES, SET_BY_HAND, Ticket
from dialogs import agent_words, card, handing, reveal, tokens
from dialogs.turn import Turn

CHOICES = "choices"
"""The purpose of a message that only offers choices: it goes with the choice."""


def offer(turn: Turn, thread: Thread, ticket: Ticket, person: Person, said: Said | Pressed) -> None:
    """To the one who asked; where a thread has no words for one person alone, as the card's own buttons, or as an answer
    to who asked in words."""
    ticket.must_be_open()
    language = turn.agents_language
    rows = _rows(turn, ticket, person)
    head = text(turn.t(language, "more-for", reference=ticket.reference))
    if thread.channel not in turn.house.no_whispers:
        turn.send(thread, Whisper(person.platform_id, head, rows), "more", ticket=ticket, rank=1)
    elif isinstance(said, Said):
        choices = Say(head, rows, reply_to=Target(message=said.message))
        turn.send(thread, choices, CHOICES, ticket=ticket, rank=1)
    elif thread.card:
        back = (turn.button(language, "back", f"t:{ticket.id}:less"),)
        turn.send(thread, Change(Target(delivery=thread.card), buttons=(*rows, back)), "more", ticket=ticket, rank=1)


def chosen(turn: Turn, thread: Thread, ticket: Ticket, pressed: Pressed, verb: str) -> None:
    """Something was chosen: the message that offered it goes, and the card has its usual buttons again."""
    if thread.channel not in turn.house.no_whispers or not pressed.message:
        return
    sent = turn.unit.sent_at(pressed.place, pressed.message)
    if sent and sent.purpose == CHOICES:
        turn.send(thread, Remove(Target(message=pressed.message)), "tidy", ticket=ticket, rank=1)
    elif verb in ("less", "reveal", "token", "again"):  # the others change the card by themselves
        card.refresh(turn, ticket)


def _rows(turn: Turn, ticket: Ticket, person: Person) -> Rows:
    language = turn.agents_language
    rows: list[tuple[Button, ...]] = [
        tuple(
            turn.button(language, f"priority-{one}", f"t:{ticket.id}:priority:{one}")
            for one in PRIORITIES
            if one != ticket.priority
        )
    ]
    if ticket.taker and ticket.taker.is_(person):
        rows += [*reveal.buttons(turn, ticket), *tokens.buttons(turn, ticket), *agent_words.buttons(turn, ticket)]
        rows += _states(turn, ticket)
    rows += handing.button(turn, ticket)
    return tuple(rows)


def _states(turn: Turn, ticket: Ticket) -> Rows:
    """The states that are set by hand, then the desk's own, one below the other."""
    language = turn.agents_language
    plain = [
        Button(word.name.in_(language, language), f"t:{ticket.id}:state:{one}")
        if (word := turn.desk.states.get(one))
        else turn.button(language, f"state-{one.replace('_', '-')}", f"t:{ticket.id}:state:{one}")
        for one in SET_BY_HAND
        if one != ticket.state or ticket.desk_state
    ]
    own = [
        Button(state.name.in_(language, language), f"t:{ticket.id}:state:{key}")
        for key, state in turn.desk.states.items()
        if state.is_ in SET_BY_HAND and key not in SET_BY_HAND and key != ticket.desk_state
    ]
    return (tuple(plain), *((button,) for button in own))
