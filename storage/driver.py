"""Statements given to the database's driver as they stand.

For those that every turn needs: what SQLAlchemy does around one takes three to four times as long as SQLite itself
(docs/performance.md). Their words come from SQLAlchemy (`storage/prepared.py`), and errors are named as it names them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

import sqlalchemy as sa
from sqlalchemy.engine.interfaces import DBAPICursor

Parameters: TypeAlias = Sequence[Any] | dict[str, Any]


def fetch(connection: sa.Connection, words: str, parameters: Parameters) -> list[tuple[Any, ...]]:
    """The rows that a select finds. Raises DBAPIError."""
    with _Cursor(connection, words) as cursor:
        cursor.execute(words, parameters)
        return list(cursor.fetchall())


def run(connection: sa.Connection, words: str, parameters: Parameters = ()) -> None:
    """Executes a statement that finds nothing. Raises DBAPIError."""
    with _Cursor(connection, words) as cursor:
        cursor.execute(words, parameters)


def run_many(connection: sa.Connection, words: str, rows: Sequence[Sequence[Any]]) -> None:
    """Executes it for one row after another. Raises DBAPIError."""
    with _Cursor(connection, words) as cursor:
        cursor.executemany(words, rows)


_KEPT = "front door's cursor"


class _Cursor:
    """A cursor of the driver, kept with its connection for the next statement: for PostgreSQL a new one costs an eighth of
    a small statement's time. One that an error came to is not used again."""

    __slots__ = ("_connection", "_cursor", "_words")

    def __init__(self, connection: sa.Connection, words: str) -> None:
        self._connection = connection
        self._words = words

    def __enter__(self) -> DBAPICursor:
        known = self._connection.info
        if (cursor := known.get(_KEPT)) is None:
            cursor = known[_KEPT] = self._connection.connection.cursor()
        self._cursor: DBAPICursor = cursor
        return cursor

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if error is None:
            return
        self._connection.info.pop(_KEPT, None)
        self._cursor.close()
        if isinstance(error, self._connection.dialect.loaded_dbapi.Error):
            raise _named(self._connection, self._words, error) from error


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
