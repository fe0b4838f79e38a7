"""A person's place in one chat: what they do in the Telegram app, and what they see there."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from playground.telegram import chats
from playground.telegram.keyboards import buttons
from playground.telegram.params import Upload
from playground.telegram.press import Press
from playground.telegram.text import (
    LONGEST_TEXT,
    Written,
    message_caption,
    message_text,
    quote_of,
    units,
    written_caption,
)
from playground.telegram.view import room_view

if TYPE_CHECKING:
    from playground.telegram.server import Telegram

Json = dict[str, Any]


class CannotDo(AssertionError):
    """What a person was to do is not possible in the app; the text says what is there instead."""


class Seat:
    """A person in one chat (and topic): all they can do and see there."""

    def __init__(self, telegram: Telegram, user_id: int, room: Json | None, thread: int | None = None) -> None:
        self.telegram = telegram
        self.id = user_id
        self._room = room
        self.thread = thread

    @property
    def user(self) -> Json:
        """The person's Bot API `User`."""
        return self.telegram.parts.world.user(self.id)

    @property
    def room(self) -> Json:
        """The chat's record."""
        if self._room is None:
            raise CannotDo("there is no chat here")
        return self._room

    @property
    def shown(self) -> Json:
        """The chat's record, to look at it."""
        return self.room

    # Doing

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
        """Forward a message; `origin` is a Bot API `MessageOrigin` without its date."""
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

    async def sends_sticker(self, data: bytes, emoji: str = "🙂") -> Json:
        """Send a sticker."""
        return self._file("sticker", Upload("sticker.webp", "image/webp", data), "", {"emoji": emoji}, None, None)

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

    async def shares_contact(self, phone: str, first_name: str | None = None, user_id: int | None = None) -> Json:
        """Send a contact: the person's own, unless told otherwise."""
        contact = {"phone_number": phone, "first_name": first_name or self.user["first_name"]}
        message = self._post({"contact": {**contact, "user_id": user_id or self.id}}, None, None)
        self.telegram.settle()
        return message

    async def shares_location(self, latitude: float, longitude: float) -> Json:
        """Send a place."""
        message = self._post({"location": {"latitude": latitude, "longitude": longitude}}, None, None)
        self.telegram.settle()
        return message

    async def edits(self, message: Json, text: str, entities: list[Json] | None = None) -> Json:
        """Change an own message's text or caption; the same again changes nothing."""
        current = self._own(message)
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

    async def deletes(self, message: Json) -> None:
        """Delete a message for everybody. The bot is not told."""
        self._current(message)
        self.telegram.parts.chats.delete(self.room, message["message_id"])
        self.telegram.settle()

    async def reacts(self, emoji: str | None, message: Json) -> None:
        """React to a message (None takes it back). In a private chat the bot is not told."""
        reaction = [{"type": "emoji", "emoji": emoji}] if emoji else []
        self.telegram.parts.chats.react(self.room, self._current(message), self.user, reaction)
        self.telegram.settle()

    async def presses(self, label: str, message: Json | None = None) -> Press:
        """Press a button by its label or data: of `message`, else of the newest message that has it.

        An emoji in front of the label makes no difference. A reply keyboard's button has its text said.
        Raises CannotDo, naming the buttons that are there.
        """
        candidates = [self._current(message)] if message else list(reversed(self._messages()))
        for candidate in candidates:
            for button in buttons(candidate):
                if button.get("callback_data") and _means(button, label):
                    return self._press(candidate, button["callback_data"])
        seen = [button["text"] for candidate in candidates for button in buttons(candidate)]
        raise CannotDo(f"no button {label!r}; there are: {', '.join(seen) or 'none'}")

    async def forged_press(self, data: str, message: Json | None = None) -> Press:
        """Press a button that was never there, as a manipulated client can."""
        gone = {"chat": self.room["chat"], "message_id": 1, "date": 0}
        messages = [message] if message else [m for m in self._messages() if m["from"]["is_bot"]]
        return self._press(messages[-1] if messages else gone, data)

    # Seeing

    @property
    def chat(self) -> list[Json]:
        """The messages as they are now, oldest first: Bot API `Message`s, with `reactions` (emoji) added."""
        return [self._seen(message) for message in self._messages()]

    async def sees(self, part: str, after: Json | None = None, timeout: float = 10.0) -> Json:
        """Wait for a message of somebody else with `part` in its text or caption; returns the newest such.

        With `after`, only messages below that one count. Raises NotSeen, showing the chat.
        """
        return await self._wait(
            lambda message: part in (message.get("text") or message.get("caption") or ""),
            after,
            timeout,
            f"{part!r} was not seen",
        )

    async def sees_button(self, label: str, after: Json | None = None, timeout: float = 10.0) -> Json:
        """Wait for a message with such a button (by label or data); returns the newest such."""
        return await self._wait(
            lambda message: any(_means(button, label) for button in buttons(message)),
            after,
            timeout,
            f"no button {label!r}",
        )

    async def sees_no_buttons(self, message: Json, timeout: float = 10.0) -> Json:
        """Wait until a message has no buttons any more (or is gone: then it is returned as it was)."""

        def done() -> Json | None:
            now = self.telegram.parts.world.message(self.room, message["message_id"])
            if now is None:
                return message
            return None if buttons(now) else self._seen(now)

        return await self.telegram.changes.wait(done, timeout, lambda: f"the buttons stayed\n{self.described()}")

    def view(self) -> Json:
        """The chat as JSON for a page; see `view.room_view`."""
        return room_view(self.telegram.parts, self.shown, self.id, self.thread)

    def described(self) -> str:
        """The newest messages in words, for error messages."""
        lines = []
        for message in self.chat[-12:]:
            keys = " ".join(f"[{button['text']}]" for button in buttons(message))
            body = (
                message.get("text")
                or message.get("caption")
                or next((f"<{key}>" for key in (*chats.CONTENT, *chats.SERVICE) if key in message), "")
            )
            lines.append(f"{message['message_id']} {message['from']['first_name']}: {body} {keys}".rstrip())
        return "\n".join(lines) or "(the chat is empty)"

    # Within

    def _messages(self) -> list[Json]:
        messages: list[Json] = list(self.shown["messages"].values())
        if self.thread is not None:
            messages = [message for message in messages if message.get("message_thread_id") == self.thread]
        return messages

    def _seen(self, message: Json) -> Json:
        given = self.room["reactions"].get(str(message["message_id"]), {})
        return {**message, "reactions": [one.get("emoji") for some in given.values() for one in some]}

    async def _wait(self, wanted: Callable[[Json], bool], after: Json | None, timeout: float, missing: str) -> Json:
        start = after["message_id"] if after else 0

        def found() -> Json | None:
            for message in reversed(self._messages()):
                if message["message_id"] > start and message["from"]["id"] != self.id and wanted(message):
                    return self._seen(message)
            return None

        return await self.telegram.changes.wait(found, timeout, lambda: f"{missing} in\n{self.described()}")

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

    def _press(self, message: Json, data: str) -> Press:
        world = self.telegram.parts.world
        room = self.room
        author = message.get("from", {})
        bot = world.bot(author["id"]) if author.get("is_bot") else world.bots_in(room)[0]
        query_id = str(world.count("press", 3_000_000_000_000_001))
        query = {
            "id": query_id,
            "from": chats.public(self.user),
            "message": message,
            "chat_instance": str(room["chat"]["id"] * 1_000_003 % 2**62),
            "data": data,
        }
        world.state["presses"][query_id] = {"bot": bot["user"]["id"], "at": world.now(), "answer": None}
        self.telegram.parts.updates.add(bot, "callback_query", query)
        world.touch()
        self.telegram.settle()
        return Press(self.telegram, query_id, data)


def _means(button: Json, label: str) -> bool:
    return label in (button["text"], button.get("callback_data"), _without_emoji(button["text"]))


def _without_emoji(label: str) -> str:
    return re.sub(r"^\W+", "", label)


def _parts(text: str) -> list[str]:
    parts, used = [""], 0
    for letter in text:
        used += units(letter)
        if used > LONGEST_TEXT:
            parts.append("")
            used = units(letter)
        parts[-1] += letter
    return parts
