"""Where something is that a platform tells of without saying where: in which thread of a channel, in whose conversation."""

from __future__ import annotations

import sqlalchemy as sa

from storage import tables
from storage.tables_links import album_item
from storage.unit import Unit

_message, _delivery = tables.message.c, tables.delivery.c


def thread_with(unit: Unit, channel: str, home: str, message: str) -> str | None:
    """The place of the open ticket's thread in which this message stands, written there or sent there by us, or a part of
    an album that was."""
    thread, ticket = tables.thread, tables.ticket
    written = sa.exists().where(_message.place == thread.c.place, _message.source == message)
    sent = sa.exists().where(
        _delivery.sent_place == thread.c.place, _delivery.sent_message == message, _delivery.ticket_id.is_not(None)
    )
    of_an_album = sa.exists().where(album_item.c.place == thread.c.place, album_item.c.item == message)
    query = (
        sa.select(thread.c.place)
        .join(ticket, ticket.c.id == thread.c.ticket_id)
        .where(ticket.c.state != "closed", thread.c.channel == channel)
        .where(thread.c.place.startswith(f"{home}:", autoescape=True), written | sent | of_an_album)
    )
    found: str | None = unit.connection.execute(query).scalar()
    return found


def conversation_of(unit: Unit, channel: str, platform_id: str) -> str | None:
    """The place of somebody's conversation with us."""
    conversation, person = tables.conversation, tables.person
    query = (
        sa.select(conversation.c.place)
        .join(person, person.c.id == conversation.c.person_id)
        .where(person.c.channel == channel, person.c.platform_id == platform_id)
    )
    found: str | None = unit.connection.execute(query).scalar()
    return found


def is_being_sent(unit: Unit, channel: str, place: str) -> bool:
    """Whether something is on its way into the threads of this home, or into this conversation: where it stands will be known
    in a moment."""
    conversation = tables.conversation
    here = sa.select(conversation.c.id).where(conversation.c.channel == channel, conversation.c.place == place)
    under_way = sa.select(_delivery.id).where(
        _delivery.fate.is_(None),
        _delivery.started_at.is_not(None),
        _delivery.channel == channel,
        (_delivery.home == place) | _delivery.conversation_id.in_(here),
    )
    return unit.connection.execute(under_way.limit(1)).first() is not None
