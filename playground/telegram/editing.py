"""The Bot API methods that work on messages that are there: edit, delete, pin, react, answer a press."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playground.telegram import chats, reactions
from playground.telegram.errors import bad_request
from playground.telegram.keyboards import inline_keyboard
from playground.telegram.parts import Parts
from playground.telegram.sending import media_content
from playground.telegram.text import message_caption, message_text
from playground.telegram.updates import DAY, PRESS_LIVES

Json = dict[str, Any]
Method = Callable[[Parts, Json, Json], Any]

LONGEST_ANSWER = 200


def _own(parts: Parts, bot: Json, params: Json) -> tuple[Json, Json]:
    """The room and the bot's own message that `params` mean, for an edit."""
    if "chat_id" not in params or "message_id" not in params:
        raise bad_request("message identifier is not specified")
    room = parts.world.room_to_write(bot, params["chat_id"])
    message = parts.world.message(room, params["message_id"])
    if message is None:
        raise bad_request("message to edit not found")
    own = message["from"]["id"] == bot["user"]["id"]
    if not own or "forward_origin" in message or chats.is_service(message):
        raise bad_request("message can't be edited")
    return room, message


def _edit_text(parts: Parts, bot: Json, params: Json) -> Json:
    room, message = _own(parts, bot, params)
    if "text" not in message:
        raise bad_request("there is no text in the message to edit")
    content = message_text(params.get("text", ""), params.get("entities"), params.get("parse_mode"))
    if preview := params.get("link_preview_options"):
        content["link_preview_options"] = preview
    return parts.chats.edit(room, message, content, inline_keyboard(params.get("reply_markup")), bot["user"])


def _edit_caption(parts: Parts, bot: Json, params: Json) -> Json:
    room, message = _own(parts, bot, params)
    if not any(kind in message for kind in ("photo", "document", "video", "voice", "audio", "animation")):
        raise bad_request("there is no caption in the message to edit")
    content = {key: value for key, value in message.items() if not key.startswith("caption")}
    content |= message_caption(params.get("caption"), params.get("caption_entities"), params.get("parse_mode"))
    return parts.chats.edit(room, message, content, inline_keyboard(params.get("reply_markup")), bot["user"])


def _edit_media(parts: Parts, bot: Json, params: Json) -> Json:
    room, message = _own(parts, bot, params)
    item = params["media"]
    group = {"photo", "video"}
    if "media_group_id" in message and not (
        item["type"] in message or (item["type"] in group and group & message.keys())
    ):
        raise bad_request("can't edit media of this type in an album")
    content = media_content(parts, item["type"], {**item, item["type"]: item["media"]})
    return parts.chats.edit(room, message, content, inline_keyboard(params.get("reply_markup")), bot["user"])


def _edit_markup(parts: Parts, bot: Json, params: Json) -> Json:
    room, message = _own(parts, bot, params)
    return parts.chats.edit(room, message, message, inline_keyboard(params.get("reply_markup")), bot["user"])


def _delete(parts: Parts, bot: Json, params: Json) -> bool:
    room = parts.world.room_for(bot, params["chat_id"])
    message = parts.world.message(room, params["message_id"])
    if message is None:
        raise bad_request("message to delete not found")
    own = message["from"]["id"] == bot["user"]["id"]
    if not own and not parts.world.right(bot, room, "can_delete_messages"):
        raise bad_request("message can't be deleted")
    if message["date"] <= parts.world.now() - 2 * DAY or "forum_topic_created" in message:
        raise bad_request("message can't be deleted for everyone")
    parts.chats.delete(room, message["message_id"])
    return True


def _delete_several(parts: Parts, bot: Json, params: Json) -> bool:
    ids = params["message_ids"]
    if not 1 <= len(ids) <= 100:
        raise bad_request("1 to 100 message identifiers are expected")
    room = parts.world.room_for(bot, params["chat_id"])
    for message_id in ids:
        if parts.world.message(room, message_id) is not None:
            _delete(parts, bot, {"chat_id": params["chat_id"], "message_id": message_id})
    return True


def _answer_press(parts: Parts, bot: Json, params: Json) -> bool:
    press = parts.world.state["presses"].get(params["callback_query_id"])
    late = press is None or press["at"] + PRESS_LIVES <= parts.world.now()
    if press is None or late or press["bot"] != bot["user"]["id"] or press["answer"] is not None:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    if len(params.get("text", "")) > LONGEST_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    press["answer"] = {key: params[key] for key in ("text", "show_alert", "url") if key in params}
    parts.world.touch()
    return True


def _react(parts: Parts, bot: Json, params: Json) -> bool:
    room = parts.world.room_to_write(bot, params["chat_id"])
    message = parts.world.message(room, params["message_id"])
    if message is None:
        raise bad_request("message to react not found")
    wanted = params.get("reaction", [])
    if len(wanted) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    for reaction in wanted:
        if reaction["type"] != "emoji" or not reactions.known(reaction.get("emoji", "")):
            raise bad_request("REACTION_INVALID")
    if group := message.get("media_group_id"):
        # A reaction to an album is shown on its first item.
        message = next(m for m in room["messages"].values() if m.get("media_group_id") == group)
    parts.chats.react(room, message, bot["user"], wanted)
    return True


def _pin(parts: Parts, bot: Json, params: Json) -> bool:
    room = parts.world.room_to_write(bot, params["chat_id"])
    if not parts.world.right(bot, room, "can_pin_messages"):
        raise bad_request("not enough rights to manage pinned messages in the chat")
    message = parts.world.message(room, params["message_id"])
    if message is None:
        raise bad_request("message to pin not found")
    parts.chats.pin(room, message, bot["user"])
    return True


def _unpin(parts: Parts, bot: Json, params: Json) -> bool:
    room = parts.world.room_to_write(bot, params["chat_id"])
    if not parts.world.right(bot, room, "can_pin_messages"):
        raise bad_request("not enough rights to manage pinned messages in the chat")
    pinned = room["pinned"]
    message_id = params.get("message_id", pinned[-1] if pinned else 0)
    if message_id not in pinned:
        raise bad_request("message to unpin not found")
    pinned.remove(message_id)
    parts.world.touch()
    return True


METHODS: dict[str, Method] = {
    "editMessageText": _edit_text,
    "editMessageCaption": _edit_caption,
    "editMessageMedia": _edit_media,
    "editMessageReplyMarkup": _edit_markup,
    "deleteMessage": _delete,
    "deleteMessages": _delete_several,
    "answerCallbackQuery": _answer_press,
    "setMessageReaction": _react,
    "pinChatMessage": _pin,
    "unpinChatMessage": _unpin,
}
