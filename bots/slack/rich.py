"""Core's text as a rich_text block, which shows how people made their words look and takes every word literally.

Source: docs.slack.dev/reference/block-kit/blocks/rich-text-block.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any
from urllib.parse import urlsplit

from core.text import Span, Text

Json = dict[str, Any]

STYLES = ("bold", "italic", "strike", "code", "underline")
FORMATS = frozenset((*STYLES, "link", "pre", "quote"))
"""What it shows as it is meant; of `pre` not the language."""
STAND_INS = {"spoiler": "||", "folded": "quote"}
"""Slack covers nothing: signs stand around what is to be covered. Its quotations can't be folded."""

_ADDRESS = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,:;!?)\]}'»“”]")


def is_rich(value: Text) -> bool:
    """Whether people made any of it look in a way of their own."""
    return any(span.formats for span in value)


def rich_text(value: Text) -> Json:
    """The block."""
    runs = [(key, list(spans)) for key, spans in groupby(value, key=_container)]
    elements: list[Json] = []
    for index, ((code, quoted), spans) in enumerate(runs):
        if not code and not quoted:
            spans = _without_edges(spans, before=index > 0, after=index < len(runs) - 1)
        if found := list(_code(spans) if code else _inline(spans)):
            elements.append(_element(code, quoted, found))
    return {"type": "rich_text", "elements": elements}


def _container(span: Span) -> tuple[bool, bool]:
    """Whether it stands in a block of code, and whether in a quotation."""
    kinds = {kind for kind, _ in span.formats}
    return "pre" in kinds and "link" not in kinds, bool(kinds & {"quote", "folded"})


def _element(code: bool, quoted: bool, elements: list[Json]) -> Json:
    if code:
        return {"type": "rich_text_preformatted", "elements": elements} | ({"border": 1} if quoted else {})
    return {"type": "rich_text_quote" if quoted else "rich_text_section", "elements": elements}


def _without_edges(spans: list[Span], *, before: bool, after: bool) -> list[Span]:
    """Without the line break that the edge of a quotation or of code makes by itself."""
    spans = list(spans)
    if before and spans[0].words.startswith("\n"):
        spans[0] = spans[0]._replace(words=spans[0].words[1:])
    if after and spans[-1].words.endswith("\n"):
        spans[-1] = spans[-1]._replace(words=spans[-1].words[:-1])
    return spans


def _code(spans: Iterable[Span]) -> Iterator[Json]:
    yield from ({"type": "text", "text": span.words} for span in spans if span.words)


def _inline(spans: Iterable[Span]) -> Iterator[Json]:
    for covered, run in groupby(spans, key=lambda span: ("spoiler", "") in span.formats):
        if covered:
            yield {"type": "text", "text": STAND_INS["spoiler"]}
        for span in run:
            yield from _elements(span)
        if covered:
            yield {"type": "text", "text": STAND_INS["spoiler"]}


def _elements(span: Span) -> Iterator[Json]:
    if not span.words:
        return
    if span.style == "mention":
        yield {"type": "user", "user_id": span.words.partition(" ")[0]}
        return
    kinds = {span.style, *(kind for kind, _ in span.formats)}
    style = {"style": {name: True for name in STYLES if name in kinds}} if kinds & set(STYLES) else {}
    address = next((argument for kind, argument in span.formats if kind == "link"), None)
    if address:
        yield {"type": "link", "url": address, "text": span.words, **style}
    elif "code" in kinds:
        yield {"type": "text", "text": span.words, **style}
    else:
        yield from _with_addresses(span.words, style)


def _with_addresses(words: str, style: Json) -> Iterator[Json]:
    """Slack makes no links by itself here."""
    at = 0
    for found in _ADDRESS.finditer(words):
        if not _is_whole(found.group()):
            continue
        if found.start() > at:
            yield {"type": "text", "text": words[at : found.start()], **style}
        yield {"type": "link", "url": found.group(), **style}
        at = found.end()
    if at < len(words):
        yield {"type": "text", "text": words[at:], **style}


def _is_whole(address: str) -> bool:
    try:
        return bool(urlsplit(address).hostname)
    except ValueError:
        return False
