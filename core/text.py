"""Text with a little formatting, as every channel can show it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple, TypeAlias

Style: TypeAlias = Literal["", "bold", "italic", "strike", "code", "mention", "sealed"]
"""`sealed` is no way to look: the words are a sealed secret, opened only while they are sent (`core/sealing.py`). No channel
knows this style, so that none can show what was not opened."""


class Span(NamedTuple):
    """A run of text in one style. The words are literal: a channel escapes whatever its platform would read as markup."""

    words: str
    style: Style = ""


Text: TypeAlias = tuple[Span, ...]


def text(*parts: str | Span | Text) -> Text:
    """One text of plain strings, spans and other texts, in their order. Empty parts vanish."""
    spans: list[Span] = []
    for part in parts:
        if isinstance(part, str):
            if part:
                spans.append(Span(part))
        elif isinstance(part, Span):
            if part.words:
                spans.append(part)
        else:
            spans.extend([span for span in part if span.words])
    return tuple(spans)


def bold(words: str) -> Span:
    return Span(words, "bold")


def italic(words: str) -> Span:
    return Span(words, "italic")


def mention(id: str, name: str) -> Span:
    """Somebody, so that the platform tells them of it. The words are their id there and, after a blank, their name."""
    return Span(f"{id} {name}", "mention")


def strike(words: str) -> Span:
    return Span(words, "strike")


def plain(value: Text) -> str:
    """The words alone."""
    return "".join(span.words for span in value)


def lines(parts: Iterable[Text | Span | str | None]) -> Text:
    """The parts below each other; None and empty ones take no line."""
    out: list[Span] = []
    for part in parts:
        line = text(part) if part else ()
        if not line:
            continue
        if out:
            out.append(Span("\n"))
        out.extend(line)
    return tuple(out)


def units(words: str) -> int:
    """The length as Telegram counts it, in UTF-16 code units (core.telegram.org/bots/api#messageentity)."""
    return len(words) if words.isascii() else len(words.encode("utf-16-le", "surrogatepass")) // 2


def shortened(words_: str, most: int) -> str:
    """At most so many characters, with the sign of a cut."""
    return words_ if units(words_) <= most else words_[: most - 1].rstrip() + "…"


def split(value: Text, limit: int) -> list[Text]:
    """Cuts a text into parts of at most `limit` UTF-16 units, at a line, a sentence or a word where there is one.

    Nothing is dropped but the blank at a cut. A character outside the basic plane is never cut in two.
    """
    parts: list[Text] = []
    rest = value
    while units(plain(rest)) > limit:
        head, rest = _cut(rest, _place_to_cut(plain(rest), limit))
        parts.append(head)
    if rest or not parts:
        parts.append(rest)
    return parts


def _place_to_cut(words: str, limit: int) -> int:
    """How many characters go into the first part."""
    room, used = 0, 0
    for char in words:
        used += 2 if ord(char) > 0xFFFF else 1
        if used > limit:
            break
        room += 1
    for mark in ("\n", ". ", "! ", "? ", " "):
        at = words.rfind(mark, room // 2, room)
        if at >= 0:
            return at + len(mark)
    return room


def _cut(value: Text, at: int) -> tuple[Text, Text]:
    head: list[Span] = []
    rest: list[Span] = []
    for words, style in value:
        if at >= len(words):
            head.append(Span(words, style))
        else:
            head.append(Span(words[: max(at, 0)], style))
            rest.append(Span(words[max(at, 0) :], style))
        at -= len(words)
    return _stripped_end(text(*head)), text(*rest)


def _stripped_end(value: Text) -> Text:
    if value and value[-1].words != (stripped := value[-1].words.rstrip()):
        return text(*value[:-1], Span(stripped, value[-1].style))
    return value
