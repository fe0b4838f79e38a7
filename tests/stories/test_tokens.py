"""A support token: made by Ann, seen by Anna, checked by the company's own program, revoked, expired."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import sqlalchemy as sa
from starlette.applications import Starlette

from core.tokens import ALPHABET
from playground.serve import Server
from storage import tables
from tests.stories.conftest import Open, Stage
from tests.stories.test_dead_letters import ODD, desk
from tests.stories.test_secrets import database_of
from tests.stories.walks import desk_with, starts_with

KEY = "an api token that only the ERP knows"
TOKEN = {"name": "Support token", "team": "support", "makes": "token", "valid": "24h"}


def token_desk(folder: Path) -> Path:
    return desk_with(folder, {}, "topic", requests={"token": TOKEN})


class Erp:
    """The company's own program, with a bearer token or without."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client

    async def checks(self, code: str) -> httpx.Response:
        return await self._client.post("/api/v1/tokens/check", json={"code": code}, headers=bearer())

    async def gets(self, path: str, **headers: str) -> httpx.Response:
        return await self._client.get(path, headers=headers)


def bearer(token: str = KEY) -> dict[str, str]:
    return {"authorization": f"Bearer {token}"}


async def makes_a_token(stage: Stage) -> tuple[Any, str]:
    ann = stage.world.ann
    await starts_with(ann, "Support token")
    about = await ann.sees("holds for 24 hours")
    assert "may look into your environment" in about["text"]
    await ann.presses("Create", about)
    given = await ann.sees("The support token of CRN-1")
    return given, given["text"].split("\n")[1]


async def holds(stage: Stage, erp: Erp, code: str) -> None:
    """However it is written; Ann and the thread are told, and it is on record."""
    found = await erp.checks(code.lower().replace("-", " "))
    assert found.status_code == 200
    assert (
        found.json().items()
        >= {"valid": True, "reference": "CRN-1", "team": "support", "requester": "Ann Reyes"}.items()
    )
    await stage.world.ann.sees("CRN-1: your support token was used for the first time")
    await stage.world.anna.sees("The support token was used", in_channel=stage.world.support)
    assert (await erp.checks("ABCD-EFGH-JKLM")).status_code == 404
    whole = (await erp.gets("/api/v1/tickets/CRN-1", **bearer())).json()
    assert [(one["name"], one["by"]) for one in whole["events"] if one["name"].startswith("token")] == [
        ("token_made", "Ann Reyes"),
        ("token_seen", "Anna Berg"),
        ("token_used", None),
    ]


async def test_a_token_is_the_takers_to_see_the_erps_to_check_and_anns_to_revoke(
    stage_of: Open, tmp_path: Path
) -> None:
    async with stage_of(token_desk(tmp_path), FRONTDOOR_API_TOKEN=KEY) as stage:
        ann, anna, support = stage.world.ann, stage.world.anna, stage.world.support
        server = Server(Starlette(routes=stage.program.routes))
        await server.start()
        async with httpx.AsyncClient(base_url=server.url) as client:
            erp = Erp(client)
            given, code = await makes_a_token(stage)
            assert len(code) == 14
            assert set(code) <= {*ALPHABET, "-"}

            noticed = await anna.sees("Ann Reyes made a support token", in_channel=support)
            card = next(message for message in anna.channel_view(support) if message.ts == noticed.thread_ts)
            await anna.presses("Take", message=card)
            await anna.sees("Taken by Anna Berg", in_channel=support)
            await anna.presses("More", message=card)
            await anna.presses("Support token", message=await anna.sees_button("Support token", thread=card))
            assert (await anna.sees(code, thread=card)).ephemeral

            await holds(stage, erp, code)
            await stage.settles()
            assert code not in database_of(stage)
            assert code.replace("-", "") not in database_of(stage)

            await ann.presses("Revoke", given)
            await ann.sees("The support token of CRN-1 no longer works")
            assert (await erp.checks(code)).status_code == 404
        await server.stop()


async def test_a_token_ends_with_its_time_and_with_its_ticket(stage_of: Open, tmp_path: Path) -> None:
    async with stage_of(token_desk(tmp_path), FRONTDOOR_API_TOKEN=KEY) as stage:
        ann, anna, support = stage.world.ann, stage.world.anna, stage.world.support
        server = Server(Starlette(routes=stage.program.routes))
        await server.start()
        async with httpx.AsyncClient(base_url=server.url) as client:
            erp = Erp(client)
            _, code = await makes_a_token(stage)
            assert (await erp.checks(code)).status_code == 200
            noticed = await anna.sees("Ann Reyes made a support token", in_channel=support)
            card = next(message for message in anna.channel_view(support) if message.ts == noticed.thread_ts)
            await anna.presses("Take", message=card)
            await ann.sees("Anna Berg is looking at CRN-1")
            await anna.presses("Solved", message=await anna.sees("Taken by Anna Berg", in_channel=support))
            await ann.presses("Yes", await ann.sees("Was your problem solved?"))
            await ann.sees("CRN-1 is closed")
            assert (await erp.checks(code)).status_code == 404
            rows = sa.select(sa.func.count()).select_from(tables.support_token)
            assert await stage.program.store.read(lambda unit: unit.connection.execute(rows).scalar()) == 0

            begun = await ann.says("/new")
            await ann.presses("Support token", await ann.sees_button("Support token", after=begun))
            await ann.presses("Create", await ann.sees_button("Create", after=begun))
            second = (await ann.sees("The support token of CRN-2"))["text"].split("\n")[1]
            assert (await erp.checks(second)).status_code == 200
            await stage.time_passes(hours=25)
            assert (await erp.checks(second)).status_code == 404
        await server.stop()


async def test_a_token_that_could_not_be_given_is_told_and_not_sent_again(stage_of: Open, tmp_path: Path) -> None:
    async with stage_of(token_desk(tmp_path)) as stage:
        ann, anna, support = stage.world.ann, stage.world.anna, stage.world.support
        await starts_with(ann, "Support token")
        about = await ann.sees("holds for 24 hours")
        await stage.settles()
        stage.world.telegram.faults.add("sendMessage", times=2, **ODD)  # the receipt, and the token
        await ann.presses("Create", about)
        await anna.sees("Not delivered to Ann Reyes: the platform refused the message.", in_channel=support)
        await stage.settles()
        assert "was of use at its moment only" in await desk(stage, "retry")
        await stage.settles()
        assert not any("•••" in (message.get("text") or "") for message in ann.chat)
