"""Companies with plans and members, whom a person is on their list, invitations, and one person on several channels"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

IN_A_COMPANY = "company_id IS NOT NULL"


def upgrade() -> None:
    op.add_column("company", sa.Column("plan", sa.Text(), nullable=True))
    op.create_table(
        "member",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("seat", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name=op.f("fk_member_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member")),
    )
    op.create_index("ix_member_company_id", "member", ["company_id"])
    op.create_table(
        "member_account",
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_member_account_member_id")),
        sa.PrimaryKeyConstraint("channel", "account", name=op.f("pk_member_account")),
    )
    op.create_index("ix_member_account_member_id", "member_account", ["member_id"])
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(sa.Column("member_id", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("same_as_id", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("chosen_name", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("timezone", sa.Text(), nullable=True))
        batch_op.create_foreign_key("fk_person_member_id", "member", ["member_id"], ["id"])
        batch_op.create_foreign_key("fk_person_same_as_id", "person", ["same_as_id"], ["id"])
        batch_op.drop_constraint("fk_person_company_id", type_="foreignkey")  # nothing was ever written there
        batch_op.drop_column("company_id")
    for column in ("member_id", "same_as_id"):
        only = sa.text(f"{column} IS NOT NULL")
        op.create_index(f"ix_person_{column}", "person", [column], sqlite_where=only, postgresql_where=only)
    # in place: SQLite would copy every ticket for a constraint that is added by itself
    op.execute(
        "ALTER TABLE ticket ADD COLUMN company_id BIGINT CONSTRAINT fk_ticket_company_id REFERENCES company (id)"
    )
    only = sa.text(IN_A_COMPANY)
    op.create_index("ix_ticket_company_id", "ticket", ["company_id"], sqlite_where=only, postgresql_where=only)
    op.create_index("ix_ticket_requester_id", "ticket", ["requester_id"])
    _create_knocks_and_invitations()
    _create_links()


def _create_knocks_and_invitations() -> None:
    op.create_table(
        "knock",
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_knock_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_knock")),
    )
    op.create_table(
        "invitation",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.Column("conversation_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("seat", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("used_by_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name=op.f("fk_invitation_company_id")),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversation.id"], name=op.f("fk_invitation_conversation_id")),
        sa.ForeignKeyConstraint(["used_by_id"], ["person.id"], name=op.f("fk_invitation_used_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("token", name=op.f("uq_invitation_token")),
    )


def _create_links() -> None:
    op.create_table(
        "link_code",
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_link_code_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_link_code")),
        sa.UniqueConstraint("code", name=op.f("uq_link_code_code")),
    )
    op.create_table(
        "link_try",
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_link_try_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_link_try")),
    )


def downgrade() -> None:
    for table in ("link_try", "link_code", "invitation", "knock"):
        op.drop_table(table)
    with op.batch_alter_table("ticket", schema=None) as batch_op:
        batch_op.drop_index("ix_ticket_requester_id")
        batch_op.drop_index("ix_ticket_company_id")
        batch_op.drop_column("company_id")
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(sa.Column("company_id", sa.BigInteger(), nullable=True))
        batch_op.create_foreign_key("fk_person_company_id", "company", ["company_id"], ["id"])
        for column in ("same_as_id", "member_id"):
            batch_op.drop_index(f"ix_person_{column}")
            batch_op.drop_constraint(f"fk_person_{column}", type_="foreignkey")
            batch_op.drop_column(column)
        batch_op.drop_column("timezone")
        batch_op.drop_column("chosen_name")
    op.drop_table("member_account")
    op.drop_table("member")
    op.drop_column("company", "plan")
