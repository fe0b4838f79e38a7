"""A person's place in one chat: what they do in the Telegram app, and what they see there."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from playground.telegram import chats
from playground.telegram.keyboards import buttons
from playground.telegram.press import Press
from playground.telegram.view import room_view
from playground.telegram.writer import CannotDo as CannotDo
from playground.telegram.writer import Writer

if TYPE_CHECKING:
    from playground.telegram.server import Telegram

Json = dict[str, Any]


class Seat(Writer):
    """A person in one chat (and topic): all they can do and see there."""

    def __init__(self, telegram: Telegram, user_id: int, room: Json | None, thread: int | None = None) -> None:
        self.telegram = telegram
        self.id = user_id
        self._room = room
        self.thread = thread

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
