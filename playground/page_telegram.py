"""What the page lets people do in Telegram: a requester in their chat with the bot, an agent in the group."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence

from playground.cast import PRIVATE, SAMPLES, Cast
from playground.changes import NotSeen
from playground.page_given import File, Json, NotDone, NotUnderstood
from playground.telegram.seat import Seat

MOST_IN_AN_ALBUM = 10
_PHOTOS = {"image/jpeg", "image/png", "image/webp"}
_VIDEOS = {"video/mp4", "video/quicktime", "video/webm"}
_VOICE_SECONDS = 3


class At:
    """Somebody at their place in Telegram: the private chat, or a topic of the group (General where none is named)."""

    def __init__(self, cast: Cast, key: str, topic: object) -> None:
        self.person = cast.telegram[key]
        self.group = cast.group if key in cast.in_group and str(topic) != str(PRIVATE) else None
        self.topic = (int(str(topic)) if str(topic).isdigit() else 0) or None
        self.seat: Seat = self.person.in_topic(self.group, self.topic) if self.group else self.person


def _message(given: Json, key: str) -> Json | None:
    """The message the page names by its number; None where it names none."""
    number = str(given.get(key) or "")
    return {"message_id": int(number)} if number.isdigit() else None


def _named(given: Json) -> Json:
    return {"message_id": given["message"]}


async def _says(at: At, given: Json, _: Sequence[File]) -> Json:
    if not given["text"].strip():
        raise NotDone("There is nothing to send.")
    reply_to, quote = _message(given, "reply_to"), str(given.get("quote") or "")
    await at.seat.says(given["text"], reply_to=reply_to, entities=given.get("entities"), quote=quote)
    return {}


async def _sends(at: At, given: Json, files: Sequence[File]) -> Json:
    """Files, together as an album where Telegram would: 2 to 10 of photos and videos, or of other files."""
    caption, reply_to = (given["caption"], _entities(given)), _message(given, "reply_to")
    as_files = given.get("as_files") == "yes"
    looks = [not as_files and mime in _PHOTOS | _VIDEOS for _, mime, _ in files]
    is_album = given.get("album") == "yes" and 2 <= len(files) <= MOST_IN_AN_ALBUM
    if is_album and len(set(looks)) == 1:
        kinds = [mime if look else "application/octet-stream" for look, (_, mime, _) in zip(looks, files, strict=True)]
        await at.seat.sends_album(
            [(data, name, kind) for kind, (name, _, data) in zip(kinds, files, strict=True)], caption, reply_to=reply_to
        )
        return {}
    for number, (look, (name, mime, data)) in enumerate(zip(looks, files, strict=True)):
        words = caption if number == 0 else ""
        if look and mime in _PHOTOS:
            await at.seat.sends_photo(data, name, mime, words, reply_to)
        elif look:
            await at.seat.sends_video(data, name, mime, words, reply_to=reply_to)
        else:
            await at.seat.sends_file(data, name, mime, words, reply_to)
    return {}


def _entities(given: Json) -> list[Json]:
    """The looks of a caption, which a form brings as text. Raises NotUnderstood."""
    try:
        entities = json.loads(given.get("entities") or "[]")
    except ValueError as error:
        raise NotUnderstood("no JSON") from error
    return entities if isinstance(entities, list) else []


async def _edits(at: At, given: Json, _: Sequence[File]) -> Json:
    if not given["text"].strip():
        raise NotDone("A message can't be edited to nothing.")
    await at.seat.edits(_named(given), given["text"], given.get("entities"))
    return {}


async def _deletes(at: At, given: Json, _: Sequence[File]) -> Json:
    await at.seat.deletes(_named(given))
    return {}


async def _reacts(at: At, given: Json, _: Sequence[File]) -> Json:
    await at.seat.reacts(given["emoji"], _named(given))
    return {}


async def _presses(at: At, given: Json, _: Sequence[File]) -> Json:
    """Press an inline button and wait for the bot's answer: `text` for a toast or an `alert`, or neither."""
    press = await at.seat.presses(given["data"], _named(given))
    try:
        answer = await press.answered()
    except NotSeen as error:
        raise NotDone("The bot has not answered.") from error
    return {} if answer is None else {"text": answer.text, "alert": answer.alert, "url": answer.url}


async def _blocks(at: At, given: Json, _: Sequence[File]) -> Json:
    if given["blocked"]:
        await at.person.blocks()
    else:
        await at.person.unblocks()
    return {}


async def _sends_sample(at: At, given: Json, _: Sequence[File]) -> Json:
    """What a keyboard alone can't make: something spoken, a sticker, a place, the own contact, somebody else's words."""
    match given["kind"]:
        case "voice":
            await at.seat.sends_voice(await _sample("voice.ogg"), duration=_VOICE_SECONDS)
        case "sticker":
            await at.seat.sends_sticker(await _sample("sticker.webp"), "👋")
        case "location":
            await at.seat.shares_location(44.4056, 8.9463)
        case "contact":
            await at.seat.shares_contact("+15550100")
        case "forward":
            origin = {"type": "hidden_user", "sender_user_name": "Paolo Neri"}
            await at.seat.forwards("The total on the invoice is not the one of the order. Who can help?", origin)
        case kind:
            raise NotUnderstood(f"no sample of {kind}")
    return {}


async def _sample(name: str) -> bytes:
    return await asyncio.to_thread((SAMPLES / name).read_bytes)


async def _changes_topic(at: At, given: Json, _: Sequence[File]) -> Json:
    """Close a topic, open it again, or delete it with everything in it: what its administrators may."""
    if at.group is None or at.topic is None:
        raise NotUnderstood("there is no topic")
    if at.group.room["members"][str(at.person.id)]["status"] != "administrator":
        raise NotDone("Only the group's administrators may do this.")
    if at.topic not in at.group.topics:
        raise NotDone("This topic is gone.")
    if given["how"] == "delete":
        at.group.delete_topic(at.topic)
    else:
        at.group.close_topic(at.person, at.topic, given["how"] == "close")
    return {}


_Act = Callable[[At, Json, Sequence[File]], Awaitable[Json]]
ACTS: dict[str, _Act] = {
    "say": _says,
    "send": _sends,
    "edit": _edits,
    "delete": _deletes,
    "react": _reacts,
    "press": _presses,
    "block": _blocks,
    "sample": _sends_sample,
    "topic": _changes_topic,
}

WANTED: dict[str, dict[str, type | tuple[type, ...]]] = {
    "say": {"text": str, "entities": (list, type(None))},
    "send": {"caption": str},
    "edit": {"message": int, "text": str, "entities": (list, type(None))},
    "delete": {"message": int},
    "react": {"message": int, "emoji": (str, type(None))},
    "press": {"message": int, "data": str},
    "block": {"blocked": bool},
    "sample": {"kind": str},
    "topic": {"how": str},
}
"""What each act needs, by name and type."""
