"""What core and dialogs need of what is kept about albums: files that a platform sends as several messages."""

from __future__ import annotations

from typing import Protocol

from core.conversation import Message
from core.messages import Delivery


class Albums(Protocol):
    """The part of a `Unit` that concerns them. None of it is needed for a plain turn."""

    def album_at(self, place: str, album: str) -> Message | None:
        """The message that an album (the platform's id of it) has become there."""
        ...

    def begin_album(self, message: Message, album: str) -> None:
        """The message is the beginning of this album."""
        ...

    def album_goes_on(self, message: Message) -> bool:
        """Whether the next update of its place that waits for its files is a further part of this message."""
        ...

    def add_to_album(self, message: Message, item: str) -> None:
        """What came under that platform id is a part of this message."""
        ...

    def album_message(self, place: str, item: str) -> Message | None:
        """The message that this one is a part of; None for one that stands alone."""
        ...

    def album_delivery(self, place: str, item: str) -> Delivery | None:
        """The delivery that put this message there, as a part of an album of ours."""
        ...
