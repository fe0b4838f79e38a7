"""The emoji that may be used as reactions (Bot API, ReactionTypeEmoji)."""

from __future__ import annotations

STANDARD = frozenset(
    "👍👎❤🔥🥰👏😁🤔🤯😱🤬😢🎉🤩🤮💩🙏👌🕊🤡🥱🥴😍🐳🌚🌭💯🤣⚡🍌"
    "🏆💔🤨😐🍓🍾💋🖕😈😴😭🤓👻👀🎃🙈😇😨🤝✍🤗🫡🎅🎄☃💅🤪🗿🆒💘"
    "🙉🦄😘💊🙊😎👾🤷😡"
)
# Joined ones: heart on fire, technologist, shrugging man and woman.
JOINED = frozenset({"❤\u200d🔥", "👨\u200d💻", "🤷\u200d♂", "🤷\u200d♀"})


def known(emoji: str) -> bool:
    """Whether an emoji may be a reaction; a variation selector makes no difference."""
    return emoji.replace("\ufe0f", "") in STANDARD | JOINED
