"""The right half in a browser: the agents' Slack."""

from __future__ import annotations

from playwright.async_api import FilePayload, Locator, Page, expect

from playground.world import World
from tests.playground.page.desk import Desk, card
from tests.playground.page.pictures import png

TAKE = ("Take", "take", "primary")
MORE = ("More", "more", "")


def slack(page: Page) -> Locator:
    """The agents' half."""
    return page.get_by_label("Agents' Slack")


def thread(page: Page) -> Locator:
    """The open thread."""
    return page.get_by_label("Thread", exact=True).first


async def becomes(page: Page, name: str) -> None:
    """Sits down as somebody else in Slack."""
    await slack(page).get_by_label("Who you are in Slack").get_by_role("button", name=name).click()


async def test_the_first_card_opens_its_thread(page: Page, desk: Desk, world: World) -> None:
    """A card with its formatting and buttons appears by itself, with its thread; pressing it is Anna's press."""
    root = await desk.posts("*HRB-1* · new\nInvoice _118_ &amp; `more`", TAKE, MORE)
    await desk.posts(
        "From <@" + world.anna.id + ">: see <https://example.com|the page> :+1:", thread_ts=root, username="Ann Reyes"
    )

    await expect(thread(page)).to_contain_text("1 reply")
    reply = thread(page).locator(".slack-message", has_text="see the page")
    await expect(reply).to_contain_text("From @Anna Berg: see the page 👍")
    await expect(reply).to_contain_text("Ann ReyesAPP")
    await expect(reply.get_by_role("link", name="the page")).to_have_attribute("href", "https://example.com")
    first = slack(page).locator(".channel .slack-message.card")
    await expect(first.locator("b", has_text="HRB-1")).to_be_visible()
    await expect(first.locator("code")).to_have_text("more")

    await first.get_by_role("button", name="Take").click()
    press = await desk.clicked("take")
    assert press["user"]["id"] == world.anna.id
    await desk.slack("chat.update", channel=world.support.id, ts=root, text="x", **card("*HRB-1* · taken", (MORE,)))
    await expect(first).to_contain_text("taken")
    await expect(first.get_by_role("button", name="Take")).to_have_count(0)


async def test_anna_answers_in_the_thread_and_sees_its_fate(page: Page, desk: Desk, world: World) -> None:
    """What is typed in the thread pane is a reply by the chosen person; the app's reaction appears on it."""
    root = await desk.posts("*HRB-1*", TAKE)
    await thread(page).get_by_role("textbox").fill("Hello Ann, I am *looking*")
    await thread(page).get_by_role("textbox").press("Enter")
    message = await world.anna.sees("looking", in_channel=world.support, thread=root)
    assert message.author == "Anna Berg"
    await desk.slack("reactions.add", channel=world.support.id, timestamp=message.ts, name="white_check_mark")

    shown = thread(page).locator(".slack-message", has_text="Hello Ann")
    await expect(shown.get_by_role("button", name="white check mark, 1")).to_be_visible()
    await shown.hover()
    await shown.get_by_role("button", name="Edit").click()
    box = thread(page).get_by_role("textbox", name="Edit message")
    await box.fill("Hello Ann, found it")
    await box.press("Enter")
    await expect(thread(page).locator(".slack-message", has_text="found it")).to_contain_text("(edited)")

    shown = thread(page).locator(".slack-message", has_text="found it")
    await shown.hover()
    await shown.get_by_role("button", name="React", exact=True).click()
    await shown.get_by_role("button", name="React with eyes").click()
    await expect(shown.get_by_role("button", name="eyes, 1")).to_be_visible()
    await shown.hover()
    await shown.get_by_role("button", name="Delete").click()
    await expect(thread(page).locator(".slack-message", has_text="found it")).to_have_count(0)


async def test_an_ephemeral_is_for_its_viewer_only(page: Page, desk: Desk, world: World) -> None:
    """Bruno doesn't see what only Anna is told."""
    root = await desk.posts("*HRB-1*", TAKE)
    await world.anna.posts(
        world.support, "Who takes it?", thread=root
    )  # Slack shows it only where a thread is under way
    await desk.slack(
        "chat.postEphemeral", channel=world.support.id, user=world.anna.id, thread_ts=root, text="Keep it internal?"
    )
    await expect(thread(page).locator(".ephemeral")).to_contain_text("Only visible to you")
    await becomes(page, "Bruno")
    await expect(thread(page).get_by_text("Keep it internal?")).to_have_count(0)
    await becomes(page, "Anna")
    await thread(page).locator(".ephemeral").get_by_role("button", name="Dismiss").click()
    await expect(thread(page).get_by_text("Keep it internal?")).to_have_count(0)


async def test_the_desk_is_mentioned_by_its_name(page: Page, desk: Desk, world: World) -> None:
    """Typing @ offers who is there; Tab takes the first, and the app hears of a mention."""
    root = await desk.posts("*HRB-1*", TAKE)
    box = thread(page).get_by_role("textbox")
    await box.fill("@harb")
    await expect(thread(page).get_by_label("Suggestions")).to_have_text("@Harbour desk")
    await box.press("Tab")
    await box.press_sequentially("solved")
    await box.press("Enter")
    message = await world.anna.sees("@Harbour desk solved", in_channel=world.support, thread=root)
    assert message.raw["text"] == f"<@{world.app.bot_user_id}> solved"


