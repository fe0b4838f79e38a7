"""Answers in words: several that are one, corrected ones, refused ones."""

from __future__ import annotations

import asyncio

from tests.stories.conftest import Stage
from tests.stories.tickets import chat_of
from tests.stories.walks import (
    DEFECT,
    IDEA,
    PREVIEW,
    answers,
    ask,
    chooses,
    heard,
    replies,
    reports,
    starts_with,
    thread_shows,
)

TO_DESCRIPTION = {slot: DEFECT[slot] for slot in ("subsystem", "area", "topic")}


# ---------------------------------------------------------------- several messages, one answer


async def test_four_quick_messages_are_one_description(stage: Stage) -> None:
    ann = stage.world.ann
    await starts_with(ann, "Something is broken")
    await answers(stage, ann, TO_DESCRIPTION)
    await ann.sees(ask(stage, "description"))
    stage.a_moment_passes()
    for words in ("It prints", "blank pages", "since Monday", "on every printer"):
        await ann.says(words)
    await answers(stage, ann, {"steps": "Press Print", "expected_result": "Ink", "screenshot": None})
    preview = await ann.sees(PREVIEW)
    assert "Description: It prints\nblank pages\nsince Monday\non every printer\nSteps: Press Print" in preview["text"]


async def test_a_quick_second_half_belongs_to_the_answer_though_the_next_question_is_shown(stage: Stage) -> None:
    ann = stage.world.ann
    await starts_with(ann, "Something is broken")
    await answers(stage, ann, TO_DESCRIPTION)
    await ann.sees(ask(stage, "description"))
    await replies(stage, ann, "It prints")
    steps = await ann.sees(ask(stage, "steps"))
    await ann.says("blank pages")
    await heard(stage)
    await replies(stage, ann, "Press Print")
    await ann.sees(ask(stage, "expected_result"), after=steps)
    await answers(stage, ann, {"expected_result": "Ink", "screenshot": None})
    assert "Description: It prints\nblank pages\nSteps: Press Print" in (await ann.sees(PREVIEW))["text"]


async def test_quick_messages_at_the_end_appear_in_the_preview(stage: Stage) -> None:
    ann = stage.world.ann
    await starts_with(ann, "I have an idea")
    await answers(stage, ann, {"topic": "Dark colours"})
    await ann.sees(ask(stage, "description"))
    await replies(stage, ann, "My eyes hurt")
    await ann.sees(PREVIEW)
    await ann.says("at night")
    await ann.sees("Description: My eyes hurt\nat night")


async def test_quick_first_words_are_one_description(stage: Stage) -> None:
    ann = stage.world.ann
    await ann.says("Hello")
    await ann.says("my screen")
    await ann.says("stays black")
    await chooses(ann, "I have an idea")
    await answers(stage, ann, {"topic": "Black screen"})
    assert "Description: Hello\nmy screen\nstays black" in (await ann.sees(PREVIEW))["text"]


async def test_a_quick_answer_after_a_skip_is_an_answer(stage: Stage) -> None:
    ann = stage.world.ann
    await starts_with(ann, "Something is broken")
    await chooses(ann, "Mobile app")
    await ann.sees(ask(stage, "topic"))
    await ann.says("App crashes")
    await ann.sees(ask(stage, "description"))
    await ann.says("It closes by itself")
    await ann.sees(ask(stage, "steps"))


async def test_what_was_said_while_the_program_was_away_is_one_description(stage: Stage) -> None:
    ann = stage.world.ann
    await starts_with(ann, "I have an idea")
    await answers(stage, ann, {"topic": "Dark colours"})
    await ann.sees(ask(stage, "description"))
    await stage.stop()
    for words in ("My eyes hurt", "at night", "and my dog's too"):
        await replies(stage, ann, words)
    await stage.start()
    await ann.sees("Description: My eyes hurt\nat night\nand my dog's too")


