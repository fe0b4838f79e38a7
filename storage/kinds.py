"""How moments and plain data are kept in a column, the same on every database."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import orjson
import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator


class Instant(TypeDecorator[datetime]):
    """A moment, kept as microseconds since 1970 in UTC: one integer on every database, nothing to parse."""

    impl = sa.BigInteger
    cache_ok = True

    @staticmethod
    def write(value: datetime | None) -> int | None:
        """As the database has it."""
        return None if value is None else to_micros(value)

    @staticmethod
    def read(value: int | None) -> datetime | None:
        """As we have it."""
        return None if value is None else datetime.fromtimestamp(value / 1_000_000, UTC)

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        return self.write(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        return self.read(value)


def to_micros(value: datetime) -> int:
    return round(value.timestamp() * 1_000_000)


class Data(TypeDecorator[Any]):
    """Plain data as JSON text."""

    impl = sa.Text
    cache_ok = True

    @staticmethod
    def write(value: Any) -> str | None:
        """As the database has it."""
        return None if value is None else orjson.dumps(value).decode()

    @staticmethod
    def read(value: str | None) -> Any:
        """As we have it."""
        return None if value is None else orjson.loads(value)

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return self.write(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return self.read(value)
