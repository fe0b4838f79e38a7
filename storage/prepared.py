"""Statements for every turn, put into words once.

SQLAlchemy works out the values of every row anew, column by column; for a commit of a dozen turns that was more than the
database's own share (docs/performance.md). The words and the conversions are still SQLAlchemy's. SQLite's driver is given
the rows one by one; PostgreSQL all of them as one value, since there every row would be a message of its own to the server.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import Any, NamedTuple, Protocol, TypeAlias

import orjson
import sqlalchemy as sa
from sqlalchemy.sql.dml import ReturningInsert
from sqlalchemy.sql.visitors import replacement_traverse

from storage import driver
from storage.database import shares
from storage.kinds import Data, Instant

Row: TypeAlias = Mapping[str, Any]
Statement: TypeAlias = sa.Insert | sa.Update


class _Column(NamedTuple):
    """One value of a row: its name, and how the driver wants it."""

    name: str
    convert: Callable[[Any], Any] | None


class _Words(Protocol):
    """A statement in the words of one database, for rows with the same names."""

    def run(self, connection: sa.Connection, rows: Sequence[Row]) -> None: ...


class _OneByOne:
    """For drivers that run a statement for row after row."""

    def __init__(self, statement: Statement, dialect: sa.Dialect, names: Sequence[str]) -> None:
        compiled: Any = statement.compile(dialect=dialect, column_keys=list(names))
        self._text = str(compiled)
        given: list[str] = compiled.positiontup
        self._constants = {name: compiled.binds[name].value for name in given if not compiled.binds[name].required}
        self._constants |= {column.key: column.default.arg for column in compiled.insert_prefetch}
        self._pick = itemgetter(*given) if len(given) > 1 else lambda row: (row[given[0]],)
        converters = ((at, _converter(compiled.binds[name].type, dialect)) for at, name in enumerate(given))
        self._converters = [(at, convert) for at, convert in converters if convert]

    def run(self, connection: sa.Connection, rows: Sequence[Row]) -> None:
        driver.run_many(connection, self._text, [self._value(row) for row in rows])

    def _value(self, row: Row) -> Sequence[Any]:
        picked = self._pick({**self._constants, **row} if self._constants else row)
        if not self._converters:
            return picked
        value = list(picked)
        for at, convert in self._converters:
            value[at] = convert(value[at])
        return value


class _AllAtOnce:
    """For PostgreSQL: the rows come as one JSON text, and the database makes a table of it."""

    def __init__(self, statement: Statement, dialect: sa.Dialect, names: Sequence[str]) -> None:
        plain: Any = statement.compile(dialect=dialect, column_keys=list(names))
        types = {name: plain.binds[name].type for name in names}
        rows = (
            sa.func.json_to_recordset(sa.cast(sa.bindparam("rows", type_=sa.Text), sa.JSON))
            .table_valued(*(sa.column(name, type_) for name, type_ in types.items()))
            .render_derived(name="given", with_types=True)
        )
        compiled: Any = _of_rows(statement, rows.c).compile(dialect=dialect)
        self._text = str(compiled)
        self._constants = {name: value for name, value in compiled.params.items() if name != "rows"}
        converters = ((name, _converter(type_, dialect)) for name, type_ in types.items())
        self._converters = [(name, convert) for name, convert in converters if convert]

    def run(self, connection: sa.Connection, rows: Sequence[Row]) -> None:
        table = [{**row} for row in rows]
        for name, convert in self._converters:
            for row in table:
                row[name] = convert(row[name])
        driver.run(connection, self._text, {**self._constants, "rows": orjson.dumps(table).decode()})


def _of_rows(statement: Any, given: Any) -> Statement:
    """The statement with the columns of `given` in the place of its parameters."""
    if isinstance(statement, sa.Insert):
        missing: list[Any] = [column for column in statement.table.c if column.default and column.key not in given]
        defaults = {column.key: sa.literal(column.default.arg, column.type) for column in missing}
        columns = {**{column.key: column for column in given}, **defaults}
        return statement.from_select(list(columns), sa.select(*columns.values()), include_defaults=False)

    def column(element: Any, **_: Any) -> Any:
        return given[element.key] if isinstance(element, sa.BindParameter) and element.required else None

    free: sa.Update = replacement_traverse(statement, {}, column)
    named = {one.key: one for one in given if one.key in statement.table.c}
    return free.values(named) if named else free


def _converter(type_: sa.types.TypeEngine[Any], dialect: sa.Dialect) -> Callable[[Any], Any] | None:
    if isinstance(type_, Instant | Data):  # what SQLAlchemy puts around them takes as long as they do
        return type_.write
    if isinstance(type_, sa.Boolean):  # it would only look whether it is one
        return None
    return type_.dialect_impl(dialect).bind_processor(dialect)


def _reader(type_: sa.types.TypeEngine[Any], dialect: sa.Dialect) -> Callable[[Any], Any] | None:
    if isinstance(type_, Instant | Data):
        return type_.read
    return type_.dialect_impl(dialect).result_processor(dialect, None)


Asking: TypeAlias = sa.Select[Any] | sa.CompoundSelect[Any] | ReturningInsert[Any]


class Query:
    """A statement that finds rows, put into words once; they come as plain dictionaries. Its parameters are those of
    `values`; none of them may stand for a changing number of places (`storage/among.py`)."""

    def __init__(self, statement: Asking) -> None:
        self._statement = statement
        self._words: dict[str, _Question] = {}

    def rows(self, connection: sa.Connection, values: Mapping[str, Any]) -> list[dict[str, Any]]:
        """What it finds, by the columns' names."""
        dialect = connection.dialect
        words = self._words.get(dialect.name)
        if words is None:
            words = self._words[dialect.name] = _Question(self._statement, dialect)
        return words.ask(connection, values)


