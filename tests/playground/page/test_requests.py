"""What the page's address answers, and to whom; and the world behind it. No browser needed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from playground.world import World
from tests.playground.page.conftest import chromium


@pytest.fixture
async def visitor(address: str) -> AsyncIterator[aiohttp.ClientSession]:
    """Somebody who makes requests by hand."""
    async with aiohttp.ClientSession(base_url=address) as session:
        yield session


@pytest.mark.parametrize(
    ("method", "path", "headers"),
    [
        ("GET", "/", {"Host": "evil.example"}),
        ("GET", "/page/state", {"Host": "evil.example:8080"}),
        ("GET", "/page/state", {"Origin": "https://evil.example"}),
        ("GET", "/page/events", {"Origin": "null"}),
        ("POST", "/page/telegram/say", {"Origin": "https://evil.example"}),
        ("POST", "/page/telegram/say", {}),
    ],
    ids=[
        "rebinding",
        "rebinding with a port",
        "another page reads",
        "a sandboxed page listens",
        "another page acts",
        "no page",
    ],
)
async def test_strangers_are_refused(
    visitor: aiohttp.ClientSession, world: World, method: str, path: str, headers: dict[str, str]
) -> None:
    """Only the page itself may read and act; everything else gets 403, and nothing happens."""
    async with visitor.request(method, path, headers=headers, json={"person": "ann", "text": "hi"}) as response:
        assert response.status == 403
    assert world.ann.chat == []


@pytest.mark.parametrize(
    ("act", "given", "status"),
    [
        ("telegram/say", {"person": "ann", "text": "   "}, 409),
        ("telegram/say", {"person": "nobody", "text": "hi"}, 400),
        ("telegram/say", {"person": "ann"}, 400),
        ("telegram/fly", {"person": "ann"}, 400),
        ("nowhere/say", {"person": "ann", "text": "hi"}, 400),
        ("telegram/press", {"person": "ann", "message": 7, "data": "x"}, 409),
        ("slack/post", {"person": "dora", "text": "hi"}, 409),
        ("slack/edit", {"person": "anna", "message": "1.2", "text": "hi"}, 409),
    ],
)
async def test_what_is_not_possible_is_said(
    visitor: aiohttp.ClientSession, address: str, act: str, given: dict[str, Any], status: int
) -> None:
    """409 with words for what a person can't do, 400 for what no page asks."""
    async with visitor.post(f"/page/{act}", json=given, headers={"Origin": address}) as response:
        assert response.status == status
        assert (await response.json())["error"]


def test_without_a_browser_the_tests_say_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """They fail, and are never skipped."""
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(pytest.fail.Exception, match="apt-get install chromium"):
        chromium()


async def test_nothing_is_loaded_from_elsewhere(visitor: aiohttp.ClientSession) -> None:
    """The page forbids it by its own policy."""
    async with visitor.get("/") as response:
        policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "http" not in policy


async def test_listening_ends_when_the_world_closes(visitor: aiohttp.ClientSession, world: World) -> None:
    """The stream of changes tells of each change, and ends by itself at shutdown."""
    async with visitor.get("/page/events") as response:
        assert (await response.content.readline()).startswith(b"data: ")
        await response.content.readline()
        await world.ann.starts(world.bot)
        assert (await response.content.readline()).startswith(b"data: ")
        await response.content.readline()
        await world.close()
        async with asyncio.timeout(10):
            assert await response.content.read() == b""


async def test_the_world_is_there_again_after_a_restart(tmp_path: Path) -> None:
    """The cast is made once: ids, chats and who left the channel stay as they were."""
    before = World(tmp_path)
    await before.ann.starts(before.bot)
    await before.bruno.leaves(before.support)

    after = World(tmp_path)
    assert [message["text"] for message in after.ann.chat] == ["/start"]
    assert (after.anna.id, after.dora.id, after.support) == (before.anna.id, before.dora.id, before.support)
    members = [member["name"] for member in after.slack.channel_json(after.anna, after.support)["members"]]
    assert members == ["Anna Berg", "Harbour desk"]
    assert after.environment("http://127.0.0.1:1/") == before.environment("http://127.0.0.1:1")
