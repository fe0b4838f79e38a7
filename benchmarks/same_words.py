"""The words of Front Door's visible dialogue, for the bots that are compared with it: theirs must be the same.

States are numbers in the order of the questions; an intake's answers are kept by them.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import NamedTuple

KIND, SUBSYSTEM, TOPIC, DESCRIPTION, STEPS, EXPECTED, SCREENSHOT, PREVIEW, CHANGE = range(9)


class Question(NamedTuple):
    """What is asked in one state. `optional`: it may be skipped."""

    name: str
    ask: str
    hint: str
    optional: bool = False


KINDS = {"defect": ("Something is broken", "It stopped working, or works wrongly")}
SUBSYSTEMS = {"mobile": "Mobile app", "web": "Web app", "erp": "Accounting"}
QUESTIONS = {
    SUBSYSTEM: Question(
        "Subsystem",
        "Which part of the product is it about?",
        "Choose the nearest one; an agent can correct it.",
    ),
    TOPIC: Question(
        "Topic",
        "In a few words, what is wrong?",
        "A good topic names the thing and what is wrong with it: “Invoice 118 can't be printed”.",
    ),
    DESCRIPTION: Question(
        "Description",
        "What happens? Please describe it.",
        "What you were doing, what you saw, since when.",
    ),
    STEPS: Question(
        "Steps",
        "How can we see it ourselves, step by step?",
        "For example: open the invoice list, choose one, press Print.",
    ),
    EXPECTED: Question(
        "Expected result",
        "What did you expect to happen?",
        "One sentence is enough.",
    ),
    SCREENSHOT: Question(
        "Screenshot",
        "Please send a screenshot.",
        "A picture often saves a day of questions.\nOne file, up to 20 MB: any file.",
        optional=True,
    ),
}
WHICH_ANSWER = "<b>Which answer do you want to change?</b>"
A_FILE_PLEASE = "This question wants a file: any file."
CANCELLED = "Cancelled. Nothing was kept. /start begins again whenever you like."
ALREADY_ANSWERED = "This question was already answered."


def greeting(name: str) -> str:
    return f"Hello {escape(name)}! This is Bench desk.\n"


def menu_of_kinds() -> str:
    hints = "\n".join(f"• <b>{name}</b>: {hint}" for name, hint in KINDS.values())
    return f"<b>What can we do for you?</b>\n{hints}"


def question(state: int, former: str | None) -> str:
    """A question with its progress and its line of help; `former`: what was answered before."""
    asked = QUESTIONS[state]
    text = f"{state} of {len(QUESTIONS)}\n<b>{asked.ask}</b>\n<i>{asked.hint}</i>"
    return f"{text}\nNow: {escape(former[:200])}" if former else text


def preview(kind: str, answers: Mapping[int, str | None], name: str) -> str:
    shown = "\n".join(f"<b>{asked.name}</b>: {escape(answers[state] or '–')}" for state, asked in QUESTIONS.items())
    return f"<b>Your request: {KINDS[kind][0]}</b>\n{shown}\nFrom {escape(name)}. Is everything right?"


def receipt(reference: str) -> str:
    return f"<b>{reference} is with Product support.</b>\nThey answer here, in this chat."
