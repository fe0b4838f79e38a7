"""Files on their way: as a platform announces them, as they are kept, and which of them go out as one message."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol, TypeAlias


@dataclass(frozen=True, slots=True)
class IncomingFile:
    """A file as the platform announced it and, once fetched, as it is kept.

    `kind` is the platform's word (photo, video, voice, document …); what the file really is says `content`
    (image, video, audio, text, pdf, other), judged from its bytes. `problem` says why it is not passed on:
    too_big (over what is kept, or what the platform lets a bot have), empty, gone, disguised (a program under another
    kind's name), infected, private (metadata that can't be taken out).
    """

    ref: str
    kind: str
    name: str
    mime: str | None = None
    size: int | None = None
    seconds: int | None = None
    sha256: str | None = None
    content: str | None = None
    problem: str | None = None
    unique: str = ""
    """The platform's lasting name of the bytes, where it has one: another name, another file."""
    original: str = ""
    """The hash of the file as it came, where what goes out is that without its metadata."""


def incoming_data(file: IncomingFile) -> dict[str, Any]:
    """As plain data; what came later to these fields is left out while it is empty."""
    fields = {name: getattr(file, name) for name in file.__slots__}
    return {name: value for name, value in fields.items() if value != ""}


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file in the store, as it must go out."""

    sha256: str
    name: str
    content: str
    mime: str
    size: int
    kind: str = "document"
    unique: str = ""
    original: str = ""
    item: str = ""
    """Of an album that came: the platform's id of the message with this file."""
    words: str = ""
    """The caption of that message."""


def file_data(file: KeptFile) -> dict[str, Any]:
    """As plain data; what is empty is left out."""
    return {name: value for name in file.__slots__ if (value := getattr(file, name)) != ""}


def kept_files(files: Sequence[IncomingFile], item: str = "", words: str = "") -> tuple[KeptFile, ...]:
    """Those that lie in the store. `item`, `words`: of the album's message they came in."""
    return tuple(
        KeptFile(
            sha256=file.sha256,
            name=file.name,
            content=file.content or "other",
            mime=file.mime or "application/octet-stream",
            size=file.size or 0,
            kind=file.kind,
            unique=file.unique,
            original=file.original,
            item=item,
            words=words,
        )
        for file in files
        if file.sha256 and not file.problem
    )


# ---------------------------------------------------------------- what a channel carries


class Carries(Protocol):
    """What a channel can carry of files (`bots.channel.Capabilities`); sizes in UTF-16 units and bytes."""

    @property
    def caption(self) -> int:
        """The longest words in one message with files."""
        ...

    @property
    def upload(self) -> int:
        """The largest file that can be sent."""
        ...

    @property
    def download(self) -> int:
        """The largest file that is taken in."""
        ...

    @property
    def picture(self) -> int:
        """The largest picture that is shown as one; a bigger one goes as a document."""
        ...

    @property
    def together(self) -> int:
        """How many files one message has at most."""
        ...

    @property
    def mixed(self) -> bool:
        """Whether files of every kind may stand together."""
        ...

    @property
    def points(self) -> bool:
        """Whether a message can point at the one that it answers."""
        ...


Look: TypeAlias = Literal["picture", "video", "animation", "voice", "audio", "document"]
"""How a file is shown."""

PICTURES = ("image/png", "image/jpeg", "image/webp")
_MOVES = ("video/mp4", "image/gif")
_MUSIC = ("audio/mpeg", "audio/mp4", "audio/x-m4a")
_GROUPS = {"picture": "seen", "video": "seen", "audio": "heard", "document": "read"}
"""What stands together in an album; what is not here stands alone (core.telegram.org/bots/api#sendmediagroup)."""


def look(file: KeptFile, picture: int) -> Look:
    """How it is shown, by what it really is. `picture`: the bytes of the largest picture shown as one."""
    if file.mime in PICTURES:
        return "picture" if file.size <= picture else "document"
    if file.mime in _MOVES and file.kind == "animation":
        return "animation"
    if file.mime == "video/mp4":
        return "video"
    if file.kind == "voice" and file.content == "audio":
        return "voice"
    return "audio" if file.mime in _MUSIC else "document"


def messages_of(files: Sequence[KeptFile], carries: Carries) -> list[tuple[KeptFile, ...]]:
    """The files in as few messages as may be, their order kept. What is too big for the channel is in none."""
    out: list[list[KeptFile]] = []
    last = None
    for file in files:
        if file.size > carries.upload:
            continue
        group = "all" if carries.mixed else _GROUPS.get(look(file, carries.picture))
        if out and group and group == last and len(out[-1]) < carries.together:
            out[-1].append(file)
        else:
            out.append([file])
        last = group
    return [tuple(one) for one in out]


def may_replace(old: KeptFile, new: KeptFile, carries: Carries, *, alone: bool) -> bool:
    """Whether the channel lets one stand in the place of the other: in an album only its like, and no voice anywhere."""
    if new.size > carries.upload:
        return False
    before, after = look(old, carries.picture), look(new, carries.picture)
    if carries.mixed:
        return True
    return "voice" not in (before, after) and (alone or _GROUPS.get(before, 0) == _GROUPS.get(after))


def too_big(files: Sequence[KeptFile], carries: Carries) -> list[KeptFile]:
    """Those that the channel doesn't take at all."""
    return [file for file in files if file.size > carries.upload]
