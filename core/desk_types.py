"""What every part of the desk file is made of: its words, keys, numbers and durations, and how a mistake is told.

A field's `description` is the sentence that follows "allowed" when the field is wrong, so it lists what may stand
there. The same sentences reach editors through `Desk.model_json_schema()`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from difflib import get_close_matches
from typing import Annotated, Any, Literal, NoReturn, TypeAlias, cast, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    RootModel,
    StringConstraints,
    ValidationError,
    model_validator,
)
from pydantic_core import InitErrorDetails, PydanticCustomError

from core.duration import ALLOWED as DURATIONS
from core.duration import parse_duration
from core.ticket import State as TicketState

Language: TypeAlias = Literal["en", "it", "ro", "es", "ru", "uk"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
"""The languages the product speaks."""

Priority: TypeAlias = Literal["low", "normal", "high", "urgent"]
PRIORITIES: tuple[Priority, ...] = get_args(Priority)
"""From the one that waits longest to the most pressing."""

STATES: tuple[TicketState, ...] = get_args(TicketState)
"""A ticket's states; a desk's own states behave as one of them."""


# ---------------------------------------------------------------- mistakes


@dataclass(frozen=True, slots=True)
class Fault:
    """A mistake that only this program knows of: where it is, what is allowed there, and what was found
    (None: the value that stands at `path`). Values are never put into `allowed`: they may be secrets."""

    path: tuple[str | int, ...]
    allowed: str
    found: str | None = None


def as_details(faults: Iterable[Fault]) -> list[InitErrorDetails]:
    """Faults as pydantic keeps its own errors; `ctx` carries `allowed` and `found`."""
    return [
        InitErrorDetails(
            type=PydanticCustomError("desk", "allowed: {allowed}", {"allowed": f.allowed, "found": f.found}),
            loc=f.path,
            input=None,
        )
        for f in faults
    ]


def refuse(title: str, faults: Iterable[Fault]) -> NoReturn:
    """Raises pydantic's ValidationError with all the faults. In a validator, their paths go on from the validated value."""
    raise ValidationError.from_exception_data(title, as_details(faults))


def wrong(allowed: str) -> PydanticCustomError:
    """The error a validator of one value raises."""
    return PydanticCustomError("desk", "allowed: {allowed}", {"allowed": allowed, "found": None})


# ---------------------------------------------------------------- parts, texts and keys


class Part(BaseModel):
    """A piece of the desk file: only the keys it names, and it never changes once read."""

    model_config = ConfigDict(extra="forbid", frozen=True)


Text: TypeAlias = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=3000),
    Field(description="a text (a number or a date as a text needs quotes)"),
]

Name: TypeAlias = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,29}$"),
    Field(description="a key of small letters, digits and _, a letter first, at most 30 characters"),
]
"""The key of a slot or a kind: it also names a Rasa slot, a Slack block and entries of the phrase catalogue."""

Key: TypeAlias = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,29}$"),
    Field(description="a key of letters a-z, digits, _ and -, at most 30 characters"),
]
"""The key of anything else. Buttons carry it, and a button carries 64 bytes (Telegram's callback_data)."""


WORDS = "a text, or a text per language such as {en: …, it: …}; numbers need quotes"


class Words(RootModel[Mapping[Language, Text]]):
    """Words that people read, per language. One text in the file means the same words in every language."""

    model_config = ConfigDict(frozen=True, json_schema_extra={"description": WORDS})

    @model_validator(mode="before")
    @classmethod
    def _one_text_for_all(cls, given: Any) -> Any:
        if isinstance(given, str):
            return dict.fromkeys(LANGUAGES, given)
        if not isinstance(given, Mapping) or not given:
            raise wrong(WORDS)
        return given

    @classmethod
    def of(cls, given: str | Mapping[str, str]) -> Words:
        """Words from one text or a text per language. Raises pydantic's ValidationError."""
        return cls.model_validate(given)

    def in_(self, language: str, fallback: str) -> str:
        """The words in `language`; where there are none in `fallback`; else in the first language given."""
        texts = cast(Mapping[str, str], self.root)
        return texts.get(language) or texts.get(fallback) or next(iter(texts.values()))


# ---------------------------------------------------------------- numbers, durations, ids


def _no_bool(given: Any) -> Any:
    if isinstance(given, bool):  # Python and pydantic take true for 1
        raise wrong("a number")
    return given


Whole: TypeAlias = Annotated[int, BeforeValidator(_no_bool), Field(description="a whole number")]


def _duration(given: Any) -> timedelta:
    if isinstance(given, timedelta):
        return given
    if not isinstance(given, str):
        raise wrong(DURATIONS)
    try:
        return parse_duration(given)
    except ValueError as problem:
        raise wrong(str(problem)) from None


def _some_time(span: timedelta) -> timedelta:
    if not span:
        raise wrong("more than nothing")
    return span


Duration: TypeAlias = Annotated[timedelta, BeforeValidator(_duration), Field(description=DURATIONS)]
"""A span of time; nothing (0s) is one too."""

SomeTime: TypeAlias = Annotated[
    timedelta,
    BeforeValidator(lambda given: _some_time(_duration(given))),
    Field(description=DURATIONS, json_schema_extra={"not": {"pattern": r"^\s*0+(\.0+)?[smhdw]\s*$"}}),
]
"""A span of time longer than nothing."""


def _zone(given: Any) -> ZoneInfo:
    if isinstance(given, ZoneInfo):
        return given
    try:
        return ZoneInfo(given)
    except (ZoneInfoNotFoundError, ValueError, TypeError, OSError):  # OSError: "Europe" alone is a folder
        near = get_close_matches(str(given), available_timezones(), n=1)
        hint = f" (did you mean {near[0]}?)" if near else ""
        raise wrong(f"a time zone of the IANA list, for example Europe/Rome{hint}") from None


Zone: TypeAlias = Annotated[ZoneInfo, BeforeValidator(_zone)]
"""A time zone by its name in the IANA list."""


def _as_text(given: Any) -> Any:
    """Ids may be numbers in the file; inside the program they are opaque text."""
    return str(given) if isinstance(given, int) and not isinstance(given, bool) else given


_ALSO_A_NUMBER: dict[str, Any] = {"type": ["string", "integer"]}

SlackChannel: TypeAlias = Annotated[
    str,
    StringConstraints(pattern=r"^[CGD][A-Z0-9_]{2,}$"),
    BeforeValidator(_as_text),
    Field(description="a Slack channel's id, for example C0123ABCDEF (Slack: channel details, at the bottom)"),
]
TelegramChat: TypeAlias = Annotated[
    str,
    StringConstraints(pattern=r"^-?[0-9]{1,20}$"),
    BeforeValidator(_as_text),
    Field(description="a Telegram chat's numeric id, for example -1001234567890", json_schema_extra=_ALSO_A_NUMBER),
]
PersonId: TypeAlias = Annotated[
    str,
    StringConstraints(pattern=r"^([UW][A-Z0-9_]{2,}|[0-9]{1,20})$"),
    BeforeValidator(_as_text),
    Field(description="a person's Slack id (U0123ABCDEF) or numeric Telegram id", json_schema_extra=_ALSO_A_NUMBER),
]
Email: TypeAlias = Annotated[
    str,
    StringConstraints(pattern=r"^[^@\s,;<>]+@[^@\s,;<>]+$", max_length=254),
    Field(description="an e-mail address"),
]
