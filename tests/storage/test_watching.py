"""What is looked at for every scrape, and for the dead letters, is found by small indexes, whatever the number of rows."""

from __future__ import annotations

import asyncio
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from storage import failed, migrate, tables, watching
from storage.database import Database
from storage.store import Store
from tests.conftest import Ground

BY_INDEX = {
    "ix_ticket_open": watching._OPEN,
    "ix_delivery_failed": watching._FAILED,
    "ix_delivery_waiting_due": watching._WAITING,
    "ix_delivery_failed ": failed._FAILED,
}


@pytest.mark.parametrize("index", BY_INDEX)
def test_a_look_needs_no_walk_through_a_table(ground: Ground, index: str, request: pytest.FixtureRequest) -> None:
    url = ground.url
    if ground.kind == "postgres":  # a new one: what PostgreSQL knows of an earlier test's rows would decide too
        url = request.getfixturevalue("postgres").empty()
        migrate.migrate(Database.at(url))
    engine = Database.at(url).connect(writes=False)
    query = str(BY_INDEX[index].compile(engine, compile_kwargs={"literal_binds": True}))
    with engine.connect() as connection:
        if ground.kind == "postgres":
            connection.exec_driver_sql("SET enable_seqscan = off")  # it would walk through a table as small as this one
            connection.exec_driver_sql("SET enable_bitmapscan = off")
        explain = "EXPLAIN " if ground.kind == "postgres" else "EXPLAIN QUERY PLAN "
        plan = "\n".join(str(row) for row in connection.exec_driver_sql(explain + query.replace("%", "%%")))
    assert index.strip() in plan
    engine.dispose()


async def test_counts_of_several_processes_are_added_up(ground: Ground) -> None:
    stores = [Store(Database.at(ground.url), lambda: datetime.now(UTC), kind) for kind in ("web", "worker")]
    for store in stores:
        await store.open()
    names = [("b", "{}"), ("a", '{"x": "2"}'), ("a", '{"x": "1"}')]
    counted = [dict.fromkeys(order, 1.5) for order in (names, names[::-1]) for _ in range(20)]
    await asyncio.gather(
        *(store.write(lambda unit, more=more: watching.count(unit, more)) for more in counted for store in stores)
    )
    seen = await stores[0].read(watching.look)
    for store in stores:
        await store.close()
    assert seen.counts == dict.fromkeys(names, 120.0)


def test_the_migrations_make_what_the_tables_say(ground: Ground) -> None:
    engine = Database.at(ground.url).connect(writes=False)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        assert compare_metadata(context, tables.metadata) == []
    engine.dispose()


def test_a_database_with_deliveries_comes_forward_and_goes_back(tmp_path: Path) -> None:
    database = Database.at(f"sqlite:///{tmp_path / 'old.db'}")
    migrate.migrate(database)
    engine = database.connect(writes=True)
    with engine.begin() as connection:
        command.downgrade(migrate._config(connection), "0002")
    row = (1, "c1", "telegram", "", "{}", "relay", 0, "en", 1, 1, 0, 0, "never")
    columns = "id, lane, channel, home, act, purpose, rank, language, due_at, part, attempts, doubted, fate"
    with sqlite3.connect(tmp_path / "old.db") as old:
        assert "retried_at" not in {column[1] for column in old.execute("PRAGMA table_info(delivery)")}
        old.execute(f"INSERT INTO delivery ({columns}) VALUES ({', '.join('?' * len(row))})", row)
    migrate.migrate(database)
    with engine.begin() as connection:
        assert connection.execute(sa.select(tables.delivery.c.retried_at, tables.delivery.c.fate)).all() == [
            (None, "never")
        ]
    engine.dispose()
