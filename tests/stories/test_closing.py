"""The end of a ticket: the question, a yes, a not quite, silence, and how it is opened again."""

from __future__ import annotations

from datetime import timedelta

from playground.slack.handles import Message
from playground.telegram.keyboards import buttons
from tests.stories.conftest import Stage
from tests.stories.tickets import chat_of, lines_of, send_request, taken_ticket

QUESTION = "Was your problem solved?"


async def solved_ticket(stage: Stage) -> Message:
    """Anna has answered and pressed Solved; Ann is asked."""
    card = await taken_ticket(stage)
    await stage.world.anna.posts(stage.world.support, "Restart it, please", thread=card)
    await stage.world.ann.sees("Restart it")
    await stage.world.anna.presses("Solved", message=card)
    await stage.world.ann.sees(QUESTION)
    return card


async def state_of(stage: Stage) -> str:
    return str((await stage.tickets())[-1]["state"])


async def test_solved_asks_and_yes_closes_and_thanks(stage: Stage) -> None:
    ann, anna, support = stage.world.ann, stage.world.anna, stage.world.support
    card = await solved_ticket(stage)
    question = await ann.sees(QUESTION)
    assert [button["text"] for button in buttons(question)] == ["Yes", "Not quite"]
    await anna.sees("Ann Reyes was asked whether it is solved.", thread=card)
    await anna.sees("waiting for confirmation", in_channel=support)

    await ann.presses("Yes")
    await ann.sees("Thank you! HRB-1 is closed. Reply to one of its messages within 14 days and it is open again.")
    await ann.sees_no_buttons(question)
    await anna.sees("Ann Reyes says it is solved. Closed.", thread=card)
    assert (await anna.sees("· closed", in_channel=support)).buttons == ("Reopen",)
    assert await state_of(stage) == "closed"


async def test_the_last_answer_is_sent_again_when_it_is_far_up(stage: Stage) -> None:
    ann, anna, support = stage.world.ann, stage.world.anna, stage.world.support
    card = await taken_ticket(stage)
    answer = await anna.posts(support, "The key is under the mat", thread=card)
    await ann.sees("under the mat")
    for word in ("I", "looked", "and", "there", "it was"):
        await ann.says(word)
    await anna.sees("it was", thread=card)
    await anna.presses("Solved", message=card)
    question = await ann.sees(QUESTION)
    assert chat_of(ann)[-2:] == ["Anna Berg\nThe key is under the mat", question["text"]]

    await anna.edits(answer, "The key is under the pot")
    await ann.sees("under the pot")
    await stage.settles()
    assert chat_of(ann).count("Anna Berg\nThe key is under the pot") == 2


async def test_an_answer_that_was_taken_back_is_not_sent_again(stage: Stage) -> None:
    ann, anna, support = stage.world.ann, stage.world.anna, stage.world.support
    card = await taken_ticket(stage)
    answer = await anna.posts(support, "The vault's code is 1234", thread=card)
    await ann.sees("1234")
    await anna.deletes(answer)
    for word in ("one", "two", "three", "four", "five"):
        await ann.says(word)
    await anna.sees("five", thread=card)
    await anna.presses("Solved", message=card)
    await ann.sees(QUESTION)
    assert not any("1234" in line for line in chat_of(ann))


async def test_not_quite_asks_what_is_missing_and_the_words_go_into_the_thread(stage: Stage) -> None:
    ann, anna, support = stage.world.ann, stage.world.anna, stage.world.support
    card = await solved_ticket(stage)
    question = await ann.sees(QUESTION)
    await ann.presses("Not quite")
    await ann.sees("What is still missing in HRB-1?")
    await ann.sees_no_buttons(question)
    await anna.sees("Ann Reyes says: not quite. What is missing follows.", thread=card)
    await anna.sees("· in progress", in_channel=support)

    await ann.says("It starts, but it smells")
    await anna.sees("It starts, but it smells", thread=card, author="Ann Reyes (requester)")
    await ann.sees("Passed on. HRB-1 is in progress again.")


