"""Turns a second, and turns per second of CPU, of Front Door beside plain python-telegram-bot and aiogram bots.

    python benchmarks/turns.py [--rounds 5] [--seconds 6] [--requesters 40] [--only NAME ...] [--json FILE]

Every round gives each bot in turn a fresh process, a fresh fake Bot API with a fresh crowd, a warm-up, and then a
window over which turns are counted (in the fake) and the CPU time of the bot's process is read (from /proc, start-up
not included). Everything is on 127.0.0.1 and limited in time. Linux only.
"""

from __future__ import annotations

import argparse
import asyncio
import importlib.metadata
import os
import platform
import signal
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

import orjson
from backing import Backing, backing
from contenders import CONTENDERS, Contender
from processes import RoundFailed, bot, cpu_seconds, fake_platforms, free_port, ready, resident_megabytes

SPARE = 90.0  # seconds a round may take beyond warm-up and window
Round = dict[str, Any]


async def measure(contender: Contender, options: argparse.Namespace, servers: Backing) -> Round:
    """One round of one contender: its counts, CPU seconds and memory over the window. What its database's server uses is
    not its own."""
    crowd = ["--requesters", str(options.requesters), "--intakes", str(options.intakes)]
    crowd += ["--deadline", str(options.warm_up + options.seconds + SPARE)]
    crowd += ["--returning"] if options.returning else []
    with tempfile.TemporaryDirectory(prefix="turns-") as folder:
        async with fake_platforms(contender.persona, *crowd) as (fake, ports):
            places = {"telegram": ports["telegram"], "slack": ports["slack"], "port": free_port(), "folder": folder}
            places |= servers.fresh() if contender.needs else {}
            async with bot(contender, places) as process:
                mode = (await ready(fake, process))["mode"]
                fake.tell("go")
                earlier = {"errors": 0, "out_of_order": 0, "samples": []}
                if not options.intakes:
                    await asyncio.sleep(options.warm_up)
                    earlier = await fake.mark()
                before = cpu_seconds(process.pid)
                if options.intakes:
                    await fake.expect("done", options.seconds)
                else:
                    await asyncio.sleep(options.seconds)
                counts = await fake.mark()
                for name in ("errors", "out_of_order", "samples"):
                    counts[name] += earlier[name]
                cpu = cpu_seconds(process.pid) - before
                if process.returncode is not None:
                    raise RoundFailed(f"exited with {process.returncode} under load")
                return figures(mode, counts, cpu, resident_megabytes(process.pid))


def figures(mode: str, counts: Round, cpu: float, memory: float) -> Round:
    """What a round comes to; `fake_load` is the fake's share of one core."""
    turns = max(counts["turns"], 1)
    per_turn = {name: calls / turns for name, calls in sorted(counts.pop("calls").items())}
    to_telegram = sum(calls for name, calls in per_turn.items() if not name.startswith("slack "))
    return {
        **counts,
        "mode": mode,
        "cpu": cpu,
        "turns_per_second": counts["turns"] / counts["seconds"],
        "turns_per_cpu_second": counts["turns"] / cpu if cpu else 0.0,
        "cpu_ms_per_turn": 1000 * cpu / turns,
        "memory_mb": memory,
        "calls_per_turn": to_telegram,
        "calls_per_turn_by_method": per_turn,
        "fake_load": counts["fake_cpu"] / counts["seconds"],
        "fake_turns_per_cpu_second": counts["turns"] / counts["fake_cpu"] if counts["fake_cpu"] else 0.0,
    }


def table(results: dict[str, list[Round]]) -> str:
    """One row a contender: medians over its rounds, except the counts of what went wrong."""
    head = ["bot", "mode", "turns/s", "turns per CPU s (min-max)", "CPU ms/turn", "calls/turn", "p50 / p99 ms"]
    rows = [[*head, "RSS MB", "tickets/s", "errors", "out of order", "fake's load"]]
    for name, rounds in results.items():

        def median(key: str, rounds: list[Round] = rounds) -> float:
            return float(statistics.median(each[key] for each in rounds))

        per_cpu = [each["turns_per_cpu_second"] for each in rounds]
        tickets = statistics.median(each["tickets"] / each["seconds"] for each in rounds)
        rows.append(
            [
                name,
                rounds[0]["mode"],
                f"{median('turns_per_second'):,.0f}",
                f"{median('turns_per_cpu_second'):,.0f} ({min(per_cpu):,.0f}-{max(per_cpu):,.0f})",
                f"{median('cpu_ms_per_turn'):.2f}",
                f"{median('calls_per_turn'):.2f}",
                f"{median('p50_ms'):.0f} / {median('p99_ms'):.0f}",
                f"{median('memory_mb'):.0f}",
                f"{tickets:,.0f}",
                str(sum(each["errors"] for each in rounds)),
                str(sum(each["out_of_order"] for each in rounds)),
                f"{median('fake_load'):.0%}",
            ]
        )
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    rows.insert(1, ["-" * width for width in widths])
    return "\n".join("| " + " | ".join(map(str.ljust, row, widths)) + " |" for row in rows)


