"""What people see: channels, threads and modals as they are on the screen of one person."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from . import emoji
from .blocks import elements_of
from .handles import Message, Modal
from .office import Office
from .reading import buttons_of, options_of, shown, texts_of
from .state import Json


class Sight:
    """Reads the workspace for a viewer; changes nothing."""

    def __init__(self, office: Office) -> None:
        self._workspace = office.workspace
        self._office = office

    def _name(self, id_: str) -> str:
        if id_ in self._workspace.state.channels:
            return str(self._workspace.state.channels[id_].get("name", id_))
        return self._workspace.display_name(id_)

    def read(self, text: str) -> str:
        """Slack's stored text as people read it."""
        return shown(text, self._name)

    def author(self, message: Json) -> str:
        """Who a message says it is by, a bot's own choice of name included."""
        if message.get("username"):
            return str(message["username"])
        if message.get("user"):
            return self._workspace.display_name(message["user"])
        return str(self._workspace.state.bots.get(message.get("bot_id", ""), {}).get("name", "?"))

    def text_of(self, message: Json) -> str:
        """The words on the screen: the blocks', or where there are none the text's."""
        blocks = message.get("blocks") or []
        if blocks and "bot_id" in message:
            return "\n".join(self.read(text) for text in texts_of(blocks))
        return self.read(message.get("text", ""))

    def message(self, channel_id: str, raw: Json, ephemeral: bool = False) -> Message:
        """One message for the eye."""
        thread_ts = raw.get("thread_ts")
        reactions = {
            item["name"]: tuple(self._workspace.display_name(user) for user in item["users"])
            for item in raw.get("reactions", [])
        }
        blocks = raw.get("blocks") or []
        return Message(
            channel=channel_id,
            ts=raw["ts"],
            author=self.author(raw),
            text=self.text_of(raw),
            thread_ts=thread_ts if thread_ts != raw["ts"] else None,
            buttons=tuple(emoji.to_signs(label) for label, _, _ in buttons_of(blocks)),
            files=tuple(file.get("name", "deleted file") for file in raw.get("files", [])),
            reactions=reactions,
            edited=self._looks_edited(raw),
            ephemeral=ephemeral,
            replies=raw.get("reply_count", 0),
            raw=dict(raw),
        )

    @staticmethod
    def _looks_edited(raw: Json) -> bool:
        """The app shows "(edited)" at texts; a bot's message of blocks changes without a word."""
        return "edited" in raw and not ("bot_id" in raw and raw.get("blocks"))

    def may_see(self, viewer: str, channel_id: str) -> bool:
        """Whether the viewer can open the channel at all: members, and anyone for a public one."""
        is_public = self._workspace.channel_type(channel_id) == "channel"
        return is_public or self._workspace.is_member(channel_id, viewer)

    def all(self, viewer: str, channel_id: str) -> list[Message]:
        """Everything the viewer can find in a channel, replies and their own ephemerals included, by `ts`."""
        if not self.may_see(viewer, channel_id):
            return []
        stored = self._workspace.state.messages.get(channel_id, [])
        messages = [self.message(channel_id, raw) for raw in stored]
        messages += [
            self.message(channel_id, entry["message"], ephemeral=True)
            for entry in self._workspace.state.ephemerals
            if entry["user"] == viewer and entry["channel"] == channel_id
        ]
        return sorted(messages, key=lambda message: message.ts)

    def channel(self, viewer: str, channel_id: str) -> list[Message]:
        """What stands in the channel itself, oldest first."""
        return [message for message in self.all(viewer, channel_id) if is_top_level(message)]

    def thread(self, viewer: str, channel_id: str, root_ts: str) -> list[Message]:
        """A thread: its root, then the replies, oldest first."""
        everything = self.all(viewer, channel_id)
        return [message for message in everything if root_ts in (message.thread_ts, message.ts)]

    def modal(self, viewer: str, errors: dict[str, str]) -> Modal | None:
        """The modal on top, if one is open."""
        view = self._office.views.top(viewer)
        if view is None:
            return None
        return self.view(view, errors)

    def view(self, view: Json, errors: dict[str, str]) -> Modal:
        """A modal or home tab for the eye."""
        blocks = view["blocks"]
        return Modal(
            id=view["id"],
            callback_id=view["callback_id"],
            title=(view["title"] or {}).get("text", ""),
            text="\n".join(self.read(text) for text in texts_of(blocks)),
            submit=(view["submit"] or {}).get("text"),
            buttons=tuple(emoji.to_signs(label) for label, _, _ in buttons_of(blocks)),
            inputs=tuple(block["block_id"] for block in blocks if block["type"] == "input"),
            errors=errors,
            values=self._workspace.state.inputs.get(view["id"], {}),
            raw=view,
        )

    # for a page

    def channel_json(self, viewer: str, channel_id: str) -> Json:
        """A channel as plain JSON: `messages` newest last, each with its `replies`.

        A message has `ts`, `author`, `letter` (for an avatar), `is_bot`, `text` (what is read), `mrkdwn`
        (Slack's notation), `blocks` (raw), `buttons` (`label`, `action_id`, `block_id`, `value`, `style`),
        `files` (`name`, `mimetype`, `size`, `url`: a path below the workspace's own address), `reactions`
        (`name`, `sign`, `count`, `users`, `mine`), `edited`, `ephemeral`, `deleted`, `system`, `time` (seconds).
        """
        channel = self._workspace.channel(channel_id)
        entries: dict[str, Json] = {}
        replies: list[tuple[str, Json]] = []
        for message in self.all(viewer, channel_id):
            entry = self._entry(viewer, message)
            if is_top_level(message):
                entries[message.ts] = entry
            if message.thread_ts is not None:
                replies.append((message.thread_ts, entry))
        for root_ts, reply in replies:
            if root_ts in entries:
                entries[root_ts]["replies"].append(reply)
        members = self._workspace.state.members[channel_id]
        return {
            "id": channel_id,
            "name": self.channel_name(viewer, channel_id),
            "is_private": channel.get("is_private", False),
            "is_im": channel.get("is_im", False),
            "is_archived": channel.get("is_archived", False),
            "members": [{"id": user, "name": self._workspace.display_name(user)} for user in members],
            "viewer": {"id": viewer, "name": self._workspace.display_name(viewer)},
            "messages": list(entries.values()),
        }

    def channel_name(self, viewer: str, channel_id: str) -> str:
        """A channel's name; for a direct conversation the other one's."""
        members = self._workspace.state.members[channel_id]
        others = ", ".join(self._workspace.display_name(user) for user in members if user != viewer)
        return str(self._workspace.channel(channel_id).get("name") or others)

    def _entry(self, viewer: str, message: Message) -> Json:
        raw = message.raw
        subtype = raw.get("subtype", "")
        return {
            "ts": message.ts,
            "time": float(message.ts),
            "author": message.author,
            "letter": next((sign.upper() for sign in message.author if sign.isalnum()), "?"),
            "user": raw.get("user"),
            "is_bot": "bot_id" in raw,
            "icon": raw.get("icons", {}),
            "text": message.text,
            "mrkdwn": raw.get("text", ""),
            "blocks": raw.get("blocks") or [],
            "buttons": [self._button(*found) for found in buttons_of(raw.get("blocks") or [])],
            "files": [self._file(file) for file in raw.get("files", [])],
            "reactions": [self._reaction(viewer, item) for item in raw.get("reactions", [])],
            "edited": message.edited,
            "ephemeral": message.ephemeral,
            "deleted": subtype == "tombstone",
            "system": subtype in {"channel_join", "channel_leave", "tombstone"},
            "replies": [],
        }

    @staticmethod
    def _button(label: str, block_id: str, element: Json) -> Json:
        return {
            "label": emoji.to_signs(label),
            "action_id": element["action_id"],
            "block_id": block_id,
            "value": element.get("value"),
            "style": element.get("style", ""),
            "url": element.get("url"),
        }

    @staticmethod
    def _file(file: Json) -> Json:
        if file.get("mode") == "tombstone":
            return {"id": file["id"], "name": "deleted file", "mimetype": "", "size": 0, "url": None}
        return {
            "id": file["id"],
            "name": file["name"],
            "mimetype": file["mimetype"],
            "size": file["size"],
            "url": f"seen/{file['id']}/{quote(file['name'])}",
        }

    def _reaction(self, viewer: str, item: Json) -> Json:
        return {
            "name": item["name"],
            "sign": emoji.to_signs(f":{item['name']}:"),
            "count": item["count"],
            "users": [self._workspace.display_name(user) for user in item["users"]],
            "mine": viewer in item["users"],
        }

    def modal_json(self, viewer: str, errors: dict[str, str]) -> Json | None:
        """The open modal as plain JSON: the view's own fields, `values` so far, `errors`, and `fields`.

        `fields` lists the elements that can be filled in: `block_id`, `action_id`, `type`, `label`,
        `optional`, `dispatch` (whether a choice is told at once), `options` (`label`, `value`).
        """
        view = self._office.views.top(viewer)
        if view is None:
            return None
        fields: list[dict[str, Any]] = []
        for block in view["blocks"]:
            for element in elements_of(block) if block["type"] in {"input", "actions", "section"} else ():
                if element["type"] in {"button", "image"}:
                    continue
                options = [
                    {"label": self.read(option["text"]["text"]), "value": option["value"]}
                    for option in options_of(element)
                ]
                fields.append(
                    {
                        "block_id": block["block_id"],
                        "action_id": element["action_id"],
                        "type": element["type"],
                        "label": self.read((block.get("label") or block.get("text") or {}).get("text", "")),
                        "optional": block.get("optional", False),
                        "dispatch": block["type"] != "input" or block.get("dispatch_action", False),
                        "options": options,
                    }
                )
        return {**self._office.views.payload(view["id"]), "errors": errors, "fields": fields}


def is_top_level(message: Message) -> bool:
    """Whether a message stands in the channel itself: no reply, or one that was sent to the channel too."""
    return message.thread_ts is None or message.raw.get("subtype") == "thread_broadcast"
