"""Slack's editor: the signs one types (`*bold*`, `- item`, `> quoted`) become rich text, and nothing of them stays.

Source: slack.com/help/articles/202288908, "Format your messages".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from .reading import typed
from .richtext import rich_text
from .state import Json

_FENCED = re.compile(r"```\n?(.*?)\n?```\n?", re.DOTALL)
_ITEM = re.compile(r"^(?P<blanks> *)(?:(?P<bullet>[-*•])|(?P<number>\d{1,3})[.)]) +(?P<words>\S.*)$")
_QUOTED = re.compile(r"^> ?(?P<words>.*)$")
_SPACES_OF_A_STEP = 4
_LOOKS = re.compile(
    r"(?P<kept>https?://\S+|<@[A-Z0-9]+>)"
    r"|(?<!\w)`(?P<code>[^`\n]+)`"
    r"|(?<![\w*])\*(?!\s)(?P<bold>[^*\n]*[^*\s])\*(?![\w*])"
    r"|(?<!\w)_(?!\s)(?P<italic>[^_\n]*[^_\s])_(?!\w)"
    r"|(?<![\w~])~(?!\s)(?P<strike>[^~\n]*[^~\s])~(?![\w~])"
)


def edited(text: str) -> str | list[Json]:
    """What the editor makes of what was typed (mentions given as `<@U…>`): elements of rich text; plain words stay."""
    elements = list(_elements(text))
    [first, *others] = elements or [{}]
    looks = any("style" in one for one in first.get("elements", ()))
    return elements if looks or others or first.get("type") not in (None, "rich_text_section") else text


def _elements(text: str) -> Iterator[Json]:
    for index, piece in enumerate(_FENCED.split(text)):
        if index % 2:
            yield {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": piece}]}
        elif piece.strip():
            for kind, lines in groupby(piece.removesuffix("\n").split("\n"), _kind):
                yield _block(kind, list(lines))


def _kind(line: str) -> tuple[str, int]:
    """What a line is, and how deep it stands."""
    if item := _ITEM.match(line):
        return "bullet" if item["bullet"] else "ordered", -(-len(item["blanks"]) // _SPACES_OF_A_STEP)
    return "quote" if _QUOTED.match(line) else "section", 0


def _block(kind: tuple[str, int], lines: list[str]) -> Json:
    style, depth = kind
    if style == "section":
        return {"type": "rich_text_section", "elements": _inline("\n".join(lines))}
    if style == "quote":
        return {
            "type": "rich_text_quote",
            "elements": _inline("\n".join(_QUOTED.sub(r"\g<words>", line) for line in lines)),
        }
    items = [found for line in lines if (found := _ITEM.match(line))]
    sections = [{"type": "rich_text_section", "elements": _inline(item["words"])} for item in items]
    counted = {"offset": int(items[0]["number"]) - 1} if style == "ordered" and items[0]["number"] != "1" else {}
    return {"type": "rich_text_list", "style": style, "indent": depth, "elements": sections, **counted}


def _inline(text: str, *looks: str) -> list[Json]:
    elements: list[Json] = []
    at = 0
    for found in _LOOKS.finditer(text):
        if found["kept"]:
            continue
        elements += _run(text[at : found.start()], looks)
        look = str(found.lastgroup)
        inner = found[look]
        elements += _run(inner, (*looks, look)) if look == "code" else _inline(inner, *looks, look)
        at = found.end()
    return [*elements, *_run(text[at:], looks)]


def _run(text: str, looks: tuple[str, ...]) -> list[Json]:
    style = {"style": dict.fromkeys(looks, True)} if looks else {}
    return [one | style for one in rich_text(typed(text))["elements"][0]["elements"]]
