"""What core and dialogs need from outside."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Collection, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, Protocol, TypeAlias

from core.conversation import Conversation, Message, Thread
from core.forms import Answer
from core.messages import Act, Author, Delivery, Filled, Update
from core.people import Invitation, Linking, Member, Person
from core.ports_albums import Albums
from core.ports_entrances import Entrances
from core.ports_work import Work
from core.ticket import Ticket

Clock: TypeAlias = Callable[[], datetime]
"""The time now, in UTC."""


class Inbox(Protocol):
    """Where channels bring what came in."""

    async def accept(self, update: Update) -> str | None:
        """Handles one update in one transaction and returns once that is committed, so that the platform may be told.

        Returns words for the person who pressed a button (a toast), or None. The same update again has no effect.
        Raises when nothing was committed (a database that is down): then the platform must not get its ack.
        """
        ...

    async def fill(self, filled: Filled) -> Answer:
        """The same for a form. Returns what whoever sent it sees in its place: it goes with the platform's ack."""
        ...

    def ride(self, channel: str, place: str) -> Delivery | None:
        """A delivery to the place of an update that was just accepted, which needs no answer and may go along with the
        answer to the platform. Taking it counts as having sent it."""
        ...

    async def set_aside(self, channel: str, key: str, payload: str, reason: str) -> None:
        """Keeps an update that can't be read, with its reason, so that it never blocks those behind it."""
        ...


@dataclass(frozen=True, slots=True)
class Spoken:
    """A message that an agent wrote: where, its platform id, and its writer's."""

    place: str
    message: str
    author: str


class Heard(Protocol):
    """When a platform was last known to be heard, kept for all processes; and what a channel must know of what is kept to
    make up for a silence. Every method raises StoreDown when the database can't be used."""

    async def note(self, channel: str, longest: timedelta | None = None) -> None:
        """The platform is heard now. Has no effect while a silence is being made up for, nor, where `longest` is given, after
        one longer than that: `silence` sees it."""
        ...

    async def silence(self, channel: str, longest: timedelta) -> datetime | None:
        """Since when the platform was not heard, where that is longer than `longest`, or where making up for it was begun
        and is not finished. None also for a channel that was never heard: there is nothing to make up for."""
        ...

    async def begin(self, channel: str, since: datetime, seconds: float) -> datetime | None:
        """Takes on making up for a silence, for so many seconds. Returns the moment, up to which it will be made up for;
        None where another process is at it, or has done it."""
        ...

    async def hold(self, channel: str, since: datetime, seconds: float) -> None:
        """It takes longer: so many seconds from now."""
        ...

    async def done(self, channel: str, since: datetime, until: datetime) -> None:
        """The silence is made up for until that moment."""
        ...

    async def threads(self, channel: str, places: Collection[str]) -> set[str]:
        """Those of the places that are threads of tickets which are open, or closed but can be reopened."""
        ...

    async def homes(self, channel: str) -> dict[str, str]:
        """The homes of such threads, each with the place of its oldest one."""
        ...

    async def spoken(self, channel: str, since: datetime, until: datetime) -> Sequence[Spoken]:
        """What agents said in such threads in that time, the latest first; not more than can be looked after."""
        ...

    async def presses_lost(self, channel: str, since: datetime, until: datetime) -> None:
        """Buttons that were pressed in that time may never have reached us: puts the questions again that were shown
        shortly before it or in it, once however often it is called for the same silence."""
        ...


class TooBig(Exception):
    """A stream ran over the limit it was given."""


class FilesDown(Exception):
    """Where attachments are kept can't be used now."""


class Files(Protocol):
    """Attachments, kept once under the hash of their content. Every method raises FilesDown when their store is away."""

    async def put(self, chunks: AsyncIterator[bytes], limit: int) -> tuple[str, int]:
        """Keeps a stream of at most `limit` bytes. Returns its sha256 in hexadecimal and its size. Raises TooBig."""
        ...

    def local(self, sha256: str) -> AbstractAsyncContextManager[Path]:
        """The bytes as a file on this machine, while the context lasts. Raises FileNotFoundError where they are not kept."""
        ...


