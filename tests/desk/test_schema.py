"""The JSON Schema for editors: it is the one in the repository, and it agrees with the loader."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from core.desk_schema import desk_schema
from frontdoor.deskfile import load_desk
from frontdoor.deskfile_yaml import read_sheet

from .paper import DEMO, ENVIRON, WHOLE, said_of
from .test_findings import ONE_SLIP

DESKS = sorted(DEMO.parent.glob("*.yml"))
KEPT = DEMO.parent / "desk.schema.json"

SCHEMA = Draft202012Validator(desk_schema())

LOADER_ONLY = (
    "allowed a time zone of the IANA list",
    "allowed at most max_length",
    "allowed at least min",
    "allowed a regular expression",
    "slots.room.when.subsystem: found dask",
    "allowed one of the teams",
    "allowed a slot: ",
    "allowed every slot once",
    "allowed area only after subsystem",
    "allowed room only after subsystem",
    "allowed a seat of one of the plans",
    "hours.sun: found sun, allowed every day once",
    "found 09:00-13:00, 12:00-18:30",
    "hours.holidays.2: found IT",
    "found ZZ, allowed the two letters",
    "allowed longer than remind_after",
    "allowed every key once",
    "allowed a channel that is no team's own",
)
"""What JSON Schema can't say: names that lead nowhere, values that contradict each other, what exists in the world, and
what was lost before a schema sees anything."""


def as_an_editor_reads(text: str) -> Any:
    """The file's data with `${NAME}` in it."""
    names = re.findall(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}", text)
    return read_sheet("desk.yml", text, {name: f"${{{name}}}" for name in names}).data


def test_the_schema_in_the_repository_is_the_codes_own() -> None:
    """`frontdoor schema > desks/desk.schema.json` makes it anew."""
    Draft202012Validator.check_schema(desk_schema())
    assert json.loads(KEPT.read_text("utf-8")) == desk_schema()


@pytest.mark.parametrize("file", [*DESKS, WHOLE], ids=lambda file: file.name)
def test_good_files_are_good_for_both(file: Path) -> None:
    text = file.read_text("utf-8")
    assert [error.message for error in SCHEMA.iter_errors(as_an_editor_reads(text))] == []
    names = set(re.findall(r"\$\{(\w+)\}", text))
    assert load_desk(file, {**dict.fromkeys(names, "C0CHANNEL"), **ENVIRON})


def test_the_shipped_desks_are_checked_by_editors() -> None:
    for file in DESKS:
        assert file.read_text("utf-8").startswith("# yaml-language-server: $schema=desk.schema.json\n")


@pytest.mark.parametrize(
    ("before", "after", "finding"), ONE_SLIP, ids=[slip[2].partition(", allowed")[0] for slip in ONE_SLIP]
)
def test_a_slip_is_one_for_both(before: str, after: str, finding: str) -> None:
    text = WHOLE.read_text("utf-8").replace(before, after, 1)
    refused = not SCHEMA.is_valid(as_an_editor_reads(text))
    assert refused == (not any(part in finding for part in LOADER_ONLY))


def test_a_value_from_the_environment_may_stand_anywhere(tmp_path: Path) -> None:
    slips = [
        ("key: LGT", "key: ${K}"),
        ("[it, en, uk]", "['${L}', en]"),
        ("Europe/Kyiv", "${Z}"),
        ("most: 3", "most: ${M}"),
    ]
    slips += [
        ("headline: false", "headline: ${H}"),
        ("stale_after: 6w", "stale_after: ${S}"),
        ("priority: high", "priority: ${P}"),
    ]
    text = WHOLE.read_text("utf-8")
    for before, after in slips:
        assert before in text
        text = text.replace(before, after, 1)
    environ = {"K": "LGT", "L": "it", "Z": "Europe/Kyiv", "M": "3", "H": "no", "S": "6w", "P": "high"}
    assert said_of(tmp_path, text, {**ENVIRON, **environ}) == []
    assert [error.message for error in SCHEMA.iter_errors(as_an_editor_reads(text))] == []
