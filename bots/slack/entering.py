"""What brings a requester in beside plain messages: the slash command, and the shortcut on a message. Pure."""

from __future__ import annotations

import re
from datetime import datetime

from bots.slack import ids, reading, said
from bots.slack.picking import Context
from bots.slack.reading import CHANNEL, Json, team_of
from core.commands import REQUESTER_COMMANDS
from core.messages import Author, Invites, Picked, Said

COMMAND = "/support"
"""The one slash command; what a requester's commands are elsewhere are words after it."""
SHORTCUT = "make_it_a_ticket"
"""The callback id of the shortcut on a message."""

JOIN = "join-"
"""How the word of an invitation begins."""
ELSEWHERE = ("delete", "start")
"""Commands that are none here: a message is deleted by deleting it."""


_NAMED = re.compile(rf"(?<![\w/])/({'|'.join(REQUESTER_COMMANDS)})\b")


def spelled(words: str) -> str:
    """Words of ours with the commands in them as they are given here: `/tickets` is `/support tickets`."""

    def here(named: re.Match[str]) -> str:
        word = "" if named[1] in ("start", "new") else f" {named[1]}"
        return f"{COMMAND}{word}"

    return _NAMED.sub(here, words)


_INVITES = re.compile(r"\s*invite\s+<@([A-Z0-9]+)(?:\|[^>]*)?>\s*", re.IGNORECASE)


def guest_of(body: Json) -> str | None:
    """Who is mentioned in `/support invite @colleague`."""
    match = _INVITES.fullmatch(body.get("text") or "")
    return match[1] if match else None


def invites(body: Json, place: str, now: datetime, guest: Author, guest_place: str) -> Invites:
    """The update in that command's payload. Raises KeyError."""
    return Invites(
        key=f"{CHANNEL}:command:{team_of(body)}:{body['trigger_id']}",
        channel=CHANNEL,
        place=place,
        author=Author(body["user_id"], body["user_id"]),
        at=now,
        direct=True,
        guest=guest,
        guest_place=guest_place,
    )


def command(body: Json, place: str, now: datetime) -> Said:
    """The update in a slash command's payload. A word we don't know asks for help. Raises KeyError."""
    word, _, rest = (body.get("text") or "").strip().partition(" ")
    word = word.lower()
    if word.startswith(JOIN):
        word, rest = "start", word
    elif not word:
        word = "new"
    elif word not in REQUESTER_COMMANDS or word in ELSEWHERE:
        word = reading.HELP
    trigger = body["trigger_id"]
    return Said(
        key=f"{CHANNEL}:command:{team_of(body)}:{trigger}",
        channel=CHANNEL,
        place=place,
        author=Author(body["user_id"], body["user_id"]),
        at=now,
        direct=True,
        message="",
        position=ids.position(ids.ts_of(now)),
        text=said.words(rest, {}).strip(),
        command=word,
        trigger=trigger,
    )


def picked(body: Json, place: str, now: datetime, context: Context) -> Picked:
    """The update in a message shortcut's payload, without the writer. Raises KeyError."""
    user, trigger = body["user"]["id"], body["trigger_id"]
    return Picked(
        key=f"{CHANNEL}:picked:{team_of(body)}:{trigger}",
        channel=CHANNEL,
        place=place,
        author=Author(user, user),
        at=now,
        direct=True,
        trigger=trigger,
        message=ids.thread(body["channel"]["id"], body["message"]["ts"]),
        text=body["message"].get("text") or "",
        context=context.lines,
        left_out=context.left_out,
        unread=context.unread,
    )
