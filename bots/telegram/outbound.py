"""Our acts sent to Telegram, and what became of each."""

from __future__ import annotations

import asyncio
import logging
import math
from collections.abc import Callable
from typing import Any, TypeAlias

from telegram import InputFile
from telegram.error import (
    BadRequest,
    ChatMigrated,
    EndPointNotFound,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bots.telegram import compose, ids
from bots.telegram.client import Client, Jitter, backoff, waiting, wrong_token
from bots.telegram.request import NotSent, Unanswered
from core.messages import Change, Delivery, Fate, KeptFile, Later, Never, React, Remove, Say, Sent, Target, Unsure
from core.ports import Budget, Files
from core.text import Text

log = logging.getLogger(__name__)

Json = dict[str, Any]
DoubtLine: TypeAlias = Callable[[Delivery], str]
"""The last line of a message that is sent again after an attempt which may have arrived."""

SIGNS = {"delivered": "👌", "failed": "🤷"}
"""Telegram's reactions have neither a check mark nor a warning sign."""

MOST_SECONDS = 300.0
"""The longest pause between two attempts of one delivery."""

WRONG_TOKEN_SECONDS = 60.0

APART = 1.04
"""Seconds in which the bot sends as many messages as Telegram allows in one: on their way some overtake others."""

STEPS = 10
"""Into so many steps that time is divided, and none has much more than its share: a flood goes out evenly."""


class NoMessage(Exception):
    """The message that an act is about has no id: it was never sent."""


class Outbound:
    """Sends deliveries. `doubt_line` words a second sending, `jitter` spreads the pauses between attempts."""

    def __init__(self, client: Client, files: Files, doubt_line: DoubtLine, jitter: Jitter, rate: float) -> None:
        self._client = client
        self._files = files
        self._doubt_line = doubt_line
        self._jitter = jitter
        self._whole = _whole_bot(rate)

    def budgets(self, delivery: Delivery) -> tuple[Budget, ...]:
        """The whole bot's, and for what shows up in the chat the chat's own (core.telegram.org/bots/faq).

        For the whole bot so many in any second, spread over it. About one message a second in a private chat with
        bursts allowed, 20 a minute in a group for all its topics; edits count (tdlib/td#2592). A group's bucket of 5
        that refills with 15 a minute never lets more than 20 through in any minute.
        """
        if delivery.place is None or not isinstance(delivery.act, Say | Change):
            return self._whole
        chat = ids.parse_place(delivery.place).chat
        key = f"{ids.CHANNEL}:{chat}"
        return *self._whole, Budget(key, 1.0, 20.0) if chat > 0 else Budget(key, 15 / 60, 5.0)

    async def send(self, delivery: Delivery) -> Fate:
        """Sends one delivery. Raises ValueError for one that can't be meant so: no place, text over Telegram's limits."""
        if delivery.place is None:
            raise ValueError(f"delivery {delivery.id} has no place yet")
        try:
            return await self._do(delivery, ids.parse_place(delivery.place))
        except NoMessage:
            return Never("gone", "the message it is about was never sent")
        except FileNotFoundError:
            return Never("refused", "the kept file is missing")
        except TelegramError as error:
            return self._fate(delivery, error)

    async def _do(self, delivery: Delivery, place: ids.Place) -> Fate:
        act = delivery.act
        if isinstance(act, Say):
            return await self._say(delivery, act, place)
        if isinstance(act, Change):
            return await self._change(delivery, act, place)
        if isinstance(act, Remove):
            return await self._remove(delivery, act, place)
        if isinstance(act, React):
            message = _target(act.target, delivery)
            reaction = [{"type": "emoji", "emoji": SIGNS[act.sign]}] if act.sign else []
            params = {"chat_id": place.chat, "message_id": message, "reaction": reaction}
            await self._client.call("setMessageReaction", params)
            return Sent()
        return Never("no_whisper")

    async def _say(self, delivery: Delivery, act: Say, place: ids.Place) -> Fate:
        doubt = self._doubt_line(delivery) if delivery.doubted else None
        value = compose.signed(act.text, act.author, doubt)
        params: Json = {"chat_id": place.chat}
        if place.thread is not None:
            params["message_thread_id"] = place.thread
        if act.buttons:
            params["reply_markup"] = compose.keyboard(act.buttons)
        if act.reply_to is not None and (reply := act.reply_to.message or delivery.target_message):
            params["reply_parameters"] = {
                "message_id": ids.parse_message(reply),
                "allow_sending_without_reply": True,
            }
        if act.file is not None:
            return await self._send_file(act.file, params | _captioned(value))
        params |= _worded(value, bool(act.author))
        return _sent(await self._client.call("sendMessage", params))

    async def _send_file(self, file: KeptFile, params: Json) -> Fate:
        if file.size > compose.UPLOAD_BYTES:
            return Never("too_big")
        method, name = compose.file_method(file)
        try:
            return _sent(await self._upload(method, name, file, params))
        except BadRequest as error:
            # Telegram refuses photos that are too wide, too long or not quite what they say, and voices that
            # some may not be sent; as a document anything goes.
            if method == "sendDocument" or not _about_the_file(error):
                raise
        return _sent(await self._upload("sendDocument", "document", file, params))

    async def _upload(self, method: str, name: str, file: KeptFile, params: Json) -> Any:
        """Streams the kept file from its path."""
        handle = await asyncio.to_thread(self._files.path(file.sha256).open, "rb")
        with handle:
            upload = InputFile(handle, filename=compose.file_name(file.name), read_file_handle=False)
            return await self._client.call(method, params | {name: upload})

    async def _change(self, delivery: Delivery, act: Change, place: ids.Place) -> Fate:
        method, params = _change_call(delivery, act, place)
        try:
            await self._client.call(method, params)
        except BadRequest as error:
            if "message is not modified" not in error.message.lower():
                raise
        message = params["message_id"]
        return Sent(ids.message(message), message)

    async def _remove(self, delivery: Delivery, act: Remove, place: ids.Place) -> Fate:
        params = {"chat_id": place.chat, "message_id": _target(act.target, delivery)}
        try:
            await self._client.call("deleteMessage", params)
        except BadRequest as error:
            if "message to delete not found" not in error.message.lower():
                raise
        return Sent()

    def _fate(self, delivery: Delivery, error: TelegramError) -> Fate:
        """What a refusal or a failure means for the delivery."""
        if isinstance(error, RetryAfter):
            return Later(waiting(error), "flood", counts=False, limited=True)
        if isinstance(error, ChatMigrated):
            return Never("migrated", str(error.new_chat_id))
        if wrong_token(error):
            log.error("Telegram refuses TELEGRAM_BOT_TOKEN; nothing can be sent until it is right")
            return Later(WRONG_TOKEN_SECONDS, "wrong_token", whole_channel=True, counts=False)
        if isinstance(error, Forbidden | BadRequest | EndPointNotFound):
            return _refusal(error, self._client.words(error))
        if isinstance(error, NotSent):
            return self._again(delivery, "unreachable")
        if isinstance(error, TimedOut | Unanswered) or not isinstance(error, NetworkError):
            return self._unanswered(delivery, self._client.words(error))
        if "entity too large" in error.message.lower():
            return Never("too_big", self._client.words(error))
        return self._again(delivery, self._client.words(error))

    def _unanswered(self, delivery: Delivery, why: str) -> Fate:
        """Saying twice shows; changing, removing or reacting twice comes to the same, so it is simply done again."""
        return Unsure(why) if isinstance(delivery.act, Say) else self._again(delivery, why)

    def _again(self, delivery: Delivery, why: str) -> Later:
        return Later(backoff(delivery.attempts, MOST_SECONDS, self._jitter), why)


def _whole_bot(rate: float) -> tuple[Budget, ...]:
    """So many messages in any second, spread over it."""
    step = float(math.ceil(rate * 1.25 / STEPS))
    return (
        Budget(ids.CHANNEL, rate / APART, max(1.0, float(int(rate))), "bot", strict=True),
        Budget(f"{ids.CHANNEL}:step", step * STEPS / APART, step, "bot", strict=True),
    )


def _refusal(error: TelegramError, detail: str) -> Never:
    """The reasons a person can do something with; the rest in Telegram's words (facts of the Bot API server's source)."""
    said = error.message.lower()
    if "blocked by the user" in said or "can't initiate conversation" in said:
        return Never("blocked", detail)
    gone = ("user is deactivated", "chat not found", "bot was kicked", "bot is not a member")
    if any(words in said for words in gone) or (said.startswith("message to ") and said.endswith("not found")):
        return Never("gone", detail)
    return Never("refused", detail)


def _about_the_file(error: BadRequest) -> bool:
    said = error.message.lower()
    return any(word in said for word in ("photo", "image", "video", "voice", "audio", "wrong file"))


def _target(target: Target, delivery: Delivery) -> int:
    message = target.message or delivery.target_message
    if message is None:
        raise NoMessage
    return ids.parse_message(message)


def _worded(value: Text, by_a_person: bool) -> Json:
    """A text's parameters. What people write is not to be followed by previews of the links in it."""
    text, entities = compose.words(value, compose.TEXT)
    params: Json = {"text": text}
    if entities:
        params["entities"] = entities
    if by_a_person:
        params["link_preview_options"] = {"is_disabled": True}
    return params


def _captioned(value: Text) -> Json:
    text, entities = compose.words(value, compose.CAPTION)
    params: Json = {"caption": text} if text else {}
    if entities:
        params["caption_entities"] = entities
    return params


def _sent(message: Json) -> Sent:
    number = int(message["message_id"])
    return Sent(ids.message(number), number)


def as_call(delivery: Delivery) -> Json:
    """A `Change` as Telegram runs it out of a webhook's answer."""
    if not isinstance(delivery.act, Change) or delivery.place is None:
        raise ValueError("only a change goes along with an answer")
    method, params = _change_call(delivery, delivery.act, ids.parse_place(delivery.place))
    return {"method": method, **params}


def _change_call(delivery: Delivery, act: Change, place: ids.Place) -> tuple[str, Json]:
    params: Json = {"chat_id": place.chat, "message_id": _target(act.target, delivery)}
    if act.buttons:
        params["reply_markup"] = compose.keyboard(act.buttons)
    if act.text is None:
        return "editMessageReplyMarkup", params
    value = compose.signed(act.text, act.author)
    words = _captioned(value) if act.caption else _worded(value, bool(act.author))
    return "editMessageCaption" if act.caption else "editMessageText", params | words
