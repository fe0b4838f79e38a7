"""The crowd that drives a bot in a closed loop, and what is counted while it does.

Each requester sends one update, waits until the bot has answered it (and, by webhook, acknowledged it), answers
back, and starts anew at the receipt. A *turn* is an update that was answered so.
"""

from __future__ import annotations

import itertools
import math
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import orjson
from persona import Act, Persona

Message = dict[str, Any]
Deliver = Callable[[int, bytes, Callable[[], None]], None]
"""Takes an update's id, its JSON, and what to call once the bot has acknowledged it."""

FIRST_PERSON = 100_000_001
CLOCK_BEHIND = 3600  # a person's clock begins an hour ago ...
CLOCK_STEP = 3  # ... and each of their messages is dated 3 s later, so that no two look like one answer
KEEP_SAMPLES = 5
BOT = {"id": 424242, "is_bot": True, "first_name": "Bench desk", "username": "bench_desk_bot"}


@dataclass(slots=True)
class Window:
    """Counts since the last mark. `latencies` are in seconds."""

    began: float = field(default_factory=time.perf_counter)
    cpu: float = field(default_factory=time.process_time)
    turns: int = 0
    tickets: int = 0
    errors: int = 0
    out_of_order: int = 0
    latencies: list[float] = field(default_factory=list)
    calls: Counter[str] = field(default_factory=Counter)
    samples: list[str] = field(default_factory=list)

    def error(self, words: str) -> None:
        self.errors += 1
        if len(self.samples) < KEEP_SAMPLES:
            self.samples.append(words)

    def report(self) -> dict[str, Any]:
        """The window as plain data; times in seconds, percentiles in milliseconds."""
        ordered = sorted(self.latencies)
        return {
            "seconds": time.perf_counter() - self.began,
            "fake_cpu": time.process_time() - self.cpu,
            "turns": self.turns,
            "tickets": self.tickets,
            "errors": self.errors,
            "out_of_order": self.out_of_order,
            "p50_ms": percentile(ordered, 0.50) * 1000,
            "p99_ms": percentile(ordered, 0.99) * 1000,
            "calls": dict(self.calls),
            "samples": self.samples,
        }


def percentile(ordered: list[float], share: float) -> float:
    """Nearest-rank percentile of sorted values; 0 when there are none."""
    return ordered[math.ceil(len(ordered) * share) - 1] if ordered else 0.0


class Requester:
    """One person at a time: sends, waits, answers. `awaits` is the index of the step they wait for."""

    __slots__ = (
        "acked",
        "awaits",
        "clock",
        "crowd",
        "heard",
        "intakes",
        "messages",
        "next_act",
        "person",
        "sent_at",
        "user",
    )

    def __init__(self, crowd: Crowd) -> None:
        self.crowd = crowd
        self.intakes = 0
        self.person = 0
        self.user: dict[str, Any] = {}
        self.heard: Message = {}

    def begin(self) -> None:
        """Start an intake: as somebody new, or (a crowd of returning people) as the same person again."""
        if not self.person or not self.crowd.returning:
            self.crowd.by_chat.pop(self.person, None)
            self.person = next(self.crowd.people)
            self.crowd.by_chat[self.person] = self
            self.user = {"id": self.person, "first_name": "Ann", "username": f"ann_{self.person}"}
            self.clock = int(time.time()) - CLOCK_BEHIND
        self.messages: dict[int, Message] = {}
        self.awaits = -1
        self.do(Act(text=self.crowd.persona.opening))

    def do(self, act: Act) -> None:
        """Send the act as an update and wait for the next step."""
        self.awaits += 1
        self.clock += CLOCK_STEP
        self.next_act: Act | None = None
        self.acked = False
        self.sent_at = time.perf_counter()
        update_id = next(self.crowd.update_ids)
        update: dict[str, Any] = {"update_id": update_id}
        if act.text is not None:
            update["message"] = self._text(act.text)
        else:
            update["callback_query"] = self._press(update_id, act.data)
        self.crowd.deliver(update_id, orjson.dumps(update), self.ack)

    def _text(self, text: str) -> Message:
        message = {
            "message_id": next(self.crowd.message_ids),
            "from": {**self.user, "is_bot": False, "last_name": "Rossi", "language_code": "en"},
            "chat": {**self.user, "type": "private"},
            "date": self.clock,
            "text": text,
        }
        if text.startswith("/"):
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text)}]
        return message

    def _press(self, update_id: int, data: str | None) -> dict[str, Any]:
        return {
            "id": str(update_id),
            "from": {**self.user, "is_bot": False, "last_name": "Rossi", "language_code": "en"},
            "message": self.heard,
            "chat_instance": str(-self.person),
            "data": data,
        }

    def ack(self) -> None:
        """The bot's webhook answered 200, or the update was handed to a getUpdates."""
        self.acked = True
        self._settle()

    def hear(self, message: Message, edited: bool) -> None:
        """A message of the bot (or the new text of one) arrived in this person's chat."""
        if self.next_act is not None or self.awaits < 0:
            return
        steps = self.crowd.persona.steps
        text, markup = message.get("text", ""), message.get("reply_markup")
        self.heard = message
        if self.awaits == len(steps):
            if self.crowd.persona.receipt.search(text):
                self.next_act = Act()
                self._settle()
            return
        while True:
            self.next_act = steps[self.awaits].answer(text, markup)
            if self.next_act is not None or not steps[self.awaits].optional:
                break
            if self.awaits + 1 == len(steps) or steps[self.awaits + 1].answer(text, markup) is None:
                break
            self.awaits += 1
        if self.next_act is not None:
            self._settle()
        elif not edited and any(step.answer(text, markup) for step in steps):
            self.crowd.window.out_of_order += 1

    def _settle(self) -> None:
        """Once acknowledged and answered the turn is over, and the next begins."""
        if not self.acked or self.next_act is None:
            return
        window = self.crowd.window
        window.turns += 1
        window.latencies.append(time.perf_counter() - self.sent_at)
        if self.awaits < len(self.crowd.persona.steps):
            self.do(self.next_act)
            return
        window.tickets += 1
        self.intakes += 1
        if self.crowd.goes_on(self):
            self.begin()


