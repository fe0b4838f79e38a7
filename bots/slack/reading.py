"""What Slack says, as core's updates. Pure: payload in, update out.

The updates made here still bear Slack's ids; `finished` gives them names.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bots.slack import ids, said, shared
from core.commands import AGENT_HOME_COMMANDS
from core.marks import Marked, piece, stripped
from core.messages import (
    Author,
    Deleted,
    Edited,
    IncomingFile,
    Named,
    Picked,
    Pressed,
    Reachable,
    Said,
    Update,
    Visited,
)

Json = dict[str, Any]

CHANNEL = "slack"
"""The channel's name in core."""

SAID = (None, "file_share", "thread_broadcast", "me_message")
"""The subtypes of a message that are somebody's words (docs.slack.dev/reference/events/message)."""

CHAT = "D"
"""How the ids of private chats begin."""

PRESS = "press:"
"""How the action ids of our buttons begin."""

OWN = f"{PRESS}own:"
"""How the action ids of buttons begin whose press belongs into the private chat of who pressed, wherever they stand."""

_NO_BYTES = ("tombstone", "hidden_by_limit", "external", "space", "quip", "canvas", "list")
"""Modes of files that can't be fetched (docs.slack.dev/reference/objects/file-object)."""

HELP = "help"
"""The command of a mention without a word."""

NAMING = "assign"
"""The command that names people."""


@dataclass(frozen=True, slots=True)
class Rules:
    """`bot`: our bot user's id. `direct`: whether private messages to the bot count. `team`: our workspace's id; without
    it the payload's own is taken."""

    bot: str
    direct: bool = False
    team: str = ""


def event(body: Json, rules: Rules) -> Update | None:
    """The update in an Events API payload (`message` or `app_mention`); None when it is none of our business.

    Raises KeyError, TypeError or ValueError when Slack's own fields are missing or not what they should be.
    """
    told = body["event"]
    subtype = told.get("subtype")
    if subtype == "message_changed":
        return _changed(body, told, rules)
    if subtype == "message_deleted":
        return _deleted(body, told, rules)
    if subtype not in SAID or from_bot(told):
        return None
    place = _place(told["channel"], told, told.get("channel_type"), rules) or _home(told, rules)
    if place is None:
        return None
    text, marks = shared.words(told)
    return Said(
        key=_key(body, rules, told["channel"], told["ts"]),
        channel=CHANNEL,
        place=place,
        author=_author(told["user"]),
        at=ids.moment(told["ts"]),
        direct=_is_direct(told),
        message=told["ts"],
        position=ids.position(told["ts"]),
        text=text,
        marks=marks,
        reply_to=_root(told) if _is_direct(told) else None,
        files=tuple(file(item) for item in (*(told.get("files") or ()), *shared.files(told))),
        forwarded=shared.first_writer(told),
    )


def left(body: Json, rules: Rules) -> Reachable | None:
    """The update in `member_left_channel`: somebody has left an agents' place, or was put out; None for ourselves."""
    told = body["event"]
    if told["user"] == rules.bot:
        return None
    return Reachable(
        key=f"{CHANNEL}:{body['event_id']}",
        channel=CHANNEL,
        place=told["channel"],
        author=_author(told["user"]),
        at=ids.moment(told["event_ts"]),
        direct=False,
        can_write=False,
    )


def account(body: Json) -> list[Reachable]:
    """The updates in `user_change`: whether somebody's account is active, as a requester and as an agent. Slack takes words
    to a deactivated one as if somebody read them (python-slack-sdk#1156), so this is the only sign. Where their private chat
    is it doesn't say: their own id stands for it, and an empty place for every channel they were in."""
    told = body["event"]
    user = told["user"]
    given: Json = {
        "channel": CHANNEL,
        "author": _author(user["id"]),
        "at": ids.moment(told["event_ts"]),
        "can_write": not user.get("deleted"),
    }
    key = f"{CHANNEL}:{body['event_id']}"
    found = [Reachable(key=key, place=user["id"], direct=True, **given)]
    if user.get("deleted"):
        found.append(Reachable(key=f"{key}:agent", place="", direct=False, **given))
    return found


def is_own(body: Json) -> bool:
    """Whether a press belongs into the private chat of who pressed, though the button stands elsewhere."""
    return str(body["actions"][0].get("action_id")).startswith(OWN)


