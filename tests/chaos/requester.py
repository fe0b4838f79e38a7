"""A requester: goes through intakes, talks with whoever took the ticket, says yes or not quite. What they do follows from what
they see; words are said once, buttons are pressed again when nothing happens."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any

from dialogs.phrases import Phrases
from playground.telegram.keyboards import buttons
from playground.telegram.people import Person
from playground.telegram.seat import CannotDo
from playground.weather import LONGEST_DELAY
from playground.world import World
from tests.chaos.watch import Watch
from tests.chaos.words import Word, Words

Json = dict[str, Any]

PATIENCE = 8.0
"""Seconds after which somebody presses a button again."""

DESPAIR = 25.0
"""Seconds without anything new after which somebody in the middle of an intake says /start."""

THOUGHT = 2.5
"""Seconds before an answer in words: what comes within two of another one is its second half (CONTRACT.md)."""

REFERENCE = re.compile(r"\bCHA-\d+\b")


@cache
def phrase(key: str, **words: Any) -> str:
    """A sentence of the catalogue, to know it by."""
    return _PHRASES("en", key, **words)


@cache
def before_reference(key: str) -> str:
    """A sentence up to the ticket's reference."""
    return phrase(key, reference="CHA-0").partition("CHA-0")[0]


_PHRASES = Phrases()
_ANY = {"reference": "CHA-0", "days": 14}


@dataclass
class Request:
    """One intake of theirs and the ticket it became."""

    number: int
    begun: int
    topic: Word | None = None
    described: bool = False
    despaired: bool = False
    shown: bool = False
    sent: bool = False
    reference: str | None = None
    closed: bool = False
    agreed: bool = False
    explained: bool = False
    words_left: int = 0


