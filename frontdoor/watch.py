"""What an operator sees of the work: numbers, lines in the log, and traces where they are asked for.

The inbox and the outbox tell what happens, one plain call each; what is made of it is decided here.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Coroutine, Sequence
from datetime import datetime
from functools import partial
from typing import Any, TypeVar, cast

from bots.channel import Channel
from bots.judging import CLOSED, Settled
from core.messages import BY_MAIL, Delivery, Fate, Later, Never, Sent, Unsure, Update
from core.ports import Clock
from frontdoor.logs import ABOUT
from frontdoor.metrics import Metrics
from frontdoor.tracing import Traces
from storage.ids import made_at
from storage.unit import Unit

log = logging.getLogger(__name__)

T = TypeVar("T")
Work = Callable[[Unit], T]

SLOW = 1.0
"""Seconds after which a turn is worth a line."""

AWAY_AFTER = 3
"""Failed attempts on one channel, with none between them that went well, after which the platform counts as away."""


class Watch:
    """Told of everything that happens; holds up nothing."""

    def __init__(self, metrics: Metrics, clock: Clock, traces: Traces | None = None) -> None:
        """`traces`: None where nobody asked for any, and then they cost nothing."""
        self.metrics = metrics
        self._clock = clock
        self._traces = traces
        self._failures: dict[str, int] = {}
        self._closed: set[str] = set()

    # ---------------------------------------------------------------- what comes in

    def arrived(self, update: Update) -> TurnWatch:
        """An update has come in."""
        return TurnWatch(self, update, self._traces)

    def fetched(self, update: Update) -> TurnWatch:
        """An update that waited for its files is handled now. It was counted when it came."""
        return TurnWatch(self, update, self._traces, again=True)

    def file_waits(self, why: str) -> None:
        """A file can't go on: its store (FilesDown) or the virus scanner (ScannerDown) is away."""
        self.metrics.file_waits.add(why)

    def set_aside(self, channel: str) -> None:
        """An update can't be handled and is kept with its reason."""
        self.metrics.poison.add(channel)

    # ---------------------------------------------------------------- what goes out

    def over(self, channel: Channel) -> Channel:
        """The channel, with the ids of what it sends in its log lines, and with its calls in the traces."""
        return cast(Channel, _WatchedChannel(channel, self._traces))

    def begun(self, deliveries: Sequence[Delivery]) -> None:
        """These are this process's to send now."""
        if self._traces:
            self._traces.begun(deliveries)

    def settled(self, settled: Sequence[Settled]) -> None:
        """Their fates are written. Whatever goes wrong in here, the sending goes on."""
        now = self._clock()
        for one in settled:
            try:
                self._settled(*one, now)
            except Exception:
                log.exception("a fate could not be shown", extra=about(one[0]))

    def _settled(self, delivery: Delivery, fate: Fate, due: datetime | None, now: datetime) -> None:
        metrics, channel = self.metrics, delivery.channel
        metrics.deliveries.add(channel, type(fate).__name__.lower())
        if due is not None:
            metrics.retries.add(channel)
        elif isinstance(fate, (Sent, Never)):
            began = delivery.retried_at or made_at(delivery.id)
            metrics.delivery_seconds.observe(max(0.0, (now - began).total_seconds()), channel)
        if isinstance(fate, Later) and fate.limited:
            metrics.limited.add(channel)
        if self._is_news(fate):
            self._write(delivery, fate, final=due is None)
        if self._traces:
            self._traces.settled(delivery, fate, due)

    def _is_news(self, fate: Fate) -> bool:
        """Whether there may be anything to write: not of what was sent while all goes well."""
        well = isinstance(fate, Sent) and not self._closed and not self._failures
        return not well or log.isEnabledFor(logging.DEBUG)

    def _write(self, delivery: Delivery, fate: Fate, final: bool) -> None:
        """A line for what somebody may have to do something about."""
        if log.isEnabledFor(logging.DEBUG):
            log.debug("a fate: %s", type(fate).__name__.lower(), extra=about(delivery))
        if isinstance(fate, Never) and final:
            log.warning("not delivered", extra={**about(delivery), "why": fate.why})
        if isinstance(fate, Later) and fate.why in CLOSED:
            if delivery.lane not in self._closed:
                self._closed.add(delivery.lane)
                log.warning(
                    "a thread can't be written to; what is for it waits", extra={**about(delivery), "why": fate.why}
                )
        elif self._closed and isinstance(fate, Sent) and delivery.lane in self._closed:
            self._closed.discard(delivery.lane)
            log.info("a thread can be written to again", extra=about(delivery))
        self._note_outage(delivery.channel, fate)

    def _note_outage(self, channel: str, fate: Fate) -> None:
        if isinstance(fate, Unsure) or (isinstance(fate, Later) and fate.counts):
            failures = self._failures[channel] = self._failures.get(channel, 0) + 1
            if failures == AWAY_AFTER:
                log.warning("nothing can be sent just now; trying again", extra={"channel": channel, "why": fate.why})
        elif isinstance(fate, Sent) and self._failures and self._failures.pop(channel, 0) >= AWAY_AFTER:
            log.info("sending works again", extra={"channel": channel})


