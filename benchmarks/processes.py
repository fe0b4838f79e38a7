"""The benchmark's child processes: started in sessions of their own, measured through /proc, always stopped."""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import orjson
from contenders import HERE, Contender

TICK = os.sysconf("SC_CLK_TCK")  # /proc counts CPU time in these, usually 100 a second
STOP_WITHIN = 10.0  # seconds from SIGTERM to SIGKILL
READY_WITHIN = 30.0
ANSWER_WITHIN = 20.0  # seconds the fake may take to answer a command; it is a busy process
PR_SET_PDEATHSIG = 1  # prctl(2): the signal this process gets when its parent dies
LOG_TAIL = 2000  # characters of a failed bot's log that are shown


class RoundFailed(Exception):
    """A round that can't count, with the reason and the end of the bot's log."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def family(pid: int) -> list[int]:
    """The process and all its living descendants."""
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                parents.setdefault(int(stat_fields(entry)[1]), []).append(int(entry.name))
    found = [pid]
    for member in found:
        found.extend(parents.get(member, ()))
    return found


def stat_fields(process: Path) -> list[str]:
    """Fields of /proc/PID/stat after the name: state, parent, ... (proc(5), from field 3 on)."""
    return (process / "stat").read_text().rpartition(")")[2].split()


def cpu_seconds(pid: int) -> float:
    """User and system time so far, of the process, its descendants and those it has waited for."""
    ticks = 0
    for member in family(pid):
        with contextlib.suppress(OSError):
            ticks += sum(int(value) for value in stat_fields(Path(f"/proc/{member}"))[11:15])
    return ticks / TICK


def resident_megabytes(pid: int) -> float:
    """Resident memory of the process and its descendants."""
    kilobytes = 0
    for member in family(pid):
        with contextlib.suppress(OSError):
            for line in Path(f"/proc/{member}/status").read_text().splitlines():
                if line.startswith("VmRSS:"):
                    kilobytes += int(line.split()[1])
    return kilobytes / 1024


def dies_with_us() -> Callable[[], None]:
    """What a child is to run before its program, so that it is killed when this process is, even by SIGKILL."""
    prctl, parent = ctypes.CDLL(None).prctl, os.getpid()

    def prepare() -> None:
        prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != parent:  # the parent has died meanwhile
            os._exit(1)

    return prepare


async def stop(process: asyncio.subprocess.Process) -> None:
    """SIGTERM, and SIGKILL when that isn't heard; by its own id, never by name."""
    if process.returncode is not None:
        return
    with contextlib.suppress(ProcessLookupError):
        process.send_signal(signal.SIGTERM)
    try:
        await asyncio.wait_for(process.wait(), STOP_WITHIN)
    except TimeoutError:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()


class Fake:
    """The fake platforms' process, spoken to by lines."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process

    async def expect(self, event: str, within: float) -> dict[str, Any]:
        """The next event, which must be this one."""
        assert self.process.stdout is not None
        try:
            line = await asyncio.wait_for(self.process.stdout.readline(), within)
        except TimeoutError:
            raise RoundFailed(f"no {event!r} from the fake platforms within {within:g} s") from None
        if not line:
            raise RoundFailed("the fake platforms have ended")
        facts: dict[str, Any] = orjson.loads(line)
        if facts["event"] != event:
            raise RoundFailed(f"expected {event!r} from the fake platforms, got {facts}")
        return facts

    def tell(self, command: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(command.encode() + b"\n")

    async def mark(self) -> dict[str, Any]:
        """Counts since the last mark."""
        self.tell("mark")
        return await self.expect("mark", ANSWER_WITHIN)


@contextlib.asynccontextmanager
async def fake_platforms(persona: str, *options: str) -> AsyncIterator[tuple[Fake, dict[str, Any]]]:
    """The fakes' process and its ports; ended when left."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        str(HERE / "fake_telegram.py"),
        "--persona",
        persona,
        *options,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        start_new_session=True,  # Ctrl-C reaches this process only, which then stops its children
    )
    try:
        fake = Fake(process)
        yield fake, await fake.expect("listening", READY_WITHIN)
    finally:
        await stop(process)


@contextlib.asynccontextmanager
async def bot(contender: Contender, places: dict[str, Any]) -> AsyncIterator[asyncio.subprocess.Process]:
    """The contender's process in an environment of its own; stopped when left. Its log goes to `folder`/log."""
    own = {name: value.format(**places) for name, value in contender.environment.items()}
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    log = Path(places["folder"]) / "log"
    with log.open("wb") as output:
        process = await asyncio.create_subprocess_exec(
            *(part.format(**places) for part in contender.command),
            env={**kept, **own},
            cwd=places["folder"],
            stdin=asyncio.subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
            preexec_fn=dies_with_us(),
        )
    try:
        yield process
    except RoundFailed as failure:
        tail = log.read_text(errors="replace")[-LOG_TAIL:]
        raise RoundFailed(f"{contender.name}: {failure}\n{tail}") from None
    finally:
        await stop(process)


async def ready(fake: Fake, process: asyncio.subprocess.Process) -> dict[str, Any]:
    """Waits until the bot takes updates; fails early when it exits instead."""
    waits = asyncio.create_task(fake.expect("ready", READY_WITHIN))
    exits = asyncio.create_task(process.wait())
    try:
        await asyncio.wait({waits, exits}, return_when=asyncio.FIRST_COMPLETED)
        if waits.done():
            return waits.result()
        raise RoundFailed(f"exited with {exits.result()} before it took any update")
    finally:
        waits.cancel()
        exits.cancel()
