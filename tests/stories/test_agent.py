"""What an agent sees and presses: the card, who speaks, what stays internal, the buttons and the words after a mention."""

from __future__ import annotations

from pathlib import Path

from tests.stories.conftest import Open, Stage
from tests.stories.tickets import chat_of, lines_of, open_ticket, taken_ticket

DEMO = Path(__file__).parents[2] / "desks" / "demo.yml"


async def test_a_card_shows_the_ticket_at_a_glance_and_below_it_stand_the_answers(stage: Stage) -> None:
    card = await open_ticket(stage, topic="A darker theme", description="My eyes hurt at night")

    assert card.author == "Harbour desk"
    assert card.text.split("\n") == [
        "*HRB-1* · I have an idea · new",
        "*A darker theme*",
        "From Ann Reyes (@ann_reyes)",
        "Priority: low",
        "Nobody has taken it yet",
    ]
    assert card.buttons == ("Take", "More")
    assert lines_of(stage, card) == ["Harbour desk: *Topic:* A darker theme\n*Description:* My eyes hurt at night"]


async def test_take_shows_who_has_it_and_the_requester_is_told_once(stage: Stage) -> None:
    ann, anna, support = stage.world.ann, stage.world.anna, stage.world.support
    card = await open_ticket(stage)
    assert (await anna.presses("Take", message=card)).acked

    taken = await anna.sees("Taken by Anna Berg", in_channel=support)
    assert taken.ts == card.ts
    assert "· taken" in taken.text
    assert taken.buttons == ("Take over", "Solved", "Question", "More")
    await ann.sees("Anna Berg is looking at HRB-1.")
    await anna.posts(support, "Hello Ann", thread=card)
    await ann.sees("Hello Ann")
    assert [line for line in chat_of(ann) if "is looking at" in line] == ["Anna Berg is looking at HRB-1."]


async def test_of_two_who_press_take_one_wins_and_the_other_is_told_privately(stage: Stage) -> None:
    anna, bruno, support = stage.world.anna, stage.world.bruno, stage.world.support
    card = await open_ticket(stage)
    await anna.presses("Take", message=card)
    await bruno.forged_press("press:0", card.raw["blocks"][-1]["elements"][0]["value"], card)

    told = await bruno.sees("Anna Berg has already taken HRB-1.")
    assert told.ephemeral
    assert not any("already taken" in line for line in lines_of(stage, card))
    await anna.sees("Taken by Anna Berg", in_channel=support)


async def test_after_take_over_the_new_taker_speaks_and_the_former_ones_words_are_notes(stage: Stage) -> None:
    ann, anna, bruno, support = stage.world.ann, stage.world.anna, stage.world.bruno, stage.world.support
    card = await taken_ticket(stage)
    await bruno.presses("Take over", message=card)
    await anna.sees("Bruno Conti took it over from Anna Berg.", thread=card)
    await anna.sees("Taken by Bruno Conti", in_channel=support)

    await anna.posts(support, "I have seen this before", thread=card)
    await bruno.posts(support, "Which browser is it?", thread=card)

    assert (await ann.sees("Which browser"))["text"] == "Bruno Conti\nWhich browser is it?"
    assert not any("seen this before" in line for line in chat_of(ann))


async def test_before_take_nothing_goes_out_and_what_waited_is_sent_in_its_order(stage: Stage) -> None:
    ann, anna, bruno, support = stage.world.ann, stage.world.anna, stage.world.bruno, stage.world.support
    card = await open_ticket(stage)
    first = await anna.posts(support, "Good morning", thread=card)
    offer = await anna.sees_button("Take and send", thread=card)
    assert offer.buttons == ("Take and send", "Keep internal")
    await bruno.posts(support, "looks like the printer again", thread=card)
    await anna.posts(support, "// a hard one", thread=card)
    second = await anna.posts(support, "Have you tried another browser?", thread=card)
    await stage.world.slack.settled()

    assert len([line for line in lines_of(stage, card) if "Nobody has taken this ticket yet" in line]) == 1
    assert "Good morning" not in "".join(chat_of(ann))
    await anna.presses("Take and send", message=offer)

    await ann.sees("another browser")
    assert chat_of(ann)[-2:] == ["Anna Berg\nGood morning", "Anna Berg\nHave you tried another browser?"]
    await anna.sees_reaction(first, "white_check_mark")
    await anna.sees_reaction(second, "white_check_mark")
    answered = await anna.sees("Anna Berg took the ticket and sent it.", thread=card)
    assert (answered.ts, answered.buttons) == (offer.ts, ())
    assert "printer again" not in "".join(chat_of(ann))
    await anna.sees("in progress", in_channel=support)


