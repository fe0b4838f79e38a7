"""A served page with a scripted desk behind it, and a real browser before it."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page, async_playwright, expect
from starlette.applications import Starlette

from playground.page import routes
from playground.serve import Server
from playground.world import World
from tests.playground.page.desk import Desk

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
SIZE = {"width": 1280, "height": 800}


def chromium() -> str:
    """The browser's path: the environment's CHROMIUM, else one of the usual names; fails where there is none."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.fail(
            "The page is tested in a real browser and none was found. Install Chromium (Debian and Ubuntu: "
            "`apt-get install chromium`), or set CHROMIUM to the path of a Chromium or Chrome."
        )
    return found


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    """A Chromium without a window."""
    expect.set_options(timeout=15_000)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield browser
        await browser.close()


@pytest.fixture
async def world() -> AsyncIterator[World]:
    """The playground's people, in memory."""
    async with World() as world:
        yield world


@pytest.fixture
async def address(world: World) -> AsyncIterator[str]:
    """Where the page and both platforms are served."""
    async with Server(Starlette(routes=[*routes(world), *world.routes()])) as server:
        yield server.url


@pytest.fixture
async def desk(world: World, address: str) -> AsyncIterator[Desk]:
    """A desk that listens on both sides."""
    async with Desk(world, address) as desk:
        yield desk


@pytest.fixture
async def page(browser: Browser, address: str, desk: Desk) -> AsyncIterator[Page]:
    """The page, open; at the end nothing may have gone wrong in it, and nothing been asked of anybody else."""
    context = await browser.new_context(viewport=SIZE)  # type: ignore[arg-type]
    page = await context.new_page()
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda said: troubles.append(said.text) if said.type == "error" else None)
    page.on(
        "request",
        lambda asked: None if asked.url.startswith((address, "blob:", "data:")) else troubles.append(asked.url),
    )
    await page.goto(address)
    yield page
    await context.close()
    assert not troubles