async def test_buttons_of_an_earlier_asking_do_nothing(stage: Stage) -> None:
    ann, anna = stage.world.ann, stage.world.anna
    card = await solved_ticket(stage)
    first = await ann.sees(QUESTION)
    yes = buttons(first)[0]["callback_data"]
    await ann.presses("Not quite")
    await ann.says("It smells")
    await ann.sees("is in progress again")
    await anna.presses("Solved", message=await anna.sees("· in progress", thread=card))
    await ann.sees(QUESTION, after=first)

    told = await (await ann.forged_press(yes, first)).answered()
    assert told
    assert told.text == "This question was already answered."
    assert await state_of(stage) == "waiting_for_confirmation"
    await ann.presses("Yes")
    await ann.sees("Thank you!")
    told = await (await ann.forged_press(yes, first)).answered()
    assert told
    assert told.text == "This question was already answered."


async def test_nobody_else_can_say_yes(stage: Stage) -> None:
    ann, carlo = stage.world.ann, stage.world.carlo
    await solved_ticket(stage)
    yes = buttons(await ann.sees(QUESTION))[0]["callback_data"]
    await carlo.starts()
    await carlo.sees("Harbour ERP support")
    told = await (await carlo.forged_press(yes)).answered()
    assert told
    assert await state_of(stage) == "waiting_for_confirmation"


async def test_words_instead_of_a_press_go_into_the_thread_and_the_question_stays(stage: Stage) -> None:
    ann, anna, support = stage.world.ann, stage.world.anna, stage.world.support
    card = await solved_ticket(stage)
    await ann.says("I'll try tomorrow")
    await anna.sees("I'll try tomorrow", thread=card, author="Ann Reyes (requester)")
    await anna.sees("waiting for confirmation", in_channel=support)
    await anna.posts(support, "Take your time", thread=card)
    await ann.sees("Take your time")
    await ann.presses("Yes")
    await ann.sees("Thank you!")


async def test_solved_twice_is_refused_privately(stage: Stage) -> None:
    anna = stage.world.anna
    card = await solved_ticket(stage)
    await anna.presses("Solved", message=card)
    assert (await anna.sees("The requester was already asked whether HRB-1 is solved.")).ephemeral


async def test_a_state_set_by_hand_takes_the_question_back(stage: Stage) -> None:
    ann, anna, support = stage.world.ann, stage.world.anna, stage.world.support
    card = await solved_ticket(stage)
    question = await ann.sees(QUESTION)
    await anna.posts(support, "status planned", thread=card, mention_bot=True)
    await ann.sees("HRB-1 is now: planned.")
    await ann.sees_no_buttons(question)
    await stage.time_passes(days=6)
    await stage.settles()
    assert await state_of(stage) == "planned"


# ---------------------------------------------------------------- silence


async def test_silence_is_reminded_of_and_then_closes_and_both_sides_are_told(stage: Stage) -> None:
    ann, anna, support = stage.world.ann, stage.world.anna, stage.world.support
    card = await solved_ticket(stage)
    first = await ann.sees(QUESTION)
    await stage.time_passes(days=1, hours=23)
    await stage.settles()
    assert "still waits" not in "".join(chat_of(ann))

    await stage.time_passes(hours=2)
    reminder = await ann.sees("HRB-1 still waits for your word. Without one it is closed in 3 days.")
    assert [button["text"] for button in buttons(reminder)] == ["Yes", "Not quite"]
    await ann.sees_no_buttons(first)
    await anna.sees("Ann Reyes was reminded of the question.", thread=card)

    await stage.time_passes(days=3)
    await ann.sees("We have not heard from you, so HRB-1 is closed.")
    await ann.sees_no_buttons(reminder)
    await anna.sees("No word from Ann Reyes: closed. A reply of theirs reopens it.", thread=card)
    assert (await anna.sees("· closed", in_channel=support)).buttons == ("Reopen",)


async def test_silence_counts_across_restarts(stage: Stage) -> None:
    ann = stage.world.ann
    await solved_ticket(stage)
    await stage.stop()
    await stage.start()
    await stage.time_passes(days=2, minutes=1)
    await ann.sees("still waits for your word")
    await stage.stop()
    await stage.start()
    await stage.time_passes(days=3, minutes=1)
    await ann.sees("We have not heard from you")


async def test_a_long_standstill_of_the_program_takes_nobodys_last_days(stage: Stage) -> None:
    ann = stage.world.ann
    await solved_ticket(stage)
    await stage.stop()
    stage.clock.pass_(timedelta(days=30))
    await stage.start()
    await ann.sees("Without one it is closed in 3 days.")
    await stage.settles()
    assert await state_of(stage) == "waiting_for_confirmation"
    await ann.presses("Yes")
    await ann.sees("Thank you!")


