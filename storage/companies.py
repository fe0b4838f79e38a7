"""The companies' list as it is kept: read whole, brought up to date, shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from core.desk_companies import Listed, Listing
from storage import tables
from storage.database import insert, shares
from storage.unit import Unit

_company, _member, _account, _person = tables.company, tables.member, tables.member_account, tables.person
_ACCOUNTS_OF = sa.select(_account.c.member_id, _account.c.channel, _account.c.account)
_BOUND = sa.select(_person.c.member_id, _person.c.channel, _person.c.platform_id).where(
    _person.c.member_id.is_not(None)
)
_MEMBERS = sa.select(_member, _company.c.name.label("company")).join(_company).order_by(_member.c.id)


def listing(unit: Unit) -> Listing:
    """Everybody on the list."""
    accounts, bound = _by_member(unit, _ACCOUNTS_OF), _by_member(unit, _BOUND)
    people = [
        Listed(
            company=row["company"],
            name=row["name"],
            seat=row["seat"],
            email=row["email"],
            language=row["language"],
            accounts=dict(accounts[row["id"]]),
            id=row["id"],
            known_as=frozenset(bound[row["id"]]),
        )
        for row in unit.connection.execute(_MEMBERS).mappings()
    ]
    plans = {row.name: row.plan for row in unit.connection.execute(sa.select(_company).order_by(_company.c.id))}
    return Listing(plans, people)


def _by_member(unit: Unit, query: sa.Select[Any]) -> Mapping[int, list[tuple[str, str]]]:
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for member, channel, account in unit.connection.execute(query):
        found[member].append((channel, account))
    return found


def lock(unit: Unit) -> None:
    """Nobody else brings a list in, or takes a seat, until this transaction ends."""
    if shares(unit.connection):
        unit.connection.execute(sa.text("LOCK TABLE member IN SHARE ROW EXCLUSIVE MODE"))


def save(unit: Unit, listed: Listing) -> None:
    """Writes the list as it is now."""
    ids = _save_companies(unit, listed)
    people = [one for one in listed.people if one.changed]
    for one in people:
        row = {"company_id": ids[one.company], "name": one.name, "seat": one.seat}
        row |= {"email": one.email, "language": one.language}
        if one.id is None:
            one.id = unit.new_id()
            unit.connection.execute(sa.insert(_member).values(id=one.id, **row))
        else:
            unit.connection.execute(sa.update(_member).where(_member.c.id == one.id).values(**row))
    unit.connection.execute(sa.delete(_account).where(_account.c.member_id.in_([one.id for one in people])))
    for one in people:
        for channel, account in one.accounts.items():
            values = {"channel": channel, "account": account, "member_id": one.id}
            unit.connection.execute(sa.insert(_account).values(**values))
            _bind(unit, one, channel, account)


def _save_companies(unit: Unit, listed: Listing) -> dict[str, int]:
    for name, plan in listed.plans.items():
        new = insert(unit.connection, _company).values(id=unit.new_id(), name=name, plan=plan)
        again = new.on_conflict_do_update(index_elements=[_company.c.name], set_={"plan": plan})
        unit.connection.execute(again)
    return {row.name: row.id for row in unit.connection.execute(sa.select(_company))}


def _bind(unit: Unit, one: Listed, channel: str, account: str) -> None:
    """Whoever the list names anew by their id is recognised at once, and somebody else who had been taken for them no
    longer is. A username says nothing before its holder speaks."""
    here = _person.c.channel == channel
    if channel in one.moved:
        others = here & (_person.c.member_id == one.id) & (_person.c.platform_id != account)
        unit.connection.execute(sa.update(_person).where(others).values(member_id=None))
    if account.startswith("@"):
        return
    them = here & (_person.c.platform_id == account)
    unit.connection.execute(sa.update(_person).where(them).values(member_id=one.id))


def remove(unit: Unit, who: str) -> list[str]:
    """Takes whoever has this account or e-mail address off the list. Returns their names, each with the company's; what
    they asked stays."""
    lock(unit)
    meant = who.lower()
    gone = [
        one
        for one in listing(unit).people
        if meant in (one.email, *(account.lower() for _, account in one.signs)) and one.id is not None
    ]
    ids = [one.id for one in gone]
    unit.connection.execute(sa.update(_person).where(_person.c.member_id.in_(ids)).values(member_id=None))
    unit.connection.execute(sa.delete(_account).where(_account.c.member_id.in_(ids)))
    unit.connection.execute(sa.delete(_member).where(_member.c.id.in_(ids)))
    return [f"{one.name} ({one.company})" for one in gone]


def knocks(unit: Unit) -> list[dict[str, Any]]:
    """Who asked to be let in and isn't on the list, the latest first."""
    knock = tables.knock
    query = (
        sa.select(_person.c.channel, _person.c.platform_id, _person.c.name, _person.c.username, knock.c.at)
        .join(knock, knock.c.person_id == _person.c.id)
        .where(_person.c.member_id.is_(None))
        .order_by(knock.c.at.desc())
    )
    return [{**row, "at": row["at"].isoformat()} for row in unit.connection.execute(query).mappings()]


def as_data(listed: Listing) -> list[dict[str, Any]]:
    """The list as plain data."""
    return [
        {
            "company": company,
            "plan": plan,
            "people": [
                {
                    "name": one.name,
                    "seat": one.seat,
                    **one.accounts,
                    "email": one.email,
                    "language": one.language,
                    "seen_on": sorted(channel for channel, _ in one.known_as),
                }
                for one in listed.people
                if one.company == company
            ],
        }
        for company, plan in listed.plans.items()
    ]