@dataclass(frozen=True)
class Budget:
    """How fast a platform may be written to: `burst` messages at once, and `per_second` in the long run.

    `holds` says who waits when it is empty: this delivery's lane alone, everybody in its home (a Slack channel's
    threads), or the whole bot. `strict`: never more than `burst` (a whole number) in any span of `burst / per_second`
    seconds, for platforms that count so; otherwise it is a bucket that refills steadily.
    """

    key: str
    per_second: float
    burst: float
    holds: Literal["lane", "home", "bot"] = "lane"
    strict: bool = False

    @cached_property
    def span(self) -> float:
        """Seconds in which an empty one is full again."""
        return self.burst / self.per_second


class Pace(Protocol):
    """Who may send now. Times are seconds of a clock that only goes forward."""

    def spend(self, budgets: Sequence[Budget], now: float) -> tuple[Budget | None, float]:
        """Takes one message out of every budget. Returns None and the time from which it may go: now, or, out of strict
        budgets only, a moment later. Where one is empty nothing is taken: returns it, with the time from which it is worth
        asking again. Called in the store's thread; never waits."""
        ...

    def hold(self, budget: Budget, until: float, now: float) -> None:
        """The platform wants nothing of this budget before `until`."""
        ...

    @property
    def lacking(self) -> bool:
        """Whether `gather` may get something that a `spend` lacked."""
        ...

    async def gather(self) -> None:
        """Gets, from where budgets are shared, what was lacking; returns at once where nothing was."""
        ...


class Members(Protocol):
    """The part of a `Unit` that concerns companies and who people are. None of it is needed for a plain turn."""

    def recognise(self, person: Person) -> Member | None:
        """Who the person is on a company's list, looked for where that isn't known yet: by their id, or by their username
        as long as nobody was recognised by it on that channel. Once found it holds, whatever becomes of the username."""
        ...

    def bind(self, person: Person, member: Member | None) -> None:
        """The person is that one of the list."""
        ...

    def knock(self, person: Person) -> None:
        """Somebody who is on no list asks to be let in; noted once."""
        ...

    def colleagues(self, company: int) -> Sequence[Member]:
        """Everybody of a company, in the order they came."""
        ...

    def hold_seats(self, company: int) -> Sequence[Member]:
        """The same; nobody else takes a seat there until the turn is over."""
        ...

    def add_member(self, like: Member, person: Person, email: str | None) -> Member:
        """Puts the person on a company's list, with the name and the seat of `like`, and binds them."""
        ...

    def add_invitation(self, invitation: Invitation, token: str) -> None:
        """`token`: the hash of what the link carries."""
        ...

    def invitation(self, token: str) -> Invitation | None: ...

    def use_invitation(self, invitation: Invitation, person: Person) -> None: ...

    def offer_link(self, person: Person, code: str, until: datetime) -> None:
        """A code (its hash) by which the person is known on another channel; an earlier one no longer counts."""
        ...

    def take_link(self, person: Person, code: str, most: int, within: timedelta) -> Linking:
        """Whose code this is (its hash); it is used up. After `most` wrong ones `within` that time none is looked at."""
        ...

    def same_people(self, person: Person) -> list[Person]:
        """The person as they are on every channel."""
        ...

    def tickets_for(self, people: Sequence[Person], company: int | None, closed_only: bool) -> list[Ticket]:
        """The tickets of these people, oldest first, and of a company's, closed ones only or all."""
        ...


class Sealer(Protocol):
    """Closes and opens secrets. What it closes is text, different every time."""

    def seal(self, plain: str) -> str: ...

    def unseal(self, sealed: str) -> str:
        """Raises Unsealable for what was sealed under another key, or is damaged."""
        ...

    def digest(self, plain: str) -> str:
        """Always the same for the same text and key; nobody without the key can tell the text by trying."""
        ...


