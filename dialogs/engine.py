"""Runs the intake's form in process: rasa-sdk's FormValidationAction, Tracker and CollectingDispatcher, no server.

The only file that touches how rasa-sdk is called, so that a new version of it is one file's work.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from core.desk import Desk
from dialogs.actions.intake import ADVISED, FORM, KIND, ValidateIntakeForm


@dataclass(frozen=True, slots=True)
class FormTurn:
    """What a form made of an answer: all slots now, the slot to ask next (None: it is complete), and, where the answer
    was refused, the catalogue's key of the reason with its words."""

    slots: dict[str, Any]
    requested: str | None
    refusal: tuple[str, dict[str, Any]] | None = None


class Engine:
    """The form of one desk."""

    def __init__(self, desk: Desk) -> None:
        self._action = ValidateIntakeForm(desk)
        # All slots, so that rasa-sdk doesn't warn of missing `extract_` methods; `request` first, so that the list never
        # equals a kind's own: rasa-sdk then names the next slot itself.
        self._domain = {"forms": {FORM: {"required_slots": [KIND, *desk.slots]}}}
        self.version = hashlib.sha256(f"{desk.slots!r}{desk.requests!r}".encode()).hexdigest()[:16]
        """Changes with the desk file's slots and forms: a draft of another version must be looked through."""

    def run(
        self,
        kind: str,
        slots: Mapping[str, Any],
        answer: tuple[str, Any] | None = None,
        advised: tuple[str, ...] = (),
    ) -> FormTurn:
        """One turn of the form: `answer` is a slot and what was said to it; without one it only tells what is missing."""
        state = {**slots, KIND: kind, ADVISED: advised}
        events = [{"event": "slot", "name": answer[0], "value": answer[1]}] if answer else []
        tracker = Tracker("", state, {}, events, False, None, {"name": FORM}, "action_listen")
        dispatcher = CollectingDispatcher()
        found: list[dict[str, Any]] = _now(self._action.run(dispatcher, tracker, self._domain))
        requested = None
        filled = dict(slots)
        for event in found:
            if event["name"] == "requested_slot":
                requested = event["value"]
            elif event["value"] is None:
                filled.pop(event["name"], None)
            else:
                filled[event["name"]] = event["value"]
        return FormTurn(filled, requested, _refusal(dispatcher))


def _refusal(dispatcher: CollectingDispatcher) -> tuple[str, dict[str, Any]] | None:
    if not dispatcher.messages:
        return None
    said = dispatcher.messages[0]
    words = {key: value for key, value in said.items() if key not in _ENVELOPE}
    return said["response"].removeprefix("utter_"), words


_ENVELOPE = ("text", "buttons", "elements", "custom", "template", "response", "image", "attachment")
"""What `utter_message` puts into every message beside the response's own words."""


def _now(work: Any) -> Any:
    """The result of a coroutine that never waits: a turn is a plain function, and our actions do no input or output."""
    try:
        work.send(None)
    except StopIteration as done:
        return done.value
    work.close()
    raise RuntimeError("an action of the intake form waits for something; actions must be plain functions")
