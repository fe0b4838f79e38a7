"""Telegram's updates as the messages all rooms share. Reads only; knows no rule."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import telegram
from telegram.constants import ChatMemberStatus, ChatType, MessageEntityType

from bots.telegram import content, ids, reactions
from core.commands import REQUESTER_COMMANDS
from core.marks import Marked, piece, stripped
from core.messages import Author, Edited, Named, Pressed, Reachable, Reacted, Said, Update
from core.people import own_name

KINDS = ("message", "edited_message", "callback_query", "my_chat_member", "message_reaction", "chat_member")
"""The kinds of update that Telegram is asked for (`allowed_updates`)."""


PRIVATE = ChatType.PRIVATE
"""Looked up once: every member of an enumeration that is named costs as much as a call."""

KEPT = 1024
"""Authors that are kept as they were read: who has just written writes again."""

LONGEST_NAME = 129
"""First and last name, of 64 characters each (core.telegram.org/method/account.updateProfile)."""


def kind(raw: Mapping[str, Any]) -> str:
    """The kind of an update as it came; empty when it names none."""
    for name in raw:
        if name != "update_id":
            return name
    return ""


def read(update: telegram.Update, username: str | None, now: datetime) -> Update | None:
    """What an update says, or None when it says nothing to a support desk: service messages, bots, channels.

    `username` is the bot's own, without @ (None: not known yet); `now` dates a button's press, which Telegram
    does not. Raises ValueError, TypeError or AttributeError for an update that is not what it should be.
    """
    if update.message is not None:
        return _said(update.update_id, update.message, username)
    if update.edited_message is not None:
        return _edited(update.update_id, update.edited_message, username)
    if update.callback_query is not None:
        return _pressed(update.update_id, update.callback_query, now)
    if update.my_chat_member is not None:
        return _reachable(update.update_id, update.my_chat_member)
    if update.chat_member is not None:
        return _left(update.update_id, update.chat_member)
    if update.message_reaction is not None:
        return _reacted(update.update_id, update.message_reaction)
    return None


def _said(update_id: int, message: telegram.Message, username: str | None) -> Said | None:
    if not _from_a_person(message) and not _anonymous(message):
        return None
    (text, marks), files = content.words(message), content.files(message)
    if not text and not files:
        text = _unread(message)
        if not text:
            return None
    command, (text, marks) = _command(message, (text, marks), username)
    return Said(
        **_where(update_id, message),
        at=_utc(message.date),
        message=ids.message(message.message_id),
        position=message.message_id,
        text=text,
        files=files,
        reply_to=_reply_to(message),
        album=message.media_group_id,
        command=command,
        named=_named(message) if command else (),
        marks=marks,
        quote=content.quote(message),
        forwarded=_first_writer(message),
    )


def _edited(update_id: int, message: telegram.Message, username: str | None) -> Edited | None:
    # A location that moves comes as an edit every few seconds: nobody wrote anything.
    if not _from_a_person(message) or message.location is not None:
        return None
    text, marks = content.words(message)
    if not text and not content.files(message):
        return None
    command = None
    if message.chat.type != PRIVATE:  # there a command that is edited is what the person says
        command, (text, marks) = _command(message, (text, marks), username)
    return Edited(
        **_where(update_id, message),
        at=_utc(message.edit_date or message.date),
        message=ids.message(message.message_id),
        text=text,
        command=command,
        marks=marks,
        files=content.files(message),
    )


def _pressed(update_id: int, query: telegram.CallbackQuery, now: datetime) -> Pressed | None:
    # Without a message it came from an inline result, without data from a game: we make neither.
    if query.message is None or query.data is None or query.from_user.is_bot:
        return None
    chat = query.message.chat
    thread = _thread(query.message) if isinstance(query.message, telegram.Message) else None
    return Pressed(
        key=ids.update_key(update_id),
        channel=ids.CHANNEL,
        place=ids.place(chat.id, thread),
        author=_author(query.from_user),
        at=now,
        direct=chat.type == PRIVATE,
        data=query.data,
        message=ids.message(query.message.message_id),
        reply=query.id,
    )


def _reachable(update_id: int, change: telegram.ChatMemberUpdated) -> Reachable | None:
    if change.chat.type != PRIVATE:
        return None
    return Reachable(
        key=ids.update_key(update_id),
        channel=ids.CHANNEL,
        place=ids.place(change.chat.id),
        author=_author(change.from_user),
        at=_utc(change.date),
        direct=True,
        can_write=change.new_chat_member.status not in (ChatMemberStatus.BANNED, ChatMemberStatus.LEFT),
    )


def _left(update_id: int, change: telegram.ChatMemberUpdated) -> Reachable | None:
    """Told of groups where the bot is an administrator: somebody is no member any more."""
    new = change.new_chat_member
    gone = new.status in (ChatMemberStatus.BANNED, ChatMemberStatus.LEFT)
    if not gone or new.user.is_bot or change.chat.type == PRIVATE:
        return None
    return Reachable(
        key=ids.update_key(update_id),
        channel=ids.CHANNEL,
        place=ids.place(change.chat.id),
        author=_author(new.user),
        at=_utc(change.date),
        direct=False,
        can_write=False,
    )


def _reacted(update_id: int, change: telegram.MessageReactionUpdated) -> Reacted | None:
    """Told of groups only, where the bot is an administrator; of the topic it isn't said. Who remains anonymous is nobody."""
    if change.user is None or change.user.is_bot or change.chat.type == PRIVATE:
        return None
    before, after = reactions.emoji(change.old_reaction), reactions.emoji(change.new_reaction)
    if before == after:
        return None
    return Reacted(
        key=ids.update_key(update_id),
        channel=ids.CHANNEL,
        place=ids.place(change.chat.id),
        author=_author(change.user),
        at=_utc(change.date),
        direct=False,
        message=ids.message(change.message_id),
        added=tuple(one for one in after if one not in before),
        removed=tuple(one for one in before if one not in after),
    )


