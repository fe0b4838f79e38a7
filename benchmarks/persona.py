"""What a requester of the benchmark says to each bot: the same six answers, as a list of steps.

A persona is an opening line and the questions it expects in order. Each step looks at one message of the bot
(its text and `reply_markup`) and says what to do next, or nothing when the message isn't that question.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Act:
    """What the requester does next: type `text`, or press the button that carries `data`."""

    text: str | None = None
    data: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One question and the answer to it.

    `asks` are words the question holds; `says` is typed, or the button labelled `presses` is pressed.
    An `optional` step may be left out by the bot.
    """

    name: str
    asks: str = ""
    says: str = ""
    presses: str = ""
    optional: bool = False

    def answer(self, text: str, markup: dict[str, Any] | None) -> Act | None:
        """The act that answers this message, or None when it isn't this step's question."""
        if self.asks not in text:
            return None
        if not self.presses:
            return Act(text=self.says)
        data = button(markup, self.presses)
        return Act(data=data) if data is not None else None


@dataclass(frozen=True, slots=True)
class Persona:
    """One intake from the first word to the receipt."""

    opening: str
    steps: tuple[Step, ...]
    receipt: re.Pattern[str]


def button(markup: dict[str, Any] | None, label: str) -> str | None:
    """The callback data of the inline button with this label (an emoji may stand before it), or None."""
    for row in (markup or {}).get("inline_keyboard", ()):
        for item in row:
            if item["text"] == label or item["text"].endswith(" " + label):
                data: str | None = item.get("callback_data")
                return data
    return None


TOPIC = "Totals of an invoice differ after the update"
DESCRIPTION = (
    "Since this morning the total at the foot of an invoice is not the sum of its lines. It happens with every "
    "invoice that has a discount, old ones and new ones, for me and for both of my colleagues."
)
STEPS = "Open Invoices, open any invoice with a discount, press Recalculate, look at the total."
EXPECTED = "The total is the sum of the lines after the discount, as it was yesterday."

PLAIN = Persona(
    opening="/start",
    steps=(
        Step("subsystem", asks="Which part of the product", presses="Web app"),
        Step("topic", asks="In a few words", says=TOPIC),
        Step("description", asks="What happens?", says=DESCRIPTION),
        Step("steps", asks="How can we see it", says=STEPS),
        Step("expected_result", asks="What did you expect", says=EXPECTED),
        Step("screenshot", asks="screenshot", says="/skip"),
    ),
    receipt=re.compile(r"#\d+"),
)

# Leads Front Door and the plain bot with the same dialogue. The questions' words are those of desk.yml beside this
# file, the buttons' those the product promises.
FRONTDOOR = Persona(
    opening="/start",
    steps=(
        Step("kind", presses="Something is broken", optional=True),
        Step("subsystem", asks="Which part of the product", presses="Web app"),
        Step("topic", asks="In a few words", says=TOPIC),
        Step("description", asks="What happens?", says=DESCRIPTION),
        Step("steps", asks="How can we see it", says=STEPS),
        Step("expected_result", asks="What did you expect", says=EXPECTED),
        Step("screenshot", asks="screenshot", presses="Skip"),
        Step("preview", presses="Send"),
    ),
    receipt=re.compile(r"BEN-\d+"),
)

# Somebody who tries the other buttons first; the tests of this kit send them, the benchmark doesn't.
WANDERER = Persona(
    opening="/start",
    steps=(
        Step("kind", presses="Something is broken"),
        Step("subsystem, back", asks="Which part of the product", presses="Back"),
        Step("kind again", presses="Something is broken"),
        Step("subsystem, cancel", asks="Which part of the product", presses="Cancel"),
        Step("cancelled", asks="Cancelled", says="/start"),
        *FRONTDOOR.steps[:2],
        Step("topic, in a hurry", asks="In a few words", says="totals"),
        Step("description, back", asks="What happens?", presses="Back"),
        *FRONTDOOR.steps[2:7],
        Step("preview, change", presses="Change"),
        Step("which", asks="Which answer", presses="Steps"),
        Step("steps again", asks="How can we see it", says=STEPS),
        Step("preview again", asks=TOPIC, presses="Send"),
    ),
    receipt=FRONTDOOR.receipt,
)

ECHO = Persona(
    opening="/start",
    steps=tuple(Step(f"echo {n}", asks="echo", says=DESCRIPTION) for n in range(6)),
    receipt=re.compile("echo"),
)

PERSONAS = {"plain": PLAIN, "frontdoor": FRONTDOOR, "wanderer": WANDERER, "echo": ECHO}
