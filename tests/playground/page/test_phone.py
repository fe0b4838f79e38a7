"""The left half in a browser: the requester's Telegram."""

from __future__ import annotations

from playwright.async_api import FilePayload, Locator, Page, expect

from playground.world import World
from tests.playground.page.desk import Desk
from tests.playground.page.pictures import png


def phone(page: Page) -> Locator:
    """The phone."""
    return page.get_by_label("Requester's Telegram")


def bubble(page: Page, text: str) -> Locator:
    """The newest bubble with a text, with what belongs to it."""
    return phone(page).locator(".bubble-line", has_text=text).last


async def writes(page: Page, text: str) -> None:
    """Types a message and sends it with Enter."""
    await phone(page).get_by_role("textbox").fill(text)
    await phone(page).get_by_role("textbox").press("Enter")


async def test_ann_starts_and_chooses_from_the_menu(page: Page, desk: Desk, world: World) -> None:
    """START greets the bot; its menu stands in the rows it was sent in; a press brings the bot's toast."""
    await phone(page).get_by_role("button", name="START").click()
    await desk.heard("/start")
    desk.answers["defect"] = {"text": "A defect, then"}
    await desk.says(
        world.ann.id,
        "Hello <b>Ann</b>! <code>3 &lt; 4</code>",
        [("A question", "question"), ("A defect", "defect")],
        [("Cancel", "cancel")],
    )

    rows = bubble(page, "Hello Ann!").locator(".keyboard-row")
    await expect(rows).to_have_text(["A questionA defect", "Cancel"])
    await expect(bubble(page, "Hello Ann!").locator("b")).to_have_text("Ann")
    await expect(bubble(page, "Hello Ann!").locator("code")).to_have_text("3 < 4")
    await expect(phone(page).get_by_role("button", name="START", exact=True)).to_have_count(0)

    await phone(page).get_by_role("button", name="A defect").click()
    await desk.pressed("defect")
    await expect(phone(page).get_by_role("status")).to_have_text("A defect, then")


async def test_an_alert_stays_until_it_is_dismissed(page: Page, desk: Desk, world: World) -> None:
    """An answer marked as an alert waits for OK."""
    await world.ann.starts(world.bot)
    desk.answers["old"] = {"text": "This question was already answered.", "show_alert": True}
    await desk.says(world.ann.id, "Which part?", [("Accounting", "old")])
    await phone(page).get_by_role("button", name="Accounting").click()

    alert = phone(page).get_by_role("alertdialog")
    await expect(alert).to_contain_text("already answered")
    await alert.get_by_role("button", name="OK").click()
    await expect(alert).to_have_count(0)


