"""A column among many values, in words that don't change with how many there are: a statement that stays the same is
neither put together nor planned again."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import orjson
import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql import operators
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeDecorator


class _Several(TypeDecorator[Collection[Any]]):
    """Texts or whole numbers, as one JSON text."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: Collection[Any] | None, dialect: Dialect) -> str:
        return orjson.dumps(list(value or ())).decode()


class among(sa.BinaryExpression[bool]):
    """`among(column, "names")`: whether the column is one of the values of the parameter `names` (a list)."""

    inherit_cache = True

    def __init__(self, column: sa.ColumnElement[Any], name: str) -> None:
        super().__init__(column, sa.bindparam(name, type_=_Several), operators.in_op, type_=sa.Boolean())


@compiles(among, "sqlite")
def _(element: among, compiler: SQLCompiler, **more: Any) -> str:
    column, values = compiler.process(element.left, **more), compiler.process(element.right, **more)
    return f"{column} IN (SELECT value FROM json_each({values}))"


@compiles(among, "postgresql")
def _(element: among, compiler: SQLCompiler, **more: Any) -> str:
    column, values = compiler.process(element.left, **more), compiler.process(element.right, **more)
    kind = compiler.dialect.type_compiler_instance.process(element.left.type)
    return f"{column} = ANY (ARRAY(SELECT json_array_elements_text(CAST({values} AS JSON))::{kind}))"
