"""From a first hello to a sent request, and every way back on it."""

from __future__ import annotations

from playground.world import World
from tests.stories.conftest import Stage
from tests.stories.walks import (
    DEFECT,
    IDEA,
    PNG,
    PREVIEW,
    STALE,
    answers,
    ask,
    card_of,
    chooses,
    labels,
    replies,
    reports,
    starts_with,
    thread_shows,
    toast,
)


async def test_a_newcomer_is_greeted_and_shown_the_kinds_with_their_hints(world: World) -> None:
    await world.ann.starts()
    menu = await world.ann.sees("Hello Ann Reyes! This is Harbour ERP support.")
    assert "Something is broken: An error, a wrong figure, a page that won't open" in menu["text"]
    assert labels(menu) == ["I have a question", "Something is broken", "I have an idea", "Cancel"]


async def test_carlo_is_spoken_to_in_italian(world: World) -> None:
    await world.carlo.starts()
    menu = await world.carlo.sees("Carlo Bianchi")
    assert "Qualcosa non funziona: Un errore" in menu["text"]
    await world.carlo.presses("Qualcosa non funziona")
    await world.carlo.sees_button("Contabilità")


async def test_who_speaks_another_language_is_spoken_to_in_the_desks_first(world: World) -> None:
    yuki = world.telegram.person("Yuki", language="ja").with_bot(world.bot)
    await yuki.starts()
    await yuki.sees("Hello Yuki! This is Harbour ERP support.")


async def test_the_whole_form_is_led_through_shown_and_sent(stage: Stage) -> None:
    ann = stage.world.ann
    await starts_with(ann, "Something is broken")
    question = await ann.sees(ask(stage, "subsystem"))
    assert "1 of 6" in question["text"]
    assert "Choose the nearest one" in question["text"]
    assert labels(question) == ["Accounting", "Warehouse", "Mobile app", "Something else", "Back", "Cancel"]
    await answers(stage, ann, DEFECT)
    preview = await ann.sees(PREVIEW)
    assert preview["text"] == "\n".join(
        [
            "Your request: Something is broken",
            "Subsystem: Accounting",
            "Area: Invoices",
            "Topic: Invoice 118 can't be printed",
            "Description: It prints blank pages",
            "Steps: Open the invoice, press Print",
            "Expected result: Paper with ink on it",
            "Screenshot: –",
            "From Ann Reyes. Is everything right?",
        ]
    )
    assert labels(preview) == ["Send", "Change", "Cancel"]
    await ann.presses("Send")
    receipt = await ann.sees("HRB-1 is with Product support.")
    assert "They answer here" in receipt["text"]
    card = await card_of(stage, "HRB-1")
    for part in ("Something is broken", "Ann Reyes", "Accounting › Invoices", "Invoice 118 can't be printed"):
        assert part in card.text
    await thread_shows(stage, "HRB-1", "*Expected result:* Paper with ink on it")


async def test_the_progress_counts_the_area_once_it_is_asked(stage: Stage) -> None:
    ann = stage.world.ann
    await starts_with(ann, "Something is broken")
    await chooses(ann, "Accounting")
    assert "2 of 7" in (await ann.sees(ask(stage, "area")))["text"]


async def test_a_first_sentence_is_kept_as_the_description(stage: Stage) -> None:
    ann = stage.world.ann
    await ann.says("The printer is on fire")
    menu = await ann.sees("Hello Ann")
    assert "I have kept your message as the description." in menu["text"]
    await chooses(ann, "I have an idea")
    await answers(stage, ann, {"topic": "Fire"})
    assert "Description: The printer is on fire" in (await ann.sees(PREVIEW))["text"]


async def test_a_first_photo_is_kept_and_its_caption_is_the_description(stage: Stage) -> None:
    ann = stage.world.ann
    await ann.sends_photo(PNG, name="fire.png", caption="The printer is on fire")
    await ann.sees("Hello Ann")
    await chooses(ann, "I have a question")
    await answers(stage, ann, {"subsystem": "Something else", "topic": "Fire"})
    preview = await ann.sees(PREVIEW)
    assert "Description: The printer is on fire" in preview["text"]
    assert "Screenshot: photo.jpg" in preview["text"]
    await ann.presses("Send")
    card = await card_of(stage, "HRB-1")
    await stage.world.anna.sees("photo.jpg", in_channel=stage.world.support, thread=card)