async def test_what_is_said_before_the_next_question_was_shown_belongs_to_the_answer(stage: Stage) -> None:
    ann = stage.world.ann
    await starts_with(ann, "I have an idea")
    await answers(stage, ann, {"topic": "Dark colours"})
    await ann.sees(ask(stage, "description"))
    stage.a_moment_passes()
    telegram_is_slow = asyncio.Event()
    stage.world.telegram.faults.add(method="sendMessage", hold=telegram_is_slow)
    await ann.says("My eyes hurt")
    await ann.says("at night")
    telegram_is_slow.set()
    await ann.sees("Description: My eyes hurt\nat night")


async def test_words_after_a_button_and_before_the_next_question_go_along_and_it_is_said(stage: Stage) -> None:
    ann = stage.world.ann
    await ann.starts()
    menu = await ann.sees("What can we do")
    await heard(stage)
    await stage.stop()
    await ann.presses("I have an idea", menu)
    await ann.says("Good morning")
    await stage.start()
    await ann.sees("I have kept this with your request as well.")
    await ann.sees(ask(stage, "topic"))
    await answers(stage, ann, IDEA)
    assert "and one more message of yours" in (await ann.sees(PREVIEW))["text"]


async def test_the_surplus_of_a_line_goes_along_as_messages(stage: Stage) -> None:
    ann = stage.world.ann
    await starts_with(ann, "I have an idea")
    await ann.sees(ask(stage, "topic"))
    await stage.stop()
    await ann.says("Dark colours")
    await ann.says("please")
    await ann.says("soon")
    await stage.start()
    await ann.sees(ask(stage, "description"))
    await replies(stage, ann, "My eyes hurt")
    preview = await ann.sees(PREVIEW)
    assert "Topic: Dark colours\nDescription: My eyes hurt\nand 2 more messages of yours" in preview["text"]
    await ann.presses("Send", preview)
    await thread_shows(stage, "HRB-1", "please")
    await thread_shows(stage, "HRB-1", "soon")


async def test_a_second_half_that_would_be_too_long_goes_along_and_is_told(stage: Stage) -> None:
    ann = stage.world.ann
    await starts_with(ann, "I have an idea")
    await answers(stage, ann, {"topic": "A novel"})
    await ann.sees(ask(stage, "description"))
    stage.a_moment_passes()
    await ann.says("first " * 600)
    await ann.says("second " * 500)
    await ann.sees("I have kept this beside your answer, as a message of its own.")
    await ann.sees("and one more message of yours")


# ---------------------------------------------------------------- corrections


async def test_editing_an_answer_corrects_it(stage: Stage) -> None:
    ann = stage.world.ann
    await starts_with(ann, "I have an idea")
    await ann.sees(ask(stage, "topic"))
    topic = await ann.says("Drak colours")
    await ann.sees(ask(stage, "description"))
    await ann.edits(topic, "Dark colours")
    await ann.sees("Corrected: Topic.")
    await replies(stage, ann, "My eyes hurt")
    assert "Topic: Dark colours" in (await ann.sees(PREVIEW))["text"]


async def test_editing_a_part_of_a_joined_answer_corrects_that_part(stage: Stage) -> None:
    ann = stage.world.ann
    await starts_with(ann, "I have an idea")
    await answers(stage, ann, {"topic": "Dark colours"})
    await ann.sees(ask(stage, "description"))
    stage.a_moment_passes()
    await ann.says("My eyes hrut")
    second = await ann.says("at nihgt")
    await ann.sees("My eyes hrut\nat nihgt")
    await ann.edits(second, "at night")
    await ann.sees("My eyes hrut\nat night")


async def test_editing_while_the_preview_is_shown_corrects_the_preview(stage: Stage) -> None:
    ann = stage.world.ann
    await ann.starts()
    menu = await ann.sees("What can we do")
    opening = await ann.says("My eyes hrut")
    await ann.sees("I have kept your message", after=menu)
    await chooses(ann, "I have an idea")
    await answers(stage, ann, {"topic": "Dark colours"})
    preview = await ann.sees(PREVIEW)
    await ann.edits(opening, "My eyes hurt")
    corrected = await ann.sees("Description: My eyes hurt")
    assert corrected["message_id"] == preview["message_id"]
    await ann.presses("Send", corrected)
    await thread_shows(stage, "HRB-1", "*Description:* My eyes hurt")


