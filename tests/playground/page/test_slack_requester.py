"""The left half as Slack in a browser: Sam, who asks by a message, a form, or somebody's message."""

from __future__ import annotations

from typing import Any

from playwright.async_api import FilePayload, Locator, Page, expect

from playground.cast import Cast
from playground.world import World
from tests.playground.page.desk import Desk, card
from tests.playground.page.pictures import png


def sams(page: Page) -> Locator:
    """Sam's Slack."""
    return page.get_by_label("Requester's Slack")


def text(words: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": words}


def field(block: str, label: str, element: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "type": "input",
        "block_id": block,
        "label": text(label),
        "element": {**element, "action_id": block},
        **more,
    }


def option(name: str) -> dict[str, Any]:
    return {"text": text(name), "value": name.lower()}


FORM = {
    "type": "modal",
    "callback_id": "form",
    "title": text("Something is broken"),
    "submit": text("Send"),
    "blocks": [
        field(
            "part", "Part", {"type": "static_select", "options": [option("App"), option("Web")]}, dispatch_action=True
        ),
        field("topic", "Topic", {"type": "plain_text_input"}),
        field("how", "How bad", {"type": "radio_buttons", "options": [option("Bad"), option("Worse")]}),
        field("day", "Since", {"type": "datepicker"}, optional=True),
        field("shots", "Screenshots", {"type": "file_input", "max_files": 2}, optional=True, hint=text("Two at most")),
    ],
}


async def asked(desk: Desk, kind: str) -> dict[str, Any]:
    """Waits for an interaction of this type; returns the newest."""

    def found() -> Any:
        payloads = [item["payload"] for item in desk.envelopes]
        return next((item for item in reversed(payloads) if item.get("type", item.get("command")) == kind), None)

    result: dict[str, Any] = await desk.changes.wait(found, 10, lambda: f"no {kind}: {desk.envelopes}")
    return result


async def test_sam_fills_in_the_form(page: Page, desk: Desk, world: World) -> None:
    """/support is a command; its modal takes a choice that the app hears of, texts, files, and shows what is missing."""
    await page.get_by_role("button", name="Sam").click()
    box = sams(page).get_by_role("textbox")
    await box.fill("/sup")
    await box.press("Tab")
    await box.press("Enter")
    command = await asked(desk, "/support")
    assert command["user_id"] == world.sam.id
    await desk.slack("views.open", trigger_id=command["trigger_id"], view=FORM)

    modal = sams(page).get_by_role("dialog", name="Something is broken")
    await expect(modal.get_by_label("Part")).to_be_focused()
    await modal.get_by_role("button", name="Send", exact=True).click()
    await expect(modal.locator("[data-block=topic]")).to_contain_text("Please complete this required field.")
    await modal.get_by_label("Topic").fill("The list is empty")
    await modal.get_by_label("Part").select_option("Web")
    chosen = await asked(desk, "block_actions")
    assert chosen["view"]["state"]["values"]["topic"]["topic"]["value"] == "The list is empty"
    await modal.get_by_label("Worse").check()
    await modal.get_by_label("Since").fill("2026-03-09")
    files: list[FilePayload] = [{"name": "a.png", "mimeType": "image/png", "buffer": png()}]
    await modal.locator("input[type=file]").set_input_files(files)
    await expect(modal.locator("[data-block=shots]")).to_contain_text("a.png")
    await modal.get_by_label("Topic").press("Enter")
    values = (await asked(desk, "view_submission"))["view"]["state"]["values"]
    assert values["how"]["how"]["selected_option"]["value"] == "worse"
    assert values["day"]["day"]["selected_date"] == "2026-03-09"
    assert [file["name"] for file in values["shots"]["shots"]["files"]] == ["a.png"]
    await expect(modal).to_have_count(0)


async def test_sam_talks_with_the_desk(page: Page, desk: Desk, world: World) -> None:
    """The conversation with the desk has threads, buttons and a home tab; any message can be made a ticket."""
    room = Cast(world).rooms["desk"].id
    await page.get_by_role("button", name="Sam").click()
    posted = await desk.slack(
        "chat.postMessage", channel=room, text="Solved?", **card("Solved?", (("Yes", "yes", ""),))
    )
    await desk.slack("chat.postMessage", channel=room, text="Try *again*", thread_ts=posted["ts"])
    await sams(page).get_by_role("button", name="Yes").click()
    assert (await desk.clicked("yes"))["user"]["id"] == world.sam.id
    await sams(page).get_by_role("button", name="1 reply").click()
    thread = sams(page).get_by_label("Thread", exact=True).first
    await expect(thread.locator("b", has_text="again")).to_be_visible()
    await thread.get_by_role("textbox").fill("It *works*:\n- the list\n> as you said")
    await thread.get_by_role("textbox").press("Enter")
    reply = await world.sam.sees("the list", in_channel=room)
    assert reply.thread_ts == posted["ts"]
    assert reply.raw["text"] == "It *works*:\n• the list\n&gt; as you said"
    said = thread.locator(".slack-message", has_text="It works")
    await expect(said.locator("b", has_text="works")).to_be_visible()
    await expect(said.locator("li", has_text="the list")).to_be_visible()
    await expect(said.locator("blockquote")).to_have_text("as you said")
    await thread.get_by_role("button", name="Close the thread").click()
    await _looks_at_the_home_tab(page, desk, world, posted)

    await sams(page).get_by_role("button", name="# general").click()
    box = sams(page).get_by_label("Message #general")
    await box.fill("The door is stuck")
    await box.press("Enter")
    message = sams(page).locator(".slack-message", has_text="The door is stuck")
    await message.hover()
    await message.get_by_role("button", name="Make it a ticket").click()
    used = await asked(desk, "message_action")
    assert (used["callback_id"], used["message"]["text"]) == ("make_it_a_ticket", "The door is stuck")


async def _looks_at_the_home_tab(page: Page, desk: Desk, world: World, posted: dict[str, Any]) -> None:
    """It is drawn as the app publishes it; its buttons are the app's, and a message's address opens that message's thread."""
    room = posted["channel"]
    link = f"https://harbour.slack.com/archives/{room}/p{posted['ts'].replace('.', '')}"
    way = {"type": "button", "action_id": "way", "text": {"type": "plain_text", "text": "Open"}, "url": link}
    ticket = {"type": "section", "text": {"type": "mrkdwn", "text": "HRB-1"}, "accessory": way}
    blocks = [*card("Your requests", (("New request", "new", ""),))["blocks"], ticket]
    await desk.slack("views.publish", user_id=world.sam.id, view={"type": "home", "blocks": blocks})
    await sams(page).get_by_role("button", name="Home").click()
    await expect(sams(page)).to_contain_text("Your requests")
    await sams(page).get_by_role("button", name="New request").click()
    await desk.clicked("new")
    await sams(page).get_by_role("button", name="Open", exact=True).click()
    thread = sams(page).get_by_label("Thread", exact=True).first
    await expect(thread).to_contain_text("as you said")
    await thread.get_by_role("button", name="Close the thread").click()