class Unit(Members, Work, Entrances, Albums, Protocol):
    """One transaction's view of what is kept. Everything saved in it is committed together or not at all.

    Objects are loaded once: asking twice gives the same object. What was changed on one must be handed to `save_…`.
    """

    now: datetime

    def new_id(self) -> int: ...

    # updates
    def claim(self, key: str) -> bool:
        """True the first time this update is seen; the claim is committed with the rest."""
        ...

    def put_waiting(self, lane: str, payload: dict[str, Any]) -> None: ...

    def is_waiting(self, lane: str) -> bool:
        """Whether updates of this lane wait for their files."""
        ...

    # people and places
    def person_of(self, channel: str, author: Author) -> Person:
        """The person, made or brought up to date with what the platform says of them."""
        ...

    def person(self, id: int) -> Person: ...

    def save_person(self, person: Person) -> None: ...

    def conversation_at(self, channel: str, place: str) -> Conversation | None: ...

    def conversation_of(self, channel: str, place: str, person: Person) -> Conversation:
        """The person's conversation there, begun if there is none."""
        ...

    def conversation(self, id: int) -> Conversation: ...

    def save_conversation(self, conversation: Conversation) -> None: ...

    # tickets
    def next_number(self, name: str) -> int: ...

    def add_ticket(self, ticket: Ticket) -> None: ...

    def ticket(self, id: int) -> Ticket: ...

    def ticket_by_reference(self, reference: str) -> Ticket | None: ...

    def tickets_of(self, conversation: Conversation) -> list[Ticket]:
        """Every ticket of a conversation, oldest first."""
        ...

    def save_ticket(self, ticket: Ticket) -> None:
        """Saves the ticket with the events it gathered."""
        ...

    def keep_token(self, digest: str, ticket: Ticket) -> None:
        """A support token of the ticket can be found by this."""
        ...

    def token_ticket(self, digest: str) -> int | None:
        """The id of the ticket whose support token has this digest."""
        ...

    def drop_tokens(self, ticket: Ticket) -> None: ...

    def add_thread(self, thread: Thread) -> None: ...

    def thread_at(self, channel: str, place: str) -> Thread | None: ...

    def threads_of(self, ticket: Ticket) -> list[Thread]: ...

    def thread(self, id: int) -> Thread: ...

    def save_thread(self, thread: Thread) -> None: ...

    # words
    def add_message(self, message: Message) -> None: ...

    def message(self, id: int) -> Message: ...

    def message_at(self, place: str, source: str) -> Message | None:
        """The message somebody wrote there under that platform id."""
        ...

    def messages_of(self, ticket: Ticket, kind: str) -> list[Message]: ...

    def save_message(self, message: Message) -> None: ...

    # deliveries
    def add_delivery(self, delivery: Delivery) -> None: ...

    def delivery(self, id: int) -> Delivery: ...

    def shown_as(self, delivery: int) -> str | None:
        """The platform's id of a conversation's open question, where the turn has loaded it and it was shown."""
        ...

    def copies_of(self, message: Message) -> list[Delivery]:
        """The deliveries that carry a message, in the order of its parts; without those that failed or were taken away."""
        ...

    def mirrors_of(self, message: Message) -> list[Delivery]:
        """The same for the copies of an agent's message in the ticket's other threads."""
        ...

    def reactions_told(self, message: Message) -> list[Delivery]:
        """The same for the lines that told of reactions to it in words."""
        ...

    def failed_copies(self, message: Message) -> int:
        """How many of its copies ended as failed."""
        ...

    def take_back(self, delivery: Delivery) -> bool:
        """Lets a delivery never go out, or, where it is doubted, not once more. Returns False, and does nothing, where it
        was sent or is being sent."""
        ...

    def reword(self, delivery: Delivery, act: Act, due_at: datetime | None = None) -> bool:
        """Gives a delivery another act, and another time if one is given. Returns False, and does nothing, where it may have
        been seen already."""
        ...

    def amend(self, delivery: Delivery, act: Act) -> None:
        """Gives a delivery that has failed another act, for when somebody puts it back."""
        ...

    def forget(self, delivery: Delivery) -> None:
        """Keeps nothing of what a delivery said."""
        ...

    def arrived_whole(self, message: Message) -> bool:
        """Whether every copy of every part of it has reached its place."""
        ...

    def ever_failed(self, message: Message) -> bool:
        """Whether anything that was to be sent about it has ended as failed, also if it was put back into the queue since."""
        ...

    def sent_at(self, place: str, message: str) -> Delivery | None:
        """The delivery about a ticket that put this message there."""
        ...

    # time
    def set_timer(self, kind: str, ticket: Ticket, due_at: datetime) -> None:
        """One timer of a kind per ticket; an earlier one is replaced."""
        ...

    def drop_timers(self, ticket: Ticket, kinds: Collection[str]) -> None: ...
