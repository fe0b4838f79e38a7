"""What traces are made of: the small hook that the rest of the program knows, whoever keeps them."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Protocol, TypeVar

from core.messages import Delivery, Fate, Update
from storage.unit import Unit

log = logging.getLogger(__name__)

T = TypeVar("T")

EXPORTERS = ("otlp", "console")
PROTOCOLS = ("http/protobuf", "grpc")
_ENDPOINTS = ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")


class TracedTurn(Protocol):
    """One update on its way through a turn."""

    def around(self, work: Callable[[Unit], T]) -> Callable[[Unit], T]:
        """The turn's work, with its times taken. It runs in the writer's thread, possibly twice."""
        ...

    def end(self, fault: Exception | None) -> None:
        """It is committed, or has failed."""
        ...


class Traces(Protocol):
    """Where spans go. Nothing of it waits for anybody."""

    def turn(self, update: Update, again: bool) -> TracedTurn:
        """An update has come in; `again`: it was taken in before, and its files are there now."""
        ...

    def begun(self, deliveries: Sequence[Delivery]) -> None:
        """These are this process's to send now."""
        ...

    def called(self, delivery: Delivery, began: int) -> None:
        """Its channel has sent it, or tried to, since `began` (nanoseconds since 1970)."""
        ...

    def settled(self, delivery: Delivery, fate: Fate, due: datetime | None) -> None:
        """Its fate is written; `due` says when it is tried again."""
        ...

    def close(self) -> None:
        """Sends what is gathered, for two seconds at most."""
        ...


def traces_of(environ: Mapping[str, str]) -> Traces | None:
    """The traces that OpenTelemetry's standard variables ask for; None where they don't, and then nothing of it is even
    imported (opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables)."""
    given = {name: value for name, value in environ.items() if name.startswith("OTEL_") and value}
    if given.get("OTEL_SDK_DISABLED", "").lower() == "true":
        return None
    named = given.get("OTEL_TRACES_EXPORTER") or ("otlp" if any(name in given for name in _ENDPOINTS) else "none")
    names = [name.strip() for name in named.split(",")]
    protocol = (
        given.get("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL") or given.get("OTEL_EXPORTER_OTLP_PROTOCOL") or PROTOCOLS[0]
    )
    if "otlp" in names and protocol not in PROTOCOLS:
        log.warning("OTEL_EXPORTER_OTLP_PROTOCOL: found %s, allowed %s; there are no traces", protocol, PROTOCOLS)
        return None
    if unknown := set(names) - {*EXPORTERS, "none"}:
        log.warning("OTEL_TRACES_EXPORTER: found %s, allowed %s, none", ", ".join(sorted(unknown)), EXPORTERS)
    wanted = [name for name in names if name in EXPORTERS]
    if not wanted or "none" in names:
        return None
    from frontdoor.otel import OtelTraces, exporter_of

    for name, value in given.items():  # OpenTelemetry reads the process's environment, and knows nothing of .env
        os.environ.setdefault(name, value)
    return OtelTraces([exporter_of(name, protocol) for name in wanted])


def secrets_of(environ: Mapping[str, str]) -> list[str]:
    """What the headers for OpenTelemetry's collector hold: often a key."""
    headers = [value for name, value in environ.items() if name.startswith("OTEL_") and name.endswith("_HEADERS")]
    return [part.partition("=")[2].strip() for header in headers for part in header.split(",")]
