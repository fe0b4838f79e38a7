"""Open tickets get timers

What is due of a ticket has timers since this version. Those of tickets that were open before are set by the first one,
which is due at once.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

KINDS = ("first_reply", "solution", "stale")


def upgrade() -> None:
    ticket = sa.table("ticket", *map(sa.column, ("id", "state", "created_at")))
    timer = sa.table("timer", *map(sa.column, ("id", "kind", "ticket_id", "due_at")))
    open_ones = sa.select(ticket.c.id, sa.literal("stale"), ticket.c.id, ticket.c.created_at).where(
        ticket.c.state != "closed"
    )
    op.execute(timer.insert().from_select(["id", "kind", "ticket_id", "due_at"], open_ones))


def downgrade() -> None:
    timer = sa.table("timer", sa.column("kind"))
    op.execute(timer.delete().where(timer.c.kind.in_(KINDS)))
