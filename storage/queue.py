"""What is due: deliveries, timers, and updates that wait for their files."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

import sqlalchemy as sa

from core.act_json import act_to_json
from core.messages import Delivery, Fate, Never, Sent, Unsure
from core.sealing import blanked, sealed_in
from storage import albums, processes, rows, tables
from storage.among import among
from storage.ids import made_at
from storage.kinds import Instant
from storage.prepared import Prepared, Query
from storage.queries import DELIVERY
from storage.unit import Unit

_d = tables.delivery
_ahead = tables.delivery.alias("ahead")
_is_due = (
    _d.c.channel == sa.bindparam("channel"),
    _d.c.home == sa.bindparam("home"),
    _d.c.fate.is_(None),
    _d.c.started_at.is_(None),
    _d.c.due_at <= sa.bindparam("now", type_=Instant),
)
_DUE = Query(
    DELIVERY.where(
        *_is_due,
        ~among(_d.c.lane, "busy"),
        ~sa.exists().where(_ahead.c.lane == _d.c.lane, _ahead.c.fate.is_(None), _ahead.c.id < _d.c.id),
    )
    .order_by(_d.c.rank, _d.c.id)
    .limit(sa.bindparam("most"))
    .with_for_update(of=_d, skip_locked=True)  # what another process is just taking is its own
)
_ANY_DUE = Query(sa.select(_d.c.id).where(*_is_due).limit(1))
_NEXT_DUE = Query(
    sa.select(sa.func.min(_d.c.due_at).label("due_at")).where(
        _d.c.fate.is_(None), _d.c.started_at.is_(None), _d.c.due_at > sa.bindparam("now", type_=Instant)
    )
)
_START = Prepared(
    sa.update(_d)
    .where(_d.c.id == sa.bindparam("_id"))
    .values(started_at=sa.bindparam("_at"), process_id=sa.bindparam("_process"), attempts=_d.c.attempts + 1)
)
_SENT = Prepared(
    sa.update(_d)
    .where(_d.c.id == sa.bindparam("_id"))
    .values(
        fate="sent",
        fate_at=sa.bindparam("_at"),
        reason=sa.bindparam("_reason"),
        sent_place=sa.bindparam("_place"),
        sent_message=sa.bindparam("_message"),
        sent_position=sa.bindparam("_position"),
    )
)
_NEVER = Prepared(
    sa.update(_d)
    .where(_d.c.id == sa.bindparam("_id"))
    .values(fate="never", fate_at=sa.bindparam("_at"), reason=sa.bindparam("_reason"))
)
_AGAIN = Prepared(
    sa.update(_d)
    .where(_d.c.id == sa.bindparam("_id"))
    .values(
        started_at=None,
        process_id=None,
        due_at=sa.bindparam("_due"),
        reason=sa.bindparam("_reason"),
        doubted=sa.bindparam("_doubted"),
    )
)


@dataclass(frozen=True, slots=True)
class DueTimer:
    id: int
    kind: str
    ticket_id: int


def due(unit: Unit, channel: str, home: str, busy: Collection[str], most: int) -> list[Delivery]:
    """The first deliveries of their lanes in one home that may go out now, people's words first. `busy`: lanes to leave out."""
    values = {"channel": channel, "home": home, "now": unit.now, "busy": list(busy), "most": most}
    return [rows.delivery_of(row) for row in _DUE.rows(unit.connection, values)]


def any_due(unit: Unit, channel: str, home: str) -> bool:
    """Whether a delivery that is due waits there, for its lane or for a budget."""
    return bool(_ANY_DUE.rows(unit.connection, {"channel": channel, "home": home, "now": unit.now}))


def homes(unit: Unit) -> list[tuple[str, str]]:
    """Where deliveries wait: channel and home of each."""
    query = sa.select(_d.c.channel, _d.c.home).where(_d.c.fate.is_(None)).distinct()
    return [(row[0], row[1]) for row in unit.connection.execute(query)]


def next_due(unit: Unit) -> datetime | None:
    """When the next delivery that is not due yet will be."""
    [row] = _NEXT_DUE.rows(unit.connection, {"now": unit.now})
    return cast(datetime | None, row["due_at"])


def start(unit: Unit, deliveries: Sequence[Delivery]) -> None:
    """Notes that these are being sent: whoever finds them so after a crash knows that they may have arrived."""
    if deliveries:
        values = {"_at": unit.now, "_process": unit.process}
        _START.run(unit.connection, [{**values, "_id": delivery.id} for delivery in deliveries])


def take_over(unit: Unit, known: Collection[int]) -> list[tuple[Delivery, bool]]:
    """Makes its own what is marked as being sent by a process that has died, and gives it back with True. With False: what
    is marked as its own and it doesn't know of (`known`), since the answer to a commit was lost: that was never begun."""
    under_way = _d.c.fate.is_(None) & _d.c.started_at.is_not(None)
    query = (
        sa.select(_d.c.id, _d.c.process_id).where(under_way, _d.c.id.not_in(known)).with_for_update(skip_locked=True)
    )
    found = unit.connection.execute(query).all()
    if not found:
        return []
    # Asked after the deliveries were seen: whoever had begun one by then has its row.
    living = {one.id for one in processes.alive(unit.connection)} - {unit.process}
    left = {row.id: row.process_id != unit.process for row in found if row.process_id not in living}
    if not left:
        return []
    unit.connection.execute(sa.update(_d).where(_d.c.id.in_(left)).values(process_id=unit.process))
    taken = unit.connection.execute(DELIVERY.where(_d.c.id.in_(left)).order_by(_d.c.id)).mappings()
    return [(rows.delivery_of(row), left[row["id"]]) for row in taken]


