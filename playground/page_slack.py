"""What the page lets people do in Slack."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Sequence

from playground.cast import SHORTCUT, Cast
from playground.page_given import File, Json, NotDone, NotUnderstood
from playground.slack import Message
from playground.slack.editor import edited
from playground.slack.handles import Outcome

WORDS = {
    "no_text": "There is nothing to send.",
    "not_in_channel": "You are not in this channel. Join it to write here.",
    "message_not_found": "This message is gone.",
    "is_archived": "This channel is archived.",
    "already_reacted": "You have reacted so already.",
    "msg_too_long": "This message is too long for Slack.",
    "invalid_name": "Slack has no such emoji.",
}
"""Slack's refusals in words for the person."""


class At:
    """Somebody in Slack, in the channel the page shows them."""

    def __init__(self, cast: Cast, key: str, room: object) -> None:
        self.who = cast.slack[key]
        self.app = cast.world.app
        self.channel = cast.channel(key, room)
        self._slack = cast.world.slack

    def written(self, text: str) -> str | list[Json]:
        """What Slack's own box makes of what one types: `@Name` is a mention, `*bold*` is bold."""
        users = self._slack.workspace.state.users
        ids = {self._slack.workspace.display_name(user_id): user_id for user_id in users}
        names = "|".join(re.escape(name) for name in sorted(ids, key=len, reverse=True))
        return edited(re.sub(rf"(?<!\w)@({names})(?!\w)", lambda found: f"<@{ids[found.group(1)]}>", text))

    def message(self, ts: str) -> Message:
        """A message they can see. Raises NotDone when it is gone."""
        everything = self._slack.sight.all(self.who.id, self.channel.id)
        found = next((message for message in everything if message.ts == ts), None)
        if found is None:
            raise NotDone(WORDS["message_not_found"])
        return found


def _told(outcome: Outcome, what: str) -> Json:
    """Nothing, if the app has answered in time. Raises NotDone."""
    if outcome.failed:
        raise NotDone(f"The app did not answer {what} ({outcome.error}). Is the desk running?")
    return {}


async def _posts(at: At, given: Json, files: Sequence[File]) -> Json:
    uploads = [(name, data) for name, _, data in files]
    await at.who.posts(at.channel, at.written(given["text"]), thread=given.get("thread") or None, files=uploads)
    return {}


async def _rewrites(at: At, given: Json, _: Sequence[File]) -> Json:
    if not given["text"].strip():
        raise NotDone(WORDS["no_text"])
    await at.who.edits(at.message(given["message"]), at.written(given["text"]))
    return {}


async def _removes(at: At, given: Json, _: Sequence[File]) -> Json:
    await at.who.deletes(at.message(given["message"]))
    return {}


async def _marks(at: At, given: Json, _: Sequence[File]) -> Json:
    message = at.message(given["message"])
    if given["on"]:
        await at.who.reacts(message, given["name"])
    else:
        await at.who.unreacts(message, given["name"])
    return {}


async def _clicks(at: At, given: Json, _: Sequence[File]) -> Json:
    """Press a button: of a message, or of the open modal where no message is named."""
    message = at.message(given["message"]) if given["message"] else None
    return _told(await at.who.presses(given["label"], message), "the press")


async def _joins(at: At, given: Json, _: Sequence[File]) -> Json:
    if given["joined"]:
        await at.who.joins(at.channel)
    else:
        await at.who.leaves(at.channel)
    return {}


async def _commands(at: At, given: Json, _: Sequence[File]) -> Json:
    command, _, text = given["text"].strip().partition(" ")
    return _told(await at.who.command(command, text.strip(), at.channel), command)


async def _uses_shortcut(at: At, given: Json, _: Sequence[File]) -> Json:
    return _told(await at.who.shortcut(SHORTCUT, at.message(given["message"]), at.app), "the shortcut")


# Modals and the home tab


async def _fills(at: At, given: Json, _: Sequence[File]) -> Json:
    """Keep what was filled in, by block, and tell the app at once where a choice (`chosen`) asks for that."""
    for block, value in given["values"].items():
        at.who.fills(block, value)
    if chosen := given.get("chosen"):
        return _told(await at.who.chooses(chosen, given["values"][chosen]), "the choice")
    return {}


async def _picks(at: At, given: Json, files: Sequence[File]) -> Json:
    """The files of one input, in place of those picked before."""
    at.who.fills(given["block"], [(name, data) for name, _, data in files])
    return {}


async def _submits(at: At, given: Json, _: Sequence[File]) -> Json:
    return _told(await at.who.submits(values=given["values"]), "the form")


async def _closes(at: At, _: Json, __: Sequence[File]) -> Json:
    await at.who.closes_modal()
    return {}


async def _looks_up(at: At, given: Json, _: Sequence[File]) -> Json:
    return {"options": await at.who.looks_up(given["block"], given["text"])}


async def _goes_home(at: At, given: Json, _: Sequence[File]) -> Json:
    if given["tab"] not in ("home", "messages"):
        raise NotUnderstood("no such tab")
    await at.who.opens_home(at.app, given["tab"])
    return {}


async def _clicks_at_home(at: At, given: Json, _: Sequence[File]) -> Json:
    return _told(await at.who.presses_at_home(given["label"], at.app), "the press")


_Act = Callable[[At, Json, Sequence[File]], Awaitable[Json]]
ACTS: dict[str, _Act] = {
    "post": _posts,
    "edit": _rewrites,
    "delete": _removes,
    "react": _marks,
    "press": _clicks,
    "join": _joins,
    "command": _commands,
    "shortcut": _uses_shortcut,
    "fill": _fills,
    "pick": _picks,
    "submit": _submits,
    "close": _closes,
    "lookup": _looks_up,
    "home": _goes_home,
    "press_at_home": _clicks_at_home,
}

WANTED: dict[str, dict[str, type | tuple[type, ...]]] = {
    "post": {"text": str},
    "edit": {"message": str, "text": str},
    "delete": {"message": str},
    "react": {"message": str, "name": str, "on": bool},
    "press": {"message": str, "label": str},
    "join": {"joined": bool},
    "command": {"text": str},
    "shortcut": {"message": str},
    "fill": {"values": dict},
    "pick": {"block": str},
    "submit": {"values": dict},
    "close": {},
    "lookup": {"block": str, "text": str},
    "home": {"tab": str},
    "press_at_home": {"label": str},
}
"""What each act needs, by name and type."""
