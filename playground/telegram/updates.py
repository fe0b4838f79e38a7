"""A bot's queue of updates: what gets in, how long it lives, how it is taken by getUpdates."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import Any

from playground.changes import NotSeen
from playground.telegram.errors import conflict
from playground.telegram.world import FIRST_UPDATE, World
from playground.weather import Weather

Json = dict[str, Any]

DAY = 24 * 3600
PRESS_LIVES = 150
LONGEST_POLL = 50
# Not sent unless asked for by name (Bot API, getUpdates, allowed_updates).
ONLY_WHEN_ASKED = ("chat_member", "message_reaction", "message_reaction_count")


class Cut(Exception):
    """The connection of a getUpdates that waits is cut."""


class Updates:
    """The update queues of all bots."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.duplicates = 0
        self.lost_answers = 0
        self.weather: Weather | None = None
        self.told: deque[tuple[str, Json]] = deque(maxlen=20_000)
        self._polls: dict[int, _Poll] = {}
        self._to_keep_back = 0
        self._kept_back: list[tuple[Json, Json]] = []

    def new_queue(self) -> Json:
        """The part of a bot's record that belongs to this class."""
        return {"queue": [], "allowed": [], "next_update": FIRST_UPDATE, "webhook": None}

    def add(self, bot: Json, kind: str, payload: Json) -> None:
        """Something happened that concerns a bot: queue it, unless it wants no such updates or it is too old."""
        allowed = bot["allowed"]
        if (kind not in allowed) if allowed else (kind in ONLY_WHEN_ASKED):
            return
        key, expires = self._key_and_end(kind, payload)
        if expires > self.world.now():
            self.push(bot, {kind: payload}, key, expires)

    def push(self, bot: Json, raw: Json, key: str | None = None, expires: float | None = None) -> None:
        """Queue a raw update, whatever it holds; `update_id` is given here."""
        update = {"update_id": bot["next_update"], **raw}
        bot["next_update"] = max(bot["next_update"], update["update_id"]) + 1
        entry = {
            "update": update,
            "key": key or f"update:{update['update_id']}",
            "expires": self.world.now() + DAY if expires is None else expires,
        }
        if self.duplicates:
            self.duplicates -= 1
            entry["again"] = True
        if self._to_keep_back:
            self._kept_back.insert(0, (bot, entry))
            self._to_keep_back -= 1
            if not self._to_keep_back:
                self.reorder(0)
        elif not self._rained_on(bot, entry):
            bot["queue"].append(entry)
        self.world.touch()

    def reorder(self, count: int) -> None:
        """Keep the next `count` updates back, and then queue them last first; whatever is kept back now is queued."""
        for bot, entry in self._kept_back:
            bot["queue"].append(entry)
            self.world.touch()
        self._kept_back.clear()
        self._to_keep_back = count

    def _rained_on(self, bot: Json, entry: Json) -> bool:
        """Let the weather have its way with an update; whether it will be queued later."""
        kind, key = next((name for name in entry["update"] if name != "update_id"), ""), entry["key"]
        match self.weather and self.weather.of_update(kind, key, asked=not bot["webhook"]):
            case "twice":
                entry["again"] = True
            case "answer lost":
                entry["unheard"] = True
            case "late" if self.weather:
                asyncio.get_running_loop().call_later(self.weather.delay(kind, key), self._arrives, bot, entry)
                return True
        return False

    def _arrives(self, bot: Json, entry: Json) -> None:
        """A late update. For who fetches updates it is a new one: they would have confirmed its old number already."""
        if not bot["webhook"]:
            entry["update"] = {**entry["update"], "update_id": bot["next_update"]}
            bot["next_update"] += 1
        bot["queue"].append(entry)
        self.world.touch()
        self.world.settle()

    def answer_is_lost(self, entry: Json) -> bool:
        """Whether the program's answer to this update goes astray this time."""
        if self.lost_answers:
            self.lost_answers -= 1
            return True
        return bool(entry.pop("unheard", False))

    def _key_and_end(self, kind: str, payload: Json) -> tuple[str | None, float]:
        if kind in ("message", "edited_message"):
            date = payload.get("edit_date") or payload["date"]
            return f"chat:{payload['chat']['id']}", date + DAY
        if kind == "callback_query":
            return f"user:{payload['from']['id']}", self.world.now() + PRESS_LIVES
        return None, self.world.now() + DAY

    def waiting(self, bot: Json) -> list[Json]:
        """The queue's entries that are still alive, oldest first; the others are forgotten."""
        now = self.world.now()
        queue: list[Json] = bot["queue"]
        if any(entry["expires"] <= now for entry in queue):
            queue[:] = [entry for entry in queue if entry["expires"] > now]
            self.world.touch()
        return queue

    def delivered(self, bot: Json, entry: Json) -> None:
        """An update has arrived: forget it, unless it is to arrive twice (`faults.duplicate_updates`)."""
        if entry.pop("again", False):
            entry["repeated"] = True
        else:
            bot["queue"][:] = [other for other in bot["queue"] if other is not entry]
        self.heard(entry)
        self.world.touch()

    def tell(self, entry: Json) -> None:
        """For the record: an update is given to the program."""
        self.told.append(("told", entry["update"]))

    def heard(self, entry: Json) -> None:
        """For the record: the program has confirmed an update, whether that came through or not."""
        self.told.append(("heard", entry["update"]))

    def confirm(self, bot: Json, offset: int) -> None:
        """Forget what getUpdates' `offset` confirms: ids below it, or all but the last -offset."""
        queue = self.waiting(bot)
        old = queue[:offset] if offset < 0 else [e for e in queue if e["update"]["update_id"] < offset]
        for entry in old:
            if not entry.get("repeated"):
                self.delivered(bot, entry)

    def take(self, bot: Json, limit: int) -> list[Json]:
        """The next updates of getUpdates."""
        entries = self.waiting(bot)[:limit]
        for entry in entries:
            self.tell(entry)
            if entry.pop("repeated", False):
                self.delivered(bot, entry)
        return [entry["update"] for entry in entries]

    async def get(self, bot: Json, params: Json) -> list[Json]:
        """getUpdates: waits for the first update up to `timeout` seconds (at most 50).

        A second call ends an earlier one that waits (ApiError 409 for the earlier); a webhook forbids both.
        """
        if bot["webhook"]:
            raise conflict(
                "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
            )
        self.end_poll(bot, "terminated by other getUpdates request; make sure that only one bot instance is running")
        if "allowed_updates" in params:
            bot["allowed"] = params["allowed_updates"]
            self.world.touch()
        self.confirm(bot, params.get("offset", 0))
        self.world.settle()
        poll = self._polls[bot["user"]["id"]] = _Poll()
        self.world.changes.notify()
        timeout = min(max(params.get("timeout", 0), 0), LONGEST_POLL)
        try:
            if timeout:
                await self.world.changes.wait(lambda: bool(poll.ended or self.waiting(bot)), timeout)
        except NotSeen:
            return []
        finally:
            if self._polls.get(bot["user"]["id"]) is poll:
                del self._polls[bot["user"]["id"]]
        if poll.ended:
            raise poll.ended
        limit = params.get("limit", 100)
        return self.take(bot, limit if 1 <= limit <= 100 else 100)

    def polled(self, bot: Json) -> bool:
        """Whether a getUpdates of the bot is waiting at this moment."""
        return bot["user"]["id"] in self._polls

    def end_poll(self, bot: Json, why: str) -> None:
        """End a getUpdates that waits with 409."""
        if poll := self._polls.pop(bot["user"]["id"], None):
            poll.ended = conflict(why)
            self.world.changes.notify()

    def cut(self) -> None:
        """Every getUpdates that waits ends in Cut."""
        for poll in self._polls.values():
            poll.ended = Cut()
        self._polls.clear()
        self.world.changes.notify()


class _Poll:
    """One getUpdates that waits."""

    def __init__(self) -> None:
        self.ended: Exception | None = None


async def first_of(work: asyncio.Task[Any], end: asyncio.Task[Any]) -> bool:
    """Wait for `work` or `end`, cancel the other; whether `work` came first."""
    try:
        await asyncio.wait({work, end}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        end.cancel()
    if not work.done():
        work.cancel()
        return False
    return True
