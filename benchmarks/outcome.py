"""How a benchmark says what came out: a table, its bars with reached or not reached, and its exit code."""

from __future__ import annotations

import argparse
import asyncio
import os
import platform
import signal
import sys
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson
import uvloop
from processes import RoundFailed


@dataclass
class Outcome:
    """What is printed in the end, and kept as JSON where that is asked for. `errors`: of the run, not missed bars."""

    head: Sequence[str]
    rows: list[Sequence[str]] = field(default_factory=list)
    bars: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    figures: list[dict[str, Any]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def row(self, cells: Sequence[str], **figures: Any) -> None:
        self.rows.append(cells)
        self.figures.append(figures)

    def at_least(self, what: str, value: float, bar: float, unit: str = "") -> None:
        self._bar(what, value, f"at least {bar:g}{unit}", value >= bar, unit)

    def at_most(self, what: str, value: float, bar: float, unit: str = "") -> None:
        self._bar(what, value, f"at most {bar:g}{unit}", value <= bar, unit)

    def _bar(self, what: str, value: float, bar: str, reached: bool, unit: str) -> None:
        self.bars.append(f"{what}: {value:.3g}{unit}, {bar}: {'reached' if reached else 'not reached'}")

    def shown(self) -> str:
        """Table, bars, notes, errors, as text."""
        rows = [list(self.head), *map(list, self.rows)]
        widths = [max(len(row[column]) for row in rows) for column in range(len(self.head))]
        rows.insert(1, ["-" * width for width in widths])
        lines = ["| " + " | ".join(map(str.ljust, row, widths)) + " |" for row in rows]
        wrong = [f"error: {error}" for error in self.errors[:10]]
        return "\n".join([*lines, "", *self.bars, *self.notes, *wrong])


def surroundings() -> str:
    """What the figures depend on."""
    return f"Python {platform.python_version()}, {os.cpu_count()} cores, load before {os.getloadavg()[0]:.1f}"


def finish(benchmark: Callable[[argparse.Namespace], Awaitable[Outcome]], options: argparse.Namespace) -> int:
    """Runs it to its end, Ctrl-C or SIGTERM; prints what came out. Returns 0, 1 after errors, 130 when stopped."""
    print(surroundings(), flush=True)
    try:
        outcome = uvloop.run(_run(benchmark, options))
    except RoundFailed as failure:
        print(failure, file=sys.stderr)
        return 1
    except asyncio.CancelledError:
        print("stopped", file=sys.stderr)
        return 130
    print(f"\n{outcome.shown()}")
    if options.json:
        report = {"options": vars(options), "figures": outcome.figures, "bars": outcome.bars, "notes": outcome.notes}
        Path(options.json).write_bytes(orjson.dumps(report, option=orjson.OPT_INDENT_2))
    return 1 if outcome.errors else 0


async def _run(benchmark: Callable[[argparse.Namespace], Awaitable[Outcome]], options: argparse.Namespace) -> Outcome:
    task = asyncio.ensure_future(benchmark(options))
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, task.cancel)
    return await task
