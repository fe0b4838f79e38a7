"""How much a conversation keeps of what has no place yet: a flood must not make every turn of it longer."""

from __future__ import annotations

from core.conversation import Conversation, Dialogue
from core.messages import Say
from core.text import text
from dialogs.turn import Turn

MOST_MESSAGES = 200
MOST_FILES = 50
"""Messages and files that an unsent request and what waits for "which ticket?" keep together."""

BURST = 60.0
"""Seconds in which a flood is told once that there is no more room."""


def take(turn: Turn, conversation: Conversation, new_files: int = 0) -> bool:
    """Whether there is room for one message more with so many new files. Where there is none the requester is told what to
    do, in a flood of messages once a minute."""
    dialogue = conversation.dialogue
    messages, files = _kept(dialogue)
    if messages < MOST_MESSAGES and files + new_files <= MOST_FILES:
        return True
    if not 0 <= turn.now.timestamp() - dialogue.refused_at <= BURST:
        dialogue.refused_at = turn.now.timestamp()
        turn.unit.save_conversation(conversation)
        line = turn.t(conversation.person, "no-room", messages=MOST_MESSAGES, files=MOST_FILES)
        turn.send(conversation, Say(text(line)), "notice", rank=1)
    return False


def _kept(dialogue: Dialogue) -> tuple[int, int]:
    """How many messages and files are kept now."""
    messages = len(dialogue.waiting)
    files = sum(len(one["files"]) for one in dialogue.waiting)
    if draft := dialogue.draft:
        opening = draft.opening or {"messages": [], "files": []}
        messages += len(opening["messages"]) + len(draft.surplus) + sum(map(len, draft.sources.values()))
        files += len(opening["files"]) + len(draft.partial) + sum(len(one["files"]) for one in draft.surplus)
        files += sum(len(value) for value in draft.slots.values() if isinstance(value, list))
    return messages, files
