"""Alembic's way in: takes the connection that `storage/migrate.py` hands over."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context

from storage import tables, tables_links, tables_programs
from storage.kinds import Data, Instant

EVERY = (tables, tables_links, tables_programs)
"""Whoever looks at the metadata must have loaded all of them."""


def _plain_types(kind: str, item: Any, autogen_context: Any) -> str | Literal[False]:
    """A migration names the database's types, so that it stays what it was when our own types change."""
    if kind == "type" and isinstance(item, Instant):
        return "sa.BigInteger()"
    if kind == "type" and isinstance(item, Data):
        return "sa.Text()"
    return False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=tables.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    render_item=_plain_types,
)
with context.begin_transaction():
    context.run_migrations()
