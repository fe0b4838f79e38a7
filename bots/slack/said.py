"""What people wrote in Slack: an event's rich text, or where there is none its mrkdwn, as words with marks.

Who is mentioned stands there as `@U123` under a mark of its own kind, until the name is known (`named`).
Sources: docs.slack.dev/messaging/formatting-message-text, docs.slack.dev/reference/block-kit/blocks/rich-text-block.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from bots.slack import emoji
from core.marks import Mark, Marked, joined, link, piece, spelled, stripped, under

Json = dict[str, Any]

USER = "user"
"""The kind of mark that says which user is mentioned."""

_STYLES = ("bold", "italic", "strike", "code", "underline")
_BY_SIGN = {"*": "bold", "_": "italic", "~": "strike", "`": "code"}
_BULLET = "• "
_STEP = "    "
DEEPEST = 8
"""Steps to the right; Slack's editor knows eight of them, others may write any number."""


def read(told: Json) -> Marked:
    """The words of a message, of its blocks where a person wrote it with Slack's own editor."""
    text: str = told.get("text") or ""
    rich = [block for block in told.get("blocks") or () if block.get("type") == "rich_text"]
    if not rich:
        return of_mrkdwn(text)
    return stripped(*_below(part for block in rich for part in _parts(block["elements"], _labels(text))))


def words(text: str, names: Mapping[str, str]) -> str:
    """Mrkdwn as plain words. `names` are those of the people mentioned, by id."""
    return spelled(*named(of_mrkdwn(text), names))


def mentioned(said: Marked) -> set[str]:
    """The ids of the people mentioned, so that their names can be asked for."""
    return {mark.argument for mark in said[1] if mark.kind == USER}


def named(said: Marked, names: Mapping[str, str]) -> Marked:
    """The words with the names of the people mentioned."""
    text, marks = said
    users = [mark for mark in marks if mark.kind == USER]
    if not users:
        return said
    others = tuple(mark for mark in marks if mark.kind != USER)
    parts: list[Marked] = []
    at = 0
    for user in users:
        _, over = piece(text, others, user.start, user.end)
        name = f"@{names.get(user.argument) or text[user.start + 1 : user.end]}"
        parts += [
            piece(text, others, at, user.start),
            (name, tuple(mark._replace(start=0, end=len(name)) for mark in over)),
        ]
        at = user.end
    return _healed(joined([*parts, piece(text, others, at, len(text))]))


def after_mention(said: Marked, user: str) -> Marked | None:
    """What follows a mention of `user` at the very start; None when it doesn't start so."""
    text, marks = said
    first = next((mark for mark in marks if mark.kind == USER), None)
    if first is None or first.argument != user or text[: first.start].strip():
        return None
    behind = re.compile(r"[\s,:]*").match(text, first.end)
    return piece(text, marks, behind.end() if behind else first.end, len(text))


def _healed(said: Marked) -> Marked:
    """Marks that were cut in two where a name was put in, as one again."""
    text, marks = said
    whole: list[Mark] = []
    for mark in marks:
        same = next((i for i, one in enumerate(whole) if one.end == mark.start and one[::3] == mark[::3]), None)
        if same is None:
            whole.append(mark)
        else:
            whole[same] = whole[same]._replace(end=mark.end)
    return text, tuple(whole)


# ---------------------------------------------------------------- rich text


def _below(parts: Iterator[Marked]) -> Marked:
    """Parts below each other. The line break that Slack may leave at an edge is the one between them."""
    found = [part for part in parts if part[0]]
    inner = [_without_break(part) for part in found[:-1]] + found[-1:]
    return joined(inner, "\n")


def _without_break(said: Marked) -> Marked:
    text, marks = said
    return piece(text, marks, 0, len(text) - 1) if text.endswith("\n") else said


def _parts(elements: list[Json], labels: Mapping[str, str]) -> Iterator[Marked]:
    for element in elements:
        kind = element.get("type")
        if kind == "rich_text_list":
            yield _bordered(element, _list(element, labels))
            continue
        inline = joined(_inline(one, labels) for one in element.get("elements") or ())
        if kind == "rich_text_quote":
            yield under("quote", _without_break(inline))
        elif kind == "rich_text_preformatted":
            yield _bordered(element, under("pre", _without_break(inline), str(element.get("language") or "")))
        else:
            yield inline


def _bordered(element: Json, said: Marked) -> Marked:
    """A list or code within a quotation has a border beside it."""
    return under("quote", said) if element.get("border") else said


def _list(element: Json, labels: Mapping[str, str]) -> Marked:
    """The items as lines with their signs. A list goes on counting where `offset` says so."""
    depth = min(int(element.get("indent") or 0), DEEPEST)
    count = int(element.get("offset") or 0)
    lines: list[Marked] = []
    for item in element.get("elements") or ():
        count += 1
        sign = f"{count}. " if element.get("style") == "ordered" else _BULLET
        inner = joined(_inline(one, labels) for one in item.get("elements") or ())
        lines.append(joined([(_STEP * depth + sign, ()), inner]))
    return joined(lines, "\n")


