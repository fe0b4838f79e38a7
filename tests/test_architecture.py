"""Imports point one way: the contracts in pyproject.toml hold, and each of them notices when it is broken."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("bots", "core", "dialogs", "frontdoor", "playground", "storage")
CONTRACTS: list[str] = [
    contract["name"]
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
]

PLANTED = {
    "Rooms import towards core only, and never each other": ("core/duration.py", "import frontdoor.settings"),
    "Channels never import each other, and what they share knows none of them": (
        "bots/telegram/ids.py",
        "import bots.slack.ids",
    ),
    "python-telegram-bot only in bots/telegram": ("frontdoor/logs.py", "import telegram"),
    "slack_bolt and slack_sdk only in bots/slack": ("bots/fetch.py", "import slack_sdk.errors"),
    "aiosmtplib only in bots/email": ("bots/delivery.py", "import aiosmtplib"),
    "rasa_sdk, Fluent and Babel only in dialogs": ("storage/ids.py", "import rasa_sdk"),
    "holidays only in frontdoor/days_off.py": ("core/working_time.py", "import holidays"),
    "OpenTelemetry only in frontdoor/otel.py": ("frontdoor/watch.py", "import opentelemetry.trace"),
    "SQLAlchemy and Alembic only in storage": ("frontdoor/outbox.py", "import sqlalchemy as sa"),
    "obstore only in storage/bucket.py": ("storage/files.py", "import obstore"),
    "redis-py only in storage": ("frontdoor/settings.py", "import redis.asyncio"),
}
"""For each contract a file and an import that breaks it and no other."""


def linted(folder: Path) -> str:
    """What import-linter says about the rooms in a folder, by this checkout's contracts."""
    command = Path(sys.executable).with_name("lint-imports")
    options = ["--config", str(ROOT / "pyproject.toml"), "--no-cache", "--no-logo"]
    done = subprocess.run([command, *options], cwd=folder, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def broken(report: str) -> list[str]:
    """The contracts that a report calls broken."""
    return [name for name in CONTRACTS if f"{name} BROKEN" in report]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The rooms' Python files, somewhere else."""
    for room in ROOMS:
        for file in (ROOT / room).rglob("*.py"):
            there = tmp_path / file.relative_to(ROOT)
            there.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, there)
    return tmp_path


def test_every_contract_is_kept() -> None:
    report = linted(ROOT)
    assert f"Contracts: {len(CONTRACTS)} kept, 0 broken." in report, report


def test_every_contract_bites(copy: Path) -> None:
    assert sorted(PLANTED) == sorted(CONTRACTS)
    for file, line in PLANTED.values():
        with (copy / file).open("a") as stream:
            stream.write(f"\n{line}\n")
    report = linted(copy)
    assert broken(report) == CONTRACTS, report


def test_a_planted_import_breaks_its_contract_alone(copy: Path) -> None:
    file, line = PLANTED[CONTRACTS[0]]
    with (copy / file).open("a") as stream:
        stream.write(f"\n{line}\n")
    report = linted(copy)
    assert broken(report) == [CONTRACTS[0]], report


def _foreign(source: str, allowed: set[str]) -> set[str]:
    """What a module imports from outside the standard library and `allowed`."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            found.add((node.module or "").partition(".")[0])
    return found - allowed - sys.stdlib_module_names


def test_core_imports_nothing_but_the_standard_library_and_pydantic() -> None:
    allowed = {"core", "pydantic", "pydantic_core"}
    wrong = {
        str(file.relative_to(ROOT)): foreign
        for file in sorted((ROOT / "core").rglob("*.py"))
        if (foreign := _foreign(file.read_text(), allowed))
    }
    assert not wrong


def test_an_import_of_anything_else_in_core_is_noticed() -> None:
    source = "import json\nfrom pydantic import BaseModel\nfrom orjson import dumps\nimport aiohttp.web\n"
    assert _foreign(source, {"core", "pydantic"}) == {"orjson", "aiohttp"}
