"""Several processes on one database: each thing is done by one of them, and what a dead one was doing by another."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from core.conversation import Conversation, Draft
from core.errors import StoreDown
from core.messages import Author, Delivery, Invites, Never, Picked, Said, Say
from storage import locks, processes, queue, tables_programs
from storage.database import Database
from storage.ids import made_at
from storage.locks import Touched
from storage.store import Store
from storage.unit import Unit
from tests.conftest import Ground, MakeGround, PostgresGround

Enter = Callable[..., Awaitable[Store]]


@pytest.fixture
async def enter(ground: Ground) -> AsyncIterator[Enter]:
    """Another process begins to work on the database; `ahead`: how wrong its clock is."""
    entered: list[Store] = []

    async def begin(ahead: timedelta = timedelta()) -> Store:
        store = Store(Database.at(ground.url), lambda: datetime.now(UTC) + ahead, "worker")
        await store.open()
        entered.append(store)
        return store

    yield begin
    for store in entered:
        await store.close()


async def a_conversation(store: Store, place: str = "42") -> int:
    def work(unit: Unit) -> int:
        person = unit.person_of("telegram", Author(place, "Ann"))
        return unit.conversation_of("telegram", place, person).id

    return await store.write(work)


async def says_hello(store: Store, conversation: int) -> Delivery:
    """Puts a delivery into the conversation's lane."""

    def work(unit: Unit) -> Delivery:
        unit.conversation(conversation)
        made = Delivery(unit.new_id(), f"c{conversation}", "telegram", Say(), unit.now, rank=0, language="en")
        unit.add_delivery(made)
        return made

    return await store.write(work, touches=Touched(conversations=frozenset([conversation])))


async def takes(store: Store, most: int = 10) -> list[int]:
    """Takes what is due, to send it."""

    def work(unit: Unit) -> list[int]:
        found = queue.due(unit, "telegram", "", [], most)
        queue.start(unit, found)
        return [delivery.id for delivery in found]

    return await store.write(work)


async def takes_over(store: Store, *known: int) -> list[tuple[int, bool]]:
    found = await store.write(lambda unit: queue.take_over(unit, known))
    return [(delivery.id, may_have_arrived) for delivery, may_have_arrived in found]


async def dies(store: Store) -> None:
    """As after kill -9, once its heart has not beaten for long enough."""
    assert store._heart
    store._heart.cancel()
    await store.write(lambda unit: processes.leave(unit.connection, store.me))


async def test_two_change_one_conversation_and_no_change_is_lost(enter: Enter) -> None:
    stores = [await enter(), await enter()]
    id = await a_conversation(stores[0])

    def step(unit: Unit) -> None:
        conversation = unit.conversation(id)
        conversation.step += 1
        unit.save_conversation(conversation)

    touches = Touched(conversations=frozenset([id]))
    await asyncio.gather(*(store.write(step, touches=touches) for store in stores * 25))

    def read(unit: Unit) -> Conversation:
        return unit.conversation(id)

    assert (await stores[0].read(read)).step == 50


async def test_who_makes_somebody_elses_request_waits_for_their_turn(enter: Enter) -> None:
    stores = [await enter(), await enter()]
    theirs, mine = await a_conversation(stores[0], "42"), await a_conversation(stores[0], "77")

    def begin(unit: Unit) -> None:
        conversation = unit.conversation(mine)
        conversation.dialogue.draft = Draft(0.0, on_behalf=theirs)
        unit.save_conversation(conversation)

    def step(unit: Unit) -> None:
        conversation = unit.conversation(theirs)
        conversation.step += 1
        unit.save_conversation(conversation)

    await stores[0].write(begin)
    author, at = Author("77", "Bo"), datetime.now(UTC)
    asked = Said(key="a", channel="telegram", place="77", author=author, at=at, direct=True, message="1", position=1)
    touches = [Touched(conversations=frozenset([theirs])), Touched.by([asked])]
    await asyncio.gather(
        *(store.write(step, touches=one) for store, one in zip(stores * 25, touches * 25, strict=True))
    )

    def steps(unit: Unit) -> int:
        return unit.conversation(theirs).step

    assert await stores[0].read(steps) == 50


def test_whom_a_message_or_an_invitation_concerns_is_touched_too() -> None:
    writer, at = Author("9", "Ann"), datetime.now(UTC)
    where: dict[str, Any] = {
        "key": "a",
        "channel": "slack",
        "place": "D1",
        "author": Author("8", "Bo"),
        "at": at,
        "direct": True,
    }
    picked = Picked(**where, message="1", text="", writer=writer, writer_place="D2")
    invites = Invites(**where, guest=writer, guest_place="D3")
    assert Touched.by([picked, invites]).places == {"D1", "D2", "D3"}


async def test_one_update_told_to_two_has_its_effect_once(enter: Enter) -> None:
    stores = [await enter(), await enter()]
    keys = [f"telegram:{number}" for number in range(20)]
    claims = [store.write(lambda unit, key=key: unit.claim(key)) for key in keys for store in stores]
    claimed = await asyncio.gather(*claims)
    assert [sum(claimed[at : at + 2]) for at in range(0, 40, 2)] == [1] * 20


async def test_one_person_who_is_new_to_two_is_one_person(enter: Enter) -> None:
    stores = [await enter(), await enter()]
    assert len(set(await asyncio.gather(*(a_conversation(store, "77") for store in stores)))) == 1


