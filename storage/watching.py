"""What can be watched: how much waits, what is open, what failed, and what all processes together have counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

import sqlalchemy as sa

from storage import tables, tables_programs
from storage.ids import made_at
from storage.unit import Unit

Counts: TypeAlias = Mapping[tuple[str, str], float]
"""Numbers by name and labels (any text)."""

_d, _t = tables.delivery.c, tables.ticket.c

# Whatever a partial index must serve is written out, not bound (storage/failed.py).
_WAITING = (
    sa.select(_d.channel, _d.rank, sa.func.count(), sa.func.min(_d.id))
    .where(_d.fate.is_(None))
    .group_by(_d.channel, _d.rank)
)
_FAILED = sa.select(_d.channel, sa.func.count()).where(_d.fate == sa.literal_column("'never'")).group_by(_d.channel)
_OPEN = sa.select(_t.state, sa.func.count()).where(_t.state != sa.literal_column("'closed'")).group_by(_t.state)
_SET_ASIDE = sa.select(tables.poison.c.channel, sa.func.count()).group_by(tables.poison.c.channel)
_WAITING_UPDATES = sa.select(sa.func.count()).select_from(tables.waiting_update)
_TALLY = sa.select(tables_programs.tally.c.name, tables_programs.tally.c.labels, tables_programs.tally.c.value)
_ADD = sa.text(
    "INSERT INTO tally (name, labels, value) VALUES (:name, :labels, :value) "
    "ON CONFLICT (name, labels) DO UPDATE SET value = tally.value + excluded.value"
)


@dataclass(frozen=True, slots=True)
class Watched:
    """One look. `waiting`: number and time of the oldest, by channel and rank; the rest numbers by what they say."""

    now: datetime
    waiting: Mapping[tuple[str, int], tuple[int, datetime]]
    failed: Mapping[str, int]
    open_tickets: Mapping[str, int]
    set_aside: Mapping[str, int]
    waiting_updates: int
    counts: Counts


def look(unit: Unit) -> Watched:
    """Everything at one moment; each part is a look into a small index or a small table, whatever the number of tickets."""
    run = unit.connection.execute
    return Watched(
        now=unit.now,
        waiting={(channel, rank): (number, made_at(oldest)) for channel, rank, number, oldest in run(_WAITING)},
        failed=_numbers(run(_FAILED)),
        open_tickets=_numbers(run(_OPEN)),
        set_aside=_numbers(run(_SET_ASIDE)),
        waiting_updates=int(run(_WAITING_UPDATES).scalar_one()),
        counts={(name, labels): value for name, labels, value in run(_TALLY)},
    )


def count(unit: Unit, more: Counts) -> None:
    """Adds what a process has counted since it last did. In one order, so that no two processes wait in a circle."""
    values = [{"name": name, "labels": labels, "value": more[name, labels]} for name, labels in sorted(more)]
    if values:
        unit.connection.execute(_ADD, values)


def _numbers(found: Iterable[Any]) -> dict[str, int]:
    return {name: number for name, number in found}  # noqa: C416 - rows are no pairs to the type checker