async def test_what_people_write_is_text_and_never_markup(page: Page, desk: Desk, world: World) -> None:
    """Markup in a message or a name is shown as it was typed, on both sides."""
    nasty = "<img src=x onerror=\"document.title='broken'\"> & <b>bold</b>"
    await writes(page, nasty)
    await desk.heard("onerror")
    await desk.posts(nasty.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"), username="<i>Ann</i>")

    await expect(phone(page).locator(".bubble")).to_contain_text(nasty)
    await expect(page.locator(".slack-message")).to_contain_text([nasty])
    await expect(page.locator(".slack-message .byline b")).to_have_text(["<i>Ann</i>"])
    await expect(page).to_have_title("Front Door playground")


async def test_lines_drafts_and_the_keyboard(page: Page, desk: Desk, world: World) -> None:
    """Shift+Enter begins a line, Enter sends; a draft stays while messages arrive and while the phone changes hands."""
    box = phone(page).get_by_role("textbox")
    await box.fill("first line")
    await box.press("Shift+Enter")
    await box.press_sequentially("second line")
    await box.press("Enter")
    await desk.heard("first line\nsecond line")
    await expect(box).to_have_value("")

    await box.fill("not yet sent")
    await desk.says(world.ann.id, "Are you still there?")
    await expect(bubble(page, "Are you still there?")).to_be_visible()
    await expect(box).to_have_value("not yet sent")

    await phone(page).get_by_role("button", name="Carlo").click()
    await expect(bubble(page, "Are you still there?")).to_have_count(0)
    await expect(box).to_have_value("")
    await desk.says(world.ann.id, "We are closing now.")
    await expect(phone(page).get_by_role("img", name="new messages")).to_be_visible()
    await phone(page).get_by_role("button", name="Ann", exact=False).first.click()
    await expect(phone(page).get_by_role("img", name="new messages")).to_have_count(0)
    await expect(box).to_have_value("not yet sent")


async def test_reply_edit_react_and_delete(page: Page, desk: Desk, world: World) -> None:
    """What a bubble's own tools do reaches the bot as Telegram would tell it."""
    await world.ann.starts(world.bot)
    await desk.says(world.ann.id, "Which printer is it?")
    await bubble(page, "Which printer").hover()
    await bubble(page, "Which printer").get_by_role("button", name="Reply").click()
    await writes(page, "The one upstears")
    answer = await desk.heard("upstears")
    assert answer["reply_to_message"]["text"] == "Which printer is it?"
    await expect(bubble(page, "upstears").locator(".quote")).to_contain_text("Which printer is it?")

    await bubble(page, "upstears").hover()
    await bubble(page, "upstears").get_by_role("button", name="Edit").click()
    await expect(phone(page).get_by_role("textbox")).to_have_value("The one upstears")
    await phone(page).get_by_role("textbox").press("Escape")
    await expect(phone(page).get_by_role("textbox")).to_have_value("")
    await bubble(page, "upstears").get_by_role("button", name="Edit").click()
    await writes(page, "The one upstairs")
    await expect(bubble(page, "The one upstairs")).to_contain_text("edited")

    await bubble(page, "Which printer").hover()
    await bubble(page, "Which printer").get_by_role("button", name="React", exact=True).click()
    await phone(page).get_by_role("button", name="React with thumbs up").click()
    await expect(bubble(page, "Which printer").locator(".reactions")).to_contain_text("👍")

    await bubble(page, "The one upstairs").hover()
    await bubble(page, "The one upstairs").get_by_role("button", name="Delete").click()
    await expect(bubble(page, "The one upstairs")).to_have_count(0)


async def test_pictures_go_as_an_album_and_files_as_files(page: Page, desk: Desk, world: World) -> None:
    """Two pictures are one album with one caption; a text file is a chip with its name and size."""
    pictures: list[FilePayload] = [
        {"name": f"{name}.png", "mimeType": "image/png", "buffer": png(grey=shade)}
        for name, shade in (("before", 90), ("after", 200))
    ]
    await phone(page).locator("input[type=file]").set_input_files(pictures)
    await expect(phone(page).get_by_label("Together, as one album")).to_be_checked()
    await writes(page, "Before and after")
    first = await desk.heard("Before and after")
    albums = [
        update["message"].get("media_group_id") for update in desk.updates if "photo" in update.get("message", {})
    ]
    assert albums == [first["media_group_id"]] * 2
    await expect(bubble(page, "Before and after").locator("img")).to_have_count(2)

    log: FilePayload = {"name": "server.log", "mimeType": "text/plain", "buffer": b"line\n" * 400}
    await phone(page).locator("input[type=file]").set_input_files(log)
    await phone(page).get_by_role("button", name="Send").click()
    await expect(bubble(page, "server.log")).to_contain_text("2.0 KB")


async def test_the_command_menu_and_blocking(page: Page, desk: Desk, world: World) -> None:
    """The bot's commands are in the menu; a blocked bot can't write, until it is unblocked."""
    await world.ann.starts(world.bot)
    await desk.telegram("setMyCommands", commands=[{"command": "new", "description": "Begin a request"}])
    await phone(page).get_by_role("button", name="Commands").click()
    await phone(page).get_by_role("button", name="/new").click()
    await desk.heard("/new")

    await phone(page).get_by_role("button", name="More").click()
    await phone(page).get_by_role("button", name="Stop and block the bot").click()
    await phone(page).get_by_role("button", name="UNBLOCK").click()
    await expect(phone(page).get_by_role("textbox")).to_be_visible()
