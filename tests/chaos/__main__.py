"""`python -m tests.chaos`: the long run. Exit code 0 when nothing was lost, doubled or out of order, else 1."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path
from typing import Any

import click

from tests.chaos.plan import Plan
from tests.chaos.run import chaos


@click.command(context_settings={"show_default": True})
@click.option(
    "--spread/--single", default=True, help="Two webs and two workers on PostgreSQL and Redis, or `run` on SQLite."
)
@click.option("--redis/--no-redis", default=True, help="With --spread.")
@click.option("--telegram", type=click.Choice(["webhook", "polling"]), default="webhook")
@click.option("--seconds", default=180.0, help="How long people talk.")
@click.option("--settle", default=120.0, help="How long everything may take to arrive after that.")
@click.option("--requesters", default=50)
@click.option("--agents", type=click.IntRange(1, 5), default=5)
@click.option("--kills", default=20)
@click.option("--seed", default=1, help="The same seed is the same crowd and the same weather.")
@click.option("--keep", type=click.Path(path_type=Path), help="Where to keep database and logs; nowhere, unless given.")
def main(keep: Path | None, **given: Any) -> None:
    """A crowd talks through the desk while everything fails."""
    with tempfile.TemporaryDirectory(prefix="frontdoor-chaos-") as folder:
        place = keep or Path(folder)
        place.mkdir(parents=True, exist_ok=True)
        report = asyncio.run(chaos(Plan(place.resolve(), **given), lambda line: click.echo(line, err=True)))
    click.echo("\n".join(report.lines()))
    sys.exit(0 if report.good else 1)


if __name__ == "__main__":
    main()
