"""Messages that somebody shared, as they come in: attachments of a message whose own words are a remark about them, or
nothing. (A link that unfurls into a message is no share: it lacks `is_share`.)"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bots.slack import said
from core.marks import Marked, joined, under

Json = Mapping[str, Any]


def words(message: Json) -> Marked:
    """What is said: the shared words alone, or below the remark, quoted with whose they are."""
    own, found = said.read(dict(message)), _shares(message)
    if not found:
        return own
    shares = [said.of_mrkdwn(str(one.get("text") or "")) for one in found]
    if not own[0] and len(shares) == 1:
        return shares[0]
    quoted = [_quoted(_writer(one), words) for one, words in zip(found, shares, strict=True)]
    return joined([own, *quoted] if own[0] else quoted, "\n\n")


def _quoted(writer: str, words: Marked) -> Marked:
    return under("quote", joined([(f"{writer}:", ()), words] if words[0] else [(f"{writer}:", ())], "\n"))


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
