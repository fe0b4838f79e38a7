"""A draft waits: for a restart, a week, and for who begins again in the middle."""

from __future__ import annotations

from playground.world import World
from tests.stories.conftest import Stage
from tests.stories.walks import (
    IDEA,
    PREVIEW,
    answers,
    ask,
    chooses,
    labels,
    replies,
    starts_with,
)


async def test_a_draft_survives_a_restart(stage: Stage) -> None:
    ann = stage.world.ann
    await starts_with(ann, "I have an idea")
    question = await ann.sees(ask(stage, "topic"))
    await stage.stop()
    await ann.says("Dark colours")
    await stage.start()
    await ann.sees(ask(stage, "description"), after=question)
    await replies(stage, ann, "My eyes hurt")
    assert "Topic: Dark colours" in (await ann.sees(PREVIEW))["text"]


async def test_a_draft_waits_a_week(stage: Stage) -> None:
    ann = stage.world.ann
    await starts_with(ann, "I have an idea")
    await answers(stage, ann, {"topic": "Dark colours"})
    await ann.sees(ask(stage, "description"))
    await stage.time_passes(days=6.9)
    await ann.says("My eyes hurt")
    await ann.sees(PREVIEW)


async def test_after_more_than_a_week_it_is_begun_anew_with_the_words_kept(stage: Stage) -> None:
    ann = stage.world.ann
    await starts_with(ann, "I have an idea")
    question = await ann.sees(ask(stage, "topic"))
    await stage.time_passes(days=7.1)
    await ann.says("My screen stays black")
    await ann.sees("it was let go")
    await ann.sees("I have kept your message as the description.")
    await ann.sees_no_buttons(question)


async def test_start_in_the_middle_offers_to_go_on(stage: Stage) -> None:
    ann = stage.world.ann
    await starts_with(ann, "I have an idea")
    await answers(stage, ann, {"topic": "Dark colours"})
    await ann.sees(ask(stage, "description"))
    await ann.starts()
    offer = await ann.sees("You have a request that isn't finished yet.")
    assert labels(offer) == ["Go on", "Begin anew"]
    await ann.presses("Go on", offer)
    await ann.sees(ask(stage, "description"), after=offer)
    await replies(stage, ann, "My eyes hurt")
    assert "Topic: Dark colours" in (await ann.sees(PREVIEW))["text"]


async def test_a_second_start_before_anything_was_said_just_shows_the_kinds_again(world: World) -> None:
    await world.ann.starts()
    menu = await world.ann.sees("What can we do")
    await world.ann.starts()
    await world.ann.sees("What can we do", after=menu)
    await world.ann.sees_no_buttons(menu)


async def test_or_to_begin_anew(stage: Stage) -> None:
    ann = stage.world.ann
    await starts_with(ann, "I have an idea")
    await answers(stage, ann, {"topic": "Dark colours"})
    await ann.sees(ask(stage, "description"))
    await ann.says("/new")
    offer = await ann.sees_button("Begin anew")
    await ann.presses("Begin anew", offer)
    await ann.sees("What can we do", after=offer)
    await chooses(ann, "I have an idea")
    assert "Now:" not in (await ann.sees(ask(stage, "topic"), after=offer))["text"]


async def test_who_just_answers_beside_the_offer_goes_on_as_well(stage: Stage) -> None:
    ann = stage.world.ann
    await starts_with(ann, "I have an idea")
    await ann.sees(ask(stage, "topic"))
    await ann.starts()
    await ann.sees_button("Go on")
    await replies(stage, ann, "Dark colours")
    await ann.sees(ask(stage, "description"))


async def test_go_on_leads_back_to_the_preview(stage: Stage) -> None:
    ann = stage.world.ann
    await starts_with(ann, "I have an idea")
    await answers(stage, ann, IDEA)
    await ann.sees(PREVIEW)
    await ann.starts()
    offer = await chooses(ann, "Go on")
    await ann.sees(PREVIEW, after=offer)
