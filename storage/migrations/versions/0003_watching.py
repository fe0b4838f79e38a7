"""What is watched: indexes for open tickets and failed deliveries, and when one was put back into the queue; what the
processes have counted"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

OPEN = "state <> 'closed'"
FAILED = "fate = 'never'"


def upgrade() -> None:
    op.create_table(
        "tally",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("labels", sa.Text(), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("name", "labels", name=op.f("pk_tally")),
    )
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.add_column(sa.Column("retried_at", sa.BigInteger(), nullable=True))
        batch_op.create_index(
            "ix_delivery_failed",
            ["channel", "fate_at"],
            unique=False,
            sqlite_where=sa.text(FAILED),
            postgresql_where=sa.text(FAILED),
        )
    with op.batch_alter_table("ticket", schema=None) as batch_op:
        batch_op.create_index(
            "ix_ticket_open", ["state"], unique=False, sqlite_where=sa.text(OPEN), postgresql_where=sa.text(OPEN)
        )


def downgrade() -> None:
    with op.batch_alter_table("ticket", schema=None) as batch_op:
        batch_op.drop_index("ix_ticket_open", sqlite_where=sa.text(OPEN), postgresql_where=sa.text(OPEN))
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.drop_index("ix_delivery_failed", sqlite_where=sa.text(FAILED), postgresql_where=sa.text(FAILED))
        batch_op.drop_column("retried_at")
    op.drop_table("tally")
