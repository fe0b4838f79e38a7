"""The only maker and parser of Telegram's places and message ids.

A private chat's or a group's place is its id (`4711`, `-1001234`), a forum topic's `-1001234:57`.
A message's id is its number; it names one message within its place. That of an album of ours is the numbers of all its
messages (`101,102`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

CHANNEL = "telegram"


class Place(NamedTuple):
    """A chat, and the topic in it if there is one."""

    chat: int
    thread: int | None = None


def place(chat: int, thread: int | None = None) -> str:
    """The place of a chat, or of a topic in it."""
    return str(chat) if thread is None else f"{chat}:{thread}"


def parse_place(value: str) -> Place:
    """The chat and the topic of a place. Raises ValueError for what `place` did not make."""
    chat, colon, thread = value.partition(":")
    return Place(int(chat), int(thread) if colon else None)


def message(number: int) -> str:
    """A message's id."""
    return str(number)


def messages(numbers: Sequence[int]) -> str:
    """The id of an album: it is one message of ours, and several of Telegram's."""
    return ",".join(map(str, numbers))


def parse_messages(value: str) -> list[int]:
    """The numbers of a message or an album. Raises ValueError for what none of these made."""
    return [int(number) for number in value.split(",")]


def parse_message(value: str) -> int:
    """A message's number; an album's first one. Raises ValueError likewise."""
    return parse_messages(value)[0]


def update_key(update_id: int) -> str:
    """An update's name for ever."""
    return f"{CHANNEL}:{update_id}"
