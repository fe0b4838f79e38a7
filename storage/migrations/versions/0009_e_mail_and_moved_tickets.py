"""Where a letter goes, and threads that a ticket has left for another team"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("delivery", sa.Column("address", sa.Text(), nullable=True))
    op.add_column("thread", sa.Column("moved", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    op.drop_column("thread", "moved")
    op.drop_column("delivery", "address")
