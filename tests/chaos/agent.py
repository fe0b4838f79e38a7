"""An agent: takes what comes into their channel, answers in threads, leaves notes there, and asks whether it is solved."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from random import Random
from typing import Any

from playground.slack import App, Channel, Message, NotThere, Person, Slack
from tests.chaos.requester import phrase
from tests.chaos.watch import Board, Watch
from tests.chaos.words import Word, Words

Json = dict[str, Any]

PATIENCE = 6.0
"""Seconds after which somebody presses a button again."""

DELIVERED, FAILED = "white_check_mark", "warning"


@dataclass
class Case:
    """What an agent remembers of a ticket, by the `ts` of its card."""

    root: str
    quota: int
    taken: bool = False
    replies: list[str] = field(default_factory=list)
    heard: int = 0
    asked: int = 0
    pressed_at: float = 0.0
    spoke_at: float = 0.0


class Agent:
    """One person with a channel of their own; in the channel of another they leave notes (`second`)."""

    def __init__(
        self,
        slack: Slack,
        app: App,
        person: Person,
        own: Channel,
        second: Channel,
        watch: Watch,
        words: Words,
        seed: str,
    ) -> None:
        self.person = person
        self._slack = slack
        self._app = app
        self._own = Board(slack, own.id)
        self._second = Board(slack, second.id) if second != own else None
        self._watch = watch
        self._words = words
        self._chance = Random(seed)
        self._cases: dict[str, Case] = {}
        self._noted: set[str] = set()

    async def works(self) -> None:
        """Until the talk is over: one thing after another, with a breath in between."""
        while not self._watch.over.is_set():
            if await self._does_something():
                await self._watch.pause(0.2 + self._chance.random() * 0.6)
            else:
                await self._watch.pause(0.5)

    def _case(self, root: str) -> Case:
        if root not in self._cases:
            self._cases[root] = Case(root, self._chance.randint(2, 4))
        return self._cases[root]

    async def _does_something(self) -> bool:
        for root, thread in list(self._own.cards()):
            if await self._works_on(self._case(root), thread):
                return True
        return await self._leaves_a_note()

    async def _works_on(self, case: Case, thread: list[Json]) -> bool:
        """One step of a ticket; whether there was one to take."""
        if not case.taken:
            return await self._takes(case, thread[0])
        lines = _lines_of_the_desk(thread)
        if any(line.endswith(phrase("thread-confirmed", requester="")) for line in lines):
            return False
        denied = sum(line.endswith(phrase("thread-not-solved", requester="")) for line in lines)
        if case.asked > denied:
            asked = sum(line.endswith(phrase("thread-asked", requester="")) for line in lines)
            return asked <= denied and await self._asks(case, thread[0])
        heard = _words_of_the_requester(thread)
        if heard > case.heard or not case.replies:
            case.heard = heard
            return await self._replies(case)
        if len(case.replies) >= case.quota + denied and self._all_arrived(case, thread):
            if await self._asks(case, thread[0]):
                case.asked = denied + 1
                return True
            return False
        if time.time() - case.spoke_at > PATIENCE and len(case.replies) < case.quota + denied:
            return await self._replies(case)
        return False

    async def _takes(self, case: Case, card: Json) -> bool:
        if phrase("card-taker", name=self.person.name) in card["text"] or await self._presses(case, card, "Take"):
            case.taken = True
        return case.taken

    async def _asks(self, case: Case, card: Json) -> bool:
        """*Solved*, by the button or, where the card doesn't show it yet, in words."""
        if time.time() - case.pressed_at < PATIENCE:
            return False
        if self._chance.random() < 0.7 and await self._presses(case, card, "Solved"):
            return True
        case.pressed_at = time.time()
        await self.person.posts(self._own.channel, "solved", thread=case.root, mention_bot=self._app)
        return True

    async def _presses(self, case: Case, card: Json, label: str) -> bool:
        """Whether the press of the card's button was taken."""
        if time.time() - case.pressed_at < PATIENCE:
            return False
        case.pressed_at = time.time()
        try:
            outcome = await self.person.presses(label, message=self._message(card))
        except NotThere:
            return False  # the card shows other buttons by now
        if outcome.failed:
            case.pressed_at = time.time() - PATIENCE / 2  # Slack shows a sign of failure: again, soon
        return not outcome.failed

    def _message(self, raw: Json) -> Message:
        return self._slack.sight.message(self._own.channel, raw)

    # ---------------------------------------------------------------- words

    async def _replies(self, case: Case) -> bool:
        """An answer, now and then a file; and now and then a note before it."""
        if self._chance.random() < 0.25:
            note = self._words.new("note", self.person.name, case.root)
            await self._posts(note, case.root, f"// {self._words.sentence(note)}")
        as_file = self._chance.random() < 0.1
        word = self._words.new("reply", self.person.name, case.root, file=as_file)
        if as_file:
            raw = await self._posts(word, case.root, "", files=[(f"{word.mark}.txt", f"{word.mark}\n".encode() * 50)])
        else:
            raw = await self._posts(word, case.root, self._words.sentence(word))
        case.replies.append(raw.ts)
        case.spoke_at = time.time()
        return True

    async def _posts(self, word: Word, root: str, text: str, files: Any = (), board: Board | None = None) -> Message:
        channel = (board or self._own).channel
        message = await self.person.posts(channel, text, thread=root, files=files)
        word.source = (channel, message.ts)
        return message

    def _all_arrived(self, case: Case, thread: list[Json]) -> bool:
        """Whether every reply of theirs has its sign."""
        signed = {raw["ts"] for raw in thread if _signs(raw) & {DELIVERED, FAILED}}
        return signed.issuperset(case.replies)

    async def _leaves_a_note(self) -> bool:
        """In a colleague's ticket: words of who hasn't taken it are a note, without any strokes."""
        if self._second is None:
            return False
        for root, thread in list(self._second.cards()):
            if root in self._noted or phrase("card-nobody") in thread[0]["text"] or len(thread) < 4:
                continue
            self._noted.add(root)
            if self._chance.random() < 0.3:
                word = self._words.new("note", self.person.name, root)
                await self._posts(word, root, self._words.sentence(word), board=self._second)
                return True
        return False


def _signs(raw: Json) -> set[str]:
    return {item["name"] for item in raw.get("reactions", [])}


def _lines_of_the_desk(thread: list[Json]) -> list[str]:
    """What the desk itself says in a thread, without the marks of style."""
    return [raw["text"].strip("_* ") for raw in thread[1:] if "bot_id" in raw and "username" not in raw]


def _words_of_the_requester(thread: list[Json]) -> int:
    return sum("username" in raw for raw in thread)
