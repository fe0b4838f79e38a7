"""Everybody writes at once: is the whole allowed rate used, in order, without a 429, and do agents still get through?

    python benchmarks/burst.py [--people 5000] [--rate 200] [--seconds 1] [--database sqlite|postgres] [--workers 2]
        [--json FILE]

So many newcomers write within a second; each waits for one answer (the greeting with the kinds of request). The fake
Telegram holds the bot to the rate: in any second one message more gets 429. The bot is told of the same rate
(FRONTDOOR_TELEGRAM_RATE). By default the crowd of 5,000 is answered at 200 a second (half a minute), and one of 600 at
Telegram's own 30. Meanwhile an agent answers in some older tickets' threads, twice a second. With `--workers` a web hears
them and so many workers answer, who share the rate over Redis, on PostgreSQL. Linux only.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import statistics
import sys
import tempfile
import time
from collections import deque
from pathlib import Path
from typing import Any

from backing import backing
from fake_telegram import FAILURE
from filling import Filling, OpenTicket, fill
from outcome import Outcome, finish
from processes import RoundFailed, bot
from requesters import percentile
from stage import Stage, desk, frontdoor, playing, stage

from playground.telegram.errors import ApiError
from playground.telegram.limits import Limits

TICKETS = 40  # older ones, in whose threads the agent answers
WARM_UP = 20  # people who write before, so that what is loaded once isn't counted as theirs
FIRST_NEWCOMER = 700_000_000
REPLY_EVERY = 0.5
LOOK_EVERY = 0.2
SPARE = 1.6  # how many times the least time it may take
USED, KB_EACH, REPLY_MS, OUT_OF_PLACE = 0.95, 20.0, 1000.0, 100


class Crowd:
    """Who wrote and who was answered when, and what the bot was refused."""

    def __init__(self, rate: int) -> None:
        self.limits = Limits(overall_per_second=rate)
        self.refused = 0
        self.calls: deque[float] = deque()
        self.wrote: dict[int, int] = {}
        self.answered: dict[int, float] = {}
        self.replies: dict[str, float] = {}
        self.latencies: list[float] = []

    def heard(self, method: str, params: dict[str, Any], at: float) -> bytes | None:
        if "." in method:
            return None  # Slack's
        try:
            self.limits.spend(at, {"user": {"username": "bench"}}, method, {"chat_id": int(params.get("chat_id", 0))})
        except ApiError:
            self.refused += 1
            return FAILURE + b'429,"description":"Too Many Requests: retry after 1","parameters":{"retry_after":1}}'
        if method != "sendMessage":
            return None
        self.calls.append(at)
        self.answered.setdefault(int(params["chat_id"]), at)
        for words in [words for words in self.replies if words in params["text"]]:
            self.latencies.append(at - self.replies.pop(words))
        return None

    @property
    def waiting(self) -> int:
        return len(self.wrote) - len(self.wrote.keys() & self.answered.keys())

    async def write(self, there: Stage, first: int, people: int, seconds: float) -> None:
        """They write, evenly over so many seconds."""
        began = time.perf_counter()
        for number in range(people):
            if number % 50 == 0:
                await asyncio.sleep(max(0.0, began + seconds * number / people - time.perf_counter()))
            self.wrote[first + number] = number
            there.write(first + number, "Hello, the printed invoice is wrong")

    async def reply(self, there: Stage, tickets: list[OpenTicket]) -> None:
        """The agent answers, in one thread after another, until cancelled."""
        number = 0
        while True:
            ticket = tickets[number % len(tickets)]
            number += 1
            words = f"We are looking into it ({number} of today)."
            self.replies[words] = time.perf_counter()
            there.agent_writes(ticket.channel, ticket.root, words)
            await asyncio.sleep(REPLY_EVERY)

    async def answered_all(self, until: float) -> None:
        while self.waiting:
            if time.perf_counter() > until:
                raise RoundFailed(f"{self.waiting} of {len(self.wrote)} have got no answer")
            await asyncio.sleep(0.05)


class Memory:
    """The process's memory above what it had before, at its greatest, and how many waited at most."""

    def __init__(self, pid: int, crowd: Crowd) -> None:
        self.pid, self.crowd = pid, crowd
        self.before = self._resident()
        self.most = self.before
        self.waiting = 0

    async def look(self) -> None:
        """Until cancelled."""
        while True:
            self.most = max(self.most, self._resident())
            self.waiting = max(self.waiting, self.crowd.waiting)
            await asyncio.sleep(LOOK_EVERY)

    def _resident(self) -> float:
        """In megabytes; of this one process alone, which is looked up in no time: nothing may hold up the fake's clock."""
        pages = int(Path(f"/proc/{self.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 2**20

    @property
    def kilobytes_each(self) -> float:
        return 1024 * (self.most - self.before) / max(1, self.waiting)


async def measure(places: dict[str, str], people: int, rate: int, seconds: float, workers: int) -> dict[str, Any]:
    """One burst, from its first message to the last answer. Memory is that of the process which hears them."""
    url = places["database"]
    filling = Filling(TICKETS, TICKETS)
    await asyncio.to_thread(fill, url, filling)
    crowd = Crowd(rate)
    with tempfile.TemporaryDirectory(prefix="burst-") as folder:
        environment = {"FRONTDOOR_TELEGRAM_RATE": str(rate), "DATABASE_URL": url, "FRONTDOOR_DESK": desk(folder, 1)}
        environment |= {"REDIS_URL": places["redis"]} if workers else {}
        hears = frontdoor("web" if workers else "run", **environment)
        async with contextlib.AsyncExitStack() as stack:
            there = await stack.enter_async_context(stage(crowd.heard))
            process = await stack.enter_async_context(playing(there, hears, folder))
            for number in range(workers):
                place = Path(folder) / f"worker{number}"
                place.mkdir()
                own = {**there.ports, "port": 0, "folder": str(place)}
                await stack.enter_async_context(bot(frontdoor("worker", **environment), own))
            await crowd.write(there, FIRST_NEWCOMER - WARM_UP, WARM_UP, 0.1)
            await crowd.answered_all(time.perf_counter() + 20)
            await asyncio.sleep(2)
            crowd.wrote, crowd.answered, crowd.refused = {}, {}, 0
            crowd.calls.clear()
            memory = Memory(process.pid, crowd)
            tickets = filling.open_tickets(TICKETS)
            beside = [asyncio.create_task(memory.look()), asyncio.create_task(crowd.reply(there, tickets))]
            try:
                await crowd.write(there, FIRST_NEWCOMER, people, seconds)
                await crowd.answered_all(time.perf_counter() + 20 + SPARE * people / rate)
            finally:
                for task in beside:
                    task.cancel()
                await asyncio.gather(*beside, return_exceptions=True)
            return figures(crowd, memory, rate, there)


def figures(crowd: Crowd, memory: Memory, rate: int, there: Stage) -> dict[str, Any]:
    """What the burst comes to. The rate is counted from the first answer to the last one; `out_of_place`: by how many
    places somebody was answered before or after their turn."""
    order = sorted(crowd.wrote, key=lambda person: crowd.answered[person])
    places = [abs(crowd.wrote[person] - place) for place, person in enumerate(order)]
    began, ended = crowd.answered[order[0]], crowd.answered[order[-1]]
    calls = sum(began <= at < ended for at in crowd.calls)
    latencies = sorted(1000 * latency for latency in crowd.latencies)
    return {
        "people": len(order),
        "rate": rate,
        "seconds": ended - began,
        "used": calls / (ended - began) / rate,
        "refused": crowd.refused,
        "out_of_place": max(places),
        "in_place": statistics.mean(place == 0 for place in places),
        "replies": len(latencies),
        "reply_p50_ms": percentile(latencies, 0.5),
        "reply_most_ms": latencies[-1] if latencies else 0.0,
        "kb_each": memory.kilobytes_each,
        "rss_before_mb": memory.before,
        "rss_most_mb": memory.most,
        "waited_at_most": memory.waiting,
        "errors": there.errors,
    }


def tell(outcome: Outcome, name: str, found: dict[str, Any]) -> None:
    outcome.row(
        [
            name,
            f"{found['people']:,} in a second",
            f"{found['rate']}/s",
            f"{found['seconds']:.1f}",
            f"{found['used']:.1%}",
            str(found["refused"]),
            str(found["out_of_place"]),
            f"{found['reply_p50_ms']:.0f} / {found['reply_most_ms']:.0f} ({found['replies']})",
            f"{found['rss_before_mb']:.0f} to {found['rss_most_mb']:.0f}",
        ],
        database=name,
        **found,
    )
    outcome.errors += found["errors"]
    whose = f"{name}, {found['people']:,} people at {found['rate']}/s"
    outcome.at_least(f"{whose}: share of the allowed rate", found["used"], USED)
    outcome.at_most(f"{whose}: refusals (429)", found["refused"], 0)
    outcome.at_most(f"{whose}: most places out of turn", found["out_of_place"], OUT_OF_PLACE)
    outcome.at_most(f"{whose}: the slowest agent's reply", found["reply_most_ms"], REPLY_MS, " ms")
    if found["people"] >= 1000:  # with fewer it is the allocator's steps that are seen
        outcome.at_most(f"{whose}: memory for one who waits", found["kb_each"], KB_EACH, " kB")


async def run(options: argparse.Namespace) -> Outcome:
    head = ["database", "people", "allowed", "seconds", "used", "429s", "out of turn", "agents' replies p50 / most ms"]
    outcome = Outcome([*head, "RSS MB"])
    bursts = [(options.people, options.rate)] + ([] if options.only else [(600, 30)])
    databases = ["postgres"] if options.workers else options.database or ["sqlite", "postgres"]
    needs = {"postgres", "redis"} if options.workers else {"postgres"} & set(databases)
    with backing(needs) as servers:
        for name in databases:
            for people, rate in bursts:
                with tempfile.TemporaryDirectory(prefix="burst-") as folder:
                    places = servers.fresh() if name == "postgres" else {"database": f"sqlite:///{folder}/frontdoor.db"}
                    found = await measure(places, people, rate, options.seconds, options.workers)
                    tell(outcome, f"{name}, {options.workers} workers" if options.workers else name, found)
    return outcome


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=5000)
    parser.add_argument("--rate", type=int, default=200, help="messages a second that are allowed")
    parser.add_argument("--seconds", type=float, default=1.0, help="within which all of them write")
    parser.add_argument("--only", action="store_true", help="this crowd alone, without the one at Telegram's own rate")
    parser.add_argument("--database", action="append", choices=["sqlite", "postgres"])
    parser.add_argument("--workers", type=int, default=0, help="so many beside a web, instead of one process")
    parser.add_argument("--json", metavar="FILE", help="every figure")
    return finish(run, parser.parse_args())


if __name__ == "__main__":
    sys.exit(main())