def own_press(body: Json, chat: str) -> Pressed | None:
    """The update in such a press; `chat` is that chat. None for a button that only leads somewhere. Raises like `event`."""
    action, container, user = body["actions"][0], body["container"], body["user"]["id"]
    if not action.get("value"):
        return None
    at = container.get("view_id") or f"{container['channel_id']}:{container['message_ts']}"
    return Pressed(
        key=f"{CHANNEL}:press:{team_of(body)}:{at}:{user}:{action['action_ts']}",
        channel=CHANNEL,
        place=chat,
        author=_author(user),
        at=ids.moment(action["action_ts"]),
        direct=True,
        trigger=body.get("trigger_id"),
        data=action["value"],
        reply=body.get("response_url"),
    )


def visit(body: Json) -> Visited | None:
    """The update in an `app_home_opened`; None for the tab with the messages. Raises KeyError."""
    told = body["event"]
    if told.get("tab") != "home":
        return None
    return Visited(
        key=f"{CHANNEL}:visit:{team_of(body)}:{told['user']}:{told['event_ts']}",
        channel=CHANNEL,
        place=told["channel"],
        author=_author(told["user"]),
        at=ids.moment(told["event_ts"]),
        direct=True,
    )


def press(body: Json, rules: Rules) -> Pressed | None:
    """The update in a `block_actions` payload; None for anything but a button of ours in a message.

    The root of a thread (the card) counts as being in it. A message only the presser sees has no id others could use.
    Raises like `event`.
    """
    action = body["actions"][0]
    container = body["container"]
    if action.get("type") != "button" or container.get("type") != "message" or not action.get("value"):
        return None
    channel, ts = container["channel_id"], container["message_ts"]
    root = container.get("thread_ts") or (body.get("message") or {}).get("thread_ts") or ts
    ephemeral = bool(container.get("is_ephemeral"))
    user, direct = body["user"]["id"], channel.startswith(CHAT)
    return Pressed(
        key=f"{CHANNEL}:press:{team_of(body)}:{channel}:{ts}:{user}:{action['action_ts']}",
        channel=CHANNEL,
        place=channel if direct else ids.thread(channel, root),
        author=_author(user),
        at=ids.moment(action["action_ts"]),
        direct=direct,
        trigger=body.get("trigger_id") if direct else None,
        data=action["value"],
        message=None if ephemeral else ts,
        reply=body.get("response_url"),
    )


def finished(
    update: Update,
    author: Author,
    member: bool,
    names: Mapping[str, str],
    rules: Rules,
    named: tuple[Named, ...] = (),
) -> Update:
    """The update with who it was, and the names of those it mentions; a mention of the bot at its start becomes a command, for
    agents, which may name people: a requester's words are all theirs."""
    if isinstance(update, Picked):
        return replace(update, author=author, member=member, text=said.words(update.text, names).strip())
    if not isinstance(update, (Said, Edited)):
        return replace(update, author=author, member=member)
    rest = None if update.direct else said.after_mention((update.text, update.marks), rules.bot)
    if rest is None:
        text, marks = stripped(*said.named((update.text, update.marks), names))
        return replace(update, author=author, member=member, text=text, marks=marks)
    command, (text, marks) = _command(said.named(rest, names))
    done = replace(update, author=author, member=member, command=command, text=text, marks=marks)
    return replace(done, named=named) if isinstance(done, Said) else done


def whom(update: Update, rules: Rules) -> set[str]:
    """The ids of the people, beside the bot, to whom a command gives the ticket."""
    rest = said.after_mention((update.text, update.marks), rules.bot) if isinstance(update, Said) else None
    return said.mentioned(rest) - {rules.bot} if rest and _command(rest)[0] == NAMING else set()


def file(item: Json) -> IncomingFile:
    """A file as a message announces it. One that must be asked for first (Slack Connect) has its id for a `ref`."""
    mime = item.get("mimetype")
    # deleted, over the free plan's limit, kept elsewhere, or a canvas, which is no file: Slack has no bytes for us
    is_gone = item.get("mode") in _NO_BYTES or item.get("is_external")
    return IncomingFile(
        ref=item.get("url_private_download") or item.get("url_private") or item["id"],
        kind=_kind(item, mime or ""),
        name=item.get("name") or item.get("title") or item["id"],
        mime=mime,
        size=item.get("size"),
        seconds=_seconds(item),
        problem="gone" if is_gone else None,
    )


