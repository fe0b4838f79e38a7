"""What the page lets people do: each act is a JSON object (or a form with files) from the page, done as a person."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from playground.changes import NotSeen
from playground.slack import Message, NotThere, Refused
from playground.slack import Person as Colleague
from playground.telegram import CannotDo
from playground.telegram import Person as Requester
from playground.telegram.errors import ApiError
from playground.world import World

Json = dict[str, Any]
File = tuple[str, str, bytes]
"""A file as a browser sends it: name, MIME type, bytes."""

MOST_IN_AN_ALBUM = 10
_PHOTOS = {"image/jpeg", "image/png", "image/webp"}
_VIDEOS = {"video/mp4", "video/quicktime", "video/webm"}

_WORDS = {
    "no_text": "There is nothing to send.",
    "not_in_channel": "You are not in this channel. Join it to write here.",
    "message_not_found": "This message is gone.",
    "is_archived": "This channel is archived.",
    "already_reacted": "You have reacted so already.",
    "msg_too_long": "This message is too long for Slack.",
    "invalid_name": "Slack has no such emoji.",
}


class NotDone(Exception):
    """An act that is not possible, with words for the person."""


class NotUnderstood(Exception):
    """No such act or person, or a part of what was given is missing or of the wrong type."""


def requesters(world: World) -> dict[str, Requester]:
    """Who has a phone on the page, by the key the page uses."""
    return {"ann": world.ann, "carlo": world.carlo}


def colleagues(world: World) -> dict[str, Colleague]:
    """Who sits at the Slack side, by the key the page uses."""
    return {"anna": world.anna, "bruno": world.bruno, "dora": world.dora}


async def perform(world: World, place: str, act: str, given: Json, files: Sequence[File] = ()) -> Json:
    """Do an act of `telegram` or `slack` as the page describes it; returns what the page shows at once.

    Raises NotDone with words for the person, NotUnderstood for what the page would never ask.
    """
    wanted = _WANTED.get(place, {}).get(act)
    people = requesters(world) if place == "telegram" else colleagues(world)
    who = str(given.get("person"))
    if wanted is None or who not in people:
        raise NotUnderstood(f"nobody there who could {act}")
    if wrong := [name for name, kind in wanted.items() if not isinstance(given.get(name), kind)]:
        raise NotUnderstood(f"{act} wants {', '.join(wrong)}")
    try:
        if place == "telegram":
            return await _TELEGRAM[act](requesters(world)[who], given, files)
        return await _SLACK[act](At(world, colleagues(world)[who]), given, files)
    except Refused as refused:
        raise NotDone(_WORDS.get(refused.error, f"Slack refuses this: {refused.error}.")) from refused
    except ApiError as error:
        raise NotDone(error.description) from error
    except (CannotDo, NotThere) as error:
        raise NotDone(str(error).splitlines()[0]) from error


# Telegram


def _message(given: Json, key: str) -> Json | None:
    """The message the page names by its number; None where it names none."""
    number = str(given.get(key) or "")
    return {"message_id": int(number)} if number.isdigit() else None


def _named(given: Json) -> Json:
    return {"message_id": given["message"]}


async def _says(person: Requester, given: Json, _: Sequence[File]) -> Json:
    if not given["text"].strip():
        raise NotDone("There is nothing to send.")
    await person.says(given["text"], reply_to=_message(given, "reply_to"))
    return {}


async def _sends(person: Requester, given: Json, files: Sequence[File]) -> Json:
    """Files, together as an album where Telegram would: 2 to 10 of photos and videos, or of other files."""
    caption, reply_to = given["caption"], _message(given, "reply_to")
    as_files = given.get("as_files") == "yes"
    looks = [not as_files and mime in _PHOTOS | _VIDEOS for _, mime, _ in files]
    is_album = given.get("album") == "yes" and 2 <= len(files) <= MOST_IN_AN_ALBUM
    if is_album and len(set(looks)) == 1:
        kinds = [mime if look else "application/octet-stream" for look, (_, mime, _) in zip(looks, files, strict=True)]
        await person.sends_album(
            [(data, name, kind) for kind, (name, _, data) in zip(kinds, files, strict=True)], caption
        )
        return {}
    for number, (look, (name, mime, data)) in enumerate(zip(looks, files, strict=True)):
        words = caption if number == 0 else ""
        if look and mime in _PHOTOS:
            await person.sends_photo(data, name, mime, words, reply_to)
        elif look:
            await person.sends_video(data, name, mime, words, reply_to=reply_to)
        else:
            await person.sends_file(data, name, mime, words, reply_to)
    return {}


async def _edits(person: Requester, given: Json, _: Sequence[File]) -> Json:
    if not given["text"].strip():
        raise NotDone("A message can't be edited to nothing.")
    await person.edits(_named(given), given["text"])
    return {}


async def _deletes(person: Requester, given: Json, _: Sequence[File]) -> Json:
    await person.deletes(_named(given))
    return {}


async def _reacts(person: Requester, given: Json, _: Sequence[File]) -> Json:
    await person.reacts(given["emoji"], _named(given))
    return {}


async def _presses(person: Requester, given: Json, _: Sequence[File]) -> Json:
    """Press an inline button and wait for the bot's answer: `text` for a toast or an `alert`, or neither."""
    press = await person.presses(given["data"], _named(given))
    try:
        answer = await press.answered()
    except NotSeen as error:
        raise NotDone("The bot has not answered.") from error
    return {} if answer is None else {"text": answer.text, "alert": answer.alert, "url": answer.url}


