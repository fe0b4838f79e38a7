"""One raw update, brought to the inbox or set aside. Polling and webhook share it."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeAlias

from telegram.constants import ChatType
from telegram.error import TelegramError

from bots.telegram import ids, inbound, outbound
from bots.telegram.client import Client, payload
from bots.telegram.compose import Json
from bots.telegram.parsing import parse
from bots.telegram.people import People
from core.messages import Pressed, Reachable, Reacted, Said, Update
from core.ports import Clock, Inbox

log = logging.getLogger(__name__)

Answer: TypeAlias = Callable[[str, str | None], None]
"""Tells the person who pressed: takes the callback query's id and the words. Returns at once."""

UNREADABLE = (
    ArithmeticError,
    AttributeError,
    LookupError,
    OSError,
    RecursionError,
    TelegramError,
    TypeError,
    ValueError,
)
"""What parsing an update of the wrong shape may end in: missing or wrong fields, dates out of range, endless nesting."""


class Receiver:
    """Reads updates one by one, so that one which can't be read stops no other."""

    def __init__(
        self,
        client: Client,
        inbox: Inbox,
        people: People,
        answer: Answer,
        on_unknown: Callable[[str], None],
        clock: Clock,
        on_our_place: Callable[[int], None] = lambda chat: None,
        is_home: Callable[[int], bool] = lambda chat: True,
    ) -> None:
        """`on_our_place` is told the group where somebody has changed what we may do; `is_home`: whether a group is one where
        agents answer."""
        self._client = client
        self._inbox = inbox
        self._people = people
        self._on_our_place = on_our_place
        self._is_home = is_home
        self._answer = answer
        self._on_unknown = on_unknown
        self._clock = clock
        self._unknown_seen: set[str] = set()

    async def take(self, raw: object, *, carries: bool = False) -> Json | None:
        """Accepts one update, sets it aside, or passes over it; on return it may be confirmed to Telegram.

        With `carries` the caller can take one call along in its answer, whose result nobody sees: the wordless answer
        to a press, or buttons to be taken away. It is returned as `{"method": …, …}`.

        Raises what the inbox raises (a database that is down): then it must come again.
        """
        try:
            update = self._read(raw)
        except UNREADABLE as error:
            await self.set_aside(key(raw), payload(raw), f"{type(error).__name__}: {error}")
            return None
        if update is None:
            self._look_at_our_place(raw)
            return None
        if isinstance(update, (Reacted, Reachable)) and not (
            update.direct or self._is_home(ids.parse_place(update.place).chat)
        ):
            return None  # told of every group where we are an administrator
        if not update.direct:
            update = replace(update, member=await self._people.belongs(update))
            if isinstance(update, Said) and update.command and update.member:
                update = replace(update, named=await self._people.named(update))
        words = await self._inbox.accept(update)
        if isinstance(update, Pressed) and update.reply is not None:
            if carries and words is None:
                return {"method": "answerCallbackQuery", "callback_query_id": update.reply}
            self._answer(update.reply, words)
        if carries and (rider := self._inbox.ride(update.channel, update.place)):
            return outbound.as_call(rider)
        return None

    async def set_aside(self, name: str, content: str, reason: str) -> None:
        """Keeps what can't be read."""
        await self._inbox.set_aside(ids.CHANNEL, name, content, reason)
        log.warning("Telegram: update %s can't be read and was set aside", name)

    def _read(self, raw: object) -> Update | None:
        if update_id(raw) is None:
            raise ValueError("an update needs an update_id")
        assert isinstance(raw, dict)
        kind = inbound.kind(raw)
        if kind not in inbound.KINDS:
            self._unknown(kind)
            return None
        return inbound.read(parse(raw), self._client.username, self._clock())

    def _look_at_our_place(self, raw: object) -> None:
        change = raw.get("my_chat_member") if isinstance(raw, dict) else None
        if change and change["chat"]["type"] != ChatType.PRIVATE:
            self._on_our_place(int(change["chat"]["id"]))

    def _unknown(self, kind: str) -> None:
        self._on_unknown(kind)
        if kind not in self._unknown_seen:
            self._unknown_seen.add(kind)
            log.warning("Telegram: updates of the kind %r are passed over", kind[:64])


def update_id(raw: object) -> int | None:
    """An update's number, or None where it has none."""
    number: Any = raw.get("update_id") if isinstance(raw, dict) else None
    return number if isinstance(number, int) and not isinstance(number, bool) else None


def key(raw: object) -> str:
    """An update's name; of one without a number, made from its content."""
    number = update_id(raw)
    return ids.update_key(number) if number is not None else body_key(payload(raw).encode())


def body_key(body: bytes) -> str:
    """A name for what is no update at all."""
    return f"{ids.CHANNEL}:body:{hashlib.sha256(body).hexdigest()[:32]}"
