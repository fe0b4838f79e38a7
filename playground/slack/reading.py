"""What a person reads: Slack's stored text and blocks turned into the words on the screen, and back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from . import emoji, richtext
from .blocks import elements_of
from .state import Json

_TOKEN = re.compile(r"<([^<>\n]+)>")
_LINK = re.compile(r"(?<![<|])\bhttps?://[^\s<>]+")
_MENTION = re.compile(r"<@([A-Z0-9]+)>")


def typed(text: str) -> str:
    """What a person typed, as Slack stores it: escaped, links in angle brackets, emoji as names.

    Mentions are given as `<@U…>` and stay.
    """
    parts: list[str] = []
    last = 0
    for mention in _MENTION.finditer(text):
        parts += [_stored(text[last : mention.start()]), mention.group()]
        last = mention.end()
    return "".join([*parts, _stored(text[last:])])


def _stored(text: str) -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return emoji.to_names(_LINK.sub(lambda link: f"<{link.group()}>", escaped))


def shown(text: str, name_of: Callable[[str], str]) -> str:
    """Stored text as people see it: names for mentions, labels for links, signs for emoji."""

    def token(found: re.Match[str]) -> str:
        content, _, label = found.group(1).partition("|")
        if content.startswith("@"):
            return "@" + name_of(content[1:])
        if content.startswith("#"):
            return "#" + (label or name_of(content[1:]))
        if content.startswith("!"):
            return label or "@" + content[1:].partition("^")[0]
        return label or content.removeprefix("mailto:")

    plain = emoji.to_signs(_TOKEN.sub(token, text))
    return plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def texts_of(blocks: list[Json]) -> Iterator[str]:
    """Every text in the blocks in reading order, still in Slack's notation, without button labels."""
    for block in blocks:
        if block["type"] == "markdown":
            yield block["text"]
        elif block["type"] == "rich_text":
            yield richtext.stored(block["elements"])
        else:
            for part in (block.get("label"), block.get("title"), block.get("text"), *block.get("fields", [])):
                if isinstance(part, dict):
                    yield part["text"]
            for element in elements_of(block):
                yield from _element_texts(element)
            if isinstance(block.get("hint"), dict):
                yield block["hint"]["text"]


def _element_texts(element: Json) -> Iterator[str]:
    if element["type"] in {"mrkdwn", "plain_text"}:
        yield element["text"]
    if isinstance(element.get("placeholder"), dict):
        yield element["placeholder"]["text"]
    for option in options_of(element):
        yield option["text"]["text"]
        if option.get("description"):
            yield option["description"]["text"]


def options_of(element: Json) -> list[Json]:
    """The options a select, a menu or a set of boxes offers."""
    if element.get("option_groups"):
        return [option for group in element["option_groups"] for option in group["options"]]
    return list(element.get("options", []))


def buttons_of(blocks: list[Json]) -> Iterator[tuple[str, str, Json]]:
    """Each button as (label, block_id, element); entries of an overflow menu count as buttons."""
    for block in blocks:
        for element in elements_of(block):
            if element["type"] in {"button", "workflow_button"}:
                yield element["text"]["text"], block["block_id"], element
            elif element["type"] == "overflow":
                for option in options_of(element):
                    yield option["text"]["text"], block["block_id"], {**element, "selected_option": option}
            elif element["type"] == "feedback_buttons":
                for side in ("positive_button", "negative_button"):
                    part = element[side]
                    pressed = {**part, "type": "feedback_buttons", "action_id": element["action_id"]}
                    yield part["text"]["text"], block["block_id"], pressed


def same_label(label: str, wanted: str) -> bool:
    """Whether a button's label is the wanted one, leaving aside an emoji in front of either."""
    bare = emoji.without_leading(label)
    return label == wanted or (bool(bare) and bare == emoji.without_leading(emoji.to_signs(wanted)))
