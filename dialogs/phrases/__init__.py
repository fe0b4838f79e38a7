"""Every sentence the product says, one Fluent catalogue per language, with each language's plurals.

`fluent.runtime` stays behind this one file, so that another engine can take its place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from fluent.runtime import FluentBundle, FluentResource

LANGUAGES = ("en", "it", "ro", "es", "ru", "uk")


class Missing(LookupError):
    """A sentence that no catalogue has: a fault of ours, never shown to people as a key."""


class Phrases:
    """The catalogues, each read once. Sentences that were said before are kept as they were formatted."""

    def __init__(
        self,
        languages: Iterable[str] = (),
        folder: Path = Path(__file__).parent,
        spelled: Callable[[str], str] = str,
    ) -> None:
        """`languages`: those read at once; others are read when somebody needs them, which takes as long as a few hundred
        turns. `spelled`: how their own words are written where commands are given another way; what people said, which is
        put into them, stays as it is."""
        self._folder, self._spelled = folder, spelled
        self._bundles = {language: _bundle(language, folder, spelled) for language in languages}
        self._said = lru_cache(maxsize=2048)(self._format)

    def __call__(self, language: str, key: str, **words: Any) -> str:
        """The sentence `key` in `language` (in English where it has none yet). Raises Missing, or ValueError for a
        sentence whose variables weren't all given."""
        return self._said(language, key, tuple(words.items()))

    def _format(self, language: str, key: str, words: tuple[tuple[str, Any], ...]) -> str:
        bundle = self._bundle(language if language in LANGUAGES else "en")
        if not bundle.has_message(key):
            bundle = self._bundle("en")
        if not bundle.has_message(key):
            raise Missing(f"no catalogue has {key!r}")
        pattern = bundle.get_message(key).value
        if pattern is None:
            raise Missing(f"{key!r} has no words of its own")
        formatted, errors = bundle.format_pattern(pattern, dict(words))
        if errors:
            raise ValueError(f"{key} in {language}: {errors[0]}")
        return str(formatted)

    def _bundle(self, language: str) -> FluentBundle:
        if language not in self._bundles:
            self._bundles[language] = _bundle(language, self._folder, self._spelled)
        return self._bundles[language]


def _bundle(language: str, folder: Path, spelled: Callable[[str], str]) -> FluentBundle:
    # Isolation marks around variables would be sent to people and counted by platforms' limits.
    bundle = FluentBundle([language], use_isolating=False)
    path = folder / f"{language}.ftl"
    if path.exists():
        catalogue = path.read_text(encoding="utf-8")
        bundle.add_resource(_parsed(catalogue))
        entries = ((entry, spelled(entry)) for entry in _ENTRY.split(catalogue))
        otherwise = "".join(here for entry, here in entries if here != entry)
        bundle.add_resource(_parsed(otherwise), allow_overrides=True)
    return bundle


_ENTRY = re.compile(r"^(?=[A-Za-z-])", re.MULTILINE)
"""Where a sentence of a catalogue begins; its further lines are indented."""


@lru_cache(maxsize=2 * len(LANGUAGES))
def _parsed(catalogue: str) -> Any:
    """A catalogue's sentences. Reading one takes as long as a few hundred turns; several programs of a process share it."""
    return FluentResource(catalogue)
