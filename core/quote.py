"""A price: the taker quotes it, the requester accepts or refuses it, and only then is the work begun."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from core.errors import Refused
from core.people import Person
from core.ticket import State, Ticket

CANCEL = "cancel"
"""The word that withdraws a quote."""

MOST = Decimal(10) ** 9
"""An amount below it; more is a slip of the pen."""

_AMOUNT = re.compile(r"([0-9]{1,12})(?:[.,]([0-9]{1,4}))?")


@dataclass(frozen=True, slots=True)
class Price:
    """An amount with as many decimals as its currency has, and the currency's ISO 4217 code."""

    amount: Decimal
    currency: str


def read_price(said: str, decimals: Mapping[str, int]) -> tuple[Price, str]:
    """`120 EUR some words` as a price and the words. `decimals`: the currencies there are, with how many each has. A dot or
    a comma stands before the decimals and nowhere else, so that nothing can be misread. Raises Refused."""
    amount, currency, words = [*said.split(maxsplit=2), "", "", ""][:3]
    code = currency.upper()
    written = _AMOUNT.fullmatch(amount)
    if written is None:
        raise Refused("quote-amount")
    if code not in decimals:
        raise Refused("quote-currency")
    whole, fraction = written[1], written[2] or ""
    if len(fraction) > decimals[code]:
        raise Refused("quote-amount")
    value = Decimal(f"{whole}.{fraction.ljust(decimals[code], '0')}" if decimals[code] else whole)
    if not 0 < value < MOST:
        raise Refused("quote-amount")
    return Price(value, code), words.strip()


def quoted(ticket: Ticket) -> Price | None:
    """What was quoted last, answered or not."""
    quote = ticket.details.quote
    return Price(Decimal(quote["amount"]), quote["currency"]) if quote else None


def is_open(ticket: Ticket) -> bool:
    """Whether the requester may still answer it."""
    return ticket.details.quote is not None and ticket.details.quote["answer"] is None


def quote(ticket: Ticket, price: Price, words: str, by: Person, at: datetime) -> None:
    """Quotes a price, with words of the taker's, in the place of an earlier one. Its buttons carry its number."""
    ticket.must_speak(by)
    number: int = ticket.details.quote["number"] + 1 if ticket.details.quote else 1
    told = {"amount": str(price.amount), "currency": price.currency}
    ticket.details.quote = {**told, "words": words, "number": number, "answer": None, "delivery": None}
    ticket.details.asking, ticket.details.replied = False, True
    ticket.enter("waiting_for_approval", "quoted", at, by, told)


def answer(ticket: Ticket, number: int, accepted: bool, by: Person, at: datetime) -> None:
    """*Accept* or *Refuse*: the work goes on either way, and the taker decides how."""
    if not is_open(ticket) or _of(ticket)["number"] != number:
        raise Refused("already-answered")
    _end(ticket, "accepted" if accepted else "refused", at, by, goes_on=True)


def withdraw(ticket: Ticket, by: Person, at: datetime) -> None:
    """The taker takes it back."""
    ticket.must_speak(by)
    if not is_open(ticket):
        raise Refused("no-quote", reference=ticket.reference)
    _end(ticket, "withdrawn", at, by, goes_on=ticket.state == "waiting_for_approval")


def lapse(ticket: Ticket, at: datetime) -> None:
    """It can't be answered any more: the ticket was solved or moved meanwhile, or the quote reached nobody."""
    _end(ticket, "withdrawn", at, None, goes_on=ticket.state == "waiting_for_approval")


def _end(ticket: Ticket, how: str, at: datetime, by: Person | None, goes_on: bool) -> None:
    quote = _of(ticket)
    quote["answer"] = how
    told = {"amount": quote["amount"], "currency": quote["currency"]}
    state: State = "in_progress" if ticket.taker else "new"
    ticket.enter(state if goes_on else None, f"quote_{how}", at, by, told)


def _of(ticket: Ticket) -> dict[str, Any]:
    if ticket.details.quote is None:
        raise Refused("no-quote", reference=ticket.reference)
    return ticket.details.quote
