"""Long polling, with an offset that moves only past what the inbox has."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from typing import Any

from telegram.error import Conflict, TelegramError

from bots.telegram import inbound
from bots.telegram.client import Client, Jitter
from bots.telegram.ears import Ears
from bots.telegram.receiver import Receiver, update_id
from bots.telegram.trouble import Sleep, Trouble, insist

log = logging.getLogger(__name__)

POLL_SECONDS = 30
"""How long Telegram may hold a request that has nothing to tell (its own most is 50)."""

ANSWER_SECONDS = 10.0
"""What an answer may take beyond that."""

CONFLICT_SECONDS = 5.0
"""Telegram tells a second poller at most every 3 seconds."""


class Polling:
    """Fetches updates and confirms them once the inbox has taken them.

    Updates of different chats are taken at once, those of one chat in their order; the next request, which
    confirms, waits for all. From the first update that the inbox could not take on, nothing is confirmed.
    """

    def __init__(self, client: Client, receiver: Receiver, ears: Ears, sleep: Sleep, jitter: Jitter) -> None:
        self._client = client
        self._receiver = receiver
        self._ears = ears
        self._webhook = Trouble("removing the webhook", sleep, jitter)
        self._network = Trouble("getUpdates", sleep, jitter)
        self._inbox = Trouble("the inbox", sleep, jitter)
        self._offset: int | None = None

    async def run(self) -> None:
        """Polls until cancelled. A webhook that is set would keep every update from us: it is removed first."""
        await self._remove_webhook()
        while True:
            await self._round()

    async def _round(self) -> None:
        wants_to_know = self._ears.behind or self._ears.unsure  # that Telegram is there, and that nothing waits
        timeout = 0 if wants_to_know else POLL_SECONDS
        params: dict[str, Any] = {"timeout": timeout, "allowed_updates": list(inbound.KINDS)}
        if self._offset is not None:
            params["offset"] = self._offset
        try:
            batch = await self._client.call("getUpdates", params, read_timeout=POLL_SECONDS + ANSWER_SECONDS)
        except Conflict as error:
            await self._conflict(error)
        except TelegramError as error:
            self._ears.lost()
            await self._network.wait_after(self._client, error)
        else:
            self._network.over()
            await self._ears.heard()
            await self._take(batch)
            if not batch:
                await self._ears.nothing_waits()

    async def _take(self, batch: list[Any]) -> None:
        """Brings a batch to the inbox and moves the offset as far as it went."""
        chats: dict[object, list[int]] = defaultdict(list)
        for at, raw in enumerate(batch):
            chats[_chat(raw)].append(at)
        taken: set[int] = set()
        results = await asyncio.gather(
            *(self._take_in_order(batch, places, taken) for places in chats.values()), return_exceptions=True
        )
        first = next((at for at in range(len(batch)) if at not in taken), None)
        self._move_offset(batch if first is None else batch[:first])
        failures = [result for result in results if isinstance(result, BaseException)]
        if failures:
            # Only the kind of error: its words may hold what people wrote.
            await self._inbox.wait(type(failures[0]).__name__)
        else:
            self._inbox.over()

    async def _take_in_order(self, batch: list[Any], places: list[int], taken: set[int]) -> None:
        for at in places:
            await self._receiver.take(batch[at])
            taken.add(at)

    def _move_offset(self, done: list[Any]) -> None:
        numbers = [number for raw in done if (number := update_id(raw)) is not None]
        if numbers:
            self._offset = max(numbers) + 1

    async def _conflict(self, error: Conflict) -> None:
        """Somebody else polls with our token, or a webhook was set meanwhile."""
        if "webhook" in error.message.lower():
            await self._remove_webhook()
        await self._network.wait("another program receives this bot's updates", CONFLICT_SECONDS)

    async def _remove_webhook(self) -> None:
        await insist(lambda: self._client.call("deleteWebhook", {}), self._client, self._webhook)


def _chat(raw: Any) -> object:
    """What an update must keep its order in: the chat. Everything without one shares one line."""
    if not isinstance(raw, dict):
        return None
    for kind in inbound.KINDS:
        found = raw.get(kind)
        if isinstance(found, dict):
            holder = found.get("message") if kind == "callback_query" else found
            chat = holder.get("chat") if isinstance(holder, dict) else None
            number = chat.get("id") if isinstance(chat, dict) else None
            return number if isinstance(number, int | str) else None
    return None
