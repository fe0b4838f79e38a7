"""People, groups and bots of the simulated Telegram, by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from playground.telegram import world
from playground.telegram.managing import TOPIC_COLORS
from playground.telegram.seat import CannotDo, Seat

if TYPE_CHECKING:
    from playground.telegram.server import Telegram

Json = dict[str, Any]


ANONYMOUS = 1087968824
"""The user in whose name anonymous administrators write (core.telegram.org/bots/api#message, sender_chat)."""


@dataclass(frozen=True)
class BotAccount:
    """A bot: what its program needs to call the API."""

    token: str
    id: int
    username: str
    name: str


class Person(Seat):
    """A person. What they do without further words happens in their private chat with a bot.

    That bot is the one they started last, else the only one there is. `person.with_bot(bot)` and
    `person.in_topic(group, thread)` are the same person in other chats.
    """

    def __init__(self, telegram: Telegram, user_id: int, bot: int | None = None) -> None:
        super().__init__(telegram, user_id, None)
        self._bot = bot

    @property
    def room(self) -> Json:
        """The private chat's record; the first message opens the chat."""
        return self.telegram.parts.world.open_private_room(self._bot_id(None), self.id)

    @property
    def shown(self) -> Json:
        """The private chat's record, empty where they have not met."""
        rooms = self.telegram.parts.world
        bot_id = self._bot_id(None)
        return rooms.private_room(bot_id, self.id) or rooms.new_private_room(bot_id, self.id)

    def _bot_id(self, bot: BotAccount | None) -> int:
        if bot is not None:
            self._bot = bot.id
        if self._bot is None:
            bots = self.telegram.bots
            if len(bots) != 1:
                raise CannotDo(f"there are {len(bots)} bots; say which: person.starts(bot)")
            self._bot = bots[0].id
        return self._bot

    def with_bot(self, bot: BotAccount) -> Person:
        """This person in their private chat with a certain bot."""
        return Person(self.telegram, self.id, bot.id)

    def in_topic(self, group: Group, thread: int | None = None) -> Seat:
        """This person in a topic of a group they are in; without a topic, in General."""
        if str(self.id) not in group.room["members"]:
            raise CannotDo(f"{self.user['first_name']} is no member of {group.title}")
        return Seat(self.telegram, self.id, group.room, thread)

    async def starts(self, bot: BotAccount | None = None, payload: str = "") -> Json:
        """Press START, or follow a link with a payload; unblocks a bot that was blocked."""
        self._bot_id(bot)
        if self.room["blocked"]:
            await self.unblocks()
        return await self.says(f"/start {payload}".strip())

    async def blocks(self, bot: BotAccount | None = None) -> None:
        """Stop the bot: it can't write any more and is told so."""
        self._set_blocked(bot, True)

    async def unblocks(self, bot: BotAccount | None = None) -> None:
        """Let the bot write again; it is told so."""
        self._set_blocked(bot, False)

    def _set_blocked(self, bot: BotAccount | None, blocked: bool) -> None:
        parts = self.telegram.parts
        account = parts.world.bot(self._bot_id(bot))
        room = self.room
        if room["blocked"] == blocked:
            return
        room["blocked"] = blocked
        before, after = ("member", "kicked") if blocked else ("kicked", "member")
        user = account["user"]
        parts.chats.change_member(room, self.user, account, world.member(user, before), world.member(user, after))
        parts.world.touch()
        self.telegram.settle()

    async def deactivates(self) -> None:
        """Delete the account; bots that write get 403."""
        self.telegram.parts.world.state["deactivated"].append(self.id)
        self.telegram.parts.world.touch()
        self.telegram.settle()


class Group:
    """A supergroup."""

    def __init__(self, telegram: Telegram, chat_id: int) -> None:
        self.telegram = telegram
        self.id = chat_id

    @property
    def room(self) -> Json:
        """The group's record."""
        room: Json = self.telegram.parts.world.state["rooms"][str(self.id)]
        return room

    @property
    def title(self) -> str:
        """The group's name."""
        return str(self.room["chat"]["title"])

    @property
    def topics(self) -> dict[int, Json]:
        """The topics that are there: id -> name, icon_color, closed."""
        return {int(thread): topic for thread, topic in self.room["topics"].items()}

    def add(self, person: Person, status: str = "member") -> Group:
        """Let a person in (`creator`, `administrator` or `member`); returns the group."""
        rights = frozenset(world.ADMIN_RIGHTS) if status == "administrator" else frozenset[str]()
        self.room["members"][str(person.id)] = world.member(person.user, status, rights)
        self.telegram.parts.world.touch()
        self.telegram.settle()
        return self

    def remove(self, person: Person) -> None:
        """Take a person out; bots that are administrators and want to know are told (`chat_member`)."""
        parts = self.telegram.parts
        before = self.room["members"].get(str(person.id)) or world.member(person.user, "left")
        after = self.room["members"][str(person.id)] = world.member(person.user, "left")
        parts.chats.tell_of_member(self.room, person.user, before, after)
        parts.world.touch()
        self.telegram.settle()

    def add_bot(self, bot: BotAccount, *rights: str, admin: bool = True) -> Group:
        """Let a bot in, or change its rights; it is told (`my_chat_member`). Returns the group.

        Without `rights` an administrator may manage topics, delete and pin messages.
        """
        given = rights or ("can_manage_chat", "can_manage_topics", "can_delete_messages", "can_pin_messages")
        user = self.telegram.parts.world.user(bot.id)
        self._place(bot, world.member(user, "administrator" if admin else "member", frozenset(given)))
        return self

    def remove_bot(self, bot: BotAccount) -> None:
        """Kick a bot; it is told, and gets 403 from then on."""
        self._place(bot, world.member(self.telegram.parts.world.user(bot.id), "kicked"))

    def _place(self, bot: BotAccount, after: Json) -> None:
        parts = self.telegram.parts
        room, account = self.room, parts.world.bot(bot.id)
        before = room["members"].get(str(bot.id)) or world.member(account["user"], "left")
        room["members"][str(bot.id)] = after
        owner = next((m["user"] for m in room["members"].values() if not m["user"]["is_bot"]), account["user"])
        parts.chats.change_member(room, owner, account, before, after)
        parts.world.touch()
        self.telegram.settle()

    def upgrades(self) -> Group:
        """The group gets a new address, as a basic one does when topics are switched on; who is in it goes along, and the old
        one only tells the new one. Returns it as it is now."""
        parts = self.telegram.parts
        new = parts.world.add_group(self.title, forum=True)
        new["members"] |= self.room["members"]
        owner = next(m["user"] for m in self.room["members"].values() if not m["user"]["is_bot"])
        parts.chats.post(self.room, owner, {"migrate_to_chat_id": new["chat"]["id"]})
        self.room["migrated_to"] = new["chat"]["id"]
        self.telegram.settle()
        return Group(self.telegram, new["chat"]["id"])

    def says_anonymously(self, thread: int, text: str) -> Json:
        """An administrator who remains anonymous writes in a topic: the group itself seems to."""
        parts = self.telegram.parts
        author = {"id": ANONYMOUS, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
        said = {"from": author, "text": text, "sender_chat": self.room["chat"]}
        message = parts.chats.post(self.room, {**author, "is_bot": False}, said, thread)
        self.telegram.settle()
        return message

    def open_topic(self, person: Person, name: str) -> int:
        """A person makes a topic; returns its id."""
        parts = self.telegram.parts
        topic = parts.chats.create_topic(self.room, person.user, name, TOPIC_COLORS[0], None)
        self.telegram.settle()
        return int(topic["message_thread_id"])

    def close_topic(self, person: Person, thread: int, closed: bool = True) -> None:
        """A person closes a topic, or opens it again."""
        self.telegram.parts.chats.close_topic(self.room, person.user, thread, closed)
        self.telegram.settle()

    def rename(self, person: Person, title: str) -> None:
        """A person gives the group another name; a service message says so."""
        self.room["chat"]["title"] = title
        self.telegram.parts.chats.post(self.room, person.user, {"new_chat_title": title})
        self.telegram.settle()

    def delete_topic(self, thread: int) -> None:
        """An administrator deletes a topic with everything in it; no bot is told."""
        self.telegram.parts.chats.delete_topic(self.room, thread)
        self.telegram.settle()
