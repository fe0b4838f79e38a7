"""Several processes: who they are, what only one may do, and who is sending a delivery"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_UNDER_WAY = sa.text("fate IS NULL AND started_at IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "process",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("node", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("pid", sa.BigInteger(), nullable=False),
        sa.Column("beat_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_process")),
        sa.UniqueConstraint("node", name=op.f("uq_process_node")),
    )
    op.create_table(
        "lease",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("process_id", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_lease")),
    )
    op.add_column("delivery", sa.Column("process_id", sa.BigInteger(), nullable=True))
    op.create_index(
        "ix_delivery_under_way",
        "delivery",
        ["process_id"],
        sqlite_where=_UNDER_WAY,
        postgresql_where=_UNDER_WAY,
    )


def downgrade() -> None:
    op.drop_index("ix_delivery_under_way", "delivery", sqlite_where=_UNDER_WAY, postgresql_where=_UNDER_WAY)
    with op.batch_alter_table("delivery") as batch_op:
        batch_op.drop_column("process_id")
    op.drop_table("lease")
    op.drop_table("process")
