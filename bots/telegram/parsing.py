"""Raw updates as python-telegram-bot's objects, and the everyday ones without the library's hundred empty fields.

`Update.de_json` sets every field that a message could have, one by one: that was the half of receiving an update
(docs/performance.md). A plain text and a press in a private chat have a dozen. Of those the same types are made with
only the fields that came; everything else, and whatever is not quite as expected, goes through the library whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, TypeVar

import telegram
from telegram import MessageEntity

Json = Mapping[str, Any]
T = TypeVar("T", bound=telegram.TelegramObject)

_TEXT = frozenset(("message_id", "date", "chat", "from", "text", "entities"))
_PRESS = frozenset(("id", "from", "message", "chat_instance", "data"))
_CHAT = frozenset(("id", "type", "first_name", "last_name", "username"))
_USER = frozenset(("id", "is_bot", "first_name", "last_name", "username", "language_code", "is_premium"))

_OF_A_PRESSED_MESSAGE = ("message_id", "date", "chat", "from", "message_thread_id", "is_topic_message")


def parse(raw: dict[str, Any]) -> telegram.Update:
    """The update. Raises what the library raises for one of the wrong shape."""
    if len(raw) == 2 and type(raw.get("update_id")) is int:
        slim = None
        if type(said := raw.get("message")) is dict:
            slim = _text(raw["update_id"], said)
        elif type(press := raw.get("callback_query")) is dict:
            slim = _press(raw["update_id"], press)
        if slim is not None:
            return slim
    return telegram.Update.de_json(_without_ballast(raw), None)


def _without_ballast(raw: dict[str, Any]) -> dict[str, Any]:
    """A press without the words and buttons of the message it hangs on, which is known by its id."""
    press = raw.get("callback_query")
    if not isinstance(press, dict) or not isinstance(message := press.get("message"), dict):
        return raw
    kept = {name: message[name] for name in _OF_A_PRESSED_MESSAGE if name in message}
    return {**raw, "callback_query": {**press, "message": kept}}


# ---------------------------------------------------------------- the everyday ones


class _Update(telegram.Update):
    __slots__ = ()

    def __getattr__(self, name: str) -> None:
        """A field that did not come."""


class _Message(telegram.Message):
    __slots__ = ()

    def __getattr__(self, name: str) -> Any:
        """A field that did not come; the library has empty tuples for its lists."""
        return () if name in _LISTS else None


class _Query(telegram.CallbackQuery):
    __slots__ = ()

    def __getattr__(self, name: str) -> None:
        """A field that did not come."""


class _Chat(telegram.Chat):
    __slots__ = ()

    def __getattr__(self, name: str) -> None:
        """A field that did not come."""


class _User(telegram.User):
    __slots__ = ()

    def __getattr__(self, name: str) -> None:
        """A field that did not come."""


_LISTS = frozenset(
    name
    for name, value in (
        (name, getattr(telegram.Message(1, datetime.now(UTC), telegram.Chat(1, "private")), name))
        for name in telegram.Message.__slots__
        if not name.startswith("_")
    )
    if value == ()
)


def _made(kind: type[T], fields: Json) -> T:
    """An object of this type with these fields and no other. The library's own way of setting one costs ten times as
    much: its objects watch over being changed."""
    made = kind.__new__(kind)
    for name, value in fields.items():
        object.__setattr__(made, name, value)
    return made


def _text(update_id: int, said: Json) -> telegram.Update | None:
    chat, user, text = _private(said.get("chat")), _person(said.get("from")), said.get("text")
    number, date = said.get("message_id"), said.get("date")
    if chat is None or user is None or not _TEXT.issuperset(said):
        return None
    if type(text) is not str or type(number) is not int or type(date) is not int:
        return None
    fields = {
        "message_id": number,
        "date": datetime.fromtimestamp(date, UTC),
        "chat": chat,
        "from_user": user,
        "text": text,
    }
    if "entities" in said:
        fields["entities"] = tuple(MessageEntity.de_list(said["entities"], None))
    return _made(_Update, {"update_id": update_id, "message": _made(_Message, fields)})


def _press(update_id: int, press: Json) -> telegram.Update | None:
    user, under, data, query = _person(press.get("from")), press.get("message"), press.get("data"), press.get("id")
    if user is None or type(under) is not dict or not _PRESS.issuperset(press):
        return None
    chat, number, date = _private(under.get("chat")), under.get("message_id"), under.get("date")
    if chat is None or type(number) is not int or type(date) is not int or date == 0:
        return None
    if type(data) is not str or type(query) is not str:
        return None
    message = _made(_Message, {"message_id": number, "chat": chat, "date": datetime.fromtimestamp(date, UTC)})
    fields = {"id": query, "from_user": user, "data": data, "message": message}
    return _made(_Update, {"update_id": update_id, "callback_query": _made(_Query, fields)})


def _private(chat: object) -> telegram.Chat | None:
    """A private chat with nothing unexpected about it."""
    if type(chat) is not dict or chat.get("type") != "private" or type(chat.get("id")) is not int:
        return None
    return _made(_Chat, {"id": chat["id"], "type": "private"}) if _CHAT.issuperset(chat) else None


def _person(user: object) -> telegram.User | None:
    if type(user) is not dict or type(user.get("id")) is not int or type(user.get("is_bot")) is not bool:
        return None
    if not _USER.issuperset(user) or type(user.get("first_name")) is not str:
        return None
    if any(type(user[name]) is not str for name in ("last_name", "username", "language_code") if name in user):
        return None
    return _made(_User, user)
