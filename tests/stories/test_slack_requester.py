"""Requesters in Slack: a message to the bot, the form, the ticket's thread, the command, the shortcut."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from playground.slack import interactions
from playground.slack.handles import Message
from playground.slack.people import Person
from tests.stories.conftest import Open, Stage
from tests.stories.test_companies import list_says
from tests.stories.test_logs import logged
from tests.stories.test_secrets import traces_of
from tests.stories.topics import office_of
from tests.stories.walks import PNG, PROGRAM, desk_with

DEFECT = {
    "area": "Invoices",
    "topic": "Invoice 118 prints blank",
    "steps": "Open one, press Print",
    "expected_result": "Ink",
}
IDEA = {"topic": "Dark colours", "description": "My eyes hurt at night"}


async def sends(stage: Stage, person: Person, said: str = "My eyes hurt at night") -> Message:
    """A whole idea, from a message to the bot. Returns the receipt, which the ticket's thread hangs from."""
    said_ = await person.dms(stage.world.app, said)
    menu = await person.sees("What can we do", after=said_)
    await person.presses("I have an idea", menu)
    await person.sees_modal("I have an idea")
    assert (await person.submits(values={"topic": "Dark colours"})).errors == {}
    return await person.sees("is with Product support", after=menu)


async def card_of(stage: Stage, reference: str) -> Message:
    anna, support = stage.world.anna, stage.world.support
    card = await anna.sees(f"*{reference}* ·", in_channel=support)
    await anna.sees(":*", thread=card)
    return card


def top_level(person: Person, stage: Stage) -> list[str]:
    """What stands in somebody's chat with the bot, outside its threads."""
    chat = person.dm_with(stage.world.app)
    return [message.text for message in person.channel_view(chat) if not message.thread_ts]


async def test_a_message_opens_the_form_and_its_ticket_is_a_thread(stage: Stage) -> None:
    dora, anna, app, support = stage.world.dora, stage.world.anna, stage.world.app, stage.world.support
    await dora.dms(app, "It prints blank pages")
    menu = await dora.sees_button("Something is broken")
    assert "I have kept your message as the description." in menu.text
    await dora.presses("Something is broken", menu)
    await dora.sees_modal("Something is broken")
    assert "area" not in {block["block_id"] for block in dora.modal_json()["blocks"]}  # type: ignore[index]
    await dora.chooses("subsystem", "Accounting")
    await dora.sees_modal("Which area")
    refused = await dora.submits(values={**DEFECT, "topic": "INVOICES DON'T PRINT!!!"})
    assert set(refused.errors) == {"topic"}
    assert (await dora.submits(values={"topic": DEFECT["topic"]})).errors == {}
    assert dora.modal is None

    receipt = await dora.sees("HRB-1 is with Product support")
    assert "/support tickets shows" in receipt.text
    chosen = dora.look_again(menu)
    assert chosen
    assert (chosen.text, chosen.buttons) == ("You chose *Something is broken*", ())
    card = await anna.sees("*HRB-1* ·", in_channel=support)
    answers = await anna.sees("*Description:* It prints blank pages", thread=card)
    assert "*Area:* Invoices" in answers.text


async def test_both_sides_speak_in_their_threads_up_to_the_end(stage: Stage) -> None:
    dora, anna, app, support = stage.world.dora, stage.world.anna, stage.world.app, stage.world.support
    receipt = await sends(stage, dora)
    card = await card_of(stage, "HRB-1")
    await anna.posts(support, "is it the red printer again?", thread=card)
    await anna.presses("Take", message=card)
    await dora.sees("Anna Berg is looking at HRB-1", thread=receipt)
    await anna.posts(support, "Which printer?", thread=card)
    answer = await dora.sees("Which printer?", thread=receipt)
    assert answer.author == "Anna Berg"
    said = await dora.dms(app, "The red one", thread=receipt)
    copy = await anna.sees("The red one", thread=card)
    assert copy.author == "Dora Lind (requester)"
    await dora.edits(said, "The blue one")
    await anna.sees("The blue one", thread=card)
    await dora.deletes(await dora.dms(app, "or the white one?", thread=receipt))
    await anna.sees("~or the white one?~", thread=card)
    await dora.dms(app, "It stands on the third floor")
    await anna.sees("third floor", thread=card)

    await anna.presses("Solved", message=card)
    question = await dora.sees_button("Yes", thread=receipt)
    await dora.presses("Not quite", question)
    await dora.sees("What is still missing in HRB-1", thread=receipt)
    await dora.dms(app, "It is blue now", thread=receipt)
    await anna.sees("It is blue now", thread=card)
    await anna.presses("Solved", message=card)
    question = await dora.sees("Was your problem solved?", thread=receipt, after=question)
    await dora.presses("Yes", question)
    await dora.sees("HRB-1 is closed", thread=receipt)
    await dora.dms(app, "It is broken again", thread=receipt)
    await dora.sees("HRB-1 is open again", thread=receipt)
    await anna.sees("It is broken again", thread=card)
    assert "red printer again" not in str(dora.channel_view(dora.dm_with(app)))
    assert not any("Anna Berg" in line for line in top_level(dora, stage))


