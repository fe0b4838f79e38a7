"""Slack's events by HTTP: Front Door beside plain slack-bolt bots, in events per second of the bot's CPU time.

    python benchmarks/slack_events.py [--rounds 3] [--seconds 6] [--only NAME ...] [--json FILE]

An event is an agent's message in a ticket's thread. It counts once Slack has its acknowledgement, the words have come
to the requester in Telegram, and the check mark stands on the message. 40 of them are under way at any time, over 1,000
tickets. The plain bots make the same two calls and keep nothing; Front Door commits each event before the
acknowledgement, and each fate. Slack and Telegram are this process. Linux only.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import statistics
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

import orjson
from backing import Backing, backing
from contenders import HERE, PYTHON, TELEGRAM, Contender
from filling import Filling, fill
from outcome import Outcome, finish
from processes import RoundFailed, cpu_seconds, resident_megabytes
from requesters import percentile
from stage import SECRET, Stage, frontdoor, playing, stage

TICKETS = 1000
UNDER_WAY = 40
WARM_UP = 2.0
ANSWERED_WITHIN = 10.0
BAR = 1.5
DONE = frozenset(("acknowledged", "relayed", "signed"))
OURS, PLAIN = ("frontdoor", "frontdoor-postgres"), ("bolt", "bolt-lean")


class Agents:
    """Keeps so many events under way, each in the next ticket's thread."""

    def __init__(self, there: Stage, filling: Filling) -> None:
        self.there = there
        self.tickets = itertools.cycle(filling.open_tickets(TICKETS))
        self.numbers = itertools.count(1)
        self.left: dict[str, float] = {}
        self.missing: dict[str, set[str]] = {}
        self.words: dict[str, str] = {}
        self.latencies: list[float] = []
        self.calls: Counter[str] = Counter()
        self.on = True

    def write(self) -> None:
        """The next event."""
        ticket, number = next(self.tickets), next(self.numbers)
        words = f"We have found it, event {number}."
        began = time.perf_counter()
        ts = self.there.agent_writes(ticket.channel, ticket.root, words, lambda: self.done(ts, "acknowledged"))
        self.left[ts], self.missing[ts] = began, set(DONE)
        self.words[f"{number}."] = ts

    def heard(self, method: str, params: dict[str, Any], at: float) -> None:
        self.calls[method] += 1
        if method == "sendMessage":
            if ts := self.words.pop(str(params["text"]).rpartition(" ")[2], None):
                self.done(ts, "relayed")
        elif method == "reactions.add":
            self.done(str(params["timestamp"]), "signed")

    def done(self, ts: str, what: str) -> None:
        missing = self.missing.get(ts)
        if missing is None:
            return
        missing.discard(what)
        if not missing:
            del self.missing[ts]
            self.latencies.append(time.perf_counter() - self.left.pop(ts))
            if self.on:
                asyncio.get_running_loop().call_soon(self.write)

    def check(self) -> None:
        """Raises RoundFailed for an event that isn't over in time."""
        late = time.perf_counter() - ANSWERED_WITHIN
        if lost := [ts for ts, began in self.left.items() if began < late]:
            raise RoundFailed(f"{len(lost)} events without {self.missing[lost[0]]} within {ANSWERED_WITHIN:g} s")


def contender(name: str, folder: str, servers: Backing, filling: Filling) -> Contender:
    """The bot, with what it must know of the tickets."""
    if name in OURS:
        url = servers.fresh()["database"] if name == "frontdoor-postgres" else f"sqlite:///{folder}/frontdoor.db"
        fill(url, filling)
        return frontdoor(DATABASE_URL=url)
    threads = {f"{one.channel}:{one.root}": one.chat for one in filling.open_tickets(TICKETS)}
    path = Path(folder) / "threads.json"
    path.write_bytes(orjson.dumps(threads))
    slack = {"SLACK_BOT_TOKEN": "xoxb-benchmark", "SLACK_SIGNING_SECRET": SECRET}
    slack |= {"SLACK_API_URL": "http://127.0.0.1:{slack}/api/", "PLAIN_PORT": "{port}", "PLAIN_THREADS": str(path)}
    mode = "lean" if name == "bolt-lean" else "taught"
    return Contender(name, "", (PYTHON, str(HERE / "plain_bolt_bot.py"), mode), {**TELEGRAM, **slack})