def _from_a_person(message: telegram.Message) -> bool:
    """Anonymous administrators and channels write through a bot's account and name themselves in `sender_chat`."""
    user = message.from_user
    return user is not None and not user.is_bot and message.sender_chat is None and not message.is_automatic_forward


def _anonymous(message: telegram.Message) -> bool:
    """Somebody in a topic who does not say who they are: they are to hear that this gives them no voice. What they write
    comes from a bot's account."""
    user = message.from_user
    return (
        user is not None and bool(message.sender_chat and message.is_topic_message) and not message.is_automatic_forward
    )


def _where(update_id: int, message: telegram.Message) -> dict[str, Any]:
    assert message.from_user is not None
    return {
        "key": ids.update_key(update_id),
        "channel": ids.CHANNEL,
        "place": ids.place(message.chat.id, _thread(message)),
        "author": _author(message.from_user),
        "direct": message.chat.type == PRIVATE,
    }


def _thread(message: telegram.Message) -> int | None:
    """The forum topic. A private chat is one place, whatever topics the person made in it."""
    if message.chat.type == PRIVATE or not message.is_topic_message:
        return None
    return message.message_thread_id


def _first_writer(message: telegram.Message) -> str:
    """Who wrote what is only forwarded: a person, who may hide all but their name, a group or a channel."""
    match message.forward_origin:
        case telegram.MessageOriginUser(sender_user=user):
            return user.full_name
        case telegram.MessageOriginHiddenUser(sender_user_name=name):
            return name
        case telegram.MessageOriginChat(sender_chat=chat) | telegram.MessageOriginChannel(chat=chat):
            return chat.effective_name or ""
    return ""


def _author(user: telegram.User) -> Author:
    return _author_of(user.id, user.full_name, user.username, user.language_code, user.is_bot)


@lru_cache(maxsize=KEPT)
def _author_of(id: int, name: str, username: str | None, language: str | None, bot: bool) -> Author:
    return Author(str(id), _named_as(name, username, id), username, language, bot=bot)


def _named_as(name: str, username: str | None, id: int) -> str:
    """Somebody's name; one in which nothing can be seen is none."""
    return own_name(name, LONGEST_NAME) or username or str(id)


def _reply_to(message: telegram.Message) -> str | None:
    """The message replied to. In a topic every message that is no reply names the topic's first service message."""
    reply = message.reply_to_message
    if reply is None or reply.forum_topic_created is not None:
        return None
    if message.is_topic_message and reply.message_id == message.message_thread_id:
        return None
    return ids.message(reply.message_id)


def _command(message: telegram.Message, said: Marked, username: str | None) -> tuple[str | None, Marked]:
    """The command that a message begins with, without slash and address, and the rest; or None and all of it."""
    entities = message.entities or message.caption_entities
    first = next((entity for entity in entities if entity.offset == 0), None)
    if first is None or first.type != MessageEntityType.BOT_COMMAND:
        return None, said
    text, marks = said
    name, at, address = text[1 : first.length].partition("@")
    rest = text[first.length :]
    if message.chat.type == PRIVATE:
        # Nobody but us is there, so that an address is ours even before our name is known. "/etc/passwd is missing" and
        # the caption of a file are no commands.
        ours = name.lower() in REQUESTER_COMMANDS and rest[:1].strip() == "" and not message.caption
    else:
        ours = not at or address.lower() == (username or "").lower()
    return (name.lower(), stripped(*piece(text, marks, first.length, len(text)))) if ours else (None, said)


def _named(message: telegram.Message) -> tuple[Named, ...]:
    """Whom a command names that have no username: the platform says who they are. Of an `@username` it doesn't."""
    entities = message.entities or message.caption_entities
    users = [entity.user for entity in entities if entity.type == MessageEntityType.TEXT_MENTION and entity.user]
    return tuple(Named(_author(user), member=False) for user in users)


def author_of(user: Mapping[str, Any]) -> Author:
    """Somebody as an answer of the Bot API names them."""
    name = " ".join(filter(None, (user.get("first_name"), user.get("last_name"))))
    name = _named_as(name, user.get("username"), user["id"])
    return Author(str(user["id"]), name, user.get("username"), user.get("language_code"), bot=bool(user.get("is_bot")))


def _unread(message: telegram.Message) -> str:
    """For a content newer than the library: its name, so that what a requester sent does not vanish."""
    names = content.unknown(message)
    if message.chat.type != PRIVATE or not names:
        return ""
    return "❔ " + ", ".join(name.replace("_", " ") for name in names)


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)
