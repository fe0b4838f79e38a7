"""The judge sees what went wrong: each promise broken by hand, and found."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from dialogs.closing import FAR_UP
from tests.chaos.judge import SENT_AGAIN, Judge, Telling, Verdict
from tests.chaos.place import Place
from tests.chaos.plan import Plan
from tests.chaos.requester import Request, Requester, phrase
from tests.chaos.storm import Storm
from tests.chaos.watch import Watch
from tests.chaos.words import Kind, Word, Words


@dataclass
class Court:
    """Two requesters with a ticket each, and what the desk could have done, done by hand."""

    place: Place
    words: Words
    requesters: list[Requester]
    storm: Storm
    roots: list[str]

    @property
    def channel(self) -> str:
        return self.place.channels["Printing"].id

    def card(self, number: int, topic: Word) -> str:
        return self.writes(f"*CHA-{number}* {topic.mark} From Requester {number:02} (@requester_{number})")

    def writes(self, text: str, thread: str | None = None, name: str = "") -> str:
        """The desk writes into the channel or a thread."""
        slack, app = self.place.world.slack, self.place.world.app
        message = {"bot_id": app.bot_id, "user": app.bot_user_id, "app_id": app.id, "text": text}
        message |= {"username": name} if name else {}
        return str(slack.office.messages.post(self.channel, message, thread)["ts"])

    def sends(self, to: int, text: str) -> int:
        """The desk writes to a requester."""
        parts, person = self.place.world.telegram.parts, self.requesters[to].person
        bot = self.place.world.bot
        return int(parts.chats.post(person.room, parts.world.user(bot.id), {"text": text})["message_id"])

    async def says(self, who: int, kind: Kind = "said") -> Word:
        """A requester says a word."""
        requester = self.requesters[who]
        word = self.words.new(kind, requester.name, (who, kind))
        message = await requester.person.says(word.mark)
        word.source = (requester.person.id, message["message_id"])
        return word

    async def replies(self, who: int, kind: Kind = "reply") -> Word:
        """Agent Ada writes below a requester's card."""
        ada, root = self.place.agents[0], self.roots[who]
        word = self.words.new(kind, ada.name, root)
        message = await ada.posts(self.channel, word.mark, thread=root)
        word.source = (self.channel, message.ts)
        return word

    def verdict(self) -> Verdict:
        return Judge(self.place, self.words, self.requesters, self.storm).verdict()


@pytest.fixture
async def court(tmp_path: Path) -> Court:
    plan = Plan(tmp_path, agents=1)
    place, words = Place(plan), Words(1)
    world = place.world
    place.channels["Printing"] = world.slack.channel("printing", [place.agents[0], world.app])
    watch = Watch(world)
    people = [world.telegram.person(f"Requester {number:02}").with_bot(world.bot) for number in range(2)]
    requesters = [Requester(person, world, watch, words, "Printing", "1") for person in people]
    court = Court(place, words, requesters, Storm(place, watch), [])
    for number, requester in enumerate(requesters):
        topic = await court.says(number, "answer")
        court.roots.append(court.card(number, topic))
        court.writes(f"*Topic:* {topic.mark}", court.roots[number])
        requester.requests.append(Request(0, 0, topic=topic, sent=True))
    return court


async def test_all_is_well(court: Court) -> None:
    said, reply, note = await court.says(0), await court.replies(0), await court.replies(0, "note")
    court.writes(said.mark, court.roots[0], "Requester 00 (requester)")
    court.sends(0, f"Agent Ada\n{reply.mark}")
    found = court.verdict()
    assert found.faults == []
    assert (found.arrived["said"], found.arrived["reply"], found.said["note"]) == (1, 1, 1)
    assert (found.tickets, found.intakes_sent) == (2, 2)
    assert note.mark not in str(found)


async def test_words_that_are_nowhere_are_lost_unless_that_is_told(court: Court) -> None:
    said, reply, failed = await court.says(0), await court.replies(0), await court.replies(1)
    slack = court.place.world.slack
    slack.office.messages.react(court.channel, str(failed.source[1]), "warning", court.place.world.app.bot_user_id)  # type: ignore[index]
    found = court.verdict()
    assert [line.partition(",")[0] for line in found.lost] == [said.mark, reply.mark]
    assert found.told == [failed.mark]


