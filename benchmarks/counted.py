"""Runs `frontdoor` and counts its database statements: written as JSON to the file of FD_COUNTS at the end, and whenever it
gets SIGUSR1 (the count starts anew then).

    FD_COUNTS=counts.json python benchmarks/counted.py worker

Each distinct statement with how often it ran and one set of its parameters, so that its plan can be asked for.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections import Counter
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from frontdoor.cli import main
from storage import driver

times: Counter[str] = Counter()
samples: dict[str, Any] = {}
out = Path(os.environ.pop("FD_COUNTS"))


def count(connection: Any, cursor: Any, statement: str, parameters: Any, context: Any, executemany: bool) -> None:
    times[statement] += 1
    samples[statement] = parameters[0] if isinstance(parameters, list) and parameters else parameters


def counting(ask: Callable[..., Any]) -> Callable[..., Any]:
    """What goes to the driver without SQLAlchemy's knowing (`storage/driver.py`)."""

    @wraps(ask)
    def counted(connection: sa.Connection, words: str, parameters: Any = ()) -> Any:
        count(connection, None, words, parameters, None, False)
        return ask(connection, words, parameters)

    return counted


def write(*_: Any) -> None:
    said = [{"sql": sql, "times": number, "parameters": samples[sql]} for sql, number in times.most_common()]
    partial = out.with_suffix(".part")
    partial.write_text(json.dumps(said, default=str))
    partial.rename(out)
    times.clear()
    samples.clear()


if __name__ == "__main__":
    for name in ("fetch", "run", "run_many"):
        setattr(driver, name, counting(getattr(driver, name)))
    sa.event.listen(sa.Engine, "before_cursor_execute", count)
    signal.signal(signal.SIGUSR1, write)
    try:
        main(sys.argv[1:])
    finally:
        write()
