"""The file with the latest changes, beside the desk file, and its other languages: `changes.md`, `changes.it.md`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path

from core.changelog import Entry, Words, joined, read_changes
from core.desk import Desk
from frontdoor.deskfile_yaml import DeskFileBroken, Finding, shown


def read_changelog(folder: Path, desk: Desk, read: Callable[[str], str]) -> tuple[tuple[Entry, ...], list[Finding]]:
    """The entries, and what is wrong with the files. `read` gives a file's text and raises DeskFileBroken."""
    if desk.changes is None:
        return (), []
    first, findings = _one(folder / desk.changes, read)
    by_language = {str(desk.fallback): first}
    for language in desk.languages[1:]:
        file = folder / f"{desk.changes.removesuffix('.md')}.{language}.md"
        if file.exists():
            by_language[language], wrong = _one(file, read)
            findings += [*wrong, *_not_in(first, file, by_language[language], desk.changes)]
    return joined(by_language, desk.fallback), findings


def _one(file: Path, read: Callable[[str], str]) -> tuple[Mapping[date, Words], list[Finding]]:
    try:
        found, mistakes = read_changes(read(str(file)))
    except DeskFileBroken as broken:
        return {}, [_about_changes(finding) for finding in broken.findings]
    return found, [Finding(str(file), one.line, "changes", shown(one.found), one.allowed) for one in mistakes]


def _about_changes(finding: Finding) -> Finding:
    """The file can't be read: told with the key that names it."""
    return Finding(finding.file, finding.line, "changes", finding.found, "a Markdown file with the latest changes")


def _not_in(first: Mapping[date, Words], file: Path, found: Mapping[date, Words], name: str) -> Iterator[Finding]:
    for day, words in found.items():
        if first and day not in first:
            yield Finding(str(file), words.line, "changes", str(day), f"days that {name} has too")
