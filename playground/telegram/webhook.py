"""Updates brought to a bot's webhook: in order per chat, again and again until they arrive or expire."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import orjson

from playground.telegram.updates import Updates
from playground.telegram.world import World

Json = dict[str, Any]
Sleep = Callable[[float], Awaitable[object]]
Called = Callable[[Json, Json], Awaitable[None]]

ANSWER_WITHIN = 60
LONGEST_PAUSE = 60
LONGEST_WISH = 3600
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
NOT_IN_AN_ANSWER = ("get", "setwebhook", "deletewebhook", "close", "logout")


class Webhooks:
    """Delivers the queues of bots that have a webhook. One update per key is under way at a time.

    `sleep` makes the pauses between attempts (none, then 2, 4, 8 … up to 60 seconds, or what the
    receiver's Retry-After asks). `called` runs a method that came back in a webhook's answer. While Telegram is `away`
    nothing is brought.
    """

    def __init__(self, world: World, updates: Updates, sleep: Sleep) -> None:
        self.world = world
        self.updates = updates
        self.sleep = sleep
        self.called: Called | None = None
        self.away = False
        self._session: aiohttp.ClientSession | None = None
        self._lanes: dict[tuple[int, str], asyncio.Task[None]] = {}
        self._places: dict[int, asyncio.Semaphore] = {}

    def kick(self) -> None:
        """Begin to deliver whatever waits. Called after every change; outside of an event loop nothing begins."""
        try:
            asyncio.get_running_loop()
        except RuntimeError:
            return
        for bot in list(self.world.state["bots"].values()):
            if bot["webhook"] and not self.away:
                for key in {entry["key"] for entry in self.updates.waiting(bot)}:
                    lane = (bot["user"]["id"], key)
                    if lane not in self._lanes:
                        self._lanes[lane] = asyncio.create_task(self._run(bot, lane))

    async def close(self) -> None:
        """Stop delivering; what has not arrived stays queued."""
        lanes = list(self._lanes.values())
        for task in lanes:
            task.cancel()
        await asyncio.gather(*lanes, return_exceptions=True)
        self._lanes.clear()
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def _run(self, bot: Json, lane: tuple[int, str]) -> None:
        place = self._places.setdefault(lane[0], asyncio.Semaphore(bot["webhook"]["max_connections"]))
        failed = 0
        try:
            while entry := self._next(bot, lane[1]):
                async with place:
                    pause = await self._attempt(bot, entry)
                if pause is None:
                    failed = 0
                    continue
                failed += 1
                # The first attempt after a failure is made at once.
                pause = pause or (0 if failed == 1 else min(2 ** (failed - 1), LONGEST_PAUSE))
                if pause:
                    await self.sleep(pause)
        finally:
            self._lanes.pop(lane, None)

    def _next(self, bot: Json, key: str) -> Json | None:
        if self.away or not bot["webhook"]:
            return None
        return next((entry for entry in self.updates.waiting(bot) if entry["key"] == key), None)

    async def _attempt(self, bot: Json, entry: Json) -> float | None:
        """Post one update; None when it arrived, else the pause in seconds that was asked for (or 0)."""
        webhook = bot["webhook"]
        headers = {"Content-Type": "application/json"}
        if webhook["secret"]:
            headers[SECRET_HEADER] = webhook["secret"]
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=ANSWER_WITHIN))
        body = orjson.dumps(entry["update"])
        self.updates.tell(entry)
        try:
            post = self._session.post(webhook["url"], data=body, headers=headers, allow_redirects=False)
            async with post as answer:
                text = await answer.read()
        except (aiohttp.ClientError, TimeoutError) as error:
            self._failed(webhook, f"Connection failed: {type(error).__name__}")
            return 0
        if self.updates.answer_is_lost(entry):
            if 200 <= answer.status < 300:
                self.updates.heard(entry)
            self._failed(webhook, "Read timeout expired")
            return 0
        if not 200 <= answer.status < 300:
            self._failed(webhook, f"Wrong response from the webhook: {answer.status} {answer.reason}")
            wish = answer.headers.get("Retry-After", "")
            return min(float(wish), LONGEST_WISH) if wish.isdigit() else 0
        entry.pop("repeated", None)
        self.updates.delivered(bot, entry)
        self.world.settle()
        await self._answered(bot, text)
        return None

    def _failed(self, webhook: Json, why: str) -> None:
        webhook |= {"last_error_date": self.world.now(), "last_error_message": why}
        self.world.touch()
        self.world.settle()

    async def _answered(self, bot: Json, text: bytes) -> None:
        """Run the method in a webhook's answer, if there is one; its result is seen by nobody."""
        try:
            call = orjson.loads(text)
        except orjson.JSONDecodeError:
            return
        method = call.get("method") if isinstance(call, dict) else None
        if isinstance(method, str) and not method.lower().startswith(NOT_IN_AN_ANSWER) and self.called:
            await self.called(bot, call)
