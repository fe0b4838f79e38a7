"""The master table of docs/relay.md, cell by cell: every kind of message, in all four pairings, both ways, and what is done to
it. What the table says is what is seen; a cell that says otherwise is named, with both."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from bots.slack.channel import Slack
from bots.telegram.channel import Telegram
from core.pace import LocalPace
from core.ports import Budget
from tests.stories.conftest import Open, Stage
from tests.stories.relay_kinds import FROM_SLACK, FROM_TELEGRAM, LIMIT, ROOM, Kind
from tests.stories.relay_sides import PARTY, InSlack, InTelegram, Seen, Side
from tests.stories.test_slack_requester import sends
from tests.stories.tickets import open_ticket
from tests.stories.topics import SURFACES, Office, office_of
from tests.stories.walks import heard

pytestmark = pytest.mark.parametrize("ground", ["sqlite"], indirect=True)

RELAY = Path(__file__).parents[2] / "docs" / "relay.md"
ACTS = ("new", "reply", "edit", "delete", "reaction")
NAMES = {"telegram": "Telegram", "slack": "Slack"}

Cells = dict[tuple[str, str], str]
"""What becomes of a kind (row) by an act (column): a sign, or in words what is not so."""


# ---------------------------------------------------------------- what the docs say


def cells_of(source: str, target: str, requesters: bool) -> Cells:
    """The table's signs for what is sent in one platform and read in the other, by requesters or by agents: where a cell has
    two, the first is the requester's. What isn't ✓ has its reason among the notes."""
    text = RELAY.read_text()
    section = text.split(f"\n### From {NAMES[source]} to {NAMES[target]}\n")[1].split("\n### ")[0].split("\n## ")[0]
    notes = set(re.findall(r"(?m)^(\d+)\. ", text.split("\n### Notes\n")[1].split("\n## ")[0]))
    cells: Cells = {}
    for line in section.splitlines():
        row, *columns = [cell.strip() for cell in line.strip("|").split("|")]
        if len(columns) != len(ACTS) or row == "kind" or set(row) == {"-"}:
            continue
        for act, cell in zip(ACTS, columns, strict=True):
            sides = [side.split() for side in cell.split(" / ")]
            sign, *why = sides[0] if requesters else sides[-1]
            assert sign in "✓≈–·", f"{row}, {act}: {cell}"
            assert sign == "✓" or why, f"{row}, {act}: {sign} without a note"
            assert set(why) <= notes, f"{row}, {act}: no note {why}"
            cells[row, act] = sign
    return cells


# ---------------------------------------------------------------- what is seen


@dataclass
class Sent:
    """One message of a kind: what its writer's acts take, and its copies as they were seen first."""

    kind: Kind
    mark: str
    handle: Any
    copies: list[Seen]
    told: set[str] = field(default_factory=set)

    @property
    def originals(self) -> set[str]:
        if isinstance(self.handle, list):
            return {str(one["message_id"]) for one in self.handle}
        return {self.handle.ts}