class _Question:
    """It in the words of one database."""

    def __init__(self, statement: Asking, dialect: sa.Dialect) -> None:
        compiled: Any = statement.compile(dialect=dialect)
        self._text = str(compiled)
        self._positional: bool = compiled.positional
        self._given = given = compiled.positiontup if compiled.positional else list(compiled.binds)
        self._parameters = [_Column(name, _converter(compiled.binds[name].type, dialect)) for name in given]
        self._constants = {name: compiled.binds[name].value for name in given if not compiled.binds[name].required}
        columns = list(statement.exported_columns)
        self._names = [str(column.key) for column in columns]
        readers = ((str(column.key), _reader(column.type, dialect)) for column in columns)
        self._readers = [(name, read) for name, read in readers if read]

    def ask(self, connection: sa.Connection, values: Mapping[str, Any]) -> list[dict[str, Any]]:
        every = {**self._constants, **values}
        given = [convert(every[name]) if convert else every[name] for name, convert in self._parameters]
        parameters = given if self._positional else dict(zip(self._given, given, strict=True))
        found = [dict(zip(self._names, row, strict=True)) for row in driver.fetch(connection, self._text, parameters)]
        for row in found:
            for name, read in self._readers:
                if (value := row[name]) is not None:
                    row[name] = read(value)
        return found


class Prepared:
    """An insert or update whose parameters bear the names of the rows' values."""

    def __init__(self, statement: Statement) -> None:
        self._statement = statement
        self._words: dict[tuple[str, ...], _Words] = {}

    def run(self, connection: sa.Connection, rows: Sequence[Row]) -> None:
        """Executes it for every row. All have the same names."""
        key = (connection.dialect.name, *rows[0])
        words = self._words.get(key)
        if words is None:
            kind = _AllAtOnce if shares(connection) else _OneByOne
            words = self._words[key] = kind(self._statement, connection.dialect, key[1:])
        words.run(connection, rows)
