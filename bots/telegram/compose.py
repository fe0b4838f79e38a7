"""Our acts in the Bot API's words: texts with entities, keyboards, the method for a file."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from core.files import KeptFile, Look, look
from core.messages import Rows
from core.text import Format, Span, Text, bold, text, units

Json = dict[str, Any]

TEXT: Final = 4096
"""The longest message text, in UTF-16 units (core.telegram.org/bots/api#sendmessage)."""

CAPTION: Final = 1024
"""The longest caption."""

ENTITIES: Final = 100
"""Telegram takes no more of them with one message and lets the rest go (core.telegram.org/bots/api#messageentity)."""

AUTHOR: Final = 64
DOUBT: Final = 100
EXTRA: Final = AUTHOR + DOUBT + 2
"""What the author's line and the line of a second sending may take beside the words, with their line breaks."""

PHOTO_BYTES: Final = 10_000_000
UPLOAD_BYTES: Final = 50_000_000
"""The most a bot may upload (core.telegram.org/bots/api#sending-files: 10 MB for photos, 50 MB for others)."""

TOGETHER: Final = 10
"""The most messages of an album (core.telegram.org/bots/api#sendmediagroup)."""

_STYLES = {
    "bold": "bold",
    "italic": "italic",
    "strike": "strikethrough",
    "code": "code",
}

FORMATS = {
    "bold": "bold",
    "italic": "italic",
    "underline": "underline",
    "strike": "strikethrough",
    "spoiler": "spoiler",
    "code": "code",
    "pre": "pre",
    "link": "text_link",
    "quote": "blockquote",
    "folded": "expandable_blockquote",
}
"""How Telegram calls what people make their words look like."""
_ARGUMENTS = {"link": "url", "pre": "language"}

_METHODS: dict[Look, tuple[str, str]] = {
    "picture": ("sendPhoto", "photo"),
    "video": ("sendVideo", "video"),
    "animation": ("sendAnimation", "animation"),
    "voice": ("sendVoice", "voice"),
    "audio": ("sendAudio", "audio"),
    "document": ("sendDocument", "document"),
}


class Words(NamedTuple):
    """A text and its formatting, as Telegram takes them."""

    text: str
    entities: list[Json]


def signed(value: Text, author: str | None, doubt: str | None = None) -> Text:
    """The words under their author's name, and above the line that says they may have come twice."""
    if not author and not doubt:
        return value
    above = (bold(_short(author, AUTHOR)), Span("\n")) if author and value else (bold(_short(author or "", AUTHOR)),)
    below = (Span("\n" + _short(doubt, DOUBT)),) if doubt else ()
    return text(above, value, below)


def words(value: Text, limit: int) -> Words:
    """The text with entities counted in UTF-16 units. Raises ValueError when it is longer than `limit` units."""
    entities: list[Json] = []
    last: dict[Format, Json] = {}
    said, at = "", 0
    for part, style, formats in value:
        if style == "mention":
            id, _, part = part.partition(" ")
        length = units(part)
        if style == "mention":
            who = {"id": int(id), "is_bot": False, "first_name": part}
            entities.append({"type": "text_mention", "user": who, "offset": at, "length": length})
        elif style in _STYLES:
            entities.append({"type": _STYLES[style], "offset": at, "length": length})
        if formats and part:
            _people_s(_together(formats), at, length, last, entities)
        said, at = said + part, at + length
    if at > limit:
        raise ValueError(f"{at} units of text where Telegram takes {limit}")
    if last:  # ours come in order; people's hold one another
        entities.sort(key=_order)
    return Words(said, entities[:ENTITIES])


def _people_s(formats: list[Format], at: int, length: int, last: dict[Format, Json], entities: list[Json]) -> None:
    """How people made a run look. What goes on from the run before is one entity with it. `last`: the last one of each."""
    for one in formats:
        if (before := last.get(one)) and before["offset"] + before["length"] == at:
            before["length"] += length
            continue
        kind, argument = one
        last[one] = {"type": FORMATS[kind], "offset": at, "length": length}
        if argument and kind in _ARGUMENTS:
            last[one][_ARGUMENTS[kind]] = argument
        entities.append(last[one])


def _together(formats: tuple[Format, ...]) -> list[Format]:
    """What Telegram lets stand together: nothing in code but a quote around it; a link's address is worth more than that
    its words are code."""
    kinds = {kind for kind, _ in formats}
    if "link" in kinds:
        return [one for one in formats if one[0] not in ("code", "pre")]
    if "pre" in kinds or "code" in kinds:
        code = "pre" if "pre" in kinds else "code"
        return [one for one in formats if one[0] in (code, "quote", "folded")]
    return list(formats)


def _order(entity: Json) -> tuple[int, int]:
    return entity["offset"], -entity["length"]


def keyboard(rows: Rows) -> Json:
    """Inline buttons."""
    return {
        "inline_keyboard": [
            [
                {"text": button.label, "callback_data": button.data, "style": button.style}
                if button.style
                else {"text": button.label, "callback_data": button.data}
                for button in row
            ]
            for row in rows
        ]
    }


def file_method(file: KeptFile) -> tuple[str, str]:
    """The method that sends a file and its parameter's name, by what the file really is."""
    return _METHODS[look(file, PHOTO_BYTES)]


def file_name(name: str) -> str:
    """A name that can stand in a form's header: no control characters, quotes or path."""
    clean = "".join("_" if char in '"\\/' or not char.isprintable() else char for char in name).strip()
    return clean or "file"


def _short(words: str, most: int) -> str:
    """At most so many units, with the sign of a cut."""
    if units(words) <= most:
        return words
    while units(words) > most - 1:
        words = words[:-1]
    return words + "…"
