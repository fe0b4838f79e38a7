"""Our own share of a relay: from a requester's message at our socket to our call that posts it in the agents' thread.

    python benchmarks/relay.py [--tickets 1000000] [--seconds 20] [--database sqlite|postgres ...] [--json FILE]

1,000 requesters with an open ticket each write 30 messages a second in all (an open loop), first with these 1,000 tickets
alone in the database, then with a million, 20,000 of them open. Telegram and Slack are this process: one clock, and an
answer at once. The threads are spread over many channels, so that Slack's budget of one message a second in a channel
holds nothing up: waiting for the platform is not our share. Linux only.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from backing import Backing, backing
from filling import Filling, OpenTicket, fill
from outcome import Outcome, finish
from processes import RoundFailed, cpu_seconds
from requesters import percentile
from stage import Stage, desk, frontdoor, playing, stage

HOMES = 97  # channels; a prime, so that the writers spread evenly
WRITERS = 1000
WARM_UP = 5.0
ARRIVES_WITHIN = 5.0
BAR_MS, BAR_RATIO = 10.0, 1.3


class Relays:
    """When each message left for the bot, and when the bot's call with it came."""

    def __init__(self) -> None:
        self.left: dict[str, float] = {}
        self.shares: list[float] = []
        self.numbers = itertools.count(1)

    def heard(self, method: str, params: dict[str, Any], at: float) -> None:
        if method == "chat.postMessage" and (left := self.left.pop(str(params.get("text")), None)):
            self.shares.append(at - left)

    async def drive(self, there: Stage, tickets: list[OpenTicket], rate: float, seconds: float) -> None:
        """So many messages a second, each by the next requester, at fixed times whatever the answers do."""
        began = time.perf_counter()
        for number in range(int(rate * seconds)):
            await asyncio.sleep(began + number / rate - time.perf_counter())
            words = f"And it is wrong in the printed one too, as of today. {next(self.numbers)}"
            self.left[words] = there.write(tickets[number % len(tickets)].chat, words)

    async def settle(self) -> None:
        """Until everything has arrived. Raises RoundFailed."""
        until = time.perf_counter() + ARRIVES_WITHIN
        while self.left:
            if time.perf_counter() > until:
                raise RoundFailed(f"{len(self.left)} messages did not arrive within {ARRIVES_WITHIN:g} s")
            await asyncio.sleep(0.05)


async def measure(url: str, filling: Filling, options: argparse.Namespace) -> dict[str, Any]:
    """The shares over the window, in milliseconds, sorted, and what went wrong."""
    began = time.perf_counter()
    await asyncio.to_thread(fill, url, filling)
    print(f"{filling.tickets:,} tickets filled in after {time.perf_counter() - began:.0f} s", flush=True)
    relays = Relays()
    tickets = filling.open_tickets(WRITERS)
    with tempfile.TemporaryDirectory(prefix="relay-") as folder:
        contender = frontdoor(DATABASE_URL=url, FRONTDOOR_DESK=desk(folder, HOMES))
        async with stage(relays.heard) as there, playing(there, contender, folder) as process:
            await relays.drive(there, tickets, options.rate, WARM_UP)
            await relays.settle()
            relays.shares.clear()
            before = cpu_seconds(process.pid)
            await relays.drive(there, tickets, options.rate, options.seconds)
            cpu = cpu_seconds(process.pid) - before
            await relays.settle()
            shares = sorted(1000 * share for share in relays.shares)
            return {"shares": shares, "cpu_ms": 1000 * cpu / len(shares), "errors": there.errors}


async def sizes(name: str, servers: Backing, options: argparse.Namespace, outcome: Outcome) -> None:
    """Both sizes on one database, and their bars."""
    medians = []
    small = Filling(WRITERS, WRITERS, homes=HOMES)
    large = Filling(options.tickets, max(WRITERS, options.tickets // 50), 4, homes=HOMES)
    for filling in (small, large):
        with tempfile.TemporaryDirectory(prefix="relay-") as folder:
            url = servers.fresh()["database"] if name == "postgres" else f"sqlite:///{folder}/frontdoor.db"
            found = await measure(url, filling, options)
            if name == "postgres":
                servers.drop(url)
        shares = found.pop("shares")
        medians.append(statistics.median(shares))
        quantiles = {share: percentile(shares, share) for share in (0.5, 0.9, 0.99)}
        outcome.row(
            [
                name,
                f"{filling.tickets:,}",
                f"{filling.open:,}",
                str(len(shares)),
                *(f"{value:.2f}" for value in quantiles.values()),
                f"{found['cpu_ms']:.2f}",
            ],
            database=name,
            tickets=filling.tickets,
            **found,
            ms={str(share): value for share, value in quantiles.items()},
        )
        outcome.errors += found["errors"]
    outcome.at_most(f"{name}: median of our share with {small.tickets:,} open tickets", medians[0], BAR_MS, " ms")
    outcome.at_most(
        f"{name}: the same with {large.tickets:,} tickets to that with {small.tickets:,}",
        medians[1] / medians[0],
        BAR_RATIO,
        " times",
    )


def disk_ms(folder: str) -> float:
    """What one commit costs at least: until 4 kB more of a file are on the disk, in milliseconds (median of 50)."""
    taken = []
    with (Path(folder) / "probe").open("wb") as file:
        for _ in range(50):
            began = time.perf_counter()
            file.write(b"x" * 4096)
            file.flush()
            os.fdatasync(file.fileno())
            taken.append(time.perf_counter() - began)
    return 1000 * statistics.median(taken)


async def run(options: argparse.Namespace) -> Outcome:
    head = ["database", "tickets", "open", "messages", "p50 ms", "p90 ms", "p99 ms", "CPU ms a message"]
    outcome = Outcome(head)
    with tempfile.TemporaryDirectory(prefix="relay-") as folder:
        outcome.notes.append(f"One commit takes this disk {disk_ms(folder):.1f} ms at least (4 kB, fdatasync, median).")
    databases = options.database or ["sqlite", "postgres"]
    with backing({"postgres"} & set(databases)) as servers:
        for name in databases:
            await sizes(name, servers, options, outcome)
    return outcome


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tickets", type=int, default=1_000_000)
    parser.add_argument("--rate", type=float, default=30.0, help="messages a second")
    parser.add_argument("--seconds", type=float, default=20.0, help="length of the measured window")
    parser.add_argument("--database", action="append", choices=["sqlite", "postgres"])
    parser.add_argument("--json", metavar="FILE", help="every figure")
    return finish(run, parser.parse_args())


if __name__ == "__main__":
    sys.exit(main())
