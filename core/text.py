"""Text with a little formatting, as every channel can show it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple, TypeAlias

Style: TypeAlias = Literal["", "bold", "italic", "strike", "code", "mention", "sealed"]
"""`sealed` is no way to look: the words are a sealed secret, opened only while they are sent (`core/sealing.py`). No channel
knows this style, so that none can show what was not opened."""


Format: TypeAlias = tuple[str, str]
"""A way that people made their own words look: a kind of `core/marks.py`, and its argument."""


class Span(NamedTuple):
    """A run of text in one style. The words are literal: a channel escapes whatever its platform would read as markup.
    `formats`: of words that people wrote, how they made them look; such a run has no other style than `strike`."""

    words: str
    style: Style = ""
    formats: tuple[Format, ...] = ()


Text: TypeAlias = tuple[Span, ...]

_BREAK = Span("\n")


def text(*parts: str | Span | Text) -> Text:
    """One text of plain strings, spans and other texts, in their order. Empty parts vanish."""
    spans: list[Span] = []
    for part in parts:
        if not part:
            continue
        if isinstance(part, str):
            spans.append(Span(part))
        elif isinstance(part, Span):
            if part[0]:
                spans.append(part)
        else:
            spans.extend([span for span in part if span[0]])
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
        if part and (line := text(part)):
            if out:
                out.append(_BREAK)
            out.extend(line)
    return tuple(out)


def units(words: str) -> int:
    """The length as Telegram counts it, in UTF-16 code units (core.telegram.org/bots/api#messageentity)."""
    return len(words) if words.isascii() else len(words.encode("utf-16-le", "surrogatepass")) // 2


def shortened(words_: str, most: int) -> str:
    """At most so many characters, with the sign of a cut."""
    return words_ if units(words_) <= most else words_[: most - 1].rstrip() + "…"
