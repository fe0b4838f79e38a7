"""Amounts of money and of time as people read them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from babel.core import get_global
from babel.numbers import format_currency, get_currency_precision

from core.people import Person
from core.quote import Price
from dialogs.turn import Turn


@cache
def decimals() -> Mapping[str, int]:
    """The currencies that are legal tender somewhere, with how many decimals each has."""
    everywhere = get_global("territory_currencies").values()
    codes = {code for used in everywhere for code, _, until, tender in used if tender and until is None}
    return {code: get_currency_precision(code) for code in codes}


def price(turn: Turn, reader: str | Person, given: Price) -> str:
    """`€120.00`, `120,00 EUR`"""
    language = reader if isinstance(reader, str) else turn.language_of(reader)
    return format_currency(given.amount, given.currency, locale=language)


def span(turn: Turn, reader: str | Person, minutes: int) -> str:
    """`1 h 30 min`, with a minus where time is taken back."""
    hours, rest = divmod(abs(minutes), 60)
    parts = [turn.t(reader, "span-hours", count=str(hours))] if hours else []
    parts += [turn.t(reader, "span-minutes", count=str(rest))] if rest or not hours else []
    return ("-" if minutes < 0 else "") + " ".join(parts)