async def test_words_before_a_kind_is_chosen_are_the_description_too(stage: Stage) -> None:
    ann = stage.world.ann
    await ann.says("Hello?")
    await ann.sees("Hello Ann")
    await replies(stage, ann, "My screen stays black")
    await ann.sees("I have kept your message as the description.", after=ann.chat[-1])
    await chooses(ann, "I have an idea")
    await answers(stage, ann, {"topic": "Black screen"})
    assert "Description: Hello?\nMy screen stays black" in (await ann.sees(PREVIEW))["text"]


async def test_a_kind_may_be_typed(stage: Stage) -> None:
    ann = stage.world.ann
    await ann.starts()
    await ann.sees("What can we do")
    await replies(stage, ann, "something is BROKEN")
    await ann.sees(ask(stage, "subsystem"))


async def test_an_answered_question_loses_its_buttons_and_shows_what_was_chosen(stage: Stage) -> None:
    ann = stage.world.ann
    menu = await starts_with(ann, "Something is broken")
    await ann.sees("You chose Something is broken")
    subsystem = await chooses(ann, "Accounting")
    await ann.sees("Subsystem: Accounting")
    area = await chooses(ann, "Invoices")
    for question in (menu, subsystem, area):
        await ann.sees_no_buttons(question)


# ---------------------------------------------------------------- back and away


async def test_back_goes_one_slot_back_and_keeps_what_was_answered(stage: Stage) -> None:
    ann = stage.world.ann
    await starts_with(ann, "Something is broken")
    last = await answers(stage, ann, {"subsystem": "Accounting", "area": "Invoices", "topic": "Invoice 118"})
    description = await ann.sees(ask(stage, "description"), after=last)
    await ann.presses("Back", description)
    topic = await ann.sees("Now: Invoice 118")
    assert ask(stage, "topic") in topic["text"]
    await ann.presses("Keep it", topic)
    description = await ann.sees(ask(stage, "description"), after=topic)
    await ann.presses("Back", description)
    topic = await ann.sees(ask(stage, "topic"), after=description)
    await replies(stage, ann, "Invoice 119")
    await ann.sees(ask(stage, "description"), after=topic)


async def test_back_leads_from_the_first_question_to_the_kinds(stage: Stage) -> None:
    ann = stage.world.ann
    await starts_with(ann, "Something is broken")
    await answers(stage, ann, {"subsystem": "Warehouse"})
    area = await ann.sees_button("Stock levels")
    await ann.presses("Back", area)
    subsystem = await ann.sees("Now: Warehouse", after=area)
    await ann.presses("Back", subsystem)
    menu = await ann.sees("What can we do", after=subsystem)
    assert "I have an idea" in labels(menu)
    await ann.presses("I have an idea", menu)
    await ann.sees(ask(stage, "topic"))


async def test_another_kind_keeps_the_words_it_does_not_ask_for(stage: Stage) -> None:
    ann = stage.world.ann
    await ann.says("It prints blank pages")
    await chooses(ann, "Something is broken")
    last = await answers(stage, ann, {"subsystem": "Mobile app", "topic": "Invoice 118", "steps": "Press Print"})
    question = await ann.sees(ask(stage, "expected_result"), after=last)
    for slot in ("steps", "description", "topic", "subsystem"):
        await ann.presses("Back", question)
        question = await ann.sees(ask(stage, slot), after=question)
    await ann.presses("Back", question)
    menu = await ann.sees("What can we do", after=question)
    await ann.presses("I have an idea", menu)
    preview = await ann.sees(PREVIEW)
    assert "Description: It prints blank pages" in preview["text"]
    assert "and one more message of yours" in preview["text"]
    await ann.presses("Send", preview)
    await thread_shows(stage, "HRB-1", "Press Print")


async def test_cancel_keeps_nothing_and_says_so(stage: Stage) -> None:
    ann = stage.world.ann
    await starts_with(ann, "I have an idea")
    await answers(stage, ann, {"topic": "Dark colours"})
    question = await ann.sees(ask(stage, "description"))
    await ann.presses("Cancel", question)
    await ann.sees("Cancelled. Nothing was kept.")
    await ann.sees_no_buttons(question)
    assert await stage.tickets() == []
    await ann.says("/cancel")
    await ann.sees("There is nothing to cancel.")


