"""The verdict, from what stands in the chats and the threads: what a person would see. The program's database is not asked."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from typing import Any

from dialogs.closing import FAR_UP
from tests.chaos.place import Place
from tests.chaos.requester import REFERENCE, Requester, phrase
from tests.chaos.storm import Storm
from tests.chaos.words import Word, Words, marks_in, stands_as

Json = dict[str, Any]

COMMITTED_WITHIN = 2.5
"""Seconds: a fate is written within one of the platform's answer (CONTRACT.md); the rest is this machine's slowness and the
dates of messages, which are whole seconds."""

SENT_AGAIN = phrase("sent-again")
WAS_IT_SOLVED = phrase("was-it-solved")


@dataclass(frozen=True)
class Copy:
    """One place where a word stands: the chat or the thread, its position there, the message as it is."""

    where: Hashable
    position: float
    at: float
    marked: bool


@dataclass
class Verdict:
    """What came of a run. `faults` are the sentences for which it fails; the counters are for the report."""

    said: Counter[str] = field(default_factory=Counter)
    arrived: Counter[str] = field(default_factory=Counter)
    told: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    doubled: Counter[str] = field(default_factory=Counter)
    wrongly_doubled: list[str] = field(default_factory=list)
    out_of_order: list[str] = field(default_factory=list)
    told_in_another_order: int = 0
    leaked: list[str] = field(default_factory=list)
    astray: list[str] = field(default_factory=list)
    intakes_sent: int = 0
    tickets: int = 0
    wrong_tickets: list[str] = field(default_factory=list)

    @property
    def faults(self) -> list[str]:
        """Why it failed; nothing where it didn't."""
        kinds = ("lost", "wrongly_doubled", "out_of_order", "leaked", "astray", "wrong_tickets")
        return [f"{kind.replace('_', ' ')}: {one}" for kind in kinds for one in getattr(self, kind)]


class Telling:
    """In which order a platform told the program of messages, and the program said that it has them."""

    def __init__(self) -> None:
        self._count = 0
        self._told: dict[Any, list[int]] = defaultdict(list)
        self._heard: dict[Any, int] = {}

    def note(self, what: str, source: Any) -> None:
        """A message was `told`, or `heard`."""
        self._count += 1
        if what == "told":
            self._told[source].append(self._count)
        else:
            self._heard.setdefault(source, self._count)

    def in_order(self, one: Any, two: Any) -> bool:
        """Whether the program could know that `one` came first: it had it before it was told of `two`; or they were told at
        once, without any repetition, and it said so in this order. Of what isn't on record it could; of what the platform
        gave up (the program has read it back later) it could not."""
        heard = self._heard.get(one, math.inf if self._told[one] else 0)
        if heard < min(self._told[two], default=1):
            return True
        told_once = len(self._told[one]) == len(self._told[two]) == 1
        return told_once and heard < self._heard.get(two, 0)


