"""Reactions as Slack knows them: by short names, any number of them; and what comes in of them."""

from __future__ import annotations

from typing import Any

from bots.slack import ids
from bots.slack.emoji import character, name_of
from bots.slack.reading import CHANNEL, CHAT, Rules
from core.messages import Author, Reacted, Sign

Json = dict[str, Any]

SIGNS: dict[Sign, str] = {"delivered": "white_check_mark", "failed": "warning"}

LOST = "reaction"
"""What is said to be lost where a reaction can't be shown."""

NOT_SHOWN = ("invalid_name", "too_many_emoji", "too_many_reactions")
"""Why Slack refuses one (docs.slack.dev/reference/methods/reactions.add)."""


def emoji(name: str) -> str:
    """The emoji of a short name, whatever its skin; `:name:` for a workspace's own."""
    bare = name.partition("::")[0]
    return character(bare) or f":{bare}:"


def name(given: str) -> str:
    """The short name of an emoji; of one that Slack has no name for nothing, which Slack refuses."""
    if given.startswith(":") and given.endswith(":"):
        return given.strip(":")
    return name_of(given)


def reacted(body: Json, rules: Rules) -> Reacted | None:
    """The update in an event of `reaction_added` or `reaction_removed`; None for our own signs, for files, and in a private
    chat that doesn't count. Slack says which channel, and not which thread. Raises KeyError, TypeError or ValueError."""
    told = body["event"]
    item = told["item"]
    if item.get("type") != "message" or told["user"] == rules.bot:
        return None
    direct = item["channel"].startswith(CHAT)
    if direct and not rules.direct:
        return None
    given = (emoji(told["reaction"]),)
    return Reacted(
        key=f"{CHANNEL}:{body['event_id']}",
        channel=CHANNEL,
        place=item["channel"],
        author=Author(told["user"], told["user"]),
        at=ids.moment(told["event_ts"]),
        direct=direct,
        message=item["ts"],
        added=given if told["type"] == "reaction_added" else (),
        removed=given if told["type"] == "reaction_removed" else (),
    )
