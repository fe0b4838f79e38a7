"""Our acts sent to Telegram, and what became of each."""

from __future__ import annotations

import logging
import math
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import Any, TypeAlias

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

from bots.channel import under_quote
from bots.telegram import compose, ids, reactions, topics
from bots.telegram.client import Client, Jitter, backoff, waiting, wrong_token
from bots.telegram.groups import Groups
from bots.telegram.media import Media, captioned, sent
from bots.telegram.request import NotSent, Unanswered
from bots.telegram.topics import Topics
from core.messages import (
    Change,
    Delivery,
    Fate,
    Later,
    Never,
    React,
    Remove,
    Rename,
    Say,
    Sent,
    Target,
    Unsure,
    Whisper,
)
from core.ports import Budget, Files, FilesDown
from core.text import Text, plain, units

log = logging.getLogger(__name__)

Json = dict[str, Any]
DoubtLine: TypeAlias = Callable[[Delivery], str]
"""The last line of a message that is sent again after an attempt which may have arrived."""

MOST_SECONDS = 300.0
"""The longest pause between two attempts of one delivery."""

WRONG_TOKEN_SECONDS = 60.0

REFRESH = "refresh"
"""The purpose of what draws a card anew."""

SHUT_OUT = ("bot was kicked", "bot is not a member", "chat not found", "group chat was deleted")
NO_RIGHTS = (
    *("not enough rights", "no rights to send", "need administrator rights", "not a forum"),
    *("chat_admin_required", "chat_write_forbidden", "chat_restricted", "topic_closed"),
)
"""Why nothing can be said in a group until somebody puts that right (facts of the Bot API server's source)."""

APART = 1.04
"""Seconds in which the bot sends as many messages as Telegram allows in one: on their way some overtake others."""

STEPS = 10
"""Into so many steps that time is divided, and none has much more than its share: a flood goes out evenly."""


MANY_CHATS = 10_000
"""Private chats whose budgets are kept at hand."""

SEEN = (Say, Change, Whisper, Rename)
"""Acts that show up in a chat, which its budget counts."""

GONE, OUT, FORBIDDEN = Never("thread_gone"), Never("not_in_channel"), Never("no_rights")


class NoMessage(Exception):
    """The message that an act is about has no id: it was never sent."""


