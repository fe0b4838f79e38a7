"""The latest changes as a company writes them by hand: Markdown, a `## 2026-11-26 Title` for each, and its words below.

Pure: text in, entries and mistakes out. Reading files, with their names, is `frontdoor.deskfile_changes`' part.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from core.text import Span, Text, bold, text, units

LONGEST = 3000
"""Units of one entry with its title: it is shown in one message."""

HEADING = "## 2026-11-26 Title, a heading with a day and a title for every entry"

_HEADING = re.compile(r"##\s+(\d{4}-\d{2}-\d{2})\s+(\S.*)")
_BOLD = re.compile(r"\*\*(.+?)\*\*")


class Words(NamedTuple):
    """One entry in one language."""

    title: str
    body: str
    line: int
    """Where it stands in its file."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What changed on a day; the day is its name. `words` by language."""

    day: date
    words: Mapping[str, Words] = field(default_factory=dict)

    def in_(self, language: str, fallback: str) -> Words:
        return self.words.get(language) or self.words[fallback]


class Mistake(NamedTuple):
    """`line` counts from 1."""

    line: int
    found: str
    allowed: str


def read_changes(written: str) -> tuple[dict[date, Words], list[Mistake]]:
    """The entries of one file by their day, and everything that is wrong in it."""
    found: dict[date, Words] = {}
    mistakes: list[Mistake] = []
    day: date | None = None
    for number, line in enumerate(written.splitlines(), 1):
        if re.match(r"##(?!#)", line):
            heading = _heading(line)
            day = heading[0] if heading else None
            if heading is None:
                mistakes.append(Mistake(number, line.strip(), HEADING))
            elif heading[0] in found:
                mistakes.append(Mistake(number, f"{heading[0]} a second time", "every day once"))
            else:
                found[heading[0]] = Words(heading[1], "", number)
        elif day:
            found[day] = found[day]._replace(body=f"{found[day].body}\n{line.rstrip()}")
        elif line.strip() and not mistakes and not line.startswith("# "):
            mistakes.append(Mistake(number, line.strip(), f"a # title at most before the first entry: {HEADING}"))
    found = {day: words._replace(body=words.body.strip("\n")) for day, words in found.items()}
    for words in found.values():
        if (length := units(words.title) + units(words.body)) > LONGEST:
            mistakes.append(Mistake(words.line, f"{length} characters", f"at most {LONGEST} to an entry"))
    if not found and not mistakes:
        mistakes.append(Mistake(1, "no entry", HEADING))
    return found, mistakes


def _heading(line: str) -> tuple[date, str] | None:
    written = _HEADING.fullmatch(line.strip())
    if written is None:
        return None
    try:
        return date.fromisoformat(written[1]), written[2].strip()
    except ValueError:
        return None


def joined(by_language: Mapping[str, Mapping[date, Words]], fallback: str) -> tuple[Entry, ...]:
    """The entries of all languages, the newest first."""
    days = sorted(by_language[fallback], reverse=True)
    return tuple(
        Entry(day, {language: found[day] for language, found in by_language.items() if day in found}) for day in days
    )


def as_text(body: str) -> Text:
    """An entry's words as people read them: `- ` begins a point, `**bold**` is bold."""
    parts: list[str | Span] = []
    for number, line in enumerate(body.split("\n")):
        line = re.sub(r"^(\s*)[-*] ", "\\1• ", line)
        pieces: Sequence[str] = _BOLD.split(("\n" if number else "") + line)
        parts += [bold(piece) if at % 2 else piece for at, piece in enumerate(pieces)]
    return text(*parts)
