"""The companies' list from a file of comma- or semicolon-separated values, and how it is told."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from core.desk import Desk
from core.desk_check import one_of
from core.desk_companies import COLUMNS, BadRow, Row, merge
from core.errors import Expected
from storage import companies
from storage.unit import Unit

MOST_BYTES = 20_000_000
_NEEDED = ("company", "name")


class BadList(Expected):
    """The list can't be taken; nothing of it was. Every line says where, what was found and what is allowed."""

    def __init__(self, file: Path, bad: Sequence[BadRow]) -> None:
        lines = [f"{file}:{one.line}: {one.column}: found {_short(one.found)}, allowed {one.allowed}" for one in bad]
        super().__init__("\n".join([*lines, f"Nothing was imported: {len(bad)} to put right."]))


def read_rows(file: Path) -> tuple[list[Row], list[BadRow]]:
    """The file's rows, and those that can't be read as one. Raises BadList for what is no list at all, and OSError."""
    if file.stat().st_size > MOST_BYTES:
        raise BadList(file, [BadRow(1, "file", f"more than {MOST_BYTES} bytes", "a list of people")])
    data = file.read_bytes()
    try:
        words = data.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = data.count(b"\n", 0, wrong.start) + 1
        allowed = "text in UTF-8 (from a spreadsheet: save as CSV UTF-8)"
        raise BadList(
            file, [BadRow(line, "file", f"a byte that is not UTF-8 (0x{data[wrong.start]:02x})", allowed)]
        ) from None
    try:
        lines = list(_lines(words))
    except csv.Error as wrong:
        allowed = "a table with , or ; between values"
        raise BadList(file, [BadRow(1, "file", f"what is no table ({wrong})", allowed)]) from None
    if not lines:
        raise BadList(file, [BadRow(1, "file", "nothing", f"a first line with the columns {', '.join(COLUMNS)}")])
    (line, header), *rest = lines
    names = [name.lower() for name in header]
    if bad := _header_faults(line, names):
        raise BadList(file, bad)
    allowed = f"{len(names)}, as the first line has columns"
    bad = [BadRow(at, "row", f"{len(cells)} values", allowed) for at, cells in rest if len(cells) > len(names)]
    rows = [Row(at, dict(zip(names, cells, strict=False))) for at, cells in rest if len(cells) <= len(names)]
    return rows, bad


def _lines(words: str) -> Iterator[tuple[int, list[str]]]:
    """Each row that says something, with the number of the line it begins in."""
    first = next((line for line in words.splitlines() if line.strip()), "")
    reader = csv.reader(io.StringIO(words, newline=""), delimiter=max(",;\t", key=first.count), strict=True)
    begins = 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield begins, [cell.strip() for cell in cells]
        begins = reader.line_num + 1


def _header_faults(line: int, names: Sequence[str]) -> list[BadRow]:
    many = Counter(names)
    bad = [
        BadRow(line, name or "column", name or "a column without a name", one_of(COLUMNS, name))
        for name in many
        if name not in COLUMNS
    ]
    bad += [
        BadRow(line, name, f"{name} {count} times", "every column once") for name, count in many.items() if count > 1
    ]
    return bad + [BadRow(line, name, "no such column", "it is needed") for name in _NEEDED if name not in many]


def import_list(unit: Unit, file: Path, rows: Sequence[Row], desk: Desk, unread: Sequence[BadRow] = ()) -> str:
    """Brings the rows into what is kept, in this transaction. Returns what came of it. Raises BadList with all that is
    wrong, `unread` included."""
    companies.lock(unit)
    listed = companies.listing(unit)
    before = set(listed.plans)
    if bad := [*unread, *merge(listed, rows, desk)]:
        raise BadList(file, sorted(bad, key=lambda one: one.line))
    named = [one for one in listed.people if one.line]
    new = sum(one.id is None for one in named)
    changed = sum(one.changed for one in named) - new
    firms = {one.company for one in named}
    companies.save(unit, listed)
    return (
        f"{len(firms)} companies ({len(firms - before)} new), {len(named)} people: "
        f"{new} new, {changed} changed, {len(named) - new - changed} as before."
    )


def list_lines(listed: Sequence[dict[str, Any]]) -> Iterator[str]:
    """The list for people to read."""
    for company in listed:
        yield f"{company['company']} ({company['plan'] or 'no plan'})"
        for one in company["people"]:
            accounts = [one[channel] for channel in ("telegram", "slack") if one.get(channel)]
            seen = f"  seen on {', '.join(one['seen_on'])}" if one["seen_on"] else ""
            yield f"  {one['seat']:<10} {one['name']:<30} {' '.join(accounts)}{seen}"


def knock_lines(knocks: Sequence[dict[str, Any]]) -> Iterator[str]:
    for one in knocks:
        username = f" @{one['username']}" if one["username"] else ""
        yield f"{one['at'][:16]}  {one['channel']} {one['platform_id']}{username}  {one['name']}"


def _short(found: str) -> str:
    shown = "".join(char if char.isprintable() else " " for char in found)
    return shown if len(shown) <= 80 else shown[:79] + "…"