async def test_each_delivery_is_taken_by_one(enter: Enter) -> None:
    stores = [await enter(), await enter()]
    made = [(await says_hello(stores[0], await a_conversation(stores[0], str(chat)))).id for chat in range(12)]
    taken = await asyncio.gather(*(takes(store, 5) for store in stores * 3))
    assert sorted(id for some in taken for id in some) == made


async def test_a_lane_has_one_on_its_way_at_a_time(enter: Enter) -> None:
    first, second = await enter(), await enter()
    id = await a_conversation(first)
    one, two = await says_hello(first, id), await says_hello(second, id)
    assert await takes(first) == [one.id]
    assert await takes(second) == []
    await first.write(lambda unit: queue.settle(unit, [(one, Never("refused"), None)]))
    assert await takes(second) == [two.id]


async def test_order_does_not_hang_on_the_processes_clocks(enter: Enter) -> None:
    early, late = await enter(), await enter(ahead=timedelta(hours=1))
    id = await a_conversation(early)
    first = await says_hello(late, id)
    second = await says_hello(early, id)
    assert made_at(first.id) > datetime.now(UTC) + timedelta(minutes=50)
    assert second.id > first.id


async def test_what_a_dead_one_was_sending_another_takes_over_and_may_have_arrived(enter: Enter) -> None:
    first, second = await enter(), await enter()
    made = await says_hello(first, await a_conversation(first))
    assert await takes(first) == [made.id]
    assert await takes_over(second) == []
    await dies(first)
    assert await takes_over(second) == [(made.id, True)]
    assert await takes_over(second, made.id) == []


async def test_one_that_was_taken_for_dead_no_longer_says_the_fate(enter: Enter) -> None:
    first, second = await enter(), await enter()
    made = await says_hello(first, await a_conversation(first))
    await takes(first)
    assert await first.write(lambda unit: queue.still_mine(unit, [made])) == {made.id}
    await dies(first)
    await takes_over(second)
    assert await first.write(lambda unit: queue.still_mine(unit, [made])) == set()
    assert await second.write(lambda unit: queue.still_mine(unit, [made])) == {made.id}


async def test_what_is_marked_as_ones_own_and_was_never_begun_is_told_from_that(enter: Enter) -> None:
    store = await enter()
    made = await says_hello(store, await a_conversation(store))
    await takes(store)
    assert await takes_over(store, made.id) == []
    assert await takes_over(store) == [(made.id, False)]


async def test_a_shift_is_one_s_until_it_ends(enter: Enter) -> None:
    first, second = await enter(), await enter()

    async def holds(store: Store) -> bool:
        return await store.write(lambda unit: processes.hold(unit.connection, "polling", store.me))

    assert [await holds(first), await holds(second), await holds(first)] == [True, False, True]
    await dies(first)
    assert [await holds(second), await holds(first)] == [True, False]


async def test_everyone_s_ids_are_of_another_node(enter: Enter) -> None:
    stores = [await enter() for _ in range(3)]
    assert len({store.me.node for store in stores}) == 3
    assert len(await stores[0].read(lambda unit: processes.alive(unit.connection))) == 3


async def test_a_database_that_restarts_is_away_and_then_there_again(
    make_ground: MakeGround, postgres: PostgresGround
) -> None:
    ground = make_ground("postgres")
    store = Store(Database.at(ground.url), lambda: datetime.now(UTC), "worker")
    await store.open()
    await asyncio.to_thread(postgres.server.stop)
    with pytest.raises(StoreDown):
        await store.write(lambda unit: unit.claim("a"))
    with pytest.raises(StoreDown):
        await store.read(lambda unit: unit.connection.execute(sa.select(tables_programs.process)).all())
    await asyncio.to_thread(postgres.server.start)
    assert await store.write(lambda unit: unit.claim("a"))
    await store.close()


SAID = Said(
    key="telegram:1",
    channel="telegram",
    place="42",
    author=Author("42", "Ann"),
    at=datetime(2026, 5, 4, tzinfo=UTC),
    direct=True,
    message="1",
    position=1,
    text="Hello",
)


async def test_a_conversation_that_another_process_has_just_made_is_not_used_without_its_lock(
    make_ground: MakeGround, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is made between the locks of a transaction and its look at who writes: the transaction begins anew, with the lock."""
    ground = make_ground("postgres")
    stores = [Store(Database.at(ground.url), lambda: datetime.now(UTC)) for _ in range(2)]  # without a heartbeat
    for store in stores:
        await store.open()
    ours, others = stores
    loop, takes_locks = asyncio.get_running_loop(), locks.lock
    locked: list[frozenset[int] | None] = []

    def overtaken(connection: sa.Connection, touched: Touched) -> frozenset[int] | None:
        found = takes_locks(connection, touched)
        if not locked:
            monkeypatch.setattr(locks, "lock", takes_locks)
            asyncio.run_coroutine_threadsafe(a_conversation(others), loop).result(10)
            monkeypatch.setattr(locks, "lock", overtaken)
        locked.append(found)
        return found

    monkeypatch.setattr(locks, "lock", overtaken)

    def answers(unit: Unit) -> int:
        known = unit.conversation_at("telegram", "42")
        assert known
        return known.id

    conversation = await ours.write(answers, SAID)
    assert locked == [frozenset(), frozenset({conversation})]
    for store in stores:
        await store.close()