async def test_words_to_a_ticket_that_was_just_closed_are_told_to_their_writer_alone(court: Court) -> None:
    kept, lost = await court.replies(0), await court.replies(1)
    slack, app = court.place.world.slack, court.place.world.app
    text = phrase("closed-kept-internal", reference="CHA-1")
    message = {"bot_id": app.bot_id, "user": app.bot_user_id, "text": text}
    slack.office.interactions.show_ephemeral(court.channel, court.place.agents[0].id, message, court.roots[0])
    found = court.verdict()
    assert found.told == [kept.mark]
    assert [line.partition(",")[0] for line in found.lost] == [lost.mark]


async def test_a_second_copy_needs_a_lost_answer_and_the_line_that_says_so(court: Court) -> None:
    once, marked = await court.replies(0), await court.replies(0)
    for word, more in ((once, ""), (marked, f"\n{SENT_AGAIN}")):
        court.sends(0, word.mark)
        court.sends(0, word.mark + more)
    assert [line.partition(",")[0] for line in court.verdict().wrongly_doubled] == [once.mark, marked.mark]

    first = next(one for one in court.requesters[0].person.chat if one.get("text") == marked.mark)
    court.storm.kills.append(first["date"] + 0.5)
    found = court.verdict()
    assert [line.partition(",")[0] for line in found.wrongly_doubled] == [once.mark]
    assert found.doubled == {"killed before the answer was written down": 1}


async def test_a_requesters_word_twice_in_a_thread_is_never_right(court: Court) -> None:
    said = await court.says(0)
    for _ in range(2):
        court.writes(said.mark, court.roots[0], "Requester 00 (requester)")
    court.storm.kills.append(0.0)
    assert len(court.verdict().wrongly_doubled) == 1


async def test_words_in_another_order_than_said(court: Court) -> None:
    words = [await court.says(0), await court.says(0)]
    for word in reversed(words):
        court.writes(word.mark, court.roots[0], "Requester 00 (requester)")
    assert len(court.verdict().out_of_order) == 1
    told = court.place.world.telegram.faults.told
    for word in reversed(words):
        chat, message = word.source or (0, 0)
        update = {"update_id": 1, "message": {"chat": {"id": chat}, "message_id": message}}
        told += [("told", update), ("heard", update)]
    found = court.verdict()
    assert (found.out_of_order, found.told_in_another_order) == ([], 1)


@pytest.mark.parametrize(
    ("telling", "in_order"),
    [
        (["told one", "heard one", "told two", "heard two"], True),
        (["told one", "told two", "heard one", "heard two"], True),
        (["told two", "heard two", "told one", "heard one"], False),
        (["told one", "told two", "heard two", "told one", "heard one"], False),
        (["told one", "told two", "heard two"], False),
        (["told two", "heard two"], True),
    ],
)
def test_whether_the_program_could_know_what_came_first(telling: list[str], in_order: bool) -> None:
    told = Telling()
    for line in telling:
        told.note(*line.split())
    assert told.in_order("one", "two") is in_order


async def test_what_reaches_whom_it_must_not(court: Court) -> None:
    note, reply, said = await court.replies(0, "note"), await court.replies(0), await court.says(0)
    court.sends(0, note.mark)
    court.sends(1, reply.mark)
    court.writes(said.mark, court.roots[1], "Requester 00 (requester)")
    found = court.verdict()
    assert len(found.leaked) == 2
    assert len(found.astray) == 1


async def test_tickets_that_are_missing_or_too_many(court: Court) -> None:
    topic = court.requesters[0].requests[0].topic
    assert topic
    again = court.card(7, topic)
    court.writes(f"*Topic:* {topic.mark}", again)
    court.writes("*CHA-1* again, From Requester 01 (@requester_1)")
    court.requesters[1].requests.append(Request(1, 0, topic=court.words.new("answer", "Requester 01", 0), sent=True))
    assert len(court.verdict().wrong_tickets) == 3


async def test_an_answer_far_up_may_stand_again_above_the_question(court: Court) -> None:
    for far in (True, False):
        word = await court.replies(0)
        court.sends(0, word.mark)
        for line in range(FAR_UP if far else 1):
            court.sends(0, f"something else {line}")
        court.sends(0, word.mark)
        court.sends(0, f"{phrase('was-it-solved')}")
    near = word
    assert [line.partition(",")[0] for line in court.verdict().wrongly_doubled] == [near.mark]
