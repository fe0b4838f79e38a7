"""How people walk through an intake: verbs longer than one press, and what they send."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dialogs.phrases import Phrases
from playground.slack.handles import Message
from playground.telegram.keyboards import buttons
from playground.telegram.people import Person
from playground.telegram.seat import Press
from tests.stories.conftest import Stage

Json = dict[str, Any]

PNG = (
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89"
    b"\0\0\0\rIDATx\x9cc\xf8\x0f\0\x01\x01\x01\0\x18\xdd\x8d\xb0\0\0\0\0IEND\xaeB`\x82"
)
MP4 = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + bytes(64)
LOG = "12:00 printing…\n12:01 nothing came out\n".encode()
PROGRAM = b"MZ\x90\0" + bytes(range(256))

DEFECT = {
    "subsystem": "Accounting",
    "area": "Invoices",
    "topic": "Invoice 118 can't be printed",
    "description": "It prints blank pages",
    "steps": "Open the invoice, press Print",
    "expected_result": "Paper with ink on it",
    "screenshot": None,
}
"""Answers to *Something is broken* of the demo desk; None is *Skip*."""

IDEA = {"topic": "Dark colours", "description": "My eyes hurt at night"}
"""Answers to *I have an idea*, the demo desk's shortest form."""

PREVIEW = "Is everything right?"

PHRASES = Phrases()


def ask(stage: Stage, slot: str, language: str = "en") -> str:
    """What the desk asks for a slot."""
    given = stage.desk.slot(slot)
    return given.ask.in_(language, "en") if given.ask else PHRASES(language, f"slot-{slot}-ask")


def labels(message: Json) -> list[str]:
    """The buttons of a message, row by row."""
    return [button["text"] for button in buttons(message)]


async def starts_with(person: Person, kind: str) -> Json:
    """`/start`, and the kind of request."""
    await person.starts()
    return await chooses(person, kind)


async def chooses(person: Person, label: str) -> Json:
    """Waits for a button and presses it; returns the message it stood under."""
    question = await person.sees_button(label)
    await person.presses(label, question)
    return question


async def answers(
    stage: Stage, person: Person, given: Mapping[str, str | None], language: str = "en", after: Json | None = None
) -> Json:
    """Answers the form's questions one after another: choices and *Skip* by button, the rest in words, after a moment's
    thought. Returns the last question answered."""
    question = after or {"message_id": 0}
    for slot, answer in given.items():
        question = await person.sees(ask(stage, slot, language), after=question)
        if answer is None:
            await person.presses("Skip", question)
        elif stage.desk.slot(slot).type == "choice":
            await person.presses(answer, question)
        else:
            await replies(stage, person, answer)
    return question


async def replies(stage: Stage, person: Person, words: str) -> Json:
    """Says something after a moment's thought, so that it is no second half of what was said before."""
    stage.a_moment_passes()
    return await person.says(words)


async def heard(stage: Stage) -> None:
    """Waits until the program has taken in everything that was said to it."""
    telegram = stage.world.telegram
    bot = telegram.parts.world.bot(stage.world.bot.id)
    await telegram.changes.wait(lambda: not telegram.parts.updates.waiting(bot), 10, "updates still wait")


async def reports(stage: Stage, person: Person, given: Mapping[str, str | None] = DEFECT) -> Json:
    """A whole request, sent; returns the receipt."""
    begun = await person.says("/new")
    menu = await person.sees("What can we do", after=begun)
    await person.presses("Something is broken" if "steps" in given else "I have an idea", menu)
    question = await answers(stage, person, given, after=begun)
    preview = await person.sees(PREVIEW, after=question)
    await person.presses("Send", preview)
    return await person.sees("is with Product support", after=preview)


async def card_of(stage: Stage, reference: str) -> Message:
    """The ticket's card, as Anna sees it in the channel once its answers stand below it."""
    card = await stage.world.anna.sees(f"*{reference}* ·", in_channel=stage.world.support)
    await stage.world.anna.sees(":*", in_channel=stage.world.support, thread=card)
    return card


async def thread_shows(stage: Stage, reference: str, part: str) -> Message:
    """Waits until Anna sees these words in the ticket's thread."""
    card = await card_of(stage, reference)
    return await stage.world.anna.sees(part, in_channel=stage.world.support, thread=card)


async def solves(stage: Stage, person: Person, reference: str) -> None:
    """Anna takes the ticket and solves it; the person says yes."""
    world, card = stage.world, await card_of(stage, reference)
    await world.anna.presses("Take", card)
    await person.sees(f"Anna Berg is looking at {reference}")
    await world.anna.sees_button("Solved", in_channel=world.support)
    await world.anna.presses("Solved", card)
    question = await person.sees("Was your problem solved?")
    await person.presses("Yes", question)
    await person.sees(f"{reference} is closed")


def desk_with(folder: Path, slots: Json, *form: str, **more: Any) -> Path:
    """A desk file with one kind of request, *Anything*, that asks this form."""
    desk = {
        "name": "Corner desk",
        "key": "CRN",
        "languages": ["en", "it"],
        "teams": {"support": {"name": "Product support", "slack": "${SLACK_SUPPORT_CHANNEL}"}},
        "slots": slots,
        "requests": {"anything": {"name": "Anything", "team": "support", "form": list(form)}},
        **more,
    }
    file = folder / "corner.yml"
    file.write_text(json.dumps(desk))
    return file


async def toast(press: Press) -> str | None:
    """What a press was answered with, on top of the chat; None for nothing."""
    answer = await press.answered()
    return answer.text if answer else None


STALE = "This question was already answered."
