"""What was said in a run: every message with a mark of its own, by which it is known wherever it stands."""

from __future__ import annotations

import re
import time
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Literal

Kind = Literal["answer", "said", "reply", "note"]
"""An answer to the form; what a requester says about their ticket; what its taker answers; what agents say among themselves."""

FILE = "file "
MARK = re.compile(r"word-\d{5}")

_TALK = (
    "it hums and nothing comes out",
    "since this morning, I think",
    "the same as last week",
    "on the second floor",
    "I have tried that already",
    "could you look again?",
    "with the new version too",
    "only when it rains",
)


@dataclass
class Word:
    """One message, or a `file` that is named by the mark. `case` is what it keeps its order in; `source` its place and id on
    the writer's own platform."""

    mark: str
    kind: Kind
    writer: str
    case: Hashable
    file: bool = False
    at: float = field(default_factory=time.time)
    source: tuple[object, object] | None = None

    @property
    def sign(self) -> str:
        """By what it is known where it stands: a file's name in somebody's text is not the file."""
        return FILE + self.mark if self.file else self.mark


class Words:
    """All of them, in the order in which they were said."""

    def __init__(self, seed: int) -> None:
        self._chance = Random(f"{seed} words")
        self._all: dict[str, Word] = {}

    def __iter__(self) -> Iterator[Word]:
        return iter(list(self._all.values()))

    def __len__(self) -> int:
        return len(self._all)

    def new(self, kind: Kind, writer: str, case: Hashable, *, file: bool = False) -> Word:
        """A word that is about to be said."""
        word = Word(f"word-{len(self._all) + 1:05d}", kind, writer, case, file)
        self._all[word.mark] = word
        return word

    def exchanged(self) -> int:
        """How many were said about tickets, by both sides."""
        return sum(word.kind in ("said", "reply") for word in self._all.values())

    def sentence(self, word: Word) -> str:
        """Its mark and a few words around it."""
        return f"{word.mark} {self._chance.choice(_TALK)}"


def stands_as(text: str, names: Iterable[str]) -> list[str]:
    """The marks a message carries: those of its text, and those by which its files are named (`FILE` in front)."""
    return [*marks_in(text), *(FILE + mark for name in names for mark in marks_in(name))]


def marks_in(text: str) -> list[str]:
    """The marks in a text, each once."""
    return list(dict.fromkeys(MARK.findall(text)))
