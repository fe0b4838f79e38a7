"""The Bot API methods that put messages into a chat."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

from playground.telegram import chats
from playground.telegram.errors import bad_request
from playground.telegram.keyboards import inline_keyboard
from playground.telegram.parts import Parts
from playground.telegram.text import message_caption, message_text, quote_of

Json = dict[str, Any]
Method = Callable[[Parts, Json, Json], Any]

_DETAILS = ("duration", "width", "height", "length", "performer", "title", "emoji")
_MEDIA = {
    "sendPhoto": "photo",
    "sendDocument": "document",
    "sendVideo": "video",
    "sendVoice": "voice",
    "sendAudio": "audio",
    "sendAnimation": "animation",
    "sendVideoNote": "video_note",
    "sendSticker": "sticker",
}


def send(parts: Parts, bot: Json, params: Json, content: Json) -> Json:
    """Post `content` where and how `params` say; returns the message. Raises the API's errors."""
    room = parts.world.room_to_write(bot, params["chat_id"])
    thread = check_thread(parts, bot, room, params.get("message_thread_id"))
    reply = _reply(parts, room, params.get("reply_parameters"))
    markup = params.get("reply_markup") or {}
    if "inline_keyboard" in markup:
        keyboard = inline_keyboard(markup)
        content = {**content, "reply_markup": keyboard} if keyboard else content
    elif markup:
        room["keyboard"] = markup if "keyboard" in markup else None
    if params.get("protect_content"):
        content = {**content, "has_protected_content": True}
    quote = (params.get("reply_parameters") or {}).get("quote")
    if quote and reply is not None:
        content = {**content, "quote": quote_of(reply, quote)}
    message = parts.chats.post(room, bot["user"], content, thread=thread, reply_to=reply)
    parts.actions.pop(room["chat"]["id"], None)
    return message


def check_thread(parts: Parts, bot: Json, room: Json, thread: int | None) -> int | None:
    """The topic to write to; ApiError 400 where there is none, or it is closed to this bot.

    A closed topic is open to those who may manage topics, as in Telegram's own applications.
    """
    if thread is None:
        return None
    topic = parts.chats.topic(room, thread)
    if topic is None:
        raise bad_request("message thread not found")
    if topic["closed"] and not parts.world.right(bot, room, "can_manage_topics"):
        raise bad_request("TOPIC_CLOSED")
    return thread


def _reply(parts: Parts, room: Json, reply: Json | None) -> Json | None:
    if reply is None:
        return None
    if "message_id" not in reply:
        raise bad_request("message to be replied not specified")
    if reply.get("chat_id", room["chat"]["id"]) != room["chat"]["id"]:
        raise bad_request("replies to another chat are not simulated here")
    found = parts.world.message(room, reply["message_id"])
    if found is None and not reply.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    return found


def _send_message(parts: Parts, bot: Json, params: Json) -> Json:
    content = message_text(params["text"], params.get("entities"), params.get("parse_mode"))
    if preview := params.get("link_preview_options"):
        content["link_preview_options"] = preview
    return send(parts, bot, params, content)


def media_content(parts: Parts, kind: str, params: Json) -> Json:
    """The part of a message for one medium with its caption; `params` as sendPhoto and the like have them."""
    details = {key: params[key] for key in _DETAILS if key in params}
    content = dict(parts.files.from_bot(kind, params[kind], details))
    if params.get("has_spoiler"):
        content["has_media_spoiler"] = True
    caption = message_caption(params.get("caption"), params.get("caption_entities"), params.get("parse_mode"))
    return content | caption


def _sends(kind: str) -> Method:
    def send_media(parts: Parts, bot: Json, params: Json) -> Json:
        # Who may not be written to is told before the file is looked at.
        parts.world.room_to_write(bot, params["chat_id"])
        return send(parts, bot, params, media_content(parts, kind, params))

    return send_media


