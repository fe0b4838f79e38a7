"""Messages that somebody shared, as they come in: attachments of a message whose own words are a remark about them, or
nothing. (A link that unfurls into a message is no share: it lacks `is_share`.)"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Json = Mapping[str, Any]


def words(message: Json) -> str:
    """What is said, in Slack's notation: the shared words alone, or below the remark, quoted with whose they are."""
    own, found = message.get("text") or "", _shares(message)
    if not found:
        return own
    if not own and len(found) == 1:
        return str(found[0].get("text") or "")
    quoted = [f"{_writer(one)}:\n{one.get('text') or ''}".rstrip() for one in found]
    below = ["\n".join(f"&gt; {line}" for line in one.split("\n")) for one in quoted]
    return "\n\n".join(([own] if own else []) + below)


def first_writer(message: Json) -> str:
    """Whose words they are, where nothing else is said."""
    found = _shares(message)
    return _writer(found[0]) if len(found) == 1 and not message.get("text") else ""


def files(message: Json) -> list[Any]:
    """The files that were shared with them."""
    return [item for one in _shares(message) for item in one.get("files") or ()]


def _shares(message: Json) -> list[Json]:
    return [one for one in message.get("attachments") or () if one.get("is_share")]


def _writer(share: Json) -> str:
    return str(share.get("author_name") or share.get("author_subname") or share.get("author_id") or "?")
