"""What a desk file may say already and this version doesn't do yet. Said plainly, at every start and by `frontdoor check`."""

from __future__ import annotations

from collections.abc import Sequence

from core.desk import Desk
from core.errors import WrongSetup

THREAD_CHANNELS = ("slack", "telegram")
"""The channels that can hold agents' threads, by the team's key in the desk file."""

NO_WHISPERS = ("telegram",)
"""Those of them that have no words for one person alone."""

NAMED_THREADS = ("telegram",)
"""Those whose threads have names."""

COMMAND_SIGNS = {"telegram": "/"}
"""What stands before a command in their threads; elsewhere it is a mention of the bot."""

FORM_CHANNELS = ("slack",)
"""The channels where a requester fills in a form, and has a thread for each ticket."""


def served(desk: Desk) -> Desk:
    """The desk with the kinds of request whose team can answer: the others would be taken and seen by nobody.

    Raises WrongSetup when none is left.
    """
    requests = {kind: request for kind, request in desk.requests.items() if _answers(desk, request.team)}
    if not requests:
        raise WrongSetup(
            "no team of this desk has a slack channel or a telegram group, so nobody could answer "
            "(teams.<team>.slack, teams.<team>.telegram)"
        )
    return desk.model_copy(update={"requests": requests})


def not_served(desk: Desk, mails: bool) -> Sequence[str]:
    """A line for everything in the desk file that has no effect, or not yet. `mails`: e-mail can be sent."""
    lines = []
    for kind, request in desk.requests.items():
        if not _answers(desk, request.team):
            lines.append(
                f"requests.{kind}: left out of the menu, team {request.team} has no slack channel and no telegram group"
            )
    if not mails:
        told = [f"teams.{key}.email" for key, team in desk.teams.items() if team.email]
        told += ["notify"] if desk.notify else []
        lines += [f"{key}: without effect, since e-mail is off until SMTP_URL is set" for key in told]
    return lines


def _answers(desk: Desk, team: str) -> bool:
    return any(getattr(desk.teams[team], channel) for channel in THREAD_CHANNELS)
