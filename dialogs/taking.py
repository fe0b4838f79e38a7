"""Who has a ticket: it is taken, taken over and reopened; and words that were written before anybody had it."""

from __future__ import annotations

from core.errors import Refused
from core.messages import Change, Say, Target
from core.people import Person
from core.text import text
from core.ticket import Ticket
from dialogs import card, relay, replies
from dialogs.turn import Turn


def taken(turn: Turn, ticket: Ticket, person: Person) -> None:
    """The requester hears who has it; words that waited for an answer to the offer stay internal."""
    close_offer(turn, ticket, "offer-was-taken", name=person.name)
    relay.tell_requester(turn, ticket, "taken", name=person.name)
    turn.unit.save_ticket(ticket)
    card.refresh(turn, ticket)


def take_over(turn: Turn, ticket: Ticket, person: Person) -> None:
    """Passes it to them; both sides of the thread see from whom."""
    former = ticket.take_over(person, turn.now)
    relay.notice(turn, ticket, "thread-taken-over", name=person.name, former=former.name)
    turn.unit.save_ticket(ticket)
    card.refresh(turn, ticket)


def reopen(turn: Turn, ticket: Ticket, person: Person) -> None:
    """Brings a closed ticket back; its requester hears of it."""
    ticket.reopen(turn.now, person, is_agent=True)
    relay.notice(turn, ticket, "thread-reopened-by-agent", name=person.name)
    relay.tell_requester(turn, ticket, "reopened-by-agent", name=person.name)
    turn.unit.save_ticket(ticket)
    card.refresh(turn, ticket)


def take_and_send(turn: Turn, ticket: Ticket, person: Person) -> None:
    """Takes it and sends what the presser had written, in order; what others wrote meanwhile is a note."""
    if not ticket.details.offer:
        raise Refused("already-answered")
    ticket.take(person, turn.now)
    close_offer(turn, ticket, "offer-was-sent", name=person.name, keep_held_of=person)
    for message in turn.unit.messages_of(ticket, "held"):
        relay.answer(turn, ticket, message, *replies.of_held(ticket, message))
    ticket.details.held = {}
    turn.unit.save_ticket(ticket)
    card.refresh(turn, ticket)


def keep_internal(turn: Turn, ticket: Ticket, person: Person) -> None:
    """What was written stays among agents."""
    if not ticket.details.offer:
        raise Refused("already-answered")
    close_offer(turn, ticket, "offer-was-kept", name=person.name)
    turn.unit.save_ticket(ticket)


def close_offer(turn: Turn, ticket: Ticket, key: str, *, name: str, keep_held_of: Person | None = None) -> None:
    """Answers the offer, if there is one, in its own place, and says so in the others; held words become notes, but those
    still to be sent."""
    for message in turn.unit.messages_of(ticket, "held"):
        if keep_held_of is None or not message.author.is_(keep_held_of):
            relay.make_note(turn, message)
    if keep_held_of is None:
        ticket.details.held = {}
    if ticket.details.offer:
        offer = turn.unit.delivery(ticket.details.offer)
        answered = text(turn.t(turn.agents_language, key, name=name))
        for thread in turn.unit.threads_of(ticket):
            if thread.id == int(offer.lane[1:]):
                turn.send(thread, Change(Target(delivery=offer.id), answered), "tidy", ticket=ticket, rank=1)
            else:
                turn.send(thread, Say(answered), "notice", ticket=ticket)
        ticket.details.offer = None
