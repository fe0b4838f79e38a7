"""Brings a database up to this version, and tells whether it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import event

from core.errors import NotReady
from storage.database import Database, shares


def migrate(database: Database) -> None:
    """Makes the database's tables, or brings them forward from any released version. Several at once wait for each other.

    Raises NotReady when it can't be reached."""
    engine = database.connect(writes=True)
    if database.file:
        event.listen(engine, "connect", _let_tables_be_rebuilt)
    try:
        with engine.begin() as connection:
            if shares(connection):
                connection.exec_driver_sql("SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0")
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_ONE_AT_A_TIME)))
            command.upgrade(_config(connection), "head")
    except sa.exc.OperationalError as error:
        raise unreachable(database, error) from error
    finally:
        engine.dispose()


def _let_tables_be_rebuilt(connection: Any, record: Any) -> None:
    """SQLite changes a table by making it anew under its name; what refers to it must not stand in the way meanwhile
    (sqlite.org/lang_altertable.html). Without effect within a transaction, so it is said before."""
    connection.execute("PRAGMA foreign_keys=OFF")


def is_current(database: Database) -> bool:
    """Whether the database is there and at this version. Raises NotReady when it can't be reached."""
    if database.file and not database.file.exists():
        return False
    engine = database.connect(writes=False)
    try:
        with engine.connect() as connection:
            revision = MigrationContext.configure(connection).get_current_revision()
            return revision == ScriptDirectory.from_config(_config(connection)).get_current_head()
    except sa.exc.OperationalError as error:
        raise unreachable(database, error) from error
    finally:
        engine.dispose()


def unreachable(database: Database, error: sa.exc.DBAPIError) -> NotReady:
    """Says which database doesn't answer, and why, without its password."""
    return NotReady(f"DATABASE_URL: {database} can't be used: {str(error.orig).strip().splitlines()[0]}")


_ONE_AT_A_TIME = 4_608_013
"""A number of our own for PostgreSQL's advisory lock."""


def _config(connection: sa.Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config
