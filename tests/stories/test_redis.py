"""Several processes over a real Redis: they wake each other, share what the platforms allow, and lose nothing with it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

import bots.delivery
from frontdoor.settings import SHIPPED_DESK
from playground.servers import Redis
from playground.telegram.limits import Limits
from tests.conftest import MakeGround
from tests.storage.redis import old
from tests.stories.company import Company, taken_ticket
from tests.stories.tickets import chat_of, lines_of

Open = Callable[..., AbstractAsyncContextManager[Company]]


@pytest.fixture
def company_of(tmp_path: Path, make_ground: MakeGround) -> Open:
    """Opens a company: `async with company_of(redis, workers=2, …) as company`."""

    @asynccontextmanager
    async def open_(redis: Redis, workers: int = 1, kind: str = "postgres", **environ: str) -> AsyncIterator[Company]:
        environ["REDIS_URL"] = redis.url
        company = Company(tmp_path, make_ground(kind), environ, SHIPPED_DESK, workers)
        await company.open()
        try:
            await company.start()
            yield company
        finally:
            await company.close()

    return open_


@pytest.fixture
def only_wakeups(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody looks into the queue by the clock: what isn't told of is not found."""
    monkeypatch.setattr(bots.delivery, "POLL", 3600.0)


@pytest.mark.usefixtures("only_wakeups")
@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
async def test_what_one_process_commits_another_sends_at_once(company_of: Open, redis_server: Redis, kind: str) -> None:
    old(redis_server)
    async with company_of(redis_server, kind=kind) as company:
        ann, anna, support = company.world.ann, company.world.anna, company.world.support
        card = await taken_ticket(company)
        await ann.says("Are you there?")
        await anna.sees("Are you there?", thread=card)
        await anna.posts(support, "I am", thread=card)
        await ann.sees("I am")


async def test_redis_dies_in_the_middle_of_a_conversation_and_comes_back(
    company_of: Open, tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.INFO)
    with Redis(tmp_path / "redis") as redis:
        old(redis)
        async with company_of(redis, workers=2) as company:
            ann, anna, support = company.world.ann, company.world.anna, company.world.support
            card = await taken_ticket(company)
            redis.kill()
            assert await readiness(company) == (503, "Redis does not answer\n")
            await ann.says("one")
            await anna.sees("one", thread=card)
            await anna.posts(support, "two", thread=card)
            await ann.sees("two")

            redis.start()
            old(redis)
            assert await readiness(company) == (200, "ready\n")
            for program in (company.program, *company.workers):
                assert program.shared
                await asyncio.wait_for(program.shared.link.up.wait(), 20)
            for words in ("three", "four"):
                await ann.says(words)
                await anna.sees(words, thread=card)
        said = "Ann Reyes (requester): "
        assert [line for line in lines_of(company, card) if said in line] == [
            f"{said}{w}" for w in ("one", "three", "four")
        ]
        assert chat_of(ann).count("Anna Berg\ntwo") == 1
    told = [line.partition(":")[0] for line in caplog.messages if line.startswith("Redis is")]
    assert sorted(told) == ["Redis is away"] * 3 + ["Redis is back"] * 3  # once for each process


async def readiness(company: Company) -> tuple[int, str]:
    transport = httpx.ASGITransport(app=Starlette(routes=company.program.routes))
    async with httpx.AsyncClient(transport=transport, base_url="http://desk") as client:
        answer = await client.get("/readyz")
        return answer.status_code, answer.text


async def test_redis_is_flushed_in_the_middle_of_a_conversation(company_of: Open, redis_server: Redis) -> None:
    old(redis_server)
    async with company_of(redis_server, workers=2) as company:
        ann, anna, support = company.world.ann, company.world.anna, company.world.support
        card = await taken_ticket(company)
        redis_server.flush()
        await ann.says("one")
        await anna.posts(support, "two", thread=card)
        await anna.sees("one", thread=card)
        await ann.sees("two")
        assert lines_of(company, card).count("Ann Reyes (requester): one") == 1
        assert chat_of(ann).count("Anna Berg\ntwo") == 1


async def test_a_desk_starts_and_works_while_redis_is_away(company_of: Open, tmp_path: Path) -> None:
    async with company_of(Redis(tmp_path / "redis")) as company:
        await company.world.ann.starts()
        await company.world.ann.sees("What can we do for you?", timeout=20)


async def test_a_flood_for_one_person_comes_in_order_and_holds_up_nobody(company_of: Open, redis_server: Redis) -> None:
    old(redis_server)
    async with company_of(redis_server, workers=2) as company:
        ann, carlo, anna, support = company.world.ann, company.world.carlo, company.world.anna, company.world.support
        card = await taken_ticket(company)
        held = asyncio.Event()
        company.world.telegram.faults.add("sendMessage", chat=ann.id, hold=held)
        flood = [f"step {number}" for number in range(1, 11)]
        for words in flood:
            await anna.posts(support, words, thread=card)
        await carlo.says("Ciao")
        await carlo.sees_button("Ho un'idea")
        held.set()
        await ann.sees("step 10", timeout=20)
        assert [line for line in chat_of(ann) if "step" in line] == [f"Anna Berg\n{words}" for words in flood]


async def test_two_workers_together_send_no_more_than_telegram_allows(company_of: Open, redis_server: Redis) -> None:
    """Real seconds, as the playground's Telegram counts them. Each alone would keep within its limit, both would not."""
    old(redis_server)
    async with company_of(redis_server, workers=2, FRONTDOOR_TELEGRAM_RATE="10") as company:
        telegram, bot = company.world.telegram, company.world.bot
        telegram.limits = Limits(overall_per_second=15)
        crowd = [telegram.person(f"Person {number}", language="en").with_bot(bot) for number in range(24)]
        await asyncio.gather(*(person.starts() for person in crowd))
        for person in crowd:
            await person.sees("What can we do for you?", timeout=20)
        assert len([call for call in telegram.calls if call.method == "sendMessage"]) == 24  # none was refused
