"""Prices: what can be read as one, and what may become of it."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from core import quote
from core.errors import Refused
from core.people import Person
from core.quote import Price, read_price
from core.ticket import Ticket

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
DECIMALS = {"EUR": 2, "RON": 2, "JPY": 0, "KWD": 3}
ANNA, IOANA = (Person(id, "here", str(id), name) for id, name in ((1, "Anna"), (2, "Ioana")))


def a_ticket() -> Ticket:
    ticket = Ticket(1, "CRM-1", "work", "us", "A report", IOANA.id, 1, NOW)
    ticket.take(ANNA, NOW)
    return ticket


@pytest.mark.parametrize(
    ("said", "price", "words"),
    [
        ("120 EUR", "120.00 EUR", ""),
        ("120,5 ron for both reports", "120.50 RON", "for both reports"),
        ("120.50 EUR\nand\nmore", "120.50 EUR", "and\nmore"),
        ("5000 JPY", "5000 JPY", ""),
        ("1.125 KWD", "1.125 KWD", ""),
    ],
)
def test_a_price_has_its_currencys_decimals(said: str, price: str, words: str) -> None:
    amount, currency = price.split()
    assert read_price(said, DECIMALS) == (Price(Decimal(amount), currency), words)


@pytest.mark.parametrize(
    "said", ["", "much", "-5 EUR", "0 EUR", "1.200 EUR", "5.5 JPY", "1e9 EUR", "٣ EUR", "999999999999 EUR"]
)
def test_what_is_no_amount_is_refused_with_what_is_one(said: str) -> None:
    with pytest.raises(Refused) as refused:
        read_price(said, DECIMALS)
    assert refused.value.key == "quote-amount"


@pytest.mark.parametrize("said", ["120", "1 200 EUR", "120 €", "120 XXX", "120 EURO"])
def test_what_is_no_currency_too(said: str) -> None:
    with pytest.raises(Refused) as refused:
        read_price(said, DECIMALS)
    assert refused.value.key == "quote-currency"


def test_only_the_last_price_can_be_answered_and_once() -> None:
    ticket = a_ticket()
    for amount in ("150", "120"):
        quote.quote(ticket, Price(Decimal(amount), "EUR"), "", ANNA, NOW)
    assert ticket.state == "waiting_for_approval"
    with pytest.raises(Refused):
        quote.answer(ticket, 1, True, IOANA, NOW)
    quote.answer(ticket, 2, True, IOANA, NOW)
    assert ticket.state == "in_progress"
    with pytest.raises(Refused):
        quote.answer(ticket, 2, False, IOANA, NOW)
    accepted = ticket.events[-1]
    assert (accepted.name, accepted.by, accepted.data) == (
        "quote_accepted",
        IOANA.id,
        {"amount": "120", "currency": "EUR"},
    )


def test_only_the_taker_quotes_and_withdraws() -> None:
    ticket = a_ticket()
    with pytest.raises(Refused):
        quote.quote(ticket, Price(Decimal(1), "EUR"), "", IOANA, NOW)
    with pytest.raises(Refused):
        quote.withdraw(ticket, ANNA, NOW)  # there is none
    quote.quote(ticket, Price(Decimal(1), "EUR"), "", ANNA, NOW)
    with pytest.raises(Refused):
        quote.withdraw(ticket, IOANA, NOW)
    quote.withdraw(ticket, ANNA, NOW)
    assert (ticket.state, quote.is_open(ticket)) == ("in_progress", False)


def test_time_in_which_a_price_waits_is_the_requesters() -> None:
    ticket = a_ticket()
    quote.quote(ticket, Price(Decimal(1), "EUR"), "", ANNA, NOW)
    assert ticket.their_turn
    quote.lapse(ticket, NOW)
    assert not ticket.their_turn
    assert len(ticket.paused()) == 1


def test_work_that_nobody_has_does_not_go_on_by_itself() -> None:
    ticket = a_ticket()
    quote.quote(ticket, Price(Decimal(1), "EUR"), "", ANNA, NOW)
    ticket.taker = None
    quote.lapse(ticket, NOW)
    assert ticket.state == "new"
