"""Support tokens: codes by which a requester lets the support team look into their environment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from secrets import choice

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Without what is easily read as something else: I and 1, O and 0."""

GROUPS, LETTERS = 3, 4
"""Sixty bits of chance."""


def new_code(choose: Callable[[Sequence[str]], str] = choice) -> str:
    """A new code, as people read it: ABCD-EFGH-JKLM."""
    return "-".join("".join(choose(ALPHABET) for _ in range(LETTERS)) for _ in range(GROUPS))


def plain_code(code: str) -> str:
    """A code without what people add or leave out when they copy it: case, dashes, blanks."""
    return "".join(char for char in code.upper() if char.isalnum())
