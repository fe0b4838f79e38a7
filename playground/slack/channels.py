"""Channels and who is in them, with the events and the small messages Slack makes of it."""

from __future__ import annotations

from .events import Events
from .messages import Messages
from .state import Json, Refused
from .workspace import Workspace


class Channels:
    """Creates, joins, leaves and archives channels."""

    def __init__(self, workspace: Workspace, events: Events, messages: Messages) -> None:
        self._workspace = workspace
        self._events = events
        self._messages = messages

    def create(self, name: str, members: list[str], private: bool) -> Json:
        """A new channel whose first members are there without a message about it."""
        channel = {
            "id": self._workspace.state.new_id("C"),
            "name": name,
            "name_normalized": name,
            "created": self._workspace.now(),
            "creator": members[0] if members else "USLACKBOT",
            "is_channel": True,
            "is_group": False,
            "is_im": False,
            "is_mpim": False,
            "is_private": private,
            "is_archived": False,
            "is_general": False,
            "is_shared": False,
            "is_ext_shared": False,
            "is_org_shared": False,
            "context_team_id": self._workspace.state.team["id"],
            "topic": {"value": "", "creator": "", "last_set": 0},
            "purpose": {"value": "", "creator": "", "last_set": 0},
        }
        self._workspace.state.channels[channel["id"]] = channel
        self._workspace.state.members[channel["id"]] = list(members)
        self._workspace.state.messages[channel["id"]] = []
        return channel

    def join(self, channel_id: str, user_id: str, inviter: str | None = None) -> None:
        """Somebody comes in. Joining again changes nothing. Raises Refused(is_archived)."""
        channel = self._workspace.channel(channel_id)
        if channel.get("is_archived"):
            raise Refused("is_archived")
        members = self._workspace.state.members[channel_id]
        if user_id in members:
            return
        members.append(user_id)
        event = self._membership("member_joined_channel", channel_id, user_id)
        notice = {"subtype": "channel_join", "user": user_id, "text": f"<@{user_id}> has joined the channel"}
        if inviter is not None:
            event["inviter"] = notice["inviter"] = inviter
        self._events.in_channel(channel_id, event)
        self._messages.post(channel_id, notice)

    def leave(self, channel_id: str, user_id: str) -> None:
        """Somebody goes, or is removed. An app whose bot it was hears of it too."""
        members = self._workspace.state.members[channel_id]
        if user_id not in members:
            raise Refused("not_in_channel")
        self._events.in_channel(channel_id, self._membership("member_left_channel", channel_id, user_id))
        members.remove(user_id)
        own = [app for app in self._workspace.state.apps.values() if app["bot_user_id"] == user_id]
        kind = "group_left" if self._workspace.channel_type(channel_id) == "group" else "channel_left"
        self._events.emit(kind, {"type": kind, "channel": channel_id}, own)

    def archive(self, channel_id: str, by: str, archived: bool = True) -> None:
        """Archive a channel, or bring it back."""
        self._workspace.channel(channel_id)["is_archived"] = archived
        surface = "group" if self._workspace.channel_type(channel_id) == "group" else "channel"
        kind = f"{surface}_{'archive' if archived else 'unarchive'}"
        self._events.in_channel(channel_id, {"type": kind, "channel": channel_id, "user": by})

    def rename(self, channel_id: str, name: str) -> None:
        """Give a channel another name; its id stays."""
        channel = self._workspace.channel(channel_id)
        channel["name"] = channel["name_normalized"] = name
        told = {"id": channel_id, "name": name, "created": channel["created"]}
        kind = "group_rename" if self._workspace.channel_type(channel_id) == "group" else "channel_rename"
        self._events.emit(kind, {"type": kind, "channel": told}, self._workspace.apps_in(channel_id))

    def _membership(self, kind: str, channel_id: str, user_id: str) -> Json:
        is_private = self._workspace.channel_type(channel_id) == "group"
        return {
            "type": kind,
            "user": user_id,
            "channel": channel_id,
            "channel_type": "G" if is_private else "C",
            "team": self._workspace.state.team["id"],
        }