async def test_keep_internal_keeps_it_and_a_stale_offer_does_nothing(stage: Stage) -> None:
    ann, anna, bruno, support = stage.world.ann, stage.world.anna, stage.world.bruno, stage.world.support
    card = await open_ticket(stage)
    await anna.posts(support, "Who knows this one?", thread=card)
    offer = await anna.sees_button("Take and send", thread=card)
    send = offer.raw["blocks"][-1]["elements"][0]["value"]
    await anna.presses("Keep internal", message=offer)
    await anna.sees("Anna Berg kept it internal.", thread=card)

    await bruno.forged_press("press:0", send, offer)
    await bruno.sees("This question was already answered.")
    await anna.presses("Take", message=card)
    await ann.sees("is looking at")
    await anna.posts(support, "Hello", thread=card)
    await ann.sees("Hello")
    assert "Who knows" not in "".join(chat_of(ann))


async def test_take_on_the_card_answers_the_offer_too_and_what_was_written_before_stays_internal(stage: Stage) -> None:
    ann, anna, support = stage.world.ann, stage.world.anna, stage.world.support
    card = await open_ticket(stage)
    await anna.posts(support, "Hm, odd", thread=card)
    await anna.sees_button("Take and send", thread=card)
    await anna.presses("Take", message=card)

    await anna.sees("Anna Berg took the ticket; what was written before stays internal.", thread=card)
    await ann.sees("is looking at")
    assert "Hm, odd" not in "".join(chat_of(ann))


async def test_a_line_with_two_strokes_in_front_stays_internal(stage: Stage) -> None:
    ann, anna, support = stage.world.ann, stage.world.anna, stage.world.support
    card = await taken_ticket(stage)
    for line in ("// she is on the old plan", "   // so be quick", "\n//and polite", "*// the old plan*", "> // quick"):
        await anna.posts(support, line, thread=card)
    for unseen in ("\u200b", "\ufeff", "\u2060 _"):
        await anna.posts(support, f"{unseen}// the old plan", thread=card)
    await anna.posts(support, "ask // what is her plan, the old plan?", thread=card, mention_bot=True)
    changed = await anna.posts(support, "Good morning", thread=card)
    await ann.sees("Good morning")
    await anna.edits(changed, "`// so be quick`")
    await anna.posts(support, "See https://example.com//twice", thread=card)

    await ann.sees("twice")
    assert not any(word in line for line in chat_of(ann) for word in ("old plan", "quick", "polite"))


async def test_who_is_no_agent_is_refused_privately_and_nothing_happens(stage_of: Open, tmp_path: Path) -> None:
    desk = tmp_path / "desk.yml"
    desk.write_text(DEMO.read_text().replace("agents: channel_members", "agents: ['${ANNA}', '${BRUNO}']"))
    async with stage_of(desk, started=False) as stage:
        world = stage.world
        stage.adds(ANNA=world.anna.id, BRUNO=world.bruno.id)
        await stage.start()
        card = await open_ticket(stage)
        await world.dora.joins(world.support)
        await world.dora.presses("Take", message=card)
        told = await world.dora.sees("Only members of this team's channel can do that.")
        assert told.ephemeral
        await world.dora.posts(world.support, "I'll do it!", thread=card)
        told = await world.dora.sees("can answer here. Your words were not sent.", thread=card)
        assert told.ephemeral

        await world.anna.presses("Take", message=card)
        await world.dora.posts(world.support, "Call me", thread=card)
        await world.anna.posts(world.support, "We look into it", thread=card)
        await world.ann.sees("We look into it")
        assert not any("I'll do it" in line or "Call me" in line for line in chat_of(world.ann))


