"""Faults on demand: what a test lets go wrong between an app and the workspace, and the log of calls."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass, field
from typing import Any, Literal

from playground.away import Down
from playground.weather import Weather

Drop = Literal["before", "after"]


@dataclass
class Call:
    """One Web API call as it arrived: its arguments (token removed), whose app, when, how it ended.

    `error` is None when it succeeded, Slack's error code when refused, `dropped`, or `http 500` and its like.
    """

    method: str
    arguments: dict[str, Any]
    app_id: str
    at: float
    error: str | None = None
    answered: bool = False


@dataclass
class Fault:
    """What happens to the next `times` calls that match; see `Faults.add`."""

    method: str | None
    channel: str | None
    times: int
    status: int | None = None
    retry_after: int | None = None
    error: str | None = None
    drop: Drop | None = None
    hold: asyncio.Event | None = None
    hang: Drop | None = None
    page: bool = False
    reached: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when the first call has met the fault."""

    def matches(self, method: str, arguments: dict[str, Any]) -> bool:
        """Whether the call is one of those meant."""
        channel = arguments.get("channel") or arguments.get("channel_id")
        return (
            self.times > 0
            and (self.method is None or self.method == method)
            and (self.channel is None or self.channel == channel)
        )


class Faults:
    """The faults that wait for their call, and those of event delivery."""

    def __init__(self) -> None:
        self._calls: list[Fault] = []
        self.calls: deque[Call] = deque(maxlen=1000)
        self.down: Down = ""
        self.weather: Weather | None = None
        """Random faults of every call, event and press, until it is None again."""
        self.duplicate_events = 0
        """How many of the next events are delivered twice, under the same event id."""
        self.reorder_events = 0
        """How many of the next events are kept back and then delivered last first."""
        self.lose_events = 0
        """How many of the next events never reach an app, as if Slack had given them up: its delivery is "best effort"."""
        self.lost_acks = 0
        """How many of the next acknowledgements of events go astray: those events are sent again."""
        self.told: deque[tuple[str, tuple[str, str]]] = deque(maxlen=20_000)
        """Messages by channel and `ts` as they were `told` to apps and `heard` (acknowledged) by them, one after another."""
        self.unfurls = False
        """Whether a person's message with a link is followed by a `message_changed` without `edited`."""
        self.late_shares = False
        """Whether `files.info` leaves `shares` empty, as Slack does until its scan is through."""

    def add(
        self,
        method: str | None = None,
        *,
        channel: str | None = None,
        times: int = 1,
        status: int | None = None,
        retry_after: int | None = None,
        error: str | None = None,
        drop: Drop | None = None,
        hold: asyncio.Event | None = None,
        hang: Drop | None = None,
        page: bool = False,
    ) -> Fault:
        """Let the next `times` calls of `method` (any, if None) to `channel` (any, if None) go wrong.

        `upload` and `download` stand for sending and fetching a file's bytes (`after` is there in the middle of them),
        `respond` for a message to a response URL.
        `status` answers that HTTP status (as a proxy's page of HTML, with `page`); `retry_after` a 429 with that many
        seconds; `error` Slack's `{"ok": false, "error": …}`; `drop` cuts the connection `before` or `after` the call has had
        its effect, `hang` leaves it open without ever answering; `hold` keeps the call waiting, before its effect, until
        the event is set.
        """
        fault = Fault(method, channel, times, status, retry_after, error, drop, hold, hang, page)
        self._calls.append(fault)
        return fault

    def clear(self) -> None:
        """No more faults, and no more bad weather (a server that is down stays down)."""
        self._calls.clear()
        self.weather = None
        self.duplicate_events = self.reorder_events = self.lose_events = self.lost_acks = 0
        self.unfurls = self.late_shares = False

    def take(self, method: str, arguments: dict[str, Any]) -> Fault | None:
        """The fault this call meets, counted down."""
        for fault in self._calls:
            if fault.matches(method, arguments):
                fault.times -= 1
                fault.reached.set()
                return fault
        place = arguments.get("channel") or arguments.get("channel_id")
        chosen = self.weather and self.weather.of_call(method, place)
        return Fault(method, None, 0, **chosen) if chosen else None
