"""Two web processes beside one, with PostgreSQL, Redis and one worker: turns a second, and what each process pays.

    python benchmarks/two_webs.py [--rounds 3] [--seconds 8] [--json FILE]

The same crowd and intake as in turns.py, by webhook; the fake Telegram hands the updates to the webs in turn, as a
balancer would. Twice the webs can do twice the work only where each process has a core: one for each web, the worker,
PostgreSQL and the fake. With fewer cores turns a second say nothing about it; then look at what a turn costs a web: what
two webs could do is twice what one could, divided by how much dearer a turn has become. Linux only.
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
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from backing import Backing, backing
from contenders import FRONTDOOR_COMMAND, FRONTDOOR_WEBHOOK, Contender
from outcome import Outcome, finish
from processes import RoundFailed, bot, cpu_seconds, fake_platforms, free_port, ready

from storage.database import Database
from storage.migrate import migrate

WARM_UP = 3.0
UP_WITHIN = 20.0
BAR = 1.7
CORES = 5  # two webs, the worker, PostgreSQL, the fake


async def reachable(port: int) -> None:
    """Until the web on this port is ready. Raises RoundFailed."""
    until = time.perf_counter() + UP_WITHIN
    while time.perf_counter() < until:
        with contextlib.suppress(OSError, urllib.error.HTTPError):
            await asyncio.to_thread(urllib.request.urlopen, f"http://127.0.0.1:{port}/readyz", None, 2.0)
            return
        await asyncio.sleep(0.1)
    raise RoundFailed("a web is not ready in time")


async def measure(webs: int, servers: Backing, options: argparse.Namespace) -> dict[str, Any]:
    """One round with so many webs."""
    backed = servers.fresh()
    await asyncio.to_thread(migrate, Database.at(backed["database"]))
    own = [free_port() for _ in range(webs)]
    crowd = ["--requesters", str(options.requesters), "--deadline", str(options.seconds + 90)]
    crowd += [word for port in own for word in ("--web", str(port))]
    environment = {**FRONTDOOR_WEBHOOK, "DATABASE_URL": backed["database"], "REDIS_URL": backed["redis"]}
    environment |= {"FRONTDOOR_PUBLIC_URL": f"http://127.0.0.1:{own[0]}"}
    async with contextlib.AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="webs-")))
        fake, ports = await stack.enter_async_context(fake_platforms("frontdoor", *crowd))

        async def start(kind: str, number: int, port: int) -> asyncio.subprocess.Process:
            place = folder / f"{kind}{number}"
            place.mkdir()
            command = Contender(f"{kind} {number}", "frontdoor", (FRONTDOOR_COMMAND, kind), environment)
            return await stack.enter_async_context(bot(command, {**ports, "port": port, "folder": str(place)}))

        served = [await start("web", number, port) for number, port in enumerate(own, 1)]
        worker = await start("worker", 1, 0)
        await ready(fake, served[0])
        for port in own:
            await reachable(port)
        pids = {
            **{f"web {n}": web.pid for n, web in enumerate(served, 1)},
            "worker": worker.pid,
            "servers": servers.pid,
        }
        fake.tell("go")
        await asyncio.sleep(WARM_UP)
        earlier = await fake.mark()
        before = {name: cpu_seconds(pid) for name, pid in pids.items()}
        await asyncio.sleep(options.seconds)
        counts = await fake.mark()
        spent = {name: cpu_seconds(pid) - before[name] for name, pid in pids.items()}
        return figures(counts, earlier, spent)


def figures(counts: dict[str, Any], earlier: dict[str, Any], spent: dict[str, float]) -> dict[str, Any]:
    """CPU milliseconds a turn for the webs together, the worker, PostgreSQL and Redis, and the fake."""
    if not counts["turns"]:
        raise RoundFailed("no turn in the window")
    webs = [seconds for name, seconds in spent.items() if name.startswith("web")]
    shares = {"web": sum(webs), "worker": spent["worker"], "servers": spent["servers"], "fake": counts["fake_cpu"]}
    return {
        "turns_per_second": counts["turns"] / counts["seconds"],
        "p50_ms": counts["p50_ms"],
        "cpu_ms": {name: 1000 * seconds / counts["turns"] for name, seconds in shares.items()},
        "busiest": max(max(webs), spent["worker"]) / counts["seconds"],
        "errors": counts["errors"] + counts["out_of_order"] + earlier["errors"] + earlier["out_of_order"],
        "samples": earlier["samples"] + counts["samples"],
    }


async def run(options: argparse.Namespace) -> Outcome:
    cpu = [f"{name} ms" for name in ("webs", "worker", "PostgreSQL + Redis", "fake")]
    outcome = Outcome(["webs", "turns/s", "p50 ms", *cpu, "busiest process"])
    rounds: dict[int, list[dict[str, Any]]] = {1: [], 2: []}
    with backing(("postgres", "redis")) as servers:
        for number in range(options.rounds):
            for webs, found in rounds.items():
                found.append(await measure(webs, servers, options))
                print(f"round {number + 1}: {webs} web(s) {found[-1]['turns_per_second']:,.0f} turns/s", flush=True)
    for webs, found in rounds.items():
        paid = [f"{statistics.median(each['cpu_ms'][name] for each in found):.2f}" for name in found[0]["cpu_ms"]]
        speed = statistics.median(each["turns_per_second"] for each in found)
        wait = statistics.median(each["p50_ms"] for each in found)
        busiest = f"{statistics.median(each['busiest'] for each in found):.0%}"
        outcome.row([str(webs), f"{speed:,.0f}", f"{wait:.0f}", *paid, busiest], webs=webs, rounds=found)
        outcome.errors += [sample for each in found for sample in each["samples"]]
    judge(outcome, rounds)
    return outcome


def judge(outcome: Outcome, rounds: dict[int, list[dict[str, Any]]]) -> None:
    """The bar, where the machine can show it; and what the CPU times alone would allow."""
    pairs = list(zip(rounds[1], rounds[2], strict=True))
    wall = statistics.median(two["turns_per_second"] / one["turns_per_second"] for one, two in pairs)
    room = statistics.median(2 * one["cpu_ms"]["web"] / two["cpu_ms"]["web"] for one, two in pairs)
    cores = len(os.sched_getaffinity(0))
    if cores >= CORES:
        outcome.at_least("turns a second with two webs to those with one", wall, BAR, " times")
    else:
        outcome.notes.append(
            f"This machine has {cores} cores, {CORES} are needed: two webs did {wall:.2f} times the turns of one here, "
            "which says little."
        )
    outcome.at_least("what two webs have room for, by their CPU a turn, to what one has", room, BAR, " times")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=8.0, help="length of the measured window")
    parser.add_argument("--requesters", type=int, default=80)
    parser.add_argument("--json", metavar="FILE", help="every figure")
    return finish(run, parser.parse_args())


if __name__ == "__main__":
    sys.exit(main())
