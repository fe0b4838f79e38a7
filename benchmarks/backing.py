"""A throw-away PostgreSQL and Redis for a run, in processes that end with the benchmark, whatever ends that.

Their CPU time and memory are not the bot's: they are children of a keeper of their own (this file, run as a program).
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterator
from pathlib import Path

import psycopg
import redis
from processes import RoundFailed

from playground.servers import CannotServe, Postgres, Redis

SERVERS = {"postgres": lambda folder: Postgres(folder, durable=True), "redis": Redis}
STOPS_WITHIN = 30.0


class Backing:
    """The running servers' addresses. `pid`: the keeper, whose family the servers are."""

    def __init__(self, pid: int, urls: dict[str, str]) -> None:
        self.pid = pid
        self._urls = urls
        self._made = 0

    def fresh(self) -> dict[str, str]:
        """`database`: the address of a new, empty database; `redis`: that of a Redis with nothing in it. Only of servers
        that run."""
        places = {}
        if url := self._urls.get("postgres"):
            self._made += 1
            name = f"bench_{self._made}"
            with psycopg.connect(url, autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE {name}")
            places["database"] = f"{url.rpartition('/')[0]}/{name}"
        if url := self._urls.get("redis"):
            self._made += 1
            places["redis"] = f"{url.rpartition('/')[0]}/{self._made % 16}"
            empty(places["redis"])
        return places

    def drop(self, database: str) -> None:
        """What a round has left behind goes: a million tickets take gigabytes."""
        with psycopg.connect(self._urls["postgres"], autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {database.rpartition('/')[2]} WITH (FORCE)")


def empty(url: str) -> None:
    """Empties one of Redis's databases, which then counts as one that has been there for long: a Redis that is new lets
    little go for its first twenty seconds, since much may have gone before (docs/decisions/0011)."""
    with contextlib.closing(redis.Redis.from_url(url)) as client:
        client.flushdb()
        client.set("frontdoor:{BEN}:pace", "1.0")  # the key of benchmarks/desk.yml


@contextlib.contextmanager
def backing(needs: Collection[str]) -> Iterator[Backing]:
    """Servers (`postgres`, `redis`) for as long as it is entered. Raises RoundFailed where one doesn't start."""
    with tempfile.TemporaryDirectory(prefix="backing-") as folder:
        Path(folder).chmod(0o755)  # PostgreSQL may run as another user
        command = [sys.executable, __file__, folder, *needs]
        keeper = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True
        )
        assert keeper.stdin
        assert keeper.stdout
        try:
            if not (said := keeper.stdout.readline()):
                raise RoundFailed("the servers don't start; what is missing stands above")
            yield Backing(keeper.pid, json.loads(said))
        finally:
            keeper.stdin.close()
            keeper.wait(STOPS_WITHIN)


def keep(folder: Path, needs: Collection[str]) -> int:
    """Starts servers, tells their addresses, and stops them when standard input ends."""
    with contextlib.ExitStack() as stack:
        try:
            running = {name: stack.enter_context(SERVERS[name](folder / name)) for name in needs}
        except CannotServe as problem:
            print(problem, file=sys.stderr)
            return 1
        print(json.dumps({name: server.url for name, server in running.items()}), flush=True)
        sys.stdin.read()
    return 0


if __name__ == "__main__":
    sys.exit(keep(Path(sys.argv[1]), sys.argv[2:]))
