"""Slack's rate limits, for those who want them in force: per method and app, and per channel for posting."""

from __future__ import annotations

import math
from collections import deque

from .methods import METHODS, TIERS
from .state import Json

MINUTE = 60.0
POSTS = 5
POSTS_SECONDS = 5.0
"""Posting to one channel: about one message a second, short bursts let through (Slack: Rate limits)."""


class Limits:
    """Counts calls. Off unless `enforced`, so that stories are not about pace unless they want to be."""

    def __init__(self) -> None:
        self.enforced = False
        self._spent: dict[tuple[str, str, str], deque[float]] = {}

    def wait(self, method: str, who: str, arguments: Json, now: float) -> int:
        """Whole seconds (`Retry-After`) this call must wait, or 0 when it may go and is counted."""
        if not self.enforced or method not in METHODS:
            return 0
        if method == "chat.postMessage":
            return self._spend((method, who, str(arguments.get("channel"))), POSTS, POSTS_SECONDS, now)
        return self._spend((method, who, ""), TIERS[METHODS[method].tier], MINUTE, now)

    def _spend(self, key: tuple[str, str, str], most: int, seconds: float, now: float) -> int:
        times = self._spent.setdefault(key, deque())
        while times and times[0] <= now - seconds:
            times.popleft()
        if len(times) >= most:
            return max(1, math.ceil(times[0] + seconds - now))
        times.append(now)
        return 0
