"""The deliveries that carry a message to its readers: which there are, and what can still be done about those not sent."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa

from core.act_json import act_to_json
from core.messages import Act
from storage import tables
from storage.among import among

_d = tables.delivery
_removal = tables.delivery.alias("removal")
_not_there = (_d.c.purpose == "relay") & sa.or_(_d.c.fate.is_(None), _d.c.fate != "sent")
_failed = sa.or_(_d.c.fate == "never", _d.c.retried_at.is_not(None))
_STATES = (
    sa.select(_d.c.message_id, *(sa.func.sum(sa.case((what, 1), else_=0)) for what in (_not_there, _failed)))
    .where(among(_d.c.message_id, "messages"))
    .group_by(_d.c.message_id)
)
_DROP_WAITING = sa.delete(_d).where(
    _d.c.lane == sa.bindparam("lane"),
    _d.c.merge == sa.bindparam("merge"),
    _d.c.fate.is_(None),
    _d.c.started_at.is_(None),
    _d.c.attempts == 0,
)


def alive(message: int, purpose: str = "relay", removal: str = "removal") -> sa.ColumnElement[bool]:
    """Picks a message's copies that stand or are on their way: not those that failed, nor those taken away again. `purpose`:
    which kind of copies; `removal`: the purpose of what takes such away."""
    taken_away = sa.exists().where(
        _removal.c.message_id == message,
        _removal.c.purpose == removal,
        _removal.c.target_id == _d.c.id,
        sa.or_(_removal.c.fate.is_(None), _removal.c.fate == "sent"),
    )
    on_its_way_or_there = sa.or_(_d.c.fate.is_(None), _d.c.fate == "sent")
    return (_d.c.message_id == message) & (_d.c.purpose == purpose) & on_its_way_or_there & ~taken_away


def failed(connection: sa.Connection, message: int) -> int:
    """How many of a message's copies ended as failed."""
    query = sa.select(sa.func.count()).where(_d.c.message_id == message, _d.c.purpose == "relay", _d.c.fate == "never")
    return int(connection.execute(query).scalar_one())


class State(NamedTuple):
    """`arrived`: every copy of every part of a message has reached its place. `ever_failed`: something that was to be sent
    about it has ended as failed, also if it was put back since."""

    arrived: bool
    ever_failed: bool


def states(connection: sa.Connection, messages: Collection[int]) -> dict[int, State]:
    """What became of the copies of each of these messages."""
    found = {id: (missing, failed) for id, missing, failed in connection.execute(_STATES, {"messages": messages})}
    return {id: State(not missing, bool(failed)) for id in messages for missing, failed in [found.get(id, (0, 0))]}


def drop_waiting(connection: sa.Connection, lane: str, merge: str) -> None:
    """Drops an unsent delivery of the lane that says the same thing of an earlier moment."""
    connection.execute(_DROP_WAITING, {"lane": lane, "merge": merge})


def drop(connection: sa.Connection, delivery: int) -> bool:
    """Lets a delivery never go out (again), and what waits to change it neither. Returns False where it is being sent or
    was sent."""
    if not connection.execute(sa.delete(_d).where(_waits(delivery))).rowcount:
        return False
    connection.execute(sa.delete(_d).where(_d.c.target_id == delivery, _d.c.fate.is_(None), _d.c.started_at.is_(None)))
    return True


def reword(connection: sa.Connection, delivery: int, act: Act, due_at: datetime | None = None) -> bool:
    """Gives a delivery that nobody can have seen another act, and another time if one is given. Returns whether it could."""
    unseen = _waits(delivery) & ~_d.c.doubted
    values = {"act": act_to_json(act), **({"due_at": due_at} if due_at else {})}
    return bool(connection.execute(sa.update(_d).where(unseen).values(values)).rowcount)


def _waits(delivery: int) -> sa.ColumnElement[bool]:
    return (_d.c.id == delivery) & _d.c.fate.is_(None) & _d.c.started_at.is_(None)


def amend(connection: sa.Connection, delivery: int, act: Act) -> None:
    """Gives a delivery another act, whatever became of it."""
    connection.execute(sa.update(_d).where(_d.c.id == delivery).values(act=act_to_json(act)))
