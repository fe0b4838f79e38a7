"""The REST API: who may ask, what is answered, and that its description is true."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from core.errors import StoreDown
from frontdoor.api import TRIES, Api
from frontdoor.api_document import document, page

TOKEN = "a token of the API"
BEARER = {"Authorization": f"Bearer {TOKEN}"}


class Desk:
    """Three tickets, and one code that holds."""

    down = False
    now = datetime(2026, 11, 26, tzinfo=UTC)

    async def tickets(self, filters: dict[str, str], limit: int, offset: int) -> list[dict[str, Any]]:
        if self.down:
            raise StoreDown
        found = [{"reference": f"HRB-{number}", "team": "support" if number < 3 else "sales"} for number in (3, 2, 1)]
        return [one for one in found if filters.items() <= one.items()][offset : offset + limit]

    async def ticket(self, reference: str) -> dict[str, Any] | None:
        return {"reference": reference} if reference == "HRB-1" else None

    async def check_token(self, code: str) -> dict[str, Any] | None:
        return {"valid": True} if code == "GOOD" else None


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def client(desk: Desk) -> Iterator[TestClient]:
    with TestClient(Starlette(routes=Api(desk, TOKEN, lambda: desk.now).routes())) as client:
        yield client


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer x"}, {"Authorization": f"Basic {TOKEN}"}])
@pytest.mark.parametrize("path", ["/api/v1/tickets", "/api/v1/tickets/HRB-1", "/api/v1/nothing"])
def test_without_the_token_nothing_is_told(client: TestClient, path: str, headers: dict[str, str]) -> None:
    assert client.get(path, headers=headers).status_code == 401


def test_tickets_come_in_pages_and_may_be_filtered(client: TestClient) -> None:
    def got(query: str) -> Any:
        answer = client.get(f"/api/v1/tickets{query}", headers=BEARER)
        return answer.json() if answer.status_code == 200 else answer.status_code

    assert [one["reference"] for one in got("")["items"]] == ["HRB-3", "HRB-2", "HRB-1"]
    assert [one["reference"] for one in got("?team=support&limit=1")["items"]] == ["HRB-2"]
    assert (got("?limit=2")["more"], got("?limit=2&page=2")["more"]) == (True, False)
    assert [one["reference"] for one in got("?limit=2&page=2")["items"]] == ["HRB-1"]
    assert [got(query) for query in ("?state=odd", "?limit=0", "?limit=201", "?page=-1", "?page=x")] == [400] * 5


def test_what_is_not_there_is_not_found(client: TestClient, desk: Desk) -> None:
    assert client.get("/api/v1/tickets/HRB-1", headers=BEARER).json() == {"reference": "HRB-1"}
    assert client.get("/api/v1/tickets/HRB-9", headers=BEARER).status_code == 404
    assert client.get("/api/v1/nothing", headers=BEARER).status_code == 404
    desk.down = True
    assert client.get("/api/v1/tickets", headers=BEARER).status_code == 503


def test_only_so_many_codes_may_be_wrong_in_a_minute(client: TestClient, desk: Desk) -> None:
    def checks(body: Any) -> int:
        return client.post("/api/v1/tokens/check", content=json.dumps(body), headers=BEARER).status_code

    assert [checks(body) for body in ({"code": "GOOD"}, {"code": 1}, [], {"code": "x" * 20_000})] == [
        200,
        400,
        400,
        400,
    ]
    assert {checks({"code": "BAD"}) for _ in range(TRIES)} == {404}
    assert checks({"code": "GOOD"}) == 429
    desk.now += timedelta(minutes=1)
    assert checks({"code": "GOOD"}) == 200


def test_the_description_needs_no_token_names_every_path_and_fetches_nothing(client: TestClient, desk: Desk) -> None:
    spec = client.get("/api/openapi.json").json()
    paths = {route.path for route in Api(desk, TOKEN, lambda: desk.now).routes() if isinstance(route, Route)}
    assert set(spec["paths"]) == {path for path in paths if path.startswith("/api/v1/")}
    shown = client.get("/api/docs").text
    assert all(path in shown for path in spec["paths"])
    assert not re.search(r"(?:src|href)=\"?(?:https?:)?//", shown)
    assert spec == document()
    assert shown == page(document())
    refs = set(re.findall(r"#/components/schemas/(\w+)", json.dumps(spec)))
    assert refs <= set(spec["components"]["schemas"])
