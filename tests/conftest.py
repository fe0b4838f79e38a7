"""What every kind of test may stand on: SQLite, or a real PostgreSQL and Redis that the tests start by themselves."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from playground.servers import Postgres, Redis
from storage import tables
from storage.database import Database
from storage.migrate import migrate
from tests.storage.redis import old


@dataclass(frozen=True)
class Ground:
    """A migrated, empty database; with PostgreSQL a Redis beside it."""

    kind: str
    url: str
    redis: str | None = None

    @property
    def environ(self) -> dict[str, str]:
        """The settings that lead to it."""
        return {"DATABASE_URL": self.url, **({"REDIS_URL": self.redis} if self.redis else {})}

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Nobody else can write meanwhile."""
        engine = Database.at(self.url).connect(writes=True)
        with engine.connect() as connection, connection.begin():
            if self.kind == "postgres":
                connection.exec_driver_sql("LOCK TABLE seen_update IN ACCESS EXCLUSIVE MODE")
            yield
        engine.dispose()


class PostgresGround:
    """A PostgreSQL of this test run. A test has a database to itself; emptied, the next one gets it."""

    def __init__(self, server: Postgres) -> None:
        self.server = server
        self._numbers = itertools.count(1)
        self._free: list[str] = []

    def fresh(self) -> tuple[str, str]:
        """The name and the address of a migrated, empty database."""
        if self._free:
            name = self._free.pop()
        else:
            name = f"test_{next(self._numbers)}"
            self._do(f"CREATE DATABASE {name}")
            migrate(Database.at(self.server.url_of(name)))
        return name, self.server.url_of(name)

    def empty(self) -> str:
        """The address of a new database without any table."""
        name = f"empty_{next(self._numbers)}"
        self._do(f"CREATE DATABASE {name}")
        return self.server.url_of(name)

    def give_back(self, name: str) -> None:
        """Whoever is still connected to it is cut off, and everything in it is gone."""
        others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()"
        every = ", ".join(table.name for table in tables.metadata.sorted_tables)
        with psycopg.connect(self.server.url_of(name), autocommit=True) as connection:
            connection.execute(others, [name])
            connection.execute(f"TRUNCATE {every}")
        self._free.append(name)

    def _do(self, statement: str) -> None:
        with psycopg.connect(self.server.url, autocommit=True) as connection:
            connection.execute(statement)


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgresGround]:
    with Postgres(tmp_path_factory.mktemp("postgres")) as server:
        yield PostgresGround(server)


@pytest.fixture(scope="session")
def redis_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Redis]:
    """A Redis for this test process; what a test needs empty it flushes."""
    with Redis(tmp_path_factory.mktemp("redis")) as server:
        yield server


@pytest.fixture(scope="session")
def sqlite_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite file, to be copied."""
    file = tmp_path_factory.mktemp("sqlite") / "migrated.db"
    migrate(Database.at(f"sqlite:///{file}"))
    return file


MakeGround = Callable[[str], Ground]


@pytest.fixture
def make_ground(request: pytest.FixtureRequest, tmp_path: Path, sqlite_file: Path) -> Iterator[MakeGround]:
    """Makes a database of a kind: sqlite, or postgres with a Redis beside it."""
    made: list[tuple[PostgresGround, str]] = []

    def make(kind: str) -> Ground:
        if kind == "sqlite":
            file = shutil.copy(sqlite_file, tmp_path / "frontdoor.db")
            return Ground(kind, f"sqlite:///{file}")
        server: PostgresGround = request.getfixturevalue("postgres")
        name, url = server.fresh()
        made.append((server, name))
        redis: Redis = request.getfixturevalue("redis_server")
        old(redis)
        return Ground(kind, url, redis.url)

    yield make
    for server, name in made:
        server.give_back(name)


@pytest.fixture(params=["sqlite", "postgres"])
def ground(request: pytest.FixtureRequest, make_ground: MakeGround) -> Ground:
    """An empty database, of each kind in turn."""
    return make_ground(request.param)
