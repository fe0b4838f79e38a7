"""What a channel is: the small part it must do, and what it can carry, declared as data."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from starlette.routing import BaseRoute

from core.messages import Delivery, Fate, IncomingFile, Sent
from core.ports import Budget
from core.text import Span, Text, shortened, text


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a platform can carry; sizes in UTF-16 units and bytes."""

    text: int
    """The longest text that can be sent and later edited."""
    caption: int
    upload: int
    """The largest file that can be sent."""
    download: int
    """The largest file that is taken in."""
    picture: int
    """The largest picture that is shown as one; a bigger one goes as a document."""
    together: int
    """How many files one message has at most."""
    mixed: bool
    """Whether files of every kind may stand together in a message."""
    private_words: bool
    """A word to one person in a shared place (Slack's ephemeral message)."""
    rides: bool
    """Whether a call that needs no answer can go along with the answer to an update."""
    can_be_asked: bool
    """Whether `find` can tell that a message arrived."""
    points: bool = False
    """Whether a message can point at another one of its place, which it answers."""

    formats: frozenset[str] = frozenset()
    """The kinds of mark (`core/marks.py`) that it shows as they are meant."""
    stand_ins: Mapping[str, str] = field(default_factory=dict)
    """What stands for those it doesn't: another kind, or signs around the words."""


QUOTED = 300
"""Characters that are shown of a quote where it stands in words."""


def under_quote(quote: str, value: Text) -> Text:
    """The words below what they answer: for where a reply can't point at it."""
    return text(Span(shortened(quote, QUOTED), "", (("quote", ""),)), "\n", value) if quote else value


@runtime_checkable
class Door(Protocol):
    """The endpoint of a POST route that a server may also ask directly, without what a web framework puts between."""

    most: int
    """The longest body it takes, in bytes."""

    def admits(self, headers: Mapping[bytes, bytes]) -> bool:
        """Whether the caller may be heard, by the request's headers (names in lower case)."""
        ...

    async def answer(self, body: bytes) -> tuple[int, bytes]:
        """The status and the body (JSON, or empty) of the answer to a caller who was admitted. Never raises."""
        ...


class Gone(Exception):
    """The platform no longer has the file, or never lets a bot have it."""


class Channel(Protocol):
    """One platform. Everything else about it stays in its folder."""

    name: str
    capabilities: Capabilities
    listens_alone: bool
    """Whether only one process at a time may `listen`."""

    async def open(self) -> None:
        """Makes ready. Raises WrongToken when the platform refuses the token; any other trouble is waited out in `listen`."""
        ...

    async def listen(self) -> None:
        """Brings updates to the inbox until cancelled; keeps trying while the platform is unreachable."""
        ...

    def routes(self) -> Sequence[BaseRoute]:
        """The HTTP paths it answers."""
        ...

    def budgets(self, delivery: Delivery) -> Sequence[Budget]:
        """Every budget that sending this delivery draws on."""
        ...

    async def send(self, delivery: Delivery) -> Fate:
        """Sends one delivery. Never raises for what a platform may answer: that is a fate."""
        ...

    async def find(self, delivery: Delivery) -> Sent | None:
        """After an unsure attempt: asks the platform whether the message is there. None: it is not there.
        Raises NotImplementedError where a platform can't be asked."""
        ...

    def download(self, file: IncomingFile) -> AsyncIterator[bytes]:
        """The bytes of a file that came in. Raises Gone, or the platform client's own network errors."""
        ...

    def link(self, word: str) -> str | None:
        """The address that brings somebody to the bot and says `/start word` for them; None where there is none."""
        ...

    async def close(self) -> None:
        """Ends connections."""
        ...