async def measure(name: str, servers: Backing, options: argparse.Namespace) -> dict[str, Any]:
    """One round of one bot."""
    filling = Filling(TICKETS, TICKETS)
    told: list[Agents] = []
    with tempfile.TemporaryDirectory(prefix="events-") as folder:
        bot = await asyncio.to_thread(contender, name, folder, servers, filling)
        async with stage(lambda *call: told[0].heard(*call) if told else None) as there:
            async with playing(there, bot, folder) as process:
                agents = Agents(there, filling)
                told.append(agents)
                for _ in range(UNDER_WAY):
                    agents.write()
                await asyncio.sleep(WARM_UP)
                agents.latencies.clear()
                agents.calls.clear()
                before, own = cpu_seconds(process.pid), time.process_time()
                began = time.perf_counter()
                while (passed := time.perf_counter() - began) < options.seconds:
                    await asyncio.sleep(min(1.0, options.seconds - passed))
                    agents.check()
                cpu, own = cpu_seconds(process.pid) - before, time.process_time() - own
                agents.on = False
                events, calls = len(agents.latencies), dict(agents.calls)
                memory = resident_megabytes(process.pid)
                await asyncio.sleep(1.0)
                return {**figures(agents, events, calls, cpu, passed), "memory_mb": memory, "load": own / passed}


def figures(agents: Agents, events: int, calls: dict[str, int], cpu: float, seconds: float) -> dict[str, Any]:
    latencies = sorted(1000 * latency for latency in agents.latencies[:events])
    if not events:
        raise RoundFailed("no event was over in the window")
    return {
        "events_per_second": events / seconds,
        "events_per_cpu_second": events / cpu,
        "p50_ms": percentile(latencies, 0.5),
        "p99_ms": percentile(latencies, 0.99),
        "calls_per_event": {name: count / events for name, count in sorted(calls.items())},
        "errors": agents.there.errors,
    }


def tell(outcome: Outcome, name: str, rounds: list[dict[str, Any]]) -> None:
    def median(key: str) -> float:
        return float(statistics.median(each[key] for each in rounds))

    per_cpu = [each["events_per_cpu_second"] for each in rounds]
    calls = ", ".join(f"{method} {count:.2f}" for method, count in rounds[0]["calls_per_event"].items())
    outcome.row(
        [
            name,
            f"{median('events_per_second'):,.0f}",
            f"{median('events_per_cpu_second'):,.0f} ({min(per_cpu):,.0f}-{max(per_cpu):,.0f})",
            f"{median('p50_ms'):.0f} / {median('p99_ms'):.0f}",
            calls,
            f"{median('memory_mb'):.0f}",
            f"{median('load'):.0%}",
        ],
        bot=name,
        rounds=rounds,
    )
    outcome.errors += [error for each in rounds for error in each["errors"]]


async def run(options: argparse.Namespace) -> Outcome:
    names = options.only or [*PLAIN, *OURS]
    head = ["bot", "events/s", "events per CPU s (min-max)", "p50 / p99 ms", "calls an event", "RSS MB", "fakes' load"]
    outcome = Outcome(head)
    results: dict[str, list[dict[str, Any]]] = {name: [] for name in names}
    with backing({"postgres"} if "frontdoor-postgres" in names else ()) as servers:
        for number in range(options.rounds):
            for name in names:
                results[name].append(await measure(name, servers, options))
                print(f"round {number + 1}: {name} {results[name][-1]['events_per_cpu_second']:,.0f}", flush=True)
    for name, rounds in results.items():
        tell(outcome, name, rounds)
    for ours in (name for name in OURS if name in results):
        for plain in (name for name in PLAIN if name in results):
            pairs = zip(results[ours], results[plain], strict=True)
            ratio = statistics.median(a["events_per_cpu_second"] / b["events_per_cpu_second"] for a, b in pairs)
            outcome.at_least(f"{ours}: events per CPU second to those of {plain}", ratio, BAR, " times")
    return outcome


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=6.0, help="length of the measured window")
    parser.add_argument("--only", action="append", choices=[*PLAIN, *OURS], metavar="NAME")
    parser.add_argument("--json", metavar="FILE", help="every figure")
    return finish(run, parser.parse_args())


if __name__ == "__main__":
    sys.exit(main())
