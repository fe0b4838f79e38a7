"""The dead letters: deliveries that ended as failed, and how they are put back into the queue."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from core.act_json import act_from_json
from core.failed import Failed
from core.messages import CONVERSATION_LANES
from storage import processes, tables
from storage.ids import made_at
from storage.locks import Touched
from storage.rows import Row
from storage.unit import Unit

_d = tables.delivery
_target = tables.delivery.alias("target")
_later = tables.delivery.alias("later")
_author = tables.person.alias("author")

# Written out, not bound: only then does a partial index serve the query, on SQLite and in PostgreSQL's general plans.
_NEVER = _d.c.fate == sa.literal_column("'never'")

_SUPERSEDED = sa.or_(
    sa.exists().where(_later.c.message_id == _d.c.message_id, _later.c.merge == _d.c.merge, _later.c.id > _d.c.id),
    sa.exists().where(
        _later.c.sent_place == _target.c.sent_place,
        _later.c.sent_message == _target.c.sent_message,
        _later.c.ticket_id.is_not(None),
        _later.c.id > _d.c.id,
    ),
)
_FAILED = (
    sa.select(
        _d,
        tables.ticket.c.reference,
        tables.ticket.c.team,
        tables.ticket.c.state,
        tables.ticket.c.details,
        tables.conversation.c.question,
        tables.person.c.name.label("person_name"),
        tables.person.c.blocked,
        _author.c.name.label("author_name"),
        tables.message.c.side,
        tables.message.c.kind,
        tables.message.c.former,
        _target.c.fate.label("target_fate"),
        _target.c.fate_at.label("target_at"),
        _SUPERSEDED.label("superseded"),
    )
    .select_from(_d)
    .join(tables.ticket, tables.ticket.c.id == _d.c.ticket_id, isouter=True)
    .join(tables.conversation, tables.conversation.c.id == _d.c.conversation_id, isouter=True)
    .join(tables.person, tables.person.c.id == tables.conversation.c.person_id, isouter=True)
    .join(tables.message, tables.message.c.id == _d.c.message_id, isouter=True)
    .join(_author, _author.c.id == tables.message.c.author_id, isouter=True)
    .join(_target, _target.c.id == _d.c.target_id, isouter=True)
    .where(_NEVER)
    .order_by(_d.c.fate_at.desc(), _d.c.id.desc())
)


def failed(unit: Unit, reference: str | None = None) -> list[Failed]:
    """All failed deliveries, or those of one ticket, newest first."""
    query = _FAILED
    if reference is not None:
        query = query.where(sa.func.lower(tables.ticket.c.reference) == reference.lower())
    return [_failed_of(row) for row in unit.connection.execute(query).mappings()]


def in_busy_lanes(unit: Unit, ids: Collection[int]) -> set[int]:
    """Those in whose lane another delivery is under way just now: they would overtake it, or it them."""
    moving = tables.delivery.alias("moving")
    living = [process.id for process in processes.alive(unit.connection)]  # what a dead one was sending waits anew
    query = (
        sa.select(_d.c.id)
        .join(moving, moving.c.lane == _d.c.lane)
        .where(_NEVER, moving.c.fate.is_(None), moving.c.started_at.is_not(None), moving.c.process_id.in_(living))
    )
    return {row[0] for row in unit.connection.execute(query)} & set(ids)


def touched(found: Iterable[Failed]) -> Touched:
    """Whose conversations and tickets these belong to: nobody changes those while it is decided what goes out again."""
    found = list(found)
    return Touched(
        tickets=frozenset(one.ticket for one in found if one.ticket),
        conversations=frozenset(int(one.lane[1:]) for one in found if one.lane[0] in CONVERSATION_LANES),
    )


def put_back(unit: Unit, ids: Collection[int]) -> int:
    """Lets failed deliveries be due again, each at its old place in its lane. Returns how many there were: one that
    somebody else has put back meanwhile is passed over."""
    statement = (
        sa.update(_d)
        .where(_d.c.id == sa.bindparam("_id"), _NEVER)
        .values(
            fate=None,
            fate_at=None,
            reason=None,
            started_at=None,
            process_id=None,
            attempts=sa.case((_d.c.doubted, 1), else_=0),
            due_at=unit.now,
            retried_at=unit.now,
        )
    )
    return sum(unit.connection.execute(statement, {"_id": id}).rowcount for id in sorted(ids))


def _failed_of(row: Row) -> Failed:
    why, _, detail = (row["reason"] or "").partition(": ")
    details: dict[str, Any] = row["details"] or {}
    return Failed(
        id=row["id"],
        lane=row["lane"],
        ticket=row["ticket_id"],
        channel=row["channel"],
        home=row["home"],
        purpose=row["purpose"],
        act=act_from_json(row["act"]),
        why=why,
        detail=detail,
        made_at=made_at(row["id"]),
        failed_at=row["fate_at"],
        reference=row["reference"],
        team=row["team"],
        closed=row["state"] == "closed",
        to=row["person_name"],
        address=row["address"],
        blocked=bool(row["blocked"]),
        author=row["author_name"],
        side=row["side"],
        kind=row["kind"],
        changed_at=datetime.fromisoformat(row["former"][-1][1]) if row["former"] else None,
        superseded=bool(row["superseded"]),
        still_asked=row["id"] in (row["question"], details.get("offer")),
        target=row["target_id"],
        target_fate=row["target_fate"],
        target_at=row["target_at"],
    )
