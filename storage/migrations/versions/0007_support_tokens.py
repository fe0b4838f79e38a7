"""Support tokens, by their digests"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "support_token",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_support_token_ticket_id")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_support_token")),
    )
    with op.batch_alter_table("support_token", schema=None) as batch_op:
        batch_op.create_index("ix_support_token_ticket_id", ["ticket_id"], unique=False)


def downgrade() -> None:
    op.drop_table("support_token")
