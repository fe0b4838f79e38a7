"""Working time: who writes on Saturday hears when to expect an answer; what is due is seen and told, once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from playground.telegram.people import Person
from tests.conftest import Ground
from tests.stories.company import Company
from tests.stories.conftest import Open, Stage
from tests.stories.tickets import chat_of, lines_of
from tests.stories.walks import desk_with, starts_with

KYIV = ZoneInfo("Europe/Kyiv")
OFFICE: dict[str, Any] = {
    "languages": ["ru", "uk"],
    "timezone": "Europe/Kyiv",
    "hours": {"mon-fri": "09:00-18:00", "holidays": ["2026-12-02"]},
    "targets": {"first_reply": {"normal": "2d", "high": "1h"}, "solution": {"normal": "1w"}},
}


async def it_becomes(stage: Stage, moment: str) -> None:
    """`2026-11-28 12:00` on Kyiv's clocks; what is due by then happens."""
    at = datetime.fromisoformat(moment).replace(tzinfo=KYIV)
    await stage.time_passes(seconds=(at - stage.clock.now()).total_seconds())


def begins_at(stage: Stage, moment: str) -> None:
    stage.clock.pass_(datetime.fromisoformat(moment).replace(tzinfo=KYIV) - stage.clock.now())


async def asks(stage: Stage, person: Person, topic: str) -> Any:
    """The office's only form, sent. Returns the receipt."""
    menu = await starts_with(person, "Anything")
    question = await person.sees("?", after=menu)
    await person.says(topic)
    preview = await person.sees(topic, after=question)
    await stage.settles()
    await person.presses(_send(preview), preview)
    return await person.sees("/tickets", after=preview)


def _send(preview: Any) -> str:
    return str(preview["reply_markup"]["inline_keyboard"][0][0]["text"])


@pytest.fixture
async def company(tmp_path: Path, ground: Ground) -> AsyncIterator[Company]:
    """The office with two workers, on a Saturday."""
    company = Company(tmp_path, ground, {}, desk_with(tmp_path, {}, "topic", **OFFICE), workers=2)
    begins_at(company, "2026-11-28 12:00")
    await company.open()
    try:
        await company.start()
        yield company
    finally:
        await company.close()


async def test_who_writes_on_saturday_hears_when_and_a_missed_target_is_told_once(company: Company) -> None:
    anna, support = company.world.anna, company.world.support
    olena = company.world.telegram.person("Олена", language="uk").with_bot(company.world.bot)
    receipt = await asks(company, olena, "Принтер не друкує")
    assert "Зараз неробочий час. Відповімо не пізніше: вівторок, 1 грудня, 18:00." in receipt["text"]
    card = await anna.sees("Ответить до: вторник, 1 декабря, 18:00", in_channel=support)
    assert (await company.tickets())[0]["due_first_reply"] == "2026-12-01T16:00:00+00:00"
    await olena.says("Папір є")
    await anna.sees("Папір є", thread=card)

    await it_becomes(company, "2026-12-01 14:00")
    await anna.sees("Ответа ещё нет (заявитель: Олена). Срок: вторник, 1 декабря, 18:00.", thread=card)
    await it_becomes(company, "2026-12-01 18:30")
    await anna.sees("Ответ просрочен, срок: вторник, 1 декабря, 18:00", in_channel=support)
    await it_becomes(company, "2026-12-01 20:00")
    await company.settles()
    assert len([line for line in lines_of(company, card) if "всё ещё нет" in line]) == 1
    assert len([line for line in lines_of(company, card) if "ещё нет (" in line]) == 2

    await olena.says("Є хтось?")
    notice = await olena.sees("Відповімо не пізніше: пʼятниця, 4 грудня, 18:00.", after=receipt)  # the 2nd is a day off
    await olena.says("Агов")
    await anna.sees("Агов", thread=card)
    await anna.presses(card.buttons[0], message=card)
    await anna.posts(support, "Вмикаю", thread=card)
    await olena.sees("Вмикаю")
    await anna.sees("Решить до", in_channel=support)
    assert len([line for line in chat_of(olena) if "неробочий" in line]) == 2
    assert notice["message_id"] > receipt["message_id"]
    assert (await company.tickets())[0]["due_first_reply"] is None


async def test_the_priority_moves_what_is_due_and_a_question_stops_the_clock(tmp_path: Path, stage_of: Open) -> None:
    targets = {"first_reply": {"normal": "1d", "high": "1h"}, "solution": {"normal": "1w", "high": "2d"}}
    office = desk_with(tmp_path, {}, "topic", **{**OFFICE, "languages": ["en"], "targets": targets})
    async with stage_of(office, started=False) as stage:
        ann, anna, support = stage.world.ann, stage.world.anna, stage.world.support
        begins_at(stage, "2026-11-24 10:00")
        await stage.start()
        receipt = await asks(stage, ann, "The page is blank")
        assert "We answer by Wednesday, 25 November, 10:0" in receipt["text"]
        card = await anna.sees("Solution due: Tuesday, 1 December, 10:0", in_channel=support)
        await anna.posts(support, "priority high", thread=card, mention_bot=True)
        card = await anna.sees("Answer due: Tuesday, 24 November, 11:0", in_channel=support)
        assert "Solution due: Thursday, 26 November, 10:0" in card.text

        await anna.presses("Take", message=card)
        await ann.sees("is looking at CRN-1")
        await anna.posts(support, "ask Which page?", thread=card, mention_bot=True)
        await ann.sees("Which page?")
        card = await anna.sees("waiting for the requester", in_channel=support)
        assert "due:" not in card.text
        await it_becomes(stage, "2026-11-30 09:59")
        await ann.says("The first one")
        await anna.sees("Solution due: Thursday, 3 December", in_channel=support)  # the 2nd is a day off
        assert not any("due by" in line for line in lines_of(stage, card))


async def test_a_ticket_that_nobody_takes_is_apologised_for_and_raised_once(tmp_path: Path, stage_of: Open) -> None:
    async with stage_of(desk_with(tmp_path, {}, "topic")) as stage:
        ann, anna, support = stage.world.ann, stage.world.anna, stage.world.support
        receipt = await asks(stage, ann, "The page is blank")
        assert len(receipt["text"].splitlines()) == 2  # nothing is promised where the desk file doesn't
        card = await anna.sees("Nobody has taken it yet", in_channel=support)
        await stage.time_passes(days=59, hours=23)
        await stage.settles()
        assert "sorry" not in "".join(chat_of(ann))
        await stage.stop()
        await stage.time_passes(days=10)
        await stage.start()
        await ann.sees("We are sorry: CRN-1 has waited for 69 days and nobody has taken it yet.")
        told = "Nobody has taken this for 69 days. Ann Reyes was told that we are sorry; the priority is now high."
        await anna.sees(told, thread=card)
        await anna.sees("Priority: high", in_channel=support)
        await stage.stop()
        await stage.start()
        await stage.time_passes(days=70)
        await stage.settles()
        assert len([line for line in chat_of(ann) if "sorry" in line]) == 1
        assert (await stage.tickets())[0]["priority"] == "high"
