"""A prepared statement writes what SQLAlchemy itself would write, on either database."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy as sa

from storage import tables
from storage.database import Database
from storage.prepared import Prepared
from tests.conftest import Ground

AT = datetime(2026, 11, 26, 10, 0, 0, 123456, tzinfo=UTC)
PERSON = {"channel": "telegram", "name": "Ann 😀", "username": None, "language": "es"}
DELIVERY = {
    "channel": "telegram",
    "home": "",
    "act": {"is": "Say", "text": [["¿Qué?", "bold"]]},
    "purpose": "question",
    "rank": 1,
    "language": "es",
    "due_at": AT,
}


@pytest.fixture
def connection(ground: Ground) -> Iterator[sa.Connection]:
    engine = Database.at(ground.url).connect(writes=True)
    with engine.connect() as opened, opened.begin():
        yield opened
    engine.dispose()


def two(row: dict[str, Any], first: int, **names: str) -> list[dict[str, Any]]:
    """Two rows that differ in their ids, and in these columns by number."""
    return [{**row, "id": id} | {name: f"{text}{id}" for name, text in names.items()} for id in (first, first + 1)]


def kept(connection: sa.Connection, table: sa.Table, *but: str) -> list[dict[str, Any]]:
    """Every row without its id and these columns, oldest first."""
    rows = connection.execute(sa.select(table).order_by(table.c.id)).mappings()
    return [{name: value for name, value in row.items() if name not in ("id", *but)} for row in rows]


@pytest.mark.parametrize(
    ("table", "row", "numbered"),
    [(tables.person, PERSON, {"platform_id": "4"}), (tables.delivery, DELIVERY, {"lane": "c"})],
    ids=["a column with a default", "data, a moment, several defaults"],
)
def test_new_rows(connection: sa.Connection, table: sa.Table, row: dict[str, Any], numbered: dict[str, str]) -> None:
    insert = Prepared(sa.insert(table))
    connection.execute(sa.insert(table), two(row, 1, **numbered))
    insert.run(connection, two(row, 3, **numbered))
    insert.run(connection, two(row, 5, **numbered)[:1])
    first, second, third, fourth, fifth = kept(connection, table, *numbered)
    assert first == second == third == fourth == fifth


def test_changed_rows_with_values_of_the_statements_own(connection: sa.Connection) -> None:
    d = tables.delivery
    change = (
        sa.update(d)
        .where(d.c.id == sa.bindparam("_id"))
        .values(started_at=None, fate="sent", fate_at=sa.bindparam("_at"), attempts=d.c.attempts + 1)
    )
    connection.execute(sa.insert(d), [*two(DELIVERY, 1, lane="c"), *two(DELIVERY, 3, lane="c")])
    connection.execute(change, [{"_id": 1, "_at": AT}, {"_id": 2, "_at": None}])
    Prepared(change).run(connection, [{"_id": 3, "_at": AT}, {"_id": 4, "_at": None}])
    first, second, third, fourth = kept(connection, d, "lane")
    assert (first, second) == (third, fourth)
    assert (first["fate"], first["fate_at"], first["attempts"], second["fate_at"]) == ("sent", AT, 1, None)


def test_rows_with_other_names_are_other_words(connection: sa.Connection) -> None:
    insert = Prepared(sa.insert(tables.person))
    insert.run(connection, [{**PERSON, "id": 1, "platform_id": "1"}])
    insert.run(connection, [{**PERSON, "id": 2, "platform_id": "2", "blocked": True}])
    assert [person["blocked"] for person in kept(connection, tables.person)] == [False, True]
