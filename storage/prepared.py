"""Statements for many rows, put into words once.

SQLAlchemy works out the values of every row anew, column by column; for a commit of a dozen turns that was more than the
database's own share (docs/performance.md). The words and the conversions are still SQLAlchemy's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

import sqlalchemy as sa

Row: TypeAlias = Mapping[str, Any]


class _Column(NamedTuple):
    """One value of a row: where it comes from, and how the driver wants it."""

    name: str
    convert: Callable[[Any], Any] | None


class _Words:
    """A statement in the words of one database, for rows with these names."""

    def __init__(self, statement: sa.Insert | sa.Update, dialect: sa.Dialect, names: Sequence[str]) -> None:
        compiled: Any = statement.compile(dialect=dialect, column_keys=list(names))
        self.text = str(compiled)
        given: list[str] = compiled.positiontup or list(compiled.bind_names.values())
        self._positional = compiled.positiontup is not None
        self._constants = {name: compiled.binds[name].value for name in given if not compiled.binds[name].required}
        self._constants |= {column.key: column.default.arg for column in compiled.insert_prefetch}
        self._columns = [
            _Column(name, compiled.binds[name].type.dialect_impl(dialect).bind_processor(dialect)) for name in given
        ]

    def values(self, row: Row) -> Any:
        """A row as the driver takes it."""
        row = {**self._constants, **row} if self._constants else row
        if self._positional:
            return tuple([convert(row[name]) if convert else row[name] for name, convert in self._columns])
        return {name: convert(row[name]) if convert else row[name] for name, convert in self._columns}


class Prepared:
    """An insert or update whose parameters bear the names of the rows' values."""

    def __init__(self, statement: sa.Insert | sa.Update) -> None:
        self._statement = statement
        self._words: dict[tuple[str, ...], _Words] = {}

    def run(self, connection: sa.Connection, rows: Sequence[Row]) -> None:
        """Executes it for every row. All have the same names."""
        key = (connection.dialect.name, *rows[0])
        words = self._words.get(key)
        if words is None:
            words = self._words[key] = _Words(self._statement, connection.dialect, key[1:])
        connection.exec_driver_sql(words.text, [words.values(row) for row in rows])
