"""The two sides of a ticket, in Telegram or in Slack, as the relay's table looks at them: what stands there, and the acts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Protocol

from playground.slack.handles import Channel, Message
from playground.slack.people import Person as Colleague
from playground.telegram.seat import Seat
from playground.telegram.text import units
from playground.world import World

Json = dict[str, Any]
Bytes = tuple[str, bytes]
"""A file as it is seen: how it is shown, and what it holds."""

SEEN_AS = ("animation", "photo", "video", "voice", "video_note", "audio", "sticker", "document")
PARTY = {"telegram": "🎉", "slack": "tada"}
"""The reaction that everybody puts on everything."""


@dataclass(frozen=True)
class Seen:
    """A message as it stands there now. `answers`: the id of the message it hangs on; `struck`: its words are struck out."""

    id: str
    words: str
    files: tuple[Bytes, ...] = ()
    answers: str | None = None
    reactions: tuple[str, ...] = ()
    struck: bool = False
    bold: str = ""
    raw: Json = field(default_factory=dict, repr=False)


class Side(Protocol):
    """One person in the ticket's place on one platform."""

    channel: str

    def look(self) -> dict[str, Seen]:
        """What others and they themselves wrote there, by id, oldest first."""
        ...

    async def says(self, words: str) -> Any:
        """Plain words; returns what the acts take."""
        ...

    async def answers(self, seen: Seen, words: str) -> None:
        """Replies to it, in Telegram; in Slack nobody can."""
        ...

    async def reacts(self, seen: Seen) -> None: ...

    async def edits(self, message: Any, words: str) -> None:
        """Other words, the first of them bold."""
        ...

    async def deletes(self, message: Any) -> None: ...

    async def wait(self, done: Any) -> None:
        """Until this is true, or long enough has passed: what is seen then says the rest."""
        ...


@dataclass
class InTelegram:
    """In a private chat, or in a topic."""

    seat: Seat
    channel: str = "telegram"

    def look(self) -> dict[str, Seen]:
        return {str(one["message_id"]): self._seen(one) for one in self.seat.chat}

    def _seen(self, message: Json) -> Seen:
        words = message.get("text") or message.get("caption") or ""
        marks = message.get("entities") or message.get("caption_entities") or []
        kind = next((kind for kind in SEEN_AS if kind in message), None)
        reply = message.get("reply_to_message") or {}
        return Seen(
            id=str(message["message_id"]),
            words=words,
            files=(self._file(kind, message[kind]),) if kind else (),
            answers=str(reply["message_id"]) if reply and "forum_topic_created" not in reply else None,
            reactions=tuple(message["reactions"]),
            struck=any(mark["type"] == "strikethrough" for mark in marks),
            bold="".join(_covered(words, mark) for mark in marks if mark["type"] == "bold" and mark["offset"]),
            raw=message,
        )

    def _file(self, kind: str, found: Any) -> Bytes:
        files = self.seat.telegram.parts.files
        file = found[-1] if kind == "photo" else found
        return kind, files.data(files.record(file["file_id"]))

    async def says(self, words: str) -> list[Json]:
        return [await self.seat.says(words)]

    async def answers(self, seen: Seen, words: str) -> None:
        await self.seat.says(words, reply_to=seen.raw)

    async def reacts(self, seen: Seen) -> None:
        await self.seat.reacts(PARTY["telegram"], seen.raw)

    async def edits(self, message: list[Json], words: str) -> None:
        bold = {"type": "bold", "offset": 0, "length": units(words.split()[0])}
        await self.seat.edits(message[0], words, entities=[bold])

    async def deletes(self, message: list[Json]) -> None:
        await self.seat.says("/delete", reply_to=message[-1])

    async def wait(self, done: Any) -> None:
        await _patiently(self.seat.telegram.changes, done)


@dataclass
class InSlack:
    """In a thread, of a channel or of the private chat with the app."""

    person: Colleague
    place: Channel
    root: Message
    world: World
    channel: str = "slack"

    def look(self) -> dict[str, Seen]:
        return {one.ts: self._seen(one) for one in self.person.thread_view(self.place, self.root)}

    def _seen(self, message: Message) -> Seen:
        files = message.raw.get("files", [])
        blocks = message.raw.get("blocks") or []
        return Seen(
            id=message.ts,
            words=message.text,
            files=tuple((str(file["mimetype"]), self._data(file)) for file in files),
            reactions=tuple(message.reactions),
            struck="'strike': True" in str(blocks) or "~" in str(message.raw.get("text")),
            bold=_bold_of(blocks, str(message.raw.get("text"))),
            raw=message.raw,
        )

    def _data(self, file: Json) -> bytes:
        return self.world.slack.workspace.store.blob(file["id"])

    async def says(self, words: str) -> Message:
        return await self.person.posts(self.place, words, thread=self.root)

    async def answers(self, seen: Seen, words: str) -> None:
        """In a thread of Slack's nothing answers one message."""

    async def reacts(self, seen: Seen) -> None:
        await self.person.reacts(self._message(seen), PARTY["slack"])

    async def edits(self, message: Message, words: str) -> None:
        first, _, rest = words.partition(" ")
        bold = {"type": "text", "text": first, "style": {"bold": True}}
        elements = [bold, {"type": "text", "text": f" {rest}"}]
        await self.person.edits(message, [{"type": "rich_text_section", "elements": elements}])

    async def deletes(self, message: Message) -> None:
        await self.person.deletes(message)

    async def wait(self, done: Any) -> None:
        await _patiently(self.world.slack.changes, done)

    def _message(self, seen: Seen) -> Message:
        return next(one for one in self.person.thread_view(self.place, self.root) if one.ts == seen.id)


async def _patiently(changes: Any, done: Any) -> None:
    try:
        await changes.wait(done, 10, "it did not come")
    except AssertionError:
        return


def _covered(words: str, mark: Json) -> str:
    encoded = words.encode("utf-16-le")
    return encoded[2 * mark["offset"] : 2 * (mark["offset"] + mark["length"])].decode("utf-16-le")


def _bold_of(blocks: list[Json], text: str) -> str:
    """What is bold in a message of ours: in rich text, or between stars."""
    runs = [
        str(run.get("text"))
        for block in blocks
        for part in block.get("elements", ())
        for run in part.get("elements", ())
        if (run.get("style") or {}).get("bold")
    ]
    return "".join(runs) or "".join(text.split("*")[1::2])
