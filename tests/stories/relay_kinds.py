"""Every kind of message that the relay's table has a row for: how somebody sends it, and as what it is seen elsewhere."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.stories.relay_sides import InSlack, InTelegram, Json, Seen
from tests.stories.test_relay_files import OGG
from tests.stories.test_relay_words import (
    IN_TELEGRAM,
    MORE,
    WORDS,
    Looks,
    entities,
    in_slack,
    looks_of,
    merged,
    part,
    run,
    shown_of,
)
from tests.stories.walks import LOG, MP4, PNG, PROGRAM

MEGABYTE = 1024 * 1024
LIMIT, ROOM = MEGABYTE, 400_000
"""In this story a platform gives no file over `LIMIT`, and Telegram takes none over `ROOM`: megabytes cost time."""

SAMPLES = Path(__file__).parents[2] / "playground" / "samples"
STICKER = (SAMPLES / "sticker.webp").read_bytes()
MP3 = b"ID3\3\0\0\0\0\0\x21" + bytes(60)
PDF = b"%PDF-1.4\n%\xe2\xe3\n" + bytes(30)
PICTURES = [PNG + bytes([n]) for n in range(3)]
BIG, BIGGER = b"\0big" * (ROOM // 4 + 1), b"\0big" * (LIMIT // 4 + 1)
LONG = "It goes on. " * 330

NONE = "\n"
"""The words of what has none."""

Files = tuple[tuple[str, bytes], ...]
AsIn = Callable[[Seen], bool]


@dataclass(frozen=True)
class Shown:
    """How a kind is seen on a platform. `sign`: what the table says of that. `told`: a line of its own, on both sides."""

    sign: str = "✓"
    files: Files = ()
    words: str = ""
    as_meant: AsIn = lambda seen: True
    told: str = ""
    parts: int = 1

    def differs(self, mark: str, new: Sequence[Seen]) -> str:
        """What is not so in the messages that have come; empty where everything is."""
        said = self.copies(new)
        if len(said) < self.parts:
            return f"{len(said)} of {self.parts} messages"
        words = "\n".join(one.words for one in said)
        if not all(line in words for line in (self.words or mark).splitlines()):
            return f"{self.words or mark!r} is not in {words!r}"
        files = tuple(file for one in said for file in one.files)
        if sorted(files) != sorted(self.files):
            return f"files {[kind for kind, _ in files]} instead of {[kind for kind, _ in self.files]}"
        return "" if self.as_meant(said[0]) else f"it looks another way: {said[0].raw}"

    def copies(self, new: Sequence[Seen]) -> list[Seen]:
        """Those that are no line about what is missing."""
        return [one for one in new if not self.file or self.file not in one.words] if self.told else list(new)

    @property
    def file(self) -> str:
        """The file's name in its marks, as the line that is told begins with it."""
        return self.told.partition("”")[0] + "”" if "”" in self.told else self.told

    def untold(self, agents: Sequence[Seen]) -> str:
        """Whether agents were not told what they must hear of it; empty where they were."""
        if not self.told or any(self.told in one.words for one in agents):
            return ""
        return f"{self.told!r} was not said to agents"


@dataclass(frozen=True)
class Kind:
    """A row: `row` is its name there, `sends` makes one that bears `mark` where it can bear words, and answers a message where
    it can. `words`: it has some that can be edited."""

    row: str
    sends: Callable[[Any, str, Any], Awaitable[Any]]
    seen: dict[str, Shown]
    words: bool = True
    answers: bool = True


def both(shown: Shown, **other: Shown) -> dict[str, Shown]:
    return {"telegram": shown, "slack": shown} | other


def files(telegram: Files, slack: Files, sign: str = "✓", in_slack: str = "✓", **more: Any) -> dict[str, Shown]:
    return {"telegram": Shown(sign, telegram, **more), "slack": Shown(in_slack, slack, **more)}


# ---------------------------------------------------------------- sent in Telegram


def says(words: str, looks: Looks = (), **entity: Any) -> Callable[..., Awaitable[Any]]:  # type: ignore[assignment]
    async def send(side: InTelegram, mark: str, anchor: Json | None) -> Any:
        text = f"{words}{mark}"
        given = entities(text, list(looks)) + ([{"offset": 0, **entity}] if entity else [])
        return [await side.seat.says(text, reply_to=anchor, entities=given or None)]

    return send


