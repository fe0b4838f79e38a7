"""Agents in Telegram: a desk whose team answers in a forum group, and how its topics are read."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playground.telegram.people import Group, Person
from playground.telegram.seat import Seat
from tests.stories.conftest import Open, Stage

Json = dict[str, Any]

CARD = re.compile(r"HRB-\d+ · .+ · ")
SURFACES = {"telegram": "${AGENTS_GROUP}"}
BOTH = {"slack": "${SLACK_SUPPORT_CHANNEL}", "telegram": "${AGENTS_GROUP}"}


@dataclass
class Office:
    """The stage with a group in which Maria and Nico answer; Olaf is not in it."""

    stage: Stage
    group: Group
    maria: Person
    nico: Person
    olaf: Person

    @property
    def ann(self) -> Person:
        return self.stage.world.ann

    async def topic(self, topic: str = "The page is blank") -> Topic:
        """Ann asks; returns the ticket's topic, once her answers stand in it."""
        before = set(self.group.topics)
        said = await self.ann.says("It was there yesterday")
        await self.ann.sees_button("I have an idea", after=said)
        await self.ann.presses("I have an idea")
        await self.ann.sees("in one line", after=said)
        await self.ann.says(topic)
        await self.ann.sees_button("Send", after=said)
        await self.ann.presses("Send")
        return await self.new_topic(before)

    async def new_topic(self, before: set[int]) -> Topic:
        """The topic that is there now and was not before."""
        telegram = self.stage.world.telegram
        found = await telegram.changes.wait(lambda: set(self.group.topics) - before, 10, "no topic was made")
        topic = Topic(self, found.pop())
        await topic.is_pinned()
        return topic


@dataclass
class Topic:
    """One ticket's topic."""

    office: Office
    id: int

    @property
    def name(self) -> str:
        return str(self.office.group.topics[self.id]["name"])

    @property
    def maria(self) -> Seat:
        return self.office.maria.in_topic(self.office.group, self.id)

    @property
    def nico(self) -> Seat:
        return self.office.nico.in_topic(self.office.group, self.id)

    @property
    def cards(self) -> list[Json]:
        return [message for message in self.maria.chat if CARD.match(message.get("text", ""))]

    @property
    def card(self) -> Json:
        return self.cards[-1]

    @property
    def lines(self) -> list[str]:
        return [message.get("text") or message.get("caption") or "" for message in self.maria.chat]

    async def is_pinned(self) -> None:
        """Waits until the newest card is pinned."""
        changes, room = self.office.stage.world.telegram.changes, self.office.group.room
        await changes.wait(
            lambda: self.cards and self.cards[-1]["message_id"] in room["pinned"], 10, "no card is pinned"
        )

    async def is_called(self, part: str) -> None:
        """Waits until the topic's name has these words in it."""
        changes = self.office.stage.world.telegram.changes
        await changes.wait(lambda: part in self.name, 10, lambda: f"{part!r} is not in {self.name!r}")

    async def is_signed(self, message: Json, sign: str | None) -> None:
        """Waits until the bot's sign stands on a message; None: until none does."""
        changes = self.office.stage.world.telegram.changes

        def now() -> bool:
            found = next(one for one in self.maria.chat if one["message_id"] == message["message_id"])
            return found["reactions"] == ([sign] if sign else [])

        await changes.wait(now, 10, f"the sign {sign} is not there")


@asynccontextmanager
async def office_of(
    stage_of: Open, folder: Path, surfaces: dict[str, str] = SURFACES, started: bool = True, **more: Any
) -> AsyncIterator[Office]:
    """A desk whose team answers on these surfaces. `more`: of the desk file."""
    desk = {
        "name": "Harbour",
        "key": "HRB",
        "languages": ["en", "it"],
        "teams": {"support": {"name": "Product support", **surfaces}},
        "requests": {
            "idea": {"name": "I have an idea", "team": "support", "form": ["topic", "description"]},
        },
        **more,
    }
    file = folder / "topics.yml"
    file.write_text(json.dumps(desk))
    async with stage_of(file, started=False) as stage:
        telegram = stage.world.telegram
        group = telegram.add_supergroup("Harbour agents")
        maria, olaf = telegram.person("Maria Lopez"), telegram.person("Olaf Berg")
        nico = telegram.person("Nico Hahn", username="nico_hahn")
        group.add(maria, "administrator").add(nico).add_bot(stage.world.bot)
        stage.adds(AGENTS_GROUP=str(group.id))
        if started:
            await stage.start()
        yield Office(stage, group, maria, nico, olaf)
