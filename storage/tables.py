"""The tables of what a desk keeps (those of the programs themselves: `tables_programs.py`).

Ids are made by the program (`storage/ids.py`), in order of time."""

from __future__ import annotations

import sqlalchemy as sa

from storage.kinds import Data, Instant

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Id = sa.BigInteger


def key() -> sa.Column[int]:
    return sa.Column("id", Id, primary_key=True, autoincrement=False)


def _ref(name: str, to: str, nullable: bool = True) -> sa.Column[int]:
    return sa.Column(name, Id, sa.ForeignKey(f"{to}.id"), nullable=nullable)


company = sa.Table(
    "company",
    metadata,
    key(),
    sa.Column("name", sa.Text, nullable=False, unique=True),
    sa.Column("plan", sa.Text),
)

member = sa.Table(
    "member",
    metadata,
    key(),
    _ref("company_id", "company", nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("seat", sa.Text, nullable=False),
    sa.Column("email", sa.Text),
    sa.Column("language", sa.Text),
    sa.Index(None, "company_id"),
)

member_account = sa.Table(
    "member_account",
    metadata,
    sa.Column("channel", sa.Text, primary_key=True),
    sa.Column("account", sa.Text, primary_key=True),
    _ref("member_id", "member", nullable=False),
    sa.Index(None, "member_id"),
)

person = sa.Table(
    "person",
    metadata,
    key(),
    sa.Column("channel", sa.Text, nullable=False),
    sa.Column("platform_id", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("username", sa.Text),
    sa.Column("language", sa.Text),
    sa.Column("chosen_language", sa.Text),
    sa.Column("blocked", sa.Boolean, nullable=False, default=False),
    _ref("member_id", "member"),
    _ref("same_as_id", "person"),
    sa.Column("chosen_name", sa.Text),
    sa.Column("timezone", sa.Text),
    sa.UniqueConstraint("channel", "platform_id"),
)
for _column in (person.c.member_id, person.c.same_as_id):
    sa.Index(None, _column, sqlite_where=_column.is_not(None), postgresql_where=_column.is_not(None))

knock = sa.Table(
    "knock",
    metadata,
    sa.Column("person_id", Id, sa.ForeignKey("person.id"), primary_key=True, autoincrement=False),
    sa.Column("at", Instant, nullable=False),
)

conversation = sa.Table(
    "conversation",
    metadata,
    key(),
    sa.Column("channel", sa.Text, nullable=False),
    sa.Column("place", sa.Text, nullable=False),
    _ref("person_id", "person", nullable=False),
    sa.Column("step", sa.Integer, nullable=False, default=0),
    sa.Column("question", Id),
    sa.Column("dialogue", Data, nullable=False),
    sa.UniqueConstraint("channel", "place"),
)

ticket = sa.Table(
    "ticket",
    metadata,
    key(),
    sa.Column("reference", sa.Text, nullable=False, unique=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("team", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("desk_state", sa.Text),
    sa.Column("priority", sa.Text, nullable=False),
    sa.Column("topic", sa.Text, nullable=False),
    _ref("requester_id", "person", nullable=False),
    _ref("conversation_id", "conversation", nullable=False),
    _ref("taker_id", "person"),
    _ref("follows_id", "ticket"),
    _ref("company_id", "company"),
    sa.Column("created_at", Instant, nullable=False),
    sa.Column("closed_at", Instant),
    sa.Column("answers", Data, nullable=False),
    sa.Column("details", Data, nullable=False),
    sa.Index(None, "conversation_id", "state"),
)
sa.Index(
    "ix_ticket_open",
    ticket.c.state,
    sqlite_where=ticket.c.state != "closed",
    postgresql_where=ticket.c.state != "closed",
)
sa.Index(
    None,
    ticket.c.company_id,
    sqlite_where=ticket.c.company_id.is_not(None),
    postgresql_where=ticket.c.company_id.is_not(None),
)
sa.Index(None, ticket.c.requester_id)

invitation = sa.Table(
    "invitation",
    metadata,
    key(),
    sa.Column("token", sa.Text, nullable=False, unique=True),  # its hash: whoever reads the table can't use it
    _ref("company_id", "company", nullable=False),
    _ref("conversation_id", "conversation", nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("email", sa.Text),
    sa.Column("seat", sa.Text, nullable=False),
    sa.Column("expires_at", Instant, nullable=False),
    _ref("used_by_id", "person"),
)

link_code = sa.Table(
    "link_code",
    metadata,
    sa.Column("person_id", Id, sa.ForeignKey("person.id"), primary_key=True, autoincrement=False),
    sa.Column("code", sa.Text, nullable=False, unique=True),  # its hash
    sa.Column("expires_at", Instant, nullable=False),
)

link_try = sa.Table(
    "link_try",
    metadata,
    sa.Column("person_id", Id, sa.ForeignKey("person.id"), primary_key=True, autoincrement=False),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("since", Instant, nullable=False),
)

ticket_event = sa.Table(
    "ticket_event",
    metadata,
    key(),
    _ref("ticket_id", "ticket", nullable=False),
    sa.Column("at", Instant, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    _ref("by_id", "person"),
    sa.Column("data", Data, nullable=False),
    sa.Index(None, "ticket_id"),
)

thread = sa.Table(
    "thread",
    metadata,
    key(),
    _ref("ticket_id", "ticket", nullable=False),
    sa.Column("channel", sa.Text, nullable=False),
    sa.Column("home", sa.Text, nullable=False),
    sa.Column("place", sa.Text),
    sa.Column("card", Id),
    sa.Column("moved", sa.Boolean, nullable=False, default=False, server_default=sa.false()),
    sa.Index(None, "ticket_id"),
    sa.UniqueConstraint("channel", "place"),
)

message = sa.Table(
    "message",
    metadata,
    key(),
    _ref("ticket_id", "ticket", nullable=False),
    _ref("author_id", "person", nullable=False),
    sa.Column("side", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("at", Instant, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("files", Data, nullable=False),
    sa.Column("former", Data, nullable=False),
    sa.Column("marks", Data),
    sa.Column("channel", sa.Text, nullable=False),
    sa.Column("place", sa.Text, nullable=False),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("forwarded", sa.Text),
    sa.Index(None, "place", "source"),
    sa.Index(None, "ticket_id"),
)

delivery = sa.Table(
    "delivery",
    metadata,
    key(),
    sa.Column("lane", sa.Text, nullable=False),
    sa.Column("channel", sa.Text, nullable=False),
    sa.Column("home", sa.Text, nullable=False),
    _ref("conversation_id", "conversation"),
    _ref("thread_id", "thread"),
    sa.Column("address", sa.Text),
    sa.Column("act", Data, nullable=False),
    sa.Column("target_id", Id),
    sa.Column("purpose", sa.Text, nullable=False),
    _ref("ticket_id", "ticket"),
    sa.Column("message_id", Id),
    sa.Column("part", sa.Integer, nullable=False, default=0),
    sa.Column("rank", sa.Integer, nullable=False),
    sa.Column("language", sa.Text, nullable=False),
    sa.Column("merge", sa.Text),
    sa.Column("due_at", Instant, nullable=False),
    sa.Column("started_at", Instant),
    sa.Column("process_id", Id),
    sa.Column("attempts", sa.Integer, nullable=False, default=0),
    sa.Column("doubted", sa.Boolean, nullable=False, default=False),
    sa.Column("retried_at", Instant),
    sa.Column("fate", sa.Text),
    sa.Column("reason", sa.Text),
    sa.Column("fate_at", Instant),
    sa.Column("sent_place", sa.Text),
    sa.Column("sent_message", sa.Text),
    sa.Column("sent_position", sa.BigInteger),
)
sa.Index(
    "ix_delivery_waiting_lane",
    delivery.c.lane,
    delivery.c.id,
    sqlite_where=delivery.c.fate.is_(None),
    postgresql_where=delivery.c.fate.is_(None),
)
sa.Index(
    "ix_delivery_waiting_due",
    delivery.c.channel,
    delivery.c.home,
    delivery.c.rank,
    delivery.c.id,
    sqlite_where=delivery.c.fate.is_(None),
    postgresql_where=delivery.c.fate.is_(None),
)
sa.Index(
    "ix_delivery_under_way",
    delivery.c.process_id,
    sqlite_where=delivery.c.fate.is_(None) & delivery.c.started_at.is_not(None),
    postgresql_where=delivery.c.fate.is_(None) & delivery.c.started_at.is_not(None),
)
sa.Index(
    "ix_delivery_sent",
    delivery.c.sent_place,
    delivery.c.sent_message,
    sqlite_where=delivery.c.ticket_id.is_not(None),
    postgresql_where=delivery.c.ticket_id.is_not(None),
)
sa.Index(
    "ix_delivery_failed",
    delivery.c.channel,
    delivery.c.fate_at,
    sqlite_where=delivery.c.fate == "never",
    postgresql_where=delivery.c.fate == "never",
)
sa.Index(
    "ix_delivery_message_id",
    delivery.c.message_id,
    sqlite_where=delivery.c.message_id.is_not(None),
    postgresql_where=delivery.c.message_id.is_not(None),
)

timer = sa.Table(
    "timer",
    metadata,
    key(),
    sa.Column("kind", sa.Text, nullable=False),
    _ref("ticket_id", "ticket", nullable=False),
    sa.Column("due_at", Instant, nullable=False, index=True),
    sa.UniqueConstraint("ticket_id", "kind"),
)

support_token = sa.Table(
    "support_token",
    metadata,
    sa.Column("digest", sa.Text, primary_key=True),
    _ref("ticket_id", "ticket", nullable=False),
    sa.Index(None, "ticket_id"),
)

time_spent = sa.Table(
    "time_spent",
    metadata,
    key(),
    _ref("ticket_id", "ticket", nullable=False),
    _ref("company_id", "company"),
    _ref("person_id", "person", nullable=False),
    sa.Column("month", sa.Text, nullable=False),
    sa.Column("minutes", sa.Integer, nullable=False),
    sa.Column("at", Instant, nullable=False),
    sa.Column("words", sa.Text, nullable=False),
    sa.Column("beyond", sa.Boolean, nullable=False),
    sa.Index(None, "company_id", "month"),
    sa.Index(None, "ticket_id"),
)

changes_reader = sa.Table(
    "changes_reader",
    metadata,
    sa.Column("conversation_id", Id, sa.ForeignKey("conversation.id"), primary_key=True, autoincrement=False),
    sa.Column("since", Instant, nullable=False),
)

announced_change = sa.Table(
    "announced_change",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("at", Instant, nullable=False),
    sa.Column("told_up_to", Id),  # the last conversation it was told in; null: everybody was told
)

seen_update = sa.Table(
    "seen_update",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("at", Instant, nullable=False, index=True),
    sqlite_with_rowid=False,
)

waiting_update = sa.Table(
    "waiting_update",
    metadata,
    key(),
    sa.Column("lane", sa.Text, nullable=False, index=True),
    sa.Column("payload", Data, nullable=False),
)

poison = sa.Table(
    "poison",
    metadata,
    key(),
    sa.Column("channel", sa.Text, nullable=False),
    sa.Column("key", sa.Text, nullable=False, unique=True),
    sa.Column("at", Instant, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("payload", sa.Text, nullable=False),
)

counter = sa.Table(
    "counter",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("value", sa.BigInteger, nullable=False),
)
