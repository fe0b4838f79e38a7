"""What the page shows: each side as one person sees it, as plain JSON."""

from __future__ import annotations

from typing import Any

from playground.cast import PRIVATE, SHORTCUT, Cast
from playground.slack import Channel
from playground.slack import Person as Colleague
from playground.slack.emoji import NAMES
from playground.telegram import Person as Requester
from playground.telegram.view import room_view
from playground.world import SLACK_PATH, TELEGRAM_PATH

Json = dict[str, Any]

MOST_SHOWN = 300
"""The newest messages a state holds, on each side: more would make every change slow."""


def setup_json(cast: Cast) -> Json:
    """What never changes: who there is to play, on which side and where; the emoji; where the platforms are."""
    return {
        "requesters": {
            "telegram": [_phone(key, who) for key, who in cast.in_private.items()],
            "slack": [_desk(cast, key, who) for key, who in cast.in_rooms.items()],
        },
        "agents": {
            "slack": [_desk(cast, key, who) for key, who in cast.in_support.items()],
            "telegram": [_phone(key, who) for key, who in cast.in_group.items()],
        },
        "emoji": NAMES,
        "paths": {"telegram": TELEGRAM_PATH, "slack": SLACK_PATH},
        "shortcut": {"id": SHORTCUT, "name": "Make it a ticket"},
    }


def _phone(key: str, who: Requester) -> Json:
    user = who.user
    name = f"{user['first_name']} {user['last_name']}"
    return {"key": key, "name": name, "language": user.get("language_code", "")}


def _desk(cast: Cast, key: str, who: Colleague) -> Json:
    title = cast.world.slack.workspace.state.users[who.id]["profile"]["title"]
    return {"key": key, "id": who.id, "name": who.name, "title": title}


def state_json(cast: Cast, person: str, agent: str, room: str, topic: str) -> Json | None:
    """Both sides as `person` and `agent` see them now, None where there is nobody of that key.

    `left` and `right` are what `private_json`, `group_json` or `slack_json` say; `room` is where somebody in Slack is who may
    choose, `topic` the group's open one. `news` tells by key, also for places not shown, how far the desk has written.
    """
    left = _side(cast, person, room, topic, cast.in_private, cast.in_rooms)
    right = _side(cast, agent, room, topic, cast.in_group, cast.in_support)
    if left is None or right is None:
        return None
    for side in (left, right):
        side["messages"] = side["messages"][-MOST_SHOWN:]
    return {"left": left, "right": right, "news": _news(cast)}


def _side(
    cast: Cast, key: str, room: str, topic: str, phones: dict[str, Requester], desks: dict[str, Colleague]
) -> Json | None:
    if key in desks:
        return slack_json(cast, key, desks[key], cast.channel(key, room))
    if key not in phones:
        return None
    return group_json(cast, phones[key], topic) if key in cast.in_group else private_json(cast, phones[key])


def private_json(cast: Cast, who: Requester) -> Json:
    """A requester's chat with the bot; see `telegram.view.room_view`."""
    return cast.world.telegram.person_view(who, cast.world.bot)


def group_json(cast: Cast, who: Requester, wanted: str) -> Json:
    """The agents' group: all `topics`, the one talked in last first, and the `messages` of the one that is open.

    A topic has `id` (0 for General, -1 for the private chat with the bot), `name`, `color`, `closed`, `last` (`name`, `text`
    and `date` of its last message) and `newest`, the id of the last message that `who` has not written. `wanted` is a topic's
    id; without one it is the topic that was made last.
    """
    room, bot = cast.group.room, cast.world.bot
    talks: dict[int, list[Json]] = {0: [], **{int(thread): [] for thread in room["topics"]}}
    for message in room["messages"].values():
        talks.setdefault(int(message.get("message_thread_id") or 0), []).append(message)
    talks[PRIVATE] = list(who.shown["messages"].values())
    known = wanted.removeprefix("-").isdigit() and int(wanted) in talks
    open_one = int(wanted) if known else int(max(room["topics"], default=0, key=int))
    inside = {str(message["message_id"]): message for message in talks[open_one]}
    base = who.shown if open_one == PRIVATE else room
    topics = [_topic(room["topics"].get(str(thread)), thread, talk, who) for thread, talk in talks.items()]
    people = [member["user"] for member in room["members"].values() if member["status"] not in ("left", "kicked")]
    return {
        **room_view(cast.world.telegram.parts, {**base, "messages": inside}, who.id),
        "bot": {"name": bot.name},
        "title": cast.group.title,
        "topic": open_one,
        "topics": sorted(topics, key=lambda topic: topic["order"], reverse=True),
        "members": [f"{user['first_name']} {user.get('last_name', '')}".strip() for user in people],
        "manages": room["members"][str(who.id)]["status"] == "administrator",
    }


def _topic(topic: Json | None, thread: int, talk: list[Json], who: Requester) -> Json:
    last = next((message for message in reversed(talk) if "text" in message or "caption" in message), None)
    return {
        "id": thread,
        "name": topic["name"] if topic else "General" if thread == 0 else "",
        "color": f"#{topic['icon_color']:06x}" if topic else "",
        "closed": bool(topic and topic["closed"]),
        "last": last
        and {
            "name": last["from"]["first_name"],
            "text": (last.get("text") or last.get("caption") or "")[:120],
            "date": last["date"],
        },
        "newest": max((message["message_id"] for message in talk if message["from"]["id"] != who.id), default=0),
        "order": max((message["message_id"] for message in talk), default=0) if thread != PRIVATE else PRIVATE,
    }


def slack_json(cast: Cast, key: str, who: Colleague, channel: Channel) -> Json:
    """A channel or direct conversation as `who` sees it; see `slack.sight.channel_json`.

    To that come the `names` of all people by id, the `humans` among its members, whether `who` is in it, the `modal` before
    them; for who may choose where to be, the `rooms` and the desk's `home` tab.
    """
    workspace = cast.world.slack.workspace
    shown = cast.world.slack.channel_json(who, channel)
    shown["names"] = {user_id: workspace.display_name(user_id) for user_id in workspace.state.users}
    shown["is_member"] = workspace.is_member(channel.id, who.id)
    shown["humans"] = [member for member in shown["members"] if not workspace.state.users[member["id"]]["is_bot"]]
    shown["modal"] = who.modal_json()
    if key in cast.in_rooms:
        home = who.home(cast.world.app)
        shown["room"] = next(name for name, room in cast.rooms.items() if room.id == channel.id)
        shown["rooms"] = [_room(cast, name, room) for name, room in cast.rooms.items()]
        shown["home"] = home and home.raw["blocks"]
    return shown


def _room(cast: Cast, name: str, room: Channel) -> Json:
    return {"key": name, "name": room.name, "is_im": name == "desk", "news": _by_the_app(cast, room.id)}


def _news(cast: Cast) -> Json:
    """How far the desk has written in each place: message ids in Telegram, seconds in Slack, 0 for nothing."""
    bot = cast.world.bot.id
    chats = {key: who.shown for key, who in cast.in_private.items()} | {"group": cast.group.room}
    ids = {
        key: max((m["message_id"] for m in room["messages"].values() if m["from"]["id"] == bot), default=0)
        for key, room in chats.items()
    }
    return {**ids, "sam": _by_the_app(cast, cast.rooms["desk"].id), "support": _by_the_app(cast, cast.world.support.id)}


def _by_the_app(cast: Cast, channel_id: str) -> float:
    messages = reversed(cast.world.slack.workspace.state.messages.get(channel_id, []))
    return next((float(message["ts"]) for message in messages if "bot_id" in message), 0.0)