async def test_editing_the_opening_before_a_kind_is_chosen_counts_too(stage: Stage) -> None:
    ann = stage.world.ann
    opening = await ann.says("My eyes hrut")
    await ann.sees("Hello Ann")
    await ann.edits(opening, "My eyes hurt")
    await chooses(ann, "I have an idea")
    await answers(stage, ann, {"topic": "Dark colours"})
    assert "Description: My eyes hurt" in (await ann.sees(PREVIEW))["text"]


async def test_a_correction_that_can_not_be_taken_is_refused(stage: Stage) -> None:
    ann = stage.world.ann
    await starts_with(ann, "I have an idea")
    await ann.sees(ask(stage, "topic"))
    topic = await ann.says("Dark colours")
    await ann.sees(ask(stage, "description"))
    await ann.edits(topic, "Dark colours " * 20)
    refusal = await ann.sees("Your correction can't be taken, so the earlier answer stays.")
    assert "at most 80 fit here" in refusal["text"]
    await replies(stage, ann, "My eyes hurt")
    assert "Topic: Dark colours\n" in (await ann.sees(PREVIEW))["text"]


async def test_a_typed_subsystem_may_be_corrected_and_its_area_is_asked_anew(stage: Stage) -> None:
    ann = stage.world.ann
    await starts_with(ann, "I have a question")
    await ann.sees(ask(stage, "subsystem"))
    typed = await ann.says("accounting")
    await chooses(ann, "Invoices")
    await answers(stage, ann, {"topic": "VAT", "description": "Which one?", "screenshot": None})
    preview = await ann.sees(PREVIEW)
    await ann.edits(typed, "Warehouse")
    await ann.sees_button("Stock levels", after=preview)


async def test_an_edit_after_sending_shows_beside_the_former_words(stage: Stage) -> None:
    ann = stage.world.ann
    await starts_with(ann, "I have an idea")
    await ann.sees(ask(stage, "topic"))
    topic = await ann.says("Drak colours")
    await answers(stage, ann, {"description": "My eyes hurt"})
    await ann.sees(PREVIEW)
    await ann.presses("Send")
    await thread_shows(stage, "HRB-1", "Drak colours")
    await ann.edits(topic, "Dark colours")
    renewed = await thread_shows(stage, "HRB-1", "edited, before:")
    assert "*Topic:* Dark colours" in renewed.text
    assert "~Drak colours~" in renewed.text
    await stage.world.anna.sees("*Dark colours*", in_channel=stage.world.support)


# ---------------------------------------------------------------- refusals


async def test_a_shouting_headline_is_met_with_advice_once(stage: Stage) -> None:
    ann = stage.world.ann
    await starts_with(ann, "I have an idea")
    question = await ann.sees(ask(stage, "topic"))
    await ann.says("URGENT!!! EVERYTHING IS BROKEN")
    advice = await ann.sees("A calm topic gets help faster", after=question)
    assert ask(stage, "topic") in advice["text"]
    await ann.says("URGENT!!! EVERYTHING IS BROKEN")
    await ann.sees(ask(stage, "description"))


async def test_a_topic_that_is_too_long_is_refused_whole(stage: Stage) -> None:
    ann = stage.world.ann
    await starts_with(ann, "I have an idea")
    question = await ann.sees(ask(stage, "topic"))
    await ann.says("x" * 81)
    refusal = await ann.sees("That is 81 characters; at most 80 fit here.", after=question)
    assert ask(stage, "topic") in refusal["text"]
    await ann.says("x" * 80)
    await ann.sees(ask(stage, "description"))


async def test_a_first_sentence_that_is_too_long_for_a_description_goes_along(stage: Stage) -> None:
    ann = stage.world.ann
    await ann.says("long " * 810)
    await chooses(ann, "I have an idea")
    told = await ann.sees("as a message of its own")
    assert "at most 4,000 fit here" in told["text"]
    await answers(stage, ann, IDEA)
    assert "and one more message of yours" in (await ann.sees(PREVIEW))["text"]


