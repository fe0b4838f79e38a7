"""Failures on purpose, and a record of the calls, for tests."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any, Literal

from playground.telegram.errors import ApiError, too_many_requests
from playground.telegram.updates import Updates

Json = dict[str, Any]
Drop = Literal["before", "after"]


@dataclass
class Call:
    """One API call: Unix time, the bot's username, the method's name, its checked parameters, the refusal."""

    at: float
    bot: str
    method: str
    params: Json
    error: str | None = None


@dataclass
class Fault:
    """What shall go wrong with the next `times` calls of `method` (any) to `chat` (any).

    `status` answers with that HTTP status, `retry_after` with a 429, both without any effect. `drop` cuts
    the connection before or after the effect; `hold` has the effect and answers only when it is set.
    """

    method: str | None
    chat: int | str | None
    times: int
    status: int | None
    description: str
    retry_after: int | None
    drop: Drop | None
    hold: asyncio.Event | None

    def error(self) -> ApiError | None:
        """The refusal to answer with, if this fault is one."""
        if self.retry_after is not None:
            return too_many_requests(self.retry_after)
        return None if self.status is None else ApiError(self.status, self.description)


class Faults:
    """The faults that wait to happen, oldest first."""

    def __init__(self, updates: Updates) -> None:
        self._updates = updates
        self.pending: list[Fault] = []

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
    ) -> Fault:
        """Let the next `times` matching calls go wrong; see `Fault`. Returns it, to look how often it did."""
        fault = Fault(method, chat, times, status, description, retry_after, drop, hold)
        self.pending.append(fault)
        return fault

    def clear(self) -> None:
        """Forget all faults that have not happened."""
        self.pending.clear()
        self._updates.duplicates = 0

    def duplicate_updates(self, count: int) -> None:
        """The next `count` updates arrive twice, the second time after they were confirmed."""
        self._updates.duplicates = count

    def strike(self, method: str, params: Json) -> Fault | None:
        """The fault for this call, if there is one; counts it."""
        for fault in self.pending:
            if fault.method not in (None, method) or fault.chat not in (None, params.get("chat_id")):
                continue
            fault.times -= 1
            if fault.times <= 0:
                self.pending.remove(fault)
            return fault
        return None
