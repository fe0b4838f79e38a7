"""Small questions beside the intake: whose answer is the next message, for a while."""

from __future__ import annotations

from typing import Any

from core.conversation import Conversation
from core.messages import Rows, Say
from core.text import text
from dialogs.turn import Turn

HOLDS = 15 * 60
"""Seconds an answer is waited for."""

CONFIDENTIAL = "confidential"
"""The purpose of words that open something to whoever has them: once they are sent they are not kept."""


def put(turn: Turn, conversation: Conversation, what: str, question: str, buttons: Rows = (), **more: Any) -> None:
    """Puts a question; an earlier one of this sort no longer counts."""
    until = turn.now.timestamp() + HOLDS
    conversation.dialogue.prompt = {"what": what, "until": until, **more}
    turn.unit.save_conversation(conversation)
    turn.send(conversation, Say(text(question), buttons), "question", rank=1)


def open_one(turn: Turn, conversation: Conversation, what: str = "") -> dict[str, Any] | None:
    """The question that is open now, if it is that one."""
    given = conversation.dialogue.prompt
    if given is None or given["until"] < turn.now.timestamp() or (what and given["what"] != what):
        return None
    return given


def end(turn: Turn, conversation: Conversation) -> None:
    """It is answered, or given up."""
    conversation.dialogue.prompt = None
    turn.unit.save_conversation(conversation)


def tell(turn: Turn, conversation: Conversation, line: str) -> None:
    turn.send(conversation, Say(text(line)), "notice", rank=1)
