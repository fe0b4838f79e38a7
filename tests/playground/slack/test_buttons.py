"""Buttons, modals, commands and shortcuts: pressed by people, answered by a real Bolt app."""

from __future__ import annotations

from typing import Any

import pytest

from playground.slack import NotThere
from tests.playground.slack.conftest import Desk, Listen, bolt


def button(label: str, action_id: str, value: str = "") -> dict[str, Any]:
    """A block with one button."""
    text = {"type": "plain_text", "text": label, "emoji": True}
    element = {"type": "button", "text": text, "action_id": action_id, "value": value}
    return {"type": "actions", "block_id": f"row-{action_id}", "elements": [element]}


def section(text: str) -> dict[str, Any]:
    """A block of text."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def form(**more: Any) -> dict[str, Any]:
    """A modal with a text, a menu and a file input."""

    def named(label: str) -> dict[str, Any]:
        return {"type": "plain_text", "text": label}

    options = [{"text": named(name), "value": name.lower()} for name in ("Stock", "Till")]
    inputs = [
        ("topic", {"type": "plain_text_input", "action_id": "value", "max_length": 40}),
        ("subsystem", {"type": "static_select", "action_id": "value", "options": options}),
        ("screenshot", {"type": "file_input", "action_id": "value", "max_files": 2}),
    ]
    blocks = [
        {"type": "input", "block_id": name, "label": named(name.title()), "element": element}
        for name, element in inputs
    ]
    blocks[2]["optional"] = True
    view = {"type": "modal", "callback_id": "intake", "title": named("New request"), "submit": named("Send")}
    return {**view, "blocks": blocks, **more}


@pytest.fixture(params=["by_socket", "by_http"])
def listen(request: pytest.FixtureRequest) -> Listen:
    found: Listen = request.getfixturevalue(request.param)
    return found


async def test_anna_takes_a_ticket_and_the_card_changes(desk: Desk, listen: Listen) -> None:
    app = bolt(desk)

    @app.action("take")
    async def take(ack: Any, body: dict[str, Any], client: Any) -> None:
        await ack()
        who, value = body["user"]["id"], body["actions"][0]["value"]
        blocks = [section(f"*{value}* taken by <@{who}>"), button("🔁 Take over", "take", value)]
        await client.chat_update(
            channel=body["channel"]["id"], ts=body["container"]["message_ts"], text="taken", blocks=blocks
        )

    await listen(app)
    card = await desk.says("HRB-1", blocks=[section("*HRB-1*"), button("✋ Take", "take", "HRB-1")])

    outcome = await desk.anna.presses("Take", in_channel=desk.channel)
    assert outcome.acked
    seen = await desk.ben.sees("taken by @Anna Berg", in_channel=desk.channel)
    assert seen.ts == card["ts"]
    assert seen.buttons == ("🔁 Take over",)
    with pytest.raises(NotThere, match="Take over"):
        await desk.anna.presses("Take", in_channel=desk.channel)


async def test_a_command_opens_a_modal_and_the_form_arrives_whole(desk: Desk, listen: Listen) -> None:
    app = bolt(desk)

    @app.command("/support")
    async def support(ack: Any, body: dict[str, Any], client: Any) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=form(private_metadata=body["channel_id"]))

    @app.view("intake")
    async def submitted(ack: Any, view: dict[str, Any], body: dict[str, Any], client: Any) -> None:
        values = view["state"]["values"]
        topic = values["topic"]["value"]["value"]
        if topic.isupper():
            await ack(response_action="errors", errors={"topic": "Please don't shout"})
            return
        await ack()
        menu = values["subsystem"]["value"]["selected_option"]["value"]
        (file,) = values["screenshot"]["value"]["files"]
        text = f"{topic} / {menu} / {file['name']}"
        await client.chat_postEphemeral(channel=view["private_metadata"], user=body["user"]["id"], text=text)

    await listen(app)
    assert (await desk.anna.command("/support", "", desk.channel)).acked
    modal = await desk.anna.sees_modal("New request")
    assert modal.submit == "Send"
    assert modal.inputs == ("topic", "subsystem", "screenshot")

    incomplete = await desk.anna.submits(modal, {"topic": "HELP"})
    assert incomplete.errors == {"subsystem": "Please complete this required field."}
    shouted = await desk.anna.submits(None, {"subsystem": "Till"})
    assert shouted.errors == {"topic": "Please don't shout"}
    assert desk.anna.modal is not None
    assert desk.anna.modal.errors == {"topic": "Please don't shout"}

    sent = await desk.anna.submits(None, {"topic": "Till is slow", "screenshot": [("till.png", b"\x89PNG")]})
    assert sent.acked
    assert desk.anna.modal is None
    receipt = await desk.anna.sees("Till is slow / till / till.png", in_channel=desk.channel)
    assert receipt.ephemeral
    assert desk.ben.channel_view(desk.channel) == []


async def test_a_modal_goes_on_to_its_next_page_and_keeps_what_was_typed(desk: Desk, by_socket: Listen) -> None:
    app = bolt(desk)

    @app.shortcut("start")
    async def start(ack: Any, body: dict[str, Any], client: Any) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=form(blocks=[section("wait")], submit=None))

    @app.view("intake")
    async def submitted(ack: Any) -> None:
        page = form(callback_id="second", blocks=[*form()["blocks"][:1], button("More", "more")])
        await ack(response_action="update", view=page)

    @app.action("more")
    async def more(ack: Any, body: dict[str, Any], client: Any) -> None:
        await ack()
        view = body["view"]
        assert view["state"]["values"]["topic"]["value"]["value"] == "Slow till"
        await client.views_update(view_id=view["id"], hash=view["hash"], view=form(callback_id="last"))

    await by_socket(app)
    await desk.anna.shortcut("start")
    modal = await desk.anna.sees_modal("wait")
    await desk.client.views_update(view_id=modal.id, view=form())
    await desk.anna.submits(None, {"topic": "first", "subsystem": "stock"})
    assert desk.anna.modal is not None
    assert desk.anna.modal.callback_id == "second"
    desk.anna.fills("topic", "Slow till")
    await desk.anna.presses("More")
    assert desk.anna.modal.callback_id == "last"
    assert desk.anna.modal.values["topic"]["value"]["value"] == "Slow till"


async def test_an_ephemeral_offer_is_hers_alone_and_goes_away_when_answered(desk: Desk, listen: Listen) -> None:
    app = bolt(desk)

    @app.action("keep")
    async def keep(ack: Any, body: dict[str, Any], respond: Any) -> None:
        await ack()
        assert "message" not in body
        await respond(delete_original=True)

    @app.action("send")
    async def send(ack: Any, respond: Any) -> None:
        await ack()
        await respond(text="Sent.", replace_original=True, response_type="ephemeral")

    await listen(app)
    root = await desk.anna.posts(desk.channel, "a request")
    blocks = [section("Send it?"), button("Take and send", "send"), button("Keep internal", "keep")]
    offer = {"channel": desk.channel.id, "thread_ts": root.ts, "text": "Send it?", "blocks": blocks}
    await desk.client.chat_postEphemeral(user=desk.anna.id, **offer)
    assert len(desk.anna.thread_view(desk.channel, root)) == 1  # Slack shows none in a thread without a reply
    said = await desk.anna.posts(desk.channel, "a reply nobody has taken yet", thread=root)
    for user in (desk.anna.id, desk.ben.id):
        await desk.client.chat_postEphemeral(user=user, **offer)
    assert len(desk.anna.thread_view(desk.channel, root)) == 3
    await desk.anna.presses("Keep internal", thread=root)
    assert [message.text for message in desk.anna.thread_view(desk.channel, root)] == [root.text, said.text]

    await desk.ben.presses("Take and send", thread=root)
    assert [message.text for message in desk.ben.thread_view(desk.channel, root)] == [root.text, said.text, "Sent."]


async def test_a_press_that_nobody_acknowledges_fails_before_her_eyes(desk: Desk, by_socket: Listen) -> None:
    desk.slack.ack_timeout = 0.05
    await by_socket(bolt(desk))
    await desk.says("card", blocks=[button("Take", "unknown-action")])
    outcome = await desk.anna.presses("Take")
    assert outcome.failed
    assert outcome.error == "timeout"


async def test_a_shortcut_carries_the_message_and_its_files(desk: Desk, listen: Listen) -> None:
    app = bolt(desk)

    @app.shortcut("ticket")
    async def ticket(ack: Any, shortcut: dict[str, Any], respond: Any) -> None:
        await ack()
        names = [file["name"] for file in shortcut["message"]["files"]]
        await respond(text=f"{shortcut['message']['text']} {names}", response_type="ephemeral")

    await listen(app)
    message = await desk.ben.posts(desk.channel, "look", files=[("a.png", b"1"), ("b.png", b"2")])
    await desk.anna.shortcut("ticket", message)
    assert await desk.anna.sees("look ['a.png', 'b.png']")


async def test_a_forged_press_reaches_the_app_with_the_forgers_name(desk: Desk, by_socket: Listen) -> None:
    app = bolt(desk)
    pressed: list[tuple[str, str]] = []

    @app.action("close")
    async def close(ack: Any, body: dict[str, Any]) -> None:
        pressed.append((body["user"]["id"], body["actions"][0]["value"]))
        await ack()

    await by_socket(app)
    await desk.says("card", blocks=[button("Take", "take")])
    card = await desk.ben.sees_button("Take")
    assert (await desk.ben.forged_press("close", "HRB-9", card)).acked
    assert pressed == [(desk.ben.id, "HRB-9")]
