"""Acts as plain data, for a delivery's row, and back."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from core.forms import Form, form_from_json
from core.messages import (
    Act,
    Button,
    Change,
    KeptFile,
    Mail,
    Open,
    React,
    Remove,
    Rename,
    Rows,
    Say,
    Target,
    Whisper,
    flat,
)
from core.text import Span

_ACTS: dict[str, type[Any]] = {
    kind.__name__: kind for kind in (Say, Change, Remove, React, Whisper, Rename, Mail, Open)
}


REACTIONS = ("shown", "gone")
"""The fields of an act that hold emoji."""


def act_to_json(act: Act) -> dict[str, Any]:
    """As plain data for a delivery's row; what has its default is left out."""
    out: dict[str, Any] = {"is": type(act).__name__}
    for name in act.__slots__:
        value = getattr(act, name)
        if isinstance(value, (Target, KeptFile)):
            out[name] = flat(value)
        elif isinstance(value, Form):
            out[name] = asdict(value)
        elif isinstance(value, tuple):
            if value:
                out[name] = _tuple_to_json(name, value)
            elif name == "text" and isinstance(act, Change):
                out[name] = []
        elif value is not None and value is not False:
            out[name] = value
    return out


def act_from_json(data: dict[str, Any]) -> Act:
    """The act that `act_to_json` made this data of."""
    fields = dict(data)
    kind = _ACTS[fields.pop("is")]
    if "text" in fields:
        fields["text"] = tuple(Span(*span) for span in fields["text"])
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
    if "form" in fields:
        fields["form"] = form_from_json(fields["form"])
    act: Act = kind(**fields)
    return act


def _tuple_to_json(name: str, value: Any) -> list[Any]:
    if name in REACTIONS:
        return list(value)
    return _rows_to_json(value) if name == "buttons" else [[words, style] for words, style in value]


def _rows_to_json(rows: Rows) -> list[list[list[str]]]:
    return [[[button.label, button.data, button.style] for button in row] for row in rows]


def about(act: Act) -> Target | None:
    """The earlier message that an act concerns: what it changes, replies to, or stands under."""
    if isinstance(act, Say):
        return act.under if act.reply_to is None else act.reply_to
    return getattr(act, "target", None) or getattr(act, "reply_to", None)