class Outbound:
    """Sends deliveries. `doubt_line` words a second sending, `jitter` spreads the pauses between attempts. `rate`: the bot's
    messages a second; `group_rate`: those a minute in one group."""

    def __init__(
        self,
        client: Client,
        files: Files,
        groups: Groups,
        doubt_line: DoubtLine,
        jitter: Jitter,
        rate: float,
        group_rate: float,
    ) -> None:
        self._client = client
        self._groups = groups
        self._topics = Topics(client)
        self._group_rate = group_rate
        self._media = Media(client, files)
        self._doubt_line = doubt_line
        self._jitter = jitter
        self._whole = _whole_bot(rate)
        self._private = lru_cache(MANY_CHATS)(lambda chat: (*self._whole, Budget(f"{ids.CHANNEL}:{chat}", 1.0, 20.0)))

    def budgets(self, delivery: Delivery) -> tuple[Budget, ...]:
        """The whole bot's, and for what shows up in the chat the chat's own (core.telegram.org/bots/faq).

        For the whole bot so many in any second, spread over it. About one message a second in a private chat with
        bursts allowed, 20 a minute in a group for all its topics; edits and new topics count (tdlib/td#2592). Two
        buckets share these: 4 that refill with 10 a minute for words, 2 and 4 for making and naming topics, so that in
        any minute never more than 20 get through.
        """
        act = delivery.act
        if delivery.place is None or not isinstance(act, SEEN):
            return self._whole
        if not delivery.place.startswith("-"):  # a group's id begins with it
            return self._private(delivery.place)
        place = self._groups.now(ids.parse_place(delivery.place))
        key = f"{ids.CHANNEL}:{place.chat}"
        if isinstance(act, Whisper) and act.confidential:
            return self._whole
        words = Budget(key, self._group_rate * 0.5 / 60, self._group_rate * 0.2)
        names = Budget(f"{key}:topics", self._group_rate * 0.2 / 60, self._group_rate * 0.1)
        if isinstance(act, Rename):
            return (*self._whole, names) if self._topics.wants(place, act.title) else ()
        return (*self._whole, words, names) if isinstance(act, Say) and act.opens else (*self._whole, words)

    async def send(self, delivery: Delivery) -> Fate:
        """Sends one delivery. Raises ValueError for one that can't be meant so: no place, text over Telegram's limits."""
        if delivery.place is None:
            raise ValueError(f"delivery {delivery.id} has no place yet")
        try:
            return await self._try(delivery, self._groups.now(ids.parse_place(delivery.place)))
        except NoMessage:
            return Never("gone", "the message it is about was never sent")
        except FileNotFoundError:
            return Never("refused", "the kept file is missing")
        except FilesDown as down:
            return self._again(delivery, f"files: {down}")
        except TelegramError as error:
            return self._fate(delivery, error)

    async def _try(self, delivery: Delivery, place: ids.Place) -> Fate:
        """Sends it; once more where a group has moved, or a topic that somebody closed could be opened again."""
        try:
            return await self._do(delivery, place)
        except ChatMigrated as error:
            return await self._do(delivery, self._groups.moved(place, error.new_chat_id))
        except BadRequest as error:
            if "topic_closed" not in error.message.lower() or place.thread is None:
                raise
            await self._topics.reopen(place)
            return await self._do(delivery, place)

    async def _do(self, delivery: Delivery, place: ids.Place) -> Fate:
        act = delivery.act
        if isinstance(act, Say):
            return await (self._open(delivery, act, place) if act.opens else self._say(delivery, act, place))
        if isinstance(act, Whisper):
            return await self._whisper(delivery, act, place)
        if isinstance(act, Change):
            return await self._change(delivery, act, place)
        if isinstance(act, Rename):
            await self._topics.rename(place, act.title)
            return Sent()
        if isinstance(act, Remove):
            return await self._remove(delivery, act, place)
        if isinstance(act, React):
            reaction, lost = reactions.chosen(act, among_agents=bool(delivery.home))
            params = {"chat_id": place.chat, "message_id": _target(act.target, delivery), "reaction": reaction}
            await self._client.call("setMessageReaction", params)
            return Sent(lost=lost)
        return Sent()

    async def _open(self, delivery: Delivery, act: Say, group: ids.Place) -> Fate:
        """A topic, and in it its card, pinned."""
        place = await self._topics.begin(delivery.id, group, act.title or "…")
        try:
            card = await self._say(delivery, act, place)
        except BadRequest as error:
            if not _says(error, topics.GONE):
                raise
            self._topics.missed(delivery.id)
            return self._again(delivery, self._client.words(error))
        if not isinstance(card, Sent) or card.position is None:
            return card
        self._topics.over(delivery.id)
        await self._topics.pin(place, card.position)
        return replace(card, opened=ids.place(*place))

    async def _whisper(self, delivery: Delivery, act: Whisper, place: ids.Place) -> Fate:
        """There are no words for one person in a group: what nobody else may see goes to their private chat, which they must
        have begun; anything else is a quiet answer in the topic, or in General. A requester has them nowhere."""
        if place.chat > 0:
            return Never("no_whisper")
        if not act.confidential:
            return await self._say(delivery, Say(act.text, act.buttons, reply_to=act.reply_to), place, quiet=True)
        try:
            await self._say(delivery, Say(act.text, act.buttons), ids.Place(int(act.to)), quiet=True)
        except (Forbidden, BadRequest) as error:
            log.info("Telegram: no private words for an agent: %s", self._client.words(error))
            return Never("no_private_chat")
        return Sent()

    async def _say(self, delivery: Delivery, act: Say, place: ids.Place, *, quiet: bool = False) -> Fate:
        reply = (act.reply_to.message or delivery.target_message) if act.reply_to else None
        said = act.text if reply else _quoted_above(act)
        value = compose.signed(said, act.author, self._doubt_line(delivery) if delivery.doubted else None)
        params: Json = {"chat_id": place.chat}
        if place.thread is not None:
            params["message_thread_id"] = place.thread
        if quiet:
            params |= {"disable_notification": True} | ({"protect_content": True} if place.chat > 0 else {})
        if act.buttons:
            params["reply_markup"] = compose.keyboard(act.buttons)
        if reply:
            about: Json = {"message_id": ids.parse_message(reply), "allow_sending_without_reply": True}
            params["reply_parameters"] = about | ({"quote": act.quote} if act.quote else {})
        try:
            if act.files:
                return await self._media.send(act.files, value, params, again=delivery.doubted)
            return sent(await self._client.call("sendMessage", params | _worded(value, delivery, act.author)))
        except BadRequest as error:
            # What is quoted is not, word for word, in the copy: it was edited, or stands in another part of it.
            if not reply or not act.quote or "quote" not in error.message.lower():
                raise
        return await self._say(delivery, replace(act, text=_quoted_above(act), quote=""), place, quiet=quiet)

    async def _change(self, delivery: Delivery, act: Change, place: ids.Place) -> Fate:
        method, params = _change_call(delivery, act, place)
        try:
            if act.file:
                caption = compose.signed(act.text or (), act.author) if act.item == 0 else ()
                await self._media.replace(act.file, caption, params)
            else:
                await self._client.call(method, params)
        except BadRequest as error:
            if delivery.purpose == REFRESH and place.thread and _says(error, ("message to edit not found",)):
                return await self._put_again(delivery, act, place)
            if "message is not modified" not in error.message.lower():
                raise
        message = params["message_id"]
        return Sent(ids.message(message), message)

    async def _put_again(self, delivery: Delivery, act: Change, place: ids.Place) -> Fate:
        """A card that somebody has deleted stands in its topic once more."""
        try:
            card = await self._say(delivery, Say(act.text or (), act.buttons), place)
        except BadRequest as error:
            if _says(error, topics.GONE):
                return Never("gone", self._client.words(error))  # and its topic with it
            raise
        if isinstance(card, Sent) and card.position is not None:
            await self._topics.pin(place, card.position)
        return card

    async def _remove(self, delivery: Delivery, act: Remove, place: ids.Place) -> Fate:
        numbers = _targets(act.target, delivery)
        try:
            if len(numbers) > 1:
                await self._client.call("deleteMessages", {"chat_id": place.chat, "message_ids": numbers})
            else:
                await self._client.call("deleteMessage", {"chat_id": place.chat, "message_id": numbers[0]})
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
            return _refusal(error, self._client.words(error), delivery)
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


