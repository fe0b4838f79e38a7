"""What a person writes and sends in one chat of the Telegram app, and how they change it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from playground.telegram.params import Upload
from playground.telegram.text import (
    LONGEST_TEXT,
    Written,
    message_caption,
    message_text,
    quote_of,
    units,
    written_caption,
)

if TYPE_CHECKING:
    from playground.telegram.server import Telegram

Json = dict[str, Any]


class CannotDo(AssertionError):
    """What a person was to do is not possible in the app; the text says what is there instead."""


class Writer:
    """A person in one chat (and topic): what they write there."""

    telegram: Telegram
    id: int
    thread: int | None

    @property
    def user(self) -> Json:
        """The person's Bot API `User`."""
        return self.telegram.parts.world.user(self.id)

    @property
    def room(self) -> Json:
        """The chat's record."""
        raise NotImplementedError

    def described(self) -> str:
        """The newest messages in words, for error messages."""
        raise NotImplementedError

    async def says(
        self,
        text: str,
        reply_to: Json | None = None,
        date: int | None = None,
        entities: list[Json] | None = None,
        quote: str = "",
    ) -> Json:
        """Write a message; returns it. One that is too long is sent in parts, as the app does: the last is returned.
        `quote`: the part of `reply_to` that was chosen to be answered."""
        message: Json = {}
        quoted = {"quote": quote_of(self._current(reply_to), quote)} if reply_to and quote else {}
        for part in _parts(text):
            message = self._post(message_text(part, entities, None) | quoted, reply_to, date)
        self.telegram.settle()
        return message

    async def forwards(self, text: str, origin: Json) -> Json:
        """Forward a message; `origin` is a Bot API `MessageOrigin` without its date. Nobody can edit it."""
        content = {
            **message_text(text, None, None),
            "forward_origin": {"date": self.telegram.parts.world.now(), **origin},
        }
        message = self._post(content, None, None)
        self.telegram.settle()
        return message

    async def sends_photo(
        self,
        data: bytes,
        name: str = "photo.jpg",
        mime: str = "image/jpeg",
        caption: Written = "",
        reply_to: Json | None = None,
        date: int | None = None,
    ) -> Json:
        """Send a picture as a photo."""
        return self._file("photo", Upload(name, mime, data), caption, {}, reply_to, date)

    async def sends_file(
        self,
        data: bytes,
        name: str = "file.bin",
        mime: str = "",
        caption: Written = "",
        reply_to: Json | None = None,
        date: int | None = None,
    ) -> Json:
        """Send anything as a file (a document)."""
        return self._file("document", Upload(name, mime, data), caption, {}, reply_to, date)

    async def sends_video(
        self,
        data: bytes,
        name: str = "video.mp4",
        mime: str = "video/mp4",
        caption: Written = "",
        duration: int = 1,
        reply_to: Json | None = None,
        date: int | None = None,
    ) -> Json:
        """Send a video of `duration` seconds."""
        return self._file("video", Upload(name, mime, data), caption, {"duration": duration}, reply_to, date)

    async def sends_voice(
        self,
        data: bytes,
        name: str = "voice.ogg",
        mime: str = "audio/ogg",
        caption: Written = "",
        duration: int = 1,
        reply_to: Json | None = None,
        date: int | None = None,
    ) -> Json:
        """Send a voice message of `duration` seconds."""
        return self._file("voice", Upload(name, mime, data), caption, {"duration": duration}, reply_to, date)

    async def sends_sticker(
        self, data: bytes, emoji: str = "🙂", reply_to: Json | None = None, moves: bool = False
    ) -> Json:
        """Send a sticker. One that `moves` is an animation that only Telegram's apps show, with a still picture: `data`."""
        details = {"emoji": emoji, "is_animated": moves}
        return self._file("sticker", Upload("sticker.webp", "image/webp", data), "", details, reply_to, None)

    async def sends_as(
        self, kind: str, data: bytes, name: str, mime: str, caption: Written = "", reply_to: Json | None = None
    ) -> Json:
        """Send a file as the app does by one of its other buttons: an `animation`, `audio`, or `video_note`."""
        return self._file(kind, Upload(name, mime, data), caption, {"duration": 1}, reply_to, None)

    async def sends_album(
        self,
        items: Sequence[tuple[bytes, str, str]],
        caption: Written = "",
        date: int | None = None,
        reply_to: Json | None = None,
    ) -> list[Json]:
        """Send 2 to 10 (bytes, name, mime) together; the caption stands on the first. Returns the messages."""
        group = str(self.telegram.parts.world.count("album", 13_000_000_000_000_001))
        messages: list[Json] = []
        for data, name, mime in items:
            kind = {"image": "photo", "video": "video", "audio": "audio"}.get(mime.partition("/")[0], "document")
            content = self.telegram.parts.files.content(kind, Upload(name, mime, data), {})
            content = {**content, **written_caption("" if messages else caption)}
            messages.append(self._post({**content, "media_group_id": group}, reply_to, date))
        self.telegram.settle()
        return messages

    async def shares(self, content: Json, reply_to: Json | None = None) -> Json:
        """Send what is neither words nor a file, as the message bears it: `venue`, `poll`, `dice` and the like."""
        message = self._post(content, reply_to, None)
        self.telegram.settle()
        return message

    async def shares_contact(self, phone: str, first_name: str | None = None, user_id: int | None = None) -> Json:
        """Send a contact: the person's own, unless told otherwise."""
        contact = {"phone_number": phone, "first_name": first_name or self.user["first_name"]}
        return await self.shares({"contact": {**contact, "user_id": user_id or self.id}})

    async def shares_location(self, latitude: float, longitude: float) -> Json:
        """Send a place."""
        return await self.shares({"location": {"latitude": latitude, "longitude": longitude}})

    async def edits(self, message: Json, text: str, entities: list[Json] | None = None) -> Json:
        """Change an own message's text or caption; the same again changes nothing."""
        current = self._own(message)
        if "forward_origin" in current:
            raise CannotDo("what was forwarded can't be edited")
        if "text" in current:
            content = message_text(text, entities, None)
        else:
            content = {k: v for k, v in current.items() if not k.startswith("caption")}
            content |= message_caption(text, entities, None)
        if all(current.get(k) == content.get(k) for k in ("text", "entities", "caption", "caption_entities")):
            return current
        edited = self.telegram.parts.chats.edit(self.room, current, content, current.get("reply_markup"), self.user)
        self.telegram.settle()
        return edited

    async def replaces_photo(self, message: Json, data: bytes, name: str = "photo.jpg") -> Json:
        """Put another picture into an own photo; its caption stays."""
        current = self._own(message)
        photo = self.telegram.parts.files.content("photo", Upload(name, "image/jpeg", data), {})
        keyboard = current.get("reply_markup")
        edited = self.telegram.parts.chats.edit(self.room, current, {**current, **photo}, keyboard, self.user)
        self.telegram.settle()
        return edited

    # Within

    def _current(self, message: Json) -> Json:
        found = self.telegram.parts.world.message(self.room, message["message_id"])
        if found is None:
            raise CannotDo(f"message {message['message_id']} is gone; the chat shows\n{self.described()}")
        return found

    def _own(self, message: Json) -> Json:
        current = self._current(message)
        if current["from"]["id"] != self.id:
            raise CannotDo("only one's own messages can be edited")
        return current

    def _to_write(self) -> Json:
        room = self.room
        if room.get("blocked"):
            raise CannotDo("the bot is blocked; unblock it first")
        if self.thread is not None and self.telegram.parts.chats.topic(room, self.thread) is None:
            raise CannotDo("this topic is gone")
        return room

    def _post(self, content: Json, reply_to: Json | None, date: int | None) -> Json:
        room = self._to_write()
        answered = self._current(reply_to) if reply_to else None
        return self.telegram.parts.chats.post(room, self.user, content, self.thread, answered, date)

    def _file(
        self, kind: str, file: Upload, caption: Written, details: Json, reply_to: Json | None, date: int | None
    ) -> Json:
        self._to_write()
        content = self.telegram.parts.files.content(kind, file, details)
        message = self._post({**content, **written_caption(caption)}, reply_to, date)
        self.telegram.settle()
        return message


def _parts(text: str) -> list[str]:
    parts, used = [""], 0
    for letter in text:
        used += units(letter)
        if used > LONGEST_TEXT:
            parts.append("")
            used = units(letter)
        parts[-1] += letter
    return parts
