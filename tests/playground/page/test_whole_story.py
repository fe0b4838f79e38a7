"""What the README promises: one command, and all sides of a support request in a browser, with a kill in the middle."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Locator, Page, expect

from tests.stories.processes import Process, free_port


class Playground(Process):
    """`frontdoor playground` in a folder of its own, as a person starts it."""

    def __init__(self, folder: Path) -> None:
        port = free_port()
        super().__init__(folder, {"PORT": str(port)}, "playground")
        self.url = f"http://127.0.0.1:{port}"

    async def start(self) -> None:
        """Returns once it says where it is."""
        await super().start()
        await self.says(self.url)


@pytest.fixture
async def playground(tmp_path: Path) -> AsyncIterator[Playground]:
    async with Playground(tmp_path) as playground:
        yield playground
        assert await playground.terminated() == 0


@pytest.fixture
async def page(browser: Browser, playground: Playground) -> AsyncIterator[Page]:
    context = await browser.new_context(viewport={"width": 1440, "height": 900})
    page = await context.new_page()
    await page.goto(playground.url)
    yield page
    await context.close()


def phone(page: Page) -> Locator:
    return page.get_by_label("Requester's Telegram")


def slack(page: Page) -> Locator:
    return page.get_by_label("Agents' Slack")


def thread(page: Page) -> Locator:
    return page.get_by_label("Thread", exact=True).first


async def press(where: Locator, label: str) -> None:
    await where.get_by_role("button", name=label, exact=True).locator("visible=true").last.click()


async def say(where: Locator, words: str) -> None:
    box = where.get_by_role("textbox").last
    await box.fill(words)
    await box.press("Enter")


async def test_both_sides_of_a_request_with_a_kill_in_the_middle(page: Page, playground: Playground) -> None:
    await press(phone(page), "START")
    await expect(phone(page)).to_contain_text("What can we do for you?")
    await press(phone(page), "I have a question")
    await press(phone(page), "Mobile app")
    await expect(phone(page)).to_contain_text("2 of 4")

    await playground.dies_and_comes_back()
    await say(phone(page), "Where is the export?")
    await expect(phone(page)).to_contain_text("3 of 4")
    await say(phone(page), "I looked in every menu & <b>found</b> nothing")
    await press(phone(page), "Skip")
    await expect(phone(page)).to_contain_text("Is everything right?")
    await (
        phone(page)
        .locator(".keyboard, .bubble, main, div")
        .get_by_role("button", name="Send", exact=True)
        .first.click()
    )
    await expect(phone(page)).to_contain_text("HRB-1 is with Product support.")

    await expect(thread(page)).to_contain_text("I looked in every menu & <b>found</b> nothing")
    await press(slack(page), "Take")
    await expect(slack(page)).to_contain_text("Taken by Anna Berg")
    await say(thread(page), "Under Reports, at the top right")
    await expect(phone(page)).to_contain_text("Under Reports, at the top right")
    await say(thread(page), "// the third one today")
    await say(phone(page), "Found it, thank you")
    await expect(thread(page)).to_contain_text("Found it, thank you")
    await page.get_by_role("button", name="Maria").click()
    topic = page.get_by_label("Agents' Telegram")
    await expect(topic.locator(".bubble-line", has_text="Anna Berg (Slack)").first).to_contain_text("at the top right")
    await expect(topic.get_by_role("button", name="Pinned message")).to_contain_text("HRB-1")
    await page.get_by_role("button", name="Anna").click()
    await press(slack(page), "Solved")
    await expect(phone(page)).to_contain_text("Was your problem solved?")
    await press(phone(page), "Yes")
    await expect(phone(page)).to_contain_text("Thank you! HRB-1 is closed.")
    await expect(slack(page)).to_contain_text("closed")
    await expect(phone(page)).not_to_contain_text("third one")