def _send_media_group(parts: Parts, bot: Json, params: Json) -> list[Json]:
    media = params["media"]
    if not 2 <= len(media) <= 10:
        raise bad_request("media group must include 2-10 items")
    kinds = {item["type"] for item in media}
    if "animation" in kinds or (len(kinds) > 1 and kinds - {"photo", "video"}):
        raise bad_request("these kinds of media can't be mixed in one media group")
    parts.world.room_to_write(bot, params["chat_id"])
    contents = [media_content(parts, item["type"], {**item, item["type"]: item["media"]}) for item in media]
    group = str(parts.world.count("album", 13_000_000_000_000_001))
    return [send(parts, bot, params, {**content, "media_group_id": group}) for content in contents]


def _send_location(parts: Parts, bot: Json, params: Json) -> Json:
    if abs(params["latitude"]) > 90 or abs(params["longitude"]) > 180:
        raise bad_request("wrong location coordinates")
    keys = ("latitude", "longitude", "horizontal_accuracy", "live_period", "heading", "proximity_alert_radius")
    return send(parts, bot, params, {"location": {key: params[key] for key in keys if key in params}})


def _send_contact(parts: Parts, bot: Json, params: Json) -> Json:
    keys = ("phone_number", "first_name", "last_name", "vcard")
    return send(parts, bot, params, {"contact": {key: params[key] for key in keys if key in params}})


def _original(parts: Parts, bot: Json, params: Json, verb: str, done: str) -> Json:
    room = parts.world.room_for(bot, params["from_chat_id"])
    message = parts.world.message(room, params["message_id"])
    if message is None:
        raise bad_request(f"message to {verb} not found")
    if chats.is_service(message) or message.get("has_protected_content"):
        raise bad_request(f"message can't be {done}")
    return message


def _copied(message: Json) -> Json:
    kept = (*chats.CONTENT, "location", "contact", "has_media_spoiler")
    return {key: message[key] for key in kept if key in message}


def _copy_message(parts: Parts, bot: Json, params: Json) -> Json:
    content = _copied(_original(parts, bot, params, "copy", "copied"))
    if "caption" in params and "text" not in content:
        content = {key: value for key, value in content.items() if not key.startswith("caption")}
        content |= message_caption(params["caption"], params.get("caption_entities"), params.get("parse_mode"))
    return {"message_id": send(parts, bot, params, content)["message_id"]}


def _copy_messages(parts: Parts, bot: Json, params: Json) -> list[Json]:
    ids = params["message_ids"]
    if not 1 <= len(ids) <= 100 or any(first >= second for first, second in pairwise(ids)):
        raise bad_request("message identifiers must be 1 to 100 and strictly increasing")
    source = parts.world.room_for(bot, params["from_chat_id"])
    albums: dict[str, str] = {}
    copies = []
    for message in filter(None, (parts.world.message(source, message_id) for message_id in ids)):
        if chats.is_service(message) or message.get("has_protected_content"):
            continue
        content = _copied(message)
        if params.get("remove_caption"):
            content = {key: value for key, value in content.items() if not key.startswith("caption")}
        if album := message.get("media_group_id"):
            if album not in albums:
                albums[album] = str(parts.world.count("album", 13_000_000_000_000_001))
            content["media_group_id"] = albums[album]
        copies.append({"message_id": send(parts, bot, params, content)["message_id"]})
    return copies


def _forward_message(parts: Parts, bot: Json, params: Json) -> Json:
    message = _original(parts, bot, params, "forward", "forwarded")
    origin = message.get("forward_origin") or {
        "type": "user",
        "date": message["date"],
        "sender_user": message["from"],
    }
    return send(parts, bot, params, {**_copied(message), "forward_origin": origin})


METHODS: dict[str, Method] = {
    "sendMessage": _send_message,
    **{name: _sends(kind) for name, kind in _MEDIA.items()},
    "sendMediaGroup": _send_media_group,
    "sendLocation": _send_location,
    "sendContact": _send_contact,
    "copyMessage": _copy_message,
    "copyMessages": _copy_messages,
    "forwardMessage": _forward_message,
}
