"""The right half as a Telegram group in a browser: topics, and what agents do in them."""

from __future__ import annotations

from playwright.async_api import FilePayload, Locator, Page, expect

from playground.cast import Cast
from playground.world import World
from tests.playground.page.desk import Desk
from tests.playground.page.pictures import png


def group(page: Page) -> Locator:
    """The agents' group."""
    return page.get_by_label("Agents' Telegram")


def bubble(page: Page, text: str) -> Locator:
    """The newest bubble with a text, with what belongs to it."""
    return group(page).locator(".bubble-line", has_text=text).last


async def ticket(desk: Desk, chat: int, name: str) -> int:
    """A topic with a pinned card that has a button; returns the topic's id."""
    topic = int((await desk.telegram("createForumTopic", chat_id=chat, name=name))["message_thread_id"])
    card = await desk.says(chat, f"<b>{name}</b> · new", [("Take", f"take {topic}")], message_thread_id=topic)
    await desk.telegram("pinChatMessage", chat_id=chat, message_id=card["message_id"])
    return topic


async def test_maria_answers_in_a_topic(page: Page, desk: Desk, world: World) -> None:
    """A topic opens by itself with its pinned card; what Maria types, marks and sends arrives as from the app."""
    chat = Cast(world).group.id
    topic = await ticket(desk, chat, "HRB-1 Printer")
    await page.get_by_role("button", name="Maria").click()
    await expect(group(page).get_by_role("button", name="Pinned message")).to_contain_text("HRB-1 Printer · new")
    await expect(bubble(page, "HRB-1 Printer")).to_contain_text("Harbour desk")
    await group(page).get_by_role("button", name="Take", exact=True).click()
    assert (await desk.pressed(f"take {topic}"))["from"]["first_name"] == "Maria"

    box = group(page).get_by_role("textbox")
    await box.fill("It is **the** `toner` ||again||")
    await box.press("Enter")
    said = await desk.heard("It is the toner again")
    assert [entity["type"] for entity in said["entities"]] == ["bold", "code", "spoiler"]
    assert said["message_thread_id"] == topic
    await bubble(page, "the toner").hover()
    await bubble(page, "the toner").get_by_role("button", name="Edit").click()
    await expect(box).to_have_value("It is **the** `toner` ||again||")
    await box.fill("It is **the** `toner`, __and__ ||again||")
    await box.press("Enter")
    await expect(bubble(page, "the toner, and again")).to_contain_text("edited")
    await expect(bubble(page, "the toner").locator("i", has_text="and")).to_be_visible()
    hidden = bubble(page, "the toner").get_by_role("button", name="Hidden words")
    await hidden.press("Enter")
    await expect(hidden).to_have_count(0)

    pictures: list[FilePayload] = [
        {"name": f"{shade}.png", "mimeType": "image/png", "buffer": png(grey=shade)} for shade in (60, 120, 180)
    ]
    await group(page).locator("input[type=file]").set_input_files(pictures)
    await box.fill("Three of **them**")
    await box.press("Enter")
    await expect(bubble(page, "Three of them").locator("img")).to_have_count(3)
    await _quotes(page, desk)
    for kind in ("Sticker", "Location", "A forwarded message"):
        await group(page).get_by_role("button", name="Voice, sticker, place").click()
        await group(page).get_by_role("button", name=kind, exact=True).click()
    await expect(bubble(page, "Forwarded from Paolo Neri")).to_be_visible()
    await expect(group(page).get_by_label("Location 44.4056, 8.9463")).to_be_visible()


async def _quotes(page: Page, desk: Desk) -> None:
    """Words that are selected when one replies are quoted."""
    await bubble(page, "Three of them").locator("b").dblclick()
    await bubble(page, "Three of them").get_by_role("button", name="Reply").click()
    box = group(page).get_by_role("textbox")
    await box.fill("All three")
    await box.press("Enter")
    assert (await desk.heard("All three"))["quote"]["text"] == "them"


async def test_a_topic_that_is_not_open_is_marked(page: Page, desk: Desk, world: World) -> None:
    """A second topic doesn't push itself in; it is marked until it is opened. An administrator closes and deletes it.
    In a narrow window one goes from the list to a topic and back."""
    chat = Cast(world).group.id
    await ticket(desk, chat, "HRB-1 Printer")
    await page.get_by_role("button", name="Maria").click()
    await expect(group(page).get_by_role("heading", name="HRB-1 Printer")).to_be_visible()
    await ticket(desk, chat, "HRB-2 Lamp")

    row = group(page).get_by_label("Topics").get_by_role("button", name="HRB-2 Lamp")
    await expect(row.get_by_role("img", name="new messages")).to_be_visible()
    await expect(group(page).get_by_role("heading", name="HRB-1 Printer")).to_be_visible()
    await row.click()
    await expect(group(page).get_by_role("heading", name="HRB-2 Lamp")).to_be_visible()
    await expect(row.get_by_role("img", name="new messages")).to_have_count(0)

    for act in ("Close topic", "Delete topic"):
        await group(page).get_by_role("button", name="Topic", exact=True).click()
        await group(page).get_by_role("button", name=act).click()
    await expect(row).to_have_count(0)
    await page.get_by_role("button", name="Nico").click()
    await group(page).get_by_label("Topics").get_by_role("button", name="Your private chat").click()
    await group(page).get_by_role("button", name="START").click()
    assert (await desk.heard("/start"))["chat"]["type"] == "private"
    await expect(group(page).get_by_role("button", name="Topic", exact=True)).to_have_count(0)
    await page.set_viewport_size({"width": 390, "height": 844})
    await page.reload()
    await page.get_by_role("button", name="Agents", exact=True).click()
    assert (await group(page).get_by_role("textbox").bounding_box() or {})["height"] > 25  # it was hidden when it came
    await group(page).get_by_role("button", name="All topics").click()
    await expect(bubble(page, "/start")).to_be_hidden()
    await group(page).get_by_role("button", name="HRB-1 Printer").click()
    await expect(bubble(page, "HRB-1 Printer")).to_be_visible()
