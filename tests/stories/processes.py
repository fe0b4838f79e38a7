"""The program as a process of its own, as `frontdoor run` starts it: to be killed, stopped, and read from outside."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from pathlib import Path

from tests.stories.conftest import Stage


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


class Process:
    """One `frontdoor COMMAND`. Its logs of all starts are in `log`, what it prints in `printed`."""

    def __init__(self, folder: Path, environ: dict[str, str], *command: str) -> None:
        self._folder = folder
        self._environ = {"PATH": os.environ["PATH"], "HOME": str(folder), **environ}
        self._command = command or ("run",)
        self._log = folder / f"{self._command[0]}-{free_port()}.log"
        self._process: asyncio.subprocess.Process | None = None
        self.printed = ""

    @classmethod
    def of(cls, stage: Stage, *command: str, without: tuple[str, ...] = (), **environ: str) -> Process:
        """One with the stage's settings, but for those in `without`."""
        settings = {"PORT": str(free_port()), **stage.environ, **environ}
        kept = {name: value for name, value in settings.items() if name not in without}
        return cls(stage.folder, kept, *command)

    @property
    def log(self) -> str:
        return self._log.read_text()

    async def start(self) -> None:
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "frontdoor.cli", *self._command),
                cwd=self._folder,
                env=self._environ,
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
            )

    async def __aenter__(self) -> Process:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.killed()

    async def says(self, words: str) -> None:
        """Waits until it has printed these words since its start."""
        assert self._process
        assert self._process.stdout
        said = ""
        while words not in said:
            line = await asyncio.wait_for(self._process.stdout.readline(), 60)
            assert line, f"it ended without saying {words!r}:\n{said}{self.log}"
            said += line.decode()
        self.printed += said

    async def killed(self) -> None:
        """kill -9, if it still runs."""
        if self._process and self._process.returncode is None:
            self._process.kill()
        await self.ends()

    async def dies_and_comes_back(self) -> None:
        """kill -9, and a new start."""
        await self.killed()
        await self.start()

    async def terminated(self) -> int:
        """SIGTERM. Returns the exit code; it has ten seconds."""
        assert self._process
        self._process.send_signal(signal.SIGTERM)
        return await asyncio.wait_for(self.ends(), 10)

    async def ends(self) -> int:
        """Waits for the end. Returns the exit code."""
        assert self._process
        printed, _ = await self._process.communicate()
        self.printed += printed.decode()
        return int(self._process.returncode or 0)


async def run(process: Process) -> tuple[int, str]:
    """Runs a command that ends by itself. Returns its exit code and everything it said."""
    await process.start()
    code = await asyncio.wait_for(process.ends(), 30)
    return code, process.printed + process.log
