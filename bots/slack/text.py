"""Slack's two ways of writing: core's text as mrkdwn, and an event's text as plain words.

Source of the rules: docs.slack.dev/messaging/formatting-message-text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from core.text import Style, Text, split

SECTION = 3000
"""The longest text of a section block (docs.slack.dev/reference/block-kit/blocks/section-block)."""

EDGE = "\u200b"
"""A zero-width space: Slack takes it for a blank, so a mark beside it begins or ends a style, or does not."""

_MARKS: dict[Style, str] = {"bold": "*", "italic": "_", "strike": "~", "code": "`"}

# A mark that would begin a style: no letter before it, no blank after it, and its like closing later in the line.
_OPENING = re.compile(r"(?<![^\W_])([*_~`])(?=\S)(?=[^\n]*[^\s]\1)")


def escape(words: str) -> str:
    """The three characters Slack gives a meaning to, as entities: no link, mention or `<!channel>` gets through."""
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def mrkdwn(value: Text) -> str:
    """Core's text in Slack's notation. A style that can't be written there is left out; no word ever is."""
    out = ""
    spans = [span for span in value if span.words]
    for index, (words, style) in enumerate(spans):
        following = spans[index + 1].words[0] if index + 1 < len(spans) else ""
        if style == "":
            out += _literal(words)
            continue
        if style == "mention":
            out += f"<@{escape(words.partition(' ')[0])}>"
            continue
        lines = words.split("\n")
        for number, line in enumerate(lines):
            after = following if number == len(lines) - 1 else "\n"
            out += ("\n" if number else "") + _styled(line, style, out[-1:] if not number else "\n", after)
    return out


