"""What one turn has at hand while it is worked out: the desk, the transaction, words in the reader's language, and where to
put what must go out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from core.conversation import Conversation, Thread
from core.desk import Desk
from core.files import Carries, KeptFile
from core.forms import Answer
from core.messages import (
    TIDY,
    TIDYING,
    Act,
    Button,
    Change,
    Delivery,
    Say,
    Target,
)
from core.people import Person
from core.ports import Sealer, Unit
from core.text import Text
from core.ticket import Ticket
from core.tokens import new_code
from core.working_time import Calendar
from dialogs.engine import Engine
from dialogs.phrases import Phrases

BROADCAST = "b"
"""The lane for what goes to many at once: it takes its time, and other words to the same person don't wait behind it."""


@dataclass(frozen=True, slots=True)
class House:
    """What every turn knows: the desk, its words, its form, the channels that can hold agents' threads, and when it is at
    work."""

    desk: Desk
    phrases: Phrases
    engine: Engine
    thread_channels: Sequence[str]
    calendar: Calendar
    chance: Callable[[], str]
    """Something that nobody can guess: 24 letters, digits, - and _."""
    link: Callable[[str, str], str | None]
    """The address that brings somebody to us on a channel with such a word; None where there is none."""
    no_whispers: Collection[str] = ()
    """Those of these channels that have no words for one person alone."""
    named_threads: Collection[str] = ()
    """Those whose threads have names."""
    command_signs: Mapping[str, str] = field(default_factory=dict)
    """What stands before a command in a channel's threads; elsewhere it is a mention of us."""
    sealer: Sealer | None = None
    """None in a desk that asks for no secrets."""
    new_code: Callable[[], str] = new_code
    """Makes the codes of support tokens."""
    mails: bool = False
    """Whether letters can be sent."""
    spelled: Mapping[str, Phrases] = field(default_factory=dict)
    """The words for requesters on channels where commands are given another way."""
    carries: Mapping[str, Carries] = field(default_factory=dict)
    """What each channel carries of files."""
    file_link: Callable[[KeptFile, datetime], str | None] = lambda file, now: None
    """The address where an agent can get a kept file, from now on for some days; None where there is none."""
    form_channels: Sequence[str] = ()
    """The channels where a requester fills in a form, and has a thread for each ticket."""
    questions: dict[tuple[str | int, ...], Text] = field(default_factory=dict)
    """The words of questions that were put before: whoever is asked the same reads the same."""

    def homes(self, team: str) -> list[tuple[str, str]]:
        """Where a team's tickets appear: channel and place; nowhere for a team that the desk file has no more."""
        given = self.desk.teams.get(team)
        return [(channel, str(home)) for channel in self.thread_channels if (home := getattr(given, channel, None))]


@dataclass(slots=True)
class Turn:
    """One transaction's work. `toast` is said to whoever pressed the button, if anything is. `trigger`: lets a form be shown
    now. `answer`: what who sent a form (`sent_form`) sees in its place. `shown`: a form was shown."""

    house: House
    unit: Unit
    desk: Desk = field(init=False)
    toast: str | None = field(default=None)
    trigger: str | None = None
    sent_form: bool = False
    answer: Answer = None
    shown: bool = False
    pages: dict[int, Conversation] = field(default_factory=dict)
    """Whose pages are not true any more, by their conversations' ids."""

    def __post_init__(self) -> None:
        self.desk = self.house.desk

    @property
    def now(self) -> datetime:
        return self.unit.now

    @property
    def agents_language(self) -> str:
        return self.desk.fallback

    def language_of(self, person: Person) -> str:
        """The person's own choice, else the platform's hint where the desk speaks it, else the desk's first language."""
        for language in (person.chosen_language, person.language):
            if language and language in self.desk.languages:
                return language
        return self.desk.fallback

    def t(self, reader: str | Person, key: str, **words: Any) -> str:
        """A sentence of the catalogue, in a language, or for a person as it is spelled on their channel."""
        if isinstance(reader, str):
            return self.house.phrases(reader, key, **words)
        return self.phrases_of(reader)(self.language_of(reader), key, **words)

    def phrases_of(self, reader: Person) -> Phrases:
        """The sentences as they are spelled on the person's channel."""
        return self.house.spelled.get(reader.channel, self.house.phrases)

    def button(self, reader: str | Person, key: str, data: str, style: Any = "") -> Button:
        return Button(self.t(reader, f"button-{key}"), data, style)

    def send(
        self,
        to: Conversation | Thread,
        act: Act,
        purpose: str,
        *,
        ticket: Ticket | None = None,
        message: int | None = None,
        part: int = 0,
        rank: int = 2,
        merge: str | None = None,
        delay: float = 0.0,
        lane: str | None = None,
    ) -> Delivery:
        """Puts a delivery into the turn; it goes out after the commit. `delay` in seconds."""
        letter = "c" if isinstance(to, Conversation) else "t"
        if isinstance(act, Say) and ticket and ticket.details.receipt and self._has_threads(to, ticket):
            act = replace(act, under=Target(delivery=ticket.details.receipt), reply_to=None)
        if purpose == TIDY and isinstance(act, Change):
            if act.target.delivery and (shown := self.unit.shown_as(act.target.delivery)):
                act = replace(act, target=Target(message=shown))
            if act.target.message and letter == "c":
                letter = TIDYING
        delivery = Delivery(
            id=self.unit.new_id(),
            lane=f"{lane or letter}{to.id}",
            channel=to.channel,
            act=act,
            due_at=self.now + timedelta(seconds=delay) if delay else self.now,
            home="" if isinstance(to, Conversation) else to.home,
            purpose=purpose,
            ticket=ticket.id if ticket else None,
            message=message,
            part=part,
            rank=rank,
            language=self.language_of(to.person) if isinstance(to, Conversation) else self.agents_language,
            merge=merge,
        )
        self.unit.add_delivery(delivery)
        return delivery

    def page_changed(self, conversation: Conversation) -> None:
        """What the person's page shows has changed; it is shown anew if they looked at it lately."""
        if conversation.dialogue.page_until > self.now.timestamp():
            self.pages[conversation.id] = conversation

    def _has_threads(self, to: Conversation | Thread, ticket: Ticket) -> bool:
        """Whether it is the ticket's own conversation, and one where each ticket has its thread."""
        own = isinstance(to, Conversation) and to.id == ticket.conversation_id
        return own and to.channel in self.house.form_channels
