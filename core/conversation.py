"""The requester's side: what they are in the middle of, and what was said about which ticket."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, TypeAlias

from core.marks import Marks
from core.messages import KeptFile
from core.people import Person

SKIPPED = "-"
"""The value of a slot that was skipped; None means "ask" (a Rasa form's own convention)."""

Phase: TypeAlias = Literal["kind", "form", "preview", "change"]


@dataclass(slots=True)
class Draft:
    """An intake under way. Plain data throughout, so that it is saved as it is."""

    touched: float
    """When it was last worked on, in seconds since 1970; it waits a week."""
    kind: str | None = None
    phase: Phase = "kind"
    asked: str | None = None
    """The slot whose question is open."""
    slots: dict[str, Any] = field(default_factory=dict)
    """Slot -> its answer: text, a list of files, or a secret as `dialogs/secrets.py` seals it."""
    sources: dict[str, list[list[str]]] = field(default_factory=dict)
    """Slot -> the messages its text came from, as [message id, words], in their order. A secret's words stand in its slot
    alone, sealed."""
    surplus: list[dict[str, Any]] = field(default_factory=list)
    """What was said beside the answers: {message, text, files, at}; goes into the ticket as messages."""
    opening: dict[str, Any] | None = None
    """What it began with, until a kind is chosen: {messages: [[id, words]], files}."""
    partial: list[dict[str, Any]] = field(default_factory=list)
    """Files of the open `files` slot so far."""
    advised: list[str] = field(default_factory=list)
    """Slots whose headline was advised on once."""
    changing: str | None = None
    hush: bool = False
    """The open question asks for a secret, whatever the desk file says by now: what comes is kept sealed or not at all."""
    follows: int | None = None
    """The closed ticket it came after."""
    picked: str = ""
    """The message of somebody's that it was made from."""
    context: list[list[str]] = field(default_factory=list)
    """Name and words of the messages which that one stands among."""
    left_out: int = 0
    """How many more of them there are."""
    on_behalf: int | None = None
    """The conversation of somebody else, whose request it is."""
    last: dict[str, Any] | None = None
    """What was answered last: {slot, arrived, date, album, refused}, date None for a button; decides what belongs to it."""
    told: list[str] = field(default_factory=list)
    """Albums whose surplus was spoken of."""
    desk: str = ""
    """The version of the desk file's forms it was last worked on with."""


@dataclass(slots=True)
class Dialogue:
    """Everything a conversation is in the middle of."""

    draft: Draft | None = None
    reason_for: int | None = None
    """*Not quite* was pressed on this ticket: the next message says what is missing."""
    waiting: list[dict[str, Any]] = field(default_factory=list)
    """Messages that wait for "which ticket?", as the turn saw them."""
    asking: int | None = None
    """The delivery that asks it; None where it can't be delivered."""
    asked_at: float = 0.0
    """When it was asked last (seconds since 1970)."""
    asked_for: int = 0
    """How many messages waited for it then."""
    refused_at: float = 0.0
    """When the requester was told last that no more is kept (seconds since 1970)."""
    prompt: dict[str, Any] | None = None
    """A small question beside the intake, which the next message answers: {what, until, …}."""
    secret: list[Any] | None = None
    """[ticket's id, slot]: the next message is this secret, which the taker asked for anew."""
    chosen: int | None = None
    chosen_until: float = 0.0
    """The ticket that plain messages go to, and until when (seconds since 1970)."""
    page_until: float = 0.0
    """Their page is kept true until then (seconds since 1970): they have looked at it."""
    closed_until: float = 0.0
    """They were told that the desk is closed until then (seconds since 1970)."""


@dataclass(slots=True)
class Conversation:
    """A requester's private place. `step` counts its questions: a button of an older step is stale."""

    id: int
    channel: str
    place: str
    person: Person
    step: int = 0
    question: int | None = None
    """The delivery that asks the open question."""
    question_position: int | None = None
    """Where in the chat the open question stands; None until it was shown."""
    question_failed: bool = False
    """The open question could not be delivered."""
    dialogue: Dialogue = field(default_factory=Dialogue)


@dataclass(slots=True)
class Thread:
    """The agents' side of one ticket on one channel. `place` is None until its card was sent."""

    id: int
    ticket_id: int
    channel: str
    home: str
    place: str | None = None
    card: int | None = None
    """The delivery that sent its card."""
    moved: bool = False
    """Its ticket went to another team, and goes on elsewhere: nothing more is passed on from here."""


@dataclass(slots=True)
class Message:
    """Words about a ticket. `kind`: message (both sides see it), note (only agents), held (waits for *Take and send*),
    early (an edit of theirs came before them; what they are is decided when they come), taken_back (by the requester; it
    is passed on no further)."""

    id: int
    ticket_id: int
    author: Person
    side: Literal["requester", "agent"]
    kind: Literal["message", "note", "held", "early", "taken_back"]
    at: datetime
    text: str
    channel: str
    place: str
    source: str
    files: tuple[KeptFile, ...] = ()
    former: list[list[str]] = field(default_factory=list)
    """Earlier wordings, oldest first, as [words, when they gave way in ISO 8601]."""
    marks: Marks = ()
    """How the words look."""
    forwarded: str = ""
    """Who wrote it first, where its author only forwarded it."""

    @property
    def edited_at(self) -> datetime | None:
        """When its words were last changed, by the platform's clock."""
        return datetime.fromisoformat(self.former[-1][1]) if self.former else None

    def reword(self, words: str, at: datetime, marks: Marks = ()) -> bool:
        """Gives it other words. Returns False, and does nothing, where a later edit has come before this one."""
        if self.edited_at and at < self.edited_at:
            return False
        self.former.append([self.text, at.isoformat()])
        self.text, self.marks = words, marks
        return True
