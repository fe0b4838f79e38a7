"""A chat as plain JSON for a page, so that the page need not know the Bot API."""

from __future__ import annotations

from typing import Any

from playground.telegram.chats import SERVICE
from playground.telegram.parts import Parts

Json = dict[str, Any]

_MEDIA = ("photo", "video", "voice", "audio", "animation", "video_note", "sticker", "document")
_QUOTED = 120


def room_view(parts: Parts, room: Json, viewer: int, thread: int | None = None) -> Json:
    """A room (or one topic of it) as the user `viewer` sees it.

    `version` grows with every change anywhere; `action` is "typing" and the like, or null; `keyboard` are
    the rows of labels of a reply keyboard, or null; `messages` see `_message`. Media have a `url` below
    the address at which the Telegram application is mounted (`media/<file_id>`).
    """
    messages = [
        message for message in room["messages"].values() if thread is None or message.get("message_thread_id") == thread
    ]
    return {
        "version": parts.world.changes.version,
        "chat": {"id": room["chat"]["id"], "title": _title(parts, room), "type": room["chat"]["type"]},
        "blocked": room.get("blocked", False),
        "action": _action(parts, room),
        "keyboard": _reply_keyboard(room),
        "commands": _commands(parts, room),
        "topics": [
            {"id": int(thread_id), "name": topic["name"], "closed": topic["closed"]}
            for thread_id, topic in room.get("topics", {}).items()
        ],
        "messages": [_message(parts, room, message, viewer) for message in messages],
    }


def _message(parts: Parts, room: Json, message: Json, viewer: int) -> Json:
    """One message: `who` is "me" or "other", `service` a sentence for what happened instead of a text."""
    return {
        "id": message["message_id"],
        "date": message["date"],
        "who": "me" if message["from"]["id"] == viewer else "other",
        "name": _name(message["from"]),
        "bot": message["from"]["is_bot"],
        "thread": message.get("message_thread_id"),
        "text": message.get("text") or message.get("caption") or "",
        "entities": message.get("entities") or message.get("caption_entities") or [],
        "media": _media(parts, message),
        "album": message.get("media_group_id"),
        "contact": message.get("contact"),
        "location": message.get("location"),
        "reply": _reply(message),
        "forwarded": _origin(message),
        "edited": "edit_date" in message,
        "pinned": message["message_id"] in room["pinned"],
        "reactions": _reactions(room, message, viewer),
        "buttons": [
            [
                {"label": button["text"], "data": button.get("callback_data"), "url": button.get("url")}
                | {"style": button.get("style")}
                for button in row
            ]
            for row in message.get("reply_markup", {}).get("inline_keyboard", [])
        ],
        "service": _service(message),
    }


def _media(parts: Parts, message: Json) -> Json | None:
    kind = next((kind for kind in _MEDIA if kind in message), None)
    if kind is None:
        return None
    file = message[kind][-1] if kind == "photo" else message[kind]
    record = parts.files.record(file["file_id"])
    return {
        "kind": kind,
        "url": f"media/{file['file_id']}",
        "file_id": file["file_id"],
        "name": record["name"],
        "mime": record["mime"],
        "size": record["size"],
        "width": file.get("width"),
        "height": file.get("height"),
        "duration": file.get("duration"),
    }


def _reply(message: Json) -> Json | None:
    replied = message.get("reply_to_message")
    if replied is None or "forum_topic_created" in replied:
        return None
    text = message.get("quote", {}).get("text") or replied.get("text") or replied.get("caption") or ""
    kind = next((kind for kind in _MEDIA if kind in replied), None)
    return {"id": replied["message_id"], "name": _name(replied["from"]), "text": text[:_QUOTED], "media": kind}


def _origin(message: Json) -> str | None:
    origin = message.get("forward_origin")
    if origin is None or origin["type"] == "user":
        return _name(origin["sender_user"]) if origin else None
    chat = origin.get("sender_chat") or origin.get("chat") or {}
    return str(origin.get("sender_user_name") or chat.get("title"))


def _reactions(room: Json, message: Json, viewer: int) -> list[Json]:
    counted: dict[str, Json] = {}
    for user, given in room["reactions"].get(str(message["message_id"]), {}).items():
        for reaction in given:
            emoji = reaction.get("emoji", "")
            one = counted.setdefault(emoji, {"emoji": emoji, "count": 0, "mine": False})
            one["count"] += 1
            one["mine"] = one["mine"] or user == str(viewer)
    return list(counted.values())


def _service(message: Json) -> str | None:
    kind = next((kind for kind in SERVICE if kind in message), None)
    if kind is None:
        return None
    who, about = _name(message["from"]), message[kind]
    sentences = {
        "forum_topic_created": lambda: f"{who} created the topic “{about['name']}”",
        "forum_topic_edited": lambda: f"{who} renamed the topic to “{about.get('name', '')}”",
        "forum_topic_closed": lambda: f"{who} closed the topic",
        "forum_topic_reopened": lambda: f"{who} reopened the topic",
        "pinned_message": lambda: f"{who} pinned “{(about.get('text') or 'a message').splitlines()[0][:40]}”",
    }
    return sentences[kind]() if kind in sentences else kind.replace("_", " ")


def _name(user: Json) -> str:
    return f"{user['first_name']} {user.get('last_name', '')}".strip()


def _title(parts: Parts, room: Json) -> str:
    return str(room["chat"]["title"]) if "members" in room else _name(parts.world.user(room["bot"]))


def _action(parts: Parts, room: Json) -> str | None:
    action, until = parts.actions.get(room["chat"]["id"], ("", 0.0))
    return action if parts.world.clock() < until else None


def _reply_keyboard(room: Json) -> list[list[str]] | None:
    if not room["keyboard"]:
        return None
    return [[button["text"] for button in row] for row in room["keyboard"]["keyboard"]]


def _commands(parts: Parts, room: Json) -> list[Json]:
    """The bot's commands as this person's app shows them: most special scope and language first."""
    if "bot" not in room:
        return []
    commands = parts.world.bot(room["bot"])["commands"]
    person = parts.world.user(room["person"])
    language = person.get("language_code", "")
    for scope in (f"chat:{person['id']}", "all_private_chats", "default"):
        for code in (language, ""):
            if found := commands.get(f"{scope} {code}"):
                return list(found)
    return []
