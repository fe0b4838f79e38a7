"""Raw updates as python-telegram-bot's objects, and the everyday ones without the library's hundred empty fields.

`Update.de_json` sets every field that a message could have, one by one: that was the half of receiving an update
(docs/performance.md). A plain text and a press in a private chat have a dozen. Of those the same types are made with
only the fields that came; everything else, and whatever is not quite as expected, goes through the library whole.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
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

_NAMES = ("last_name", "username", "language_code")

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


_LISTS = frozenset(
    name
    for name, value in (
        (name, getattr(telegram.Message(1, datetime.now(UTC), telegram.Chat(1, "private")), name))
        for name in telegram.Message.__slots__
        if not name.startswith("_")
    )
    if value == ()
)
"""The fields of a message that are empty tuples where nothing came; others are None."""


def _everyday(kind: type[T], *fields: str) -> Callable[[Json], T]:
    """What makes objects of this type with these fields. The others belong to the class, as they are where nothing came: to
    look for a field that an object lacks costs ten times as much, and the library's own way of setting one too, since its
    objects watch over being changed."""
    slots = {name for base in kind.__mro__ for name in getattr(base, "__slots__", ())}
    lacking = {name: () if kind is telegram.Message and name in _LISTS else None for name in slots.difference(fields)}
    everyday = type(f"_{kind.__name__}", (kind,), {"__slots__": (), **lacking})
    put = [(name, getattr(kind, name).__set__) for name in fields]

    def make(came: Json) -> T:
        made: T = object.__new__(everyday)
        for name, set_ in put:
            set_(made, came.get(name))
        return made

    return make


_a_user = _everyday(telegram.User, *sorted(_USER))
_a_chat = _everyday(telegram.Chat, "id", "type")
_a_text = _everyday(telegram.Message, "message_id", "date", "chat", "from_user", "text", "entities")
_a_pressed_message = _everyday(telegram.Message, "message_id", "date", "chat")
_a_press = _everyday(telegram.CallbackQuery, "id", "from_user", "data", "message")
_a_said_update = _everyday(telegram.Update, "update_id", "message")
_a_pressed_update = _everyday(telegram.Update, "update_id", "callback_query")


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
        "entities": tuple(MessageEntity.de_list(said["entities"], None)) if "entities" in said else (),
    }
    return _a_said_update({"update_id": update_id, "message": _a_text(fields)})


def _press(update_id: int, press: Json) -> telegram.Update | None:
    user, under, data, query = _person(press.get("from")), press.get("message"), press.get("data"), press.get("id")
    if user is None or type(under) is not dict or not _PRESS.issuperset(press):
        return None
    chat, number, date = _private(under.get("chat")), under.get("message_id"), under.get("date")
    if chat is None or type(number) is not int or type(date) is not int or date == 0:
        return None
    if type(data) is not str or type(query) is not str:
        return None
    message = _a_pressed_message({"message_id": number, "chat": chat, "date": datetime.fromtimestamp(date, UTC)})
    fields = {"id": query, "from_user": user, "data": data, "message": message}
    return _a_pressed_update({"update_id": update_id, "callback_query": _a_press(fields)})


def _private(chat: object) -> telegram.Chat | None:
    """A private chat with nothing unexpected about it."""
    if type(chat) is not dict or chat.get("type") != "private" or type(chat.get("id")) is not int:
        return None
    return _a_chat(chat) if _CHAT.issuperset(chat) else None


def _person(user: object) -> telegram.User | None:
    if type(user) is not dict or type(user.get("id")) is not int or type(user.get("is_bot")) is not bool:
        return None
    if not _USER.issuperset(user) or type(user.get("first_name")) is not str:
        return None
    for name in _NAMES:
        if type(user.get(name, "")) is not str:
            return None
    return _a_user(user)
