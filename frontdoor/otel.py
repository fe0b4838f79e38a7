"""Traces through OpenTelemetry: the only file that imports it, and only where its variables ask for it.

Spans are made when what they tell is over, with the times it had. They bear ids, kinds and fates; no text, token or name.
"""

from __future__ import annotations

import threading
import time
from bisect import bisect_right, insort
from collections import OrderedDict
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar

from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter
from opentelemetry.trace import Link, Span, SpanContext, SpanKind, Status, StatusCode, set_span_in_context

from core.messages import Delivery, Fate, Never, Update
from storage.ids import same_maker
from storage.unit import Unit

T = TypeVar("T")

CLOSE_WITHIN = 2.0
"""Seconds that the last spans have at the end; the program has ten in all."""

REMEMBERED = 10_000
"""Turns and deliveries that are kept in mind, so that a delivery can be linked with the turn that made it."""


def exporter_of(name: str, protocol: str) -> SpanExporter:
    """An exporter by the names of `OTEL_TRACES_EXPORTER` and `OTEL_EXPORTER_OTLP_PROTOCOL`."""
    if name == "console":
        from opentelemetry.sdk.trace.export import ConsoleSpanExporter

        return ConsoleSpanExporter()
    if protocol == "grpc":
        from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter as ByGrpc

        return ByGrpc()
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter as ByHttp

    return ByHttp()


class OtelTraces:
    """The `frontdoor.tracing.Traces` that OpenTelemetry keeps. Its own settings (endpoint, sampler, resource …) it reads
    from the environment."""

    def __init__(self, exporters: Sequence[SpanExporter]) -> None:
        named = Resource.create().attributes["service.name"]
        own = {"service.name": "frontdoor"} if str(named).startswith("unknown_service") else {}
        self._provider = TracerProvider(resource=Resource.create(own), shutdown_on_exit=False)
        for exporter in exporters:
            self._provider.add_span_processor(BatchSpanProcessor(exporter))
        self.tracer = self._provider.get_tracer("frontdoor")
        self._begun: OrderedDict[int, int] = OrderedDict()
        self._calls: OrderedDict[int, tuple[int, int]] = OrderedDict()
        self._turns: list[tuple[int, int, SpanContext]] = []

    def turn(self, update: Update, again: bool) -> OtelTurn:
        return OtelTurn(self, update, again)

    def begun(self, deliveries: Sequence[Delivery]) -> None:
        now = time.time_ns()
        for delivery in deliveries:
            _keep(self._begun, delivery.id, now)

    def called(self, delivery: Delivery, began: int) -> None:
        _keep(self._calls, delivery.id, (began, time.time_ns()))

    def settled(self, delivery: Delivery, fate: Fate, due: datetime | None) -> None:
        now = time.time_ns()
        called = self._calls.pop(delivery.id, None)
        begun = self._begun.pop(delivery.id, called[0] if called else now)
        maker = self._maker(delivery.id)
        span = self.tracer.start_span(
            "delivery",
            kind=SpanKind.PRODUCER,
            attributes=_told(delivery, fate),
            links=[Link(maker)] if maker else (),
            start_time=begun,
        )
        if called:
            inside = set_span_in_context(span)
            name = {"frontdoor.channel": delivery.channel}
            call = self.tracer.start_span("platform call", inside, SpanKind.CLIENT, name, start_time=called[0])
            call.end(called[1])
        if isinstance(fate, Never) and due is None:
            span.set_status(Status(StatusCode.ERROR))
        span.end(now)

    def made(self, first: int, last: int, by: SpanContext) -> None:
        """A turn has made the deliveries with ids between these."""
        insort(self._turns, (first, last, by), key=lambda turn: turn[0])
        if len(self._turns) > REMEMBERED:
            del self._turns[: REMEMBERED // 2]

    def _maker(self, delivery: int) -> SpanContext | None:
        place = bisect_right(self._turns, delivery, key=lambda turn: turn[0])
        first, last, by = self._turns[place - 1] if place else (0, 0, None)
        return by if delivery < last and same_maker(first, delivery) else None

    def close(self) -> None:
        ending = threading.Thread(target=self._provider.shutdown, daemon=True)
        ending.start()
        ending.join(CLOSE_WITHIN)


class OtelTurn:
    """One update's span, with the turn and the commit inside it."""

    def __init__(self, traces: OtelTraces, update: Update, again: bool) -> None:
        self._traces = traces
        told = {
            "frontdoor.channel": update.channel,
            "frontdoor.kind": type(update).__name__,
            "frontdoor.update": update.key,
        }
        if again:
            told["frontdoor.waited_for"] = "files"
        self._span: Span = traces.tracer.start_span("update", kind=SpanKind.CONSUMER, attributes=told)
        self._ids: tuple[int, int] | None = None
        self._turn = (0, 0)

    def around(self, work: Callable[[Unit], T]) -> Callable[[Unit], T]:
        def timed(unit: Unit) -> T:
            first, began = unit.new_id(), time.time_ns()
            result = work(unit)
            self._turn, self._ids = (began, time.time_ns()), (first, unit.new_id())
            return result

        return timed

    def end(self, fault: Exception | None) -> None:
        now = time.time_ns()
        if fault:
            self._span.set_status(Status(StatusCode.ERROR, type(fault).__name__))  # its words may be people's
        elif self._ids:
            inside = set_span_in_context(self._span)
            began, ended = self._turn
            self._traces.tracer.start_span("turn", inside, start_time=began).end(ended)
            self._traces.tracer.start_span("commit", inside, start_time=ended).end(now)
            self._traces.made(*self._ids, self._span.get_span_context())
        self._span.end(now)


def _told(delivery: Delivery, fate: Fate) -> dict[str, str | int]:
    told: dict[str, str | int] = {
        "frontdoor.channel": delivery.channel,
        "frontdoor.delivery": delivery.id,
        "frontdoor.purpose": delivery.purpose,
        "frontdoor.fate": type(fate).__name__.lower(),
    }
    if delivery.ticket:
        told["frontdoor.ticket"] = delivery.ticket
    if isinstance(fate, Never):
        told["frontdoor.why"] = fate.why
    return told


def _keep(kept: OrderedDict[int, T], key: int, value: T) -> None:
    kept[key] = value
    if len(kept) > REMEMBERED:
        kept.popitem(last=False)
