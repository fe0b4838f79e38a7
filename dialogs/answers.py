"""Is this an answer to that slot? Plain functions; `dialogs/actions/intake.py` lets a Rasa form ask them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from core.conversation import SKIPPED
from core.desk import Slot
from core.desk_types import Words

LARGEST_FILE = 20 * 1024 * 1024
"""Bytes. What Telegram lets a bot download (core.telegram.org/bots/api#getfile)."""

ADVICE = "advice-headline"

_DATES = ("%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%d-%m-%Y", "%m/%d/%Y", "%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y")
"""ISO, and what people usually write; where a day may be read as a month, the day is first."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """The answer as it is kept."""

    value: Any


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why not: a key of the catalogue, with its words."""

    key: str
    words: dict[str, Any]


Verdict = Accepted | Refusal


def check(slot: Slot, value: Any, options: Mapping[str, Words], *, optional: bool, advised: bool) -> Verdict:
    """Judges one answer.

    `value`: text; the list of a `files` slot; or SKIPPED. `options`: what can be chosen. `advised`: this slot's headline
    was already advised on, so that it is taken as it is now.
    """
    if value == SKIPPED:
        return Accepted(SKIPPED) if optional else Refusal("refused-needed", {})
    if slot.type == "files":
        return _files(slot, value)
    if not isinstance(value, str) or not value.strip():
        return Refusal("refused-no-words", {})
    value = value.strip()
    match slot.type:
        case "choice":
            return _choice(value, options)
        case "number":
            return _number(slot, value)
        case "date":
            return _date(value)
        case "line":
            return _words(slot, " ".join(value.split()), advised)
        case _:
            return _words(slot, value, advised)


def _words(slot: Slot, value: str, advised: bool) -> Verdict:
    length = len(value)
    if slot.max_length is not None and length > slot.max_length:
        return Refusal("refused-too-long", {"length": length, "most": slot.max_length})
    if length < slot.min_length:
        return Refusal("refused-too-short", {"length": length, "least": slot.min_length})
    if slot.pattern and not re.fullmatch(slot.pattern, value):
        return Refusal("refused-pattern", {})
    if slot.headline and not advised and shouts(value):
        return Refusal(ADVICE, {})
    return Accepted(value)


def shouts(headline: str) -> bool:
    """Whether a headline calls for attention instead of saying what is wrong: mostly capitals, or rows of marks."""
    if re.search(r"[!?]{2,}|!.*!", headline):
        return True
    letters = [char for char in headline if char.isalpha() and char.lower() != char.upper()]
    words = [word for word in re.findall(r"\w+", headline) if len(word) > 1]
    capitals = sum(char.isupper() for char in letters)
    return len(letters) >= 8 and len(words) >= 2 and capitals / len(letters) > 0.7


def _choice(value: str, options: Mapping[str, Words]) -> Verdict:
    if value in options:
        return Accepted(value)
    for key, words in options.items():
        if any(value.casefold() == text.casefold() for text in words.root.values()):
            return Accepted(key)
    return Refusal("refused-choose", {})


def _number(slot: Slot, value: str) -> Verdict:
    plain = "".join(value.split()).replace(",", ".")
    if not re.fullmatch(r"[+-]?[0-9]{1,20}(\.[0-9]{1,20})?", plain):
        return Refusal("refused-number", {})
    number = Decimal(plain)
    if slot.min is not None and number < slot.min:
        return Refusal("refused-number-small", {"least": str(slot.min)})
    if slot.max is not None and number > slot.max:
        return Refusal("refused-number-great", {"most": str(slot.max)})
    return Accepted(str(number))


def _date(value: str) -> Verdict:
    for form in _DATES:
        try:
            day: date = datetime.strptime(" ".join(value.split()), form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
        return Accepted(day.isoformat())
    return Refusal("refused-date", {})


def _files(slot: Slot, value: Any) -> Verdict:
    if not isinstance(value, list) or not value:
        return Refusal("refused-no-file", {})
    for file in value:
        if refusal := refuse_file(slot, file):
            return refusal
    if len(value) > slot.most:
        return Refusal("refused-too-many", {"most": slot.most})
    return Accepted(value)


_REFUSALS = {
    "disguised": "refused-file-kind",
    "infected": "refused-file-infected",
    "private": "refused-file-private",
}
"""How an answer is refused whose file is kept for none of the other reasons."""


def refuse_file(slot: Slot, file: Mapping[str, Any]) -> Refusal | None:
    """Why this file (an `IncomingFile` as data) can't be taken, or None. Its content counts, not its name."""
    name = {"name": file["name"]}
    if file.get("problem") == "too_big" or (file.get("size") or 0) > LARGEST_FILE:
        return Refusal("refused-file-too-big", name)
    if file.get("problem") == "empty":
        return Refusal("refused-file-empty", name)
    if problem := file.get("problem"):
        return Refusal(_REFUSALS.get(problem, "refused-file-gone"), name)
    if "any" not in slot.accept and file.get("content") not in slot.accept:
        return Refusal("refused-file-kind", name)
    if slot.max_seconds and file.get("content") in ("video", "audio") and (file.get("seconds") or 0) > slot.max_seconds:
        return Refusal("refused-file-long", {**name, "most": slot.max_seconds})
    return None
