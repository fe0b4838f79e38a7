"""Forum topics: a ticket's thread in an agents' group."""

from __future__ import annotations

import logging
from collections import Counter, OrderedDict

from telegram.error import BadRequest, TelegramError

from bots.telegram import ids
from bots.telegram.client import Client

log = logging.getLogger(__name__)

LONGEST = 128
"""Characters of a topic's name (core.telegram.org/bots/api#createforumtopic)."""

REMEMBERED = 5000

PATIENCE = 4
"""Attempts after which a topic that isn't found is made anew."""

GONE = ("message thread not found", "topic_deleted", "topic_id_invalid")
"""What Telegram says of a topic that somebody has deleted; it tells nobody when that happens."""


class Topics:
    """Makes, names and opens topics for one bot."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._begun: dict[int, ids.Place] = {}
        """Topics whose card isn't there yet, by the card's delivery: another attempt goes on with them."""
        self._missed: Counter[int] = Counter()
        self._titles: OrderedDict[ids.Place, str] = OrderedDict()

    async def begin(self, delivery: int, group: ids.Place, title: str) -> ids.Place:
        """The topic that a card begins. Raises TelegramError."""
        if (begun := self._begun.get(delivery)) is None:
            made = await self._client.call("createForumTopic", {"chat_id": group.chat, "name": title[:LONGEST]})
            begun = self._begun[delivery] = ids.Place(group.chat, int(made["message_thread_id"]))
            self._remember(begun, title)
        return begun

    def over(self, delivery: int) -> None:
        """Its card is there."""
        self._begun.pop(delivery, None)
        self._missed.pop(delivery, None)

    def missed(self, delivery: int) -> None:
        """The topic was not found. A new one may take a moment to be there; one that isn't then was deleted."""
        self._missed[delivery] += 1
        if self._missed[delivery] >= PATIENCE:
            self.over(delivery)

    def wants(self, place: ids.Place, title: str) -> bool:
        """Whether the topic is to have another name; true also where that isn't known."""
        return place.thread is not None and self._titles.get(place) != title

    async def rename(self, place: ids.Place, title: str) -> None:
        """Gives the topic this name. Where we may not, the old one stays: words are more important. Raises TelegramError
        for what may pass."""
        if not self.wants(place, title):
            return
        params = {"chat_id": place.chat, "message_thread_id": place.thread, "name": title[:LONGEST]}
        try:
            await self._client.call("editForumTopic", params)
        except BadRequest as error:
            if "not_modified" not in error.message.lower():
                log.warning("Telegram: a topic could not be renamed: %s", self._client.words(error))
        self._remember(place, title)

    async def pin(self, place: ids.Place, message: int) -> None:
        """Pins the card, as far as we may."""
        params = {"chat_id": place.chat, "message_id": message, "disable_notification": True}
        try:
            await self._client.call("pinChatMessage", params)
        except TelegramError as error:
            log.info("Telegram: a card could not be pinned: %s", self._client.words(error))

    async def reopen(self, place: ids.Place) -> None:
        """Opens a topic that somebody has closed. Raises TelegramError where we may not."""
        params = {"chat_id": place.chat, "message_thread_id": place.thread}
        await self._client.call("reopenForumTopic", params)

    def _remember(self, place: ids.Place, title: str) -> None:
        self._titles[place] = title
        while len(self._titles) > REMEMBERED:
            self._titles.popitem(last=False)
