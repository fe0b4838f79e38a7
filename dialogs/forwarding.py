"""What somebody only forwarded says whose words it is, in the reader's language."""

from __future__ import annotations

from dataclasses import replace

from core.conversation import Conversation, Message, Thread
from core.messages import Say
from core.people import plain_name
from core.text import italic, text
from dialogs.turn import Turn

LONGEST_NAME = 60
"""Characters of the name, which may be a channel's."""


def introduced(turn: Turn, to: Conversation | Thread, message: Message, acts: list[Say]) -> list[Say]:
    """The parts of a message, the first of them headed by who wrote it; files by a line of its own."""
    if not message.forwarded or not acts:
        return acts
    reader = to.person if isinstance(to, Conversation) else turn.agents_language
    line = italic(turn.t(reader, "forwarded-from", name=plain_name(message.forwarded, LONGEST_NAME)))
    first, *rest = acts
    if first.file:
        return [Say(text(line), author=first.author), *acts]
    return [replace(first, text=text(line, "\n", first.text)), *rest]