async def test_somebody_who_only_looks_into_the_channel_presses_in_vain(stage: Stage) -> None:
    anna, dora, support = stage.world.anna, stage.world.dora, stage.world.support
    card = await open_ticket(stage)
    await dora.presses("Take", message=card)
    assert (await dora.sees("Only members of this team's channel can do that.", in_channel=support)).ephemeral
    await anna.presses("Take", message=card)
    await anna.sees("Taken by Anna Berg")


# ---------------------------------------------------------------- the question


async def test_a_question_waits_for_the_requester_and_their_answer_brings_the_ticket_back(stage: Stage) -> None:
    ann, anna, support = stage.world.ann, stage.world.anna, stage.world.support
    card = await taken_ticket(stage)
    await anna.presses("Question", message=card)
    assert (await anna.sees("Your next message in this thread goes out as the question.")).ephemeral
    await anna.posts(support, "// let me think", thread=card)
    await anna.posts(support, "Which version is it?", thread=card)

    await ann.sees("Which version")
    await anna.sees("waiting for the requester", in_channel=support)
    await ann.says("The newest one")
    await anna.sees("The newest one", thread=card, author="Ann Reyes (requester)")
    await anna.sees("· in progress", in_channel=support)


async def test_a_question_may_be_asked_in_one_line_after_a_mention(stage: Stage) -> None:
    ann, anna, support = stage.world.ann, stage.world.anna, stage.world.support
    card = await taken_ticket(stage)
    asked = await anna.posts(support, "ask Since when?", thread=card, mention_bot=True)

    assert (await ann.sees("Since when?"))["text"] == "Anna Berg\nSince when?"
    await anna.sees("waiting for the requester", in_channel=support)
    await anna.sees_reaction(asked, "white_check_mark")
    await anna.edits(asked, f"<@{stage.world.app.bot_user_id}> ask Since what day?")
    assert (await ann.sees("Since what day?"))["text"] == "Anna Berg\nSince what day?"
    await anna.edits(asked, f"<@{stage.world.app.bot_user_id}> note she won't know")
    await stage.world.slack.settled()
    await anna.posts(support, "Never mind", thread=card)
    await ann.sees("Never mind")
    assert not any("Since" in line or "won't know" in line for line in chat_of(ann))


async def test_only_the_taker_asks_and_solves(stage: Stage) -> None:
    anna, bruno = stage.world.anna, stage.world.bruno
    card = await taken_ticket(stage)
    for button in ("Question", "Solved"):
        await bruno.presses(button, message=card)
        told = await bruno.sees("Anna Berg has HRB-1. Press Take over first.")
        assert told.ephemeral
    assert "· taken" in (await anna.sees("Taken by Anna Berg")).text


# ---------------------------------------------------------------- more, and words after a mention


DESK_STATES = """
states:
  at_the_bank: {name: {en: At the bank}, is: waiting_for_vendor}
"""


async def test_more_offers_priorities_and_states_as_private_buttons(stage_of: Open, tmp_path: Path) -> None:
    desk = tmp_path / "desk.yml"
    desk.write_text(DEMO.read_text() + DESK_STATES)
    async with stage_of(desk) as stage:
        ann, anna, bruno, support = stage.world.ann, stage.world.anna, stage.world.bruno, stage.world.support
        card = await taken_ticket(stage)
        await anna.presses("More", message=card)
        more = await anna.sees("More for HRB-1")
        assert more.ephemeral
        assert more.buttons == (
            *("Priority: normal", "Priority: high", "Priority: urgent"),
            *("State: in progress", "State: with the vendor", "State: planned"),
            *("At the bank", "Move"),
        )
        await anna.presses("Priority: urgent", message=more)
        await anna.sees("Anna Berg set the priority to urgent.", thread=card)
        await anna.sees("Priority: urgent", in_channel=support)

        await anna.presses("More", message=card)
        await anna.presses("At the bank", message=await anna.sees_button("At the bank"))
        await ann.sees("HRB-1 is now: At the bank.")
        await anna.sees("· At the bank", in_channel=support)
        [ticket] = await stage.tickets()
        assert (ticket["state"], ticket["desk_state"]) == ("waiting_for_vendor", "at_the_bank")

        await bruno.presses("More", message=card)
        assert (await bruno.sees("More for HRB-1")).buttons == (
            *("Priority: low", "Priority: normal", "Priority: high"),
            "Move",
        )