def photo(data: bytes) -> Callable[..., Awaitable[Any]]:
    async def send(side: InTelegram, mark: str, anchor: Json | None) -> Any:
        return [await side.seat.sends_photo(data, caption=mark, reply_to=anchor)]

    return send


def document(data: bytes, name: str, mime: str) -> Callable[..., Awaitable[Any]]:
    async def send(side: InTelegram, mark: str, anchor: Json | None) -> Any:
        return [await side.seat.sends_file(data, name, mime, caption=mark, reply_to=anchor)]

    return send


def file_as(kind: str, data: bytes, name: str, mime: str, *, words: bool = True) -> Callable[..., Awaitable[Any]]:
    async def send(side: InTelegram, mark: str, anchor: Json | None) -> Any:
        return [await side.seat.sends_as(kind, data, name, mime, mark if words else "", anchor)]

    return send


def sticker(*, moves: bool) -> Callable[..., Awaitable[Any]]:
    async def send(side: InTelegram, mark: str, anchor: Json | None) -> Any:
        return [await side.seat.sends_sticker(STICKER, reply_to=anchor, moves=moves)]

    return send


def shares(content: Json) -> Callable[..., Awaitable[Any]]:
    async def send(side: InTelegram, mark: str, anchor: Json | None) -> Any:
        return [await side.seat.shares(content, anchor)]

    return send


async def album(side: InTelegram, mark: str, anchor: Json | None) -> Any:
    items = [(data, f"{number}.png", "image/png") for number, data in enumerate(PICTURES)]
    return await side.seat.sends_album(items, mark, reply_to=anchor)


async def forward(side: InTelegram, mark: str, anchor: Json | None) -> Any:
    return [await side.seat.forwards(mark, {"type": "hidden_user", "sender_user_name": "Ivo Manz"})]


def looks(expected: Looks, *, more: bool) -> dict[str, Shown]:
    """Text with looks, of which Slack has some only by what is nearest."""

    def in_telegram(seen: Seen) -> bool:
        return sorted(looks_of(seen.raw)) == sorted(expected)

    def elsewhere(seen: Seen) -> bool:
        there, wanted = shown_of(seen.raw), merged(in_slack(more=more))
        return any(there[at : at + len(wanted)] == wanted for at in range(len(there)))

    return {
        "telegram": Shown(words=WORDS, as_meant=in_telegram),
        "slack": Shown("≈" if more else "✓", as_meant=elsewhere),
    }


def is_linked(seen: Seen) -> bool:
    raw = str(seen.raw)
    return "https://a.example/guide" in raw and ("is_disabled" in raw or "attachments" not in seen.raw)


def calls_nobody(seen: Seen) -> bool:
    raw = str(seen.raw)
    return not any(sign in raw for sign in ("'type': 'text_mention'", "'type': 'user'", "<@"))


