"""Reactions as Slack knows them: by short names, any number of them; and what comes in of them."""

from __future__ import annotations

from typing import Any

from bots.slack import ids
from bots.slack.reading import CHANNEL, CHAT, Rules
from bots.slack.text import emoji_of, name_of
from core.messages import Author, Reacted, Sign

Json = dict[str, Any]

SIGNS: dict[Sign, str] = {"delivered": "white_check_mark", "failed": "warning"}

LOST = "reaction"
"""What is said to be lost where a reaction can't be shown."""

NOT_SHOWN = ("invalid_name", "too_many_emoji", "too_many_reactions")
"""Why Slack refuses one (docs.slack.dev/reference/methods/reactions.add)."""

_TELEGRAMS = {
    "🥰": "smiling_face_with_3_hearts",
    "🤬": "face_with_symbols_on_mouth",
    "🤯": "exploding_head",
    "😱": "scream",
    "🤩": "star-struck",
    "🤮": "face_vomiting",
    "💩": "hankey",
    "🕊": "dove_of_peace",
    "🥴": "woozy_face",
    "🐳": "whale",
    "❤\u200d🔥": "heart_on_fire",
    "🌚": "new_moon_with_face",
    "🌭": "hotdog",
    "⚡": "zap",
    "🤨": "face_with_raised_eyebrow",
    "🍾": "champagne",
    "💋": "kiss",
    "🖕": "middle_finger",
    "😈": "smiling_imp",
    "😴": "sleeping",
    "👨\u200d💻": "male-technologist",
    "🎃": "jack_o_lantern",
    "🙈": "see_no_evil",
    "😇": "innocent",
    "😨": "fearful",
    "✍": "writing_hand",
    "🎅": "santa",
    "☃": "snowman",
    "💅": "nail_care",
    "🤪": "zany_face",
    "🆒": "cool",
    "💘": "cupid",
    "🙉": "hear_no_evil",
    "😘": "kissing_heart",
    "🙊": "speak_no_evil",
    "👾": "space_invader",
    "🤷\u200d♂": "man-shrugging",
    "🤷": "shrug",
    "🤷\u200d♀": "woman-shrugging",
    "😡": "rage",
}
"""Telegram's reactions whose short names (github.com/iamcal/emoji-data) are not their names in Unicode."""

_CHARS = {name: char for char, name in _TELEGRAMS.items()}


def emoji(name: str) -> str:
    """The emoji of a short name, whatever its skin; `:name:` for a workspace's own."""
    bare = name.partition("::")[0]
    return _CHARS.get(bare) or emoji_of(bare) or f":{bare}:"


def name(given: str) -> str:
    """The short name of an emoji; of one we don't know its name in Unicode, which Slack may refuse."""
    if given.startswith(":") and given.endswith(":"):
        return given.strip(":")
    return _TELEGRAMS.get(given.replace("\N{VARIATION SELECTOR-16}", "")) or name_of(given)


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
