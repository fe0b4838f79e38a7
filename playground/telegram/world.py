"""The state of the simulated Telegram: users, bots, rooms, files, presses, kept as plain JSON.

A room is one chat: a private one of a person and a bot (key `BOT:PERSON`), or a supergroup (key its id).
Messages are stored as Bot API `Message` objects and never changed in place: an edit puts a new object in,
so what was handed out or queued earlier stays as it was.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from playground.changes import Changes
from playground.telegram.errors import ApiError, bad_request, forbidden
from playground.telegram.store import Store

Json = dict[str, Any]

FIRST_PERSON = 700_000_001
FIRST_GROUP = -1_001_000_000_001
FIRST_UPDATE = 100_000_001

ADMIN_RIGHTS = (
    "can_be_edited",
    "is_anonymous",
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_pin_messages",
    "can_manage_topics",
)


class World:
    """All state, with the few rules everything else stands on: who is where, and what gets an id."""

    def __init__(self, clock: Callable[[], float], folder: Path | None) -> None:
        self.clock = clock
        self.changes = Changes()
        self.store = Store(folder)
        self.state: Json = self.store.load() or {
            "users": {},
            "deactivated": [],
            "bots": {},
            "rooms": {},
            "files": {},
            "presses": {},
            "counters": {},
        }
        self.settled: Callable[[], None] = lambda: None
        self._touched = False

    def now(self) -> int:
        """Unix time by the world's clock, in whole seconds as Telegram dates are."""
        return int(self.clock())

    def touch(self) -> None:
        """Something was changed; `settle` will save it."""
        self._touched = True

    def settle(self) -> None:
        """End of an API call or of a person's act: save what it changed, then let everybody see it."""
        if self._touched:
            self._touched = False
            self.store.save(self.state)
            self.changes.notify()
            self.settled()

    def count(self, name: str, first: int = 1) -> int:
        """The next number of a series."""
        counters = self.state["counters"]
        counters[name] = counters.get(name, first - 1) + 1
        self.touch()
        return int(counters[name])

    # Users and bots

    def user(self, user_id: int) -> Json:
        """The `User` as others see it; KeyError for nobody."""
        user: Json = self.state["users"][str(user_id)]
        return user

    def bot(self, bot_id: int) -> Json:
        """A bot's record by its user id; KeyError for no bot."""
        bot: Json = self.state["bots"][str(bot_id)]
        return bot

    def bot_by_token(self, token: str) -> Json | None:
        """A bot's record by its token."""
        found: Json | None = self.state["bots"].get(token.partition(":")[0])
        return found if found is not None and found["token"] == token else None

    # Rooms

    def rooms(self) -> list[Json]:
        """All rooms."""
        return list(self.state["rooms"].values())

    def private_room(self, bot_id: int, person_id: int) -> Json | None:
        """The private chat of a person and a bot, if they have met."""
        room: Json | None = self.state["rooms"].get(f"{bot_id}:{person_id}")
        return room

    def new_private_room(self, bot_id: int, person_id: int) -> Json:
        """The private chat of two who have not met: empty, and not kept."""
        user = self.user(person_id)
        chat: Json = {key: user[key] for key in ("id", "first_name", "last_name", "username") if key in user}
        return {"bot": bot_id, "person": person_id, "blocked": False, **_empty({**chat, "type": "private"})}

    def open_private_room(self, bot_id: int, person_id: int) -> Json:
        """The private chat of a person and a bot; made if they have not met."""
        room = self.private_room(bot_id, person_id)
        if room is None:
            room = self.state["rooms"][f"{bot_id}:{person_id}"] = self.new_private_room(bot_id, person_id)
            self.touch()
        return room

    def add_group(self, title: str, forum: bool) -> Json:
        """A new supergroup."""
        chat = {"id": -self.count("group", -FIRST_GROUP), "title": title, "type": "supergroup"}
        room = {"members": {}, "topics": {}, "next_message": 1, **_empty(chat | ({"is_forum": True} if forum else {}))}
        self.state["rooms"][str(chat["id"])] = room
        self.touch()
        return room

    def room_for(self, bot: Json, chat_id: int | str) -> Json:
        """The room a bot means; raises ApiError 400 "chat not found" and the 403s of the Bot API."""
        bot_id = bot["user"]["id"]
        if isinstance(chat_id, str):
            raise bad_request("chat not found")
        if chat_id < 0:
            group: Json | None = self.state["rooms"].get(str(chat_id))
            member = group and group["members"].get(str(bot_id))
            if not group or not member:
                raise bad_request("chat not found")
            if to := group.get("migrated_to"):
                text = "group chat was upgraded to a supergroup chat"
                raise ApiError(400, f"Bad Request: {text}", migrate_to_chat_id=to)
            if member["status"] in ("kicked", "left"):
                raise forbidden("bot was kicked from the supergroup chat")
            return group
        room = self.private_room(bot_id, chat_id)
        if room is None:
            raise bad_request("chat not found")
        return room

    def room_to_write(self, bot: Json, chat_id: int | str) -> Json:
        """`room_for`, for a bot that wants to write there: also 403 when it is blocked."""
        room = self.room_for(bot, chat_id)
        if "person" in room:
            if room["person"] in self.state["deactivated"]:
                raise forbidden("user is deactivated")
            if room["blocked"]:
                raise forbidden("bot was blocked by the user")
        return room

    def bots_in(self, room: Json) -> list[Json]:
        """The bots that are told what happens in a room."""
        if "bot" in room:
            return [self.bot(room["bot"])]
        ids = [
            user_id for user_id, member in room["members"].items() if member["status"] in ("member", "administrator")
        ]
        return [self.state["bots"][user_id] for user_id in ids if user_id in self.state["bots"]]

    def right(self, bot: Json, room: Json, name: str) -> bool:
        """Whether a bot has an administrator's right in a group (in its private chats it has all)."""
        if "members" not in room:
            return True
        member = room["members"].get(str(bot["user"]["id"]), {})
        return member.get("status") == "administrator" and bool(member.get(name))

    def next_message_id(self, room: Json) -> int:
        """The id of a room's next message: counted per bot in private chats, per chat in groups."""
        owner = self.bot(room["bot"]) if "bot" in room else room
        owner["next_message"] += 1
        self.touch()
        return int(owner["next_message"]) - 1

    def message(self, room: Json, message_id: int) -> Json | None:
        """A room's message as it is now; None when there is none (any more)."""
        found: Json | None = room["messages"].get(str(message_id))
        return found


def _empty(chat: Json) -> Json:
    return {"chat": chat, "messages": {}, "reactions": {}, "pinned": [], "keyboard": None}


def member(user: Json, status: str, rights: frozenset[str] = frozenset()) -> Json:
    """A `ChatMember` of a group; `rights` are an administrator's."""
    if status == "administrator":
        return {"user": user, "status": status} | {right: right in rights for right in ADMIN_RIGHTS}
    if status == "kicked":
        return {"user": user, "status": status, "until_date": 0}
    return {"user": user, "status": status}
