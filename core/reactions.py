"""Reactions that people put on messages of a ticket: which of them stand, so that the other side sees the same."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal, TypeAlias

from core.people import Person
from core.ticket_record import Details

Side: TypeAlias = Literal["requester", "agent"]

MOST = 100
"""Messages of a ticket whose reactions are remembered: those reacted to last."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the other side is to see: all that one side's people put on a message and that stands, the last one at the end;
    what is new of it, and what no longer stands."""

    standing: tuple[str, ...]
    new: tuple[str, ...]
    gone: tuple[str, ...]


def put(
    details: Details, message: int, side: Side, by: Person, added: Collection[str], removed: Collection[str]
) -> Shown | None:
    """Notes what somebody put on a message and took off it. None where that changes nothing to be seen: what stands
    already, or what they never had put there."""
    key = str(message)
    given = details.reactions.pop(key, [])
    before = _standing(given, side)
    given = [one for one in given if not (one[:2] == [side, by.id] and one[3] in {*added, *removed})]
    given += [[side, by.id, by.name, emoji] for emoji in added]
    if given:
        details.reactions[key] = given
    for oldest in list(details.reactions)[:-MOST]:
        del details.reactions[oldest]
    after = _standing(given, side)
    new = tuple(emoji for emoji in after if emoji not in before)
    gone = tuple(emoji for emoji in before if emoji not in after)
    return Shown(after, new, gone) if new or gone else None


def who(details: Details, message: int, emoji: str) -> str | None:
    """The name of who put it there last; None where it no longer stands."""
    names = [name for _, _, name, put_there in details.reactions.get(str(message), ()) if put_there == emoji]
    return names[-1] if names else None


def _standing(given: list[list[object]], side: Side) -> tuple[str, ...]:
    """Each once, by when it was put there last."""
    emoji = [str(one[3]) for one in given if one[0] == side]
    return tuple(dict.fromkeys(reversed(emoji)))[::-1]
