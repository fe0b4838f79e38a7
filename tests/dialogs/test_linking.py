"""One person on two channels, told without the channels: what each says, and what is written to each."""

from __future__ import annotations

import itertools
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from core.desk import Desk
from core.messages import Author, Said, Say, Update
from core.text import plain
from core.ticket import Ticket
from core.working_time import Calendar
from dialogs.engine import Engine
from dialogs.handling import handle
from dialogs.phrases import Phrases
from dialogs.turn import House
from storage import tables
from storage.database import Database
from storage.store import Store
from storage.unit import Unit
from tests.conftest import Ground

DESK = Desk.model_validate(
    {
        "name": "Corner desk",
        "key": "CRN",
        "teams": {"support": {"name": "Support", "slack": "C0SUPPORT"}},
        "requests": {"anything": {"name": "Anything", "team": "support", "form": ["topic"]}},
    }
)


@dataclass
class Desks:
    """A desk without channels: `says` returns what is written back."""

    store: Store
    now: datetime = datetime(2026, 1, 5, 9, tzinfo=UTC)
    _count: itertools.count[int] = field(default_factory=itertools.count)

    def __post_init__(self) -> None:
        chances = (f"chance{number}" for number in itertools.count())
        calendar = Calendar(DESK.hours, DESK.timezone)
        self.house = House(
            DESK, Phrases(), Engine(DESK), (), calendar, lambda: next(chances), lambda channel, word: None
        )

    async def says(self, channel: str, words: str) -> str:
        command, _, rest = words.removeprefix("/").partition(" ")
        given = {"command": command, "text": rest} if words.startswith("/") else {"text": words}
        number = next(self._count)
        about = {"key": f"k{number}", "channel": channel, "place": f"{channel}-room", "at": self.now, "direct": True}
        author = Author(f"{channel}-1", channel.title())
        return await self._told(Said(**about, author=author, message=f"m{number}", position=number, **given))  # type: ignore[arg-type]

    async def _told(self, update: Update) -> str:
        def turn(unit: Unit) -> str:
            unit.now = self.now
            handle(self.house, unit, update)
            new = unit._new.get(tables.delivery, {}).values()
            return "\n".join(plain(one.act.text) for one in new if isinstance(one.act, Say))

        return await self.store.write(turn)

    async def has_asked(self, channel: str, topic: str) -> None:
        """A request that was sent there."""
        await self.says(channel, "/help")

        def work(unit: Unit) -> None:
            there = unit.conversation_at(channel, f"{channel}-room")
            assert there
            reference = f"CRN-{unit.next_number('CRN')}"
            given = {"kind": "anything", "team": "support", "topic": topic, "created_at": self.now}
            unit.add_ticket(
                Ticket(unit.new_id(), reference, requester_id=there.person.id, conversation_id=there.id, **given)
            )  # type: ignore[arg-type]

        await self.store.write(work)


@pytest.fixture
async def desk(ground: Ground) -> AsyncIterator[Desks]:
    store = Store(Database.at(ground.url), lambda: datetime.now(UTC))
    await store.open()
    yield Desks(store)
    await store.close()


def code_in(told: str) -> str:
    found = re.search(r"/link (\S+)", told)
    assert found, told
    return found[1]


async def test_two_channels_are_one_requester_once_the_code_was_said(desk: Desks) -> None:
    await desk.has_asked("pigeon", "The roof leaks")
    await desk.has_asked("drum", "The door creaks")
    assert "CRN-1" not in await desk.says("drum", "/tickets")
    code = code_in(await desk.says("pigeon", "/link"))
    assert "doesn't count" in await desk.says("pigeon", f"/link {code}")  # one's own, on the same channel
    assert "Linked" in await desk.says("drum", f"/link {code.lower().replace('-', ' ')}")
    for channel in ("pigeon", "drum"):
        listed = await desk.says(channel, "/tickets")
        assert "You have 2 requests" in listed
        assert "The roof leaks" in listed
        assert "The door creaks" in listed
    assert (await desk.says("drum", "/tickets CRN-1")).startswith("CRN-1 · Anything")
    assert "doesn't count" in await desk.says("drum", f"/link {code}")  # it works once


async def test_a_code_is_good_for_a_while_and_cannot_be_guessed(desk: Desks) -> None:
    late = code_in(await desk.says("pigeon", "/link"))
    desk.now += timedelta(minutes=16)
    assert "doesn't count" in await desk.says("drum", f"/link {late}")
    code = code_in(await desk.says("pigeon", "/link"))
    for guess in ("AAAA", "BBBB", "CCCC", "DDDD"):
        assert "doesn't count" in await desk.says("drum", f"/link {guess}-{guess}")
    assert "Too many wrong codes" in await desk.says("drum", f"/link {code}")
    desk.now += timedelta(minutes=16)
    again = code_in(await desk.says("pigeon", "/link"))
    assert "Linked" in await desk.says("drum", f"/link {again}")