PLACE = {"latitude": 44.4268, "longitude": 26.1025}
VENUE = {"location": PLACE, "title": "Depot", "address": "Quay 4"}
OPTIONS = [{"persistent_id": text, "text": text, "voter_count": 0} for text in ("red", "blue")]
POLL = {"id": "1", "question": "Which one?", "options": OPTIONS, "total_voter_count": 0, "is_closed": False}
POLL |= {"is_anonymous": True, "type": "regular", "allows_multiple_answers": False}
POLL |= {"allows_revoting": True, "members_only": False}
SPOT = "📍 44.4268, 26.1025\nopenstreetmap.org/?mlat=44.4268&mlon=26.1025"
AS_PICTURE = files((("photo", PNG),), (("image/jpeg", PNG),))
FROM_TELEGRAM: list[Kind] = [
    Kind("plain text", says("Plain words "), both(Shown())),
    Kind("text with looks", says(f"{WORDS}\n", MORE), looks(MORE, more=True)),
    Kind("long text", says(LONG), both(Shown("≈", parts=2, words=LONG[:2000].strip()))),
    Kind("text with a link", says("Look at https://a.example/guide "), both(Shown(as_meant=is_linked))),
    Kind("mention", says("@dora_lind ", type="mention", length=10), both(Shown("≈", as_meant=calls_nobody))),
    Kind("emoji", says("🙂 👍🏽 👩‍🔧 "), both(Shown(words="🙂 👍🏽 👩‍🔧"))),
    Kind(
        "custom emoji",
        says("🎩 ", type="custom_emoji", length=2, custom_emoji_id="5"),
        both(Shown("≈", words="🎩")),
    ),
    Kind("photo with caption", photo(PNG), AS_PICTURE),
    Kind("album", album, files(*(tuple((k, one) for one in PICTURES) for k in ("photo", "image/jpeg")))),
    Kind(
        "document",
        document(PDF, "plan.pdf", "application/pdf"),
        files((("document", PDF),), (("application/pdf", PDF),)),
    ),
    Kind("video", file_as("video", MP4, "film.mp4", "video/mp4"), files((("video", MP4),), (("video/mp4", MP4),))),
    Kind(
        "animation",
        file_as("animation", MP4, "loop.mp4", "video/mp4"),
        files((("animation", MP4),), (("video/mp4", MP4),), in_slack="≈"),
    ),
    Kind("voice", file_as("voice", OGG, "voice.ogg", "audio/ogg"), files((("voice", OGG),), (("audio/ogg", OGG),))),
    Kind(
        "video note",
        file_as("video_note", MP4, "note.mp4", "video/mp4", words=False),
        files((("video", MP4),), (("video/mp4", MP4),), "≈", words=NONE, in_slack="≈"),
        words=False,
    ),
    Kind(
        "audio",
        file_as("audio", MP3, "song.mp3", "audio/mpeg"),
        files((("audio", MP3),), (("audio/mpeg", MP3),)),
    ),
    Kind(
        "sticker",
        sticker(moves=False),
        files((("photo", STICKER),), (("image/webp", STICKER),), "≈", words=NONE, in_slack="≈"),
        words=False,
    ),
    Kind(
        "sticker that moves",
        sticker(moves=True),
        files(
            (("photo", STICKER),),
            (("image/webp", STICKER),),
            "≈",
            words=NONE,
            in_slack="≈",
            told="An animated sticker, shown as a still picture.",
        ),
        words=False,
    ),
    Kind("location", shares({"location": PLACE}), both(Shown("≈", words=SPOT)), words=False),
    Kind("venue", shares({"venue": VENUE, "location": PLACE}), both(Shown("≈", words="Depot, Quay 4")), words=False),
    Kind(
        "contact",
        shares({"contact": {"phone_number": "+40700", "first_name": "Ivo", "vcard": "BEGIN:VCARD\nEND:VCARD"}}),
        files(
            (("document", b"BEGIN:VCARD\nEND:VCARD"),),
            (("text/vcard", b"BEGIN:VCARD\nEND:VCARD"),),
            "≈",
            words="👤 Ivo +40700",
            in_slack="≈",
        ),
        words=False,
    ),
    Kind("poll", shares({"poll": POLL}), both(Shown("≈", words="📊 Which one?\n• red\n• blue")), words=False),
    Kind("dice", shares({"dice": {"emoji": "🎲", "value": 4}}), both(Shown("≈", words="🎲 4")), words=False),
    Kind("forwarded message", forward, both(Shown(words="Forwarded from Ivo Manz:")), words=False, answers=False),
    Kind(
        "file over the limit",
        document(BIGGER, "big.bin", ""),
        both(Shown("–", told="“big.bin” could not be passed on: it is larger than")),
    ),
    Kind(
        "program disguised as a picture",
        document(PROGRAM, "holiday.png", "image/png"),
        both(Shown("–", told="“holiday.png” was not passed on: it is a program")),
    ),
]
"""The rows of what is sent in Telegram."""


# ---------------------------------------------------------------- sent in Slack


def writes(text: Any) -> Callable[..., Awaitable[Any]]:
    """`text`: words, or elements of rich text; the mark stands behind them."""

    async def send(side: InSlack, mark: str, anchor: Any) -> Any:
        given = f"{text}{mark}" if isinstance(text, str) else [*text, part("section", run(mark))]
        return await side.person.posts(side.place, given, thread=side.root)

    return send


