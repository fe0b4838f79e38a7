"""Telegram's known sending limits, for those who want to be held to them."""

from __future__ import annotations

import math
from collections import defaultdict, deque
from dataclasses import dataclass, field
from typing import Any

from playground.telegram.errors import too_many_requests

Json = dict[str, Any]

# Edits and new topics draw on the same budget as messages (tdlib/td issues 2592 and 3034).
COUNTED = ("send", "copy", "forward", "edit", "createForumTopic")
NOT_COUNTED = ("sendChatAction", "editForumTopic")


@dataclass
class Limits:
    """How much a bot may send; None is no limit. What is too much gets 429 with the seconds to wait.

    The figures are those of the Bot API's FAQ ("My bot is hitting limits"): 20 a minute in one group over
    all its topics, about 30 a second over all. One a second in a private chat is advice that lets bursts
    pass, so it is not set here.
    """

    group_per_minute: int | None = 20
    private_per_second: int | None = None
    overall_per_second: int | None = 30
    _sent: dict[str, deque[float]] = field(default_factory=lambda: defaultdict(deque))

    def spend(self, now: float, bot: Json, method: str, params: Json) -> None:
        """Count a call at Unix time `now`; raises ApiError 429 when it is one too many."""
        if not method.startswith(COUNTED) or method in NOT_COUNTED:
            return
        chat, name = params.get("chat_id"), bot["user"]["username"]
        group = isinstance(chat, int) and chat < 0
        budgets = [(f"{name}", self.overall_per_second, 1.0)]
        if group:
            budgets.append((f"{name} {chat}", self.group_per_minute, 60.0))
        else:
            budgets.append((f"{name} {chat}", self.private_per_second, 1.0))
        items = params.get("media") or params.get("message_ids")
        cost = len(items) if isinstance(items, list) else 1
        for lane, most, span in budgets:
            self._check(lane, most, span, cost, now)
        for lane, _, _ in budgets:
            self._sent[lane].extend([now] * cost)

    def _check(self, lane: str, most: int | None, span: float, cost: int, now: float) -> None:
        sent = self._sent[lane]
        while sent and sent[0] <= now - span:
            sent.popleft()
        if most is not None and len(sent) + cost > most and sent:
            raise too_many_requests(max(1, math.ceil(sent[0] + span - now)))
