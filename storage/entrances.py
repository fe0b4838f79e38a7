"""The ways in: messages that tickets are made of, and what a requester's page tells of each of their tickets."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa

from core.ticket import Ticket
from storage import tables
from storage.database import insert
from storage.members import Members
from storage.tables_links import picked_message

_message, _delivery, _picked = tables.message.c, tables.delivery.c, picked_message.c


class Entrances(Members):
    """The part of a transaction's view that concerns them (`core.ports_entrances.Entrances`)."""

    def keep_origin(self, ticket: Ticket, channel: str, message: str) -> None:
        self.flush()
        made = insert(self.connection, picked_message).values(channel=channel, message=message, ticket_id=ticket.id)
        self.connection.execute(made.on_conflict_do_nothing(index_elements=[_picked.channel, _picked.message]))

    def made_of(self, channel: str, message: str) -> Ticket | None:
        made = sa.select(tables.ticket).join(picked_message, _picked.ticket_id == tables.ticket.c.id)
        about = (_picked.channel == channel) & (_picked.message == message)
        return next(iter(self._load_tickets(made.where(about))), None)

    def last_said(self, tickets: Collection[Ticket]) -> dict[int, datetime]:
        self.flush()
        about = _message.ticket_id.in_([one.id for one in tickets]) & (_message.kind == "message")
        last = sa.select(_message.ticket_id, sa.func.max(_message.at)).where(about).group_by(_message.ticket_id)
        return {row[0]: row[1] for row in self.connection.execute(last)}

    def shown_at(self, deliveries: Collection[int]) -> dict[int, str]:
        self.flush()
        sent = sa.select(_delivery.id, _delivery.sent_message).where(_delivery.id.in_(deliveries))
        return {row[0]: row[1] for row in self.connection.execute(sent) if row[1]}
