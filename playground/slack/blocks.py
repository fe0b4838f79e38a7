"""Block Kit checked the way Slack checks it: limits, required parts, ids. Figures: Slack's block reference."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any

import orjson

from . import richtext
from .state import Json, Refused

Problem = tuple[str, str]  # what is wrong, and the JSON pointer to it

_BLOCK_NAMES = """
section divider image actions context input file header rich_text video markdown table task_card plan alert
card carousel container context_actions
"""
_CHOICE_NAMES = """
static_select multi_static_select radio_buttons checkboxes overflow external_select multi_external_select
users_select multi_users_select conversations_select multi_conversations_select channels_select
multi_channels_select
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_CHOICES = frozenset(_CHOICE_NAMES.split())
_PICKERS = frozenset(["datepicker", "timepicker", "datetimepicker"])
_TYPED = frozenset(
    {"plain_text_input", "number_input", "email_text_input", "url_text_input", "rich_text_input", "file_input"}
)
_CLICKED = _CHOICES | _PICKERS | {"button", "workflow_button", "icon_button", "feedback_buttons"}
_ALLOWED: dict[str, frozenset[str]] = {
    "actions": _CLICKED | {"rich_text_input"},
    "section": _CLICKED | {"image"},
    "context": frozenset({"image", "mrkdwn", "plain_text"}),
    "input": (_CHOICES - {"overflow"}) | _PICKERS | _TYPED,
}
_OPTION_LIMITS = {"radio_buttons": 10, "checkboxes": 10, "overflow": 5}


def problems_in(blocks: Any, most: int, is_modal: bool = False) -> list[Problem]:
    """Everything Slack would refuse in `blocks`, of which there may be `most`."""
    if not isinstance(blocks, list):
        return [("must be an array", "/blocks")]
    found: list[Problem] = []
    if len(blocks) > most:
        found.append((f"no more than {most} items allowed", "/blocks"))
    seen: set[str] = set()
    for index, block in enumerate(blocks):
        where = f"/blocks/{index}"
        if not isinstance(block, dict) or block.get("type") not in _BLOCKS:
            found.append(("unsupported type", f"{where}/type"))
            continue
        block_id = block.get("block_id")
        if block_id is not None:
            if block_id in seen:
                found.append((f"block_id `{block_id}` already exists", f"{where}/block_id"))
            seen.add(block_id)
            found += _too_long(block_id, 255, f"{where}/block_id")
        found += _CHECKS.get(block["type"], _nothing)(block, where)
        found += _elements(block, where, is_modal)
    return found


def check_message_blocks(blocks: Any) -> list[Json]:
    """The blocks of a message, with ids filled in. Raises Refused(invalid_blocks)."""
    if problems := problems_in(blocks, 50):
        raise Refused("invalid_blocks", errors=_lines(problems), response_metadata={"messages": _lines(problems)})
    return with_ids(blocks)


def check_view(view: Any) -> Json:
    """A modal or home view, with ids filled in. Raises Refused(invalid_arguments, view_too_large)."""
    if not isinstance(view, dict) or view.get("type") not in {"modal", "home"}:
        raise Refused("invalid_arguments", response_metadata={"messages": ["[ERROR] must be a view"]})
    if len(orjson.dumps(view)) > 250_000:
        raise Refused("view_too_large")
    is_modal = view["type"] == "modal"
    problems = problems_in(view.get("blocks"), 100, is_modal)
    problems += _too_long(view.get("private_metadata", ""), 3000, "/private_metadata")
    problems += _too_long(view.get("callback_id", ""), 255, "/callback_id")
    if is_modal:
        problems += _text(view.get("title"), 24, "/title", plain=True)
        for part in ("submit", "close"):
            if view.get(part) is not None:
                problems += _text(view[part], 24, f"/{part}", plain=True)
        blocks = view.get("blocks")
        has_input = isinstance(blocks, list) and any(
            isinstance(block, dict) and block.get("type") == "input" for block in blocks
        )
        if has_input and not view.get("submit"):
            problems.append(("missing required field: submit", "/submit"))
    if problems:
        raise Refused("invalid_arguments", response_metadata={"messages": _lines(problems)})
    return {**view, "blocks": with_ids(view["blocks"])}


