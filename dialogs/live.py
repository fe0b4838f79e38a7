"""A conversation with a specialist at once: a ticket that was begun without a form."""

from __future__ import annotations

from core.conversation import Conversation, Draft
from core.messages import Say
from core.text import bold, lines
from core.ticket import Ticket
from dialogs import targets, words
from dialogs.turn import Turn


def first_words(draft: Draft) -> str:
    """What was said before the button was pressed; empty where nothing was."""
    return next((str(said["text"]) for said in draft.surplus if said["text"].strip()), "")


def begin(turn: Turn, ticket: Ticket, conversation: Conversation, draft: Draft) -> None:
    """The requester hears that somebody comes, or when; their first words will be the topic, unless they were said."""
    ticket.details.nameless = not first_words(draft)
    person = conversation.person
    team = words.team(turn, ticket.team, turn.language_of(person))
    closed = turn.house.calendar.opens(turn.now) > turn.now
    said = lines(
        [
            bold(turn.t(person, "live-closed" if closed else "live-soon", reference=ticket.reference, team=team)),
            targets.expected(turn, conversation, ticket) if closed else None,
            turn.t(person, "live-write"),
        ]
    )
    ticket.details.receipt = turn.send(conversation, Say(said), "receipt", ticket=ticket, rank=1).id
