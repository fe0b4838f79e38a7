"""What is kept of a ticket beside its state: what happened, what was answered, what it remembers between moves."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Event:
    """What happened, in the past tense; `by` is a person's id, None for the desk itself."""

    name: str
    at: datetime
    by: int | None
    data: dict[str, Any] = field(default_factory=dict)


CONTEXT = "+context"
"""What stands in the place of an answer's slot where it is no answer: the messages that the chosen one stood among. No
slot is called so."""


@dataclass(slots=True)
class Answer:
    """One slot of the intake as it was sent. `shown` is what people read; `sources` the requester's messages it came from."""

    slot: str
    shown: str
    sources: list[list[str]] = field(default_factory=list)
    former: str | None = None
    secret: bool = False
    """What was answered is in `Details.secrets`; `shown` only says that there is something."""
    files: list[dict[str, Any]] = field(default_factory=list)
    """The files of it, as they were announced and kept."""


@dataclass(slots=True)
class Details:
    """What a ticket remembers between moves. Ids are of deliveries and messages."""

    nameless: bool = False
    """It was begun without a form: the requester's first words will be its topic."""
    asking: bool = False
    """*Question* was pressed: the taker's next message is the question."""
    confirmation: int = 0
    """How often "Was your problem solved?" was asked; a button of an earlier one is stale."""
    question: int | None = None
    """The delivery that asked it last, whose buttons must go."""
    offer: int | None = None
    """The delivery that offers *Take and send*, while it is unanswered."""
    answers_sent: list[int] = field(default_factory=list)
    """The deliveries that carry the intake's answers into the thread."""
    last_answer: int | None = None
    """The agent's message the requester saw last."""
    since_answer: int = 0
    """How many messages stand below it."""
    closed_by: Literal["requester", "silence"] | None = None
    replied: bool = False
    """The taker has written to the requester, or asked them whether it is solved."""
    pauses: list[list[str]] = field(default_factory=list)
    """Since when and until when it was not the desk's turn, in ISO 8601; the last one lacks its end while it lasts."""
    due: dict[str, str] = field(default_factory=dict)
    """By when something is due (`core.deadlines`), in ISO 8601, as it was reckoned last."""
    untaken_since: str | None = None
    """Since when nobody has it again, in ISO 8601: somebody had, and it went to another team. None: since it was sent."""
    told: dict[str, Literal["warned", "missed"]] = field(default_factory=dict)
    """What was said about each of these."""
    secrets: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Slot -> {sealed: the sealed secret, until it is shown; shown_to: the name of who has seen it; delivery: by which}.
    Empty once the ticket is closed."""
    token: dict[str, Any] | None = None
    """The support token that holds: {sealed: its code, expires_at: in ISO 8601, used: how often}."""
    quote: dict[str, Any] | None = None
    """The price quoted last (`core/quote.py`): {amount, currency, words, number, answer, delivery: the one that asks}."""
    spent: int = 0
    """Minutes that agents spent on it."""
    receipt: int | None = None
    """The delivery of its receipt, below which its requester's thread is, where private chats have threads."""
    reactions: dict[str, list[list[Any]]] = field(default_factory=dict)
    """Message -> the reactions that stand on it and are shown elsewhere, oldest first (`core/reactions.py`)."""
    held: dict[str, list[Any]] = field(default_factory=dict)
    """Message that waits for *Take and send* -> what it hangs on: [delivery, the platform's own id, the part that is meant]."""
