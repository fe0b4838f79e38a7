"""The Bot API methods about the bot itself, about chats, their members and topics."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from playground.telegram import world as worlds
from playground.telegram.errors import bad_request
from playground.telegram.parts import Parts

Json = dict[str, Any]
Method = Callable[[Parts, Json, Json], Any]

TOPIC_COLORS = (0x6FB9F0, 0xFFD67E, 0xCB86DB, 0x8EEE98, 0xFF93B2, 0xFB6F5F)
ACTION_LASTS = 5
_ACTIONS = "typing upload_photo record_video upload_video record_voice upload_voice upload_document"
_ACTIONS += " choose_sticker find_location record_video_note upload_video_note"
_TEXTS = {"name": 64, "description": 512, "short_description": 120}


def _get_me(parts: Parts, bot: Json, params: Json) -> Json:
    return {
        **bot["user"],
        "can_join_groups": True,
        "can_read_all_group_messages": True,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def _log_out(parts: Parts, bot: Json, params: Json) -> bool:
    bot["logged_out"] = True
    parts.world.touch()
    return True


def _close(parts: Parts, bot: Json, params: Json) -> bool:
    return True


def _set_webhook(parts: Parts, bot: Json, params: Json) -> bool:
    url = params["url"]
    if url and not _may_be_called(url):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    secret = params.get("secret_token", "")
    if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", secret):
        raise bad_request("secret token contains illegal characters")
    connections = params.get("max_connections", 40)
    if not 1 <= connections <= 100:
        raise bad_request("max_connections must be 1 to 100")
    if "allowed_updates" in params:
        bot["allowed"] = params["allowed_updates"]
    if params.get("drop_pending_updates"):
        bot["queue"].clear()
    bot["webhook"] = {"url": url, "secret": secret, "max_connections": connections} if url else None
    parts.world.touch()
    if url:
        parts.updates.end_poll(bot, "terminated by setWebhook request")
    return True


def _may_be_called(url: str) -> bool:
    """https anywhere, and, as with a local Bot API server, http on loopback."""
    parsed = urlsplit(url)
    loopback = parsed.hostname in ("127.0.0.1", "localhost", "::1")
    return bool(parsed.hostname) and (parsed.scheme == "https" or (parsed.scheme == "http" and loopback))


def _delete_webhook(parts: Parts, bot: Json, params: Json) -> bool:
    return _set_webhook(parts, bot, {"url": "", **params})


def _webhook_info(parts: Parts, bot: Json, params: Json) -> Json:
    webhook = bot["webhook"] or {}
    info = {
        "url": webhook.get("url", ""),
        "has_custom_certificate": False,
        "pending_update_count": len(parts.updates.waiting(bot)),
    }
    info |= {
        key: webhook[key] for key in ("max_connections", "last_error_date", "last_error_message") if key in webhook
    }
    return info | ({"allowed_updates": bot["allowed"]} if bot["allowed"] else {})


def _scope(params: Json) -> str:
    scope = params.get("scope") or {"type": "default"}
    where = ":".join(str(scope[key]) for key in ("type", "chat_id", "user_id") if key in scope)
    return f"{where} {params.get('language_code', '')}"


def _set_commands(parts: Parts, bot: Json, params: Json) -> bool:
    commands = params["commands"]
    if len(commands) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not re.fullmatch(r"/?[a-z0-9_]{1,32}", command["command"]):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"]) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    bot["commands"][_scope(params)] = commands
    parts.world.touch()
    return True


def _get_commands(parts: Parts, bot: Json, params: Json) -> Any:
    return bot["commands"].get(_scope(params), [])


def _delete_commands(parts: Parts, bot: Json, params: Json) -> bool:
    bot["commands"].pop(_scope(params), None)
    parts.world.touch()
    return True


def _sets_text(name: str) -> Method:
    def set_text(parts: Parts, bot: Json, params: Json) -> bool:
        text = params.get(name, "")
        if len(text) > _TEXTS[name]:
            raise bad_request(f"the {name.replace('_', ' ')} is too long")
        bot["texts"][f"{name} {params.get('language_code', '')}"] = text
        parts.world.touch()
        return True

    return set_text


def _action(parts: Parts, bot: Json, params: Json) -> bool:
    # A deleted topic does not make this fail, as on the real server.
    room = parts.world.room_to_write(bot, params["chat_id"])
    if params["action"] not in _ACTIONS.split():
        raise bad_request("wrong parameter action in request")
    parts.actions[room["chat"]["id"]] = (params["action"], parts.world.now() + ACTION_LASTS)
    parts.world.changes.notify()
    return True


def _get_file(parts: Parts, bot: Json, params: Json) -> Json:
    return parts.files.get_file(params["file_id"])


def _get_chat(parts: Parts, bot: Json, params: Json) -> Json:
    room = parts.world.room_for(bot, params["chat_id"])
    full: Json = {
        **room["chat"],
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": {
            "unlimited_gifts": False,
            "limited_gifts": False,
            "unique_gifts": False,
            "premium_subscription": False,
            "gifts_from_channels": False,
        },
    }
    if room["pinned"]:
        full["pinned_message"] = parts.world.message(room, room["pinned"][-1])
    return full


def _get_member(parts: Parts, bot: Json, params: Json) -> Json:
    room = parts.world.room_for(bot, params["chat_id"])
    user_id = params["user_id"]
    if "members" in room:
        if str(user_id) not in parts.world.state["users"]:
            raise bad_request("PARTICIPANT_ID_INVALID")
        found: Json = room["members"].get(str(user_id)) or worlds.member(parts.world.user(user_id), "left")
        return found
    if user_id not in (room["bot"], room["person"]):
        raise bad_request("PARTICIPANT_ID_INVALID")
    return worlds.member(parts.world.user(user_id), "member")


def _administrators(parts: Parts, bot: Json, params: Json) -> list[Json]:
    room = parts.world.room_for(bot, params["chat_id"])
    if "members" not in room:
        raise bad_request("there are no administrators in the private chat")
    return [member for member in room["members"].values() if member["status"] in ("creator", "administrator")]


def _forum(parts: Parts, bot: Json, params: Json, right: str) -> Json:
    room = parts.world.room_to_write(bot, params["chat_id"])
    if not room["chat"].get("is_forum"):
        raise bad_request("the chat is not a forum")
    if not parts.world.right(bot, room, right):
        raise bad_request("not enough rights to manage topics")
    return room


def _topic(parts: Parts, bot: Json, params: Json, right: str = "can_manage_topics") -> tuple[Json, int]:
    room = _forum(parts, bot, params, right)
    if parts.chats.topic(room, params["message_thread_id"]) is None:
        raise bad_request("TOPIC_ID_INVALID")
    return room, params["message_thread_id"]


def _create_topic(parts: Parts, bot: Json, params: Json) -> Json:
    room = _forum(parts, bot, params, "can_manage_topics")
    _check_topic_name(params["name"])
    color = params.get("icon_color", TOPIC_COLORS[0])
    if color not in TOPIC_COLORS:
        raise bad_request("TOPIC_ICON_COLOR_INVALID")
    return parts.chats.create_topic(room, bot["user"], params["name"], color, params.get("icon_custom_emoji_id"))


def _check_topic_name(name: str) -> None:
    if not name.strip():
        raise bad_request("TOPIC_TITLE_EMPTY")
    if len(name) > 128:
        raise bad_request("TOPIC_TITLE_TOO_LONG")


def _edit_topic(parts: Parts, bot: Json, params: Json) -> bool:
    room, thread = _topic(parts, bot, params)
    topic = room["topics"][str(thread)]
    fresh = {key: params[key] for key in ("name", "icon_custom_emoji_id") if key in params}
    if not fresh.get("name", "-"):
        # An empty name keeps the old one (Bot API, editForumTopic).
        del fresh["name"]
    _check_topic_name(fresh.get("name", "-"))
    changed = {key: value for key, value in fresh.items() if topic.get(key) != value}
    if not changed:
        raise bad_request("TOPIC_NOT_MODIFIED")
    topic |= changed
    parts.chats.post(room, bot["user"], {"forum_topic_edited": changed}, thread=thread)
    return True


def _closes_topic(closed: bool) -> Method:
    def close_topic(parts: Parts, bot: Json, params: Json) -> bool:
        room, thread = _topic(parts, bot, params)
        parts.chats.close_topic(room, bot["user"], thread, closed)
        return True

    return close_topic


def _delete_topic(parts: Parts, bot: Json, params: Json) -> bool:
    room, thread = _topic(parts, bot, params, "can_delete_messages")
    parts.chats.delete_topic(room, thread)
    return True


METHODS: dict[str, Method] = {
    "getMe": _get_me,
    "logOut": _log_out,
    "close": _close,
    "setWebhook": _set_webhook,
    "deleteWebhook": _delete_webhook,
    "getWebhookInfo": _webhook_info,
    "setMyCommands": _set_commands,
    "getMyCommands": _get_commands,
    "deleteMyCommands": _delete_commands,
    "setMyName": _sets_text("name"),
    "setMyDescription": _sets_text("description"),
    "setMyShortDescription": _sets_text("short_description"),
    "sendChatAction": _action,
    "getFile": _get_file,
    "getChat": _get_chat,
    "getChatMember": _get_member,
    "getChatAdministrators": _administrators,
    "createForumTopic": _create_topic,
    "editForumTopic": _edit_topic,
    "closeForumTopic": _closes_topic(True),
    "reopenForumTopic": _closes_topic(False),
    "deleteForumTopic": _delete_topic,
}
