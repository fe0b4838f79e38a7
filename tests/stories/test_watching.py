"""`/metrics`: what a story leaves in it, from whichever process one asks, and while the database is away."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.applications import Starlette

from core.errors import StoreDown
from frontdoor.program import Program
from frontdoor.settings import read_settings
from tests.stories.conftest import Open, Stage
from tests.stories.processes import Process, free_port
from tests.stories.tickets import taken_ticket

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "watching.md").read_text()

Numbers = dict[tuple[str, ...], float]


async def scraped(program: Any) -> Numbers:
    """Every number of a scrape, by its name and its labels' values, as Prometheus reads it."""
    transport = httpx.ASGITransport(app=Starlette(routes=program.routes))
    async with httpx.AsyncClient(transport=transport, base_url="http://desk") as client:
        return numbers_of(await client.get("/metrics"))


def numbers_of(answer: httpx.Response) -> Numbers:
    assert answer.status_code == 200
    return {
        (sample.name.removeprefix("frontdoor_"), *(value for _, value in sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


@asynccontextmanager
async def another(stage: Stage, kind: str) -> AsyncIterator[Any]:
    """A second process of the same desk that neither listens nor sends."""
    settings = read_settings(stage.environ)
    async with Program(settings, stage.desk, clock=stage.clock.now, listens=(), works=False, kind=kind) as program:
        yield program


async def test_a_story_is_seen_in_the_numbers(stage: Stage) -> None:
    ann, anna, support = stage.world.ann, stage.world.anna, stage.world.support
    card = await taken_ticket(stage)
    message = await anna.posts(support, "Is it plugged in?", thread=card)
    await anna.sees_reaction(message, "white_check_mark")
    await stage.settles()
    seen = await scraped(stage.program)
    assert seen["database_up",] == 1
    assert seen["turns_total", "slack", "Said"] == 1
    assert seen["turns_total", "telegram", "Pressed"] == 2
    turns = sum(value for (name, *_), value in seen.items() if name == "turns_total")
    assert seen["turn_seconds_count",] == seen["turn_seconds_bucket", "+Inf"] == turns
    assert seen["deliveries_total", "telegram", "sent"] == seen["delivery_seconds_count", "telegram"] > 4
    assert seen["open_tickets", "in_progress"] == 1
    assert seen["open_tickets", "new"] == 0
    assert seen["queue_length", "slack", "words"] == seen["queue_oldest_seconds", "slack", "words"] == 0
    assert ("open_tickets", "closed") not in seen
    names = {re.sub("_(bucket|sum|count)$", "", name) for name, *_ in seen}
    assert {name for name in names if f"`frontdoor_{name}`" not in PAGE} == set()

    await anna.presses("Solved", card)
    await ann.presses("Yes", await ann.sees("Was your problem solved?"))
    await ann.sees("HRB-1 is closed")
    assert (await scraped(stage.program))["open_tickets", "in_progress"] == 0


async def test_what_waits_is_seen_with_its_age_and_a_429_and_a_retry_are_counted(stage: Stage) -> None:
    anna, support = stage.world.anna, stage.world.support
    card = await taken_ticket(stage)
    await stage.settles()
    stage.world.telegram.faults.add("sendMessage", retry_after=600)
    await anna.posts(support, "one", thread=card)
    await anna.posts(support, "two", thread=card)
    await stage.settles()
    await stage.time_passes(minutes=5)
    seen = await scraped(stage.program)
    assert seen["rate_limited_total", "telegram"] == seen["retries_total", "telegram"] == 1
    assert seen["deliveries_total", "telegram", "later"] == 1
    assert seen["queue_length", "telegram", "words"] == 2
    assert 300 <= seen["queue_oldest_seconds", "telegram", "words"] < 310
    assert seen["queue_length", "telegram", "questions"] == 0


async def test_failed_deliveries_and_updates_set_aside_are_counted(stage: Stage) -> None:
    anna, support, telegram = stage.world.anna, stage.world.support, stage.world.telegram
    card = await taken_ticket(stage)
    telegram.faults.add("sendMessage", status=400, description="Bad Request: message is odd")
    message = await anna.posts(support, "one", thread=card)
    await anna.sees_reaction(message, "warning")
    telegram.push_update({"message": {"message_id": "seven", "chat": 5}})
    await stage.world.ann.says("Hello")
    await anna.sees("Hello", thread=card)
    await stage.settles()
    seen = await scraped(stage.program)
    assert seen["failed_deliveries", "telegram"] == seen["deliveries_total", "telegram", "never"] == 1
    assert seen["set_aside_updates", "telegram"] == seen["poison_total", "telegram"] == 1
    assert seen["failed_deliveries", "slack"] == seen["set_aside_updates", "slack"] == 0


async def test_every_process_shows_what_all_have_counted_and_a_restart_takes_nothing_away(stage: Stage) -> None:
    await taken_ticket(stage)
    await stage.settles()
    async with another(stage, "web") as web:
        await stage.program.scrapes.add()
        there, here = await scraped(web), await scraped(stage.program)
        assert there["turns_total", "telegram", "Pressed"] == 2
        counted = {
            key: value for key, value in here.items() if key[0].endswith(("_total", "_bucket", "_sum", "_count"))
        }
        assert {key: there[key] for key in counted} == counted
        await stage.stop()
        later = await scraped(web)
        assert all(later[key] >= value for key, value in counted.items())
        assert later["turns_total", "telegram", "Pressed"] == 2


async def test_processes_are_counted_by_kind_once_they_are_known(stage: Stage) -> None:
    async with another(stage, "web") as web:
        await asyncio.sleep(0)
        await web.store.write(lambda unit: None)  # behind its first heartbeat
        seen = await scraped(web)
    assert seen["processes", "run"] == seen["processes", "web"] == 1


async def test_while_the_database_is_away_the_counters_stay_as_they_were_and_it_is_said(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    await taken_ticket(stage)
    await stage.settles()
    before = await scraped(stage.program)

    async def away(*_: Any, **__: Any) -> Any:
        raise StoreDown("the database is away")

    with monkeypatch.context() as broken:
        broken.setattr(stage.program.store, "read", away)
        broken.setattr(stage.program.store, "write", away)
        seen = await scraped(stage.program)
    assert seen["database_up",] == 0
    assert seen["turns_total", "telegram", "Pressed"] == before["turns_total", "telegram", "Pressed"]
    assert not any(name in ("queue_length", "open_tickets", "failed_deliveries") for name, *_ in seen)
    assert (await scraped(stage.program))["database_up",] == 1


async def test_a_locked_database_holds_up_no_scrape_and_what_was_counted_meanwhile_is_not_lost(stage: Stage) -> None:
    ann = stage.world.ann
    card = await taken_ticket(stage)
    await stage.settles()
    before = (await scraped(stage.program))["turns_total", "telegram", "Said"]
    with stage.ground.locked():
        await ann.says("Is anybody there?")
        async with asyncio.timeout(8):  # it would hang for as long as the lock is held, which is until it answers
            assert ("turns_total", "telegram", "Said") in await scraped(stage.program)
    await stage.world.anna.sees("Is anybody there?", thread=card)
    assert (await scraped(stage.program))["turns_total", "telegram", "Said"] == before + 1


async def test_a_web_process_shows_what_a_worker_has_sent_and_both_end_while_a_collector_is_away(
    stage_of: Open,
) -> None:
    async with stage_of(started=False) as stage:
        away = {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:9"}
        web, worker = (
            Process.of(stage, "web", PORT=str(port := free_port()), **away),
            Process.of(stage, "worker", **away),
        )
        async with web, worker:
            await stage.world.ann.says("Hello")
            await stage.world.ann.sees_button("I have an idea", timeout=30)
            assert await worker.terminated() == 0
            async with httpx.AsyncClient() as client:
                seen = numbers_of(await client.get(f"http://127.0.0.1:{port}/metrics"))
            assert seen["deliveries_total", "telegram", "sent"] >= 1
            assert seen["turns_total", "telegram", "Said"] == 1
            assert await web.terminated() == 0
