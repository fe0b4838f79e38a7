"""Quotes: the taker names a price, the requester accepts or refuses it, the thread hears."""

from __future__ import annotations

from core import quote
from core.conversation import Conversation
from core.messages import Said, Say
from core.people import Person
from core.splitting import split
from core.text import bold, lines, text
from core.ticket import Ticket
from dialogs import amounts, card, closing, quote_shown, relay
from dialogs.questions import LONGEST
from dialogs.turn import Turn


def said(turn: Turn, ticket: Ticket, person: Person, words: Said) -> None:
    """`quote 120 EUR words`, or `quote cancel`. What was written stays among agents; its words go out with the price."""
    if words.text.strip().lower() == quote.CANCEL:
        quote.withdraw(ticket, person, turn.now)
        _withdrawn(turn, ticket, person)
        return
    ticket.must_speak(person)
    price, beside = quote.read_price(words.text, amounts.decimals())
    quote_shown.take_buttons_away(turn, ticket)
    quote.quote(ticket, price, beside, person, turn.now)
    relay.keep(turn, ticket, person, words, "agent", "note")
    conversation = turn.unit.conversation(ticket.conversation_id)
    closing.take_buttons_away(turn, ticket, conversation)
    relay.stop_clock(turn, ticket)
    _ask(turn, ticket, conversation)
    shown = amounts.price(turn, turn.agents_language, price)
    relay.notice(turn, ticket, "thread-quoted", name=person.name, amount=shown, requester=conversation.person.name)
    _save(turn, ticket)


def ask_again(turn: Turn, ticket: Ticket, why: str) -> None:
    """The question once more, with the line `why` above it."""
    if quote.is_open(ticket):
        quote_shown.take_buttons_away(turn, ticket)
        _ask(turn, ticket, turn.unit.conversation(ticket.conversation_id), why)
        turn.unit.save_ticket(ticket)


def answered(turn: Turn, ticket: Ticket, number: str, by: Person, *, accepted: bool) -> None:
    """*Accept* or *Refuse*."""
    quote.answer(ticket, int(number) if number.isdecimal() and len(number) < 9 else 0, accepted, by, turn.now)
    price = quote.quoted(ticket)
    if price is None:
        return
    conversation = turn.unit.conversation(ticket.conversation_id)
    words = {"reference": ticket.reference, "amount": amounts.price(turn, by, price)}
    told = turn.t(by, "quote-accepted" if accepted else "quote-refused", **words)
    turn.send(conversation, Say(text(told)), "notice", ticket=ticket, rank=1)
    key = "thread-quote-accepted" if accepted else "thread-quote-refused"
    relay.notice(turn, ticket, key, requester=by.name, amount=amounts.price(turn, turn.agents_language, price))
    _save(turn, ticket)


def not_shown(turn: Turn, ticket: Ticket, delivery: int) -> bool:
    """The question reached nobody: it is no longer open. Returns whether it was this one."""
    asked = ticket.details.quote
    if not asked or asked["delivery"] != delivery or not quote.is_open(ticket):
        return False
    asked["delivery"] = None
    quote.lapse(ticket, turn.now)
    _save(turn, ticket)
    return True


def leave_behind(turn: Turn, ticket: Ticket) -> None:
    """Its ticket goes to another team, who did not name the price: an open one no longer counts."""
    if quote.is_open(ticket):
        quote.lapse(ticket, turn.now)
        quote_shown.take_buttons_away(turn, ticket)
        _tell_withdrawn(turn, ticket)


def _tell_withdrawn(turn: Turn, ticket: Ticket) -> None:
    conversation = turn.unit.conversation(ticket.conversation_id)
    told = turn.t(conversation.person, "quote-withdrawn", reference=ticket.reference)
    turn.send(conversation, Say(text(told)), "notice", ticket=ticket, rank=1)


def _withdrawn(turn: Turn, ticket: Ticket, person: Person) -> None:
    _tell_withdrawn(turn, ticket)
    relay.notice(turn, ticket, "thread-quote-withdrawn", name=person.name)
    _save(turn, ticket)


def _ask(turn: Turn, ticket: Ticket, conversation: Conversation, before: str | None = None) -> None:
    price, asked, person = quote.quoted(ticket), ticket.details.quote, conversation.person
    if price is None or asked is None:
        return
    shown, number = amounts.price(turn, person, price), asked["number"]
    body = lines(
        [
            before,
            bold(turn.t(person, "quote-ask", reference=ticket.reference, amount=shown)),
            asked["words"],
            turn.t(person, "quote-what-follows"),
        ]
    )
    buttons = (
        (
            turn.button(person, "accept", f"t:{ticket.id}:accept:{number}", "primary"),
            turn.button(person, "refuse", f"t:{ticket.id}:refuse:{number}"),
        ),
    )
    *ahead, last = split(body, LONGEST)
    for part in ahead:
        turn.send(conversation, Say(part), "notice", ticket=ticket, rank=1)
    asked["delivery"] = turn.send(conversation, Say(last, buttons), "question", ticket=ticket, rank=1).id


def _save(turn: Turn, ticket: Ticket) -> None:
    turn.unit.save_ticket(ticket)
    card.refresh(turn, ticket)
