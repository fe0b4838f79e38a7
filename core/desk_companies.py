"""The companies' list: what a row of it may say, and what a list makes of the one that is kept already.

A list adds and changes, it never removes: who came by invitation isn't on it. Somebody is the same person as before when
one of their accounts is, or, within their company, their e-mail address.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from core.desk import Desk
from core.desk_check import one_of
from core.desk_types import LANGUAGES
from core.people import LEADING, MEMBER, plain_name

COLUMNS = ("company", "plan", "name", "seat", "telegram", "slack", "email", "language")
CHANNELS = ("telegram", "slack")
"""The columns that name accounts, each by its channel."""

LONGEST_NAME = 100

_ACCOUNTS = {
    "telegram": (re.compile(r"@[a-z0-9_]{4,32}|[0-9]{1,20}"), "a numeric id, or @username"),
    "slack": (re.compile(r"@[a-z0-9._-]{1,80}|[UW][A-Z0-9]{2,}"), "a member id such as U0123ABCDEF, or @username"),
}
_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+")


@dataclass(frozen=True, slots=True)
class BadRow:
    """What is wrong in one place of a list."""

    line: int
    column: str
    found: str
    allowed: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list: what stands in its columns, without the blanks around it."""

    line: int
    cells: Mapping[str, str]

    def bad(self, column: str, allowed: str, found: str | None = None) -> BadRow:
        return BadRow(self.line, column, found or self.cells.get(column) or "nothing", allowed)


@dataclass(slots=True)
class Listed:
    """Somebody on the list. `id` None: not kept yet. `known_as`: the accounts they were recognised by, besides."""

    company: str
    name: str
    seat: str = MEMBER
    email: str | None = None
    language: str | None = None
    accounts: dict[str, str] = field(default_factory=dict)
    id: int | None = None
    known_as: frozenset[tuple[str, str]] = frozenset()
    line: int | None = None
    """Where the list that is read names them."""
    changed: bool = False
    moved: set[str] = field(default_factory=set)
    """The channels on which the list names another account than before."""

    @property
    def signs(self) -> frozenset[tuple[str, str]]:
        return frozenset(self.accounts.items()) | self.known_as


@dataclass(slots=True)
class Listing:
    """All companies, each with its plan's key, and all their people."""

    plans: dict[str, str | None] = field(default_factory=dict)
    people: list[Listed] = field(default_factory=list)


def read(row: Row, desk: Desk) -> tuple[Listed, str | None] | list[BadRow]:
    """Who a row names, and the plan it gives the company; or all that is wrong with it."""
    cells = row.cells
    bad = [row.bad(column, "a name") for column in ("company", "name") if not plain_name(cells.get(column, ""), 9)]
    plan = _plan_called(cells.get("plan", ""), desk)
    if cells.get("plan") and plan is None:
        bad.append(row.bad("plan", _allowed_plans(desk, cells["plan"])))
    accounts = {channel: given for channel in CHANNELS if (given := _account(channel, cells.get(channel, "")))}
    for channel, given in accounts.items():
        pattern, allowed = _ACCOUNTS[channel]
        if not pattern.fullmatch(given):
            bad.append(row.bad(channel, allowed))
    if not accounts:
        bad.append(row.bad("telegram", "an account in telegram or slack, or both: people are recognised by it"))
    email, language = cells.get("email") or None, cells.get("language", "").lower() or None
    if email and not _EMAIL.fullmatch(email):
        bad.append(row.bad("email", "an e-mail address"))
    if language and language not in LANGUAGES:
        bad.append(row.bad("language", one_of(LANGUAGES, language)))
    if bad:
        return bad
    company, name = plain_name(cells["company"], LONGEST_NAME), plain_name(cells["name"], LONGEST_NAME)
    seat = cells.get("seat", "").lower()
    return Listed(company, name, seat, email and email.lower(), language, accounts, line=row.line), plan


def _account(channel: str, given: str) -> str:
    return given.lower() if given.startswith("@") or channel == "telegram" else given.upper()


def _plan_called(given: str, desk: Desk) -> str | None:
    """A plan's key, by the key or by its name in any language."""
    meant = given.casefold()
    for key, plan in desk.plans.items():
        if meant in (key.casefold(), *(name.casefold() for name in plan.name.root.values())):
            return key
    return None


def _allowed_plans(desk: Desk, found: str) -> str:
    return f"a plan of the desk file: {one_of(desk.plans, found)}" if desk.plans else "nothing: the desk has no plans"


# ---------------------------------------------------------------- the list as a whole


def merge(kept: Listing, rows: Sequence[Row], desk: Desk) -> list[BadRow]:
    """Brings a list into what is kept. Returns all that is wrong with it: then `kept` is of no use any more."""
    bad: list[BadRow] = []
    at: dict[str, int] = {}
    entries: list[tuple[Row, Listed]] = []
    for row in rows:
        found = read(row, desk)
        if isinstance(found, list):
            bad += found
            continue
        entry, plan = found
        entry.company = _same_company(kept, entry.company)
        bad += _give_plan(kept, row, entry.company, plan, at)
        entries.append((row, entry))
    taken: dict[tuple[str, str], int] = {}
    for row, entry in entries:
        bad += _seat_faults(kept, row, entry, desk)
        twice = [sign for sign in entry.accounts.items() if sign in taken]
        bad += [row.bad(channel, f"every account once; line {taken[channel, a]} has it too") for channel, a in twice]
        taken |= dict.fromkeys(entry.accounts.items(), row.line)
        bad += _put(kept, row, entry)
    return sorted([*bad, *_too_many(kept, rows, desk)], key=lambda one: one.line)


