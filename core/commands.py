"""The words people command with, the same on every platform."""

from __future__ import annotations

REQUESTER_COMMANDS = (
    "start",
    "new",
    "tickets",
    "changes",
    "profile",
    "language",
    "invite",
    "link",
    "cancel",
    "delete",
    "help",
)
"""The commands of a private chat. Whatever else begins with a slash there is what the person says."""

AGENT_COMMANDS = (
    "take",
    "solved",
    "ask",
    "note",
    "status",
    "priority",
    "assign",
    "move",
    "quote",
    "time",
    "queue",
    "delete",
)
"""The words agents say to the desk in a ticket's thread, on every platform."""

AGENT_HOME_COMMANDS = ("queue",)
"""Those of them that are also answered where no ticket is, in a team's place itself."""
