"""How PostgreSQL goes about what the writer asks, whatever it has counted of the tables."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy as sa

from storage import driver, queue, tables
from storage.database import Database
from storage.ids import Ids
from storage.unit import Unit
from tests.conftest import MakeGround

NOW = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
WAITING = {"lane": "c1", "channel": "telegram", "home": "", "act": {"is": "Say"}, "purpose": "question", "rank": 1}


def test_what_is_due_is_looked_up_by_indexes_however_small_the_table_was(
    make_ground: MakeGround, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A plan is kept while the table grows: one that reads a table of two rows whole reads one of thousands whole, too."""
    engine = Database.at(make_ground("postgres").url).connect(writes=True)
    asked: list[tuple[str, Any]] = []
    fetch = driver.fetch
    monkeypatch.setattr(
        driver,
        "fetch",
        lambda connection, words, values: asked.append((words, values)) or fetch(connection, words, values),
    )
    with engine.connect() as connection, connection.begin():
        connection.execute(sa.insert(tables.delivery).values(**WAITING, id=1, language="en", due_at=NOW))
        connection.execute(sa.text("ANALYZE delivery"))
        unit = Unit(connection, NOW, Ids(), 1)
        assert [delivery.id for delivery in queue.due(unit, "telegram", "", ["c2"], 8)] == [1]
        [(words, values)] = asked
        plan = "\n".join(row[0] for row in fetch(connection, f"EXPLAIN {words}", values))
    engine.dispose()
    assert "Index Scan" in plan
    assert "Seq Scan" not in plan
    assert "Hash" not in plan
