"""What happens in a room, whoever does it: messages posted, edited, deleted, pinned, reacted to; topics."""

from __future__ import annotations

from typing import Any

from playground.telegram.errors import bad_request
from playground.telegram.updates import Updates
from playground.telegram.world import World

Json = dict[str, Any]

SERVICE = (
    "forum_topic_created",
    "forum_topic_edited",
    "forum_topic_closed",
    "forum_topic_reopened",
    "pinned_message",
    "new_chat_members",
    "left_chat_member",
    "new_chat_title",
)
# What an edit may replace; the rest of a message stays.
CONTENT = (
    "text",
    "entities",
    "caption",
    "caption_entities",
    "link_preview_options",
    "photo",
    "document",
    "video",
    "voice",
    "audio",
    "animation",
    "video_note",
    "sticker",
)


class Chats:
    """Acts in rooms; each tells the bots it concerns through their queues."""

    def __init__(self, world: World, updates: Updates) -> None:
        self.world = world
        self.updates = updates

    def post(
        self,
        room: Json,
        sender: Json,
        content: Json,
        thread: int | None = None,
        reply_to: Json | None = None,
        date: int | None = None,
    ) -> Json:
        """A new message in a room; returns it. `thread` is a checked topic id, `date` Unix seconds.

        A topic's message that answers none carries the topic's first message as `reply_to_message`, as
        Telegram does. Bots are not told of their own messages, except service messages.
        """
        message: Json = {
            "message_id": self.world.next_message_id(room),
            "from": public(sender),
            "chat": room["chat"],
            "date": self.world.now() if date is None else date,
        }
        if thread is None and reply_to is not None:
            thread = reply_to.get("message_thread_id")
        if thread is not None:
            message |= {"message_thread_id": thread, "is_topic_message": True}
            reply_to = reply_to or self.world.message(room, thread)
        if reply_to is not None:
            message["reply_to_message"] = {k: v for k, v in reply_to.items() if k != "reply_to_message"}
        message |= content
        room["messages"][str(message["message_id"])] = message
        self.world.touch()
        self._tell(room, sender, "message", message)
        return message

    def _tell(self, room: Json, actor: Json, kind: str, message: Json) -> None:
        for bot in self.world.bots_in(room):
            own = bot["user"]["id"] == actor["id"]
            if (own and is_service(message)) or not actor["is_bot"]:
                self.updates.add(bot, kind, message)

    def edit(self, room: Json, message: Json, content: Json, markup: Json | None, actor: Json) -> Json:
        """Replace a message's content and keyboard; returns the new message.

        Bots are told of a person's edit, and only if the content is another one than before.
        """
        same_content = _content(message) == _content(content)
        if same_content and message.get("reply_markup") == markup:
            raise bad_request(
                "message is not modified: specified new message content and reply markup are exactly the same"
                " as a current content and reply markup of the message"
            )
        edited = {key: value for key, value in message.items() if key not in (*CONTENT, "reply_markup")}
        edited |= _content(content)
        if markup:
            edited["reply_markup"] = markup
        if not same_content:
            edited["edit_date"] = self.world.now()
        room["messages"][str(message["message_id"])] = edited
        self.world.touch()
        if not same_content and not actor["is_bot"]:
            self._tell(room, actor, "edited_message", edited)
        return edited

    def delete(self, room: Json, message_id: int) -> None:
        """Remove a message for everybody. Nobody is told."""
        room["messages"].pop(str(message_id), None)
        room["reactions"].pop(str(message_id), None)
        if message_id in room["pinned"]:
            room["pinned"].remove(message_id)
        self.world.touch()

    def react(self, room: Json, message: Json, actor: Json, reaction: list[Json]) -> None:
        """Set an actor's reactions to a message. Only administrators of groups are told (never in private)."""
        of_message = room["reactions"].setdefault(str(message["message_id"]), {})
        before = of_message.get(str(actor["id"]), [])
        of_message[str(actor["id"])] = reaction
        self.world.touch()
        if "members" not in room or actor["is_bot"]:
            return
        for bot in self.world.bots_in(room):
            if room["members"][str(bot["user"]["id"])]["status"] == "administrator":
                self.updates.add(
                    bot,
                    "message_reaction",
                    {
                        "chat": room["chat"],
                        "message_id": message["message_id"],
                        "user": public(actor),
                        "date": self.world.now(),
                        "old_reaction": before,
                        "new_reaction": reaction,
                    },
                )

    def pin(self, room: Json, message: Json, actor: Json) -> None:
        """Pin a message; a service message says so."""
        if message["message_id"] in room["pinned"]:
            return
        room["pinned"].append(message["message_id"])
        pinned = {key: value for key, value in message.items() if key != "reply_to_message"}
        self.post(room, actor, {"pinned_message": pinned}, thread=message.get("message_thread_id"))

    # Membership

    def change_member(self, room: Json, actor: Json, bot: Json, before: Json, after: Json) -> None:
        """Tell a bot that its own place in a chat has changed (`my_chat_member`)."""
        self.updates.add(
            bot,
            "my_chat_member",
            {
                "chat": room["chat"],
                "from": public(actor),
                "date": self.world.now(),
                "old_chat_member": before,
                "new_chat_member": after,
            },
        )

    def tell_of_member(self, room: Json, actor: Json, before: Json, after: Json) -> None:
        """Tell the bots that are administrators there of another member's change (`chat_member`)."""
        for bot in self.world.bots_in(room):
            if room["members"][str(bot["user"]["id"])]["status"] == "administrator":
                change = {"chat": room["chat"], "from": public(actor), "date": self.world.now()}
                self.updates.add(bot, "chat_member", {**change, "old_chat_member": before, "new_chat_member": after})

    # Topics

    def topic(self, room: Json, thread: int) -> Json | None:
        """A forum topic by its id, None when there is none (any more). General (1) is not one to write to by id."""
        found: Json | None = room.get("topics", {}).get(str(thread))
        return found

    def create_topic(self, room: Json, actor: Json, name: str, color: int, icon: str | None) -> Json:
        """A new topic; returns the `ForumTopic`. Its id is that of the service message that begins it."""
        topic = {"name": name, "icon_color": color} | ({"icon_custom_emoji_id": icon} if icon else {})
        thread = int(room["next_message"])
        room["topics"][str(thread)] = {**topic, "closed": False}
        self.post(room, actor, {"forum_topic_created": topic}, thread=thread)
        return {"message_thread_id": thread, **topic}

    def close_topic(self, room: Json, actor: Json, thread: int, closed: bool) -> None:
        """Close a topic or open it again; ApiError 400 TOPIC_NOT_MODIFIED when it already is."""
        topic = room["topics"][str(thread)]
        if topic["closed"] == closed:
            raise bad_request("TOPIC_NOT_MODIFIED")
        topic["closed"] = closed
        content: Json = {"forum_topic_closed" if closed else "forum_topic_reopened": {}}
        self.post(room, actor, content, thread=thread)

    def delete_topic(self, room: Json, thread: int) -> None:
        """Remove a topic with all its messages. Nobody is told."""
        del room["topics"][str(thread)]
        for message in list(room["messages"].values()):
            if message.get("message_thread_id") == thread:
                self.delete(room, message["message_id"])
        self.world.touch()


def is_service(message: Json) -> bool:
    """Whether a message says what happened instead of what somebody wrote."""
    return any(key in message for key in SERVICE)


def _content(message: Json) -> Json:
    return {key: message[key] for key in CONTENT if message.get(key)}


def public(user: Json) -> Json:
    """The part of a user's record that others are shown."""
    keys = ("id", "is_bot", "first_name", "last_name", "username", "language_code")
    return {key: user[key] for key in keys if user.get(key) is not None}
