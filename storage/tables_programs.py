"""The tables of what programs keep of themselves: who is at work, what was counted, until when platforms were heard."""

from __future__ import annotations

import sqlalchemy as sa

from storage.kinds import Instant
from storage.tables import Id, key, metadata

process = sa.Table(
    "process",
    metadata,
    key(),
    sa.Column("node", sa.Integer, nullable=False, unique=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("host", sa.Text, nullable=False),
    sa.Column("pid", sa.BigInteger, nullable=False),
    sa.Column("beat_at", sa.BigInteger, nullable=False),
)

lease = sa.Table(
    "lease",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("process_id", Id, nullable=False),
)

tally = sa.Table(
    "tally",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("labels", sa.Text, primary_key=True),
    sa.Column("value", sa.Float, nullable=False),
)

heard = sa.Table(
    "heard",
    metadata,
    sa.Column("channel", sa.Text, primary_key=True),
    sa.Column("at", Instant, nullable=False),
    sa.Column("reading_until", Instant),
)
