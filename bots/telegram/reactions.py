"""Reactions as Telegram knows them: for a bot one to a message, out of a fixed list
(core.telegram.org/bots/api#reactiontypeemoji)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from telegram import ReactionType, ReactionTypeEmoji
from telegram.constants import ReactionEmoji

from core.messages import React, Sign

SIGNS: dict[Sign, str] = {"delivered": "👌", "failed": "🤷"}
"""Telegram's reactions have neither a check mark nor a warning sign."""

LOST = "reaction"
"""What is said to be lost where a reaction can't be shown."""

_VARIANT = "\N{VARIATION SELECTOR-16}"
_KNOWN = {one.value.replace(_VARIANT, ""): one.value for one in ReactionEmoji}

_NEAR = {
    near: known
    for known, others in {
        "😁": "😀😃😄😆😊🙂☺😉😅😸",
        "🤣": "😂😹",
        "❤": "🧡💛💚💙💜🤎🖤🤍💖💗💕💞💓",
        "😢": "🙁☹😞😟😔😥😿🥲",
        "😡": "😠😤",
        "😱": "😮😲😯😧",
        "👏": "🙌",
        "🤩": "⭐🌟✨",
        "🎉": "🎊🥳",
        "👎": "❌",
        "👌": "✅✔☑🆗",
        "🤮": "🤢",
    }.items()
    for near in others
}
"""What comes near one of the list, for those most used."""


def emoji(given: tuple[ReactionType, ...]) -> tuple[str, ...]:
    """Those of somebody's reactions that are emoji; not Telegram's own pictures and stars, which nobody else has."""
    return tuple(one.emoji for one in given if isinstance(one, ReactionTypeEmoji))


def chosen(act: React, among_agents: bool) -> tuple[list[Mapping[str, Any]], str | None]:
    """The one reaction that is to stand on a message (or none), and what is lost. A failure's sign goes before what people
    put there, and that before the sign of a delivery; among agents nothing may look like a sign."""
    signs = SIGNS.values() if among_agents else ()
    found = [_nearest(one) for one in act.shown]
    fit = [one for one in found if one and one not in signs]
    one = SIGNS["failed"] if act.sign == "failed" else fit[-1] if fit else SIGNS[act.sign] if act.sign else None
    is_lost = bool(found) and (found[-1] in (None, *signs) or one != found[-1])
    return [{"type": "emoji", "emoji": one}] if one else [], LOST if is_lost else None


def _nearest(given: str) -> str | None:
    bare = given.replace(_VARIANT, "")
    return _KNOWN.get(bare) or _NEAR.get(bare)