def _says(error: TelegramError, words: tuple[str, ...]) -> bool:
    said = error.message.lower()
    return any(one in said for one in words)


def _refusal(error: TelegramError, detail: str, delivery: Delivery) -> Never:
    """The reasons a person can do something with; the rest in Telegram's words (facts of the Bot API server's source)."""
    said = error.message.lower()
    if delivery.home and isinstance(delivery.act, Say | Change | Whisper):
        for words, why in ((topics.GONE, GONE), (SHUT_OUT, OUT), (NO_RIGHTS, FORBIDDEN)):
            if _says(error, words):
                return replace(why, detail=detail)
    if "blocked by the user" in said or "can't initiate conversation" in said:
        return Never("blocked", detail)
    gone = ("user is deactivated", "chat not found", "bot was kicked", "bot is not a member")
    if any(words in said for words in gone) or (said.startswith("message to ") and said.endswith("not found")):
        return Never("gone", detail)
    return Never("refused", detail)


def _target(target: Target, delivery: Delivery, item: int = 0) -> int:
    """The message that is meant; of an album its first one, or that with this number."""
    numbers = _targets(target, delivery)
    return numbers[min(item, len(numbers) - 1)]


def _targets(target: Target, delivery: Delivery) -> list[int]:
    message = target.message or delivery.target_message
    if message is None:
        raise NoMessage
    return ids.parse_messages(message)


def _quoted_above(act: Say) -> Text:
    """The words below what they answer; a caption that has no room for that goes without."""
    said = under_quote(act.quote, act.text)
    return act.text if act.files and units(plain(said)) > compose.CAPTION - compose.EXTRA else said


def _worded(value: Text, delivery: Delivery, author: str | None) -> Json:
    """A text's parameters. What people write is not to be followed by previews of the links in it; nor what agents are told,
    where answers stand and links to kept files, which a preview would fetch."""
    text, entities = compose.words(value, compose.TEXT)
    params: Json = {"text": text}
    if entities:
        params["entities"] = entities
    if author or delivery.home:
        params["link_preview_options"] = {"is_disabled": True}
    return params


def as_call(delivery: Delivery) -> Json:
    """A `Change` as Telegram runs it out of a webhook's answer."""
    if not isinstance(delivery.act, Change) or delivery.place is None:
        raise ValueError("only a change goes along with an answer")
    method, params = _change_call(delivery, delivery.act, ids.parse_place(delivery.place))
    return {"method": method, **params}


def _change_call(delivery: Delivery, act: Change, place: ids.Place) -> tuple[str, Json]:
    params: Json = {"chat_id": place.chat, "message_id": _target(act.target, delivery, act.item)}
    if act.buttons:
        params["reply_markup"] = compose.keyboard(act.buttons)
    if act.file:
        return "editMessageMedia", params
    if act.text is None:
        return "editMessageReplyMarkup", params
    value = compose.signed(act.text, act.author)
    words = captioned(value) if act.caption else _worded(value, delivery, act.author)
    return "editMessageCaption" if act.caption else "editMessageText", params | words
