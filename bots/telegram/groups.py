"""The agents' groups: whether the bot can work in them, and where those went that got a new address."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from telegram.constants import ChatMemberStatus
from telegram.error import BadRequest, ChatMigrated, Forbidden

from bots.telegram import ids
from bots.telegram.client import Client
from bots.telegram.reactions import SIGNS

log = logging.getLogger(__name__)

RIGHTS = {
    "can_manage_topics": "Manage Topics: every ticket is a topic",
    "can_pin_messages": "Pin Messages: the card is pinned in its topic",
    "can_delete_messages": "Delete Messages: choices and withdrawn copies are taken away",
}
"""What the bot must be allowed as an administrator (core.telegram.org/bots/api#chatadministratorrights). As one it also
hears everything that is said, whatever its privacy mode."""


class Groups:
    """`homes`: the groups of the desk file, as it names them."""

    def __init__(self, client: Client, homes: Collection[str]) -> None:
        self._client = client
        self._homes = [ids.parse_place(home).chat for home in homes]
        self._moved: dict[int, int] = {}

    def now(self, place: ids.Place) -> ids.Place:
        """The place as it is called now."""
        moved = self._moved.get(place.chat)
        return place if moved is None else place._replace(chat=moved)

    def moved(self, place: ids.Place, to: int) -> ids.Place:
        """The group was upgraded and has a new address, which is used from now on (Telegram tells it whoever writes to the
        old one, so that it needn't be kept)."""
        if self._moved.get(place.chat) != to:
            self._moved[place.chat] = to
            log.warning("Telegram: group %s has the new id %s: write that into the desk file", place.chat, to)
        return self.now(place)

    def is_home(self, chat: int) -> bool:
        return chat in self._homes or chat in self._moved.values()

    async def look(self, chat: int | None = None) -> None:
        """Says in the log what keeps the bot from working in its groups (or in this one), and what to do. Raises
        TelegramError when Telegram can't be asked."""
        for home in self._homes if chat is None else [chat]:
            for line in await self._missing(home):
                log.warning("Telegram: group %s: %s", home, line)

    async def _missing(self, home: int) -> list[str]:
        chat = self.now(ids.Place(home)).chat
        try:
            group = await self._client.call("getChat", {"chat_id": chat})
            me = await self._client.call("getChatMember", {"chat_id": chat, "user_id": self._client.bot.id})
        except ChatMigrated as error:
            return await self._missing(self.moved(ids.Place(chat), error.new_chat_id).chat)
        except (BadRequest, Forbidden):
            return ["the bot is not in it: add it and make it an administrator, or put the id in the desk file right"]
        return list(_wanting(group, me))


def _wanting(group: Mapping[str, Any], me: Mapping[str, Any]) -> Iterator[str]:
    if not group.get("is_forum"):
        yield "it has no topics: switch Topics on in the group's settings"
    allowed = group.get("available_reactions")  # without it any is
    if allowed is not None and not {one.get("emoji") for one in allowed}.issuperset(SIGNS.values()):
        yield f"its reactions lack {' and '.join(SIGNS.values())}, by which agents see what became of their words: allow them"
    if me["status"] != ChatMemberStatus.ADMINISTRATOR:
        yield "the bot is no administrator: make it one, with the rights " + "; ".join(RIGHTS.values())
        return
    for right, why in RIGHTS.items():
        if not me.get(right):
            yield f"the bot lacks a right: give it {why}"
