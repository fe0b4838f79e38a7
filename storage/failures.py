"""What a database's errors mean: it can't be used just now, another process got in the way, or a fault of ours."""

from __future__ import annotations

import sqlalchemy as sa

from core.errors import StoreDown

_IN_THE_WAY = ("40001", "40P01", "55P03", "23505")
"""PostgreSQL's codes for what goes better at the next try (postgresql.org/docs/current/errcodes-appendix.html): a conflict
of order, a deadlock, a lock that was waited for too long, and a row that another process has just made."""

_READ_ONLY = "25006"
"""A server that has just become, or no longer is, the one to write to."""


class Overtaken(Exception):
    """Another process has made something between two looks at the same thing."""


def collided(failure: Exception) -> bool:
    """Whether the same transaction may succeed when it is simply run again."""
    return isinstance(failure, Overtaken) or _code(failure) in _IN_THE_WAY


def is_down(failure: Exception) -> bool:
    """Whether the database can't be used at all just now."""
    if not isinstance(failure, sa.exc.DBAPIError) or collided(failure):
        return False
    lost = isinstance(failure, (sa.exc.OperationalError, sa.exc.InterfaceError))
    return lost or failure.connection_invalidated or _code(failure) == _READ_ONLY


def named(failure: Exception) -> Exception:
    """A database that can't be used is an expected failure; anything else stays what it is."""
    if not is_down(failure) and not collided(failure):
        return failure
    if isinstance(failure, sa.exc.IntegrityError):
        return failure  # the row was there before: nobody got in the way
    said = str(getattr(failure, "orig", failure)).strip() or "other processes are always a moment ahead"
    down = StoreDown(f"the database can't be used just now: {said.splitlines()[0]}")
    down.__cause__ = failure
    return down


def _code(failure: Exception) -> str | None:
    code = getattr(getattr(failure, "orig", None), "sqlstate", None)
    return code if isinstance(code, str) else None
