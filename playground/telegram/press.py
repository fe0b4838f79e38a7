"""A press of an inline button, and what the bot answers to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playground.telegram.server import Telegram


@dataclass(frozen=True)
class Answer:
    """What the bot shows after a press: a short text on top of the chat, or an alert to be dismissed."""

    text: str
    alert: bool
    url: str | None = None


@dataclass(frozen=True)
class Press:
    """A button pressed."""

    telegram: Telegram
    id: str
    data: str

    async def answered(self, timeout: float = 10.0) -> Answer | None:
        """Wait for the bot's answer; None when it answered without a text. Raises NotSeen after `timeout` s."""
        record = self.telegram.parts.world.state["presses"][self.id]
        await self.telegram.changes.wait(
            lambda: record["answer"] is not None, timeout, f"the press of {self.data!r} was not answered"
        )
        answer = record["answer"]
        if not answer.get("text") and not answer.get("url"):
            return None
        return Answer(answer.get("text", ""), answer.get("show_alert", False), answer.get("url"))
