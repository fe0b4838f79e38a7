"""The requester's side after the receipt: closed and reopened, several tickets, commands, and what else people do."""

from __future__ import annotations

from dialogs.phrases import Phrases
from playground.telegram.people import Person
from tests.stories.conftest import Stage
from tests.stories.tickets import chat_of
from tests.stories.walks import (
    IDEA,
    PNG,
    PREVIEW,
    STALE,
    answers,
    ask,
    card_of,
    chooses,
    heard,
    labels,
    replies,
    reports,
    solves,
    starts_with,
    thread_shows,
    toast,
)

OTHER = {"topic": "Bigger letters", "description": "I can't read them"}


# ---------------------------------------------------------------- closed


async def test_a_reply_to_a_closed_tickets_message_reopens_it(stage: Stage) -> None:
    ann = stage.world.ann
    receipt = await reports(stage, ann, IDEA)
    await solves(stage, ann, "HRB-1")
    await stage.time_passes(days=13)
    await ann.says("It is back", reply_to=receipt)
    await ann.sees("HRB-1 is open again; your message was passed on.")
    await thread_shows(stage, "HRB-1", "It is back")
    await stage.world.anna.sees("HRB-1* · I have an idea · in progress", in_channel=stage.world.support)


async def test_a_reply_to_ones_own_answer_reopens_it_too(stage: Stage) -> None:
    ann = stage.world.ann
    await starts_with(ann, "I have an idea")
    await ann.sees(ask(stage, "topic"))
    topic = await ann.says("Dark colours")
    await answers(stage, ann, {"description": "My eyes hurt"})
    await chooses(ann, "Send")
    await solves(stage, ann, "HRB-1")
    await ann.says("It is back", reply_to=topic)
    await ann.sees("HRB-1 is open again")


async def test_after_fourteen_days_a_reply_begins_a_new_request_that_follows(stage: Stage) -> None:
    ann = stage.world.ann
    receipt = await reports(stage, ann, IDEA)
    await solves(stage, ann, "HRB-1")
    await stage.time_passes(days=15)
    said = await ann.says("It is back", reply_to=receipt)
    await ann.sees("I have kept your message as the description.", after=said)
    await chooses(ann, "I have an idea")
    await answers(stage, ann, {"topic": "It is back"}, after=said)
    await chooses(ann, "Send")
    await ann.sees("HRB-2 is with Product support.")
    assert "Follows HRB-1" in (await card_of(stage, "HRB-2")).text


async def test_any_other_message_after_closing_begins_a_new_request_that_follows(stage: Stage) -> None:
    ann = stage.world.ann
    await reports(stage, ann, IDEA)
    await solves(stage, ann, "HRB-1")
    said = await ann.says("Now something else")
    await ann.sees("I have kept your message as the description.", after=said)
    await chooses(ann, "I have an idea")
    await answers(stage, ann, {"topic": "Else"}, after=said)
    await chooses(ann, "Send")
    await ann.sees("HRB-2 is with Product support.")
    assert "Follows HRB-1" in (await card_of(stage, "HRB-2")).text


async def test_what_is_missing_is_not_asked_for_once_it_is_closed(stage: Stage) -> None:
    ann, anna = stage.world.ann, stage.world.anna
    await reports(stage, ann, IDEA)
    card = await card_of(stage, "HRB-1")
    await anna.presses("Take", card)
    for answer in ("Not quite", "Yes"):
        await anna.sees_button("Solved", in_channel=stage.world.support)
        await anna.presses("Solved", card)
        question = await ann.sees_button(answer)
        await ann.presses(answer, question)
        await ann.sees_no_buttons(question)
    await ann.sees("HRB-1 is closed")
    await ann.says("Now something else")
    await ann.sees("I have kept your message as the description.")


# ---------------------------------------------------------------- several at once


WHICH = "Which one is this for?"


async def two_open_tickets(stage: Stage, person: Person) -> None:
    await reports(stage, person, IDEA)
    await reports(stage, person, OTHER)


async def test_with_one_open_ticket_words_go_to_it(stage: Stage) -> None:
    ann = stage.world.ann
    await reports(stage, ann, IDEA)
    await ann.says("One more thing")
    await thread_shows(stage, "HRB-1", "One more thing")
    await ann.sends_photo(PNG, caption="See here")
    await thread_shows(stage, "HRB-1", "See here")


