"""Which entries of the latest changes are known, and how far each was announced: the conversation it has come to."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from storage import tables
from storage.database import insert
from storage.unit import Unit

_change, _reader = tables.announced_change, tables.changes_reader


@dataclass(frozen=True, slots=True)
class Announcing:
    """An entry that is being announced, since when, and the last conversation it was told in."""

    name: str
    since: datetime
    told_up_to: int


def note(unit: Unit, names: Collection[str]) -> None:
    """The file has these entries. New ones are to be announced; those of a desk's first file are no news."""
    known = set(unit.connection.execute(sa.select(_change.c.name)).scalars())
    for name in set(names) - known:
        new = insert(unit.connection, _change).values(name=name, at=unit.now, told_up_to=0 if known else None)
        unit.connection.execute(new.on_conflict_do_nothing(index_elements=[_change.c.name]))


def open_ones(unit: Unit) -> list[Announcing]:
    """What is still to be told somebody, the oldest entry first."""
    rows = unit.connection.execute(sa.select(_change).where(_change.c.told_up_to.is_not(None)).order_by(_change.c.name))
    return [Announcing(row.name, row.at, row.told_up_to) for row in rows]


def readers(unit: Unit, entry: Announcing, most: int, up_to: int | None = None) -> Sequence[int]:
    """The next conversations to tell: of those who wanted to know before the entry came."""
    query = sa.select(_reader.c.conversation_id).where(
        _reader.c.conversation_id > entry.told_up_to, _reader.c.since < entry.since
    )
    if up_to is not None:
        query = query.where(_reader.c.conversation_id <= up_to)
    return unit.connection.execute(query.order_by(_reader.c.conversation_id).limit(most)).scalars().all()


def advance(unit: Unit, entry: Announcing, to: int | None) -> bool:
    """Takes on the conversations up to this one; None: there are no more. False where another process has been quicker."""
    mine = (_change.c.name == entry.name) & (_change.c.told_up_to == entry.told_up_to)
    return unit.connection.execute(sa.update(_change).where(mine).values(told_up_to=to)).rowcount == 1