class Judge:
    """Reads everything that stands on both platforms."""

    def __init__(self, place: Place, words: Words, requesters: list[Requester], storm: Storm) -> None:
        self._place = place
        self._words = words
        self._requesters = {requester.person.id: requester for requester in requesters}
        self._storm = storm

    def missing(self) -> list[Word]:
        """Words that should stand somewhere, and neither do nor are said to have failed."""
        phones, threads = self._phones(), self._threads()
        excused = self._told()
        return [
            word
            for word in self._words
            if word.kind != "note"
            and word.sign not in (phones if word.kind == "reply" else threads)
            and word.mark not in excused
        ]

    def verdict(self) -> Verdict:
        """Everything counted, and compared."""
        found = Verdict()
        phones, threads, told = self._phones(), self._threads(), self._told()
        for word in self._words:
            found.said[word.kind] += 1
            copies = (phones if word.kind == "reply" else threads).get(word.sign, [])
            self._judge_word(found, word, copies, told)
            self._judge_secrecy(found, word, phones.get(word.sign, []), threads.get(word.sign, []))
        self._judge_order(found, {**threads, **{m: c for m, c in phones.items() if m not in threads}})
        self._judge_tickets(found, threads)
        return found

    # ---------------------------------------------------------------- what stands where

    def _phones(self) -> dict[str, list[Copy]]:
        """Marks in what the desk sent to requesters."""
        found: dict[str, list[Copy]] = defaultdict(list)
        for person, requester in self._requesters.items():
            for message in requester.person.shown["messages"].values():
                text = message.get("text") or message.get("caption") or ""
                name = message.get("document", {}).get("file_name", "")
                if not message["from"]["is_bot"] or _is_notice(text):
                    continue
                for mark in stands_as(text, [name]):
                    copy = Copy(person, message["message_id"], message["date"], SENT_AGAIN in text)
                    found[mark].append(copy)
        return found

    def _threads(self) -> dict[str, list[Copy]]:
        """Marks in what the desk wrote into threads; cards show topics too, and don't count."""
        found: dict[str, list[Copy]] = defaultdict(list)
        for channel, raw in self._messages():
            if "bot_id" not in raw or raw.get("thread_ts") in (None, raw["ts"]):
                continue
            for mark in stands_as(raw.get("text", ""), [file.get("name", "") for file in raw.get("files", [])]):
                found[mark].append(Copy((channel, raw["thread_ts"]), float(raw["ts"]), float(raw["ts"]), False))
        return found

    def _messages(self) -> Iterable[tuple[str, Json]]:
        state = self._place.world.slack.workspace.state
        for channel in self._place.channels.values():
            for raw in state.messages[channel.id]:
                yield channel.id, raw

    def _told(self) -> set[str]:
        """Marks of words that the product says have not arrived: by a sign and a note for an agent, in a message for a
        requester."""
        by_source = {word.source: word.mark for word in self._words}
        found: set[str] = set()
        for channel, raw in self._messages():
            if any(item["name"] == "warning" for item in raw.get("reactions", [])):
                found.add(by_source.get((channel, raw["ts"]), ""))
        for person, requester in self._requesters.items():
            for message in requester.person.shown["messages"].values():
                text = message.get("text") or ""
                if message["from"]["is_bot"] and _is_notice(text):
                    about = message.get("reply_to_message", {}).get("message_id")
                    found |= {by_source.get((person, about), ""), *marks_in(text)}
        return found | self._kept_internal()

    def _kept_internal(self) -> set[str]:
        """Of words to a ticket that had just been closed their writer is told in the thread, for their eyes only."""
        words = phrase("closed-kept-internal", reference="CHA-0").partition("CHA-0")[2]
        ids = {agent.name: agent.id for agent in self._place.agents}
        told = {
            (entry["channel"], entry["message"].get("thread_ts"), entry["user"])
            for entry in self._place.world.slack.workspace.state.ephemerals
            if words in entry["message"].get("text", "")
        }
        return {
            word.mark
            for word in self._words
            if word.kind == "reply" and word.source and (word.source[0], word.case, ids[word.writer]) in told
        }

    # ---------------------------------------------------------------- one word

    def _judge_word(self, found: Verdict, word: Word, copies: list[Copy], told: set[str]) -> None:
        if word.kind == "note":
            return
        if copies:
            found.arrived[word.kind] += 1
        elif word.mark in told:
            found.told.append(word.mark)
        else:
            why = ", which Slack gave up telling" if word.source in self._given_up() else ""
            found.lost.append(f"{word.mark}, {word.kind} of {word.writer}{why}")
        first, *others = sorted(copies, key=lambda copy: copy.position) or [None]
        for other in others:
            assert first
            why = self._why_doubled(word, first, other)
            if why:
                found.doubled[why] += 1
            else:
                line = "with" if other.marked else "without"
                found.wrongly_doubled.append(f"{word.mark}, {word.kind} of {word.writer}, {line} the line that says so")

    def _given_up(self) -> set[Any]:
        """Slack's messages whose events no process acknowledged, however often they came."""
        events = [payload["event"] for payload in self._place.world.slack.given_up]
        return {(event["channel"], event["ts"]) for event in events if event["type"] == "message"}

    def _why_doubled(self, word: Word, first: Copy, other: Copy) -> str | None:
        """Why a word may stand there twice: Telegram's answer to its first sending never reached a living process; or it
        was the last answer, and far up, when *Solved* was pressed."""
        if word.kind == "reply" and self._is_sent_before_the_question(first, other):
            return "Solved sends an answer that is far up again"
        if word.kind != "reply" or not other.marked:
            return None
        for lost in self._place.world.telegram.faults.lost:
            if lost.method.startswith("send") and lost.result["message_id"] == first.position:
                return "the answer was lost"
        late = (
            first.at
            + COMMITTED_WITHIN
            + sum(to - begun for begun, to in self._storm.gaps if begun < first.at + 3 < to + 6)
        )
        if any(first.at - 1 <= killed <= late for killed in self._storm.kills):
            return "killed before the answer was written down"
        return None

    def _is_sent_before_the_question(self, first: Copy, other: Copy) -> bool:
        """Whether the second copy stands just above "Was your problem solved?", and the first is out of sight."""
        requester = self._requesters.get(other.where)
        shown = requester.person.shown["messages"].values() if requester else ()
        between = [message for message in shown if first.position < message["message_id"] < other.position]
        below = [message for message in shown if message["message_id"] > other.position and message["from"]["is_bot"]]
        asked = any(WAS_IT_SOLVED in (message.get("text") or "") for message in below[:1])
        return asked and len(between) >= FAR_UP

    def _judge_secrecy(self, found: Verdict, word: Word, phones: list[Copy], threads: list[Copy]) -> None:
        if word.kind == "note" and phones:
            found.leaked.append(f"{word.mark}, a note of {word.writer}")
        owner = self._owner_of(word)
        for copy in phones:
            if word.kind == "reply" and copy.where != owner:
                found.leaked.append(f"{word.mark} of {word.writer} on somebody else's phone")
        for copy in threads:
            if word.kind in ("answer", "said") and self._owner_of_thread(copy.where) != word.writer:
                found.astray.append(f"{word.mark} of {word.writer}")

    def _owner_of(self, word: Word) -> int | None:
        """The requester in whose ticket's thread a reply was written."""
        if word.source is None:
            return None
        name = self._owner_of_thread((word.source[0], word.case))
        return next((person for person, one in self._requesters.items() if one.name == name), None)

    def _owner_of_thread(self, where: Any) -> str:
        channel, root = where
        card = self._place.world.slack.workspace.find(channel, root) or {}
        named = re.search(r"From (Requester \d+)", card.get("text", ""))
        return named.group(1) if named else "?"

    # ---------------------------------------------------------------- order and tickets

    def _judge_order(self, found: Verdict, stands: dict[str, list[Copy]]) -> None:
        """Whether words of one case stand in the order in which they were said, or at least were told by the platform."""
        told = self._telling()
        cases: dict[Hashable, list[Word]] = defaultdict(list)
        for word in self._words:
            if word.kind in ("said", "reply") and word.sign in stands:
                cases[word.case].append(word)
        for words in cases.values():
            places = [min(stands[word.sign], key=lambda copy: copy.position) for word in words]
            for (one, earlier), (two, later) in zip(
                zip(words, places, strict=True), list(zip(words, places, strict=True))[1:], strict=False
            ):
                if earlier.where != later.where or earlier.position < later.position:
                    continue
                if not told.in_order(one.source, two.source):
                    found.told_in_another_order += 1
                else:
                    found.out_of_order.append(f"{two.mark} stands before {one.mark}, of {one.writer}")

    def _telling(self) -> Telling:
        """What both platforms told the program."""
        world = self._place.world
        telling = Telling()
        for what, update in world.telegram.faults.told:
            if message := update.get("message"):
                telling.note(what, (message["chat"]["id"], message["message_id"]))
        for what, source in world.slack.faults.told:
            telling.note(what, source)
        return telling

    def _judge_tickets(self, found: Verdict, threads: dict[str, list[Copy]]) -> None:
        """Each intake sent has become one ticket, with one card."""
        cards = Counter(
            reference
            for _, raw in self._messages()
            if "bot_id" in raw and raw.get("thread_ts") in (None, raw["ts"])
            for reference in REFERENCE.findall(raw.get("text", ""))[:1]
        )
        found.tickets = len(cards)
        found.wrong_tickets += [f"{reference} has {count} cards" for reference, count in cards.items() if count > 1]
        for requester in self._requesters.values():
            for request in requester.requests:
                found.intakes_sent += request.sent
                if request.sent and request.topic and len(threads.get(request.topic.mark, [])) != 1:
                    copies = len(threads.get(request.topic.mark, []))
                    found.wrong_tickets.append(
                        f"the intake with {request.topic.mark} of {requester.name} became {copies}"
                    )


_NOTICES = re.compile(r"could not be (shown to the team|passed on|fetched)")


def _is_notice(text: str) -> bool:
    """Whether it tells that something of theirs did not arrive."""
    return bool(_NOTICES.search(text))
