"""Core's text as mrkdwn, Slack's notation.

Source of the rules: docs.slack.dev/messaging/formatting-message-text.
"""

from __future__ import annotations

import re

from bots.slack import emoji
from core.splitting import split
from core.text import Style, Text

SECTION = 3000
"""The longest text of a section block (docs.slack.dev/reference/block-kit/blocks/section-block)."""

EDGE = "\u200b"
"""A zero-width space: Slack takes it for a blank, so a mark beside it begins or ends a style, or does not."""

_MARKS: dict[Style, str] = {"bold": "*", "italic": "_", "strike": "~", "code": "`"}

# A mark that would begin a style: no letter before it, no blank after it, and its like closing later in the line.
_OPENING = re.compile(r"(?<![^\W_])([*_~`])(?=\S)(?=[^\n]*[^\s]\1)")

_QUOTING = re.compile(r"^([^\S\n]*)&gt;", re.MULTILINE)
"""What would make a line a quotation."""


def escape(words: str) -> str:
    """The three characters Slack gives a meaning to, as entities: no link, mention or `<!channel>` gets through."""
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def mrkdwn(value: Text) -> str:
    """Core's text in Slack's notation. A style that can't be written there is left out; no word ever is."""
    out = ""
    spans = [span for span in value if span.words]
    for index, (words, style, _) in enumerate(spans):
        following = spans[index + 1].words[0] if index + 1 < len(spans) else ""
        if style == "":
            out += _literal(words)  # how people made it look is written in another way: bots/slack/rich.py
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
    plain = _QUOTING.sub(rf"\1{EDGE}&gt;", _OPENING.sub(rf"\1{EDGE}", escape(words)))
    return emoji.literal(plain, EDGE)


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