async def test_the_buttons_words_work_after_a_mention_too(stage: Stage) -> None:
    ann, anna, support = stage.world.ann, stage.world.anna, stage.world.support
    card = await open_ticket(stage)

    async def tells_the_desk(words: str) -> None:
        await anna.posts(support, words, thread=card, mention_bot=True)

    await tells_the_desk("take")
    await ann.sees("Anna Berg is looking at HRB-1.")
    await tells_the_desk("priority high")
    await anna.sees("set the priority to high", thread=card)
    await tells_the_desk("status planned")
    await ann.sees("HRB-1 is now: planned.")
    await tells_the_desk("note the release is in May")
    await tells_the_desk("status")
    assert (await anna.sees_button("State: in progress")).ephemeral
    await tells_the_desk("priority soon")
    assert (await anna.sees("A priority is low, normal, high or urgent.")).ephemeral
    await tells_the_desk("ask")
    await anna.sees("Your next message in this thread goes out as the question.")
    await tells_the_desk("solved")
    await ann.sees("Was your problem solved?")
    assert not any("May" in line for line in chat_of(ann))


async def test_an_unknown_word_after_a_mention_is_said_privately_and_stays_internal(stage: Stage) -> None:
    ann, anna, support = stage.world.ann, stage.world.anna, stage.world.support
    card = await taken_ticket(stage)
    await anna.posts(support, "please close this", thread=card, mention_bot=True)
    told = await anna.sees("I don't know that word, so your line stayed internal.")
    assert told.ephemeral
    assert "take, solved, ask" in told.text
    await anna.posts(support, "", thread=card, mention_bot=True)
    await anna.sees("After a mention I know: take, solved", after=told)
    await anna.posts(support, "On it", thread=card)
    await ann.sees("On it")
    assert not any("please close" in line for line in chat_of(ann))


async def test_what_is_no_thread_of_a_ticket_is_none_of_its_business(stage: Stage) -> None:
    ann, anna, bruno, support = stage.world.ann, stage.world.anna, stage.world.bruno, stage.world.support
    card = await taken_ticket(stage)
    chatter = await anna.posts(support, "Lunch?")
    await bruno.posts(support, "Pizza", thread=chatter)
    await anna.posts(support, "solved", mention_bot=True)
    other = stage.world.slack.channel("random", [anna, bruno, stage.world.app])
    root = await anna.posts(other, "Anyone?")
    await anna.posts(other, "Me", thread=root)
    await anna.posts(support, "Back to work", thread=card)

    await ann.sees("Back to work")
    assert not any(word in line for line in chat_of(ann) for word in ("Lunch", "Pizza", "Anyone", "Me\n", "solved"))
    assert [message.author for message in anna.channel_view(support)] == ["Harbour desk", "Anna Berg", "Anna Berg"]


async def test_what_other_apps_write_in_a_thread_goes_nowhere(stage: Stage) -> None:
    ann, anna, support, slack = stage.world.ann, stage.world.anna, stage.world.support, stage.world.slack
    card = await taken_ticket(stage)
    robot = slack.add_app("xoxb-robot", "xapp-robot", "robot-secret", "Build robot")
    slack.invite(robot, support)
    content = {"user": robot.bot_user_id, "bot_id": robot.bot_id, "app_id": robot.id, "text": "Build 7 failed"}
    slack.office.messages.post(support.id, content, card.ts)
    await anna.posts(support, "Nearly there", thread=card)

    await ann.sees("Nearly there")
    assert not any("Build 7" in line for line in chat_of(ann))