class Requester:
    """One person. `requests` are theirs so far."""

    def __init__(self, person: Person, world: World, watch: Watch, words: Words, kind: str, seed: str) -> None:
        self.person = person
        self.kind = kind
        self.requests: list[Request] = []
        self._world = world
        self._watch = watch
        self._words = words
        self._chance = Random(seed)
        self._pressed: dict[tuple[int, str], float] = {}
        self._last_said = 0.0

    @property
    def name(self) -> str:
        """As the desk calls them."""
        return " ".join(filter(None, (self.person.user["first_name"], self.person.user.get("last_name"))))

    async def lives(self, last_intake: float) -> None:
        """Until the talk is over and nothing of theirs is unfinished. After `last_intake` (Unix time) none is begun."""
        await self._watch.pause(self._chance.random() * 3)
        while not self._watch.over.is_set() and time.time() < last_intake:
            request = await self._begins()
            await self._fills_in(request)
            await self._talks(request)
            await self._watch.pause(1 + self._chance.random() * 3)

    # ---------------------------------------------------------------- the intake

    async def _begins(self) -> Request:
        newest = max((message["message_id"] for message in self._messages()), default=0)
        request = Request(len(self.requests), newest, words_left=self._chance.randint(4, 7))
        self.requests.append(request)
        if self._chance.random() < 0.5:
            await self.person.says("/new" if self.requests[:-1] else "/start")
        else:
            await self._says(request, "answer")
            request.described = True
        return request

    async def _fills_in(self, request: Request) -> None:
        """From one question to the next, until there is a receipt."""
        despaired = time.time()
        while not self._receipt(request):
            before = self._newest()
            if await self._answers(request):
                despaired = time.time()
                continue
            if await self._watch.until(lambda before=before: self._newest() > before or None, 1.0):
                despaired = time.time()
            elif time.time() - despaired > DESPAIR and not request.sent:
                request.despaired = True
                await self.person.says("/start")
                despaired = self._last_said = time.time()

    def _receipt(self, request: Request) -> bool:
        """Whether they have heard of a ticket that they did not know before."""
        known = {one.reference for one in self.requests}
        for message in self._since(request):
            for reference in REFERENCE.findall(_text(message)):
                if reference not in known and "message_id" in message:
                    request.reference = reference
        return request.reference is not None

    async def _answers(self, request: Request) -> bool:
        """Does what the newest open question wants; whether there was something to do."""
        for message in self._since(request):
            text, labels = _text(message), _labels(message)
            if _has(labels, "Send"):
                return await self._sends(request, message)
            for label in ("Go on", self.kind):
                if _has(labels, label):
                    return await self._presses(label, message)
            if phrase("slot-screenshot-ask") in text:
                return await self._shows(request, message)
            if phrase("slot-topic-ask") in text:
                return await self._names(request)
            if phrase("slot-description-ask") in text:
                return await self._describes(request)
        return False

    async def _sends(self, request: Request, preview: Json) -> bool:
        """Not while something they said is on its way: a /start that comes after it would begin one more request."""
        if not request.sent and self._may_cross():
            return False
        pressed = await self._presses("Send", preview)
        request.sent |= pressed
        return pressed

    async def _names(self, request: Request) -> bool:
        if request.topic is not None and not request.despaired:
            return False
        request.despaired = False
        await self._watch.thinks(THOUGHT + self._chance.random())
        word = await self._says(request, "answer")
        request.topic = request.topic or word
        return True

    async def _describes(self, request: Request) -> bool:
        if request.described and not request.despaired:
            return False
        request.described, request.despaired = True, False
        await self._watch.thinks(THOUGHT + self._chance.random())
        for _ in range(self._chance.choice((1, 1, 2))):
            await self._says(request, "answer")
        return True

    async def _shows(self, request: Request, message: Json) -> bool:
        if not request.shown and self._chance.random() < 0.4:
            request.shown = True
            await self._sends_file(request, "answer")
            return True
        if request.shown and time.time() - self._last_said < 3 * PATIENCE:
            return False  # the file is on its way
        return await self._presses("Skip", message)

    # ---------------------------------------------------------------- the ticket

    async def _talks(self, request: Request) -> None:
        """Until it is closed, or the talk is over and nothing has been pressed without an effect."""
        while not request.closed:
            before = self._newest()
            if await self._reacts(request):
                continue
            if self._watch.over.is_set() and not self._is_asked(request):
                return
            if self._has_more_to_say(request):
                await self._adds(request)
                await self._watch.pause(1 + self._chance.random() * 5)
                continue
            await self._watch.until(lambda before=before: self._newest() > before or None, 1.0)

    def _has_more_to_say(self, request: Request) -> bool:
        """After a yes nothing more: it would begin a new request."""
        silent = self._watch.over.is_set() or request.agreed
        return not silent and request.words_left > 0 and self._unanswered(request) < 2

    async def _adds(self, request: Request) -> None:
        """A word of their own accord, or two right after one another, or a file."""
        for _ in range(self._chance.choice((1, 1, 2))):
            request.words_left = max(0, request.words_left - 1)
            if self._chance.random() < 0.1:
                await self._sends_file(request, "said")
            else:
                await self._says(request, "said")

    async def _reacts(self, request: Request) -> bool:
        """Whether there was something to react to in what the desk said last."""
        for message in self._since(request):
            text = _text(message)
            if request.reference in REFERENCE.findall(text) and phrase("confirmed", **_ANY) in _without(text, request):
                request.closed = True
                return True
            if before_reference("what-is-missing") in text:
                return await self._explains(request)
            if _has(_labels(message), "Not quite"):
                return await self._decides(request, message)
        return False

    async def _explains(self, request: Request) -> bool:
        """What is still missing: said once, however often they are asked for it."""
        if request.explained:
            return False
        request.explained = True
        await self._says(request, "said")
        return True

    def _is_asked(self, request: Request) -> bool:
        """Whether they are asked if it is solved; what they press to that may not have arrived yet."""
        return any(_has(_labels(message), "Not quite") for message in self._since(request))

    async def _decides(self, request: Request, message: Json) -> bool:
        """Yes, or the first time perhaps not quite: once nothing that they said is still on its way."""
        if self._may_cross():
            return False
        picky = Random(f"{self.person.id} {request.number}").random() < 0.4
        wants_more = picky and not request.explained and not self._watch.over.is_set()
        pressed = await self._presses("Not quite" if wants_more else "Yes", message)
        request.agreed |= pressed and not wants_more
        return pressed

    def _unanswered(self, request: Request) -> int:
        """How many of their messages stand below the last one of an agent."""
        count = 0
        for message in reversed(self._messages()):
            if message["message_id"] <= request.begun or _text(message).startswith("Agent "):
                break
            count += not message["from"]["is_bot"]
        return count

    def _may_cross(self) -> bool:
        """Whether Telegram may have something of theirs that the desk hasn't taken yet."""
        waits = any(
            update.get("message", {}).get("chat", {}).get("id") == self.person.id
            for update in self._world.telegram.pending()
        )
        return waits or time.time() - self._last_said < LONGEST_DELAY + 1

    # ---------------------------------------------------------------- hands and eyes

    async def _says(self, request: Request, kind: Any) -> Word:
        word = self._words.new(kind, self.name, (self.person.id, request.number, kind))
        message = await self.person.says(self._words.sentence(word))
        word.source = (self.person.id, message["message_id"])
        self._last_said = time.time()
        return word

    async def _sends_file(self, request: Request, kind: Any) -> None:
        word = self._words.new(kind, self.name, (self.person.id, request.number, kind), file=True)
        message = await self.person.sends_file(f"log of {word.mark}\n".encode() * 50, f"{word.mark}.txt", "text/plain")
        word.source = (self.person.id, message["message_id"])
        self._last_said = time.time()

    async def _presses(self, label: str, message: Json) -> bool:
        """Presses a button, unless they did a moment ago and still wait."""
        key = (message["message_id"], label)
        if time.time() - self._pressed.get(key, 0.0) < PATIENCE:
            return False
        self._pressed[key] = time.time()
        try:
            await self.person.presses(label, message)
        except CannotDo:
            return False  # it has just gone
        return True

    def _messages(self) -> list[Json]:
        return list(self.person.shown["messages"].values())

    def _newest(self) -> tuple[int, int]:
        """Changes with every message and every edit of one."""
        messages = self._messages()
        return len(messages), max((message.get("edit_date", 0) for message in messages[-5:]), default=0)

    def _since(self, request: Request) -> Iterator[Json]:
        """What the desk said since the request was begun, newest first."""
        for message in reversed(self._messages()):
            if message["message_id"] <= request.begun:
                return
            if message["from"]["is_bot"]:
                yield message


def _text(message: Json) -> str:
    return str(message.get("text") or message.get("caption") or "")


def _labels(message: Json) -> list[str]:
    return [button["text"] for button in buttons(message)]


def _without(text: str, request: Request) -> str:
    """A notice as it would be of no ticket in particular."""
    return text.replace(request.reference or "", _ANY["reference"])


def _has(labels: list[str], label: str) -> bool:
    return any(one.endswith(label) for one in labels)