async def test_a_word_of_the_requester_ends_the_silence(stage: Stage) -> None:
    ann, anna = stage.world.ann, stage.world.anna
    card = await solved_ticket(stage)
    await stage.time_passes(days=4)
    await ann.sees("still waits")
    await ann.says("I am on holiday")
    await anna.sees("I am on holiday", thread=card)
    await stage.time_passes(days=4)
    await stage.settles()
    assert await state_of(stage) == "waiting_for_confirmation"


# ---------------------------------------------------------------- open again


async def test_a_reply_within_two_weeks_opens_it_again_with_whoever_had_it(stage: Stage) -> None:
    ann, anna, support = stage.world.ann, stage.world.anna, stage.world.support
    card = await solved_ticket(stage)
    answer = await ann.sees("Restart it")
    await ann.presses("Yes")
    await ann.sees("Thank you!")
    await stage.time_passes(days=13)
    await ann.says("It is broken again", reply_to=answer)

    await ann.sees("HRB-1 is open again; your message was passed on.")
    await anna.sees("Ann Reyes replied: open again.", thread=card)
    await anna.sees("It is broken again", thread=card, author="Ann Reyes (requester)")
    reopened = await anna.sees("· in progress", in_channel=support)
    assert "Taken by Anna Berg" in reopened.text
    await anna.posts(support, "I am here", thread=card)
    await ann.sees("I am here")


async def test_after_two_weeks_a_reply_begins_a_new_request_that_follows_the_old_one(stage: Stage) -> None:
    ann = stage.world.ann
    await solved_ticket(stage)
    answer = await ann.sees("Restart it")
    await ann.presses("Yes")
    await ann.sees("Thank you!")
    await stage.time_passes(days=15)
    said = await ann.says("It is broken again", reply_to=answer)
    card = await send_request(stage, ann, "Broken again", said)
    assert "Follows HRB-1" in card.text
    assert [ticket["state"] for ticket in await stage.tickets()] == ["new", "closed"]


async def test_reopen_on_the_card_opens_it_and_both_sides_are_told(stage: Stage) -> None:
    ann, anna, bruno, support = stage.world.ann, stage.world.anna, stage.world.bruno, stage.world.support
    card = await solved_ticket(stage)
    await ann.presses("Yes")
    await anna.posts(support, "One more thing", thread=await anna.sees("· closed", in_channel=support))
    told = await anna.sees("HRB-1 is closed, so your words stayed internal. Press Reopen on the card first.")
    assert told.ephemeral
    await bruno.presses("Reopen", message=card)
    await ann.sees("Bruno Conti opened HRB-1 again.")
    await anna.sees("Bruno Conti opened it again.", thread=card)
    assert (await anna.sees("· in progress", in_channel=support)).buttons[0] == "Take over"
    assert not any("One more thing" in line for line in chat_of(ann))


async def test_a_question_that_cant_be_delivered_is_told_in_the_thread(stage: Stage) -> None:
    ann, anna = stage.world.ann, stage.world.anna
    card = await taken_ticket(stage)
    await ann.blocks()
    await anna.presses("Solved", message=card)
    await anna.sees("Not delivered to Ann Reyes: they have blocked the bot.", thread=card)


async def test_the_threads_lines_never_repeat_what_people_wrote(stage: Stage) -> None:
    ann, anna = stage.world.ann, stage.world.anna
    card = await solved_ticket(stage)
    await ann.presses("Not quite")
    await ann.says("xylophone")
    await anna.sees("xylophone", thread=card)
    assert [line for line in lines_of(stage, card) if "xylophone" in line] == ["Ann Reyes (requester): xylophone"]


async def test_silence_of_somebody_who_was_never_asked_closes_nothing(stage: Stage) -> None:
    ann, anna, support = stage.world.ann, stage.world.anna, stage.world.support
    card = await taken_ticket(stage)
    await ann.blocks()
    await anna.presses("Solved", message=card)
    await anna.sees("Not delivered to Ann Reyes", thread=card)
    await anna.sees("· in progress", in_channel=support)
    for _ in range(2):
        await stage.time_passes(days=4)
        await stage.settles()
    assert await state_of(stage) == "in_progress"

    await ann.unblocks()
    await anna.presses("Solved", message=card)
    await ann.presses("Yes", await ann.sees(QUESTION))
    await anna.sees("Ann Reyes says it is solved. Closed.", thread=card)
