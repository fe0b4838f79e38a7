"""The statements of a transaction's view, put together once: a statement that is the same object is not compiled again."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from storage import tables
from storage.among import among
from storage.kinds import Instant
from storage.prepared import Prepared, Query


def _belonging(prefix: str = "") -> list[sa.Label[Any]]:
    """Who somebody is on a company's list, as `rows.member_of` wants it."""
    member = {f"member_{name}": tables.member.c[name] for name in ("name", "seat", "company_id", "language", "email")}
    company = {f"company_{name}": tables.company.c[name] for name in ("name", "plan")}
    return [column.label(prefix + name) for name, column in {**member, **company}.items()]


_PERSON = (
    sa.select(tables.person, *_belonging())
    .join_from(tables.person, tables.member, tables.member.c.id == tables.person.c.member_id, isouter=True)
    .join(tables.company, tables.company.c.id == tables.member.c.company_id, isouter=True)
)
PEOPLE_BY_IDS = Query(_PERSON.where(among(tables.person.c.id, "ids")))
PERSON_BY_ID = Query(_PERSON.where(tables.person.c.id == sa.bindparam("id")))
PERSON_BY_NAME = Query(
    _PERSON.where(
        tables.person.c.channel == sa.bindparam("channel"), tables.person.c.platform_id == sa.bindparam("platform_id")
    )
)
PEOPLE_BY_NAMES = Query(
    _PERSON.where(among(tables.person.c.channel, "channels"), among(tables.person.c.platform_id, "platform_ids"))
)
"""A person with who they are on a company's list."""

MEMBERS = sa.select(tables.member.c.id.label("member_id"), *_belonging()).join_from(tables.member, tables.company)
_holder = tables.person.alias("holder")
ANYBODY_LISTED = Query(
    sa.select(tables.member_account.c.member_id).where(tables.member_account.c.member_id > 0).limit(1)
)
MEMBER_BY_ACCOUNT = (
    MEMBERS.join(tables.member_account, tables.member_account.c.member_id == tables.member.c.id)
    .where(
        tables.member_account.c.channel == sa.bindparam("channel"),
        tables.member_account.c.account.in_(sa.bindparam("accounts", expanding=True)),
        ~sa.exists().where(_holder.c.member_id == tables.member.c.id, _holder.c.channel == sa.bindparam("channel")),
    )
    .order_by(tables.member_account.c.account.like("@%"))
)
"""Who is meant by an id, or else by a username: nobody who was recognised on that channel before, since a username may
have changed hands."""

_question = tables.delivery.alias("question")
_unsettled = tables.delivery.alias("unsettled")


def _waits(letter: str, owner: sa.Table) -> sa.ScalarSelect[int]:
    """The last delivery without a fate in a lane; None in an idle one. What comes after it needs a greater id, whichever
    process made it and whatever its clock says."""
    lane = sa.literal(letter).concat(sa.cast(owner.c.id, sa.Text))
    last = sa.select(sa.func.max(_unsettled.c.id)).where(_unsettled.c.lane == lane, _unsettled.c.fate.is_(None))
    return last.correlate(owner).scalar_subquery()


CONVERSATION = (
    sa.select(
        tables.conversation,
        _waits("c", tables.conversation).label("words_wait"),
        _waits("x", tables.conversation).label("tidying_waits"),
        _question.c.sent_position.label("question_position"),
        _question.c.fate.label("question_fate"),
        _question.c.sent_message.label("question_message"),
        _question.c.started_at.label("question_started"),
        *[column.label(f"who_{column.name}") for column in tables.person.c],
        *_belonging("who_"),
    )
    .select_from(tables.conversation)
    .join(tables.person, tables.person.c.id == tables.conversation.c.person_id)
    .join(tables.member, tables.member.c.id == tables.person.c.member_id, isouter=True)
    .join(tables.company, tables.company.c.id == tables.member.c.company_id, isouter=True)
    .join(_question, _question.c.id == tables.conversation.c.question, isouter=True)
)
"""A conversation with its person, what became of its open question, and whether deliveries wait in its lanes."""

