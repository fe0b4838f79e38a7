"""Web API: `conversations.*` and `users.conversations`, with Slack's cursors."""

from __future__ import annotations

import base64
import copy
import re
from collections.abc import Callable
from typing import Any

from .office import Office
from .state import Json, Refused

_TS = re.compile(r"\d+(\.\d+)?")


class Conversations:
    """What a bot may know of channels and read in them."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._workspace = office.workspace
        self.handlers: dict[str, Callable[[Json, Json], Json]] = {
            "conversations.info": self.info,
            "conversations.open": self.open,
            "conversations.join": self.join,
            "conversations.members": self.members,
            "conversations.list": self.list,
            "conversations.history": self.history,
            "conversations.replies": self.replies,
            "users.conversations": self.of_user,
        }

    def _described(self, app: Json, channel: Json) -> Json:
        described = copy.deepcopy(channel)
        if channel.get("is_im"):
            pair = self._workspace.state.members[channel["id"]]
            described["user"] = next((user for user in pair if user != app["bot_user_id"]), pair[0])
        else:
            described["is_member"] = self._workspace.is_member(channel["id"], app["bot_user_id"])
        return described

    def info(self, app: Json, arguments: Json) -> Json:
        """`conversations.info`."""
        channel = self._office.channel_for(app, arguments["channel"], "read")
        described = self._described(app, channel)
        if arguments.get("include_num_members"):
            described["num_members"] = len(self._workspace.state.members[channel["id"]])
        return {"channel": described}

    def open(self, app: Json, arguments: Json) -> Json:
        """`conversations.open` with one person (a group conversation is not offered here)."""
        if arguments.get("channel"):
            return {"channel": {"id": self._office.channel_for(app, arguments["channel"], "read")["id"]}}
        users = [user for user in arguments.get("users", "").split(",") if user]
        if not users:
            raise Refused("users_list_not_supplied")
        if len(users) > 1:
            raise Refused("too_many_users")
        self._office.require_scope(app, "im:write")
        user = self._workspace.user(users[0])
        if user["deleted"]:
            raise Refused("user_disabled")
        channel = self._workspace.direct_channel(user["id"], app["bot_user_id"])
        described = self._described(app, channel) if arguments.get("return_im") else {"id": channel["id"]}
        return {"channel": described}

    def join(self, app: Json, arguments: Json) -> Json:
        """`conversations.join`: public channels only."""
        channel = self._workspace.channel(arguments["channel"])
        if self._workspace.channel_type(channel["id"]) != "channel":
            raise Refused("channel_not_found" if channel.get("is_private") else "method_not_supported_for_channel_type")
        self._office.channels.join(channel["id"], app["bot_user_id"])
        return {"channel": self._described(app, channel)}

    def members(self, app: Json, arguments: Json) -> Json:
        """`conversations.members`."""
        channel = self._office.channel_for(app, arguments["channel"], "read")
        page, cursor = paged(self._workspace.state.members[channel["id"]], arguments)
        return {"members": page, "response_metadata": {"next_cursor": cursor}}

    def _listed(self, app: Json, arguments: Json, only_of: str | None) -> Json:
        wanted = set(arguments.get("types", "public_channel").split(","))
        if not wanted <= {"public_channel", "private_channel", "im", "mpim"}:
            raise Refused("invalid_types")
        names = {"channel": "public_channel", "group": "private_channel", "im": "im"}
        found = []
        for channel in self._workspace.state.channels.values():
            kind = self._workspace.channel_type(channel["id"])
            is_own = self._workspace.is_member(channel["id"], app["bot_user_id"])
            is_theirs = only_of is None or self._workspace.is_member(channel["id"], only_of)
            is_shown = not (arguments.get("exclude_archived") and channel.get("is_archived"))
            if names[kind] in wanted and is_shown and is_theirs and (kind == "channel" or is_own):
                found.append(self._described(app, channel))
        page, cursor = paged(found, arguments)
        return {"channels": page, "response_metadata": {"next_cursor": cursor}}

    def list(self, app: Json, arguments: Json) -> Json:
        """`conversations.list`."""
        return self._listed(app, arguments, None)

    def of_user(self, app: Json, arguments: Json) -> Json:
        """`users.conversations`."""
        return self._listed(app, arguments, arguments.get("user", app["bot_user_id"]))

    def _readable(self, app: Json, arguments: Json) -> Json:
        channel = self._office.channel_for(app, arguments["channel"], "history")
        if not self._workspace.is_member(channel["id"], app["bot_user_id"]):
            raise Refused("not_in_channel")
        for name in ("oldest", "latest"):
            if arguments.get(name) and not _TS.fullmatch(arguments[name]):
                raise Refused(f"invalid_ts_{name}")
        return channel

    def history(self, app: Json, arguments: Json) -> Json:
        """`conversations.history`: what stands in the channel itself, newest first."""
        channel = self._readable(app, arguments)
        messages = [item for item in self._workspace.top_level(channel["id"]) if in_span(item["ts"], arguments)]
        page, cursor = paged(messages[::-1], arguments)
        return self._page_of_messages(page, cursor, arguments)

    def replies(self, app: Json, arguments: Json) -> Json:
        """`conversations.replies`: the root, then its replies, oldest first."""
        channel = self._readable(app, arguments)
        root = self._workspace.find(channel["id"], arguments["ts"])
        if root is None:
            raise Refused("thread_not_found")
        if root.get("thread_ts", root["ts"]) != root["ts"]:
            root = self._workspace.find(channel["id"], root["thread_ts"]) or root
        replies = self._workspace.replies(channel["id"], root["ts"])
        within = [item for item in replies if in_span(item["ts"], arguments)]
        page, cursor = paged([root, *within], arguments)
        return self._page_of_messages(page, cursor, arguments)

    def _page_of_messages(self, page: Any, cursor: str, arguments: Json) -> Json:
        shown = copy.deepcopy(page)
        for message in shown:
            if not arguments.get("include_all_metadata"):
                message.pop("metadata", None)
        return {"messages": shown, "has_more": bool(cursor), "response_metadata": {"next_cursor": cursor}}


def in_span(ts: str, arguments: Json) -> bool:
    """Whether `ts` lies between `oldest` and `latest`, the ends only if `inclusive`."""
    moment = _moment(ts)
    oldest, latest = arguments.get("oldest"), arguments.get("latest")
    if arguments.get("inclusive"):
        return (not oldest or moment >= _moment(oldest)) and (not latest or moment <= _moment(latest))
    return (not oldest or moment > _moment(oldest)) and (not latest or moment < _moment(latest))


def _moment(ts: str) -> tuple[int, int]:
    seconds, _, rest = ts.partition(".")
    return int(seconds), int(f"{rest:0<6}"[:6])


def paged(items: list[Any], arguments: Json) -> tuple[list[Any], str]:
    """One page of `items` and the cursor of the next, "" after the last. Raises Refused(invalid_cursor)."""
    start = 0
    if arguments.get("cursor"):
        try:
            start = int(base64.b64decode(arguments["cursor"], validate=True).decode().removeprefix("next:"))
        except ValueError:
            raise Refused("invalid_cursor") from None
    limit = arguments.get("limit") or 100
    if not 1 <= limit <= 1000:
        raise Refused("invalid_limit")
    more = start + limit < len(items)
    cursor = base64.b64encode(f"next:{start + limit}".encode()).decode() if more else ""
    return items[start : start + limit], cursor
