"""Events: which app hears of what, and delivery with Slack's retries until it is acknowledged."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterable
from typing import Any

from .state import Json
from .transport import Answer, Transport
from .workspace import Workspace

RETRY_DELAYS = (0.0, 60.0, 300.0)
"""Seconds before the first, second and third retry (Slack: Events API, "nearly immediately", 1 and 5 minutes)."""

_SCOPES = {
    "app_mention": "app_mentions:read",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    "reaction_added": "reactions:read",
    "reaction_removed": "reactions:read",
}
"""What an app must be allowed to hear of these (Slack: each event's page)."""

_SURFACES = {"channel": "message.channels", "group": "message.groups", "im": "message.im"}


class Events:
    """Makes event callbacks and delivers each until the app acknowledges it or the retries are used up."""

    def __init__(self, workspace: Workspace, transport: Transport) -> None:
        self._workspace = workspace
        self._transport = transport
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._kept_back: list[Json] = []
        self.retry_delays: tuple[float, ...] = RETRY_DELAYS
        self.given_up: deque[Json] = deque(maxlen=1000)
        """Event callbacks that no app acknowledged, for a test to look at."""

    def message(self, channel_id: str, event: Json) -> None:
        """A message event, to the apps in its channel. `event` is without channel and channel_type."""
        kind = self._workspace.channel_type(channel_id)
        full = {"type": "message", **event, "channel": channel_id, "channel_type": kind}
        full.setdefault("event_ts", full["ts"])
        self.emit(_SURFACES[kind], full, self._workspace.apps_in(channel_id))

    def in_channel(self, channel_id: str, event: Json) -> None:
        """Another event of a channel, to the apps in it."""
        self.emit(event["type"], event, self._workspace.apps_in(channel_id))

    def emit(self, subscription: str, event: Json, apps: Iterable[Json]) -> None:
        """Queue `event` for those of `apps` that subscribed to it, and begin to deliver."""
        event.setdefault("event_ts", self._workspace.new_ts())
        for app in apps:
            if _hears(app, subscription):
                self._queue(app, event)
        self.start()

    def _queue(self, app: Json, event: Json) -> None:
        entry = {
            "key": self._workspace.state.new_id("Q"),
            "app": app["id"],
            "payload": self._callback(app, event),
            "attempt": 0,
            "reason": "",
            "due": self._workspace.clock(),
        }
        faults = self._workspace.faults
        if faults.lose_events:
            faults.lose_events -= 1
            self.given_up.append(entry["payload"])
            return
        if faults.reorder_events:
            faults.reorder_events -= 1
            self._kept_back.append(entry)
            if not faults.reorder_events:
                self._workspace.state.pending += reversed(self._kept_back)
                self._kept_back.clear()
            return
        twice = self._rained_on(entry)
        self._workspace.state.pending.append(entry)
        if faults.duplicate_events or twice:
            faults.duplicate_events = max(0, faults.duplicate_events - 1)
            again = {**entry, "key": self._workspace.state.new_id("Q")}
            self._workspace.state.pending.append(again)

    def _rained_on(self, entry: Json) -> bool:
        """Let the weather have its way with an event; whether it will come twice."""
        event, weather = entry["payload"]["event"], self._workspace.faults.weather
        kind, place = event["type"], event.get("channel")
        match weather and weather.of_update(kind, place):
            case "twice":
                return True
            case "answer lost":
                entry["unheard"] = True
            case "late" if weather:
                entry["due"] += weather.delay(kind, place)
        return False

    def _callback(self, app: Json, event: Json) -> Json:
        team_id = self._workspace.state.team["id"]
        authorization = {
            "enterprise_id": None,
            "team_id": team_id,
            "user_id": app["bot_user_id"],
            "is_bot": True,
            "is_enterprise_install": False,
        }
        return {
            "token": app["verification_token"],
            "team_id": team_id,
            "context_team_id": team_id,
            "context_enterprise_id": None,
            "api_app_id": app["id"],
            "event": event,
            "type": "event_callback",
            "event_id": self._workspace.state.new_id("Ev"),
            "event_time": self._workspace.now(),
            "authorizations": [authorization],
            "is_ext_shared_channel": False,
        }

    def start(self) -> None:
        """Begin delivering whatever waits; without a running event loop it stays for later."""
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return
        for entry in self._workspace.state.pending:
            if entry["key"] not in self._tasks:
                self._tasks[entry["key"]] = loop.create_task(self._deliver(entry))

    async def close(self) -> None:
        """Stop delivering; what is not acknowledged stays in the state."""
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._tasks.clear()

    async def _deliver(self, entry: Json) -> None:
        app = self._workspace.app(entry["app"])
        while True:
            await self._wait(entry)
            self._note("told", entry)
            answer = await self._transport.event(app, entry["payload"], entry["attempt"], entry["reason"])
            if answer.failure is None:
                self._note("heard", entry)
                if self._is_lost(entry):
                    answer = Answer("timeout")
            last = entry["attempt"] >= len(self.retry_delays)
            if answer.failure is None or not answer.retry or last:
                break
            self._postpone(entry, answer)
        if answer.failure is not None:
            self.given_up.append(entry["payload"])
        self._workspace.state.pending.remove(entry)
        del self._tasks[entry["key"]]
        self._workspace.commit()

    def _note(self, what: str, entry: Json) -> None:
        """For the record: a message is told to an app, or was heard by it."""
        event = entry["payload"]["event"]
        if event["type"] == "message":
            self._workspace.faults.told.append((what, (event["channel"], event["ts"])))

    def _is_lost(self, entry: Json) -> bool:
        """Whether this acknowledgement goes astray."""
        faults = self._workspace.faults
        if faults.lost_acks:
            faults.lost_acks -= 1
            return True
        return bool(entry.pop("unheard", False))

    def _postpone(self, entry: Json, answer: Answer) -> None:
        entry["due"] = self._workspace.clock() + self.retry_delays[entry["attempt"]]
        entry["attempt"] += 1
        entry["reason"] = "timeout" if answer.failure == "no_socket" else str(answer.failure)
        entry["waits_for_socket"] = answer.failure in {"no_socket", "connection_failed"}
        self._workspace.commit()

    async def _wait(self, entry: Json) -> None:
        """Until the entry is due, or a socket opens for one that found none."""
        if entry["due"] <= self._workspace.clock():
            return
        waits: set[asyncio.Future[Any]] = {asyncio.ensure_future(self._workspace.sleep_until(entry["due"]))}
        if entry.get("waits_for_socket"):
            opened = self._transport.sockets.opened(entry["app"])
            waits.add(asyncio.ensure_future(opened.wait()))
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for waiting in waits:
                waiting.cancel()


def _hears(app: Json, subscription: str) -> bool:
    """Whether the app subscribed to it, and may hear of it."""
    needed = _SCOPES.get(subscription)
    is_allowed = app["scopes"] is None or needed is None or needed in app["scopes"]
    return is_allowed and (app["events"] is None or subscription in app["events"])
