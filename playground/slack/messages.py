"""What happens to messages, whoever does it: posting, editing, deleting, reacting, and the events of it."""

from __future__ import annotations

import copy

from . import emoji
from .events import Events
from .state import Json, Refused
from .workspace import Workspace


class Messages:
    """The effects on messages. Rules about who may do what belong to the caller."""

    def __init__(self, workspace: Workspace, events: Events) -> None:
        self._workspace = workspace
        self._events = events

    def post(self, channel_id: str, message: Json, thread_ts: str | None = None, broadcast: bool = False) -> Json:
        """Add a message to a channel or a thread and return it as stored.

        A reply to a root that is gone lands in the channel itself, without `thread_ts`: Slack does so
        silently (slack-go#1571). A reply to a reply raises Refused(cannot_reply_to_message).
        """
        if self._workspace.channel(channel_id).get("is_archived"):
            raise Refused("is_archived")
        root = self._root(channel_id, thread_ts)
        stored: Json = {"type": "message", **message, "ts": self._workspace.new_ts()}
        stored.setdefault("team", self._workspace.state.team["id"])
        if root is not None:
            stored["thread_ts"] = root["ts"]
            stored["parent_user_id"] = root.get("user", root.get("bot_id"))
            if broadcast:
                stored["subtype"] = "thread_broadcast"
                stored["root"] = {key: root[key] for key in ("ts", "text", "type") if key in root}
        self._workspace.state.messages[channel_id].append(stored)
        if root is not None:
            self._count_replies(channel_id, root)
        self._events.message(channel_id, copy.deepcopy(stored))
        self._mentions(channel_id, stored)
        return stored

    def _root(self, channel_id: str, thread_ts: str | None) -> Json | None:
        root = self._workspace.find(channel_id, thread_ts) if thread_ts else None
        if root is None or root.get("subtype") == "tombstone":
            return None
        if root.get("thread_ts", root["ts"]) != root["ts"]:
            raise Refused("cannot_reply_to_message")
        return root

    def _count_replies(self, channel_id: str, root: Json) -> None:
        replies = self._workspace.replies(channel_id, root["ts"])
        authors = list(dict.fromkeys(item.get("user") or item.get("bot_id", "") for item in replies))
        root.update(
            thread_ts=root["ts"],
            reply_count=len(replies),
            reply_users=authors,
            reply_users_count=len(authors),
        )
        if replies:
            root["latest_reply"] = replies[-1]["ts"]
        elif root.get("subtype") != "tombstone":
            for key in ("thread_ts", "reply_count", "reply_users", "reply_users_count", "latest_reply"):
                root.pop(key, None)

    def _mentions(self, channel_id: str, message: Json) -> None:
        """A mention of a bot gives `app_mention` beside the message event, in channels only."""
        if self._workspace.channel_type(channel_id) == "im":
            return
        for app in self._workspace.apps_in(channel_id):
            if f"<@{app['bot_user_id']}>" in message.get("text", "") and "bot_id" not in message:
                mention = {**copy.deepcopy(message), "type": "app_mention", "channel": channel_id}
                mention.pop("subtype", None)
                self._events.emit("app_mention", {**mention, "event_ts": message["ts"]}, [app])

    def edit(self, channel_id: str, ts: str, changed: Json, editor: str | None) -> Json:
        """Change fields of a message; `editor` is who edited it, None for Slack's own unfurling."""
        message = self._workspace.message(channel_id, ts)
        before = copy.deepcopy(message)
        message.update(changed)
        event_ts = self._workspace.new_ts()
        if editor is not None:
            message["edited"] = {
                "user": editor,
                "ts": event_ts.partition(".")[0] + ".000000",
            }  # Slack counts whole seconds
        self._changed(channel_id, message, before, event_ts)
        return message

    def _changed(self, channel_id: str, message: Json, before: Json, event_ts: str) -> None:
        event = {
            "subtype": "message_changed",
            "message": copy.deepcopy(message),
            "previous_message": before,
            "hidden": True,
            "ts": event_ts,
        }
        self._events.message(channel_id, event)

    def delete(self, channel_id: str, ts: str) -> None:
        """Delete a message. A root with replies leaves a tombstone, which Slack tells as a change."""
        message = self._workspace.message(channel_id, ts)
        before = copy.deepcopy(message)
        event_ts = self._workspace.new_ts()
        if self._workspace.replies(channel_id, ts):
            kept = ("ts", "thread_ts", "reply_count", "reply_users", "reply_users_count", "latest_reply", "team")
            tombstone = {key: message[key] for key in kept if key in message}
            message.clear()
            message.update(
                tombstone,
                type="message",
                subtype="tombstone",
                user="USLACKBOT",
                text="This message was deleted.",
                hidden=True,
            )
            self._changed(channel_id, message, before, event_ts)
            return
        self._workspace.state.messages[channel_id].remove(message)
        if (root_ts := message.get("thread_ts")) and (root := self._workspace.find(channel_id, root_ts)):
            self._count_replies(channel_id, root)
        event = {
            "subtype": "message_deleted",
            "previous_message": before,
            "deleted_ts": ts,
            "hidden": True,
            "ts": event_ts,
        }
        self._events.message(channel_id, event)

    def react(self, channel_id: str, ts: str, name: str, user_id: str) -> None:
        """Add a reaction. Raises Refused(invalid_name, message_not_found, already_reacted)."""
        if not emoji.is_known(name):
            raise Refused("invalid_name")
        message = self._workspace.message(channel_id, ts)
        reactions: list[Json] = message.setdefault("reactions", [])
        entry = next((item for item in reactions if item["name"] == name), None)
        if entry is None:
            entry = {"name": name, "users": [], "count": 0}
            reactions.append(entry)
        if user_id in entry["users"]:
            raise Refused("already_reacted")
        entry["users"].append(user_id)
        entry["count"] = len(entry["users"])
        self._reaction("reaction_added", channel_id, message, name, user_id)

    def unreact(self, channel_id: str, ts: str, name: str, user_id: str) -> None:
        """Take a reaction away. Raises Refused(invalid_name, message_not_found, no_reaction)."""
        if not emoji.is_known(name):
            raise Refused("invalid_name")
        message = self._workspace.message(channel_id, ts)
        reactions: list[Json] = message.get("reactions", [])
        entry = next((item for item in reactions if item["name"] == name and user_id in item["users"]), None)
        if entry is None:
            raise Refused("no_reaction")
        entry["users"].remove(user_id)
        entry["count"] = len(entry["users"])
        if not entry["users"]:
            reactions.remove(entry)
        if not reactions:
            del message["reactions"]
        self._reaction("reaction_removed", channel_id, message, name, user_id)

    def _reaction(self, kind: str, channel_id: str, message: Json, name: str, user_id: str) -> None:
        event = {
            "type": kind,
            "user": user_id,
            "reaction": name,
            "item": {"type": "message", "channel": channel_id, "ts": message["ts"]},
        }
        if "user" in message:
            event["item_user"] = message["user"]
        self._events.in_channel(channel_id, event)
