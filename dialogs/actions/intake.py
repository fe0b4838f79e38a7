"""The intake as a Rasa form: its slots come from the desk file, its answers are judged by `dialogs/answers.py`."""

from __future__ import annotations

from functools import partial
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.forms import FormValidationAction

from core.desk import Desk
from dialogs.answers import Refusal, check

FORM = "intake_form"
KIND = "request"
"""The slot that holds the kind of request; it decides which slots the form asks."""
ADVISED = "advised"
"""The slot with the names of those whose headline was advised on."""


class ValidateIntakeForm(FormValidationAction):  # type: ignore[misc]  # rasa_sdk ships no types
    """Says which slots a kind's form still needs, and judges one answer.

    A refused answer sets its slot to None, which asks it again, and utters `utter_<key>` with the catalogue's key.
    Conversations share the instance: it keeps nothing of them.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        for slot in desk.slots:  # Rasa looks for a method of this name
            setattr(self, f"validate_{slot}", partial(self._validate, slot))

    def name(self) -> str:
        return f"validate_{FORM}"

    def form_name(self) -> str:
        """What the library works out of `name`, several times an answer."""
        return FORM

    def domain_slots(self, domain: dict[str, Any]) -> list[str]:
        """The same: what the domain lists for this form."""
        slots: list[str] = domain["forms"][FORM]["required_slots"]
        return slots

    async def required_slots(
        self, domain_slots: list[str], dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[str]:
        kind = tracker.slots.get(KIND)
        return [item.slot.key for item in self._desk.asked(kind, tracker.slots)] if kind else []

    async def get_extraction_events(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """None: an answer comes as the slot's own event, so that looking for `extract_<slot>` methods is left out."""
        return []

    def _validate(
        self, name: str, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> dict[str, Any]:
        desk, slots = self._desk, tracker.slots
        optional = name in desk.skippable[slots[KIND]]
        slot = desk.slot(name)
        options = desk.options(name, slots) if slot.type == "choice" else {}
        advised = name in (slots.get(ADVISED) or ())
        verdict = check(slot, value, options, optional=optional, advised=advised)
        if isinstance(verdict, Refusal):
            dispatcher.utter_message(response=f"utter_{verdict.key}", **verdict.words)
            return {name: None}
        return {name: verdict.value}
