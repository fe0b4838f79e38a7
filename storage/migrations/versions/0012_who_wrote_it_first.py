"""Who wrote a message first that was only forwarded"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("message", sa.Column("forwarded", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("message", "forwarded")
