"""The simulated Telegram as one object: its state, its Bot API, its people."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

from playground.away import Down, how_down
from playground.changes import Changes
from playground.telegram import web
from playground.telegram.chats import Chats
from playground.telegram.faults import Call, Faults
from playground.telegram.files import Files
from playground.telegram.limits import Limits
from playground.telegram.parts import Parts
from playground.telegram.people import BotAccount, Group, Person
from playground.telegram.seat import Seat
from playground.telegram.updates import Updates
from playground.telegram.webhook import Sleep, Webhooks
from playground.telegram.world import FIRST_PERSON, World

Json = dict[str, Any]

MOST_CALLS = 10_000


class Telegram:
    """A Telegram on loopback: a Bot API (`app`, an ASGI application) and the people who use it.

    `clock` gives the Unix time of all dates and expiries; `sleep` the pauses between a webhook's retries.
    With a `folder` the state is saved there before a call or an act is answered, and found there again at
    the next start, also after a kill; without it lives in memory. Everything runs in one event loop.

    `changes` wakes whoever waits; `faults` lets calls go wrong; with `down` it is away; `calls` are
    the newest 10,000 API calls; with `limits` set, too much sending gets 429. `async with telegram:` (or
    `close()`) ends the deliveries to webhooks.
    """

    def __init__(
        self,
        clock: Callable[[], float] = time.time,
        folder: Path | None = None,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self.clock = clock
        world = World(clock, folder)
        updates = Updates(world)
        webhooks = Webhooks(world, updates, sleep)
        self.parts = Parts(world, updates, Chats(world, updates), Files(world), webhooks)
        self.faults = Faults(updates)
        self._down: Down = ""
        self.limits: Limits | None = None
        self.calls: deque[Call] = deque(maxlen=MOST_CALLS)
        api = web.BotApi(self, self.calls)
        webhooks.called = api.called_by_answer
        world.settled = webhooks.kick
        self.app = web.application(self, api)

    @property
    def changes(self) -> Changes:
        """Notified after every change."""
        return self.parts.world.changes

    @property
    def down(self) -> Down:
        """How it is away for programs, if it is; `True` cuts every connection, see `away.Down`."""
        return self._down

    @down.setter
    def down(self, how: bool | Down) -> None:
        self._down = how_down(how)
        self.parts.webhooks.away = bool(self._down)
        self.parts.webhooks.kick()
        if self._down:
            self.parts.updates.cut()

    def settle(self) -> None:
        """Save and announce what was changed; every call and act ends with it."""
        self.parts.world.settle()

    async def close(self) -> None:
        """Stop delivering to webhooks; queued updates stay queued."""
        await self.parts.webhooks.close()

    async def __aenter__(self) -> Telegram:
        self.parts.webhooks.kick()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    # Who is there

    def add_bot(self, token: str, username: str = "desk_bot", name: str = "Desk") -> BotAccount:
        """A bot with its token (`<user id>:<secret>`); one that is there already keeps its chats."""
        user_id = int(token.partition(":")[0])
        world = self.parts.world
        user = {"id": user_id, "is_bot": True, "first_name": name, "username": username}
        world.state["users"][str(user_id)] = user
        record = world.state["bots"].setdefault(
            str(user_id),
            {"next_message": 1, "commands": {}, "texts": {}, **self.parts.updates.new_queue()},
        )
        record |= {"token": token, "user": user, "logged_out": False}
        world.touch()
        self.settle()
        return BotAccount(token, user_id, username, name)

    @property
    def bots(self) -> list[BotAccount]:
        """All bots."""
        return [
            BotAccount(bot["token"], bot["user"]["id"], bot["user"]["username"], bot["user"]["first_name"])
            for bot in self.parts.world.state["bots"].values()
        ]

    def person(self, name: str, username: str | None = None, language: str | None = "en") -> Person:
        """A person by name; one of the same name and username who is there already is the same person.

        `language` is the IETF tag their app reports; None reports none.
        """
        first, _, last = name.partition(" ")
        user: Json = {"is_bot": False, "first_name": first}
        user |= {"last_name": last} if last else {}
        user |= {"username": username} if username else {}
        world = self.parts.world
        for known in world.state["users"].values():
            if all(known.get(key) == user.get(key) for key in ("is_bot", "first_name", "last_name", "username")):
                return Person(self, known["id"])
        user = {"id": world.count("person", FIRST_PERSON), **user}
        user |= {"language_code": language} if language else {}
        world.state["users"][str(user["id"])] = user
        world.touch()
        self.settle()
        return Person(self, user["id"])

    @property
    def people(self) -> list[Person]:
        """All people."""
        return [Person(self, user["id"]) for user in self.parts.world.state["users"].values() if not user["is_bot"]]

    def add_supergroup(self, title: str, forum: bool = True) -> Group:
        """A new, empty supergroup; with `forum` it has topics."""
        room = self.parts.world.add_group(title, forum)
        self.settle()
        return Group(self, room["chat"]["id"])

    @property
    def groups(self) -> list[Group]:
        """All supergroups."""
        return [Group(self, room["chat"]["id"]) for room in self.parts.world.rooms() if "members" in room]

    # Outside of the chats

    def push_update(self, raw: Json, bot: BotAccount | None = None) -> None:
        """Queue any raw update for a bot (the first, if none is named); it gets an `update_id` if it has none."""
        account = bot or self.bots[0]
        self.parts.updates.push(self.parts.world.bot(account.id), raw)
        self.settle()

    def pending(self, bot: BotAccount | None = None) -> list[Json]:
        """The updates a bot has not confirmed yet."""
        account = bot or self.bots[0]
        return [entry["update"] for entry in self.parts.updates.waiting(self.parts.world.bot(account.id))]

    def polled(self, bot: BotAccount) -> bool:
        """Whether a getUpdates of the bot is waiting at this moment; `changes` tells when one begins."""
        return self.parts.updates.polled(self.parts.world.bot(bot.id))

    def file_bytes(self, file_id: str) -> bytes:
        """The bytes of a file a message shows."""
        return self.parts.files.data(self.parts.files.record(file_id))

    def person_view(self, person: Seat, bot: BotAccount) -> Json:
        """A person's private chat with a bot as JSON for a page; see `view.room_view`."""
        return {
            "person": person.user,
            "bot": {"id": bot.id, "username": bot.username, "name": bot.name},
            **Person(self, person.id, bot.id).view(),
        }
