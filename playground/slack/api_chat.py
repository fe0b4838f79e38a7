"""Web API: `chat.*` and `reactions.*`."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import orjson

from .interactions import bot_author, message_content
from .office import Office
from .state import HOST, Json, Refused

MOST_TEXT = 40_000
"""`chat.postMessage` cuts longer texts (Slack: chat.postMessage)."""
MOST_UPDATE = 4_000
"""`chat.update` and `chat.postEphemeral` refuse longer ones (msg_too_long)."""


class Chat:
    """Messages and reactions by a bot."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._workspace = office.workspace
        self.handlers: dict[str, Callable[[Json, Json], Json]] = {
            "chat.postMessage": self.post,
            "chat.postEphemeral": self.post_ephemeral,
            "chat.update": self.update,
            "chat.delete": self.delete,
            "chat.getPermalink": self.permalink,
            "reactions.add": self.react,
            "reactions.remove": self.unreact,
            "reactions.get": self.reactions,
        }

    def _place(self, app: Json, channel_id: str) -> str:
        """The channel to post in; a user's id means the direct conversation with them."""
        if channel_id in self._workspace.state.users:
            return str(self._workspace.direct_channel(channel_id, app["bot_user_id"])["id"])
        if channel_id.startswith("#"):
            named = (item for item in self._workspace.state.channels.values() if item.get("name") == channel_id[1:])
            channel_id = next((item["id"] for item in named), "")
        channel = self._workspace.channel(channel_id)
        kind = self._workspace.channel_type(channel_id)
        if not self._workspace.is_member(channel_id, app["bot_user_id"]):
            if kind != "channel":
                raise Refused("channel_not_found")
            if "chat:write.public" not in (app["scopes"] or []):
                raise Refused("not_in_channel")
        if channel.get("is_archived"):
            raise Refused("is_archived")
        return channel_id

    def author(self, app: Json, arguments: Json) -> Json:
        """Who the message is by: the bot, or with `username` and icon whoever they name."""
        fields = bot_author(self._workspace, app)
        looks = {key: arguments[key] for key in ("username", "icon_url", "icon_emoji") if arguments.get(key)}
        if not looks:
            return fields
        self._office.require_scope(app, "chat:write.customize")
        del fields["user"]
        fields.update(subtype="bot_message", username=looks.get("username", app["bot_name"]))
        icons = {"emoji": looks.get("icon_emoji"), "image_48": looks.get("icon_url")}
        fields["icons"] = {key: value for key, value in icons.items() if value}
        return fields

    def post(self, app: Json, arguments: Json) -> Json:
        """`chat.postMessage`."""
        channel_id = self._place(app, arguments["channel"])
        if arguments.get("markdown_text") and (arguments.get("text") or arguments.get("blocks")):
            raise Refused("markdown_text_conflict")
        content = message_content(arguments)
        content["text"] = content["text"][:MOST_TEXT]
        if "metadata" in arguments:
            content["metadata"] = _checked_metadata(arguments["metadata"])
        message = {**self.author(app, arguments), **content}
        posted = self._office.messages.post(
            channel_id, message, arguments.get("thread_ts"), arguments.get("reply_broadcast", False)
        )
        return {"channel": channel_id, "ts": posted["ts"], "message": copy.deepcopy(posted)}

    def post_ephemeral(self, app: Json, arguments: Json) -> Json:
        """`chat.postEphemeral`."""
        channel_id = self._place(app, arguments["channel"])
        user_id = arguments["user"]
        if not self._workspace.is_member(channel_id, user_id):
            raise Refused("user_not_in_channel")
        content = message_content(arguments)
        if len(content["text"]) > MOST_UPDATE:
            raise Refused("msg_too_long")
        message = {**self.author(app, arguments), **content}
        thread_ts = arguments.get("thread_ts")
        ts = self._office.interactions.show_ephemeral(channel_id, user_id, message, thread_ts)
        return {"message_ts": ts}

    def _own(self, app: Json, arguments: Json, error: str) -> Json:
        channel_id = arguments["channel"]
        self._workspace.channel(channel_id)
        is_hidden = self._workspace.channel_type(channel_id) != "channel"
        if is_hidden and not self._workspace.is_member(channel_id, app["bot_user_id"]):
            raise Refused("channel_not_found")
        message = self._workspace.message(channel_id, arguments["ts"])
        if message.get("bot_id") != app["bot_id"]:
            raise Refused(error)
        return message

    def update(self, app: Json, arguments: Json) -> Json:
        """`chat.update`: what is not given stays; an empty list takes blocks away."""
        message = self._own(app, arguments, "cant_update_message")
        if self._workspace.channel(arguments["channel"]).get("is_archived"):
            raise Refused("is_inactive")
        text = arguments.get("text", arguments.get("markdown_text"))
        if text is not None and len(text) > MOST_UPDATE:
            raise Refused("msg_too_long")
        parts = ("blocks", "attachments", "metadata", "file_ids")
        if text is None and not any(part in arguments for part in parts):
            raise Refused("no_text")
        changed: Json = {}
        if text is not None or "blocks" in arguments:
            merged = {"text": message.get("text", ""), "blocks": message.get("blocks", []), **arguments}
            changed = message_content({**merged, "text": merged["text"] if text is None else text})
            if _is_rich(message) and not _is_rich(changed):
                raise Refused("block_mismatch")
        if "metadata" in arguments:
            changed["metadata"] = _checked_metadata(arguments["metadata"])
        channel_id = arguments["channel"]
        if "file_ids" in arguments:
            found = [self._office.files.find(file_id, app["bot_user_id"]) for file_id in arguments["file_ids"]]
            changed["files"] = self._office.files.attached(channel_id, found)
        edited = self._office.messages.edit(channel_id, message["ts"], changed, app["bot_user_id"])
        answer = {"channel": channel_id, "ts": message["ts"], "text": edited.get("text", "")}
        return {**answer, "message": copy.deepcopy(edited)}

    def delete(self, app: Json, arguments: Json) -> Json:
        """`chat.delete`: a bot deletes its own messages only."""
        message = self._own(app, arguments, "cant_delete_message")
        ts = message["ts"]
        self._office.messages.delete(arguments["channel"], ts)
        return {"channel": arguments["channel"], "ts": ts}

    def permalink(self, app: Json, arguments: Json) -> Json:
        """`chat.getPermalink`."""
        channel_id, ts = arguments["channel"], arguments["message_ts"]
        self._workspace.channel(channel_id)
        message = self._workspace.message(channel_id, ts)
        link = f"{HOST}/archives/{channel_id}/p{ts.replace('.', '')}"
        if message.get("thread_ts", ts) != ts:
            link += f"?thread_ts={message['thread_ts']}&cid={channel_id}"
        return {"channel": channel_id, "permalink": link}

    def _target(self, app: Json, arguments: Json) -> tuple[str, str]:
        if not arguments.get("channel") or not arguments.get("timestamp"):
            raise Refused("no_item_specified")
        channel_id = arguments["channel"]
        self._workspace.channel(channel_id)
        kind = self._workspace.channel_type(channel_id)
        if not self._workspace.is_member(channel_id, app["bot_user_id"]):
            raise Refused("no_access" if kind == "channel" else "channel_not_found")
        return channel_id, arguments["timestamp"]

    def react(self, app: Json, arguments: Json) -> Json:
        """`reactions.add`."""
        channel_id, ts = self._target(app, arguments)
        if self._workspace.channel(channel_id).get("is_archived"):
            raise Refused("is_archived")
        self._office.messages.react(channel_id, ts, arguments["name"], app["bot_user_id"])
        return {}

    def unreact(self, app: Json, arguments: Json) -> Json:
        """`reactions.remove`."""
        channel_id, ts = self._target(app, arguments)
        self._office.messages.unreact(channel_id, ts, arguments["name"], app["bot_user_id"])
        return {}

    def reactions(self, app: Json, arguments: Json) -> Json:
        """`reactions.get`."""
        channel_id, ts = self._target(app, arguments)
        message = self._workspace.message(channel_id, ts)
        return {"type": "message", "channel": channel_id, "message": copy.deepcopy(message)}


def _is_rich(message: Json) -> bool:
    return any(block["type"] == "rich_text" for block in message.get("blocks") or ())


def _checked_metadata(metadata: Any) -> Json:
    """`{event_type, event_payload}` whose payload's values are plain or lists (Slack: Message metadata)."""
    if not isinstance(metadata, dict) or not isinstance(metadata.get("event_payload"), dict):
        raise Refused("invalid_metadata_format")
    if not isinstance(metadata.get("event_type"), str) or not metadata["event_type"]:
        raise Refused("invalid_metadata_schema")
    if len(orjson.dumps(metadata)) > 16_000:
        raise Refused("metadata_too_large")
    return {"event_type": metadata["event_type"], "event_payload": metadata["event_payload"]}
