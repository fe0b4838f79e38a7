"""Which statements of a running program read a whole table, with a million tickets in the database?

    python benchmarks/plans.py [--tickets 1000000] [--database sqlite|postgres ...] [--json FILE]

`frontdoor run` is driven for a few seconds with everything that is frequent: requesters write about open tickets, agents
answer, newcomers begin an intake, and time passes. Every statement it ran (counted.py tells them) is then asked for its plan
with the parameters it had. Named are those that scan a table which grows with the tickets. Linux only.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import re
import signal
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson
import psycopg
from backing import backing
from contenders import HERE, PYTHON
from filling import Filling, fill
from outcome import Outcome, finish
from processes import RoundFailed
from stage import Stage, desk, frontdoor, playing, stage

from storage.database import Database

GROWING = ("person", "conversation", "ticket", "ticket_event", "thread", "message", "delivery", "seen_update")
HOMES, WRITERS, ROUNDS = 97, 200, 3
SCAN = {
    "sqlite": re.compile(r"^SCAN (\w+)(?: AS \w+)?(?P<rest>.*)"),
    "postgres": re.compile(r"Seq Scan on (\w+)(?P<rest>.*)"),
}


async def drive(there: Stage, filling: Filling) -> None:
    """What is frequent, some hundred times."""
    tickets = filling.open_tickets(WRITERS)
    for round_ in range(ROUNDS):
        for number, ticket in enumerate(tickets):
            there.write(ticket.chat, f"It is wrong in the printed one too, {round_}.{number}")
            there.agent_writes(ticket.channel, ticket.root, f"Thank you, {round_}.{number}")
            there.write(900_000_000 + number, "/start" if round_ == 0 else "And one thing more")
            await asyncio.sleep(0.02)
    await asyncio.sleep(3)


async def statements(url: str, filling: Filling) -> list[dict[str, Any]]:
    """What the program ran meanwhile: each with its words, its times, and parameters."""
    with tempfile.TemporaryDirectory(prefix="plans-") as folder:
        path = Path(folder) / "counts.json"
        environment = {"DATABASE_URL": url, "FRONTDOOR_DESK": desk(folder, HOMES), "FD_COUNTS": str(path)}
        bot = replace(frontdoor(**environment), command=(PYTHON, str(HERE / "counted.py"), "run"))
        async with stage(lambda *_: None) as there, playing(there, bot, folder) as process:
            await drive(there, filling)
            process.send_signal(signal.SIGUSR1)
            for _ in range(100):
                await asyncio.sleep(0.05)
                if await asyncio.to_thread(path.exists):
                    said: list[dict[str, Any]] = orjson.loads(await asyncio.to_thread(path.read_bytes))
                    return said
            raise RoundFailed("the program told no statements")


def scans(url: str, said: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], str]]:
    """The statements that scan a growing table, each with the line of its plan."""
    name = "sqlite" if Database.at(url).file else "postgres"
    with contextlib.closing(_connection(url)) as connection:
        for one in said:
            if not one["sql"].lstrip().upper().startswith(("SELECT", "UPDATE", "DELETE", "WITH")):
                continue
            for line in _plan(connection, name, one):
                found = SCAN[name].search(line)
                if found and _real(one["sql"], found[1]) in GROWING and not _by_partial_index(found["rest"]):
                    yield one, line.strip()


def _by_partial_index(rest: str) -> bool:
    """SQLite's SCAN may go through an index: ours that may be scanned whole hold only what is open or waits."""
    return any(index in rest for index in ("ix_delivery_waiting", "ix_delivery_under_way", "ix_ticket_open"))


def _real(sql: str, name: str) -> str:
    """The table that an alias stands for."""
    alias = re.search(rf"\b(\w+) AS {name}\b", sql)
    return alias[1] if alias else name


def _connection(url: str) -> Any:
    file = Database.at(url).file
    return sqlite3.connect(file) if file else psycopg.connect(url, autocommit=True)


def _plan(connection: Any, name: str, one: dict[str, Any]) -> list[str]:
    if name == "sqlite":
        return [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {one['sql']}", one["parameters"])]
    return [row[0] for row in connection.execute(f"EXPLAIN {one['sql']}", one["parameters"])]


async def run(options: argparse.Namespace) -> Outcome:
    outcome = Outcome(["database", "tickets", "statements", "that scan a growing table", "times", "plan"])
    filling = Filling(options.tickets, max(1000, options.tickets // 50), 4, homes=HOMES)
    databases = options.database or ["sqlite", "postgres"]
    with backing({"postgres"} & set(databases)) as servers:
        for name in databases:
            with tempfile.TemporaryDirectory(prefix="plans-") as folder:
                url = servers.fresh()["database"] if name == "postgres" else f"sqlite:///{folder}/frontdoor.db"
                await asyncio.to_thread(fill, url, filling)
                said = await statements(url, filling)
                found = await asyncio.to_thread(lambda: list(scans(url, said)))  # noqa: B023 - awaited at once
            outcome.row([name, f"{filling.tickets:,}", str(len(said)), str(len(found)), "", ""], database=name)
            for one, line in found:
                cells = [name, "", "", " ".join(one["sql"].split())[:110], str(one["times"]), line[:60]]
                outcome.row(cells, sql=one["sql"], times=one["times"], plan=line)
            outcome.at_most(f"{name}: statements that scan a growing table", len(found), 0)
    return outcome


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tickets", type=int, default=1_000_000)
    parser.add_argument("--database", action="append", choices=["sqlite", "postgres"])
    parser.add_argument("--json", metavar="FILE", help="the statements and their plans")
    return finish(run, parser.parse_args())


if __name__ == "__main__":
    sys.exit(main())