async def test_with_several_open_a_reply_goes_to_its_ticket(stage: Stage) -> None:
    ann = stage.world.ann
    first = await reports(stage, ann, IDEA)
    await reports(stage, ann, OTHER)
    await ann.says("About the colours", reply_to=first)
    await thread_shows(stage, "HRB-1", "About the colours")


async def test_with_several_open_it_is_asked_once_and_the_answer_holds_a_while(stage: Stage) -> None:
    ann = stage.world.ann
    await two_open_tickets(stage, ann)
    first = await ann.says("One more thing")
    question = await ann.sees(WHICH, after=first)
    assert labels(question) == ["HRB-2 · Bigger letters", "HRB-1 · Dark colours"]
    await ann.says("and another")
    await heard(stage)
    await ann.presses("HRB-1 · Dark colours", question)
    await ann.sees("This goes to HRB-1.")
    await thread_shows(stage, "HRB-1", "One more thing")
    await thread_shows(stage, "HRB-1", "and another")
    await stage.time_passes(minutes=14)
    await ann.says("a third")
    await thread_shows(stage, "HRB-1", "a third")
    await stage.time_passes(minutes=16)
    late = await ann.says("a fourth")
    again = await ann.sees(WHICH, after=late)
    await ann.presses("HRB-2 · Bigger letters", again)
    await thread_shows(stage, "HRB-2", "a fourth")


async def test_which_ticket_that_could_not_be_asked_is_asked_with_the_next_message(stage: Stage) -> None:
    ann, telegram = stage.world.ann, stage.world.telegram
    await two_open_tickets(stage, ann)
    telegram.faults.add("sendMessage", chat=ann.id, status=400, description="Bad Request: odd")
    await ann.says("It is on fire")
    await heard(stage)
    await stage.settles()
    again = await replies(stage, ann, "Anybody there?")
    question = await ann.sees(WHICH, after=again)
    await ann.presses("HRB-1 · Dark colours", question)
    await thread_shows(stage, "HRB-1", "It is on fire")
    await thread_shows(stage, "HRB-1", "Anybody there?")


async def test_which_ticket_is_asked_again_for_words_that_came_before_the_refusal(stage: Stage) -> None:
    ann, telegram = stage.world.ann, stage.world.telegram
    await two_open_tickets(stage, ann)
    telegram.faults.add("sendMessage", chat=ann.id, status=400, description="Bad Request: odd")
    await ann.says("It is on fire")
    again = await ann.says("Anybody there?")
    await ann.presses("HRB-1 · Dark colours", await ann.sees(WHICH, after=again))
    await thread_shows(stage, "HRB-1", "It is on fire")
    await thread_shows(stage, "HRB-1", "Anybody there?")


async def test_which_ticket_is_asked_again_when_it_stayed_unanswered(stage: Stage) -> None:
    ann = stage.world.ann
    await two_open_tickets(stage, ann)
    first = await ann.sees(WHICH, after=await ann.says("It is on fire"))
    await stage.time_passes(minutes=20)
    late = await ann.says("Anybody there?")
    question = await ann.sees(WHICH, after=late)
    await ann.sees_no_buttons(first)
    await ann.presses("HRB-1 · Dark colours", question)
    await thread_shows(stage, "HRB-1", "It is on fire")
    await thread_shows(stage, "HRB-1", "Anybody there?")


async def test_of_a_flood_that_waits_for_a_choice_so_much_is_kept_and_the_rest_refused_once(stage: Stage) -> None:
    ann = stage.world.ann
    await two_open_tickets(stage, ann)
    begun = await ann.says("word 0")
    question = await ann.sees(WHICH, after=begun)
    for number in range(1, 210):
        await ann.says(f"word {number}")
    await ann.sees("there is room for 200 messages and 50 files")
    await heard(stage)
    await stage.settles()
    assert sum("No more is kept" in line for line in chat_of(ann)) == 1
    await ann.presses("HRB-1 · Dark colours", question)
    await ann.sees("This goes to HRB-1.")
    kept = await stage.messages_of("HRB-1")
    assert [message.text for message in kept] == [f"word {number}" for number in range(200)]


async def test_words_that_wait_for_a_choice_may_be_called_off(stage: Stage) -> None:
    ann = stage.world.ann
    await two_open_tickets(stage, ann)
    await ann.says("One more thing")
    question = await ann.sees(WHICH)
    await ann.says("/cancel")
    await ann.sees("the message that waited was not passed on")
    assert await toast(await ann.presses("HRB-1 · Dark colours", question)) == STALE


