"""A form as Slack's modal, and what stands in one. Pure: a form in, a view out; a payload in, an update out.

Figures: docs.slack.dev/surfaces/modals and docs.slack.dev/reference/block-kit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

from bots.slack import reading
from bots.slack.reading import CHANNEL, team_of
from core.forms import Faults, Field, Form
from core.messages import Author, Filled, IncomingFile

Json = dict[str, Any]

CALLBACK = "form"
"""The callback id of our modals."""
FILL = "fill:"
"""How the action ids of our inputs begin."""

TITLE = 24
LABEL, HINT = 2000, 2000
OPTION, OPTIONS = 75, 100
SECTION = 3000
INPUT = 3000
"""The most characters a text input takes."""
FILES = 10
"""The most files a file input takes; each up to 10 MB."""


def view(form: Form) -> Json:
    """The modal. An answer that is longer than an input takes stands there to read; it stays what it is."""
    blocks = [_section(note) for note in form.notes]
    for field in form.fields:
        blocks.append(_input(field) if len(field.value) <= INPUT else _section(f"{field.label}\n{field.value}"))
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "private_metadata": form.data,
        "notify_on_close": True,
        "title": _plain(form.title, TITLE),
        "submit": _plain(form.send, TITLE),
        "close": _plain(form.close, TITLE),
        "blocks": blocks or [_section(form.title)],  # Slack takes none without
    }


def errors(faults: Faults, body: Json) -> dict[str, str]:
    """The faults at the inputs of the modal that was sent; those of none stand at the first."""
    inputs = [block["block_id"] for block in body["view"]["blocks"] if block["type"] == "input"]
    shown: dict[str, str] = {}
    for field, why in faults.fields.items():
        at = field if field in inputs else inputs[0]
        shown[at] = f"{shown[at]} {why}" if at in shown else why
    return shown


def filled(body: Json, place: str, now: datetime) -> Filled:
    """What a payload of a modal of ours says: `view_submission`, `view_closed`, or `block_actions` in it.

    Raises KeyError, TypeError or ValueError when Slack's own fields are missing or not what they should be.
    """
    shown = body["view"]
    answers: dict[str, str] = {}
    files: list[IncomingFile] = []
    fields: list[str] = []
    for key, state in _states(body):
        answers[key] = _said(state)
        given = [reading.file(item) for item in state.get("files") or ()]
        files += given
        fields += [key] * len(given)
    how, mark = _how(body)
    return Filled(
        key=f"{CHANNEL}:form:{team_of(body)}:{shown['id']}:{mark}",
        channel=CHANNEL,
        place=place,
        author=Author(body["user"]["id"], body["user"]["id"]),
        at=now,
        direct=True,
        how=how,
        form=shown["private_metadata"],
        view=shown["id"],
        answers=answers,
        files=tuple(files),
        file_fields=tuple(fields),
    )


def _how(body: Json) -> tuple[Literal["sent", "closed", "chosen"], str]:
    """What was done with it, and by what this once is known."""
    match body["type"]:
        case "view_submission":
            return "sent", body["trigger_id"]
        case "view_closed":
            return "closed", "closed"
        case _:
            return "chosen", body["actions"][0]["action_ts"]


def _states(body: Json) -> Iterator[tuple[str, Json]]:
    """Each input with its state. Of a closed modal Slack may not say what stood in them."""
    values = (body["view"].get("state") or {}).get("values") or {}
    for block in body["view"]["blocks"]:
        if block["type"] == "input":
            state = (values.get(block["block_id"]) or {}).get(block["element"]["action_id"])
            if state or body["type"] != "view_closed":
                yield block["block_id"], state or {}


def _said(state: Mapping[str, Any]) -> str:
    option = state.get("selected_option") or {}
    return str(state.get("value") or option.get("value") or state.get("selected_date") or "")


def _input(field: Field) -> Json:
    block: Json = {
        "type": "input",
        "block_id": field.key,
        "label": _plain(field.label, LABEL),
        "optional": field.optional,
        "element": {**_element(field), "action_id": f"{FILL}{field.key}:{field.variant}"},
    }
    if field.hint:
        block["hint"] = _plain(field.hint, HINT)
    if field.redraws:
        block["dispatch_action"] = True
    return block


def _element(field: Field) -> Json:
    match field.type:
        case "choice":
            return _select(field)
        case "date":
            is_day = re.fullmatch(r"\d{4}-\d\d-\d\d", field.value)
            return {"type": "datepicker", **({"initial_date": field.value} if is_day else {})}
        case "files":
            return {"type": "file_input", "max_files": min(FILES, field.most)}
        case _:
            element: Json = {"type": "plain_text_input", "multiline": field.type == "text"}
            element["max_length"] = min(INPUT, field.longest or INPUT)
            return {**element, **({"initial_value": field.value} if field.value else {})}


def _select(field: Field) -> Json:
    options = [{"text": _plain(label, OPTION), "value": key} for key, label in field.options]
    element: Json = {"type": "static_select", "options": options}
    if len(options) > OPTIONS:
        groups = [options[start : start + OPTIONS] for start in range(0, len(options), OPTIONS)]
        element = {"type": "static_select", "option_groups": [_group(group) for group in groups]}
    chosen = next((option for option in options if option["value"] == field.value), None)
    return {**element, "initial_option": chosen} if chosen else element


def _group(options: Sequence[Json]) -> Json:
    first, last = (options[at]["text"]["text"] for at in (0, -1))
    return {"label": _plain(f"{first[:30]} – {last[:30]}", OPTION), "options": list(options)}


def _section(note: str) -> Json:
    return {"type": "section", "text": _plain(note, SECTION)}


def _plain(words: str, most: int) -> Json:
    return {"type": "plain_text", "text": words if len(words) <= most else words[: most - 1] + "…"}
