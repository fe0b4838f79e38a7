"""Who is at work on this database: one row a process, with its heartbeat. What a dead one was doing, others take over."""

from __future__ import annotations

import os
import socket
from dataclasses import dataclass

import sqlalchemy as sa

from storage import tables_programs
from storage.database import shares, wall_clock
from storage.ids import NODES

ALIVE_FOR = 8.0
"""Seconds after its last heartbeat that a process counts as dead."""

BEAT = 2.0
"""Seconds between two heartbeats."""

_p = tables_programs.process


@dataclass(frozen=True, slots=True)
class Me:
    """This process, as the others see it. `node` is its share of every id it makes."""

    id: int
    node: int
    kind: str


def register(connection: sa.Connection, kind: str) -> Me:
    """Makes a row for this process. Rows of the dead are dropped: of this machine those whose process is gone, at once."""
    if shares(connection):
        connection.exec_driver_sql("LOCK TABLE process IN SHARE ROW EXCLUSIVE MODE")  # one at a time takes a number
    now = wall_clock(connection)
    host, pid = _host(), os.getpid()
    rows = connection.execute(sa.select(_p.c.id, _p.c.node, _p.c.host, _p.c.pid, _p.c.beat_at)).all()
    dead = [
        row.id
        for row in rows
        if row.beat_at < now - ALIVE_FOR * 1_000_000 or (row.host == host and _is_gone(row.pid, pid, row.id))
    ]
    if dead:
        connection.execute(sa.delete(_p).where(_p.c.id.in_(dead)))
    taken = {row.node for row in rows if row.id not in dead}
    node = next(number for number in range(NODES) if number not in taken)
    me = Me((now << 10) | node, node, kind)
    values = {"id": me.id, "node": node, "kind": kind, "host": host, "pid": pid, "beat_at": now}
    connection.execute(sa.insert(_p), values)
    _registered.add(me.id)
    return me


def beat(connection: sa.Connection, me: Me) -> None:
    """Says that this process lives. A row that others dropped is made again."""
    now = wall_clock(connection)
    if connection.execute(sa.update(_p).where(_p.c.id == me.id).values(beat_at=now)).rowcount:
        return
    values = {"id": me.id, "node": me.node, "kind": me.kind, "host": _host(), "pid": os.getpid()}
    connection.execute(sa.insert(_p), {**values, "beat_at": now})


def leave(connection: sa.Connection, me: Me) -> None:
    """Says that it ends: what it leaves under way is taken over at once."""
    connection.execute(sa.delete(_p).where(_p.c.id == me.id))
    _registered.discard(me.id)


def alive(connection: sa.Connection) -> list[Me]:
    """The processes that live."""
    since = wall_clock(connection) - int(ALIVE_FOR * 1_000_000)
    query = sa.select(_p.c.id, _p.c.node, _p.c.kind).where(_p.c.beat_at >= since).order_by(_p.c.id)
    return [Me(*row) for row in connection.execute(query)]


def hold(connection: sa.Connection, name: str, me: Me) -> bool:
    """Takes what only one process may do at a time, or keeps it. False while another living process has it."""
    if shares(connection):
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtext(name))))
    lease = tables_programs.lease
    holder = connection.execute(sa.select(lease.c.process_id).where(lease.c.name == name)).scalar()
    if holder == me.id:
        return True
    if holder is not None and holder in {one.id for one in alive(connection)}:
        return False
    connection.execute(sa.delete(lease).where(lease.c.name == name))
    connection.execute(sa.insert(lease), {"name": name, "process_id": me.id})
    return True


def release(connection: sa.Connection, name: str, me: Me) -> None:
    """Gives it back."""
    lease = tables_programs.lease
    connection.execute(sa.delete(lease).where(lease.c.name == name, lease.c.process_id == me.id))


_registered: set[int] = set()
"""The rows of this very process: several programs may live in it (tests)."""


def _host() -> str:
    """The machine and, where there are such, the space in which its process numbers mean anything (a container's)."""
    try:
        return f"{socket.gethostname()} {os.readlink('/proc/self/ns/pid')}"
    except OSError:
        return socket.gethostname()


def _is_gone(pid: int, own: int, id: int) -> bool:
    """Whether a process of this machine has ended. A row with our own number that isn't ours is one's before us."""
    if pid == own:
        return id not in _registered
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