BY_PLACES = Query(
    CONVERSATION.where(among(tables.conversation.c.channel, "channels"), among(tables.conversation.c.place, "places"))
)
CONVERSATION_BY_ID = Query(CONVERSATION.where(tables.conversation.c.id == sa.bindparam("id")))
CONVERSATIONS_BY_IDS = Query(CONVERSATION.where(among(tables.conversation.c.id, "ids")))
CONVERSATION_AT = Query(
    CONVERSATION.where(
        tables.conversation.c.channel == sa.bindparam("channel"), tables.conversation.c.place == sa.bindparam("place")
    )
)
TICKET_BY_ID = Query(sa.select(tables.ticket).where(tables.ticket.c.id == sa.bindparam("id")))
TICKETS_BY_IDS = Query(sa.select(tables.ticket).where(among(tables.ticket.c.id, "ids")))
TICKET_BY_REFERENCE = Query(sa.select(tables.ticket).where(tables.ticket.c.reference == sa.bindparam("reference")))
TICKETS_OF = Query(
    sa.select(tables.ticket)
    .where(tables.ticket.c.conversation_id == sa.bindparam("conversation"))
    .order_by(tables.ticket.c.id)
)
_THREAD = sa.select(tables.thread, _waits("t", tables.thread).label("waits")).order_by(tables.thread.c.id)
THREAD_BY_ID = Query(_THREAD.where(tables.thread.c.id == sa.bindparam("id")))
THREAD_AT = Query(
    _THREAD.where(tables.thread.c.channel == sa.bindparam("channel"), tables.thread.c.place == sa.bindparam("place"))
)
THREADS_BY_PLACES = Query(
    _THREAD.where(among(tables.thread.c.channel, "channels"), among(tables.thread.c.place, "places"))
)
_STAYS = tables.thread.c.moved.is_(sa.false())
THREADS_BY_TICKETS = Query(_THREAD.where(among(tables.thread.c.ticket_id, "ids"), _STAYS))
THREADS_OF = Query(_THREAD.where(tables.thread.c.ticket_id == sa.bindparam("ticket"), _STAYS))
"""A thread, and the last delivery that waits for it."""
_MESSAGE = sa.select(tables.message).order_by(tables.message.c.id)
MESSAGE_BY_ID = Query(_MESSAGE.where(tables.message.c.id == sa.bindparam("id")))
MESSAGE_AT = Query(
    _MESSAGE.where(tables.message.c.place == sa.bindparam("place"), tables.message.c.source == sa.bindparam("source"))
)
MESSAGES_BY_IDS = Query(_MESSAGE.where(among(tables.message.c.id, "ids")))
MESSAGES_BY_SOURCES = Query(
    _MESSAGE.where(among(tables.message.c.place, "places"), among(tables.message.c.source, "sources"))
)
MESSAGES_OF = Query(
    _MESSAGE.where(tables.message.c.ticket_id == sa.bindparam("ticket"), tables.message.c.kind == sa.bindparam("kind"))
)
_SEEN = sa.select(tables.seen_update.c.key).where(among(tables.seen_update.c.key, "keys"))
SEEN = Query(_SEEN)
WAITING_LANES = Query(sa.select(tables.waiting_update.c.lane).where(among(tables.waiting_update.c.lane, "lanes")))
SEEN_OR_WAITING = Query(_SEEN.union_all(sa.select(sa.null()).where(sa.exists().where(tables.waiting_update.c.id > 0))))
"""The keys that were seen, and a row without one where any update waits for its files."""
_target = tables.delivery.alias("target")
DELIVERY = (
    sa.select(
        tables.delivery,
        sa.case(
            (tables.delivery.c.purpose == "card", tables.thread.c.home),
            else_=sa.func.coalesce(tables.conversation.c.place, tables.thread.c.place, tables.delivery.c.address),
        ).label("place"),
        _target.c.sent_message.label("target_message"),
    )
    .select_from(tables.delivery)
    .join(tables.conversation, tables.conversation.c.id == tables.delivery.c.conversation_id, isouter=True)
    .join(tables.thread, tables.thread.c.id == tables.delivery.c.thread_id, isouter=True)
    .join(_target, _target.c.id == tables.delivery.c.target_id, isouter=True)
)
"""A delivery with where it goes and the platform's id of the message it is about, as known now."""

CARD_ON_ITS_WAY = Query(
    sa.select(tables.delivery.c.id)
    .where(
        tables.delivery.c.fate.is_(None),
        tables.delivery.c.started_at > sa.bindparam("since", type_=Instant),
        tables.delivery.c.channel == sa.bindparam("channel"),
        tables.delivery.c.purpose == "card",
    )
    .limit(1)
)

CARD_IN_DOUBT = Query(
    sa.select(tables.delivery.c.id)
    .where(
        tables.delivery.c.fate.is_(None),
        sa.or_(tables.delivery.c.started_at.is_not(None), tables.delivery.c.doubted),
        tables.delivery.c.channel == sa.bindparam("channel"),
        tables.delivery.c.purpose == "card",
    )
    .limit(1)
)

NEXT_NUMBER = {
    dialect: Query(
        insert(tables.counter)
        .values(name=sa.bindparam("name"), value=1)
        .on_conflict_do_update(index_elements=[tables.counter.c.name], set_={"value": tables.counter.c.value + 1})
        .returning(tables.counter.c.value)
    )
    for dialect, insert in (("sqlite", sqlite.insert), ("postgresql", postgresql.insert))
}
"""By the database's name: each has its own insert that can say what happens when the row is there already."""

INSERTS = {
    table: Prepared(sa.insert(table))
    for table in (
        tables.seen_update,
        tables.person,
        tables.conversation,
        tables.ticket,
        tables.thread,
        tables.message,
        tables.delivery,
        tables.ticket_event,
        tables.waiting_update,
        tables.timer,
    )
}
UPDATES = {
    table: Prepared(sa.update(table).where(table.c.id == sa.bindparam("_id")))
    for table in (tables.person, tables.conversation, tables.ticket, tables.thread, tables.message)
}
