"""Reading a desk file: a `Desk`, or every mistake in it at once, each with its line, in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from core.desk import Desk
from core.desk_check import one_of
from frontdoor.days_off import countries
from frontdoor.deskfile_changes import read_changelog
from frontdoor.deskfile_menu import menu_lines
from frontdoor.deskfile_yaml import DeskFileBroken, Finding, Place, Sheet, path_of, read_sheet, shown

__all__ = ["DeskFileBroken", "Finding", "load_desk", "menu_lines"]

LARGEST = 1_000_000
"""Bytes of a desk file. The largest we know has twenty thousand."""


def load_desk(path: str | Path, environ: Mapping[str, str]) -> Desk:
    """Reads the desk file at `path`; `${NAME}` is taken from `environ`.

    Raises DeskFileBroken with all findings when it can't be read or is wrong in any way. No finding shows a value of
    the environment: where the file says `${NAME}`, the finding does too.
    """
    file = str(path)
    sheet = read_sheet(file, _text(file), environ)
    desk, errors = _validated(sheet.data)
    findings = [
        *sheet.findings,
        *_unset(file, sheet),
        *_translated(file, sheet, errors),
        *_no_country(file, sheet, desk),
    ]
    entries, wrong = read_changelog(Path(file).parent, desk, _text) if desk else ((), [])
    findings += wrong
    if desk is None or findings:
        raise DeskFileBroken(sorted(dict.fromkeys(findings), key=lambda finding: finding.line))
    return desk.with_changelog(entries)


def _validated(data: Any) -> tuple[Desk | None, list[Any]]:
    try:
        return Desk.model_validate(data), []
    except ValidationError as broken:
        return None, broken.errors(include_url=False, include_input=False)


def _text(file: str) -> str:
    """The file's text. Raises DeskFileBroken where there is none."""

    def broken(found: str, allowed: str, line: int = 1) -> DeskFileBroken:
        return DeskFileBroken([Finding(file, line, "file", found, allowed)])

    readable = "a desk file that can be read (FRONTDOOR_DESK says which)"
    try:
        with Path(file).open("rb") as stream:
            data = stream.read(LARGEST + 1)
    except FileNotFoundError:
        raise broken("no such file", readable) from None
    except IsADirectoryError:
        raise broken("a folder", readable) from None
    except (OSError, ValueError) as problem:  # ValueError: a name with a zero byte
        why = problem.strerror if isinstance(problem, OSError) else None
        raise broken(f"a file that can't be read ({why or problem})", readable) from None
    if len(data) > LARGEST:
        raise broken(f"more than {LARGEST} bytes", "a desk file")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        raise broken(f"a byte that is not UTF-8 (0x{data[problem.start]:02x})", "text in UTF-8", line) from None


# ---------------------------------------------------------------- findings


def _unset(file: str, sheet: Sheet) -> Iterator[Finding]:
    for place, found in sheet.unset.items():
        what = _described(_schema_at(place))
        allowed = f"a value for it in the environment or in .env: {what}"
        yield Finding(file, sheet.lines[place], path_of(place), found, allowed)


def _no_country(file: str, sheet: Sheet, desk: Desk | None) -> Iterator[Finding]:
    """A country whose holidays nobody knows: the models can't tell."""
    country = desk.hours.holidays if desk and desk.hours else None
    if country and country not in countries():
        said = sheet.data["hours"]["holidays"]
        place: Place = ("hours", "holidays") if said == country else ("hours", "holidays", said.index(country))
        allowed = "the two letters of a country whose public holidays are known, for example IT"
        yield Finding(file, sheet.lines[place], path_of(place), sheet.written[place], allowed)


def _translated(file: str, sheet: Sheet, errors: Iterable[Any]) -> Iterator[Finding]:
    """Pydantic's errors as findings, without those about a value that another finding already names."""
    errors = list(errors)
    for error in errors:
        kind, loc, context = error["type"], error["loc"], error.get("ctx", {})
        # A list is "too short" also when what it has is wrong, which is said then.
        if kind == "too_short" and any(other["loc"][: len(loc)] == loc != other["loc"] for other in errors):
            continue
        is_key = bool(loc) and loc[-1] == "[key]"
        loc = loc[:-1] if is_key else loc
        place = _place(sheet, loc, may_be_missing=kind in ("missing", "desk"))
        if any(place[:length] in sheet.settled for length in range(len(place) + 1)):
            continue
        if kind == "desk":
            found, allowed = context["found"], context["allowed"]
        elif kind == "extra_forbidden":
            found, allowed = shown(str(loc[-1])), one_of(_keys(_schema_at(loc[:-1])), loc[-1])
        elif is_key:
            found, allowed = shown(str(loc[-1])), _described(_schema_at(loc[:-1]).get("propertyNames", {}))
        else:
            found, allowed = None, _described(_schema_at(loc))
        found = found or sheet.written.get(place, "nothing")
        yield Finding(file, _line(sheet, place), path_of(place), found, allowed)


def _place(sheet: Sheet, loc: Place, *, may_be_missing: bool) -> Place:
    """Where in the file an error is. A step of `loc` that the file doesn't have is the models' own (the branch of a
    union, a key that a short form stands for) and left out, but for the last one of what is missing."""
    place: Place = ()
    for number, part in enumerate(loc):
        if (*place, part) in sheet.lines or (may_be_missing and number == len(loc) - 1):
            place = (*place, part)
    return place


def _line(sheet: Sheet, place: Place) -> int:
    while place not in sheet.lines:
        place = place[:-1]
    return sheet.lines[place]


# ---------------------------------------------------------------- what is allowed, from the models' JSON schema


def _schema_at(loc: Place) -> dict[str, Any]:
    """The JSON schema of the value at a place, with the sentence that describes it."""
    schema = Desk.model_json_schema()
    definitions = schema.get("$defs", {})
    node = _plain(schema, definitions)
    for part in loc:
        node = _plain(_step(node, part), definitions)
    return node


def _step(node: dict[str, Any], part: str | int) -> dict[str, Any]:
    for branch in node.get("oneOf", ()):  # agents: one word, or a list
        if "items" in branch:
            node = {**node, "items": branch["items"]}
    if isinstance(part, int):
        return dict(node.get("items", node))
    if part in node.get("properties", {}):
        return dict(node["properties"][part])
    patterns = list(node.get("patternProperties", {}).values())
    inner = node.get("additionalProperties") or (patterns[0] if patterns else None)
    return dict(inner) if isinstance(inner, dict) else node


def _plain(node: dict[str, Any], definitions: Mapping[str, Any]) -> dict[str, Any]:
    """A node with its reference followed, and without the alternative that it may be absent."""
    for branch in node.get("anyOf", ()):
        if branch.get("type") != "null":
            outer = {key: value for key, value in node.items() if key == "description"}
            return _plain({**branch, **outer}, definitions)
    if "$ref" in node:
        target = definitions[node["$ref"].rpartition("/")[2]]
        return {**target, **{key: value for key, value in node.items() if key != "$ref"}}
    return node


def _keys(node: Mapping[str, Any]) -> list[str]:
    return [str(key) for key in node.get("properties", {})]


def _described(node: Mapping[str, Any]) -> str:
    """What may stand there, in words."""
    if "properties" in node:
        return f"the keys {', '.join(_keys(node))}"
    if "description" in node:
        return str(node["description"])
    if "enum" in node:
        return f"one of {', '.join(map(str, node['enum']))}"
    return {"boolean": "true or false", "array": "a list"}.get(str(node.get("type")), "another value")
