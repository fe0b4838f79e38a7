"""Acts as plain data, for a delivery's row, and back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from core.files import file_data
from core.forms import Form, form_from_json
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
    flat,
)
from core.page import Page, page_from_json, page_to_json
from core.text import Span, Style

_ACTS: dict[str, type[Any]] = {
    kind.__name__: kind for kind in (Say, Change, Remove, React, Whisper, Rename, Mail, Open, Publish)
}


REACTIONS = ("shown", "gone")
"""The fields of an act that hold emoji."""


def act_to_json(act: Act) -> dict[str, Any]:
    """As plain data for a delivery's row; what has its default is left out."""
    out: dict[str, Any] = {"is": type(act).__name__}
    for name in act.__slots__:
        value = getattr(act, name)
        if isinstance(value, Target):
            out[name] = flat(value)
        elif isinstance(value, KeptFile):
            out[name] = file_data(value)
        elif name == "files":
            if value:
                out[name] = [file_data(file) for file in value]
        elif isinstance(value, Form):
            out[name] = asdict(value)
        elif isinstance(value, Page):
            out[name] = page_to_json(value)
        elif isinstance(value, tuple):
            if value:
                out[name] = _tuple_to_json(name, value)
            elif name == "text" and isinstance(act, Change):
                out[name] = []
        elif value not in (None, False):  # nor 0
            out[name] = value
    return out


def act_from_json(data: dict[str, Any]) -> Act:
    """The act that `act_to_json` made this data of."""
    fields = dict(data)
    kind = _ACTS[fields.pop("is")]
    if "text" in fields:
        fields["text"] = tuple(_span_from_json(*span) for span in fields["text"])
    if "buttons" in fields:
        fields["buttons"] = tuple(tuple(Button(*button) for button in row) for row in fields["buttons"])
    for name in REACTIONS:
        if name in fields:
            fields[name] = tuple(fields[name])
    for name in ("target", "reply_to", "under"):
        if name in fields:
            fields[name] = Target(**fields[name])
    if "file" in fields:
        fields["file"] = KeptFile(**fields["file"])
        if kind is Say:  # as rows had it while a message had one file at most
            fields["files"] = [fields.pop("file")]
    if "files" in fields:
        fields["files"] = tuple(file if isinstance(file, KeptFile) else KeptFile(**file) for file in fields["files"])
    if "form" in fields:
        fields["form"] = form_from_json(fields["form"])
    if "page" in fields:
        fields["page"] = page_from_json(fields["page"])
    act: Act = kind(**fields)
    return act


def _span_to_json(span: Span) -> list[Any]:
    return list(span) if span.formats else [span.words, span.style]


def _span_from_json(words: str, style: Style, formats: Sequence[Sequence[str]] = ()) -> Span:
    return Span(words, style, tuple([(kind, argument) for kind, argument in formats]))


def _tuple_to_json(name: str, value: Any) -> list[Any]:
    if name in REACTIONS:
        return list(value)
    return _rows_to_json(value) if name == "buttons" else [_span_to_json(span) for span in value]


def _rows_to_json(rows: Rows) -> list[list[list[str]]]:
    return [[[button.label, button.data, button.style] for button in row] for row in rows]


def about(act: Act) -> Target | None:
    """The earlier message that an act concerns: what it changes, replies to, or stands under."""
    if isinstance(act, Say):
        return act.under if act.reply_to is None else act.reply_to
    return getattr(act, "target", None) or getattr(act, "reply_to", None)
