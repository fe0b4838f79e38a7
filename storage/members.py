"""Whom a person is on their company's list, who else is on it, and the ways onto it: what few turns look at."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa

from core.people import Invitation, Linking, Member, Person
from core.ticket import Ticket
from storage import queries, rows, tables
from storage.database import insert, shares
from storage.ids import Ids
from storage.loaded import Loaded

_person, _member, _account = tables.person, tables.member, tables.member_account


class Members(Loaded):
    """The part of a transaction's view that concerns companies (`core.ports.Members`)."""

    now: datetime

    def __init__(self, connection: sa.Connection, ids: Ids) -> None:
        super().__init__(connection, ids)
        self._unlisted: set[int] = set()
        """People who were looked for on the list in this transaction, and aren't there."""
        self._has_list: bool | None = None

    def new_id(self) -> int:
        raise NotImplementedError

    def save_person(self, person: Person) -> None:
        raise NotImplementedError

    # ---------------------------------------------------------------- recognised

    def recognise(self, person: Person) -> Member | None:
        if person.member is None and person.id not in self._unlisted and self._is_anybody_listed():
            if row := self._listed(person):
                self.bind(person, rows.member_of(row))
            else:
                self._unlisted.add(person.id)
        return person.member

    def _is_anybody_listed(self) -> bool:
        """Most desks have no list: then nobody is looked for."""
        if self._has_list is None:
            self._has_list = bool(queries.ANYBODY_LISTED.rows(self.connection, {}))
        return self._has_list

    def _listed(self, person: Person) -> rows.Row | None:
        accounts = [person.platform_id, *([f"@{person.username.lower()}"] if person.username else [])]
        values = {"channel": person.channel, "accounts": accounts}
        found = self._read(queries.MEMBER_BY_ACCOUNT, _person, values)
        return next(iter(found), None)

    def bind(self, person: Person, member: Member | None) -> None:
        person.member = member
        if member and not person.chosen_language:
            person.chosen_language = member.language
        self.save_person(person)

    def knock(self, person: Person) -> None:
        self.flush()
        knocked = insert(self.connection, tables.knock).values(person_id=person.id, at=self.now)
        self.connection.execute(knocked.on_conflict_do_nothing(index_elements=[tables.knock.c.person_id]))

    # ---------------------------------------------------------------- a company's people

    def colleagues(self, company: int) -> Sequence[Member]:
        query = queries.MEMBERS.where(_member.c.company_id == company).order_by(_member.c.id)
        found = self.connection.execute(query).mappings()
        return [member for row in found if (member := rows.member_of(row))]

    def hold_seats(self, company: int) -> Sequence[Member]:
        if shares(self.connection):
            locked = sa.select(tables.company.c.id).where(tables.company.c.id == company).with_for_update()
            self.connection.execute(locked).all()
        return self.colleagues(company)

    def add_member(self, like: Member, person: Person, email: str | None) -> Member:
        row = {"id": self.new_id(), "company_id": like.company_id, "name": like.name, "seat": like.seat, "email": email}
        self.connection.execute(sa.insert(_member).values(**row))
        self._has_list = True
        account = {"channel": person.channel, "account": person.platform_id, "member_id": row["id"]}
        self.connection.execute(sa.insert(_account).values(**account))
        query = queries.MEMBERS.where(_member.c.id == row["id"])
        member = rows.member_of(self.connection.execute(query).mappings().one())
        assert member
        self.bind(person, member)
        return member

    # ---------------------------------------------------------------- invitations

    def add_invitation(self, invitation: Invitation, token: str) -> None:
        self.flush()
        self.connection.execute(sa.insert(tables.invitation).values(**rows.invitation_row(invitation), token=token))

    def invitation(self, token: str) -> Invitation | None:
        table = tables.invitation
        query = sa.select(table).where(table.c.token == token)
        row = self.connection.execute(query.with_for_update()).mappings().first()
        return rows.invitation_of(row) if row else None

    def use_invitation(self, invitation: Invitation, person: Person) -> None:
        self.flush()
        table = tables.invitation
        used = sa.update(table).where(table.c.id == invitation.id).values(used_by_id=person.id)
        self.connection.execute(used)

    # ---------------------------------------------------------------- one person on several channels

    def offer_link(self, person: Person, code: str, until: datetime) -> None:
        self.flush()
        table = tables.link_code
        offered = insert(self.connection, table).values(person_id=person.id, code=code, expires_at=until)
        values = {"code": code, "expires_at": until}
        self.connection.execute(offered.on_conflict_do_update(index_elements=[table.c.person_id], set_=values))

    def take_link(self, person: Person, code: str, most: int, within: timedelta) -> Linking:
        tries = self._tries(person, within)
        if tries >= most:
            return Linking(too_many=True)
        table = tables.link_code
        taken = sa.delete(table).where(
            table.c.code == code, table.c.expires_at > self.now, table.c.person_id != person.id
        )
        other = self.connection.execute(taken.returning(table.c.person_id)).scalar()
        if other is None:
            self._count_try(person, tries)
            return Linking()
        return Linking(self.person(other))

    def _tries(self, person: Person, within: timedelta) -> int:
        self.flush()
        table = tables.link_try
        query = sa.select(table.c.tries).where(table.c.person_id == person.id, table.c.since > self.now - within)
        return self.connection.execute(query.with_for_update()).scalar() or 0

    def _count_try(self, person: Person, before: int) -> None:
        table = tables.link_try
        first = {"tries": before + 1} if before else {"tries": 1, "since": self.now}
        counted = insert(self.connection, table).values(person_id=person.id, tries=1, since=self.now)
        self.connection.execute(counted.on_conflict_do_update(index_elements=[table.c.person_id], set_=first))

    def same_people(self, person: Person) -> list[Person]:
        self.flush()
        root = person.same_as or person.id
        same = (_person.c.id == root) | (_person.c.same_as_id == root)
        if person.member:
            same |= _person.c.member_id == person.member.id
        ids = self.connection.execute(sa.select(_person.c.id).where(same).order_by(_person.c.id)).scalars().all()
        return [self.person(id) for id in ids]

    # ---------------------------------------------------------------- tickets

    def tickets_for(self, people: Sequence[Person], company: int | None, closed_only: bool) -> list[Ticket]:
        wanted: sa.ColumnElement[bool] = tables.ticket.c.requester_id.in_([one.id for one in people])
        if company is not None:
            theirs = tables.ticket.c.company_id == company
            wanted |= theirs & (tables.ticket.c.state == "closed") if closed_only else theirs
        return self._load_tickets(sa.select(tables.ticket).where(wanted).order_by(tables.ticket.c.id))