async def test_words_that_wait_are_not_lost_when_a_ticket_closes_meanwhile(stage: Stage) -> None:
    ann = stage.world.ann
    await two_open_tickets(stage, ann)
    await ann.says("One more thing")
    await ann.sees(WHICH)
    await solves(stage, ann, "HRB-1")
    await ann.says("and another")
    await thread_shows(stage, "HRB-2", "One more thing")
    await thread_shows(stage, "HRB-2", "and another")


async def test_new_begins_beside_an_open_ticket_and_replies_still_go_to_theirs(stage: Stage) -> None:
    ann = stage.world.ann
    receipt = await reports(stage, ann, IDEA)
    begun = await ann.says("/new")
    menu = await ann.sees("What can we do", after=begun)
    await ann.presses("I have an idea", menu)
    await ann.sees(ask(stage, "topic"), after=menu)
    await ann.says("About the colours", reply_to=receipt)
    await thread_shows(stage, "HRB-1", "About the colours")
    await replies(stage, ann, "Bigger letters")
    await ann.sees(ask(stage, "description"), after=menu)


# ---------------------------------------------------------------- commands


async def test_tickets_lists_ones_own(stage: Stage) -> None:
    ann = stage.world.ann
    await ann.says("/tickets")
    await ann.sees("You have no requests yet.")
    await two_open_tickets(stage, ann)
    await ann.says("/tickets")
    listed = await ann.sees("You have 2 requests:")
    assert listed["text"].splitlines()[1:] == ["HRB-2 · Bigger letters · new", "HRB-1 · Dark colours · new"]


async def test_tickets_shows_one(stage: Stage) -> None:
    ann = stage.world.ann
    await reports(stage, ann, IDEA)
    await ann.says("/tickets hrb-1")
    shown = await ann.sees("HRB-1 · I have an idea · new")
    assert "Topic: Dark colours\nDescription: My eyes hurt at night" in shown["text"]


async def test_anothers_ticket_is_answered_like_one_that_does_not_exist(stage: Stage) -> None:
    carlo = stage.world.carlo
    await reports(stage, stage.world.ann, IDEA)
    missing = Phrases()("it", "no-such-ticket", reference="HRB-9")
    await carlo.says("/tickets HRB-9")
    await carlo.sees(missing)
    await carlo.says("/tickets HRB-1")
    await carlo.sees(missing.replace("HRB-9", "HRB-1"))


async def test_language_changes_what_is_asked_now_too(stage: Stage) -> None:
    ann = stage.world.ann
    await starts_with(ann, "I have an idea")
    question = await ann.sees(ask(stage, "topic"))
    await ann.says("/language")
    await chooses(ann, "Italiano")
    await ann.sees(ask(stage, "topic", "it"), after=question)
    await ann.sees_no_buttons(question)


async def test_help(stage: Stage) -> None:
    await stage.world.ann.says("/help")
    assert "/tickets" in (await stage.world.ann.sees("This is Harbour ERP support."))["text"]


async def test_a_slash_that_is_no_command_begins_a_sentence(stage: Stage) -> None:
    ann = stage.world.ann
    await ann.says("/etc/passwd is missing")
    await ann.sees("I have kept your message as the description.")
    await replies(stage, ann, "/foo  two\nlines")
    await heard(stage)
    await stage.settles()  # the buttons of the first question are gone
    await chooses(ann, "I have an idea")
    await answers(stage, ann, {"topic": "/usr/bin"})
    assert "Topic: /usr/bin\nDescription: /etc/passwd is missing\n/foo  two\nlines" in (await ann.sees(PREVIEW))["text"]


async def test_updates_that_come_twice_count_once(stage: Stage) -> None:
    ann = stage.world.ann
    stage.world.telegram.faults.duplicate_updates(100)
    await reports(stage, ann, IDEA)
    await ann.says("One more thing")
    card = await card_of(stage, "HRB-1")
    await thread_shows(stage, "HRB-1", "One more thing")
    await heard(stage)
    await stage.settles()
    shown = [message.text for message in stage.world.anna.thread_view(stage.world.support, card)]
    assert shown.count("One more thing") == 1
    assert len(await stage.tickets()) == 1


