"""Acts as plain data, for a delivery's row, and back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import MISSING, asdict, fields
from operator import attrgetter
from typing import Any

from core.files import file_data
from core.forms import form_from_json
from core.messages import (
    Act,
    Button,
    Change,
    KeptFile,
    Mail,
    Open,
    Publish,
    React,
    Remove,
    Rename,
    Rows,
    Say,
    Target,
    Whisper,
)
from core.page import page_from_json, page_to_json
from core.text import Format, Span, Style

_ACTS: dict[str, type[Any]] = {
    kind.__name__: kind for kind in (Say, Change, Remove, React, Whisper, Rename, Mail, Open, Publish)
}


REACTIONS = ("shown", "gone")
"""The fields of an act that hold emoji."""


def act_to_json(act: Act) -> dict[str, Any]:
    """As plain data for a delivery's row; what has its default is left out."""
    kind = type(act)
    out: dict[str, Any] = {"is": kind.__name__}
    fields_, values = _FIELDS[kind]
    for (name, default, convert), value in zip(fields_, values(act), strict=True):
        if value is not default and value != default:
            out[name] = convert(value) if convert else value
    return out


def act_from_json(data: dict[str, Any]) -> Act:
    """The act that `act_to_json` made this data of."""
    given = {name: (_FROM_JSON[name](value) if name in _FROM_JSON else value) for name, value in data.items()}
    kind = _ACTS[given.pop("is")]
    if kind is Say and "file" in given:  # as rows had it while a message had one file at most
        given["files"] = (given.pop("file"),)
    act: Act = kind(**given)
    return act


def _spans_to_json(spans: Sequence[Span]) -> list[Any]:
    return [span[:3] if span[2] else span[:2] for span in spans]


def _spans_from_json(spans: Iterable[Sequence[Any]]) -> tuple[Span, ...]:
    return tuple([_span_from_json(*span) for span in spans])


def _span_from_json(words: str, style: Style, formats: Sequence[Sequence[str]] = ()) -> Span:
    return Span(words, style, tuple([_format_from_json(*one) for one in formats]) if formats else ())


def _format_from_json(kind: str, argument: str) -> Format:
    return kind, argument


def _rows_to_json(rows: Rows) -> list[list[list[str]]]:
    return [[[button.label, button.data, button.style] for button in row] for row in rows]


def _rows_from_json(rows: Iterable[Iterable[Sequence[Any]]]) -> Rows:
    return tuple([tuple([Button(*button) for button in row]) for row in rows])


def _files_from_json(files: Iterable[dict[str, Any]]) -> tuple[KeptFile, ...]:
    return tuple([KeptFile(**file) for file in files])


def _target_from_json(target: dict[str, Any]) -> Target:
    return Target(**target)


_TARGETS = ("target", "reply_to", "under")

_TO_JSON: dict[str, Callable[[Any], Any]] = {
    "text": _spans_to_json,
    "buttons": _rows_to_json,
    "files": lambda files: [file_data(file) for file in files],
    "file": file_data,
    "form": asdict,
    "page": page_to_json,
    **dict.fromkeys(REACTIONS, list),
    **dict.fromkeys(_TARGETS, lambda target: {"delivery": target.delivery, "message": target.message}),
}
"""By a field's name, whatever act it is in: those that are no plain data."""


def _fields(kind: type[Any]) -> tuple[list[tuple[str, Any, Callable[[Any], Any] | None]], Callable[[Any], Any]]:
    """What an act holds, each with its default (None also where there is none) and how it is made plain; and all its values
    at once."""
    found = [(one.name, None if one.default is MISSING else one.default) for one in fields(kind)]
    names = [name for name, _ in found]
    values = attrgetter(*names) if len(names) > 1 else lambda act: (getattr(act, names[0]),)
    return [(name, default, _TO_JSON.get(name)) for name, default in found], values


_FIELDS = {kind: _fields(kind) for kind in _ACTS.values()}

_FROM_JSON: dict[str, Callable[[Any], Any]] = {
    "text": _spans_from_json,
    "buttons": _rows_from_json,
    "files": _files_from_json,
    "file": lambda file: KeptFile(**file),
    "form": form_from_json,
    "page": page_from_json,
    **dict.fromkeys(REACTIONS, tuple),
    **dict.fromkeys(_TARGETS, _target_from_json),
}


def about(act: Act) -> Target | None:
    """The earlier message that an act concerns: what it changes, replies to, or stands under."""
    if isinstance(act, Say):
        return act.under if act.reply_to is None else act.reply_to
    if isinstance(act, Change):
        return act.target
    return getattr(act, "target", None) or getattr(act, "reply_to", None)
