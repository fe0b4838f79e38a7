"""A form: several questions put at once, for channels that can show one. No platform is named here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

FieldType: TypeAlias = Literal["line", "text", "choice", "number", "date", "files", "secret"]


@dataclass(frozen=True, slots=True)
class Field:
    """One question. `key` is the slot's; `options`: key and label of each; `value`: what stands there at first (never a
    secret). `redraws`: what is chosen here changes what else is asked. `variant`: with another one it is another question,
    and what was answered to the former is not kept."""

    key: str
    type: FieldType
    label: str
    hint: str = ""
    options: tuple[tuple[str, str], ...] = ()
    value: str = ""
    optional: bool = False
    longest: int | None = None
    most: int = 1
    redraws: bool = False
    variant: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """`data` comes back with whatever is done with it; `notes` are lines above the questions."""

    title: str
    send: str
    close: str
    data: str
    fields: tuple[Field, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Faults:
    """Why a form that was sent can't be taken: field -> what is allowed."""

    fields: dict[str, str]


Answer: TypeAlias = Form | Faults | None
"""What somebody who sent a form sees: another one in its place, what is wrong in it, or (None) that it is gone."""


def form_from_json(data: dict[str, Any]) -> Form:
    """The form that `dataclasses.asdict` made this data of."""
    fields = tuple(
        Field(**{**field, "options": tuple((key, label) for key, label in field["options"])})
        for field in data["fields"]
    )
    return Form(**{**data, "fields": fields, "notes": tuple(data["notes"])})
