"""How the words of a Telegram message look: its entities, and what a rich message is made of, as core's marks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from telegram import MessageEntity

from bots.telegram.compose import FORMATS
from core.marks import Mark, Marked, Marks, joined, link, stripped, tidy, under

_KINDS = {theirs: ours for ours, theirs in FORMATS.items()}
"""The other kinds (addresses, mentions, custom emoji …) are seen in the words themselves."""

# A rich message's own names where they differ (core.telegram.org/bots/api#richtext, #richblock).
_RICH_KINDS = {"heading": "bold", "section_heading": "bold", "marked": "bold", "pullquote": "quote"}
_RICH_WORDS = ("label", "text", "summary", "expression", "alternative_text", "button")
_RICH_BLOCKS = ("blocks", "items", "cells", "caption", "credit")


def marks(text: str, entities: Sequence[MessageEntity]) -> Marks:
    """The marks that entities make, which count in UTF-16 units."""
    if not entities:
        return ()
    at = _characters(text)
    return tidy(
        text,
        [
            Mark(_KINDS[entity.type], at(entity.offset), at(entity.offset + entity.length), _argument(entity))
            for entity in entities
            if entity.type in _KINDS
        ],
    )


def _argument(entity: MessageEntity) -> str:
    return (entity.url or "") if entity.type == "text_link" else (entity.language or "")


def _characters(text: str) -> Any:
    """A function from UTF-16 units to characters."""
    if all(char <= "\uffff" for char in text):
        return int
    table: list[int] = []
    for index, char in enumerate(text):
        table += [index, index] if char > "\uffff" else [index]
    return lambda unit: table[unit] if 0 <= unit < len(table) else len(text)


def rich(value: object) -> Marked:
    """The words of a rich message (Bot API 10.1) with their marks."""
    return stripped(*_rich(value))


def _rich(value: object) -> Marked:
    """A rich text or block, whatever its kind; of an unknown one what is found in the usual places."""
    if isinstance(value, str):
        return value, ()
    if isinstance(value, list):
        return joined(map(_rich, value))
    if not isinstance(value, Mapping):
        return "", ()
    parts = [joined(_rich(value[key]) for key in _RICH_WORDS if key in value)]
    for key in _RICH_BLOCKS:
        inner = value.get(key)
        parts.extend(map(_rich, inner if isinstance(inner, list) else [inner]))
    # A list's item carries its number beside its blocks.
    number = parts.pop(0) if "label" in value else ("", ())
    return _marked(value, joined([number, joined((part for part in parts if part[0]), "\n")]))


def _marked(value: Mapping[str, Any], words: Marked) -> Marked:
    kind = str(value.get("type", ""))
    if kind == "url" and isinstance(address := value.get("url"), str):
        return link(words, address)
    mark = _KINDS.get(kind) or _RICH_KINDS.get(kind)
    return under(mark, words, str(value.get("language") or "")) if mark else words
