"""Failures on purpose, and a record of the calls, for tests."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass
from typing import Any, Literal

from playground.telegram.errors import ApiError, too_many_requests
from playground.telegram.updates import Updates
from playground.weather import Weather

Json = dict[str, Any]
Drop = Literal["before", "after"]

MOST_KEPT = 10_000


@dataclass
class Call:
    """One API call: Unix time, the bot's username, the method's name, its checked parameters, the refusal."""

    at: float
    bot: str
    method: str
    params: Json
    error: str | None = None


@dataclass(frozen=True)
class Lost:
    """A call that had its effect, and whose answer never left: when (Unix time), the method, its parameters, its result."""

    at: float
    method: str
    params: Json
    result: Any


@dataclass
class Fault:
    """What shall go wrong with the next `times` calls of `method` (any) to `chat` (any).

    `status` answers with that HTTP status (as a proxy's page of HTML, with `page`), `retry_after` with a 429, both without
    any effect. `drop` cuts the connection before or after the effect, `hang` leaves it open without ever answering;
    `hold` has the effect and answers only when it is set.

    `download` stands for fetching a file's bytes: `after` is there in the middle of them.
    """

    method: str | None
    chat: int | str | None
    times: int
    status: int | None
    description: str
    retry_after: int | None
    drop: Drop | None
    hold: asyncio.Event | None
    hang: Drop | None = None
    page: bool = False

    def error(self) -> ApiError | None:
        """The refusal to answer with, if this fault is one."""
        if self.retry_after is not None:
            return too_many_requests(self.retry_after)
        return None if self.status is None else ApiError(self.status, self.description)


class Faults:
    """The faults that wait to happen, oldest first; where none waits, those of the weather.

    `lost` are the newest calls whose answer was lost on purpose or by a client that went away while it was held back.
    `told`: the newest updates as they were `told` to the program and `heard` (confirmed) by it, one after another.
    """

    def __init__(self, updates: Updates) -> None:
        self._updates = updates
        self._weather: Weather | None = None
        self.pending: list[Fault] = []
        self.lost: deque[Lost] = deque(maxlen=MOST_KEPT)

    @property
    def told(self) -> deque[tuple[str, Json]]:
        """See the class."""
        return self._updates.told

    @property
    def weather(self) -> Weather | None:
        """Random faults of every call and every update, until it is None again."""
        return self._weather

    @weather.setter
    def weather(self, weather: Weather | None) -> None:
        self._weather = self._updates.weather = weather

    def add(
        self,
        method: str | None = None,
        chat: int | str | None = None,
        times: int = 1,
        *,
        status: int | None = None,
        description: str = "Internal Server Error",
        retry_after: int | None = None,
        drop: Drop | None = None,
        hold: asyncio.Event | None = None,
        hang: Drop | None = None,
        page: bool = False,
    ) -> Fault:
        """Let the next `times` matching calls go wrong; see `Fault`. Returns it, to look how often it did."""
        fault = Fault(method, chat, times, status, description, retry_after, drop, hold, hang, page)
        self.pending.append(fault)
        return fault

    def clear(self) -> None:
        """Forget all faults that have not happened; the weather clears up."""
        self.pending.clear()
        self.weather = None
        self._updates.duplicates = self._updates.lost_answers = 0
        self._updates.reorder(0)

    def duplicate_updates(self, count: int) -> None:
        """The next `count` updates arrive twice, the second time after they were confirmed."""
        self._updates.duplicates = count

    def reorder_updates(self, count: int) -> None:
        """The next `count` updates are kept back and then arrive last first."""
        self._updates.reorder(count)

    def lose_webhook_answers(self, count: int) -> None:
        """The program's next `count` answers to a webhook go astray: those updates are brought again."""
        self._updates.lost_answers = count

    def strike(self, method: str, params: Json) -> Fault | None:
        """The fault for this call, if there is one; counts it."""
        for fault in self.pending:
            if fault.method not in (None, method) or fault.chat not in (None, params.get("chat_id")):
                continue
            fault.times -= 1
            if fault.times <= 0:
                self.pending.remove(fault)
            return fault
        chosen = self._weather and self._weather.of_call(method, params.get("chat_id"))
        return Fault(method, None, 0, **{**_NOTHING, **chosen}) if chosen else None


_NOTHING: Json = {
    "status": None,
    "description": "Internal Server Error",
    "retry_after": None,
    "drop": None,
    "hold": None,
}
