"""What became of an attempt to send something."""

from __future__ import annotations

from typing import TypeAlias

from core.record import record


@record(frozen=True, slots=True)
class Sent:
    """The platform has it. `message`: its id there (None where there is none); `opened`: the place of the thread it began;
    `lost`: in the catalogue's key, what could not be carried whole. `items`: the ids of each of its files, where they are
    messages of their own to the platform; `message` then stands for all of them."""

    message: str | None = None
    position: int | None = None
    opened: str | None = None
    lost: str | None = None
    items: tuple[str, ...] = ()


@record(frozen=True, slots=True)
class Later:
    """Not now: try again after so many seconds. `whole_channel`: nothing goes out there until then.
    `counts`: it was a failure, to be given up after a while; a stated waiting time isn't. `limited`: the platform had too
    much from us and said so (429)."""

    seconds: float
    why: str
    whole_channel: bool = False
    counts: bool = True
    limited: bool = False


@record(frozen=True, slots=True)
class Never:
    """It can't be delivered. `why` is a key of the catalogue (`reason-<why>`): blocked, gone, refused, too_big, unsure …;
    `detail` the platform's own words."""

    why: str
    detail: str = ""


@record(frozen=True, slots=True)
class Unsure:
    """The request left, no answer came: it may have arrived."""

    why: str


Fate: TypeAlias = Sent | Later | Never | Unsure
