"""What README and docs say is true: names, commands, links, desk files, tests."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import click
import pytest
from dotenv import dotenv_values
from ruamel.yaml import YAML

from core.commands import REQUESTER_COMMANDS
from core.desk import Desk
from core.desk_hours import Hours
from core.desk_slots import BUILT_IN, Slot, SlotType
from core.desk_types import STATES
from frontdoor.cli import main
from frontdoor.deskfile import load_desk
from frontdoor.settings import Settings, read_settings

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
DOCS = ROOT / "docs"
PAGES = [README, ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted(DOCS.rglob("*.md"))]
DECISIONS = sorted((DOCS / "decisions").glob("*.md"))
SETTINGS = sorted(str(field.alias) for field in Settings.model_fields.values())

WORDS = re.findall(
    r"\w+",
    """desk requester agent team ticket reference form slot conversation thread card message note turn delivery surface
    request_kind intake draft update act fate lane home place channel step taker playground""",
)
"""What the glossary must explain."""

Json = dict[str, Any]


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def blocks(page: Path, language: str) -> list[str]:
    """The fenced code of a page in one language."""
    return re.findall(rf"```{language}\n(.*?)```", page.read_text(), re.DOTALL)


def commands(group: click.Group, before: str = "frontdoor") -> Iterator[str]:
    """Every command of the command line, as it is typed."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{before} {name}")
        else:
            yield f"{before} {name}"


# ---------------------------------------------------------------- settings and commands


def test_the_readme_names_every_setting() -> None:
    text = README.read_text()
    assert [name for name in SETTINGS if f"`{name}`" not in text] == []


def test_the_readme_gives_the_defaults_that_are() -> None:
    text = README.read_text()
    defaults = [field.default for field in Settings.model_fields.values() if isinstance(field.default, (str, int))]
    assert [default for default in defaults if f"`{default}`" not in text] == []


def test_the_example_of_an_env_file_names_every_setting_and_is_one() -> None:
    text = (ROOT / ".env.example").read_text()
    assert [name for name in SETTINGS if not re.search(rf"(?m)^#?{name}=", text)] == []
    with_all = dotenv_values(stream=StringIO(re.sub(r"(?m)^#(?=[A-Z_]+=)", "", text)))
    read_settings({name: value for name, value in with_all.items() if value})


def test_the_readme_names_every_command() -> None:
    text = README.read_text()
    assert [command for command in commands(main) if f"`{command}" not in text] == []


def test_the_readme_names_every_requesters_command() -> None:
    text = README.read_text()
    assert [name for name in REQUESTER_COMMANDS if f"/{name}" not in text] == []


def test_the_procfile_starts_commands_that_there_are() -> None:
    there_are = set(commands(main))
    lines = (ROOT / "Procfile").read_text().splitlines()
    assert [line for line in lines if line.partition(": ")[2] not in there_are] == []
    assert [line.partition(":")[0] for line in lines] == ["release", "web", "worker"]


# ---------------------------------------------------------------- desk files


def test_the_readmes_desk_file_has_ten_lines_and_loads(tmp_path: Path) -> None:
    (block,) = blocks(README, "yaml")
    assert len(block.splitlines()) == 10
    file = tmp_path / "my-desk.yml"
    file.write_text(block)
    desk = load_desk(file, {"SLACK_SUPPORT_CHANNEL": "C0123ABCDEF"})
    assert [item.slot.key for item in desk.form("defect")] == ["subsystem", "topic", "description", "screenshot"]


def test_the_pieces_of_desk_files_in_the_docs_load() -> None:
    pieces = blocks(DOCS / "desk-file.md", "yaml")
    assert len(pieces) >= 3
    for piece in pieces:
        desk: Json = {
            "name": "Corner shop support",
            "key": "CRN",
            "teams": {"support": {"name": "Shop support", "slack": "C0123ABCDEF"}},
            "requests": {"idea": {"name": "An idea", "team": "support", "form": ["topic"]}},
            **YAML(typ="safe").load(piece),
        }
        Desk.model_validate(desk)


def keys(schema: Json, definitions: Json) -> Iterator[str]:
    """Every key that a part of the desk file may have, by its JSON schema."""
    yield from schema.get("properties", {})
    for definition in definitions.values():
        yield from definition.get("properties", {})


def test_the_docs_explain_every_key_of_a_desk_file() -> None:
    text = (DOCS / "desk-file.md").read_text()
    schema = Desk.model_json_schema()
    own = {"slot", "equals", "week"} | {name for name in Hours.model_fields if name != "holidays"}
    wanted = {
        *keys(schema, schema.get("$defs", {}))
    } - own  # those are how the program keeps them, not how they are written
    named = {*re.findall(r"`(\w+)`", text), *re.findall(r"(\w+):", text)}
    assert sorted(wanted - named) == []


def test_the_docs_name_every_slot_and_its_types() -> None:
    text = (DOCS / "desk-file.md").read_text()
    types = SlotType.__args__  # type: ignore[attr-defined]
    names = [*BUILT_IN, *types, *(name for name in Slot.model_fields if name != "key")]
    assert [name for name in names if f"`{name}`" not in text] == []


# ---------------------------------------------------------------- links, words, tests


def links(page: Path) -> list[str]:
    """Where a page's links lead, without those to other sites."""
    found = re.findall(r"\]\(([^)\s]+)\)", page.read_text())
    return [link for link in found if not re.match(r"[a-z]+:", link)]


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_lead_to_files(page: Path) -> None:
    missing = [link for link in links(page) if not (page.parent / link.partition("#")[0]).exists()]
    assert missing == []


def test_the_glossary_has_the_words() -> None:
    text = (DOCS / "glossary.md").read_text()
    explained = set(re.findall(r"\*\*([\w ]+)\*\*", text))
    assert [word for word in WORDS if word.replace("_", " ") not in explained] == []
    assert [state for state in STATES if f"`{state}`" not in text] == []


@pytest.mark.parametrize("page", DECISIONS, ids=name_of)
def test_a_decision_has_its_line_its_alternative_and_its_tests(page: Path) -> None:
    text = page.read_text()
    assert re.match(rf"# {int(page.name[:4])}\. ", text)
    assert len(re.findall(r"(?m)^> ", text)) == 1
    for part in ("**Context.**", "**Decided.**", "**Instead of**", "**Costs.**", "**Held by**"):
        assert part in text, part


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_tests_that_are_named_are_there(page: Path) -> None:
    for file, test in re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", page.read_text()):
        assert (ROOT / file).is_file(), file
        assert not test or re.search(rf"def {test}\(", (ROOT / file).read_text()), f"{file}::{test}"


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_files_that_are_named_are_there(page: Path) -> None:
    named = re.findall(r"`((?:bots|core|dialogs|frontdoor|playground|storage|desks)/[\w/]+\.\w+)`", page.read_text())
    assert [file for file in named if not (ROOT / file).is_file()] == []


def test_the_changelog_has_this_version() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    assert f"## [{version}]" in (ROOT / "CHANGELOG.md").read_text()


def test_the_picture_is_small_enough_for_a_page() -> None:
    assert (DOCS / "playground.png").stat().st_size < 400_000
