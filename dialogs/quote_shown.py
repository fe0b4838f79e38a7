"""A quote as others see it: its line on the card, and its buttons gone once nobody may press them."""

from __future__ import annotations

from core import quote
from core.messages import Change, Target
from core.ticket import Ticket
from dialogs import amounts
from dialogs.turn import Turn


def tidy(turn: Turn, ticket: Ticket) -> None:
    """A quote that can't be answered any more has no buttons: the ticket was solved or closed meanwhile, or it ended."""
    if quote.is_open(ticket) and ticket.state in ("waiting_for_confirmation", "closed"):
        quote.lapse(ticket, turn.now)
    if not quote.is_open(ticket):
        take_buttons_away(turn, ticket)


def take_buttons_away(turn: Turn, ticket: Ticket) -> None:
    """An answered question keeps its words and loses its buttons."""
    asked = ticket.details.quote
    if asked and asked["delivery"]:
        conversation = turn.unit.conversation(ticket.conversation_id)
        turn.send(conversation, Change(Target(delivery=asked["delivery"])), "tidy", ticket=ticket)
        asked["delivery"] = None
        turn.unit.save_ticket(ticket)


def on_card(turn: Turn, ticket: Ticket) -> str | None:
    """The card's line about it."""
    given, language = quote.quoted(ticket), turn.agents_language
    if given is None or ticket.details.quote is None:
        return None
    how = ticket.details.quote["answer"] or "open"
    return turn.t(language, f"card-quote-{how}", amount=amounts.price(turn, language, given))