async def test_two_people_at_once_do_not_mix(stage: Stage) -> None:
    ann, carlo = stage.world.ann, stage.world.carlo
    await ann.starts()
    await carlo.starts()
    await chooses(ann, "I have an idea")
    await chooses(carlo, "Ho un'idea")
    await ann.sees(ask(stage, "topic"))
    await carlo.sees(ask(stage, "topic", "it"))
    await carlo.says("Colori scuri")
    await ann.says("Dark colours")
    await answers(stage, ann, {"description": "My eyes hurt"})
    await answers(stage, carlo, {"description": "Mi fanno male gli occhi"}, "it")
    assert "Topic: Dark colours\nDescription: My eyes hurt\n" in (await ann.sees(PREVIEW))["text"]
    preview = await carlo.sees("Carlo Bianchi", after=carlo.chat[2])
    assert "Colori scuri" in preview["text"]
    assert "Dark colours" not in preview["text"]


async def test_who_blocks_the_bot_in_the_middle_may_come_back(stage: Stage) -> None:
    ann = stage.world.ann
    await starts_with(ann, "I have an idea")
    await answers(stage, ann, {"topic": "Dark colours"})
    await ann.sees(ask(stage, "description"))
    await ann.blocks()
    await heard(stage)
    await ann.starts()
    offer = await chooses(ann, "Go on")
    await ann.sees(ask(stage, "description"), after=offer)
    await replies(stage, ann, "My eyes hurt")
    assert "Topic: Dark colours" in (await ann.sees(PREVIEW))["text"]


async def test_markup_is_shown_as_it_was_written(stage: Stage) -> None:
    ann = stage.world.ann
    evil = {"topic": "<b>*bold*</b> <!channel>", "description": "[x](http://evil) & <@U1> `code` _it_"}
    await starts_with(ann, "I have an idea")
    await answers(stage, ann, evil)
    preview = await ann.sees(PREVIEW)
    assert f"Topic: {evil['topic']}\nDescription: {evil['description']}" in preview["text"]
    await ann.presses("Send", preview)
    thread = await thread_shows(stage, "HRB-1", "[x](http://evil)")
    assert "<!channel>" not in thread.raw["text"] + str(thread.raw.get("blocks"))
    assert "<@U1>" not in thread.raw["text"] + str(thread.raw.get("blocks"))
    await ann.says("*hello* <!here> <b>there</b>")
    copy = await thread_shows(stage, "HRB-1", "there")
    assert "<!here>" not in copy.raw["text"] + str(copy.raw.get("blocks"))


async def test_a_press_on_anothers_ticket_does_nothing(stage: Stage) -> None:
    ann, carlo, anna = stage.world.ann, stage.world.carlo, stage.world.anna
    await reports(stage, ann, IDEA)
    card = await card_of(stage, "HRB-1")
    await anna.presses("Take", card)
    await anna.sees_button("Solved", in_channel=stage.world.support)
    await anna.presses("Solved", card)
    question = await ann.sees("Was your problem solved?")
    yes = question["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    await carlo.starts()
    await carlo.sees("Carlo Bianchi")
    stale = Phrases()("it", "already-answered")
    assert await toast(await carlo.forged_press(yes)) == stale
    await ann.presses("Yes", question)
    await ann.sees("HRB-1 is closed")
    assert await toast(await ann.forged_press(yes)) == STALE


async def test_a_press_while_the_draft_is_gone(stage: Stage) -> None:
    ann = stage.world.ann
    await starts_with(ann, "I have an idea")
    question = await ann.sees(ask(stage, "topic"))
    back = question["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    await ann.says("/cancel")
    await ann.sees("Cancelled.")
    assert await toast(await ann.forged_press(back, question)) == STALE


async def test_a_button_of_an_old_question_changes_nothing(stage: Stage) -> None:
    ann = stage.world.ann
    await starts_with(ann, "I have an idea")
    topic = await ann.sees(ask(stage, "topic"))
    stage.world.telegram.faults.add(
        "editMessageReplyMarkup", chat=ann.id, status=500, times=3
    )  # its buttons stay a while
    await ann.says("Dark colours")
    await ann.sees(ask(stage, "description"))  # the buttons above it stay a while
    assert await toast(await ann.presses("Back", topic)) == STALE
    await replies(stage, ann, "My eyes hurt")
    await ann.sees(PREVIEW)