class Crowd:
    """All requesters of a run. `intakes` limits how many each goes through (0: no limit)."""

    def __init__(self, persona: Persona, size: int, *, intakes: int = 0, returning: bool = False) -> None:
        self.persona = persona
        self.returning = returning
        self.limit = intakes
        self.on_done: Callable[[], None] = lambda: None
        self.people = itertools.count(FIRST_PERSON)
        self.update_ids = itertools.count(1_000_001)
        self.message_ids = itertools.count(1)
        self.by_chat: dict[int, Requester] = {}
        self.window = Window()
        self.deliver: Deliver
        self.active: set[Requester] = set()
        self.requesters = [Requester(self) for _ in range(size)]

    def start(self, deliver: Deliver) -> None:
        """Everybody says their opening line. Counting begins; errors of the bot's start-up stay counted."""
        self.window = Window(errors=self.window.errors, samples=self.window.samples)
        self.deliver = deliver
        self.active = set(self.requesters)
        for requester in self.requesters:
            requester.begin()

    def goes_on(self, requester: Requester) -> bool:
        """Whether this requester begins another intake; tells when the last one is done."""
        if not self.limit or requester.intakes < self.limit:
            return True
        requester.awaits = -1
        self.active.discard(requester)
        if not self.active:
            self.on_done()
        return False

    def say(self, params: dict[str, Any], *, edited: bool) -> Message:
        """The Message that sendMessage (or an edit) with these parameters makes in its chat."""
        chat = int(params["chat_id"])
        requester = self.by_chat.get(chat)
        message_id = int(params["message_id"]) if edited else next(self.message_ids)
        before = requester.messages.get(message_id, {}) if requester else {}
        date = requester.clock + 1 if requester else int(time.time())
        message: Message = {
            "message_id": message_id,
            "from": BOT,
            "chat": {**requester.user, "type": "private"} if requester else {"id": chat, "type": "private"},
            "date": before.get("date", date),
            "text": params.get("text", before.get("text", "")),
        }
        if edited:
            message["edit_date"] = date
        if "reply_markup" in params:
            message["reply_markup"] = params["reply_markup"]
        if requester:
            requester.messages[message_id] = message
        return message

    def hear(self, message: Message, edited: bool) -> None:
        """Tell the person in whose chat it is; a message for somebody who has left is theirs to miss."""
        requester = self.by_chat.get(message["chat"]["id"])
        if requester:
            requester.hear(message, edited)

    def restart_stalled(self, limit: float) -> None:
        """Requesters without an answer for `limit` seconds count as an error and begin as somebody new."""
        now = time.perf_counter()
        steps = [step.name for step in self.persona.steps] + ["receipt"]
        for requester in list(self.active):
            if now - requester.sent_at > limit:
                acked = "" if requester.acked else " (update not acknowledged)"
                heard = requester.heard.get("text", "")[:200]
                self.window.error(f"no {steps[requester.awaits]} in {limit:g} s{acked}; last heard: {heard!r}")
                requester.begin()

    def take(self) -> dict[str, Any]:
        """Report the window and begin the next."""
        window, self.window = self.window, Window()
        return window.report()
