"""What a worker does that has nothing to do: its statements and CPU time with 100,000 open tickets and with none.

    python benchmarks/idle.py [--tickets 100000] [--seconds 30] [--database sqlite|postgres ...] [--json FILE]

A tenth of the tickets wait for their confirmation, each with two timers some days ahead. The worker polls Telegram and
holds a Socket Mode connection to Slack, where nothing happens. Statements are counted in the worker (counted.py); on
PostgreSQL the rows it had to look at are counted too, by the server. Linux only.
"""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
import tempfile
from pathlib import Path
from typing import Any

import orjson
import psycopg
from backing import Backing, backing
from contenders import FRONTDOOR_POLLING, HERE, PYTHON, Contender
from filling import Filling, fill
from outcome import Outcome, finish
from processes import RoundFailed, bot, cpu_seconds, fake_platforms, ready

from storage.database import Database
from storage.migrate import migrate

WARM_UP = 8.0
BAR_STATEMENTS, BAR_CPU, BAR_ROWS = 1.1, 0.6, 500
ROWS = "SELECT coalesce(sum(seq_tup_read + coalesce(idx_tup_fetch, 0)), 0) FROM pg_stat_user_tables"
# A session's counts reach the view when it is idle, a second late at most.


async def counts(process: asyncio.subprocess.Process, path: Path) -> int:
    """How many statements ran since the last asking."""
    process.send_signal(signal.SIGUSR1)
    for _ in range(100):
        await asyncio.sleep(0.05)
        if await asyncio.to_thread(path.exists):
            said = orjson.loads(await asyncio.to_thread(path.read_bytes))
            await asyncio.to_thread(path.unlink)
            return sum(one["times"] for one in said)
    raise RoundFailed("the worker told no counts")


def rows_looked_at(url: str) -> int:
    """By everybody, on this PostgreSQL database; 0 on SQLite, which doesn't count them."""
    if not url.startswith("postgresql"):
        return 0
    with psycopg.connect(url, autocommit=True) as connection:
        found = connection.execute(ROWS).fetchone()
        return int(found[0]) if found else 0


async def measure(url: str, options: argparse.Namespace) -> dict[str, Any]:
    """An idle worker on this database: what it does in a minute."""
    with tempfile.TemporaryDirectory(prefix="idle-") as folder:
        path = Path(folder) / "counts.json"
        environment = {**FRONTDOOR_POLLING, "DATABASE_URL": url, "FD_COUNTS": str(path)}
        worker = Contender("worker", "", (PYTHON, str(HERE / "counted.py"), "worker"), environment)
        deadline = str(options.seconds + 90)
        async with fake_platforms("frontdoor", "--requesters", "0", "--deadline", deadline) as (fake, ports):
            async with bot(worker, {**ports, "port": "0", "folder": folder}) as process:
                await ready(fake, process)
                await asyncio.sleep(WARM_UP)
                await counts(process, path)
                rows, cpu = await asyncio.to_thread(rows_looked_at, url), cpu_seconds(process.pid)
                await asyncio.sleep(options.seconds)
                cpu = cpu_seconds(process.pid) - cpu
                statements = await counts(process, path)
                rows = await asyncio.to_thread(rows_looked_at, url) - rows
                mark = await fake.mark()
    each = 60 / options.seconds
    found = {"statements": statements * each, "cpu_seconds": cpu * each, "rows": rows * each}
    return {**found, "errors": mark["samples"]}


async def sizes(name: str, servers: Backing, options: argparse.Namespace, outcome: Outcome) -> None:
    found = {}
    for tickets in (0, options.tickets):
        with tempfile.TemporaryDirectory(prefix="idle-") as folder:
            url = servers.fresh()["database"] if name == "postgres" else f"sqlite:///{folder}/frontdoor.db"
            if tickets:
                await asyncio.to_thread(fill, url, Filling(tickets, tickets, timers=True))
            else:
                await asyncio.to_thread(migrate, Database.at(url))
            found[tickets] = await measure(url, options)
            if name == "postgres":
                servers.drop(url)
        one = found[tickets]
        rows = f"{one['rows']:,.0f}" if name == "postgres" else "-"
        cells = [name, f"{tickets:,}", f"{one['statements']:.0f}", rows, f"{one['cpu_seconds']:.2f}"]
        outcome.row(cells, database=name, tickets=tickets, **one)
        outcome.errors += one["errors"]
    none, many = found[0], found[options.tickets]
    ratio = many["statements"] / none["statements"]
    outcome.at_most(
        f"{name}: statements with {options.tickets:,} open tickets to those with none", ratio, BAR_STATEMENTS
    )
    more = many["cpu_seconds"] - none["cpu_seconds"]
    outcome.at_most(f"{name}: CPU seconds a minute more than with none", more, BAR_CPU)
    if name == "postgres":
        outcome.at_most(
            f"{name}: rows looked at in a minute more than with none", many["rows"] - none["rows"], BAR_ROWS
        )


async def run(options: argparse.Namespace) -> Outcome:
    outcome = Outcome(["database", "open tickets", "statements a minute", "rows looked at a minute", "CPU s a minute"])
    databases = options.database or ["sqlite", "postgres"]
    with backing({"postgres"} & set(databases)) as servers:
        for name in databases:
            await sizes(name, servers, options, outcome)
    return outcome


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tickets", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=30.0, help="how long the idle worker is watched")
    parser.add_argument("--database", action="append", choices=["sqlite", "postgres"])
    parser.add_argument("--json", metavar="FILE", help="every figure")
    return finish(run, parser.parse_args())


if __name__ == "__main__":
    sys.exit(main())
