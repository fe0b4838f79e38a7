"""What a Telegram message holds: its words, its files, and in words whatever is neither."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from telegram import Contact, Message

from bots.telegram.marks import marks, rich
from core.marks import Marked
from core.messages import IncomingFile

VCARD = "vcard:"
"""How the `ref` of a vCard begins; behind it stands all of it."""

# In the order of looking: an animation comes with a `document` beside it, a live photo with a `photo`.
_FILES = ("animation", "video", "audio", "voice", "video_note", "document", "sticker")

_EXTENSIONS = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    "image/gif": ".gif",
    "video/mp4": ".mp4",
    "video/quicktime": ".mov",
    "video/webm": ".webm",
    "audio/ogg": ".ogg",
    "audio/mpeg": ".mp3",
    "audio/mp4": ".m4a",
    "application/pdf": ".pdf",
    "text/plain": ".txt",
}

# What Telegram gives no type for is always of this one (core.telegram.org/bots/api#videonote, #voice).
_MIMES = {"photo": "image/jpeg", "video_note": "video/mp4", "voice": "audio/ogg"}


def words(message: Message) -> Marked:
    """What the person wrote, with its marks: text, caption or rich message; else location, contact and the like in words;
    else empty."""
    if message.text:
        return message.text, marks(message.text, message.entities)
    if message.caption:
        return message.caption, marks(message.caption, message.caption_entities)
    if message.api_kwargs and "rich_message" in message.api_kwargs:
        return rich(message.api_kwargs["rich_message"])
    return _in_words(message), ()


def quote(message: Message) -> str:
    """The part of the message replied to that the person chose; empty where they chose none."""
    return message.quote.text if message.quote and message.quote.is_manual else ""


def files(message: Message) -> tuple[IncomingFile, ...]:
    """The file of a message: of a photo the largest size. One that is words has none."""
    if message.text:
        return ()
    for kind in _FILES:
        found = getattr(message, kind)
        if found is not None:
            return (_file(kind, found.to_dict()),)
    if message.photo:
        return (_file("photo", message.photo[-1].to_dict()),)
    if message.contact and message.contact.vcard:
        return (_card(message.contact),)
    return ()


def _card(contact: Contact) -> IncomingFile:
    """What the telephone book knows beside name and number: it comes along in the message, as a vCard."""
    card = contact.vcard or ""
    name = f"{_joined(contact.first_name, contact.last_name)}.vcf"
    return IncomingFile(VCARD + card, "document", name, "text/vcard", len(card.encode()))


def _file(kind: str, data: Mapping[str, Any]) -> IncomingFile:
    if kind == "sticker" and (data.get("is_animated") or data.get("is_video")) and (still := data.get("thumbnail")):
        # Nobody but Telegram's own applications shows it move.
        return replace(_file("photo", still), kind="moving_sticker", name="sticker.webp", mime="image/webp")
    mime = data.get("mime_type") or _MIMES.get(kind)
    if kind == "sticker":
        mime = _sticker_mime(data)
    return IncomingFile(
        ref=data["file_id"],
        kind=kind,
        name=data.get("file_name") or kind + _extension(kind, mime),
        mime=mime,
        size=data.get("file_size"),
        seconds=data.get("duration"),
        unique=data.get("file_unique_id", ""),
    )


def _sticker_mime(data: Mapping[str, Any]) -> str:
    """An animated sticker is gzipped JSON (.tgs), a video sticker WebM, a plain one WebP."""
    if data.get("is_animated"):
        return "application/gzip"
    return "video/webm" if data.get("is_video") else "image/webp"


def _extension(kind: str, mime: str | None) -> str:
    if kind == "sticker" and mime == "application/gzip":
        return ".tgs"
    return _EXTENSIONS.get(mime or "", "")


def _in_words(message: Message) -> str:
    """Contents that are neither words nor files. Empty for what is nothing that a person says (service messages)."""
    if venue := message.venue:
        return f"📍 {venue.title}, {venue.address} ({_point(venue.location)})\n{_map(venue.location)}"
    if message.location:
        return f"📍 {_point(message.location)}\n{_map(message.location)}"
    if contact := message.contact:
        return "👤 " + _joined(contact.first_name, contact.last_name, contact.phone_number)
    if poll := message.poll:
        return "\n".join([f"📊 {poll.question}", *(f"• {option.text}" for option in poll.options)])
    if message.dice:
        return f"{message.dice.emoji} {message.dice.value}"
    if message.sticker:
        return message.sticker.emoji or ""
    if checklist := message.checklist:
        return f"☑ {checklist.title}: " + ", ".join(task.text for task in checklist.tasks)
    if message.game:
        return f"🎮 {message.game.title}"
    if message.story:
        return "📖 " + _joined(message.story.chat.title, message.story.chat.first_name)
    return ""


def _point(location: Any) -> str:
    """To six decimals, a tenth of a metre."""
    return ", ".join(f"{value:.6f}".rstrip("0").rstrip(".") for value in (location.latitude, location.longitude))


def _map(location: Any) -> str:
    """Where it is on a map that needs no account."""
    latitude, longitude = _point(location).split(", ")
    return f"https://www.openstreetmap.org/?mlat={latitude}&mlon={longitude}#map=17/{latitude}/{longitude}"


def _joined(*parts: str | None) -> str:
    return " ".join(part for part in parts if part)


def unknown(message: Message) -> list[str]:
    """The names of a message's contents that this version of the library has no type for."""
    return sorted(message.api_kwargs or {})
