"""Time that agents spent, and who is told of the latest changes"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "time_spent",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=True),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("month", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("beyond", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_time_spent_ticket_id")),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name=op.f("fk_time_spent_company_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_time_spent_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_time_spent")),
    )
    op.create_index("ix_time_spent_company_id_month", "time_spent", ["company_id", "month"])
    op.create_index("ix_time_spent_ticket_id", "time_spent", ["ticket_id"])
    op.create_table(
        "changes_reader",
        sa.Column("conversation_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name=op.f("fk_changes_reader_conversation_id")
        ),
        sa.PrimaryKeyConstraint("conversation_id", name=op.f("pk_changes_reader")),
    )
    op.create_table(
        "announced_change",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("told_up_to", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_announced_change")),
    )


def downgrade() -> None:
    for table in ("announced_change", "changes_reader", "time_spent"):
        op.drop_table(table)
