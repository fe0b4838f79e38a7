"""The tables of which messages of a platform belong to one of ours, or to a ticket, beyond what `storage/tables.py` says."""

from __future__ import annotations

import sqlalchemy as sa

from storage.tables import metadata

album_item = sa.Table(
    "album_item",
    metadata,
    sa.Column("place", sa.Text, primary_key=True),
    sa.Column("item", sa.Text, primary_key=True),  # the platform's id of the message, or `album:` and that of the album
    sa.Column("message_id", sa.BigInteger),
    sa.Column("delivery_id", sa.BigInteger),
)

picked_message = sa.Table(
    "picked_message",
    metadata,
    sa.Column("channel", sa.Text, primary_key=True),
    sa.Column("message", sa.Text, primary_key=True),
    sa.Column("ticket_id", sa.BigInteger, sa.ForeignKey("ticket.id"), nullable=False),
    sa.Index(None, "ticket_id"),
)