async def test_the_command_chooses_the_kind_first_and_a_form_closed_by_mistake_is_kept(stage: Stage) -> None:
    dora, app, support = stage.world.dora, stage.world.app, stage.world.support
    stage.world.slack.invite(dora, support)
    await stage.world.slack.connected(app)
    assert (await dora.command("/support", "", support)).acked
    await dora.sees_modal("What can we do for you?")
    await dora.submits(values={"request": "I have an idea"})
    await dora.sees_modal("I have an idea")
    dora.fills("topic", "Dark colours")
    await dora.closes_modal()
    kept = await dora.sees_button("Open the form")
    assert "kept for a week and not sent" in kept.text

    await dora.presses("Open the form", kept)
    form = await dora.sees_modal("I have an idea")
    assert "Dark colours" in str(dora.modal_json())
    assert (await dora.submits(form, {"description": IDEA["description"]})).errors == {}
    await dora.sees("HRB-1 is with Product support")
    await stage.settles()
    answered = dora.look_again(kept)
    assert answered
    assert answered.buttons == ()


async def test_what_are_commands_elsewhere_are_words_after_the_one_command(stage: Stage) -> None:
    dora, app, support = stage.world.dora, stage.world.app, stage.world.support
    stage.world.slack.invite(dora, support)
    await sends(stage, dora)
    await dora.command("/support", "tickets", support)
    told = await dora.sees("You find the answer in your direct messages with me.", in_channel=support)
    assert told.ephemeral
    await dora.sees("You have one request:")
    chat = dora.dm_with(app)
    await dora.command("/support", "tickets HRB-1", chat)
    await dora.sees("*HRB-1* · I have an idea · new")
    await dora.command("/support", "tickets /tickets", chat)
    await dora.sees("You have no request /tickets. /support tickets lists yours.")
    await dora.command("/support", "link", chat)
    linked = await dora.sees("Telegram: /link ")
    assert "\nSlack: /support link " in linked.text
    await dora.command("/support", "language", chat)
    await dora.presses("Italiano", await dora.sees("Which language"))
    await dora.command("/support", "what?", chat)
    helped = await dora.sees("/support profile nome, lingua")
    assert "/support delete" not in helped.text
    await dora.command("/support", "", chat)
    await dora.sees_modal("Come possiamo aiutarla")
    await dora.closes_modal()
    await stage.settles()
    assert "modulo è stato chiuso" not in "".join(top_level(dora, stage))


async def test_several_open_tickets_and_an_agent_who_asks_too(stage: Stage) -> None:
    anna, bruno, app, support = stage.world.anna, stage.world.bruno, stage.world.app, stage.world.support
    first = await sends(stage, anna, "The lamp is dark")
    await stage.world.slack.connected(app)
    await anna.command("/support", "", anna.dm_with(app))
    await anna.sees_modal()
    await anna.submits(values={"request": "I have an idea"})
    await anna.submits(values={**IDEA, "topic": "A lighter lamp"})
    second = await anna.sees("HRB-2 is with")
    await anna.dms(app, "Any news?")
    which = await anna.sees("Which one is this for?")
    await anna.presses("HRB-2 · A lighter lamp", which)
    two = await card_of(stage, "HRB-2")
    await bruno.sees("Any news?", thread=two)
    await anna.dms(app, "And this one?", thread=first)
    one = await card_of(stage, "HRB-1")
    await bruno.sees("And this one?", thread=one)
    await bruno.presses("Take", message=two)
    await bruno.posts(support, "On its way", thread=two)
    await anna.sees("On its way", thread=second)


async def test_files_of_the_form_are_judged_by_what_is_in_them(stage: Stage) -> None:
    dora, anna, app = stage.world.dora, stage.world.anna, stage.world.app
    await dora.dms(app, "It looks like this", files=[("first.png", PNG)])
    await dora.presses("Something is broken", await dora.sees_button("Something is broken"))
    await dora.sees_modal("Already attached: first.png")
    await dora.chooses("subsystem", "Accounting")
    await dora.sees_modal("Which area")
    sent = await dora.submits(values={**DEFECT, "screenshot": [("second.png", PNG + b"2"), ("third.png", PROGRAM)]})
    assert sent.errors == {}
    refused = await dora.sees("third.png")
    assert "picture" in refused.text
    await dora.presses("Open the form", await dora.sees_button("Open the form"))
    await dora.sees_modal("Already attached: first.png, second.png")
    assert (await dora.submits()).errors == {}
    await dora.sees("HRB-1 is with")
    card = await card_of(stage, "HRB-1")
    await anna.sees("first.png", thread=card)
    await anna.sees("second.png", thread=card)