def _changed(body: Json, told: Json, rules: Rules) -> Edited | None:
    """An unfurled link and a new reply also "change" a message: only a newer `edited`, or other words within the same
    second, are somebody's edit (`edited` counts whole seconds)."""
    message, before = told["message"], told.get("previous_message") or {}
    edited, last = message.get("edited"), before.get("edited")
    if not edited or from_bot(message) or message.get("subtype") not in SAID:
        return None
    is_newer = last is None or ids.position(edited["ts"]) > ids.position(last["ts"])
    if not is_newer and message.get("text") == before.get("text"):
        return None
    place = _place(told["channel"], message, told.get("channel_type"), rules)
    if place is None:
        return None
    text, marks = shared.words(message)
    return Edited(
        key=_key(body, rules, told["channel"], message["ts"]) + f":edited:{_wording(message)}",
        channel=CHANNEL,
        place=place,
        author=_author(message["user"]),
        at=ids.moment(told["event_ts"]),
        direct=_is_direct(told),
        message=message["ts"],
        text=text,
        marks=marks,
    )


def _deleted(body: Json, told: Json, rules: Rules) -> Deleted | None:
    """The author is whose message it was; Slack does not say who deleted it."""
    message = told.get("previous_message") or {}
    if not message.get("user") or from_bot(message):
        return None
    place = _place(told["channel"], message, told.get("channel_type"), rules)
    if place is None:
        return None
    return Deleted(
        key=_key(body, rules, told["channel"], told["deleted_ts"]) + ":deleted",
        channel=CHANNEL,
        place=place,
        author=_author(message["user"]),
        at=ids.moment(told["event_ts"]),
        direct=_is_direct(told),
        message=told["deleted_ts"],
    )


def _key(body: Json, rules: Rules, channel: str, ts: str) -> str:
    """One message's name for ever: a mention comes as two events, `message` and `app_mention`, with two event ids, and a
    message that is read back with none."""
    return f"{CHANNEL}:{rules.team or team_of(body)}:{channel}:{ts}"


def _wording(message: Json) -> str:
    """One edit's name for ever, told by the message as it stands after it: when it was edited (in whole seconds), and its
    words."""
    words_ = hashlib.sha256((message.get("text") or "").encode()).hexdigest()[:16]
    return f"{ids.position(message['edited']['ts']) // 1_000_000}:{words_}"


def team_of(body: Json) -> str:
    """The workspace's id."""
    return str(body.get("team_id") or (body.get("team") or {}).get("id") or "")


def _author(user: str) -> Author:
    return Author(user, user)


def from_bot(message: Json) -> bool:
    """Whether a program wrote it."""
    return bool(message.get("bot_id")) or message.get("subtype") == "bot_message" or message.get("user") == "USLACKBOT"


def _is_direct(told: Json) -> bool:
    return told.get("channel_type") == "im"


def _place(channel: str, message: Json, channel_type: str | None, rules: Rules) -> str | None:
    """Where a message stands, if that is a place of ours: a thread, or a private chat (threads and all) where those count."""
    if channel_type == "im":
        return channel if rules.direct else None
    root = _root(message)
    return ids.thread(channel, root) if root else None


def _root(message: Json) -> str | None:
    """The message that a reply is one to."""
    root = message.get("thread_ts")
    return root if root != message["ts"] else None


def _home(told: Json, rules: Rules) -> str | None:
    """The channel itself, for a mention at its top level with a word that is answered there."""
    if _is_direct(told) or told.get("thread_ts") or rules.bot not in (told.get("text") or ""):
        return None
    rest = said.after_mention(said.read(told), rules.bot)
    if rest is None or _command(rest)[0] not in AGENT_HOME_COMMANDS:
        return None
    return str(ids.Place(told["channel"]))


def _command(rest: Marked) -> tuple[str, Marked]:
    text, marks = stripped(*rest)
    word = text.split(maxsplit=1)[0] if text else ""
    return word.lower() or HELP, stripped(*piece(text, marks, len(word), len(text)))


def _kind(item: Json, mime: str) -> str:
    if item.get("subtype") == "slack_audio":
        return "voice"
    if mime in ("image/jpeg", "image/png"):
        return "photo"
    family = mime.partition("/")[0]
    return family if family in ("video", "audio") else "document"


def _seconds(item: Json) -> int | None:
    milliseconds = item.get("duration_ms")
    return None if milliseconds is None else round(milliseconds / 1000)
