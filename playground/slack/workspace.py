"""The workspace: its state, its clock, and the look-ups that every other part shares."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path
from typing import Any

import orjson

from playground.changes import Changes

from .faults import Faults
from .limits import Limits
from .state import HOST, Json, Refused, State, Store

Clock = Callable[[], float]
Sleep = Callable[[float], Awaitable[Any]]


class Workspace:
    """One team with its people, apps and channels."""

    def __init__(self, clock: Clock, sleep: Sleep, folder: Path | None) -> None:
        self.clock = clock
        self.sleep = sleep
        self.store = Store(folder)
        self.state: State = self.store.load()
        self.changes = Changes()
        self.faults = Faults()
        self.limits = Limits()
        self.public_url = ""
        if not self.state.team:
            team_id = self.state.new_id("T")
            self.state.team = {"id": team_id, "name": "Playground", "domain": "playground"}
            self.state.users["USLACKBOT"] = {
                "id": "USLACKBOT",
                "team_id": team_id,
                "name": "slackbot",
                "real_name": "Slackbot",
                "deleted": False,
                "is_bot": False,
                "profile": {"real_name": "Slackbot", "display_name": "Slackbot"},
            }

    def commit(self) -> None:
        """Save what happened and tell those who watch; called before anyone gets an answer."""
        self.store.save(self.state)
        self.changes.notify()

    def outgoing(self, payload: Any) -> bytes:
        """`payload` as JSON whose URLs point at this server, as far as its address is known."""
        encoded = orjson.dumps(payload)
        base = self.public_url.rstrip("/")
        return encoded.replace(HOST.encode(), base.encode()) if base else encoded

    def new_ts(self) -> str:
        """The next message's `ts`."""
        return self.state.new_ts(self.clock())

    def now(self) -> int:
        """The clock in whole seconds, as most of Slack's objects carry it."""
        return int(self.clock())

    async def sleep_until(self, due: float) -> None:
        """Wait until the clock says `due`, as `sleep` measures it; not at all if it has passed already."""
        if (seconds := due - self.clock()) > 0:
            await self.sleep(seconds)

    # who and where

    def user(self, user_id: str) -> Json:
        """A person or bot user. Raises Refused(user_not_found)."""
        if user_id not in self.state.users:
            raise Refused("user_not_found")
        return self.state.users[user_id]

    def display_name(self, user_id: str) -> str:
        """The name the Slack app shows for a user."""
        user = self.state.users.get(user_id, {})
        profile = user.get("profile", {})
        return str(profile.get("display_name") or user.get("real_name") or user_id)

    def channel(self, channel_id: str) -> Json:
        """A channel or direct conversation. Raises Refused(channel_not_found)."""
        if channel_id not in self.state.channels:
            raise Refused("channel_not_found")
        return self.state.channels[channel_id]

    def channel_type(self, channel_id: str) -> str:
        """`im`, `group` (a private channel) or `channel`, as events call it."""
        channel = self.state.channels[channel_id]
        if channel.get("is_im"):
            return "im"
        return "group" if channel.get("is_private") else "channel"

    def is_member(self, channel_id: str, user_id: str) -> bool:
        """Whether the user is in the channel."""
        return user_id in self.state.members.get(channel_id, [])

    def app(self, app_id: str) -> Json:
        """An installed app. Raises Refused(invalid_app)."""
        if app_id not in self.state.apps:
            raise Refused("invalid_app")
        return self.state.apps[app_id]

    def apps_in(self, channel_id: str) -> list[Json]:
        """The apps whose bot is in the channel."""
        return [app for app in self.state.apps.values() if self.is_member(channel_id, app["bot_user_id"])]

    def direct_channel(self, user_id: str, other_id: str) -> Json:
        """The direct conversation of two users; it is opened if there is none yet."""
        for channel in self.state.channels.values():
            if channel.get("is_im") and {user_id, other_id} == set(self.state.members[channel["id"]]):
                return channel
        channel = {
            "id": self.state.new_id("D"),
            "created": self.now(),
            "is_im": True,
            "is_org_shared": False,
            "is_archived": False,
            "user": user_id,
            "is_open": True,
        }
        self.state.channels[channel["id"]] = channel
        self.state.members[channel["id"]] = [user_id, other_id]
        self.state.messages[channel["id"]] = []
        return channel

    # messages

    def find(self, channel_id: str, ts: str) -> Json | None:
        """The message with this `ts`, tombstones included."""
        messages = self.state.messages.get(channel_id, [])
        return next((message for message in reversed(messages) if message["ts"] == ts), None)

    def message(self, channel_id: str, ts: str) -> Json:
        """The live message with this `ts`. Raises Refused(message_not_found)."""
        message = self.find(channel_id, ts)
        if message is None or message.get("subtype") == "tombstone":
            raise Refused("message_not_found")
        return message

    def replies(self, channel_id: str, root_ts: str) -> list[Json]:
        """The replies under a root, oldest first, without the root."""
        messages = self.state.messages.get(channel_id, [])
        return [item for item in messages if item.get("thread_ts") == root_ts and item["ts"] != root_ts]

    def top_level(self, channel_id: str) -> Iterable[Json]:
        """The messages that stand in the channel itself, oldest first."""
        for message in self.state.messages.get(channel_id, []):
            is_reply = message.get("thread_ts", message["ts"]) != message["ts"]
            if not is_reply or message.get("subtype") == "thread_broadcast":
                yield message
