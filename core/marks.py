"""How people's words look: marks beside the plain words, which stay as they were written.

Rules read the words alone. Only what is relayed takes both together (`shown`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeAlias
from urllib.parse import urlsplit

from core.text import Format, Span, Text, text


class Mark(NamedTuple):
    """A stretch of the words, counted in characters, and how it looks. `argument`: a link's address, the language of `pre`."""

    kind: str
    start: int
    end: int
    argument: str = ""


Marks: TypeAlias = tuple[Mark, ...]
Marked: TypeAlias = tuple[str, Marks]
"""Words with their marks."""

MOST = 400
"""Marks that are kept of one message; those after them are let go, never a word."""

KINDS = ("bold", "italic", "underline", "strike", "spoiler", "code", "pre", "link", "quote", "folded")
"""What a mark may be. `folded` is a quote that shows its first lines until it is opened."""

_FOLLOWED = ("http", "https")
"""The kinds of address that people may be led to by other words. Others (tg:, javascript:) act in the reader's name."""

_PEOPLE = re.compile(r"^(?:mailto|tel):", re.IGNORECASE)
"""Addresses of people: applications know them by themselves, without this."""

_ADDRESS = re.compile(
    r"(?:[a-z][a-z0-9+.-]{0,30}://|mailto:|www\.)\S+|(?:[\w-]{1,63}\.){1,20}[^\W\d_]{2,63}(?::\d{1,5})?(?:/\S*)?",
    re.IGNORECASE,
)
"""What a reader takes for an address. Every part has an end (a name's are 63 characters long at most): without, a long word
keeps the whole desk waiting for seconds."""

_HIDDEN = re.compile(r"[\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u3164\u115f\u1160\u2800\u00ad]+")


def tidy(words: str, marks: Iterable[Mark]) -> Marks:
    """The marks in their order, within the words, none empty or twice; at most `MOST`."""
    found = {
        mark._replace(start=max(mark.start, 0), end=min(mark.end, len(words)))
        for mark in marks
        if max(mark.start, 0) < min(mark.end, len(words))
    }
    return tuple(sorted(found, key=lambda mark: (mark.start, -mark.end, mark.kind, mark.argument))[:MOST])


def piece(words: str, marks: Marks, start: int, end: int) -> Marked:
    """The words from `start` to `end`, with what is left of the marks."""
    cut = words[start:end]
    return cut, tidy(cut, (mark._replace(start=mark.start - start, end=mark.end - start) for mark in marks))


def stripped(words: str, marks: Marks) -> Marked:
    """Without the blanks around them."""
    if not marks:
        return words.strip(), ()
    start = len(words) - len(words.lstrip())
    return piece(words, marks, start, max(start, len(words.rstrip())))


def joined(parts: Iterable[Marked], between: str = "") -> Marked:
    """Several words as one, with `between` them."""
    parts = list(parts)
    if len(parts) == 1:
        return parts[0]
    words, marks = "", list[Mark]()
    for index, (more, theirs) in enumerate(parts):
        words += between if index else ""
        at = len(words)
        marks += [mark._replace(start=mark.start + at, end=mark.end + at) for mark in theirs]
        words += more
    return words, tidy(words, marks) if marks else ()


def under(kind: str, marked: Marked, argument: str = "") -> Marked:
    """The words with one more mark over all of them."""
    words, marks = marked
    return words, tidy(words, (Mark(kind, 0, len(words), argument), *marks))


def link(marked: Marked, address: str) -> Marked:
    """Words that lead to an address. Where they are the address they need no mark: every application makes a link of it."""
    bare = re.sub(r"^(?:https?://|mailto:|tel:)", "", address)
    return marked if marked[0] in (address, bare, bare.rstrip("/")) else under("link", marked, address)


def shown(words: str, marks: Marks) -> Text:
    """The words as a reader may see them. A link that would lead elsewhere than its words say, or to where nobody may be
    led, is none: its true address stands behind its words."""
    if not marks:
        return text(words)
    return _spans(*_addressed(words, marks, _misleads))


def spelled(words: str, marks: Marks) -> str:
    """The words alone, where they must do without marks: every address a link leads to stands behind its words."""
    return _addressed(words, marks, lambda said, address: True)[0] if marks else words


def from_json(data: Sequence[Sequence[object]]) -> Marks:
    """The marks that `to_json` made this data of."""
    return tuple(
        Mark(str(kind), int(str(start)), int(str(end)), str(rest[0]) if rest else "")
        for kind, start, end, *rest in data
    )


def to_json(marks: Marks) -> list[list[object]]:
    """As plain data; an empty argument is left out."""
    return [list(mark) if mark.argument else list(mark[:3]) for mark in marks]


def _addressed(words: str, marks: Marks, beside: Callable[[str, str], bool]) -> Marked:
    """The links for which `beside` holds (of their words and address) become words."""
    marks, links = _apart(marks)
    for mark in reversed(links):
        said = words[mark.start : mark.end]
        if not beside(said, mark.argument):
            continue
        address = _PEOPLE.sub("", mark.argument)
        behind, at = f" ({address})", mark.end
        words = words[:at] + behind + words[at:]
        marks = tuple(_moved(other, at, len(behind)) for other in marks if other != mark)
        if address == mark.argument and not _is_followed(address):  # no application makes a link of it again
            marks = (*marks, Mark("code", at + 2, at + len(behind) - 1))
    return words, tidy(words, marks)


def _apart(marks: Marks) -> tuple[Marks, list[Mark]]:
    """The marks without links that lie over another one, and the links that are left."""
    links: list[Mark] = []
    kept: list[Mark] = []
    for mark in marks:
        if mark.kind == "link":
            if links and mark.start < links[-1].end:
                continue
            links.append(mark)
        kept.append(mark)
    return tuple(kept), links


def _moved(mark: Mark, at: int, by: int) -> Mark:
    """A mark after so many characters were put in."""
    return mark._replace(
        start=mark.start + by if mark.start >= at else mark.start, end=mark.end + by if mark.end > at else mark.end
    )


def _misleads(said: str, address: str) -> bool:
    """Whether a link must not be one. Its words may name where it leads, or nothing that looks like an address."""
    if not _is_followed(address) or not _HIDDEN.sub("", said):
        return True
    place = _place(address)
    return not place or any(_place(found) != place for found in _ADDRESS.findall(_HIDDEN.sub(" ", said)))


def _is_followed(address: str) -> bool:
    return address.partition(":")[0].lower() in _FOLLOWED and ":" in address


def _place(address: str) -> str:
    """The host of an address; empty where there is none."""
    try:
        host = urlsplit(address if "://" in address else f"https://{address}").hostname
    except ValueError:
        return ""
    return (host or "").removeprefix("www.").rstrip(".")


def _spans(words: str, marks: Marks) -> Text:
    edges = sorted({0, len(words), *(mark.start for mark in marks), *(mark.end for mark in marks)})
    spans: list[Span] = []
    for start, end in pairwise(edges):
        formats: tuple[Format, ...] = tuple(
            dict.fromkeys((mark.kind, mark.argument) for mark in marks if mark.start <= start and end <= mark.end)
        )
        spans.append(Span(words[start:end], "", formats))
    return tuple(spans)
