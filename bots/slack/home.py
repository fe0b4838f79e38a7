"""A requester's page as the app's home tab. Pure: a page in, a view out.

Figures: docs.slack.dev/reference/views/home-tab-views and docs.slack.dev/reference/block-kit.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bots.slack.reading import OWN
from bots.slack.text import sections
from bots.slack.writing import button, url_button
from core.buttons import Button
from core.page import Entry, Page
from core.text import plain, shortened

Json = dict[str, Any]

BLOCKS = 100
HEADER = 150
SMALL = 2000
ELEMENTS = 25
"""The most buttons in one block."""


def view(page: Page, chat: str, site: str) -> Json:
    """The home tab. `chat`: the person's private chat with the app; `site`: the workspace's address, by which messages in it
    are reached (empty: no way to them is shown)."""
    blocks: list[Json] = []
    for number, entry in enumerate(page.entries):
        blocks += _entry(entry, number, chat, site)
    return {"type": "home", "blocks": blocks[:BLOCKS]}


def link(site: str, chat: str, ts: str) -> str:
    """The address of a message, as chat.getPermalink gives it."""
    return f"{site.rstrip('/')}/archives/{chat}/p{ts.replace('.', '')}"


def _entry(entry: Entry, number: int, chat: str, site: str) -> list[Json]:
    blocks = [_words(entry)]
    if entry.opens and site:
        blocks[0]["accessory"] = url_button(entry.opens_label, link(site, chat, entry.opens), f"{OWN}{number}:open")
    elif len(entry.buttons) == 1 and not entry.heading:
        blocks[0]["accessory"] = _button(entry.buttons[0], number, 0)
    if entry.small:
        small = {"type": "plain_text", "text": shortened(entry.small, SMALL)}
        blocks.append({"type": "context", "elements": [small]})
    if entry.buttons and "accessory" not in blocks[0]:
        blocks += _actions(entry.buttons, number)
    return [{"type": "divider"}, *blocks] if entry.heading and number else blocks


def _words(entry: Entry) -> Json:
    if entry.heading:
        return {"type": "header", "text": {"type": "plain_text", "text": shortened(plain(entry.text), HEADER)}}
    return {"type": "section", "text": {"type": "mrkdwn", "text": sections(entry.text)[0]}}


def _actions(buttons: Sequence[Button], number: int) -> list[Json]:
    elements = [_button(one, number, at) for at, one in enumerate(buttons)]
    starts = range(0, len(elements), ELEMENTS)
    return [{"type": "actions", "elements": elements[start : start + ELEMENTS]} for start in starts]


def _button(one: Button, number: int, at: int) -> Json:
    return button(one, f"{OWN}{number}:{at}")
