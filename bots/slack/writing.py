"""An act of core as the arguments of Slack's methods."""

from __future__ import annotations

from typing import Any

import orjson

from bots.slack.reading import PRESS
from bots.slack.rich import is_rich, rich_text
from bots.slack.text import mrkdwn, sections
from core.messages import Button, Rows
from core.splitting import split
from core.text import Text

Json = dict[str, Any]

EDITABLE = 4000
"""The longest `text` that chat.update takes (docs.slack.dev/reference/methods/chat.update)."""
LABEL = 75
"""The longest label of a button (docs.slack.dev/reference/block-kit/block-elements/button-element)."""
NAME = 80
"""The longest name a message is signed with: Slack states none; more would be cut on every screen."""

DELIVERY = "frontdoor_delivery"
"""The event type of our messages' metadata. Everybody in the workspace may read it: it holds the delivery's number only."""


def message(text: Text, buttons: Rows = (), prefix: str = PRESS, *, rich: bool = False) -> Json:
    """`text` and `blocks`; `prefix` of the buttons' action ids. Without buttons, and short enough to be edited later, the
    text stands alone: `blocks` is then empty, which also takes earlier ones away. With them `text` is what notifications
    show. What people made look in a way of their own is rich text; with `rich` everything is."""
    written = mrkdwn(text)
    rich = rich or is_rich(text)
    if not buttons and not rich and len(written) <= EDITABLE:
        return {"text": written, "blocks": []}
    blocks: list[Json] = [rich_text(text)] if rich else [_section(part) for part in sections(text)]
    return {"text": _summary(text, written, buttons), "blocks": blocks + actions(buttons, prefix)}


def comment(text: Text) -> Json:
    """The words that go along with a file."""
    if not text:
        return {}
    if is_rich(text):
        return {"blocks": orjson.dumps([rich_text(text)]).decode()}  # the SDK sends a list of it as no JSON
    return {"initial_comment": mrkdwn(text)}


def actions(buttons: Rows, prefix: str = PRESS) -> list[Json]:
    """A block for each row of buttons; their action ids are unique within the message."""
    blocks: list[Json] = []
    number = 0
    for row in buttons:
        elements = []
        for one in row:
            elements.append(button(one, f"{prefix}{number}"))
            number += 1
        if elements:
            blocks.append({"type": "actions", "elements": elements})
    return blocks


def signed(author: str | None) -> Json:
    """The name and picture of whose words they are; nothing when the desk itself speaks. Needs chat:write.customize."""
    return {"username": author[:NAME], "icon_emoji": ":bust_in_silhouette:"} if author else {}


def metadata(delivery: int) -> Json:
    """What a message of ours can be found by."""
    return {"event_type": DELIVERY, "event_payload": {"delivery": delivery}}


def delivery_of(found: Json) -> int | None:
    """The delivery that a message read back was sent by, if it was one of ours."""
    told = found.get("metadata") or {}
    number = (told.get("event_payload") or {}).get("delivery") if told.get("event_type") == DELIVERY else None
    return number if isinstance(number, int) else None


def _section(part: str) -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": part}}


def _summary(text: Text, written: str, buttons: Rows) -> str:
    if len(written) > EDITABLE:
        return mrkdwn(split(text, EDITABLE // 8)[0]) + "…"
    return written if written.strip() else " · ".join(one.label for row in buttons for one in row)


def button(one: Button, action_id: str) -> Json:
    """One button."""
    element: Json = {"type": "button", "text": _label(one.label), "action_id": action_id, "value": one.data}
    return {**element, "style": one.style} if one.style else element


def url_button(label: str, url: str, action_id: str) -> Json:
    """One that leads to an address."""
    return {"type": "button", "text": _label(label), "action_id": action_id, "url": url}


def _label(words: str) -> Json:
    shown = words if len(words) <= LABEL else words[: LABEL - 1] + "…"
    return {"type": "plain_text", "text": shown, "emoji": True}