async def _blocks(person: Requester, given: Json, _: Sequence[File]) -> Json:
    if given["blocked"]:
        await person.blocks()
    else:
        await person.unblocks()
    return {}


_Telegram = Callable[[Requester, Json, Sequence[File]], Awaitable[Json]]
_TELEGRAM: dict[str, _Telegram] = {
    "say": _says,
    "send": _sends,
    "edit": _edits,
    "delete": _deletes,
    "react": _reacts,
    "press": _presses,
    "block": _blocks,
}


# Slack


class At:
    """Somebody in Slack, in the channel the page shows."""

    def __init__(self, world: World, who: Colleague) -> None:
        self.who = who
        self.channel = world.support
        self._world = world

    def written(self, text: str) -> str:
        """The text with `@Name` made a mention, as Slack's own box does while one types."""
        users = self._world.slack.workspace.state.users
        ids = {self._world.slack.workspace.display_name(user_id): user_id for user_id in users}
        names = "|".join(re.escape(name) for name in sorted(ids, key=len, reverse=True))
        return re.sub(rf"(?<!\w)@({names})(?!\w)", lambda found: f"<@{ids[found.group(1)]}>", text)

    def message(self, ts: str) -> Message:
        """A message they can see. Raises NotDone when it is gone."""
        everything = self._world.slack.sight.all(self.who.id, self.channel.id)
        found = next((message for message in everything if message.ts == ts), None)
        if found is None:
            raise NotDone(_WORDS["message_not_found"])
        return found


async def _posts(at: At, given: Json, files: Sequence[File]) -> Json:
    uploads = [(name, data) for name, _, data in files]
    await at.who.posts(at.channel, at.written(given["text"]), thread=given.get("thread") or None, files=uploads)
    return {}


async def _rewrites(at: At, given: Json, _: Sequence[File]) -> Json:
    if not given["text"].strip():
        raise NotDone(_WORDS["no_text"])
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
    outcome = await at.who.presses(given["label"], at.message(given["message"]))
    if outcome.failed:
        raise NotDone(f"The app did not answer the press ({outcome.error}). Is the desk running?")
    return {}


async def _joins(at: At, given: Json, _: Sequence[File]) -> Json:
    if given["joined"]:
        await at.who.joins(at.channel)
    else:
        await at.who.leaves(at.channel)
    return {}


_Slack = Callable[[At, Json, Sequence[File]], Awaitable[Json]]
_SLACK: dict[str, _Slack] = {
    "post": _posts,
    "edit": _rewrites,
    "delete": _removes,
    "react": _marks,
    "press": _clicks,
    "join": _joins,
}

_WANTED: dict[str, dict[str, dict[str, type | tuple[type, ...]]]] = {
    "telegram": {
        "say": {"text": str},
        "send": {"caption": str},
        "edit": {"message": int, "text": str},
        "delete": {"message": int},
        "react": {"message": int, "emoji": (str, type(None))},
        "press": {"message": int, "data": str},
        "block": {"blocked": bool},
    },
    "slack": {
        "post": {"text": str},
        "edit": {"message": str, "text": str},
        "delete": {"message": str},
        "react": {"message": str, "name": str, "on": bool},
        "press": {"message": str, "label": str},
        "join": {"joined": bool},
    },
}
"""What each act needs, by name and type."""
