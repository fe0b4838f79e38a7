"""What every kind of test may stand on: SQLite, or a real PostgreSQL and Redis that the tests start by themselves."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from playground.servers import Postgres, Redis
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
    """A PostgreSQL of this test run; every test gets a database of its own, copied from one that is migrated once."""

    def __init__(self, server: Postgres) -> None:
        self.server = server
        self._numbers = itertools.count(1)
        self._do("CREATE DATABASE migrated")
        migrate(Database.at(server.url_of("migrated")))

    def fresh(self) -> tuple[str, str]:
        """The name and the address of a new database."""
        name = f"test_{next(self._numbers)}"
        self._do(f"CREATE DATABASE {name} TEMPLATE migrated STRATEGY file_copy")
        return name, self.server.url_of(name)

    def empty(self) -> str:
        """The address of a new database without any table."""
        name = f"empty_{next(self._numbers)}"
        self._do(f"CREATE DATABASE {name}")
        return self.server.url_of(name)

    def drop(self, name: str) -> None:
        self._do(f"DROP DATABASE {name} WITH (FORCE)")

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


MakeGround = Callable[[str], Ground]


@pytest.fixture
def make_ground(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[MakeGround]:
    """Makes a database of a kind: sqlite, or postgres with a Redis beside it."""
    made: list[tuple[PostgresGround, str]] = []

    def make(kind: str) -> Ground:
        if kind == "sqlite":
            url = f"sqlite:///{tmp_path / 'frontdoor.db'}"
            migrate(Database.at(url))
            return Ground(kind, url)
        server: PostgresGround = request.getfixturevalue("postgres")
        name, url = server.fresh()
        made.append((server, name))
        redis: Redis = request.getfixturevalue("redis_server")
        old(redis)
        return Ground(kind, url, redis.url)

    yield make
    for server, name in made:
        server.drop(name)


@pytest.fixture(params=["sqlite", "postgres"])
def ground(request: pytest.FixtureRequest, make_ground: MakeGround) -> Ground:
    """An empty database, of each kind in turn."""
    return make_ground(request.param)