def _same_company(kept: Listing, name: str) -> str:
    return next((known for known in kept.plans if known.casefold() == name.casefold()), name)


def _give_plan(kept: Listing, row: Row, company: str, plan: str | None, at: dict[str, int]) -> list[BadRow]:
    """A company has one plan: where a row names none it is that of the other rows, or the one it has."""
    if plan and company in at and kept.plans[company] != plan:
        return [row.bad("plan", f"{kept.plans[company]}, as in line {at[company]}: a company has one plan")]
    if plan:
        kept.plans[company] = plan
        at.setdefault(company, row.line)
    kept.plans.setdefault(company, None)
    return []


def _seat_faults(kept: Listing, row: Row, entry: Listed, desk: Desk) -> list[BadRow]:
    allowed = seats_of(desk, kept.plans[entry.company])
    return [row.bad("seat", one_of(allowed, entry.seat))] if entry.seat and entry.seat not in allowed else []


def _put(kept: Listing, row: Row, entry: Listed) -> list[BadRow]:
    """The row's person, new or as they were with what the row says of them."""
    known = [one for one in kept.people if one.signs & frozenset(entry.accounts.items())]
    if len(known) > 1:
        names = " and ".join(f"{one.name} ({one.company})" for one in known)
        return [row.bad("telegram", "accounts of one person", f"those of {names}")]
    if not known and entry.email:
        known = [one for one in kept.people if (one.company, one.email) == (entry.company, entry.email)][:1]
    if not known:
        entry.seat = entry.seat or MEMBER
        entry.changed = True
        kept.people.append(entry)
        return []
    person = known[0]
    new = {
        "company": entry.company,
        "name": entry.name,
        "seat": entry.seat or person.seat,
        "email": entry.email or person.email,
        "language": entry.language or person.language,
        "accounts": {**person.accounts, **entry.accounts},
    }
    person.changed = person.changed or any(getattr(person, name) != value for name, value in new.items())
    person.moved |= {channel for channel, account in entry.accounts.items() if person.accounts.get(channel) != account}
    for name, value in new.items():
        setattr(person, name, value)
    person.line = row.line
    return []


def _too_many(kept: Listing, rows: Sequence[Row], desk: Desk) -> Iterable[BadRow]:
    """Seats that are taken more often than the company's plan has them: told of the rows that go beyond it."""
    by_line = {row.line: row for row in rows}
    lines = {one.company: one.line for one in kept.people if one.line}
    for company, line in lines.items():
        yield from _lost_seats(kept, by_line[line], company, desk)
        for seat, most in _counted(desk, kept.plans[company]).items():
            holders = [one for one in kept.people if (one.company, one.seat) == (company, seat)]
            allowed = f"at most {most} with the seat {seat} in the plan {kept.plans[company]}"
            named = sorted((one for one in holders if one.line), key=lambda one: one.line or 0)
            over = len(holders) - most
            for one in named[max(0, len(named) - over) :] if over > 0 else ():
                others = ", ".join(other.name for other in holders if other is not one)
                yield by_line[one.line or 0].bad("seat", allowed, f"{seat} beside {others}")
            if over > len(named):
                yield by_line[line].bad("plan", allowed, f"{len(holders)} of them in {company}")


def _lost_seats(kept: Listing, row: Row, company: str, desk: Desk) -> Iterable[BadRow]:
    """People the list doesn't name who have a seat that their company's plan no longer has."""
    seats = seats_of(desk, kept.plans[company])
    for one in kept.people:
        if one.company == company and one.seat not in seats and one.line is None:
            yield row.bad("plan", f"seats {', '.join(seats)}: {one.name} is {one.seat}")


# ---------------------------------------------------------------- seats


def seats_of(desk: Desk, plan: str | None) -> tuple[str, ...]:
    """The seats that there are in a company: those of its plan, and plain members."""
    known = desk.plans.get(plan or "")
    counted = known.seats if known else dict.fromkeys(LEADING, 0)
    return tuple(dict.fromkeys((*counted, MEMBER)))


def free_seats(desk: Desk, plan: str | None, taken: Iterable[str]) -> tuple[str, ...]:
    """Those that one more person may have. `taken`: the seat of everybody in the company. Seats that the plan gives no
    number, and all of a company without a plan, are without limit."""
    have, counted = list(taken), _counted(desk, plan)
    return tuple(seat for seat in seats_of(desk, plan) if seat not in counted or have.count(seat) < counted[seat])


def _counted(desk: Desk, plan: str | None) -> Mapping[str, int]:
    known = desk.plans.get(plan or "")
    return known.seats if known else {}
