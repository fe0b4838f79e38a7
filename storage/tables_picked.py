"""The table of messages that a ticket was made of. `storage/tables.py` has all the others."""

from __future__ import annotations

import sqlalchemy as sa

from storage.tables import metadata

picked_message = sa.Table(
    "picked_message",
    metadata,
    sa.Column("channel", sa.Text, primary_key=True),
    sa.Column("message", sa.Text, primary_key=True),
    sa.Column("ticket_id", sa.BigInteger, sa.ForeignKey("ticket.id"), nullable=False),
    sa.Index(None, "ticket_id"),
)
