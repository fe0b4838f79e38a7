"""Statements given to the database's driver as they stand.

For those that every turn needs: what SQLAlchemy does around one takes three to four times as long as SQLite itself
(docs/performance.md). Their words come from SQLAlchemy (`storage/prepared.py`), and errors are named as it names them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeAlias

import sqlalchemy as sa
from sqlalchemy.engine.interfaces import DBAPICursor

Parameters: TypeAlias = Sequence[Any] | dict[str, Any]


def fetch(connection: sa.Connection, words: str, parameters: Parameters) -> list[tuple[Any, ...]]:
    """The rows that a select finds. Raises DBAPIError."""
    with _cursor(connection, words) as cursor:
        cursor.execute(words, parameters)
        return list(cursor.fetchall())


def run(connection: sa.Connection, words: str, parameters: Parameters = ()) -> None:
    """Executes a statement that finds nothing. Raises DBAPIError."""
    with _cursor(connection, words) as cursor:
        cursor.execute(words, parameters)


def run_many(connection: sa.Connection, words: str, rows: Sequence[Sequence[Any]]) -> None:
    """Executes it for one row after another. Raises DBAPIError."""
    with _cursor(connection, words) as cursor:
        cursor.executemany(words, rows)


@contextmanager
def _cursor(connection: sa.Connection, words: str) -> Iterator[DBAPICursor]:
    cursor = connection.connection.cursor()
    try:
        yield cursor
    except connection.dialect.loaded_dbapi.Error as error:
        raise _named(connection, words, error) from error
    finally:
        cursor.close()


def _named(connection: sa.Connection, words: str, error: Any) -> BaseException:
    """As SQLAlchemy names it, without the values; a connection that is lost is not used again."""
    dialect = connection.dialect
    lost = dialect.is_disconnect(error, connection.connection.dbapi_connection, None)
    named: BaseException = sa.exc.DBAPIError.instance(
        words,
        None,
        error,
        dialect.loaded_dbapi.Error,
        hide_parameters=True,
        connection_invalidated=lost,
        dialect=dialect,
    )
    if lost:
        connection.invalidate(error)
    return named
