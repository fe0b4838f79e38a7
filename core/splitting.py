"""Long texts in parts."""

from __future__ import annotations

import unicodedata

from core.text import Span, Text, plain, text, units

_JOINER = "\u200d"
_WHOLE = ("link", "code", "pre")
"""What people made look so is not cut where another place is near."""


def split(value: Text, limit: int) -> list[Text]:
    """Cuts a text into parts of at most `limit` UTF-16 units, at a line, a sentence or a word where there is one.

    Nothing is dropped but the blank at a cut. A character outside the basic plane is never cut in two, an emoji of several
    not either. What looked so before a cut looks so after it: a block of code is closed and opened again.
    """
    parts: list[Text] = []
    rest = value
    while units(words := plain(rest)) > limit:
        head, rest = _cut(rest, _place_to_cut(words, limit, _whole(rest)))
        parts.append(head)
    if rest or not parts:
        parts.append(rest)
    return parts


def _whole(value: Text) -> list[tuple[int, int]]:
    """From where to where the words should stay together."""
    found: list[tuple[int, int]] = []
    at, before = 0, None
    for span in value:
        kept = next((one for one in span.formats if one[0] in _WHOLE), None)
        if kept and kept == before:
            found[-1] = (found[-1][0], at + len(span.words))
        elif kept:
            found.append((at, at + len(span.words)))
        at, before = at + len(span.words), kept
    return found


def _place_to_cut(words: str, limit: int, whole: list[tuple[int, int]]) -> int:
    """How many characters go into the first part."""
    room = _room(words, limit)
    for start, end in whole:
        if max(room // 2, 1) <= start < room < end:
            return start
    for mark in ("\n", ". ", "! ", "? ", " "):
        at = words.rfind(mark, room // 2, room)
        while at >= 0 and mark != "\n" and _within(at + len(mark), whole):
            at = words.rfind(mark, room // 2, at)
        if at >= 0:
            return at + len(mark)
    while room > 1 and _clings(words, room):
        room -= 1
    return room


def _room(words: str, limit: int) -> int:
    room, used = 0, 0
    for char in words:
        used += 2 if ord(char) > 0xFFFF else 1
        if used > limit:
            break
        room += 1
    return room


def _within(at: int, whole: list[tuple[int, int]]) -> bool:
    return any(start < at < end for start, end in whole)


def _clings(words: str, at: int) -> bool:
    """Whether the characters on both sides of this place are seen as one."""
    before, after = words[at - 1], words[at]
    if _is_flag(after):
        return (at - next((n for n in range(at, 0, -1) if not _is_flag(words[n - 1])), 0)) % 2 == 1
    is_toned = "\U0001f3fb" <= after <= "\U0001f3ff"
    return _JOINER in (before, after) or is_toned or unicodedata.category(after) in ("Mn", "Me")


def _is_flag(char: str) -> bool:
    """Half of a flag: these stand in twos."""
    return "\U0001f1e6" <= char <= "\U0001f1ff"


def _cut(value: Text, at: int) -> tuple[Text, Text]:
    head: list[Span] = []
    rest: list[Span] = []
    for span in value:
        if at >= len(span.words):
            head.append(span)
        else:
            head.append(span._replace(words=span.words[: max(at, 0)]))
            rest.append(span._replace(words=span.words[max(at, 0) :]))
        at -= len(span.words)
    return _stripped_end(text(*head)), text(*rest)


def _stripped_end(value: Text) -> Text:
    if value and value[-1].words != (stripped := value[-1].words.rstrip()):
        return text(*value[:-1], value[-1]._replace(words=stripped))
    return value