def still_mine(unit: Unit, deliveries: Sequence[Delivery]) -> set[int]:
    """Which of these this process is still the one to say the fate of: another one may have taken it for dead, and a commit
    whose answer was lost may have said it already."""
    ids = [delivery.id for delivery in deliveries]
    mine = (_d.c.process_id == unit.process) & _d.c.fate.is_(None) & _d.c.started_at.is_not(None)
    query = sa.select(_d.c.id).where(_d.c.id.in_(ids), mine).with_for_update()
    return set(unit.connection.execute(query).scalars())


def settle(unit: Unit, fates: Sequence[tuple[Delivery, Fate, datetime | None]]) -> None:
    """Writes what became of deliveries; with a time, it is tried again then (doubted, where the attempt may have arrived).
    Without one, what it carried sealed is kept no longer. One without a row gets it where it is tried again."""
    for delivery, _, due in fates:
        if not delivery.kept and due is not None:
            unit.keep(delivery)
    unit.flush()
    unit.forget_copies()
    sent, never, again = [], [], []
    for delivery, fate, due in fates:
        if not delivery.kept and due is None:
            continue
        if isinstance(fate, Sent):
            sent.append(_sent(unit, delivery, fate))
        elif isinstance(fate, Never) and due is None:
            reason = f"{fate.why}: {fate.detail}" if fate.detail else fate.why
            never.append({"_id": delivery.id, "_at": unit.now, "_reason": reason})
        else:
            doubted = delivery.doubted or isinstance(fate, Unsure)
            again.append({"_id": delivery.id, "_due": due, "_reason": fate.why, "_doubted": doubted})
    for statement, values in ((_SENT, sent), (_NEVER, never), (_AGAIN, again)):
        if values:
            statement.run(unit.connection, values)
    albums.keep_sent(unit.connection, [(delivery, fate) for delivery, fate, _ in fates])
    for delivery, _, due in fates:
        if due is None and sealed_in(delivery.act):
            blank = sa.update(_d).where(_d.c.id == delivery.id).values(act=act_to_json(blanked(delivery.act)))
            unit.connection.execute(blank)


def _sent(unit: Unit, delivery: Delivery, fate: Sent) -> dict[str, Any]:
    return {
        "_id": delivery.id,
        "_at": unit.now,
        "_reason": fate.lost,
        "_place": fate.opened or delivery.place,
        "_message": fate.message,
        "_position": fate.position,
    }


def due_timers(unit: Unit, most: int) -> list[DueTimer]:
    """The timers whose time has come."""
    timer = tables.timer
    query = sa.select(timer).where(timer.c.due_at <= unit.now).order_by(timer.c.due_at).limit(most)
    return [DueTimer(row["id"], row["kind"], row["ticket_id"]) for row in unit.connection.execute(query).mappings()]


def take_timers(unit: Unit, timers: Sequence[DueTimer]) -> list[DueTimer]:
    """Takes those that are still there and due: each is handed out once, to one process."""
    timer = tables.timer
    ids = [one.id for one in timers]
    query = (
        sa.select(timer.c.id).where(timer.c.id.in_(ids), timer.c.due_at <= unit.now).with_for_update(skip_locked=True)
    )
    free = set(unit.connection.execute(query).scalars())
    unit.connection.execute(sa.delete(timer).where(timer.c.id.in_(free)))
    return [one for one in timers if one.id in free]


def waiting_lanes(unit: Unit, waited: timedelta) -> list[str]:
    """The lanes with updates that have waited for their files for so long."""
    waiting = tables.waiting_update
    query = sa.select(waiting.c.lane, sa.func.min(waiting.c.id)).group_by(waiting.c.lane)
    return [row[0] for row in unit.connection.execute(query) if made_at(row[1]) <= unit.now - waited]


def first_waiting(unit: Unit, lane: str) -> tuple[int, dict[str, Any]] | None:
    """The oldest waiting update of a lane: its row's id and its data."""
    waiting = tables.waiting_update
    query = sa.select(waiting).where(waiting.c.lane == lane).order_by(waiting.c.id).limit(1)
    row = unit.connection.execute(query).mappings().first()
    return (row["id"], row["payload"]) if row else None


def drop_waiting(unit: Unit, id: int) -> bool:
    """Takes an update out of the waiting room. False when somebody else already has."""
    query = sa.delete(tables.waiting_update).where(tables.waiting_update.c.id == id)
    return unit.connection.execute(query).rowcount == 1


def set_waiting_aside(unit: Unit, id: int, channel: str, key: str, reason: str) -> None:
    """Keeps a waiting update that can't be handled."""
    waiting = tables.waiting_update
    payload = unit.connection.execute(sa.select(waiting.c.payload).where(waiting.c.id == id)).scalar_one()
    drop_waiting(unit, id)
    _keep_poison(unit, channel, key, str(payload), reason)


def set_aside(unit: Unit, channel: str, key: str, payload: str, reason: str) -> None:
    """Keeps an update that can't be handled. Once: the same one again changes nothing."""
    if unit.claim(key):
        _keep_poison(unit, channel, key, payload, reason)


def _keep_poison(unit: Unit, channel: str, key: str, payload: str, reason: str) -> None:
    row = {"id": unit.new_id(), "channel": channel, "key": key, "at": unit.now}
    unit.connection.execute(sa.insert(tables.poison), {**row, "reason": reason, "payload": payload})


def forget_seen(unit: Unit, before: datetime) -> None:
    """Drops the keys of updates so old that no platform sends them again."""
    unit.connection.execute(sa.delete(tables.seen_update).where(tables.seen_update.c.at < before))