def sections(value: Text, limit: int = SECTION) -> list[str]:
    """The text in pieces of mrkdwn that fit a section block each, none of them blank."""
    pieces: list[str] = []
    for part in split(value, limit):
        written = mrkdwn(part)
        if len(written) > SECTION:
            pieces.extend(sections(part, limit // 2))
        elif written.strip():
            pieces.append(written)
    return pieces


def _literal(words: str) -> str:
    return _OPENING.sub(rf"\1{EDGE}", escape(words))


def _styled(line: str, style: Style, before: str, after: str) -> str:
    """One line between its marks. `before` and `after` are the characters around it."""
    mark = _MARKS[style]
    core = line.strip()
    if not core or mark in core:
        return _literal(line)
    lead, tail = line[: len(line) - len(line.lstrip())], line[len(line.rstrip()) :]
    inner = escape(core) if style == "code" else _literal(core)
    opening = EDGE if not lead and _clings(before) else ""
    closing = EDGE if not tail and _clings(after) else ""
    return f"{lead}{opening}{mark}{inner}{mark}{closing}{tail}"


def _clings(char: str) -> bool:
    """Whether Slack would not see a mark beside this character."""
    return char.isalnum() or (char != "" and char in "*_~`")


# ---------------------------------------------------------------- what comes in

_TOKEN = re.compile(r"<([^<>]+)>")
_EMOJI = re.compile(r"(?<![A-Za-z0-9]):([a-z0-9_+'-]+):(?::skin-tone-[2-6]:)?")
_SCHEME = re.compile(r"^(?:https?://|mailto:|tel:)")

# Slack stores an emoji by its short name (github.com/iamcal/emoji-data); these differ from the character's Unicode name.
_SHORT_NAMES = {
    "+1": "👍",
    "-1": "👎",
    "thumbsup": "👍",
    "thumbsdown": "👎",
    "smile": "😄",
    "smiley": "😃",
    "grinning": "😀",
    "grin": "😁",
    "joy": "😂",
    "laughing": "😆",
    "sweat_smile": "😅",
    "rolling_on_the_floor_laughing": "🤣",
    "blush": "😊",
    "wink": "😉",
    "heart_eyes": "😍",
    "sunglasses": "😎",
    "thinking_face": "🤔",
    "sob": "😭",
    "cry": "😢",
    "disappointed": "😞",
    "worried": "😟",
    "heart": "❤️",
    "tada": "🎉",
    "pray": "🙏",
    "clap": "👏",
    "wave": "👋",
    "ok_hand": "👌",
    "muscle": "💪",
    "point_right": "👉",
    "point_left": "👈",
    "point_up": "☝️",
    "point_down": "👇",
    "100": "💯",
    "warning": "⚠️",
    "white_check_mark": "✅",
    "heavy_check_mark": "✔️",
    "x": "❌",
    "question": "❓",
    "exclamation": "❗",
    "bulb": "💡",
    "eyes": "👀",
    "rocket": "🚀",
    "star": "⭐",
    "hourglass_flowing_sand": "⏳",
    "email": "✉️",
    "phone": "☎️",
    "bug": "🐛",
    "coffee": "☕",
    "beers": "🍻",
    "raised_hands": "🙌",
    "hugging_face": "🤗",
    "slightly_frowning_face": "🙁",
    "upside_down_face": "🙃",
    "face_with_rolling_eyes": "🙄",
}


def mentioned(text: str) -> set[str]:
    """The ids of the people an event's text mentions, so that their names can be asked for."""
    return {token[1:].partition("|")[0] for token in _TOKEN.findall(text) if token.startswith("@")} - {""}


def words(text: str, names: Mapping[str, str]) -> str:
    """An event's text as people read it. `names` are those of the people mentioned, by id.

    What stands between two tokens is unescaped by itself, and last: a name or a word can't be taken for an entity.
    """
    out = ""
    for index, piece in enumerate(_TOKEN.split(text)):
        out += _unescape(_with_emoji(piece)) if index % 2 == 0 else _token(piece, names)
    return out


def after_mention(text: str, user: str) -> str | None:
    """What follows a mention of `user` at the very start of an event's text; None when it doesn't start so."""
    match = re.match(rf"\s*<@{re.escape(user)}(?:\|[^<>]*)?>[\s,:]*", text)
    return None if match is None else text[match.end() :]


def _unescape(piece: str) -> str:
    return piece.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _token(token: str, names: Mapping[str, str]) -> str:
    address, _, label = token.partition("|")
    label = _unescape(label)
    if token.startswith("@"):
        return "@" + (names.get(address[1:]) or label or address[1:])
    if token.startswith("#"):
        return "#" + (label or address[1:])
    if token.startswith("!"):
        return _special(address, label)
    address = _unescape(address)
    bare = _SCHEME.sub("", address)
    if not label or label in (address, bare, bare.rstrip("/")):
        return label or (bare if address.startswith(("mailto:", "tel:")) else address)
    return f"{label} ({bare if address.startswith('mailto:') else address})"


def _special(address: str, label: str) -> str:
    if address.startswith("!date"):
        return label
    if label:
        return label if label.startswith("@") else f"@{label}"
    return "@" + ("group" if address.startswith("!subteam") else address[1:])


def _with_emoji(piece: str) -> str:
    return _EMOJI.sub(lambda match: emoji_of(match[1]) or match[0], piece)


def emoji_of(name: str) -> str:
    """The character of a short name; empty when it isn't one of ours (a workspace's own, or no emoji at all)."""
    if name in _SHORT_NAMES:
        return _SHORT_NAMES[name]
    try:
        char = unicodedata.lookup(name.replace("_", " "))
    except KeyError:
        return ""
    # A Unicode name may be that of a letter or a blank: only symbols are emoji.
    return char if len(char) == 1 and unicodedata.category(char) == "So" and ord(char) >= 0x2300 else ""


def name_of(emoji: str) -> str:
    """The short name of a character, the other way round; empty for what has none."""
    bare = emoji.replace("\N{VARIATION SELECTOR-16}", "")
    known = next(
        (name for name, char in _SHORT_NAMES.items() if char.replace("\N{VARIATION SELECTOR-16}", "") == bare), ""
    )
    return known or (unicodedata.name(bare, "").lower().replace(" ", "_") if len(bare) == 1 else "")
