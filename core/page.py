"""A requester's page: their requests and ways to new ones, for channels that can show one. No platform is named here."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from core.buttons import Button
from core.text import Span, Text


@dataclass(frozen=True, slots=True)
class Entry:
    """A piece of it: words, smaller words below them, buttons. `heading`: it begins a part of the page. `opens`: the message
    in the person's private chat that a button with the label `opens_label` leads to."""

    text: Text
    small: str = ""
    buttons: tuple[Button, ...] = ()
    heading: bool = False
    opens: str = ""
    opens_label: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    entries: tuple[Entry, ...]


def page_to_json(page: Page) -> list[dict[str, Any]]:
    """As plain data, for a delivery's row; what has its default is left out."""
    rows = ({**asdict(entry), "text": [list(span) for span in entry.text]} for entry in page.entries)
    return [{name: value for name, value in row.items() if value} for row in rows]


def page_from_json(data: list[dict[str, Any]]) -> Page:
    """The page that `page_to_json` made this data of."""
    return Page(tuple(_entry(one) for one in data))


def _entry(data: dict[str, Any]) -> Entry:
    given = {**data, "text": tuple(Span(*span) for span in data.get("text", ()))}
    if "buttons" in data:
        given["buttons"] = tuple(Button(**button) for button in data["buttons"])
    return Entry(**given)