async def test_the_command_cancels_too(stage: Stage) -> None:
    ann = stage.world.ann
    await starts_with(ann, "I have an idea")
    question = await ann.sees(ask(stage, "topic"))
    await ann.says("/cancel")
    await ann.sees("Cancelled. Nothing was kept.")
    await ann.sees_no_buttons(question)
    await replies(stage, ann, "Something new")
    await ann.sees("I have kept your message as the description.")


# ---------------------------------------------------------------- preview and change


async def test_change_leads_through_one_answer_and_back_to_the_preview(stage: Stage) -> None:
    ann = stage.world.ann
    await starts_with(ann, "I have an idea")
    await answers(stage, ann, IDEA)
    await ann.sees(PREVIEW)
    menu = await chooses(ann, "Change")
    menu = await ann.sees("Which answer do you want to change?", after=menu)
    assert labels(menu) == ["Topic", "Description", "Back"]
    await ann.presses("Topic", menu)
    question = await ann.sees("Now: Dark colours")
    await replies(stage, ann, "Night colours")
    preview = await ann.sees(PREVIEW, after=question)
    assert "Topic: Night colours" in preview["text"]
    await ann.presses("Change", preview)
    menu = await ann.sees("Which answer", after=preview)
    await ann.presses("Back", menu)
    await ann.sees(PREVIEW, after=menu)


async def test_back_from_a_change_leads_to_the_preview_and_changes_nothing(stage: Stage) -> None:
    ann = stage.world.ann
    await starts_with(ann, "I have an idea")
    await answers(stage, ann, IDEA)
    await ann.sees(PREVIEW)
    await chooses(ann, "Change")
    await chooses(ann, "Description")
    question = await ann.sees("Now: My eyes hurt at night")
    await ann.presses("Back", question)
    assert "Description: My eyes hurt at night" in (await ann.sees(PREVIEW, after=question))["text"]


QUESTION = {
    "subsystem": "Accounting",
    "area": "Invoices",
    "topic": "VAT",
    "description": "Which one?",
    "screenshot": None,
}


async def test_another_subsystem_has_its_area_asked_again(stage: Stage) -> None:
    ann = stage.world.ann
    await starts_with(ann, "I have a question")
    await answers(stage, ann, QUESTION)
    preview = await ann.sees(PREVIEW)
    await ann.presses("Change", preview)
    await chooses(ann, "Subsystem")
    await chooses(ann, "Warehouse")
    area = await ann.sees(ask(stage, "area"), after=preview)
    assert "Stock levels" in labels(area)
    await ann.presses("Stock levels", area)
    assert "Subsystem: Warehouse\nArea: Stock levels" in (await ann.sees(PREVIEW, after=area))["text"]


async def test_a_subsystem_without_areas_has_none_asked(stage: Stage) -> None:
    ann = stage.world.ann
    await starts_with(ann, "I have a question")
    await answers(stage, ann, QUESTION)
    preview = await ann.sees(PREVIEW)
    await ann.presses("Change", preview)
    await chooses(ann, "Subsystem")
    await chooses(ann, "Mobile app")
    assert "Area:" not in (await ann.sees(PREVIEW, after=preview))["text"]


async def test_what_is_said_beside_the_preview_goes_along(stage: Stage) -> None:
    ann = stage.world.ann
    await starts_with(ann, "I have an idea")
    await answers(stage, ann, IDEA)
    await ann.sees(PREVIEW)
    await replies(stage, ann, "It worked last week")
    await ann.sees("I have kept this with your request as well.")
    await ann.sees("and one more message of yours")
    await ann.presses("Send")
    await thread_shows(stage, "HRB-1", "It worked last week")


async def test_sending_twice_sends_once(stage: Stage) -> None:
    ann = stage.world.ann
    await starts_with(ann, "I have an idea")
    await answers(stage, ann, IDEA)
    preview = await ann.sees(PREVIEW)
    first, second = await ann.presses("Send", preview), await ann.presses("Send", preview)
    assert await toast(first) is None
    assert await toast(second) == STALE
    await ann.sees("HRB-1 is with Product support.")
    assert len(await stage.tickets()) == 1


async def test_the_second_request_has_the_next_number(stage: Stage) -> None:
    assert "HRB-1" in (await reports(stage, stage.world.ann, IDEA))["text"]
    assert "HRB-2" in (await reports(stage, stage.world.ann, IDEA))["text"]
