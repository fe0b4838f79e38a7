"""What follows for a delivery from what became of an attempt: it is over, or it is tried again, and when."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeAlias

from core.messages import Delivery, Fate, Later, Mail, Never, Say, Sent, Unsure

LONGEST_WAIT = 300.0
"""The longest pause between two attempts, in seconds; the channels' own backoff ends there too."""

GIVE_UP_AFTER = 290
"""Failed attempts, about a day with that pause, before a delivery ends as failed."""

CLOSED = ("archived", "not_in_channel", "no_rights")
"""Why a thread can't be written to now, and will be again once somebody has opened its channel."""

CLOSED_WAIT = 60.0
"""Seconds between two looks at a closed channel."""

Settled: TypeAlias = tuple[Delivery, Fate, datetime | None]
"""What became of a delivery, and when it is tried again (None: its fate is final)."""


def judge(delivery: Delivery, fate: Fate, now: datetime, can_ask: bool) -> Settled:
    """Decides whether and when it is tried again. `can_ask`: the platform can tell later whether it has arrived."""
    match fate:
        case Sent():
            return delivery, fate, None
        case Never(why="thread_gone") if delivery.home:
            return delivery, fate, now  # it goes into the thread that is made anew
        case Never() if delivery.home and (fate.why in CLOSED or opens(delivery)):
            waits = Later(CLOSED_WAIT, fate.why, counts=False)
            return delivery, waits, now + timedelta(seconds=CLOSED_WAIT)
        case Never():
            return delivery, fate, None
        case Unsure() if delivery.doubted and isinstance(delivery.act, (Say, Mail)) and not can_ask:
            return delivery, Never("unsure"), None
        case Unsure() if _is_hopeless(delivery):
            return delivery, Never("unsure", fate.why), None
        case Unsure():
            return delivery, fate, now + timedelta(seconds=pause(delivery))
        case Later(counts=True) if _is_hopeless(delivery):
            return delivery, Never("given_up", fate.why), None
        case Later():
            return delivery, fate, now + timedelta(seconds=fate.seconds)


def opens(delivery: Delivery) -> bool:
    """Whether it is a card that begins a thread: everything of its ticket waits for it, so it is never given up."""
    return isinstance(delivery.act, Say) and delivery.act.opens


def pause(delivery: Delivery, jitter: Callable[[], float] = random.random) -> float:
    """Seconds until an unsure delivery is tried again: 1, 2, 4 …, and up to a quarter less by chance, so that those which
    failed together don't come together again."""
    longest: float = min(2.0 ** min(delivery.attempts - 1, 16), LONGEST_WAIT)
    return longest * (1 - jitter() / 4)


def _is_hopeless(delivery: Delivery) -> bool:
    return delivery.attempts >= GIVE_UP_AFTER and not opens(delivery)
