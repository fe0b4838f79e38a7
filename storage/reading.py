"""What other programs are shown: tickets as plain data, with the names CONTRACT fixes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from storage import tables
from storage.rows import Row
from storage.unit import Unit

_requester = tables.person.alias("requester")
_taker = tables.person.alias("taker")
_TICKETS = (
    sa.select(
        tables.ticket,
        _requester.c.name.label("requester_name"),
        _taker.c.name.label("taker_name"),
        tables.company.c.name.label("company_name"),
    )
    .join(_requester, _requester.c.id == tables.ticket.c.requester_id)
    .join(_taker, _taker.c.id == tables.ticket.c.taker_id, isouter=True)
    .join(tables.company, tables.company.c.id == tables.ticket.c.company_id, isouter=True)
    .order_by(tables.ticket.c.id.desc())
)


def tickets(
    unit: Unit, filters: Mapping[str, str] | None = None, limit: int | None = None, offset: int = 0
) -> list[dict[str, Any]]:
    """All tickets, newest first; with `filters` (column to value) those alone that fit, with `limit` so many from `offset`."""
    query = _TICKETS.limit(limit).offset(offset) if limit else _TICKETS
    for name, value in (filters or {}).items():
        query = query.where(tables.ticket.c[name] == value)
    return [_data(row) for row in unit.connection.execute(query).mappings()]


def ticket(unit: Unit, reference: str) -> dict[str, Any] | None:
    """One ticket with its answers, its messages and what happened to it; None where there is none. It may be called by its
    id too, which is what log lines have."""
    named = sa.func.lower(tables.ticket.c.reference) == reference.lower()
    id = int(reference) if reference.isascii() and reference.isdecimal() and len(reference) < 20 else None
    query = _TICKETS.where(named if id is None else tables.ticket.c.id == id)
    row = unit.connection.execute(query).mappings().first()
    return {**_data(row), **_whole(unit, row["id"], row["answers"])} if row else None


def _data(row: Row) -> dict[str, Any]:
    closed = row["closed_at"]
    return {
        "reference": row["reference"],
        "kind": row["kind"],
        "state": row["state"],
        "desk_state": row["desk_state"],
        "topic": row["topic"],
        "team": row["team"],
        "priority": row["priority"],
        "requester": row["requester_name"],
        "company": row["company_name"],
        "taker": row["taker_name"],
        "created_at": row["created_at"].isoformat(),
        "closed_at": closed.isoformat() if closed else None,
        "due_first_reply": row["details"].get("due", {}).get("first_reply"),
        "due_solution": row["details"].get("due", {}).get("solution"),
        "quote": _quote(row["details"].get("quote")),
        "spent_minutes": row["details"].get("spent", 0),
    }


def _quote(given: dict[str, Any] | None) -> dict[str, Any] | None:
    return {name: given[name] for name in ("amount", "currency", "answer")} if given else None


def _whole(unit: Unit, id: int, answers: list[dict[str, Any]]) -> dict[str, Any]:
    message, event, person = tables.message, tables.ticket_event, tables.person
    said = (
        sa.select(message.c.at, message.c.side, message.c.kind, message.c.text, message.c.files, person.c.name)
        .join(person, person.c.id == message.c.author_id)
        .where(message.c.ticket_id == id)
        .order_by(message.c.id)
    )
    happened = (
        sa.select(event.c.at, event.c.name, event.c.data, person.c.name.label("by"))
        .join(person, person.c.id == event.c.by_id, isouter=True)
        .where(event.c.ticket_id == id)
        .order_by(event.c.id)
    )
    return {
        "answers": {answer["slot"]: answer["shown"] for answer in answers},
        "messages": [
            {
                "at": row["at"].isoformat(),
                "from": row["name"],
                "side": row["side"],
                "kind": row["kind"],
                "text": row["text"],
                "files": [file["name"] for file in row["files"]],
            }
            for row in unit.connection.execute(said).mappings()
        ],
        "events": [
            {"at": row["at"].isoformat(), "name": row["name"], "by": row["by"], **row["data"]}
            for row in unit.connection.execute(happened).mappings()
        ],
    }
