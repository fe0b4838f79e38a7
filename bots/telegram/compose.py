"""Our acts in the Bot API's words: texts with entities, keyboards, the method for a file."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from core.files import KeptFile, Look, look
from core.messages import Rows
from core.text import Span, Text, bold, text, units

Json = dict[str, Any]

TEXT: Final = 4096
"""The longest message text, in UTF-16 units (core.telegram.org/bots/api#sendmessage)."""

CAPTION: Final = 1024
"""The longest caption."""

AUTHOR: Final = 64
DOUBT: Final = 100
EXTRA: Final = AUTHOR + DOUBT + 2
"""What the author's line and the line of a second sending may take beside the words, with their line breaks."""

PHOTO_BYTES: Final = 10_000_000
UPLOAD_BYTES: Final = 50_000_000
"""The most a bot may upload (core.telegram.org/bots/api#sending-files: 10 MB for photos, 50 MB for others)."""

TOGETHER: Final = 10
"""The most messages of an album (core.telegram.org/bots/api#sendmediagroup)."""

_STYLES = {"bold": "bold", "italic": "italic", "strike": "strikethrough", "code": "code"}

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
    said, at = "", 0
    for part, style in value:
        kind: Json = {"type": _STYLES[style]} if style in _STYLES else {}
        if style == "mention":
            id, _, part = part.partition(" ")
            kind = {"type": "text_mention", "user": {"id": int(id), "is_bot": False, "first_name": part}}
        length = units(part)
        if kind:
            entities.append({**kind, "offset": at, "length": length})
        said, at = said + part, at + length
    if at > limit:
        raise ValueError(f"{at} units of text where Telegram takes {limit}")
    return Words(said, entities)


def keyboard(rows: Rows) -> Json:
    """Inline buttons."""
    return {
        "inline_keyboard": [
            [
                {"text": button.label, "callback_data": button.data} | ({"style": button.style} if button.style else {})
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