async def test_dora_reads_but_must_join_to_write(page: Page, desk: Desk, world: World) -> None:
    """Somebody outside of the channel sees it, may press, and has no box to write in before she joins."""
    await desk.posts("*HRB-1*", TAKE)
    await becomes(page, "Dora")
    await expect(slack(page).get_by_role("textbox")).to_have_count(0)
    await slack(page).locator(".channel").get_by_role("button", name="Take").click()
    press = await desk.clicked("take")
    assert press["user"]["id"] == world.dora.id

    await slack(page).locator(".channel").get_by_role("button", name="Join channel").click()
    await expect(slack(page).get_by_role("textbox")).to_have_count(2)
    await expect(slack(page)).to_contain_text("Dora Lind has joined the channel")


async def test_files_in_the_thread(page: Page, desk: Desk, world: World) -> None:
    """A picture is shown, another file is a chip to download; both are in one message."""
    root = await desk.posts("*HRB-1*", TAKE)
    files: list[FilePayload] = [
        {"name": "screen.png", "mimeType": "image/png", "buffer": png()},
        {"name": "notes.txt", "mimeType": "text/plain", "buffer": b"notes"},
    ]
    await thread(page).locator("input[type=file]").set_input_files(files)
    await thread(page).get_by_role("button", name="Send").click()

    shown = thread(page).locator(".slack-message", has_text="notes.txt")
    await expect(shown.get_by_role("img", name="screen.png")).to_be_visible()
    await expect(shown.get_by_role("link", name="notes.txt")).to_have_attribute("download", "notes.txt")
    message = await world.bruno.sees("notes.txt", in_channel=world.support, thread=root)
    assert message.files == ("screen.png", "notes.txt")


async def test_a_thread_closed_by_hand_stays_closed(page: Page, desk: Desk, world: World) -> None:
    """A further card doesn't push itself in; it is marked, and opens when asked to."""
    await desk.posts("*HRB-1*", TAKE)
    await thread(page).get_by_role("button", name="Close the thread").click()
    second = await desk.posts("*HRB-2*", TAKE)
    await desk.posts("the answers", thread_ts=second)

    row = slack(page).locator(".channel .slack-message", has_text="HRB-2")
    await expect(row.get_by_role("button", name="1 reply")).to_contain_text("New")
    await expect(slack(page).locator(".thread")).to_have_count(0)
    await row.get_by_role("button", name="1 reply").click()
    await expect(thread(page)).to_contain_text("the answers")


async def test_two_tabs_are_live_and_reading_is_not_disturbed(page: Page, desk: Desk, world: World) -> None:
    """Bruno in a second tab sees Anna's message; who has scrolled up stays there and is told of new ones."""
    for number in range(30):
        await world.anna.posts(world.support, f"message {number}")
    other = await page.context.new_page()
    await other.goto(page.url)
    await becomes(other, "Bruno")

    log = slack(page).get_by_role("log", name="Channel support")
    await expect(log.get_by_text("message 29", exact=True)).to_be_in_viewport()
    await log.hover()
    await page.mouse.wheel(0, -10_000)
    await expect(log.get_by_text("message 0", exact=True)).to_be_in_viewport()
    await slack(other).get_by_role("textbox").fill("one more, from Bruno")
    await slack(other).get_by_role("textbox").press("Enter")

    await expect(slack(page).get_by_role("button", name="New messages")).to_be_visible()
    await expect(log.get_by_text("message 0", exact=True)).to_be_in_viewport()
    await slack(page).get_by_role("button", name="New messages").click()
    await expect(log.get_by_text("one more, from Bruno")).to_be_in_viewport()
    for width, height in ((1000, 500), (1440, 900), (900, 600)):
        await page.set_viewport_size({"width": width, "height": height})
        await expect(log.get_by_text("one more, from Bruno")).to_be_in_viewport()


async def test_the_hint_goes_away_once_it_was_followed(page: Page, desk: Desk, world: World) -> None:
    """Three steps, ticked one by one; afterwards the hint is gone, also after a reload."""
    hint = page.get_by_label("Try this first")
    await expect(hint.get_by_role("listitem")).to_have_count(3)
    root = await desk.posts("*HRB-1*", TAKE)
    await expect(hint.locator("li.done")).to_have_count(1)
    await slack(page).locator(".channel").get_by_role("button", name="Take").click()
    await expect(hint.locator("li.done")).to_have_count(2)
    await thread(page).get_by_role("textbox").fill("Hello Ann")
    await thread(page).get_by_role("textbox").press("Enter")
    await expect(hint).to_have_count(0)
    await world.anna.sees("Hello Ann", in_channel=world.support, thread=root)
    await page.reload()
    await expect(thread(page)).to_contain_text("Hello Ann")
    await expect(hint).to_have_count(0)


async def test_a_narrow_window_shows_one_half_at_a_time(page: Page, desk: Desk) -> None:
    """At 900 pixels a thread lies over the channel; below 820 one chooses the half."""
    await desk.posts("*HRB-1*", TAKE)
    await page.set_viewport_size({"width": 900, "height": 800})
    await expect(slack(page).locator(".channel")).to_be_hidden()
    await thread(page).get_by_role("button", name="Close the thread").click()
    await expect(slack(page).locator(".channel")).to_be_visible()

    await page.set_viewport_size({"width": 600, "height": 800})
    await expect(slack(page)).to_be_hidden()
    await page.get_by_role("button", name="Agents", exact=True).click()
    await expect(slack(page)).to_be_visible()
    await expect(page.get_by_label("Requester's Telegram")).to_be_hidden()
