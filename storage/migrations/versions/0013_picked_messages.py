"""Which ticket was made of a message"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "picked_message",
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name="fk_picked_message_ticket_id"),
        sa.PrimaryKeyConstraint("channel", "message", name="pk_picked_message"),
    )
    op.create_index("ix_picked_message_ticket_id", "picked_message", ["ticket_id"])


def downgrade() -> None:
    op.drop_table("picked_message")
