"""Rich text as Slack has it: what its editor makes of what people write, the mrkdwn beside it, and what apps may send.

Source: docs.slack.dev/reference/block-kit/blocks/rich-text-block.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from . import emoji
from .state import Json

Problem = tuple[str, str]

_TOKEN = re.compile(r"<([^<>\n]+)>")
_NAME = re.compile(r":([a-z0-9_+'-]+):")
_MARKS = {"bold": "*", "italic": "_", "strike": "~", "code": "`"}
_INLINE = frozenset(["text", "link", "user", "usergroup", "channel", "broadcast", "emoji", "date", "color", "team"])
_NEEDS = {"text": "text", "link": "url", "user": "user_id", "channel": "channel_id", "emoji": "name"}


def rich_text(stored: str) -> Json:
    """The block that Slack adds to what a person typed, from the words as it stores them."""
    elements: list[Json] = []
    for index, piece in enumerate(_TOKEN.split(stored)):
        elements += [_token(piece)] if index % 2 else _words(piece)
    return block([{"type": "rich_text_section", "elements": elements}])


def block(elements: list[Json]) -> Json:
    """The block of what a person wrote with the editor's buttons."""
    return {"type": "rich_text", "block_id": "typed", "elements": elements}


def _token(token: str) -> Json:
    address, _, label = token.partition("|")
    if address[0] == "@":
        return {"type": "user", "user_id": address[1:]}
    if address[0] == "#":
        return {"type": "channel", "channel_id": address[1:]}
    if address.startswith("!subteam^"):
        return {"type": "usergroup", "usergroup_id": address.removeprefix("!subteam^")}
    if address[0] == "!":
        return {"type": "broadcast", "range": address[1:]}
    link: Json = {"type": "link", "url": unescaped(address)}
    return {**link, "text": unescaped(label)} if label else link


def _words(stored: str) -> Iterator[Json]:
    at = 0
    for found in _NAME.finditer(stored):
        if sign := emoji.NAMES.get(found[1]):
            yield from _text(stored[at : found.start()])
            code = "-".join(f"{ord(char):x}" for char in sign)
            yield {"type": "emoji", "name": found[1], "unicode": code}
            at = found.end()
    yield from _text(stored[at:])


def _text(stored: str) -> Iterator[Json]:
    if stored:
        yield {"type": "text", "text": unescaped(stored)}


def unescaped(stored: str) -> str:
    """Words as they are, from words as mrkdwn has them."""
    return stored.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def escaped(words: str) -> str:
    """The other way round."""
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def stored(elements: list[Json]) -> str:
    """The mrkdwn beside rich text: its styles as signs, its lists and quotations as lines."""
    return "\n".join(_part(element).removesuffix("\n") for element in elements)


def _part(element: Json) -> str:
    if element["type"] == "rich_text_list":
        start, depth = element.get("offset", 0) + 1, element.get("indent", 0)
        signs = ["• " if element["style"] == "bullet" else f"{start + n}. " for n in range(len(element["elements"]))]
        items = zip(signs, element["elements"], strict=True)
        return "\n".join("    " * depth + sign + _part(item) for sign, item in items)
    words = _run(element["elements"], list(_MARKS))
    if element["type"] == "rich_text_preformatted":
        return f"```{words}```"
    if element["type"] == "rich_text_quote":
        return "\n".join(f"&gt; {line}" for line in words.split("\n"))
    return words


def _run(elements: list[Json], looks: list[str]) -> str:
    """Words with the signs of their looks, each sign around all that has it in one piece."""
    if not looks:
        return "".join(map(_inline, elements))
    look, *others = looks
    sign, words = _MARKS[look], ""
    for has_it, run in groupby(elements, lambda one: bool(one.get("style", {}).get(look))):
        inner = _run(list(run), others)
        words += f"{sign}{inner}{sign}" if has_it else inner
    return words


def _inline(element: Json) -> str:
    match element["type"]:
        case "text":
            return escaped(element["text"])
        case "link":
            label = f"|{escaped(element['text'])}" if element.get("text") else ""
            return f"<{escaped(element['url'])}{label}>"
        case "user":
            return f"<@{element['user_id']}>"
        case "channel":
            return f"<#{element['channel_id']}>"
        case "usergroup":
            return f"<!subteam^{element['usergroup_id']}>"
        case "broadcast":
            return f"<!{element['range']}>"
        case "emoji":
            return f":{element['name']}:"
        case _:
            return element.get("fallback") or element.get("value") or ""


def problems_in(sent: Any, where: str) -> list[Problem]:
    """What Slack would refuse in an app's rich text."""
    elements = sent.get("elements")
    if not isinstance(elements, list) or not elements:
        return [("must have at least 1 item", f"{where}/elements")]
    found: list[Problem] = []
    for index, element in enumerate(elements):
        at = f"{where}/elements/{index}"
        match element.get("type"):
            case "rich_text_list":
                if element.get("style") not in ("bullet", "ordered"):
                    found.append(("must be bullet or ordered", f"{at}/style"))
                for number, item in enumerate(element.get("elements") or ()):
                    found += _inline_problems(item, f"{at}/elements/{number}", _INLINE)
            case "rich_text_section" | "rich_text_quote":
                found += _inline_problems(element, at, _INLINE)
            case "rich_text_preformatted":
                found += _inline_problems(element, at, frozenset(("text", "link")))
            case kind:
                found.append((f"unsupported type {kind!r}", f"{at}/type"))
    return found


def _inline_problems(element: Json, where: str, allowed: frozenset[str]) -> list[Problem]:
    found: list[Problem] = []
    for index, one in enumerate(element.get("elements") or ()):
        at, kind = f"{where}/elements/{index}", one.get("type")
        if kind not in allowed:
            found.append((f"unsupported type {kind!r}", f"{at}/type"))
        elif not one.get(_NEEDS.get(kind, "type")):
            found.append((f"missing required field: {_NEEDS[kind]}", at))
        unknown = sorted(set(one.get("style") or ()) - {*_MARKS, "underline"})
        if unknown:
            found.append((f"invalid additional property: {unknown[0]}", f"{at}/style"))
    return found