def with_ids(blocks: list[Json]) -> list[Json]:
    """A copy in which every block has a block_id and every interactive element an action_id."""
    filled: list[Json] = copy.deepcopy(blocks)
    taken = {block.get("block_id") for block in filled}
    number = 0
    for block in filled:
        if not block.get("block_id"):
            number += 1
            while f"b{number}" in taken:
                number += 1
            block["block_id"] = f"b{number}"
        for position, element in enumerate(elements_of(block)):
            if element.get("type") in _CLICKED | _TYPED and not element.get("action_id"):
                element["action_id"] = f"a{position + 1}"
    return filled


def elements_of(block: Json) -> Iterator[Json]:
    """The elements inside one block, whichever kind it is."""
    if block.get("type") != "rich_text":
        yield from block.get("elements", [])
    for part in ("element", "accessory"):
        if isinstance(block.get(part), dict):
            yield block[part]


def _lines(problems: list[Problem]) -> list[str]:
    return [f"[ERROR] {what} [json-pointer:{where}]" for what, where in problems]


def _nothing(block: Json, where: str) -> list[Problem]:
    return []


def _too_long(value: Any, most: int, where: str) -> list[Problem]:
    if not isinstance(value, str):
        return [("must be a string", where)]
    return [(f"must be less than {most + 1} characters", where)] if len(value) > most else []


def _text(value: Any, most: int, where: str, plain: bool = False) -> list[Problem]:
    """A text object: `{type: plain_text | mrkdwn, text}`, not empty."""
    if not isinstance(value, dict):
        return [("missing required text object", where)]
    allowed = {"plain_text"} if plain else {"plain_text", "mrkdwn"}
    if value.get("type") not in allowed:
        return [(f"must be {' or '.join(sorted(allowed))}", f"{where}/type")]
    unknown = sorted(set(value) - {"type", "text", "emoji", "verbatim"})
    if unknown:
        return [(f"invalid additional property: {unknown[0]}", where)]
    if not value.get("text"):
        return [("must be more than 0 characters", f"{where}/text")]
    return _too_long(value["text"], most, f"{where}/text")


def _section(block: Json, where: str) -> list[Problem]:
    found: list[Problem] = []
    if block.get("text") is None and not block.get("fields"):
        found.append(("missing required field: text or fields", where))
    if block.get("text") is not None:
        found += _text(block["text"], 3000, f"{where}/text")
    fields = block.get("fields", [])
    if len(fields) > 10:
        found.append(("no more than 10 items allowed", f"{where}/fields"))
    for index, item in enumerate(fields):
        found += _text(item, 2000, f"{where}/fields/{index}")
    return found


def _header(block: Json, where: str) -> list[Problem]:
    return _text(block.get("text"), 150, f"{where}/text", plain=True)


def _listed(most: int) -> Callable[[Json, str], list[Problem]]:
    def check(block: Json, where: str) -> list[Problem]:
        elements = block.get("elements")
        if not isinstance(elements, list) or not elements:
            return [("must have at least 1 item", f"{where}/elements")]
        return [(f"no more than {most} items allowed", f"{where}/elements")] if len(elements) > most else []

    return check


def _input(block: Json, where: str) -> list[Problem]:
    found = _text(block.get("label"), 2000, f"{where}/label", plain=True)
    if block.get("hint") is not None:
        found += _text(block["hint"], 2000, f"{where}/hint", plain=True)
    if not isinstance(block.get("element"), dict):
        found.append(("missing required field: element", where))
    return found


def _image(block: Json, where: str) -> list[Problem]:
    if not block.get("image_url") and not block.get("slack_file"):
        return [("missing required field: image_url", where)]
    return _too_long(block.get("alt_text", None), 2000, f"{where}/alt_text")


def _markdown(block: Json, where: str) -> list[Problem]:
    return _too_long(block.get("text"), 12_000, f"{where}/text")