@dataclass
class Walk:
    """One side writes every kind, the other reads, reacts and answers."""

    stage: Stage
    writer: Side
    reader: Side
    requesters: bool
    seen: Cells = field(default_factory=dict)

    @property
    def question(self) -> str:
        """What the reader asks first: where one can, every kind answers it."""
        return f"Asked of a {'requester' if self.requesters else 'taker'}"

    async def settles(self) -> None:
        await heard(self.stage)
        await self.stage.settles()

    async def through(self, kinds: Sequence[Kind]) -> Cells:
        question = await self.reader.says(self.question)
        await self.writer.wait(lambda: self._with(self.writer, self.question))
        anchor = self._with(self.writer, self.question)
        assert anchor
        await self.settles()
        letter = "R" if self.requesters else "A"
        sent = [await self._sends(kind, f"{letter}{number:02}", anchor) for number, kind in enumerate(kinds)]
        root = question[0]["message_id"] if isinstance(question, list) else ""
        sent = [one for one in sent if one.copies]
        await self._react(sent)
        await self._reply(sent, str(root))
        await self._edit(sent)
        await self._delete(sent)
        return self.seen

    @staticmethod
    def _with(side: Side, words: str) -> Seen | None:
        return next((one for one in side.look().values() if words in one.words), None)

    async def _sends(self, kind: Kind, mark: str, anchor: Seen) -> Sent:
        before = {id(side): side.look().keys() for side in (self.reader, self.writer)}
        handle = await kind.sends(self.writer, mark, anchor.raw)
        shown = kind.seen[self.reader.channel]
        sent = Sent(kind, mark, handle, [])

        def new(side: Side) -> list[Seen]:
            own = sent.originals if side is self.writer else ()
            return [one for key, one in side.look().items() if key not in before[id(side)] and key not in own]

        await self.reader.wait(lambda: not shown.differs(mark, new(self.reader)))
        await self.settles()
        sent.copies = shown.copies(new(self.reader))
        untold = shown.untold(new(self.reader if self.requesters else self.writer))
        self.seen[kind.row, "new"] = shown.differs(mark, new(self.reader)) or untold or shown.sign
        return sent

    def _now(self, sent: Sent) -> list[Seen]:
        """The copies as they are now, without those that are gone."""
        there = self.reader.look()
        return [there[one.id] for one in sent.copies if one.id in there]

    async def _react(self, sent: list[Sent]) -> None:
        for one in sent:
            await self.reader.reacts(one.copies[-1])
        await self.settles()
        there = self.writer.look()
        for one in sent:
            found = [there[id].reactions for id in one.originals if id in there]
            is_there = any(PARTY[self.writer.channel] in reactions for reactions in found)
            self.seen[one.kind.row, "reaction"] = "✓" if is_there else "–"

    async def _reply(self, sent: list[Sent], root: str) -> None:
        if self.reader.channel == "telegram":
            for one in sent:
                await self.reader.answers(one.copies[-1], f"re {one.mark}")
            await self.settles()
        for one in sent:
            signs = {self._answered(one), self._answers(one, root)} - {"–"}
            wrong = next((sign for sign in signs if sign not in ("✓", "≈")), None)
            self.seen[one.kind.row, "reply"] = wrong or ("≈" if "≈" in signs else "✓" if signs else "–")

    def _answered(self, one: Sent) -> str:
        """How the answer to it is seen by its writer."""
        if self.reader.channel == "slack":
            return "–"
        answer = self._with(self.writer, f"re {one.mark}")
        if answer is None:
            return "the answer did not come"
        if answer.answers:
            return "✓" if answer.answers in one.originals else f"the answer hangs on {answer.answers}"
        return (
            "≈"
            if answer.words.count("\n") or len(answer.words) > len(f"re {one.mark}")
            else "no word of what is answered"
        )

    def _answers(self, one: Sent, root: str) -> str:
        """How it is seen that it answers another message."""
        if self.writer.channel == "slack" or not one.kind.answers:
            return "–"
        if self.reader.channel == "telegram":
            return "✓" if one.copies[0].answers == root else f"it hangs on {one.copies[0].answers}, not {root}"
        return "≈" if self.question in one.copies[0].words else "no word of what it answers"

    async def _edit(self, sent: list[Sent]) -> None:
        able = [one for one in sent if one.kind.words]
        for one in able:
            await self.writer.edits(one.handle, f"Corrected {one.mark}")
        await self.settles()
        for one in sent:
            self.seen[one.kind.row, "edit"] = self._edited(one) if one.kind.words else "·"

    def _edited(self, one: Sent) -> str:
        now = self._now(one)
        changed = [copy for copy in now if f"Corrected {one.mark}" in copy.words.replace("*", "")]
        if not changed or "Corrected" not in changed[0].bold:
            return f"the copies are {[(copy.words, copy.bold) for copy in now]}"
        if self.requesters and "edited, before:" not in changed[0].words:
            return "the former words are gone"
        kept = [file for copy in now for file in copy.files] == [file for copy in one.copies for file in copy.files]
        return "✓" if kept else "it lost its files"

    async def _delete(self, sent: list[Sent]) -> None:
        before = {one.mark: self._now(one) for one in sent}
        for one in sent:
            await self.writer.deletes(one.handle)
        await self.settles()
        told = sum("took a file back" in one.words for one in self.reader.look().values())
        is_told = told == sum(any(copy.files for copy in one.copies) for one in sent)
        for one in sent:
            now = self._now(one)
            if not self.requesters:
                self.seen[one.kind.row, "delete"] = "✓" if not now else f"there still is {now}"
            elif len(now) != len(before[one.mark]):
                self.seen[one.kind.row, "delete"] = "a copy is gone"
            else:
                self.seen[one.kind.row, "delete"] = "≈" if _marked(now, is_told) else f"not marked: {now}"


