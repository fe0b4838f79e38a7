"""Filling in elements: what a person chose or typed, as the state Slack sends to the app."""

from __future__ import annotations

from typing import Any

from .blocks import elements_of
from .office import Office
from .reading import options_of
from .state import Json

Upload = tuple[str, bytes]
"""A file a person picks: its name and its bytes."""


class NotThere(AssertionError):
    """The act needs something that is not on the person's screen; the text says what is."""


def element_at(blocks: list[Json], block_id: str) -> tuple[Json, Json]:
    """The block with this id and its first element that can be filled in. Raises NotThere."""
    for block in blocks:
        if block["block_id"] == block_id:
            for element in elements_of(block):
                if element["type"] not in {"button", "image", "mrkdwn", "plain_text"}:
                    return block, element
    raise NotThere(f"no input {block_id!r}; there are {[block['block_id'] for block in blocks]}")


def value_of(office: Office, app: Json, user_id: str, element: Json, given: Any) -> Json:
    """`given` as the element's state. Options are named by value or by label. Raises NotThere, ValueError."""
    kind: str = element["type"]
    if kind == "file_input":
        return {"type": kind, "files": _picked(office, app, user_id, element, given or [])}
    if kind in {"static_select", "external_select", "radio_buttons", "overflow"}:
        return {"type": kind, "selected_option": None if given is None else _option(element, given)}
    if kind == "checkboxes" or kind in {"multi_static_select", "multi_external_select"}:
        return {"type": kind, "selected_options": [_option(element, item) for item in given or []]}
    if kind in {"datepicker", "timepicker"}:
        return {"type": kind, f"selected_{kind.removesuffix('picker')}": given}
    if kind == "datetimepicker":
        return {"type": kind, "selected_date_time": given}
    if kind.endswith("_select"):
        noun = kind.removeprefix("multi_").removesuffix("_select").removesuffix("s")
        return {"type": kind, f"selected_{noun}{'s' if kind.startswith('multi_') else ''}": given}
    return {"type": kind, "value": None if given in (None, "") else str(given)}


def _option(element: Json, given: Any) -> Json:
    if isinstance(given, dict):
        return given  # one that the app offered for an external select
    options = options_of(element)
    for option in options:
        if given in (option["value"], option["text"]["text"]):
            return option
    raise NotThere(f"no option {given!r}; there are {[option['text']['text'] for option in options]}")


def _picked(office: Office, app: Json, user_id: str, element: Json, uploads: list[Upload]) -> list[Json]:
    """Files picked in a form: uploaded at once, visible to the person and the app only."""
    most = element.get("max_files", 10)
    if len(uploads) > most:
        raise ValueError(f"the form takes {most} files, not {len(uploads)}")
    files = []
    for name, content in uploads:
        if element.get("filetypes") and name.rpartition(".")[2].lower() not in element["filetypes"]:
            raise ValueError(f"the form does not take {name}: only {', '.join(element['filetypes'])}")
        file = office.files.add(user_id, name, content)
        file["shown_to"] = [app["bot_user_id"]]
        files.append({key: value for key, value in file.items() if key not in {"shares", "shown_to"}})
    return files


def is_empty(value: Json) -> bool:
    """Whether nothing was filled in."""
    return not any(content for key, content in value.items() if key != "type")


def missing(view: Json, values: Json) -> dict[str, str]:
    """What the Slack app itself complains about before it submits, by block_id."""
    found: dict[str, str] = {}
    for block in view["blocks"]:
        if block["type"] != "input":
            continue
        element = block["element"]
        value = values.get(block["block_id"], {}).get(element["action_id"], {})
        text = value.get("value") or ""
        if is_empty(value):
            if not block.get("optional"):
                found[block["block_id"]] = "Please complete this required field."
        elif len(text) < element.get("min_length", 0) or len(text) > element.get("max_length", 3000):
            found[block["block_id"]] = "The text is too short or too long."
    return found
