"""200 MB of files through a relay: how far the program's memory rises above what it needs when nothing happens.

    python benchmarks/files.py [--files 10] [--megabytes 10] [--json FILE]

A requester in Telegram sends so many files, an agent in Slack as many, all at once. The simulated platforms are this process;
the program is one of its own (`frontdoor run`), whose resident memory the kernel tells: its peak against that before the
first file. Linux only.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import sys
import tempfile
from pathlib import Path
from typing import Any

from outcome import Outcome, finish
from starlette.applications import Starlette

from playground.serve import Server
from playground.slack.handles import Message
from playground.world import World

FRONTDOOR = Path(sys.executable).parent / "frontdoor"
BAR_MB = 64.0
ARRIVES_WITHIN = 240.0
SETTLES = 3.0


def memory(pid: int, what: str) -> float:
    """In megabytes: `VmRSS` now, `VmHWM` the most since `forget_peak`."""
    found = re.search(rf"{what}:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    return int(found[1]) / 1024 if found else 0.0


def forget_peak(pid: int) -> None:
    Path(f"/proc/{pid}/clear_refs").write_text("5")


async def taken(world: World) -> Message:
    """Ann's shortest request, and Anna has taken it; returns the card."""
    ann, anna = world.ann, world.anna
    said = await ann.says("It was there yesterday")
    await ann.sees_button("I have an idea", after=said, timeout=60)
    await ann.presses("I have an idea")
    await ann.sees("in one line", after=said)
    await ann.says("The page is blank")
    await ann.sees_button("Send", after=said)
    await ann.presses("Send")
    answers = await anna.sees("Topic:* The page is blank", in_channel=world.support)
    card = next(one for one in anna.channel_view(world.support) if one.ts == answers.thread_ts)
    await anna.presses("Take", message=card)
    return await anna.sees("Taken by Anna Berg", thread=card)


async def from_telegram(world: World, card: Message, files: int, size: int) -> None:
    for number in range(files):
        await world.ann.sends_file(os.urandom(size), name=f"ann-{number}.bin")
    for number in range(files):
        await world.anna.sees(f"ann-{number}.bin", thread=card, timeout=ARRIVES_WITHIN)


async def from_slack(world: World, card: Message, files: int, size: int) -> None:
    for number in range(files):
        await world.anna.posts(world.support, f"No. {number}.", card, files=[(f"anna-{number}.bin", os.urandom(size))])
    for number in range(files):
        await world.ann.sees(f"No. {number}.", timeout=ARRIVES_WITHIN)


async def measure(world: World, pid: int, options: argparse.Namespace) -> dict[str, Any]:
    card = await taken(world)
    await asyncio.sleep(SETTLES)
    idle = memory(pid, "VmRSS")
    forget_peak(pid)
    size = options.megabytes * 1024 * 1024
    await asyncio.gather(from_telegram(world, card, options.files, size), from_slack(world, card, options.files, size))
    return {"idle": idle, "peak": memory(pid, "VmHWM"), "carried": 2 * options.files * options.megabytes}


async def run(options: argparse.Namespace) -> Outcome:
    outcome = Outcome(["carried MB", "idle MB", "peak MB"])
    with tempfile.TemporaryDirectory(prefix="files-") as folder:
        async with World() as world:
            server = Server(Starlette(routes=world.routes()))
            await server.start()
            environ = {**os.environ, **world.environment(server.url), "FRONTDOOR_TELEGRAM_GROUP_RATE": "1000"}
            environ |= {
                "DATABASE_URL": f"sqlite:///{folder}/desk.db",
                "FRONTDOOR_FILES": f"{folder}/files",
                "PORT": "0",
            }
            program = await asyncio.create_subprocess_exec(str(FRONTDOOR), "run", env=environ, cwd=folder)
            try:
                found = await measure(world, program.pid, options)
            finally:
                program.terminate()
                await program.wait()
            world.closing.set()
            await server.stop()
    outcome.row([f"{found['carried']}", f"{found['idle']:.0f}", f"{found['peak']:.0f}"], **found)
    outcome.at_most("MB of memory above idle", found["peak"] - found["idle"], BAR_MB)
    return outcome


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=10, help="in each direction")
    parser.add_argument("--megabytes", type=int, default=10, help="of each file")
    parser.add_argument("--json", metavar="FILE", help="every figure")
    return finish(run, parser.parse_args())


if __name__ == "__main__":
    sys.exit(main())
