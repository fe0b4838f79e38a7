"""Time that agents spent, summed by company and month; what nobody has taken; who is told of the latest changes."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import sqlalchemy as sa

from core.conversation import Conversation
from core.people import Person
from core.ticket import PRIORITIES, Ticket
from storage import tables
from storage.database import insert, shares
from storage.members import Members

_time, _ticket, _reader = tables.time_spent, tables.ticket, tables.changes_reader


class Work(Members):
    """The part of a transaction's view that concerns it (`core.ports_work.Work`)."""

    def write_time(self, ticket: Ticket, by: Person, month: str, minutes: int, words: str, *, beyond: bool) -> None:
        self.flush()
        row: dict[str, Any] = {
            "id": self.new_id(),
            "ticket_id": ticket.id,
            "company_id": ticket.company_id,
            "person_id": by.id,
        }
        row |= {"month": month, "minutes": minutes, "at": self.now, "words": words, "beyond": beyond}
        self.connection.execute(sa.insert(_time), row)

    def time_of_month(self, company: int, month: str, *, hold: bool = False) -> int:
        if hold and shares(self.connection):
            held = sa.select(tables.company.c.id).where(tables.company.c.id == company).with_for_update(key_share=True)
            self.connection.execute(held).all()
        sum_ = sa.select(sa.func.sum(_time.c.minutes)).where(_time.c.company_id == company, _time.c.month == month)
        return int(self.connection.execute(sum_).scalar() or 0)

    def went_beyond(self, ticket: Ticket, month: str) -> bool:
        of_month = (_time.c.company_id == ticket.company_id) & (_time.c.month == month)
        told = sa.select(_time.c.id).where(of_month, _time.c.beyond).limit(1)
        return self.connection.execute(told).first() is not None

    def untaken(self, teams: Collection[str], most: int) -> list[Ticket]:
        pressing = sa.case({name: rank for rank, name in enumerate(PRIORITIES)}, value=_ticket.c.priority)
        waiting = (_ticket.c.state != "closed") & _ticket.c.taker_id.is_(None) & _ticket.c.team.in_(teams)
        return self._load_tickets(sa.select(_ticket).where(waiting).order_by(pressing.desc(), _ticket.c.id).limit(most))

    def taken_in(self, channel: str, home: str, by: Person) -> list[Ticket]:
        there = sa.exists().where(
            tables.thread.c.ticket_id == _ticket.c.id,
            tables.thread.c.channel == channel,
            tables.thread.c.place.startswith(f"{home}:" if home else "", autoescape=True),
            tables.thread.c.moved.is_(sa.false()),
        )
        taken = (_ticket.c.state != "closed") & (_ticket.c.taker_id == by.id) & there
        return self._load_tickets(sa.select(_ticket).where(taken).order_by(_ticket.c.id))

    def reads_changes(self, conversation: Conversation) -> bool:
        found = sa.select(_reader.c.since).where(_reader.c.conversation_id == conversation.id)
        return self.connection.execute(found).first() is not None

    def tell_changes(self, conversation: Conversation, wanted: bool) -> None:
        self.flush()
        if wanted:
            reads = insert(self.connection, _reader).values(conversation_id=conversation.id, since=self.now)
            self.connection.execute(reads.on_conflict_do_nothing(index_elements=[_reader.c.conversation_id]))
        else:
            self.connection.execute(sa.delete(_reader).where(_reader.c.conversation_id == conversation.id))