class TurnWatch:
    """One update on its way from its arrival to its commit."""

    __slots__ = ("_again", "_began", "_traced", "_update", "_watch")

    def __init__(self, watch: Watch, update: Update, traces: Traces | None, again: bool = False) -> None:
        self._watch = watch
        self._update = update
        self._again = again
        self._traced = traces.turn(update, again) if traces else None
        self._began = time.perf_counter()

    @property
    def seconds(self) -> float:
        """Since it arrived."""
        return time.perf_counter() - self._began

    def around(self, work: Work[T]) -> Work[T]:
        """The turn's work in its transaction, with its times taken where traces are asked for."""
        return self._traced.around(work) if self._traced else work

    def committed(self) -> None:
        """The turn is done."""
        update, seconds = self._update, self.seconds
        kind = type(update).__name__
        if not self._again:
            self._watch.metrics.turns.add(update.channel, kind)
            self._watch.metrics.turn_seconds.observe(seconds)
        if seconds > SLOW or log.isEnabledFor(logging.DEBUG):
            ids = {"update": update.key, "channel": update.channel, "place": update.place, "kind": kind}
            level, line = (logging.WARNING, "a slow turn") if seconds > SLOW else (logging.DEBUG, "a turn")
            log.log(level, line, extra={**ids, "seconds": round(seconds, 4)})
        if self._traced:
            self._traced.end(None)

    def failed(self, fault: Exception) -> None:
        """It can't be handled, or not now."""
        if self._traced:
            self._traced.end(fault)


class _WatchedChannel:
    """A channel whose sending is watched; everything else is its own."""

    def __init__(self, channel: Channel, traces: Traces | None) -> None:
        self._channel = channel
        self.budgets, self.capabilities = channel.budgets, channel.capabilities  # asked for at every delivery
        self._traces = traces

    def __getattr__(self, name: str) -> Any:
        return getattr(self._channel, name)

    def send(self, delivery: Delivery) -> Coroutine[Any, Any, Fate]:
        """In a task of its own, which keeps the ids."""
        ABOUT.set(partial(about, delivery))
        return _traced(self._traces, self._channel, delivery) if self._traces else self._channel.send(delivery)


async def _traced(traces: Traces, channel: Channel, delivery: Delivery) -> Fate:
    began = time.time_ns()
    try:
        return await channel.send(delivery)
    finally:
        traces.called(delivery, began)


def about(delivery: Delivery) -> dict[str, Any]:
    """The ids of a delivery, for the log."""
    ids: dict[str, Any] = {"delivery": delivery.id, "channel": delivery.channel, "purpose": delivery.purpose}
    if delivery.lane[0] != BY_MAIL:
        owner = "ticket_thread" if delivery.home else "conversation"  # a log line's `thread` is the process's own
        ids[owner] = int(delivery.lane[1:])
    return {**ids, "ticket": delivery.ticket} if delivery.ticket else ids