async def test_a_form_that_comes_too_late_is_offered_again(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    dora, app = stage.world.dora, stage.world.app
    await dora.dms(app, "My eyes hurt")
    menu = await dora.sees_button("I have an idea")
    monkeypatch.setattr(interactions, "TRIGGER_SECONDS", -1.0)
    await dora.presses("I have an idea", menu)
    late = await dora.sees("could not be shown in time")
    monkeypatch.undo()
    await dora.presses("Open the form", late)
    await dora.sees_modal("I have an idea")
    await dora.presses("Cancel", late)
    await dora.sees("Cancelled.")
    outcome = await dora.submits(values={"topic": "Dark colours"})
    assert "earlier request" in next(iter(outcome.errors.values()))
    assert await stage.tickets() == []


async def test_a_ticket_is_made_of_somebodys_message_and_is_theirs(stage: Stage) -> None:
    dora, anna, bruno, app, support = (
        getattr(stage.world, name) for name in ("dora", "anna", "bruno", "app", "support")
    )
    await stage.world.slack.connected(app)
    hall = stage.world.slack.channel("hall", [dora, anna, app])
    wrote = await dora.posts(hall, "The door sticks", files=[("door.png", PNG)])
    assert (await anna.shortcut("make_it_a_ticket", wrote)).acked
    await anna.sees_modal("This is a request of Dora Lind")
    await anna.submits(values={"request": "Something is broken"})
    await anna.chooses("subsystem", "Accounting")
    await anna.sees_modal("Which area")
    assert (await anna.submits(values={**DEFECT, "topic": "The door sticks"})).errors == {}
    receipt = await dora.sees("HRB-1 is with Product support")
    await anna.sees("HRB-1 was made for Dora Lind")
    card = await card_of(stage, "HRB-1")
    assert "From Dora Lind" in card.text
    await bruno.sees("*Description:* The door sticks", thread=card)
    await bruno.sees("door.png", thread=card)
    await bruno.presses("Take", message=card)
    await bruno.posts(support, "We come", thread=card)
    await dora.sees("We come", thread=receipt)

    own = await dora.posts(hall, "The window too")
    await dora.shortcut("make_it_a_ticket", own)
    await dora.sees_modal("What can we do")
    await dora.submits(values={"request": "I have an idea"})
    await dora.submits(values={"topic": "The window"})
    await dora.sees("HRB-2 is with Product support")


async def gives_it_anew(stage: Stage, dora: Person) -> None:
    """While a file that was said before is still being fetched."""
    await dora.presses("Send it now", await dora.sees_button("Send it now"))
    assert set((await dora.submits(values={"door_code": "no"})).errors) == {"door_code"}
    held = asyncio.Event()
    fetched = stage.world.slack.faults.add("download", hold=held)
    await dora.dms(stage.world.app, "It looks like this", files=[("door.png", PNG)])
    await asyncio.wait_for(fetched.reached.wait(), 10)
    assert (await dora.submits(values={"door_code": "barley-3"})).errors == {}
    held.set()
    await dora.sees("Kept safe.")


async def test_a_secret_in_the_form_is_nowhere_in_the_clear(stage_of: Open, tmp_path: Path) -> None:
    slots: dict[str, Any] = {
        "door_code": {"type": "secret", "ask": "The door's code", "max_length": 60, "pattern": "[a-z]+-[0-9]+"},
        "day": {"type": "date", "ask": "Since which day?"},
        "count": {"type": "number", "ask": "How many doors?", "max": 9},
        "which": {"type": "line", "ask": "Which door?", "when": {"count": "2"}},
    }
    with logged("debug", []) as log:
        async with stage_of(desk_with(tmp_path, slots, "topic", "door_code", "day?", "count", "which")) as stage:
            dora, anna, app = stage.world.dora, stage.world.anna, stage.world.app
            await stage.world.slack.connected(app)
            await dora.command("/support", "", dora.dm_with(app))
            await dora.sees_modal("What can we do")
            await dora.submits(values={"request": "Anything"})
            given = {"topic": "The door", "door_code": "sesame", "day": "2026-11-02", "count": "12"}
            assert set((await dora.submits(values=given)).errors) == {"door_code", "count"}
            assert (await dora.submits(values={"door_code": "sesame-17", "count": "2"})).errors == {}
            await dora.sees_modal("One thing more")
            await dora.submits(values={"which": "The left one"})
            await dora.sees("CRN-1 is with")
            card = await card_of(stage, "CRN-1")
            await anna.sees("••• (kept safe)", thread=card)
            await anna.presses("Take", message=card)
            await anna.sees("Taken by Anna", thread=card)
            await anna.presses("More", message=card)
            await anna.presses("Reveal", await anna.sees_button("Reveal"))
            await anna.sees("sesame-17")
            await anna.presses("More", message=card)
            await anna.presses("Reveal", await anna.sees_button("Reveal"))
            await anna.presses("Ask again", await anna.sees_button("Ask again"))
            await gives_it_anew(stage, dora)
            await anna.sees("Dora Lind gave this", thread=card)
            await stage.settles()
            assert traces_of(stage, log.text, "sesame", "barley-3") == []


async def test_who_is_not_invited_is_shown_the_way_in_and_a_colleague_is_invited_by_a_mention(
    stage_of: Open, tmp_path: Path
) -> None:
    plans = {"base": {"name": "Base", "seats": {"owner": 1}}}
    async with stage_of(desk_with(tmp_path, {}, "topic", access="invited", plans=plans)) as stage:
        dora, bruno, app = stage.world.dora, stage.world.bruno, stage.world.app
        await stage.world.slack.connected(app)
        await dora.dms(app, "Hello")
        await dora.sees("Your message was not delivered.")
        await dora.command("/support", "", dora.dm_with(app))
        await stage.settles()
        assert dora.modal is None

        await list_says(stage, f"Acme;base;Bruno Conti;owner;;{bruno.id};en")
        await dora.command("/support", f"invite {bruno.mention}", dora.dm_with(app))
        await dora.sees("Only people on a company")
        await bruno.command("/support", f"invite {dora.mention}", bruno.dm_with(app))
        await bruno.sees("Dora Lind has the invitation now.")
        invited = await dora.sees("Bruno Conti invites you to ask Corner desk for Acme.")
        await dora.presses("Accept the invitation", invited)
        await bruno.sees("Dora Lind")
        await dora.sees_modal("What can we do")


async def test_an_answer_that_replies_to_something_stands_in_the_tickets_thread(stage_of: Open, tmp_path: Path) -> None:
    async with office_of(stage_of, tmp_path) as office:
        dora, app = office.stage.world.dora, office.stage.world.app
        receipt = await sends(office.stage, dora)
        topic = await office.new_topic(set())
        await topic.maria.presses("Take", topic.card)
        await dora.dms(app, "It is the red one", thread=receipt)
        copy = await topic.maria.sees("It is the red one")
        await topic.maria.says("The one upstairs?", reply_to=copy)
        await dora.sees("The one upstairs?", thread=receipt)


async def test_on_somebodys_behalf_a_talk_begins_at_once_but_no_token_is_made(stage_of: Open, tmp_path: Path) -> None:
    kinds = {
        "talk": {"name": "Talk to us", "team": "support", "live": True, "form": []},
        "token": {"name": "Support token", "team": "support", "makes": "token", "valid": "24h"},
    }
    async with stage_of(desk_with(tmp_path, {}, "topic", requests=kinds)) as stage:
        dora, anna, app, support = stage.world.dora, stage.world.anna, stage.world.app, stage.world.support
        await stage.world.slack.connected(app)
        hall = stage.world.slack.channel("hall", [dora, anna, app])
        await anna.shortcut("make_it_a_ticket", await dora.posts(hall, "The door sticks"))
        await anna.sees_modal("This is a request of Dora Lind")
        assert "Support token" not in str(anna.modal_json())
        await anna.dms(app, "She is always cross")
        await anna.sees("the request that is open here is Dora Lind's")
        await anna.submits(values={"request": "Talk to us"})
        receipt = await dora.sees("CRN-1: a specialist")
        await anna.sees("CRN-1 was made for Dora Lind")
        card = await anna.sees("*CRN-1* ·", in_channel=support)
        await anna.sees("The door sticks", thread=card)
        await anna.presses("Take", message=card)
        await anna.posts(support, "Which door?", thread=card)
        await dora.sees("Which door?", thread=receipt)
        await stage.settles()
        assert "cross" not in str(anna.thread_view(support, card))

        await dora.command("/support", "", dora.dm_with(app))
        await dora.submits(values={"request": "Support token"})
        await dora.sees_modal("may look into your environment")
        assert (await dora.submits()).errors == {}
        await dora.sees("The support token of CRN-2")