_CHECKS: dict[str, Callable[[Json, str], list[Problem]]] = {
    "section": _section,
    "header": _header,
    "actions": _listed(25),
    "context": _listed(10),
    "context_actions": _listed(5),
    "input": _input,
    "image": _image,
    "markdown": _markdown,
    "rich_text": richtext.problems_in,
}


def _elements(block: Json, where: str, is_modal: bool) -> list[Problem]:
    found: list[Problem] = []
    actions: set[str] = set()
    for position, element in enumerate(elements_of(block)):
        at = f"{where}/elements/{position}" if "elements" in block else f"{where}/element"
        kind = element.get("type") if isinstance(element, dict) else None
        if block["type"] in _ALLOWED and kind not in _ALLOWED[block["type"]]:
            found.append((f"unsupported element type {kind!r}", at))
            continue
        if kind == "file_input" and not is_modal:
            found.append(("file_input is only for modals", at))
        action_id = element.get("action_id")
        if action_id is not None:
            if action_id in actions:
                found.append((f"action_id `{action_id}` already exists", f"{at}/action_id"))
            actions.add(action_id)
            found += _too_long(action_id, 255, f"{at}/action_id")
        found += _element(element, at)
    return found


def _element(element: Json, where: str) -> list[Problem]:
    kind = element["type"]
    found: list[Problem] = []
    if kind == "button":
        found += _text(element.get("text"), 75, f"{where}/text", plain=True)
        if "value" in element:
            found += _too_long(element["value"], 2000, f"{where}/value")
        if element.get("style", "primary") not in {"primary", "danger"}:
            found.append(("must be primary or danger", f"{where}/style"))
    elif kind in {"mrkdwn", "plain_text"}:
        found += _text(element, 3000, where)
    elif kind == "image":
        found += _image(element, where)
    elif kind in _CHOICES:
        found += _options(element, where)
    elif kind == "plain_text_input":
        if not 1 <= element.get("max_length", 3000) <= 3000 or element.get("min_length", 0) > 3000:
            found.append(("must be between 1 and 3000", f"{where}/max_length"))
        found += _too_long(element.get("initial_value", ""), element.get("max_length", 3000), f"{where}/initial_value")
    elif kind == "file_input" and not 1 <= element.get("max_files", 10) <= 10:
        found.append(("must be between 1 and 10", f"{where}/max_files"))
    if element.get("placeholder") is not None:
        found += _text(element["placeholder"], 150, f"{where}/placeholder", plain=True)
    return found


def _options(element: Json, where: str) -> list[Problem]:
    kind = element["type"]
    found: list[Problem] = []
    if "static" in kind or kind in _OPTION_LIMITS:
        groups = element.get("option_groups")
        options = element.get("options", [])
        if groups is not None:
            options = [option for group in groups for option in group.get("options", [])]
        most = _OPTION_LIMITS.get(kind, 100)
        lists = [options] if groups is None else [group.get("options", []) for group in groups]
        if not 1 <= len(lists) <= 100 or not all(1 <= len(one) <= most for one in lists):
            found.append((f"must have between 1 and {most} options", f"{where}/options"))
        values = [option.get("value") for option in options]
        if len(set(values)) < len(values):
            found.append(("option values must be unique", f"{where}/options"))
        for index, option in enumerate(options):
            at = f"{where}/options/{index}"
            found += _text(option.get("text"), 75, f"{at}/text", plain="select" in kind)
            found += _too_long(option.get("value"), 150, f"{at}/value")
            if option.get("description") is not None:
                found += _text(option["description"], 75, f"{at}/description")
        found += _initial(element, options, where)
    return found


def _initial(element: Json, options: list[Json], where: str) -> list[Problem]:
    chosen = list(element.get("initial_options", []))
    if element.get("initial_option") is not None:
        chosen.append(element["initial_option"])
    values = {option.get("value") for option in options}
    return [
        ("initial option must be one of the options", f"{where}/initial_option")
        for option in chosen
        if option.get("value") not in values
    ]