def posts(*uploads: tuple[str, bytes], **about: Any) -> Callable[..., Awaitable[Any]]:
    async def send(side: InSlack, mark: str, anchor: Any) -> Any:
        return await side.person.posts(side.place, mark, thread=side.root, files=list(uploads), about_files=about)

    return send


async def passes_on(side: InSlack, mark: str, anchor: Any) -> Any:
    """A message of another channel, shared into the thread."""
    hall = next(
        channel for channel in side.world.slack.workspace.state.channels.values() if channel.get("name") == "hall"
    )
    there = await side.world.bruno.posts(hall["id"], f"The lamp is dark {mark}")
    return await side.person.shares(there, side.place, side.root)


MANY = (("a.png", PICTURES[0]), ("b.png", PICTURES[1]), ("print.txt", LOG))
GONE = "“plan.gdoc” could not be passed on"
KEPT = "“big.log” (1 MB) is kept in the ticket, too big for Telegram"
FROM_SLACK: list[Kind] = [
    Kind("plain text", writes("Plain words "), both(Shown())),
    Kind("text with looks", writes(in_slack()), looks(IN_TELEGRAM, more=False)),
    Kind("long text", writes(LONG * 2), both(Shown("≈", parts=3, words=LONG[:2000].strip()))),
    Kind("text with a link", writes("Look at https://a.example/guide "), both(Shown(as_meant=is_linked))),
    Kind(
        "mention",
        writes([part("section", {"type": "broadcast", "range": "channel"}, run(" come "))]),
        both(Shown("≈", words="@channel come", as_meant=calls_nobody)),
    ),
    Kind("emoji", writes("🙂 👍🏽 "), both(Shown(words="🙂 👍🏽"))),
    Kind(
        "custom emoji",
        writes([part("section", {"type": "emoji", "name": "harbour"}, run(" here "))]),
        {"telegram": Shown("≈", words=":harbour: here"), "slack": Shown(words=":harbour: here")},
    ),
    Kind("photo with caption", posts(("a.png", PNG)), files((("photo", PNG),), (("image/png", PNG),))),
    Kind(
        "several files in one message",
        posts(*MANY),
        {
            "telegram": Shown("≈", (("photo", PICTURES[0]), ("photo", PICTURES[1]), ("document", LOG)), parts=3),
            "slack": Shown(files=(("image/png", PICTURES[0]), ("image/png", PICTURES[1]), ("text/plain", LOG))),
        },
    ),
    Kind("document", posts(("plan.pdf", PDF)), files((("document", PDF),), (("application/pdf", PDF),))),
    Kind("snippet", posts(("print.txt", LOG)), files((("document", LOG),), (("text/plain", LOG),))),
    Kind("video", posts(("film.mp4", MP4)), files((("video", MP4),), (("video/mp4", MP4),))),
    Kind(
        "voice",
        posts(("clip.ogg", OGG), subtype="slack_audio", duration_ms=1000),
        files((("voice", OGG),), (("audio/ogg", OGG),)),
    ),
    Kind("audio", posts(("song.mp3", MP3)), files((("audio", MP3),), (("audio/mpeg", MP3),))),
    Kind("forwarded message", passes_on, both(Shown(words="Forwarded from Bruno Conti:")), words=False),
    Kind(
        "file over the limit",
        posts(("big.bin", BIGGER)),
        both(Shown("–", told="“big.bin” could not be passed on: it is larger than")),
    ),
    Kind(
        "file over what Telegram takes",
        posts(("big.log", BIG)),
        {
            "telegram": Shown("–", told=KEPT),
            "slack": Shown(files=(("application/octet-stream", BIG),)),
        },
    ),
    Kind("file kept elsewhere", posts(("plan.gdoc", b"-"), is_external=True), both(Shown("–", told=GONE))),
    Kind(
        "program disguised as a picture",
        posts(("holiday.png", PROGRAM)),
        both(Shown("–", told="“holiday.png” was not passed on: it is a program")),
    ),
]
"""The rows of what is sent in Slack."""
