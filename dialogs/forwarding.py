"""What somebody only forwarded says whose words it is, in the reader's language."""

from __future__ import annotations

from core.conversation import Conversation, Message, Thread
from core.people import plain_name
from core.text import Text, italic, lines
from dialogs import parts
from dialogs.turn import Turn

LONGEST_NAME = 60
"""Characters of the name, which may be a channel's."""


def body(turn: Turn, to: Conversation | Thread, message: Message) -> Text:
    """A message's words, headed by who wrote them first; of files without words the heading alone."""
    words = parts.body_of(message)
    if not message.forwarded:
        return words
    reader = to.person if isinstance(to, Conversation) else turn.agents_language
    name = plain_name(message.forwarded, LONGEST_NAME)
    return lines([italic(turn.t(reader, "forwarded-from", name=name)), words])