def ratios(results: dict[str, list[Round]]) -> list[Round]:
    """Turns per CPU second of every other contender to those of each plain bot that gets its updates in the same way.

    Taken round by round, since what else the machine does changes between rounds; `ratio` is their median.
    """
    plain = {contender.name for contender in CONTENDERS if contender.baseline} & results.keys()
    bars = {contender.name: contender.bar for contender in CONTENDERS}
    found = []
    for name in (name for name in results if name not in plain):
        for base in (base for base in results if base in plain):
            if results[name][0]["mode"] != results[base][0]["mode"]:
                continue
            ours, theirs = ([each["turns_per_cpu_second"] for each in results[which]] for which in (name, base))
            if not all(theirs):
                continue
            by_round = [a / b for a, b in zip(ours, theirs, strict=True)]
            ratio = statistics.median(by_round)
            found.append({"of": name, "to": base, "ratio": ratio, "least": min(by_round), "most": max(by_round)})
            found[-1]["bar"] = bars[base] if name.startswith("frontdoor") else None
    return found


def machine() -> Round:
    """What the figures depend on."""
    packages = ("python-telegram-bot", "aiogram", "httpx", "aiohttp", "tornado", "uvloop", "sqlalchemy", "psycopg")
    versions = {}
    for package in packages:
        try:
            versions[package] = importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            versions[package] = "not installed"
    load = os.getloadavg()[0]
    return {"python": platform.python_version(), "cores": os.cpu_count(), "load_before": load, **versions}


def chosen(only: list[str]) -> list[Contender]:
    """The contenders to measure, told apart from those that can't run here."""
    wanted = [each for each in CONTENDERS if (each.name in only if only else each.measured_by_default)]
    able = []
    for contender in wanted:
        if lack := contender.lacks():
            print(f"{contender.name}: left out, it {lack}", file=sys.stderr)
        else:
            able.append(contender)
    return able


async def all_rounds(contenders: list[Contender], options: argparse.Namespace) -> dict[str, list[Round]]:
    """Every contender's rounds, in turn. Raises RoundFailed."""
    results: dict[str, list[Round]] = {contender.name: [] for contender in contenders}
    with backing({server for contender in contenders for server in contender.needs}) as servers:
        for number in range(options.rounds):
            for contender in contenders:
                outcome = await measure(contender, options, servers)
                results[contender.name].append(outcome)
                speed = f"{outcome['turns_per_second']:,.0f} turns/s"
                print(f"round {number + 1}: {contender.name} {speed}, {outcome['cpu_ms_per_turn']:.2f} ms", flush=True)
                for sample in outcome["samples"]:
                    print(f"  error: {sample}", file=sys.stderr)
    return results


async def run(options: argparse.Namespace) -> int:
    """All rounds, interleaved; prints the table. Exit code 1 when a round failed or had errors."""
    contenders = chosen(options.only)
    if not contenders:
        return 1
    surroundings = machine()
    print(", ".join(f"{name} {value}" for name, value in surroundings.items()), flush=True)
    try:
        results = await all_rounds(contenders, options)
    except RoundFailed as failure:
        print(failure, file=sys.stderr)
        return 1
    print(f"\n{table(results)}\n")
    for each in ratios(results):
        spread = f"{each['least']:.2f}-{each['most']:.2f} by round"
        bar = f": bar {each['bar']:g}, {'' if each['ratio'] >= each['bar'] else 'not '}reached" if each["bar"] else ""
        print(f"{each['of']} does {each['ratio']:.2f} times the turns per CPU second of {each['to']} ({spread}){bar}")
    if options.json:
        report = {"machine": surroundings, "options": vars(options), "rounds": results, "ratios": ratios(results)}
        write(options.json, report)
    wrong = sum(each["errors"] + each["out_of_order"] for rounds in results.values() for each in rounds)
    return 1 if wrong else 0


def write(path: str, report: Round) -> None:
    """Every figure of the run, as JSON."""
    Path(path).write_bytes(orjson.dumps(report, option=orjson.OPT_INDENT_2))


async def run_until_stopped(options: argparse.Namespace) -> int:
    """Ctrl-C and SIGTERM cancel the run, whose children are then stopped."""
    task = asyncio.create_task(run(options))
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, task.cancel)
    try:
        return await task
    except asyncio.CancelledError:
        print("stopped", file=sys.stderr)
        return 130


def main() -> int:
    names = [contender.name for contender in CONTENDERS]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=6.0, help="length of the measured window")
    parser.add_argument("--warm-up", type=float, default=2.0, help="seconds under load before it")
    parser.add_argument("--requesters", type=int, default=40)
    parser.add_argument("--intakes", type=int, default=0, help="measure until each is through this many instead")
    parser.add_argument("--returning", action="store_true", help="the same people come back after each ticket")
    parser.add_argument("--only", action="append", default=[], choices=names, metavar="NAME", help=", ".join(names))
    parser.add_argument("--json", metavar="FILE", help="every round's figures")
    return asyncio.run(run_until_stopped(parser.parse_args()))


if __name__ == "__main__":
    sys.exit(main())
