"""Texts as Telegram counts and understands them: UTF-16 units, entities, the HTML parse mode."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from playground.telegram.errors import ApiError, bad_request

Json = dict[str, Any]

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
MOST_ENTITIES = 100

_TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "blockquote": "blockquote",
    "tg-spoiler": "spoiler",
}
_TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)((?:\s+[^<>]*?)?)\s*>")
_DETECTED = re.compile(
    r"(?P<url>https?://[^\s<>\"]*[^\s<>\".,:;!?])|(?P<email>[\w.+-]+@[\w-]+\.[\w.-]*\w)|(?P<mention>(?<!\w)@[A-Za-z]\w{3,31})"
    r"|(?P<bot_command>(?<![\w/])/\w{1,64}(?:@\w+)?(?![\w/<>]))|(?P<hashtag>(?<!\w)#\w+)"
)


def units(text: str) -> int:
    """The length Telegram counts in: UTF-16 code units."""
    return len(text) + sum(letter > "\uffff" for letter in text)


def formatted(text: str, entities: list[Json] | None, parse_mode: str | None) -> tuple[str, list[Json]]:
    """The text and entities a message will have, trimmed and with links, commands and the like found.

    Raises ApiError 400 in Telegram's words for a text that can't be parsed or entities that don't fit.
    MarkdownV2 and Markdown are not simulated and are refused; HTML and explicit entities are.
    """
    mode = (parse_mode or "").lower()
    if mode == "html":
        text, entities = parse_html(text)
    elif mode:
        raise bad_request(f"parse_mode {parse_mode} is not simulated here; use HTML or entities")
    entities = [dict(entity) for entity in entities or []]
    _fit(text, entities)
    text, entities = _trimmed(text, entities)
    return text, sorted(entities + _found(text, entities), key=lambda entity: entity["offset"])


def message_text(text: str, entities: list[Json] | None, parse_mode: str | None) -> Json:
    """`text` and `entities` of a message, 1 to 4096 UTF-16 units; raises ApiError 400."""
    text, found = formatted(text, entities, parse_mode)
    if not text:
        raise bad_request("message text is empty")
    if units(text) > LONGEST_TEXT:
        raise bad_request("message is too long")
    return {"text": text, "entities": found} if found else {"text": text}


def message_caption(text: str | None, entities: list[Json] | None, parse_mode: str | None) -> Json:
    """`caption` and `caption_entities` of a message, 0 to 1024 UTF-16 units; raises ApiError 400."""
    text, found = formatted(text or "", entities, parse_mode)
    if units(text) > LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    content: Json = {"caption": text} if text else {}
    return {**content, "caption_entities": found} if found else content


Written = str | tuple[str, list[Json]]
"""What a person writes under a file: words, or words and their entities."""


def written_caption(words: Written) -> Json:
    """`caption` and `caption_entities` of what a person wrote; raises ApiError 400."""
    text, entities = (words, None) if isinstance(words, str) else words
    return message_caption(text, entities, None)


def quote_of(replied: Json, quote: str) -> Json:
    """The part of a message that a reply to it is about; ApiError 400 for what does not stand there."""
    text = replied.get("text") or replied.get("caption") or ""
    if quote not in text:
        raise bad_request("QUOTE_TEXT_INVALID")
    return {"text": quote, "position": units(text[: text.index(quote)]), "is_manual": True}


def _fit(text: str, entities: list[Json]) -> None:
    if len(entities) > MOST_ENTITIES:
        del entities[MOST_ENTITIES:]
    encoded = text.encode("utf-16-le")
    total = len(encoded) // 2
    for entity in entities:
        start, length = entity["offset"], entity["length"]
        if start < 0 or start > total:
            raise bad_request(f"receive an entity with incorrect offset {start}")
        if length <= 0 or start + length > total:
            raise bad_request(f"receive an entity with incorrect length {length}")
        for edge in (start, start + length):
            if edge < total and 0xDC <= encoded[2 * edge + 1] <= 0xDF:
                raise bad_request(f"entity begins or ends in a middle of a UTF-16 symbol at offset {edge}")


def _trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    shift = units(text) - units(text.lstrip())
    text = text.strip()
    total = units(text)
    kept = []
    for entity in entities:
        start = max(0, entity["offset"] - shift)
        end = min(total, entity["offset"] - shift + entity["length"])
        if end > start:
            kept.append({**entity, "offset": start, "length": end - start})
    return text, kept


def _found(text: str, entities: list[Json]) -> list[Json]:
    taken = [
        (entity["offset"], entity["offset"] + entity["length"])
        for entity in entities
        if entity["type"] in ("code", "pre", "text_link", "text_mention")
    ]
    found = []
    for match in _DETECTED.finditer(text):
        start, length = units(text[: match.start()]), units(match.group())
        known = any(entity["offset"] == start and entity["type"] == match.lastgroup for entity in entities)
        if not known and not any(begin < start + length and start < end for begin, end in taken):
            found.append({"type": str(match.lastgroup), "offset": start, "length": length})
    return found


def parse_html(source: str) -> tuple[str, list[Json]]:
    """Text and entities of the HTML parse mode; raises ApiError 400, worded as Telegram words it."""
    text = ""
    entities: list[Json] = []
    opened: list[tuple[str, int, Json]] = []
    at = 0
    while at < len(source):
        if source[at] != "<":
            end = source.find("<", at)
            end = len(source) if end < 0 else end
            text += unescape(source[at:end])
            at = end
            continue
        match = _TAG.match(source, at)
        offset = len(source[:at].encode())
        if match is None:
            raise _unparsed(f'Unsupported start tag "{source[at + 1 : at + 2]}" at byte offset {offset}')
        closing, name, attributes = match[1], match[2].lower(), match[3]
        if closing:
            _close(opened, name, offset, units(text), entities)
        else:
            opened.append((name, units(text), _entity(name, attributes, offset)))
        at = match.end()
    if opened:
        raise _unparsed(f'Can\'t find end tag corresponding to start tag "{opened[-1][0]}"')
    return text, entities


def _unparsed(why: str) -> ApiError:
    return bad_request(f"can't parse entities: {why}")


def _entity(name: str, attributes: str, offset: int) -> Json:
    values = {key: unescape(value) for key, value in re.findall(r'([\w-]+)="([^"]*)"', attributes)}
    if name == "a":
        return {"type": "text_link", "url": values["href"]} if values.get("href") else {}
    if name == "span" and values.get("class") == "tg-spoiler":
        return {"type": "spoiler"}
    if name == "blockquote" and "expandable" in attributes:
        return {"type": "expandable_blockquote"}
    if name not in _TAGS:
        raise _unparsed(f'Unsupported start tag "{name}" at byte offset {offset}')
    return {"type": _TAGS[name]}


def _close(opened: list[tuple[str, int, Json]], name: str, offset: int, end: int, entities: list[Json]) -> None:
    if not opened:
        raise _unparsed(f"Unexpected end tag at byte offset {offset}")
    expected, start, entity = opened.pop()
    if expected != name:
        raise _unparsed(f'Unmatched end tag at byte offset {offset}, expected "</{expected}>", found "</{name}>"')
    if entity and end > start:
        entities.append({**entity, "offset": start, "length": end - start})
