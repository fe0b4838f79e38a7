"""How requesters come in beside plain messages: the command, the shortcut, the modal and its acks."""

from __future__ import annotations

import pytest

from bots.slack import modal
from bots.slack.entering import spelled
from bots.slack.reading import Json
from core.act_json import act_from_json, act_to_json
from core.forms import Faults, Field, Form
from core.messages import Filled, Open, Picked, Said, Say
from core.text import text
from core.update_json import from_json, to_json
from playground.slack.blocks import check_view

from .conftest import Desk

FORM = Form(
    "A request with a very long name",
    "Send",
    "Cancel",
    "form:3",
    (
        Field(
            "subsystem", "choice", "Which part?", options=(("erp", "ERP"), ("web", "Web")), value="erp", redraws=True
        ),
        Field("area", "choice", "Which area?", options=(("a", "A"),), variant="erp"),
        Field("topic", "line", "In one line?", "A few words.", value="It sticks", longest=80),
        Field("description", "text", "Describe it", longest=4000, optional=True),
        Field("day", "date", "Since when?", value="2026-11-02"),
        Field("code", "secret", "The code?"),
        Field("screenshot", "files", "A picture?", most=12, optional=True),
    ),
    ("You are asked once.",),
)


def test_a_form_is_a_modal_that_slack_would_take_with_the_slots_as_block_ids() -> None:
    view = modal.view(FORM)
    check_view(view)
    inputs = [block["block_id"] for block in view["blocks"] if block["type"] == "input"]
    assert inputs == [field.key for field in FORM.fields]
    assert act_from_json(act_to_json(Open(FORM, trigger="1"))) == Open(FORM, trigger="1")


def test_an_answer_that_no_input_takes_stands_there_to_read() -> None:
    long = Form("A", "Send", "Cancel", "form:1", (Field("description", "text", "Describe it", value="long " * 700),))
    view = modal.view(Form(**{**_parts(long), "fields": (*long.fields, Field("topic", "line", "Topic?"))}))
    check_view(view)
    assert [block["type"] for block in view["blocks"]] == ["section", "input"]


def test_more_options_than_a_menu_holds_are_in_groups() -> None:
    options = tuple((f"k{number}", f"Option {number}") for number in range(250))
    view = modal.view(Form("A", "Send", "Cancel", "form:1", (Field("which", "choice", "Which?", options=options),)))
    check_view(view)
    groups = view["blocks"][0]["element"]["option_groups"]
    assert sum(len(group["options"]) for group in groups) == 250


def test_a_form_that_asks_nothing_has_its_title_in_it() -> None:
    view = modal.view(Form("Call me", "Send", "Cancel", "form:1", ()))
    check_view(view)
    assert [block["type"] for block in view["blocks"]] == ["section"]


def _parts(form: Form) -> Json:
    return {name: getattr(form, name) for name in Form.__slots__}


@pytest.mark.parametrize(
    ("said", "here"),
    [
        ("/tickets shows them; /start begins one.", "/support tickets shows them; /support begins one."),
        ("Pass on: /start join-abc_1", "Pass on: /support join-abc_1"),
        ("on /houses/new and either/or", "on /houses/new and either/or"),
    ],
)
def test_commands_are_spelled_as_they_are_given_here(said: str, here: str) -> None:
    assert spelled(said) == here


@pytest.mark.parametrize(
    ("typed", "command", "text"),
    [
        ("", "new", ""),
        ("tickets HRB-1", "tickets", "HRB-1"),
        ("Profile", "profile", ""),
        ("join-abc", "start", "join-abc"),
        ("delete", "help", ""),
        ("my printer burns", "help", "printer burns"),
    ],
)
async def test_the_command_is_a_requesters_command_in_their_private_chat(
    by_http: Desk, typed: str, command: str, text: str
) -> None:
    desk = by_http
    assert (await desk.carla.command("/support", typed, desk.room)).acked
    [said] = await desk.inbox.gets(Said)
    assert (said.command, said.text, said.direct) == (command, text, True)
    assert said.place == desk.carla.dm_with(desk.app).id
    assert said.trigger


async def test_what_is_to_be_told_is_told_in_the_ack_but_not_in_the_chat_itself(listening: Desk) -> None:
    desk = listening
    desk.inbox.toast = "See our chat"
    await desk.carla.command("/support", "tickets", desk.room)
    assert (await desk.carla.sees("See our chat", in_channel=desk.room)).ephemeral
    await desk.carla.command("/support", "tickets", desk.carla.dm_with(desk.app))
    await desk.inbox.gets(Said, 2)
    assert desk.carla.channel_view(desk.carla.dm_with(desk.app)) == []


async def test_a_form_is_shown_filled_in_and_answered_in_the_ack(listening: Desk) -> None:
    desk = listening
    await desk.carla.command("/support", "", desk.room)
    [said] = await desk.inbox.gets(Said)
    await desk.sends(Open(FORM, trigger=said.trigger or ""), said.place)
    await desk.carla.sees_modal("You are asked once.")
    await desk.carla.chooses("subsystem", "Web")
    [chosen] = await desk.inbox.gets(Filled)
    assert (chosen.how, chosen.form, chosen.answers["subsystem"]) == ("chosen", "form:3", "web")

    desk.inbox.answer = Faults({"topic": "Too loud", "elsewhere": "Not so"})
    given = {"area": "A", "code": "sesame", "screenshot": [("a.png", b"1")]}
    assert (await desk.carla.submits(values=given)).errors == {"topic": "Too loud", "subsystem": "Not so"}
    desk.inbox.answer = Form("Next", "Send", "Cancel", "form:4", (Field("which", "line", "Which?"),))
    await desk.carla.submits()
    await desk.carla.sees_modal("Which?")
    desk.inbox.answer = None
    await desk.carla.submits(values={"which": "This"})
    assert desk.carla.modal is None
    _, first, _, last = await desk.inbox.gets(Filled, 4)
    assert first.answers == {
        **dict.fromkeys(first.answers, ""),
        "subsystem": "web",
        "area": "a",
        "topic": "It sticks",
        "day": "2026-11-02",
        "code": "sesame",
    }
    assert [(file.name, field) for file, field in zip(first.files, first.file_fields, strict=True)] == [
        ("a.png", "screenshot")
    ]
    assert (last.form, last.answers) == ("form:4", {"which": "This"})
    assert from_json(to_json(first)) == first


async def test_the_shortcut_names_the_writer_unless_it_is_a_bot(listening: Desk) -> None:
    desk = listening
    wrote = await desk.dan.posts(desk.room, "It burns", files=[("fire.png", b"1")])
    await desk.carla.shortcut("make_it_a_ticket", wrote)
    [picked] = await desk.inbox.gets(Picked)
    assert picked.writer
    assert (picked.author.name, picked.writer.name, picked.text) == ("Carla Ruiz", "Dan Moss", "It burns")
    assert picked.writer_place == desk.dan.dm_with(desk.app).id
    [files] = await desk.inbox.gets(Said)
    assert (files.message, [file.name for file in files.files]) == (picked.message, ["fire.png"])

    _, card = await desk.card()
    await desk.carla.shortcut("make_it_a_ticket", card)
    _, second = await desk.inbox.gets(Picked, 2)
    assert (second.writer, second.writer_place) == (None, None)


async def test_a_private_chat_that_is_full_holds_up_no_other(desk: Desk) -> None:
    chat, team = (desk.delivery(Say(text("Hello")), place) for place in ("D1", desk.room.id))
    assert [[budget.holds for budget in desk.channel.budgets(one)] for one in (chat, team)] == [["lane"], ["home"]]
