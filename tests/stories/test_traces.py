"""Traces: one story, as a collector on this machine gets it."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator
from typing import Any

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from frontdoor.tracing import secrets_of, traces_of
from playground.serve import Server
from tests.stories.conftest import Open, Stage
from tests.stories.tickets import taken_ticket

ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT"


class Collector:
    """Speaks OTLP by HTTP and protobuf, and keeps what it is sent."""

    def __init__(self) -> None:
        self.spans: list[Any] = []
        self.services: set[str] = set()
        self.raw = b""
        self.server = Server(Starlette(routes=[Route("/v1/traces", self._take, methods=["POST"])]))

    async def _take(self, request: Request) -> Response:
        body = await request.body()
        self.raw += body
        for resource in ExportTraceServiceRequest.FromString(body).resource_spans:
            named = {one.key: one.value.string_value for one in resource.resource.attributes}
            self.services.add(named["service.name"])
            self.spans += [span for scope in resource.scope_spans for span in scope.spans]
        return Response(b"", media_type="application/x-protobuf")

    def named(self, name: str, **wanted: str) -> list[Any]:
        """The spans of a name with these attributes."""
        return [span for span in self.spans if span.name == name and wanted.items() <= told(span).items()]


def told(span: Any) -> dict[str, str]:
    return {
        one.key.removeprefix("frontdoor."): str(one.value.string_value or one.value.int_value)
        for one in span.attributes
    }


@pytest.fixture
async def collector(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Collector]:
    started = Collector()
    await started.server.start()
    monkeypatch.setenv(ENDPOINT, started.server.url)
    yield started
    await started.server.stop()


async def told_story(stage: Stage, collector: Collector) -> None:
    """A ticket, an answer that arrives, and one that Telegram refuses."""
    stage.traces = traces_of({ENDPOINT: collector.server.url})
    assert stage.traces
    await stage.start()
    ann, anna, support = stage.world.ann, stage.world.anna, stage.world.support
    card = await taken_ticket(stage)
    await anna.posts(support, "Is it plugged in?", thread=card)
    await ann.sees("plugged in")
    stage.world.telegram.faults.add("sendMessage", status=400, description="Bad Request: message is odd")
    refused = await anna.posts(support, "And on?", thread=card)
    await anna.sees_reaction(refused, "warning")
    await stage.settles()
    await stage.stop()
    await asyncio.to_thread(stage.traces.close)


async def test_a_collector_sees_the_turns_and_deliveries_of_a_story(stage_of: Open, collector: Collector) -> None:
    async with stage_of(started=False) as stage:
        await told_story(stage, collector)
        names = (stage.world.bot_token, stage.world.app.bot_token, "plugged", "Reyes", "Berg", "yesterday", "odd")
    assert collector.services == {"frontdoor"}

    update, *_ = collector.named("update", channel="slack", kind="Said")
    inside = {span.name: span for span in collector.spans if span.parent_span_id == update.span_id}
    assert sorted(inside) == ["commit", "turn"]
    assert update.start_time_unix_nano <= inside["turn"].start_time_unix_nano <= inside["turn"].end_time_unix_nano
    assert inside["commit"].start_time_unix_nano == inside["turn"].end_time_unix_nano
    assert inside["commit"].end_time_unix_nano == update.end_time_unix_nano
    assert told(update)["update"].startswith("slack:")

    made = [span for span in collector.named("delivery") if [link.span_id for link in span.links] == [update.span_id]]
    [relayed] = [span for span in made if told(span)["purpose"] == "relay"]
    assert told(relayed).items() >= {"channel": "telegram", "fate": "sent"}.items()
    [call] = [span for span in collector.spans if span.parent_span_id == relayed.span_id]
    assert call.name == "platform call"
    assert relayed.start_time_unix_nano <= call.start_time_unix_nano <= call.end_time_unix_nano
    assert call.end_time_unix_nano <= relayed.end_time_unix_nano

    [lost] = collector.named("delivery", purpose="relay", fate="never", why="refused")
    assert lost.status.code == 2
    deliveries = collector.named("delivery")
    assert all(span.links for span in deliveries if told(span)["purpose"] in ("relay", "question", "card", "receipt"))
    assert [name for name in names if name.encode() in collector.raw] == []


async def test_a_turn_that_fails_is_marked_without_its_words(
    stage_of: Open, collector: Collector, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumbles(*_: Any) -> None:
        raise ZeroDivisionError("over plugged words")

    async with stage_of(started=False) as stage:
        monkeypatch.setattr("dialogs.relay.answer", stumbles)
        stage.traces = traces_of({ENDPOINT: collector.server.url})
        await stage.start()
        card = await taken_ticket(stage)
        await stage.world.anna.posts(stage.world.support, "Is it plugged in?", thread=card)
        await stage.world.slack.settled()
        await stage.stop()
        await asyncio.to_thread(stage.traces.close)
    [failed] = [span for span in collector.named("update") if span.status.code == 2]
    assert failed.status.message == "ZeroDivisionError"
    assert b"plugged" not in collector.raw


@pytest.mark.parametrize(
    "environ",
    [
        {},
        {ENDPOINT: ""},
        {ENDPOINT: "http://127.0.0.1:9", "OTEL_SDK_DISABLED": "true"},
        {ENDPOINT: "http://127.0.0.1:9", "OTEL_TRACES_EXPORTER": "none"},
        {ENDPOINT: "http://127.0.0.1:9", "OTEL_EXPORTER_OTLP_PROTOCOL": "http/json"},
        {"OTEL_TRACES_EXPORTER": "zipkin"},
    ],
)
def test_who_does_not_ask_gets_none(environ: dict[str, str]) -> None:
    assert traces_of(environ) is None


def test_where_nobody_asks_nothing_of_opentelemetry_is_imported() -> None:
    code = (
        "import sys, frontdoor.watch, frontdoor.tracing as t; t.traces_of({}); print('frontdoor.otel' in sys.modules)"
    )
    asked = code.replace("{}", "{'OTEL_TRACES_EXPORTER': 'console'}")
    said = [
        subprocess.run([sys.executable, "-c", line], capture_output=True, text=True, check=True).stdout.strip()
        for line in (code, asked)
    ]
    assert said == ["False", "True"]


def test_a_collector_that_is_away_holds_up_no_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ENDPOINT, "http://127.0.0.1:9")
    traces: Any = traces_of({ENDPOINT: "http://127.0.0.1:9"})
    traces.tracer.start_span("update").end()
    traces.close()


def test_what_headers_hold_is_a_secret() -> None:
    environ = {"OTEL_EXPORTER_OTLP_HEADERS": "api-key=0123456789abcdef,x=y", "PATH": "/bin"}
    assert secrets_of(environ) == ["0123456789abcdef", "y"]
