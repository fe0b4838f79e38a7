"""Slots: what a form may ask. Six are built in; a desk file changes them or adds its own."""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal, TypeAlias, get_args

from pydantic import BeforeValidator, Field, model_validator
from pydantic.json_schema import SkipJsonSchema

from core.desk_types import LANGUAGES, Fault, Key, Name, Part, Text, Whole, Words, refuse, wrong

SlotType: TypeAlias = Literal["line", "text", "choice", "number", "date", "files", "secret"]
Accept: TypeAlias = Literal["image", "video", "audio", "text", "pdf", "any"]
TYPES: tuple[SlotType, ...] = get_args(SlotType)

BUILT_IN: Mapping[str, Mapping[str, Any]] = {
    "subsystem": {"type": "choice"},
    "area": {"type": "choice"},
    "topic": {"type": "line", "max_length": 80, "headline": True},
    "description": {"type": "text"},
    "steps": {"type": "text"},
    "expected_result": {"type": "text"},
    "screenshot": {"type": "files"},
}
"""The slots that need no entry in a desk file (`area` comes with `subsystem`). Their `ask`, `hint` and `name` stand in
the phrase catalogue as `slot-<key>-ask`, `-hint` and `-name`."""

BY_TYPE: Mapping[str, Mapping[str, Any]] = {
    "line": {"max_length": 200},
    "text": {"max_length": 4000},  # what one Telegram message holds (4096), rounded down
    "secret": {"max_length": 1000},
}
"""What a slot has by its type where neither the desk file nor the built-in slot says otherwise."""

FITS: Mapping[str, tuple[SlotType, ...]] = {
    "max_length": ("line", "text", "secret"),
    "min_length": ("line", "text", "secret"),
    "headline": ("line", "text"),
    "pattern": ("line", "secret"),
    "options": ("choice",),
    "min": ("number",),
    "max": ("number",),
    "accept": ("files",),
    "most": ("files",),
    "max_seconds": ("files",),
}
"""The types of slot that a key means something for; the keys not named here go with every type."""


class Option(Part):
    """One thing to choose. `areas` (key and words) narrow a subsystem down.

    In the file an option that has nothing but its name may be written as the name itself: `web: Web app`.
    """

    name: Words
    areas: Mapping[Key, Words] = Field(default={}, description="areas, each a key with its name: {invoices: {en: …}}")

    @model_validator(mode="before")
    @classmethod
    def _just_a_name(cls, given: Any) -> Any:
        only_languages = isinstance(given, Mapping) and given and all(key in LANGUAGES for key in given)
        return {"name": given} if isinstance(given, str) or only_languages else given


class When(Part):
    """A slot is asked only when an earlier one has a certain answer. In the file `when: {slot: value}`."""

    slot: Name
    equals: Text

    @model_validator(mode="before")
    @classmethod
    def _one_pair(cls, given: Any) -> Any:
        if isinstance(given, Mapping) and len(given) == 1:
            slot, value = next(iter(given.items()))
            if isinstance(value, (str, int, float)) and not isinstance(value, bool) and str(value).strip():
                return {"slot": slot, "equals": str(value)}
        raise wrong("one slot and one value, for example {subsystem: erp}")

    def holds(self, answers: Mapping[str, object]) -> bool:
        """Whether the answers so far (slot key to value; a choice's value is its option's key) fulfil it."""
        return str(answers.get(self.slot)) == self.equals


def _regex(given: Any) -> Any:
    try:
        with warnings.catch_warnings(
            action="ignore", category=FutureWarning
        ):  # Python's plans for [[ don't matter here
            re.compile(given if isinstance(given, str) else "(")  # what is no text is refused with the same words
    except (re.error, OverflowError, RecursionError):
        raise wrong(
            "a regular expression in quotes, for example '[A-Z]{2}-\\d+'; it must fit the whole answer"
        ) from None
    return given


def _number(given: Any) -> Any:
    if isinstance(given, bool):
        raise wrong("a number")
    return given


Number: TypeAlias = Annotated[Decimal, BeforeValidator(_number), Field(description="a number")]
Length: TypeAlias = Annotated[Whole, Field(ge=1, le=20000, description="a whole number from 1 to 20000, in characters")]


class Slot(Part):
    """One answer of a form, complete: what the desk file says, over the built-in slot, over what its type has.

    ask, hint, name: words, or None where the catalogue's stand in (built-in slots) or there is no hint (own slots)
    max_length, min_length: characters; line 200, text 4000, secret 1000, `topic` 80 unless said; at least 1
    headline: shouting gets friendly advice and is asked again once; True for `topic`, else False unless said
    pattern: a regular expression that must fit the whole answer (`re.fullmatch`)
    options: a choice's, in their order; those of `subsystem` are the desk's `subsystems`
    min, max: a number's bounds, both allowed
    accept, most, max_seconds: which files by their content, how many, how long sound and video may be (seconds)
    when: asked only if this holds
    """

    key: SkipJsonSchema[str]
    type: SlotType
    ask: Words | None = None
    hint: Words | None = None
    name: Words | None = None
    max_length: Length | None = None
    min_length: Length = 1
    headline: bool = Field(default=False, description="true or false")
    pattern: Annotated[Text, BeforeValidator(_regex)] | None = None
    options: Mapping[Key, Option] = Field(
        default={}, description="options, each a key with its name: {mobile: {name: …}}"
    )
    min: Number | None = None
    max: Number | None = None
    accept: tuple[Accept, ...] = Field(
        default=("any",), min_length=1, description="a list of image, video, audio, text, pdf, any"
    )
    most: Whole = Field(default=1, ge=1, le=50, description="a whole number from 1 to 50")
    max_seconds: Whole | None = Field(default=None, ge=1, le=86400, description="a whole number of seconds, 1 to 86400")
    when: When | None = None

    @model_validator(mode="after")
    def _whole(self) -> Slot:
        faults = []
        if self.max_length is not None and self.min_length > self.max_length:
            faults.append(Fault(("min_length",), "at most max_length"))
        if self.min is not None and self.max is not None and self.min > self.max:
            faults.append(Fault(("max",), "at least min"))
        if self.type == "choice" and not self.options and self.key not in ("subsystem", "area"):
            faults.append(Fault(("options",), "options, each a key with its name: {mobile: {name: …}}"))
        if self.ask is None and not self.built_in:
            faults.append(Fault(("ask",), "the question: a text, or a text per language"))
        if faults:
            refuse("Slot", faults)
        return self

    @property
    def built_in(self) -> bool:
        """Whether the catalogue has words for this slot."""
        return self.key in BUILT_IN


def completed(given: object) -> object:
    """The file's `slots` with every built-in slot in it and the defaults filled in; what is no slot stays as it is."""
    if not isinstance(given, Mapping):
        return given
    return {key: _complete(key, given.get(key, {})) for key in (*BUILT_IN, *(k for k in given if k not in BUILT_IN))}


def _complete(key: object, given: object) -> object:
    if not isinstance(given, Mapping):
        return given
    built_in = BUILT_IN.get(str(key), {})
    kind = given.get("type", built_in.get("type"))
    base: dict[str, Any] = {**BY_TYPE[kind]} if isinstance(kind, str) and kind in BY_TYPE else {}
    if kind == built_in.get("type"):
        base |= built_in
    if not built_in:
        base["name"] = str(key).replace("_", " ").capitalize()
    return {**base, **given, "key": key}
