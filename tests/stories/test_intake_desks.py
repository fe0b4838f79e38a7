"""Desk files of all sorts: own slots, pages, conditions, and a file that changes while a draft waits."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from playground.telegram.people import Person
from tests.stories.conftest import Open, Stage
from tests.stories.walks import (
    PNG,
    PREVIEW,
    STALE,
    Json,
    answers,
    ask,
    chooses,
    desk_with,
    heard,
    labels,
    replies,
    starts_with,
    thread_shows,
    toast,
)

TOWNS = {f"town{number}": f"Town {number}" for number in range(1, 24)}
OWN: Json = {
    "town": {"type": "choice", "ask": "Which town?", "options": TOWNS},
    "room": {"type": "choice", "ask": "Which room?", "options": {"hall": {"en": "The hall"}, "bath": {"en": "The bath"}}},
    "tap": {"type": "line", "ask": "Which tap drips?", "when": {"room": "bath"}},
    "guests": {"type": "number", "ask": "How many guests?", "min": 1, "max": 8},
    "arrival": {"type": "date", "ask": "When do they arrive?"},
    "booking": {"type": "line", "ask": "Which booking?", "hint": "Two letters and four digits", "pattern": "[A-Z]{2}[0-9]{4}"},
    "door_code": {"type": "secret", "ask": "The door's code"},
    "note": {"type": "text", "ask": "Anything else?"},
}  # fmt: skip


ROOM: Json = {"room": OWN["room"]}


def change(desk: Path, **parts: object) -> None:
    """Somebody edits the desk file while the program is stopped."""
    desk.write_text(json.dumps({**json.loads(desk.read_text()), **parts}))


# ---------------------------------------------------------------- own slots


async def test_more_than_ten_options_are_paged(stage_of: Open, tmp_path: Path) -> None:
    async with stage_of(desk_with(tmp_path, OWN, "town")) as stage:
        ann = stage.world.ann
        await starts_with(ann, "Anything")
        page = await ann.sees("Which town?")
        assert labels(page) == [*list(TOWNS.values())[:10], "More ▶", "Back", "Cancel"]
        await ann.presses("More ▶", page)
        page = await ann.sees_button("Town 11")
        assert labels(page)[10:] == ["◀ Back to the first ones", "More ▶", "Back", "Cancel"]
        await ann.presses("More ▶", page)
        page = await ann.sees_button("Town 23")
        assert labels(page) == ["Town 21", "Town 22", "Town 23", "◀ Back to the first ones", "Back", "Cancel"]
        await ann.presses("Town 22", page)
        assert "Town: Town 22" in (await ann.sees(PREVIEW))["text"]


async def test_more_than_ten_kinds_are_paged(stage_of: Open, tmp_path: Path) -> None:
    kinds = {f"kind{n}": {"name": f"Kind {n}", "team": "support", "form": ["topic"]} for n in range(1, 13)}
    async with stage_of(desk_with(tmp_path, {}, "topic", requests=kinds)) as stage:
        ann = stage.world.ann
        await ann.starts()
        assert len(labels(await ann.sees_button("More ▶"))) == 12
        await chooses(ann, "More ▶")
        await chooses(ann, "Kind 12")
        await ann.sees(ask(stage, "topic"))


async def test_a_number_says_what_is_allowed(stage_of: Open, tmp_path: Path) -> None:
    async with stage_of(desk_with(tmp_path, OWN, "guests")) as stage:
        ann = stage.world.ann
        await starts_with(ann, "Anything")
        await ann.sees("How many guests?")
        for said, refusal in (
            ("a few", "Please answer with a number"),
            ("1e9", "Please answer with a number"),
            ("0", "The number must be at least 1."),
            ("9", "The number must be at most 8."),
        ):
            await ann.says(said)
            assert "How many guests?" in (await ann.sees(refusal, after=ann.chat[-1]))["text"]
        await ann.says("3,5")
        assert "Guests: 3.5" in (await ann.sees(PREVIEW))["text"]


@pytest.mark.parametrize("said", ["2026-11-30", "30.11.2026", "30/11/2026", "11/30/2026", "30 November 2026"])
async def test_a_date_in_the_usual_forms(stage_of: Open, tmp_path: Path, said: str) -> None:
    async with stage_of(desk_with(tmp_path, OWN, "arrival")) as stage:
        ann = stage.world.ann
        await starts_with(ann, "Anything")
        await ann.sees("When do they arrive?")
        await ann.says("tomorrow")
        await ann.sees("Please answer with a date, for example 2026-11-30")
        await ann.says(said)
        assert "Arrival: 2026-11-30" in (await ann.sees(PREVIEW))["text"]


async def test_a_pattern_must_fit_the_whole_answer(stage_of: Open, tmp_path: Path) -> None:
    async with stage_of(desk_with(tmp_path, OWN, "booking")) as stage:
        ann = stage.world.ann
        await starts_with(ann, "Anything")
        question = await ann.sees("Which booking?")
        await ann.says("AB1234 please")
        refusal = await ann.sees("That doesn't have the right form.", after=question)
        assert "Two letters and four digits" in refusal["text"]
        await ann.says("AB1234")
        await ann.sees(PREVIEW)


async def test_a_condition_decides_what_is_asked(stage_of: Open, tmp_path: Path) -> None:
    async with stage_of(desk_with(tmp_path, OWN, "room", "tap", "topic")) as stage:
        ann = stage.world.ann
        await starts_with(ann, "Anything")
        await chooses(ann, "The hall")
        topic = await ann.sees(ask(stage, "topic"))
        assert "2 of 2" in topic["text"]
        await ann.presses("Back", topic)
        room = await ann.sees("Now: The hall")
        await ann.presses("The bath", room)
        await ann.sees("Which tap drips?")


async def test_a_form_that_may_be_skipped_whole(stage_of: Open, tmp_path: Path) -> None:
    async with stage_of(desk_with(tmp_path, OWN, "note?", "screenshot?")) as stage:
        ann = stage.world.ann
        await starts_with(ann, "Anything")
        await answers(stage, ann, {"note": None, "screenshot": None})
        await ann.sees(PREVIEW)
        await ann.presses("Send")
        await ann.sees("CRN-1 is with Product support.")
        assert (await stage.tickets())[0]["topic"] == "Anything"


async def test_first_words_go_along_where_the_form_has_no_description(stage_of: Open, tmp_path: Path) -> None:
    async with stage_of(desk_with(tmp_path, OWN, "topic")) as stage:
        ann = stage.world.ann
        await ann.says("The tap drips")
        await chooses(ann, "Anything")
        await answers(stage, ann, {"topic": "Tap"})
        assert "and one more message of yours" in (await ann.sees(PREVIEW))["text"]
        await ann.presses("Send")
        await thread_shows(stage, "CRN-1", "The tap drips")


# ---------------------------------------------------------------- the desk file changes while a draft waits


async def waiting_draft(stage: Stage, ann: Person) -> Json:
    """Ann has chosen a room and is asked for the topic; then the program stops."""
    await starts_with(ann, "Anything")
    await chooses(ann, "The bath")
    question = await ann.sees(ask(stage, "topic"))
    await heard(stage)
    await stage.stop()
    return question


async def test_a_new_slot_is_asked(stage_of: Open, tmp_path: Path) -> None:
    desk = desk_with(tmp_path, OWN, "room", "topic")
    async with stage_of(desk) as stage:
        ann = stage.world.ann
        await waiting_draft(stage, ann)
        kind = {"name": "Anything", "team": "support", "form": ["guests", "room", "topic"]}
        change(desk, requests={"anything": kind})
        await stage.start()
        await ann.says("Tap drips")
        await ann.sees("How many guests?")
        await replies(stage, ann, "2")
        assert "Guests: 2\nRoom: The bath\nTopic: Tap drips" in (await ann.sees(PREVIEW))["text"]


async def test_what_was_said_to_a_slot_that_is_gone_goes_along(stage_of: Open, tmp_path: Path) -> None:
    desk = desk_with(tmp_path, OWN, "room", "topic", "note?")
    async with stage_of(desk) as stage:
        ann = stage.world.ann
        await waiting_draft(stage, ann)
        change(desk, requests={"anything": {"name": "Anything", "team": "support", "form": ["room", "note?"]}})
        await stage.start()
        await ann.says("Tap drips")
        question = await ann.sees("The form has changed meanwhile")
        assert "Anything else?" in question["text"]
        await ann.presses("Skip", question)
        preview = await ann.sees(PREVIEW)
        assert "and one more message of yours" in preview["text"]
        await ann.presses("Send", preview)
        await thread_shows(stage, "CRN-1", "Tap drips")


async def test_an_option_that_is_gone_is_chosen_anew(stage_of: Open, tmp_path: Path) -> None:
    desk = desk_with(tmp_path, ROOM, "room", "topic")
    async with stage_of(desk) as stage:
        ann = stage.world.ann
        await waiting_draft(stage, ann)
        room = {**OWN["room"], "options": {"hall": {"en": "The hall"}, "sauna": {"en": "The sauna"}}}
        change(desk, slots={"room": room})
        await stage.start()
        await ann.says("Tap drips")
        question = await ann.sees("Which room?", after=ann.chat[-1])
        assert labels(question)[:2] == ["The hall", "The sauna"]
        await ann.presses("The sauna", question)
        assert "Room: The sauna\nTopic: Tap drips" in (await ann.sees(PREVIEW))["text"]


async def test_a_button_of_an_option_that_is_gone(stage_of: Open, tmp_path: Path) -> None:
    desk = desk_with(tmp_path, ROOM, "room", "topic")
    async with stage_of(desk) as stage:
        ann = stage.world.ann
        await starts_with(ann, "Anything")
        question = await ann.sees("Which room?")
        await heard(stage)
        await stage.stop()
        change(desk, slots={"room": {**OWN["room"], "options": {"hall": {"en": "The hall"}}}})
        await stage.start()
        await ann.presses("The bath", question)
        await ann.sees("Please choose one of the buttons.", after=question)


async def test_a_kind_that_is_gone_has_the_kinds_shown_and_the_words_kept(stage_of: Open, tmp_path: Path) -> None:
    desk = desk_with(tmp_path, OWN, "description", "topic", "screenshot")
    async with stage_of(desk) as stage:
        ann = stage.world.ann
        await ann.sends_photo(PNG, caption="The tap drips")
        await chooses(ann, "Anything")
        await ann.sees(ask(stage, "topic"))
        await heard(stage)
        await stage.stop()
        change(desk, requests={"other": {"name": "Other", "team": "support", "form": ["description", "topic"]}})
        await stage.start()
        await ann.says("Tap")
        menu = await ann.sees("The form has changed meanwhile")
        await ann.presses("Other", menu)
        await answers(stage, ann, {"topic": "Dripping tap"}, after=menu)
        preview = await ann.sees(PREVIEW)
        assert "Description: The tap drips\nTap\nTopic: Dripping tap" in preview["text"]
        assert "and one more message of yours" in preview["text"]


async def test_another_language_after_the_kind_is_gone(stage_of: Open, tmp_path: Path) -> None:
    desk = desk_with(tmp_path, OWN, "topic", "room")
    async with stage_of(desk) as stage:
        ann = stage.world.ann
        await starts_with(ann, "Anything")
        await ann.sees(ask(stage, "topic"))
        await ann.says("/language")
        await ann.sees_button("Italiano")
        await heard(stage)
        await stage.stop()
        change(desk, requests={"other": {"name": "Other", "team": "support", "form": ["topic"]}})
        await stage.start()
        language = await chooses(ann, "Italiano")
        await ann.sees_button("Other", after=language)


async def test_editing_an_answer_after_the_slot_that_was_asked_is_gone(stage_of: Open, tmp_path: Path) -> None:
    desk = desk_with(tmp_path, OWN, "topic", "guests", "note")
    async with stage_of(desk) as stage:
        ann = stage.world.ann
        await starts_with(ann, "Anything")
        await ann.sees(ask(stage, "topic"))
        topic = await ann.says("Tpa drips")
        await ann.sees("How many guests?")
        await heard(stage)
        await stage.stop()
        change(desk, requests={"anything": {"name": "Anything", "team": "support", "form": ["topic", "note"]}})
        await stage.start()
        await ann.edits(topic, "Tap drips")
        await ann.sees("Anything else?")
        await replies(stage, ann, "No")
        assert "Topic: Tap drips\nNote: No" in (await ann.sees(PREVIEW))["text"]


async def test_the_preview_waits_for_what_the_file_now_wants(stage_of: Open, tmp_path: Path) -> None:
    desk = desk_with(tmp_path, OWN, "topic")
    async with stage_of(desk) as stage:
        ann = stage.world.ann
        await starts_with(ann, "Anything")
        await answers(stage, ann, {"topic": "Tap"})
        preview = await ann.sees(PREVIEW)
        await heard(stage)
        await stage.stop()
        change(desk, requests={"anything": {"name": "Anything", "team": "support", "form": ["topic", "guests"]}})
        await stage.start()
        await ann.presses("Send", preview)
        await ann.sees("How many guests?")
        await ann.says("2")
        preview = await ann.sees(PREVIEW, after=preview)
        await ann.presses("Send", preview)
        await ann.sees("CRN-1 is with")


# ---------------------------------------------------------------- presses nobody offered


FORGED = [
    "nonsense",
    "d",
    "d:1",
    "d:1:send",
    "d:2:send",
    "d:2:page:²",
    "d:2:page:-1",
    "d:2:page:999999",
    "d:2:redo:topic",
    "d:2:opt:bath",
    "d:2:done",
    "d:²:cancel",
    "t:1:yes:1",
    "t:²:to",
    "t:1:to",
    "w:²",
    "w:0",
    "l:xx",
    "d:2:kind:anything",
    "d:2:keep",
    "d:2:change",
]


@pytest.mark.parametrize("data", ["", "x" * 200, *FORGED])
async def test_a_forged_press_changes_nothing(stage_of: Open, tmp_path: Path, data: str) -> None:
    async with stage_of(desk_with(tmp_path, OWN, "topic", "room")) as stage:
        ann = stage.world.ann
        await starts_with(ann, "Anything")
        question = await ann.sees(ask(stage, "topic"))
        assert await toast(await ann.forged_press(data, question)) in (STALE, None)
        await ann.says("Tap drips")
        await ann.sees("Which room?")
