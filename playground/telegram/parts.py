"""What the methods of the Bot API work on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from playground.telegram.chats import Chats
from playground.telegram.files import Files
from playground.telegram.updates import Updates
from playground.telegram.webhook import Webhooks
from playground.telegram.world import World

Json = dict[str, Any]


@dataclass(frozen=True)
class Parts:
    """The pieces of the simulated Telegram. `actions` are "typing…" and the like: chat id -> (action, until)."""

    world: World
    updates: Updates
    chats: Chats
    files: Files
    webhooks: Webhooks
    actions: dict[int, tuple[str, float]] = field(default_factory=dict)