def _inline(element: Json, labels: Mapping[str, str]) -> Marked:
    said = _element(element, labels)
    for style, on in (element.get("style") or {}).items():
        if on and style in _STYLES:
            said = under(style, said)
    return said


def _element(element: Json, labels: Mapping[str, str]) -> Marked:
    match element.get("type"):
        case "text":
            return element["text"], ()
        case "link":
            return link((element.get("text") or element["url"], ()), element["url"])
        case "user":
            return _user(element["user_id"])
        case "emoji":
            return _emoji(element), ()
        case "channel":
            return "#" + labels.get("#" + element["channel_id"], element["channel_id"]), ()
        case "usergroup":
            return _group(labels.get("!subteam^" + element["usergroup_id"], "group")), ()
        case "broadcast":
            return "@" + element["range"], ()
        case "date":
            return element.get("fallback") or str(element.get("timestamp", "")), ()
        case "color":
            return element["value"], ()
    return str(element.get("text") or ""), ()


def _emoji(element: Json) -> str:
    """Slack says which character it is, but of a workspace's own."""
    name, tone = element["name"], str(element.get("skin_tone") or "")
    if unified := element.get("unicode"):
        return emoji.from_code(unified)
    name, _, toned = name.partition("::skin-tone-")
    return emoji.character(name, toned or tone) or f":{name}:"


def _user(id: str, label: str = "") -> Marked:
    return under(USER, (f"@{label or id}", ()), id)


def _group(label: str) -> str:
    return label if label.startswith("@") else f"@{label}"


# ---------------------------------------------------------------- mrkdwn

_TOKEN = re.compile(r"<([^<>]+)>")
_HOLE = "\0"
"""Stands for a token while styles are looked for."""
_PRE = re.compile(r"```\n?(.+?)\n?```", re.DOTALL)
_STYLED = re.compile(r"(?<![^\W_])([*_~`])(?=[^\s\u200b])([^\n]{0,600}?[^\s\u200b])\1(?![^\W_])")
"""A sign whose like is far away stays a sign: to look for it to the end from each of them takes seconds."""
_QUOTED = "&gt;"


def of_mrkdwn(text: str) -> Marked:
    """Mrkdwn as words with marks. What stands between two tokens is unescaped by itself, and last: a name or a word can't
    be taken for an entity."""
    if not any(sign in text for sign in "<&*_~`:"):
        return text, ()
    text = text.replace(_HOLE, "")
    tokens = iter(_TOKEN.findall(text))
    pieces = _PRE.split(_TOKEN.sub(_HOLE, text))
    return joined(
        under("pre", _runs(one, tokens, code=True)) if index % 2 else _lines(one, tokens)
        for index, one in enumerate(pieces)
    )


def _labels(text: str) -> dict[str, str]:
    """The names of channels and groups, which only the mrkdwn of a message has."""
    if "|" not in text:
        return {}
    found = (token.partition("|") for token in _TOKEN.findall(text) if token[0] in "#!")
    return {address: _unescape(label) for address, _, label in found if label}


def _lines(text: str, tokens: Iterator[str]) -> Marked:
    """Lines that begin with `>` are quotations, those below each other one."""
    if _QUOTED not in text:
        return _runs(text, tokens)
    parts: list[Marked] = []
    quoted: list[Marked] = []
    for line in text.split("\n"):
        if line.startswith(_QUOTED):
            quoted.append(_runs(line.removeprefix(_QUOTED).removeprefix(" "), tokens))
            continue
        if quoted:
            parts.append(under("quote", joined(quoted, "\n")))
            quoted = []
        parts.append(_runs(line, tokens))
    if quoted:
        parts.append(under("quote", joined(quoted, "\n")))
    return joined(parts, "\n")


def _runs(text: str, tokens: Iterator[str], *, code: bool = False) -> Marked:
    parts: list[Marked] = []
    at = 0
    for found in () if code else _STYLED.finditer(text):
        parts.append(_plain(text[at : found.start()], tokens, emoji.shown))
        kind = _BY_SIGN[found[1]]
        parts.append(under(kind, _runs(found[2], tokens, code=kind == "code")))
        at = found.end()
    return joined([*parts, _plain(text[at:], tokens, str if code else emoji.shown)])


def _plain(text: str, tokens: Iterator[str], shown: Callable[[str], str]) -> Marked:
    first, *rest = text.split(_HOLE)
    parts: list[Marked] = [(_unescape(shown(first)), ())]
    for one in rest:
        parts += [_token(next(tokens)), (_unescape(shown(one)), ())]
    return joined(parts)


def _unescape(said: str) -> str:
    return said.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _token(token: str) -> Marked:
    address, _, label = token.partition("|")
    label = _unescape(label)
    if token.startswith("@"):
        return _user(address[1:], label)
    if token.startswith("#"):
        return "#" + (label or address[1:]), ()
    if token.startswith("!"):
        return _special(address, label), ()
    address = _unescape(address)
    bare = address.partition(":")[2] if address.startswith(("mailto:", "tel:")) else address
    return link((label or bare, ()), address)


def _special(address: str, label: str) -> str:
    if address.startswith("!date"):
        return label
    if label:
        return _group(label)
    return "@" + ("group" if address.startswith("!subteam") else address[1:])
