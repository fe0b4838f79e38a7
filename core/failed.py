"""Deliveries that ended as failed: which of them make sense to send once more."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from core.messages import Act, Change, React, Remove, Say, Whisper

Left: TypeAlias = Literal[
    "momentary", "withdrawn", "changed", "superseded", "answered", "closed", "no_target", "too_big", "in_vain"
]
"""Why one is left as it is."""

MOMENTARY = (
    "tidy",
    "refresh",
    "sign",
    "reaction",
    "reaction_off",
    "reaction_note",
    "reaction_note_removal",
    "toast",
    "refusal",
    "more",
    "choices",
    "title",
    "confidential",
    "reveal",
    "token",
    "form",
    "page",
)
"""Purposes that were of use at their moment only: buttons taken away, a card drawn anew, a sign, a word to who pressed, what
is not kept, a form, a page."""


@dataclass(frozen=True, slots=True)
class Failed:
    """One delivery that ended as never, with what has become of that which it is about."""

    id: int
    lane: str
    channel: str
    home: str
    """The agents' channel; empty for a requester's conversation."""
    purpose: str
    act: Act
    why: str
    detail: str
    made_at: datetime
    failed_at: datetime
    ticket: int | None = None
    reference: str | None = None
    team: str | None = None
    closed: bool = False
    """Its ticket is."""
    to: str | None = None
    """The requester whose conversation it goes to."""
    address: str | None = None
    """Where a letter goes."""
    blocked: bool = False
    """They have blocked the bot, and not let it in again."""
    author: str | None = None
    """Whose words it carries."""
    side: str | None = None
    kind: str | None = None
    """Their message's kind now: message, note …"""
    changed_at: datetime | None = None
    superseded: bool = False
    """A later delivery says the same of a later moment."""
    still_asked: bool = False
    """It is its conversation's open question, or its ticket's open offer."""
    target: int | None = None
    """The delivery that put the message there which it changes."""
    target_fate: str | None = None
    target_at: datetime | None = None
    """When that got its fate."""


def sorted_out(failed: Sequence[Failed], named: Collection[int], again: Collection[int] = ()) -> dict[int, Left | None]:
    """Why each of these is not sent once more; None where it makes sense. In the order of their lanes. `again`: deliveries
    that were put back a moment before. `named`: somebody asked for these very ones, and may know better than the
    platform's last word that a person can't be written to."""
    going = set(again)
    out: dict[int, Left | None] = {}
    for one in sorted(failed, key=lambda one: one.id):
        out[one.id] = _why_left(one, going, one.id in named)
        if out[one.id] is None:
            going.add(one.id)
    return out


def _why_left(failed: Failed, again: Collection[int], named: bool) -> Left | None:
    if failed.purpose in MOMENTARY or isinstance(failed.act, Whisper):
        return "momentary"
    return _outdated(failed) or _without_target(failed, again) or _hopeless(failed, named)


def _outdated(failed: Failed) -> Left | None:
    if failed.purpose == "removal":
        return None  # taking back stays wanted, whatever came after
    if failed.kind not in (None, "message") and failed.purpose != "mirror":
        return "withdrawn"  # what was turned into a note must not reach a requester
    if failed.purpose in ("relay", "mirror") and failed.changed_at and failed.changed_at > failed.failed_at:
        return "changed"
    if failed.superseded and not isinstance(failed.act, Say):
        return "superseded"
    if failed.purpose in ("question", "offer") and not failed.still_asked:
        return "answered"
    return "closed" if failed.purpose in ("notice", "receipt") and failed.closed else None


def _without_target(failed: Failed, again: Collection[int]) -> Left | None:
    """A change needs the message that it changes; one that was there and could not be found then is gone."""
    if failed.target is None or not isinstance(failed.act, Change | Remove | React):
        return None
    if failed.target_fate == "never" and failed.target not in again:
        return "no_target"
    was_there = failed.target_at is not None and failed.target_fate == "sent" and failed.target_at < failed.failed_at
    return "no_target" if failed.why == "gone" and was_there else None


def _hopeless(failed: Failed, named: bool) -> Left | None:
    if failed.why == "too_big":
        return "too_big"
    unreachable = failed.blocked or (failed.why == "gone" and isinstance(failed.act, Say))
    return "in_vain" if unreachable and not named else None
