"""Time by company and month, what nobody has taken, and how far a new entry of the changes was announced."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from core.messages import Author
from core.ticket import Ticket
from storage import announced, tables
from storage.announced import Announcing
from storage.database import Database
from storage.store import Store
from storage.unit import Unit
from tests.conftest import Ground

NOON = datetime(2026, 11, 5, 12, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.at = NOON

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def store(ground: Ground, clock: Clock) -> AsyncIterator[Store]:
    found = Store(Database.at(ground.url), clock)
    await found.open()
    yield found
    await found.close()


def new_tickets(unit: Unit, *priorities: str, company: int | None = None) -> Iterator[Ticket]:
    person = unit.person_of("telegram", Author("1", "Ann"))
    conversation = unit.conversation_of("telegram", "1", person)
    for priority in priorities:
        reference = f"HRB-{unit.next_number('HRB')}"
        ticket = Ticket(unit.new_id(), reference, "idea", "support", priority, person.id, conversation.id, NOON)
        ticket.priority, ticket.company_id = priority, company
        unit.add_ticket(ticket)
        yield ticket


async def test_time_is_summed_by_company_and_month_over_all_its_tickets(store: Store) -> None:
    def work(unit: Unit) -> list[int]:
        companies = [unit.new_id(), unit.new_id()]
        for number, id in enumerate(companies):
            unit.connection.execute(sa.insert(tables.company), {"id": id, "name": f"Company {number}"})
        one, other = new_tickets(unit, "normal", "normal", company=companies[0])
        anna = unit.person_of("slack", Author("U1", "Anna"))
        unit.write_time(one, anna, "2026-11", 90, "a call", beyond=False)
        unit.write_time(other, anna, "2026-11", -30, "", beyond=False)
        unit.write_time(one, anna, "2026-12", 600, "", beyond=True)
        assert [unit.went_beyond(one, month) for month in ("2026-11", "2026-12")] == [False, True]
        assert unit.went_beyond(other, "2026-12")  # told once for a company
        months = ("2026-10", "2026-11", "2026-12")
        sums = [unit.time_of_month(companies[0], month, hold=True) for month in months]
        return [*sums, unit.time_of_month(companies[1], "2026-11")]

    assert await store.write(work) == [0, 60, 600, 0]


async def test_the_queue_goes_by_priority_and_then_by_age(store: Store) -> None:
    def work(unit: Unit) -> list[str]:
        tickets = list(new_tickets(unit, "normal", "low", "urgent", "normal", "high", "urgent"))
        tickets[2].take(unit.person_of("slack", Author("U1", "Anna")), NOON)
        tickets[3].team = "sales"
        for ticket in tickets:
            unit.save_ticket(ticket)
        return [ticket.reference for ticket in unit.untaken(["support"], 3)]

    assert await store.write(work) == ["HRB-6", "HRB-5", "HRB-1"]


async def test_entries_that_were_there_at_first_are_no_news_and_each_new_one_is_told_once(
    store: Store, clock: Clock
) -> None:
    def subscribe(unit: Unit, name: str) -> int:
        conversation = unit.conversation_of("telegram", name, unit.person_of("telegram", Author(name, name)))
        unit.tell_changes(conversation, True)
        unit.tell_changes(conversation, True)
        return conversation.id

    await store.write(lambda unit: announced.note(unit, ["2026-10-01"]))
    ann, ugo = [await store.write(lambda unit, name=name: subscribe(unit, name)) for name in ("ann", "ugo")]  # type: ignore[misc]
    assert await store.read(announced.open_ones) == []
    clock.at += timedelta(minutes=1)
    for _ in range(2):  # two processes start with the new file, and a third one with the old
        await store.write(lambda unit: announced.note(unit, ["2026-10-01", "2026-11-05"]))
    await store.write(lambda unit: announced.note(unit, ["2026-10-01"]))
    (entry,) = await store.read(announced.open_ones)
    assert entry == Announcing("2026-11-05", clock.at, 0)
    clock.at += timedelta(minutes=1)
    await store.write(lambda unit: subscribe(unit, "eva"))  # she has read it already
    assert await store.read(lambda unit: announced.readers(unit, entry, 10)) == [ann, ugo]
    assert await store.write(lambda unit: announced.advance(unit, entry, ann))
    assert not await store.write(lambda unit: announced.advance(unit, entry, ann))
    (further,) = await store.read(announced.open_ones)
    assert await store.read(lambda unit: announced.readers(unit, further, 10)) == [ugo]
    assert await store.write(lambda unit: announced.advance(unit, further, None))
    assert await store.read(announced.open_ones) == []
