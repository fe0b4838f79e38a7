"""Desk files for the tests, and what is said of them."""

from __future__ import annotations

from pathlib import Path

from core.desk import Desk
from frontdoor.deskfile import DeskFileBroken, load_desk

HERE = Path(__file__).parent
WHOLE = HERE / "whole.yml"
DEMO = HERE.parents[1] / "desks" / "demo.yml"

ENVIRON = {
    "SLACK_SUPPORT_CHANNEL": "C0SUPPORT",
    "TELEGRAM_SALES_GROUP": "-1001234567890",
    "FRONT_CHANNEL": "C0FRONT",
    "TRADE_GROUP": "-100777",
    "NIGHT_AGENT": "U0NIGHT",
}


def whole() -> Desk:
    return load_desk(WHOLE, ENVIRON)


def said_of(folder: Path, content: str | bytes, environ: dict[str, str] | None = None) -> list[str]:
    """The findings about a desk file with this content, without the file's name; none for a good one."""
    file = folder / "desk.yml"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    try:
        load_desk(file, ENVIRON if environ is None else environ)
    except DeskFileBroken as problem:
        lines = str(problem).split("\n")
    else:
        return []
    assert all(line.startswith(f"{file}:") for line in lines)
    return [line.removeprefix(f"{file}:") for line in lines]