async def test_a_choice_may_be_typed_and_nonsense_is_not_one(stage: Stage) -> None:
    ann = stage.world.ann
    await starts_with(ann, "I have a question")
    question = await ann.sees(ask(stage, "subsystem"))
    await ann.says("the coffee machine")
    refusal = await ann.sees("Please choose one of the buttons.", after=question)
    await ann.says("Mobile APP")
    await ann.sees(ask(stage, "topic"), after=refusal)


async def test_the_longest_answers_fit_the_preview_and_stand_whole_in_the_ticket(stage: Stage) -> None:
    ann = stage.world.ann
    long = {**DEFECT, "description": "d" * 3990 + "the end", "steps": "s" * 3900, "expected_result": "e" * 3900}
    await reports(stage, ann, long)
    await thread_shows(stage, "HRB-1", "the end")
    await ann.says("/tickets HRB-1")
    await ann.sees("eeee")


# ---------------------------------------------------------------- taking back


async def test_delete_takes_an_answer_back_and_it_is_asked_again(stage: Stage) -> None:
    ann = stage.world.ann
    await starts_with(ann, "I have an idea")
    await ann.sees(ask(stage, "topic"))
    topic = await ann.says("My password is 1234")
    question = await ann.sees(ask(stage, "description"))
    await ann.says("/delete", reply_to=topic)
    told = await ann.sees("Taken back.")
    assert "My password is 1234" not in [message.get("text") for message in ann.chat]
    await replies(stage, ann, "My eyes hurt")
    await ann.sees(ask(stage, "topic"), after=told)
    assert question["message_id"] < told["message_id"]


async def test_delete_marks_what_agents_have_seen(stage: Stage) -> None:
    ann = stage.world.ann
    await reports(stage, ann, IDEA)
    message = await ann.says("My password is 1234")
    await thread_shows(stage, "HRB-1", "My password is 1234")
    await ann.says("/delete", reply_to=message)
    await ann.sees("Taken back.")
    marked = await thread_shows(stage, "HRB-1", "taken back by the requester:")
    assert "~My password is 1234~" in marked.text


async def test_delete_without_a_reply_says_how(stage: Stage) -> None:
    await stage.world.ann.says("/delete")
    await stage.world.ann.sees("reply to it with /delete")


async def test_a_flood_beside_the_answers_is_kept_up_to_a_limit_and_the_rest_refused_once(stage: Stage) -> None:
    ann = stage.world.ann
    await starts_with(ann, "I have an idea")
    question = await answers(stage, ann, IDEA)
    preview = await ann.sees(PREVIEW, after=question)
    stage.a_moment_passes()
    for number in range(210):
        await ann.says(f"word {number}")
    await ann.sees("there is room for 200 messages and 50 files", timeout=60)
    await heard(stage)
    await stage.settles()
    assert sum("No more is kept" in line for line in chat_of(ann)) == 1
    await ann.presses("Send", preview)
    await ann.sees("HRB-1 is with")
    kept = await stage.messages_of("HRB-1")
    assert [message.text for message in kept] == [f"word {number}" for number in range(198)]  # and two answers


async def test_a_flood_of_files_before_a_kind_is_chosen_is_refused_beyond_the_limit(stage: Stage) -> None:
    ann = stage.world.ann
    for number in range(52):
        await ann.sends_file(b"line", name=f"log-{number}.txt")
    told = await ann.sees("there is room for 200 messages and 50 files")
    await ann.says("/help")
    await ann.sees("This is Harbour", after=told)
    await stage.settles()
    assert sum("No more is kept" in line for line in chat_of(ann)) == 1
    await ann.presses("I have an idea", await ann.sees_button("I have an idea"))
    await answers(stage, ann, IDEA, after=told)
    await ann.presses("Send", await ann.sees(PREVIEW))
    await ann.sees("HRB-1 is with")
    kept = await stage.messages_of("HRB-1")
    assert [file.name for message in kept for file in message.files] == [f"log-{number}.txt" for number in range(50)]
