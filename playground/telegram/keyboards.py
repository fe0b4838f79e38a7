"""The rules for the buttons under a message."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from playground.telegram.errors import bad_request

Json = dict[str, Any]

MOST_BUTTONS = 100
MOST_IN_A_ROW = 8
_ACTIONS = ("url", "callback_data", "web_app", "copy_text", "switch_inline_query", "switch_inline_query_current_chat")


def inline_keyboard(markup: Json | None) -> Json | None:
    """The inline keyboard a message will have: without empty rows, None when nothing is left of it.

    Raises ApiError 400: more than 100 buttons or 8 in a row, callback data not of 1 to 64 bytes
    (BUTTON_DATA_INVALID), a button without text or without an action.
    """
    if markup is None:
        return None
    rows = [row for row in markup["inline_keyboard"] if row]
    if sum(len(row) for row in rows) > MOST_BUTTONS or any(len(row) > MOST_IN_A_ROW for row in rows):
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    for row in rows:
        for button in row:
            _check(button)
    return {"inline_keyboard": rows} if rows else None


def _check(button: Json) -> None:
    if not button["text"].strip():
        raise bad_request("inline keyboard button text must be non-empty")
    actions = [action for action in _ACTIONS if action in button]
    if not actions:
        raise bad_request("text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise bad_request("BUTTON_TYPE_INVALID")
    if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= 64:
        raise bad_request("BUTTON_DATA_INVALID")
    if "url" in button and urlsplit(button["url"]).scheme not in ("http", "https", "tg"):
        raise bad_request("BUTTON_URL_INVALID")


def buttons(message: Json) -> list[Json]:
    """The inline buttons of a message, row by row in one list."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button for row in rows for button in row]