def _marked(copies: list[Seen], files_told: bool) -> bool:
    """Whether agents see that it was taken back: its words are struck out under a line that says so, of files there is a
    line of its own."""
    has_words = [copy for copy in copies if "taken back by the requester" in copy.words and copy.struck]
    return bool(has_words) or (files_told and any(copy.files for copy in copies))


# ---------------------------------------------------------------- the four pairings


class AtOnce(LocalPace):
    """Nothing waits for a budget: this story is not about pace."""

    def spend(self, budgets: Sequence[Budget], now: float) -> tuple[Budget | None, float]:
        return None, now


@asynccontextmanager
async def both_sides(
    stage_of: Open, folder: Path, requesters: str, agents: str
) -> AsyncIterator[tuple[Stage, Side, Side]]:
    """A ticket between them, taken: the stage, the requester and the taker."""
    surfaces = {"slack": "${SLACK_SUPPORT_CHANNEL}"} if agents == "slack" else SURFACES
    async with office_of(stage_of, folder, surfaces, started=False) as office:
        stage, world = office.stage, office.stage.world
        await stage.start()
        world.slack.channel("hall", [world.dora, world.anna, world.bruno])
        requester = await _requester(office, requesters, agents)
        yield stage, requester, await _taker(office, agents)


async def _requester(office: Office, channel: str, agents: str) -> Side:
    world = office.stage.world
    if channel == "slack":
        receipt = await sends(office.stage, world.dora)
        return InSlack(world.dora, world.dora.dm_with(world.app), receipt, world)
    if agents == "slack":
        await open_ticket(office.stage)
    else:
        await office.topic()
    return InTelegram(world.ann)


async def _taker(office: Office, channel: str) -> Side:
    world = office.stage.world
    if channel == "slack":
        card = await world.anna.sees("*HRB-1* ·", in_channel=world.support)
        await world.anna.presses("Take", message=card)
        await world.anna.sees("Taken by Anna Berg", thread=card)
        return InSlack(world.anna, world.support, card, world)
    topic = await office.new_topic(set())
    await topic.maria.presses("Take", topic.card)
    await topic.maria.sees("Taken by Maria Lopez")
    return InTelegram(topic.maria)


KINDS = {"telegram": FROM_TELEGRAM, "slack": FROM_SLACK}


@pytest.mark.parametrize("agents", ["slack", "telegram"])
@pytest.mark.parametrize("requesters", ["telegram", "slack"])
async def test_every_cell_is_as_the_table_says(
    stage_of: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, requesters: str, agents: str
) -> None:
    monkeypatch.setattr("frontdoor.program.LocalPace", AtOnce)
    monkeypatch.setattr(Telegram, "capabilities", replace(Telegram.capabilities, download=LIMIT, upload=ROOM))
    monkeypatch.setattr(Slack, "capabilities", replace(Slack.capabilities, download=LIMIT))
    async with both_sides(stage_of, tmp_path, requesters, agents) as (stage, requester, taker):
        asked = await Walk(stage, requester, taker, requesters=True).through(KINDS[requesters])
        answered = await Walk(stage, taker, requester, requesters=False).through(KINDS[agents])
    wrong = [*differences(requesters, agents, asked, True), *differences(agents, requesters, answered, False)]
    assert wrong == []


def differences(source: str, target: str, seen: Cells, requesters: bool) -> list[str]:
    said = cells_of(source, target, requesters)
    who = "a requester" if requesters else "an agent"
    return [
        f"{who} in {NAMES[source]}, read in {NAMES[target]}: {row}, {act}: "
        f"the table says {said.get((row, act), 'nothing')}, seen: {seen.get((row, act), 'nothing')}"
        for row, act in sorted(said.keys() | seen.keys())
        if said.get((row, act)) != seen.get((row, act))
    ]
