"""Which database, and how to connect to it: SQLite by default, PostgreSQL for more than one machine."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.dialects import postgresql, sqlite

from core.errors import WrongSetup
from storage import driver

READERS = 4
"""Connections for reading, beside the one that writes."""

_POSTGRES = ("postgres", "postgresql", "postgresql+psycopg", "postgresql+asyncpg")
_SQLITE = ("sqlite", "sqlite+aiosqlite", "sqlite+pysqlite")

_LIMITS = "-c statement_timeout=15000 -c lock_timeout=5000 -c idle_in_transaction_session_timeout=30000"
"""In milliseconds: a process that hangs in the middle of a transaction holds nobody up for longer."""

_LOOK_UPS = "-c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c jit=off"
"""What the writer asks is looked up by indexes, a few rows at a time. PostgreSQL must not believe otherwise of tables that have
just grown and that it has not counted yet: a burst of 1,500 people had it join all that waits with itself at every look."""


@dataclass(frozen=True, slots=True)
class Database:
    """The database of one address (`DATABASE_URL`)."""

    url: sa.URL

    @classmethod
    def at(cls, address: str) -> Database:
        """Raises WrongSetup for what is no address of a database we know. The program's own driver is used whatever the
        address names: one that other programs use is taken as it is."""
        try:
            url = sa.make_url(address)
        except sa.exc.ArgumentError:
            raise WrongSetup("DATABASE_URL: found no address, allowed sqlite:///FILE or postgresql://…") from None
        if url.drivername in _SQLITE and url.database:
            return cls(url.set(drivername="sqlite"))
        if url.drivername in _POSTGRES and url.database:
            return cls(url.set(drivername="postgresql+psycopg"))
        raise WrongSetup("DATABASE_URL: found another kind of address, allowed sqlite:///FILE or postgresql://…/NAME")

    def __str__(self) -> str:
        """For people: without what opens it."""
        return str(self.file or self.url.render_as_string(hide_password=True))

    @property
    def file(self) -> Path | None:
        """The file of a SQLite database."""
        return Path(self.url.database or "") if self.url.drivername == "sqlite" else None

    def connect(self, *, writes: bool) -> sa.Engine:
        """An engine with one connection that may write, or with several that can't."""
        options: dict[str, Any] = {
            "poolclass": sa.pool.QueuePool,
            "pool_size": 1 if writes else READERS,
            "max_overflow": 0,
            "hide_parameters": True,  # they are what people wrote, and errors go to the log
        }
        return self._sqlite(options, writes) if self.file else self._postgres(options, writes)

    def _postgres(self, options: dict[str, Any], writes: bool) -> sa.Engine:
        limits = f"{_LIMITS} {_LOOK_UPS}" if writes else f"{_LIMITS} -c default_transaction_read_only=on"
        arguments = {
            "options": limits,
            "connect_timeout": 5,
            "tcp_user_timeout": 15000,
            "application_name": "frontdoor",
        }
        return sa.create_engine(
            self.url, connect_args=arguments, pool_recycle=1800, pool_pre_ping=not writes, **options
        )

    def _sqlite(self, options: dict[str, Any], writes: bool) -> sa.Engine:
        """WAL, every commit on disk (synchronous=FULL), transactions begun by us: Python's sqlite3 begins them late and in
        its own way; isolation_level None leaves it to the "begin" event."""
        assert self.file
        self.file.parent.mkdir(parents=True, exist_ok=True)
        engine = sa.create_engine(self.url, connect_args={"check_same_thread": False}, **options)

        @event.listens_for(engine, "connect")
        def _(connection: Any, record: Any) -> None:
            connection.isolation_level = None
            for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000"):
                connection.execute(f"PRAGMA {pragma}")
            if not writes:
                connection.execute("PRAGMA query_only=ON")

        @event.listens_for(engine, "begin")
        def _(connection: sa.Connection) -> None:
            driver.run(connection, "BEGIN IMMEDIATE" if writes else "BEGIN")

        return engine


def shares(connection: sa.Connection) -> bool:
    """Whether several transactions may write at once, so that rows must be locked."""
    return connection.dialect.name == "postgresql"


def insert(connection: sa.Connection, table: sa.Table) -> Any:
    """An insert that can say what happens when the row is there already: each database has its own."""
    return (postgresql if shares(connection) else sqlite).insert(table)


def wall_clock(connection: sa.Connection) -> int:
    """The time of the clock that all processes of this database share, in microseconds since 1970. Not a story's: by it
    the living are told from the dead."""
    if shares(connection):
        return int(
            connection.exec_driver_sql("SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint").scalar_one()
        )
    return time.time_ns() // 1000
