"""The desk file as models: one support organisation, whole. Reading it, with lines, is `frontdoor.deskfile`'s part.

Nothing here knows a platform or a file. `Desk.model_validate` takes plain data and raises pydantic's ValidationError
with everything that is wrong, contradictions between parts included (`core.desk_check`).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from functools import cached_property
from typing import Annotated, Any, Literal, NamedTuple, TypeAlias
from zoneinfo import ZoneInfo

from pydantic import (
    Discriminator,
    Field,
    ModelWrapValidatorHandler,
    PrivateAttr,
    StringConstraints,
    Tag,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_core import InitErrorDetails, PydanticCustomError

from core import desk_check
from core.changelog import Entry
from core.desk_hours import Hours
from core.desk_slots import Option, Slot, completed
from core.desk_types import (
    LANGUAGES,
    PRIORITIES,
    STATES,
    Duration,
    Email,
    Fault,
    Key,
    Language,
    Name,
    Part,
    PersonId,
    Priority,
    SlackChannel,
    SomeTime,
    TelegramChat,
    Text,
    Whole,
    Words,
    Zone,
    as_details,
    refuse,
    wrong,
)
from core.duration import ALLOWED as DURATIONS
from core.people import Member, Person
from core.ticket import SET_BY_HAND
from core.ticket import State as TicketState


class Team(Part):
    """A department of agents and where its tickets appear: a Slack channel, a Telegram forum group, an e-mail address."""

    name: Words
    slack: SlackChannel | None = None
    telegram: TelegramChat | None = None
    email: Email | None = None


FORM = "a list of slots, for example [topic, description, 'screenshot?']"


class RequestKind(Part):
    """What sort of request it is: who answers it, and the slots it asks (`?` behind one that may be skipped)."""

    name: Words
    hint: Words | None = None
    team: Key = Field(description="the key of one of the teams")
    form: tuple[Text, ...] = Field(default=(), max_length=50, description=FORM)
    makes: Literal["token"] | None = Field(
        default=None,
        description="token, a code that lets the team look into the requester's environment; instead of form",
    )
    live: bool = Field(default=False, description="true or false; true: a conversation at once, instead of form")
    valid: SomeTime = Field(default=timedelta(hours=24), description=f"how long the token holds: {DURATIONS}")
    priority: Priority = "normal"
    seats: tuple[Key, ...] = Field(
        default=(), description="a list of the seats that may ask it, for example [owner]; everybody unless said"
    )
    billable: bool = Field(default=False, description="true or false")
    terms: Words | None = None
    proposal: bool = Field(default=False, description="true or false")

    @model_validator(mode="after")
    def _asks_or_makes(self) -> RequestKind:
        instead = [key for key in ("makes", "live") if getattr(self, key)]
        if self.form and instead:
            refuse("RequestKind", [Fault(("form",), f"no form beside {instead[0]}")])
        if not self.form and not instead:
            refuse("RequestKind", [Fault(("form",), FORM)])
        if len(instead) == 2:
            refuse("RequestKind", [Fault(("live",), "one of makes and live")])
        if "valid" in self.model_fields_set and not self.makes:
            refuse("RequestKind", [Fault(("valid",), "valid only beside makes: token")])
        return self


class State(Part):
    """The desk's own word for a state, or a state of its own that behaves as `is_` (in the file: `is`).

    tell: whether the requester is told by this word when their ticket comes into the state, however that came about; unless
    said, they are told of a state that an agent set by hand
    """

    is_: TicketState = Field(alias="is")
    name: Words
    tell: bool | None = Field(default=None, description="true or false: whether the requester is told of it")


class Plan(Part):
    """What a company has bought: how many people of each role, how pressing its tickets are, the time included."""

    name: Words
    seats: Mapping[Key, Annotated[Whole, Field(ge=1, le=100000, description="a whole number of people, from 1")]] = (
        Field(default={}, description="roles and how many people of each: {owner: 1, admin: 2}")
    )
    priority: Priority = "normal"
    included: Duration | None = None


Whose: TypeAlias = Literal["nobody", "owners", "everyone"]
"""Who of a company sees what colleagues asked; owners are its owners and admins."""

Target: TypeAlias = Annotated[
    Mapping[Priority, SomeTime], Field(description="a duration per priority (low, normal, high, urgent): {normal: 2d}")
]


class Targets(Part):
    """How soon, in working time, by priority; a priority that isn't named has no target."""

    first_reply: Target = {}
    solution: Target = {}


class Confirmation(Part):
    """What follows "Was your problem solved?": a reminder, then closing. Both are wall time since the question was asked."""

    remind_after: SomeTime = timedelta(days=2)
    close_after: SomeTime = timedelta(days=5)

    @model_validator(mode="after")
    def _in_order(self) -> Confirmation:
        if self.close_after <= self.remind_after:
            allowed = "longer than remind_after (2d unless said): both count from the question"
            at = "close_after" if "close_after" in self.model_fields_set else "remind_after"
            said = allowed if at == "close_after" else "shorter than close_after (5d unless said)"
            refuse("Confirmation", [Fault((at,), said)])
        return self


class TicketReaction(Part):
    """The reaction in Slack that makes a ticket of a message, and the channels where it does."""

    emoji: str = Field(
        default="ticket",
        pattern=r"^[a-z0-9_+'-]{1,100}$",
        description="the name of an emoji without colons, for example ticket",
    )
    channels: tuple[SlackChannel, ...] = Field(
        min_length=1, max_length=100, description="a list of ids of Slack channels, for example [C0123ABCDEF]"
    )


class FormItem(NamedTuple):
    """One question of a form. `optional`: it may be skipped."""

    slot: Slot
    optional: bool


ChangesFile: TypeAlias = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}\.md$"),
    Field(description="the name of a Markdown file beside the desk file, for example changes.md"),
]


Agents: TypeAlias = Annotated[
    Annotated[Literal["channel_members"], Tag("word")]
    | Annotated[tuple[PersonId, ...], Field(min_length=1), Tag("list")],
    Discriminator(lambda given: "list" if isinstance(given, (list, tuple)) else "word"),
    Field(description="channel_members, or a list of Slack and Telegram ids"),
]


class Desk(Part):
    """A support desk.

    name, key: what it is called; tickets are `KEY-1`, `KEY-2`, …
    languages: the first is the fallback, and the agents' own; [en] unless said
    timezone: of `hours` and of dates whose reader's zone isn't known; UTC unless said
    access: open, anyone may ask; invited, only people on a company's list
    teams, requests: at least one of each; their order is the menu's
    agents: who answers, `channel_members` of the team's channel or group (the default), or these ids
    subsystems: the options of the slot `subsystem`, with their areas
    slots: every slot, complete, the built-in ones first
    states, plans, hours, targets: see their classes; none unless said
    notify: email, requesters whose e-mail address is known are told there too of every change of state; nothing
    company_list, company_solved: who of a company sees colleagues' tickets in /tickets, all of them or closed ones; nobody
    confirmation: see its class. reopen_within: so long after closing a reply reopens; 14d, 0s is never
    stale_after: not taken for so long, a ticket is apologised for and raised; wall time; 60d
    changes: the file with the latest changes, beside the desk file; none
    ticket_reaction: see its class; none
    """

    name: Text
    key: Annotated[str, Field(pattern="^[A-Z]{2,10}$", description="2 to 10 capital letters A-Z, for example HRB")]
    languages: tuple[Language, ...] = Field(
        default=("en",), min_length=1, description=f"a list of {', '.join(LANGUAGES)}, each once"
    )
    timezone: Zone = ZoneInfo("UTC")
    access: Literal["open", "invited"] = "open"
    teams: Mapping[Key, Team] = Field(
        min_length=1, description="teams, each a key with name and slack, telegram or email"
    )
    agents: Agents = "channel_members"
    subsystems: Mapping[Key, Option] = Field(default={}, description="subsystems, each a key with its name and areas")
    slots: Mapping[Name, Slot] = Field(default={}, description="slots, each a key with type, ask and more")
    requests: Mapping[Name, RequestKind] = Field(
        min_length=1, description="kinds of request, each a key with name, team and form"
    )
    states: Mapping[Key, State] = Field(default={}, description="states, each a key with is and name")
    plans: Mapping[Key, Plan] = Field(default={}, description="plans, each a key with name, seats, priority, included")
    notify: Literal["email"] | None = Field(default=None, description="email, or nothing")
    company_list: Whose = "nobody"
    company_solved: Whose = "nobody"
    hours: Hours | None = None
    targets: Targets = Targets()
    confirmation: Confirmation = Confirmation()
    reopen_within: Duration = timedelta(days=14)
    stale_after: SomeTime = timedelta(days=60)
    changes: ChangesFile | None = None
    ticket_reaction: TicketReaction | None = None

    _changelog: tuple[Entry, ...] = PrivateAttr(default=())

    @field_validator("languages")
    @classmethod
    def _each_once(cls, languages: tuple[Language, ...]) -> tuple[Language, ...]:
        if len(set(languages)) < len(languages):
            raise wrong("each language once")
        return languages

    @model_validator(mode="wrap")
    @classmethod
    def _whole(cls, given: Any, read: ModelWrapValidatorHandler[Desk]) -> Desk:
        if not isinstance(given, Mapping):
            return read(given)
        details = as_details(desk_check.faults(given))
        try:
            desk = read({**given, "slots": completed(given.get("slots", {}))})
        except ValidationError as broken:
            details = [*map(_again, broken.errors(include_url=False)), *details]
        if details:
            raise ValidationError.from_exception_data("Desk", details)
        return desk._with_subsystems()

    def _with_subsystems(self) -> Desk:
        subsystem = self.slots["subsystem"]
        options = {**(subsystem.options or self.subsystems)}
        slots = {**self.slots, "subsystem": subsystem.model_copy(update={"options": options})}
        return self.model_copy(update={"slots": slots})

    @property
    def changelog(self) -> tuple[Entry, ...]:
        """The entries of the file `changes`, the newest first; it lies beside the desk file and is read with it."""
        return self._changelog

    def with_changelog(self, entries: tuple[Entry, ...]) -> Desk:
        """The same desk with what that file says."""
        desk = self.model_copy()
        desk._changelog = entries
        return desk

    @property
    def fallback(self) -> Language:
        """The language of the agents' side, and of those who speak none of the desk's."""
        return self.languages[0]

    def may_ask(self, kind: str, person: Person) -> bool:
        """Whether somebody has a seat for this kind of request."""
        seats = self.requests[kind].seats
        return not seats or (person.member is not None and person.member.seat in seats)

    def priority(self, kind: str, plan: str | None) -> Priority:
        """A ticket's priority at first: its kind's, or its company's plan's where that is more pressing."""
        own = self.requests[kind].priority
        bought = self.plans[plan].priority if plan and plan in self.plans else own
        return max(own, bought, key=PRIORITIES.index)

    def word_of(self, state: TicketState, own: str | None) -> State | None:
        """The desk's word for what a ticket is in: its own state, or a word for the product's; None where it has none. A state
        of its own that the file no longer has gets a word for what it behaves as. Of what nobody sets by hand a state of the
        desk's own is just another word."""
        word = self.states.get(own or "") or self.states.get(state)
        if word or state in SET_BY_HAND:
            return word
        return next((one for one in self.states.values() if one.is_ == state), None)

    def shows_company(self, member: Member, solved: bool) -> bool:
        """Whether somebody of a company may see what colleagues asked: all of it, or (`solved`) at least what is closed."""
        whose = {self.company_list, self.company_solved} if solved else {self.company_list}
        return "everyone" in whose or ("owners" in whose and member.leads)

    @cached_property
    def needs_key(self) -> bool:
        """Whether it asks for secrets or makes tokens, which are sealed under a key."""
        asked = (item.slot.type for kind in self.requests for item in self.form(kind))
        return "secret" in asked or any(request.makes for request in self.requests.values())

    def slot(self, name: str) -> Slot:
        """A slot by its key, built-in or own. Raises KeyError where there is none."""
        return self.slots[name]

    def form(self, kind: str) -> tuple[FormItem, ...]:
        """All that a kind may ask, in order. Raises KeyError for an unknown kind.

        Where subsystems have areas, `area` follows `subsystem` by itself. `asked` leaves out what does not apply.
        """
        return self._forms[kind]

    @cached_property
    def _forms(self) -> dict[str, tuple[FormItem, ...]]:
        """Every form, put together once: every turn asks for one several times."""
        return {kind: self._form(request) for kind, request in self.requests.items()}

    def _form(self, request: RequestKind) -> tuple[FormItem, ...]:
        written = [(item.strip().removesuffix("?").strip(), item.endswith("?")) for item in request.form]
        named = {name for name, _ in written}
        items: list[FormItem] = []
        for name, optional in written:
            items.append(FormItem(self.slots[name], optional))
            if name == "subsystem" and "area" not in named and any(o.areas for o in self.slots[name].options.values()):
                items.append(FormItem(self.slots["area"], optional))
        return tuple(items)

    @cached_property
    def skippable(self) -> dict[str, frozenset[str]]:
        """The slots that may be left unanswered, by the kind of request."""
        return {kind: frozenset(item.slot.key for item in form if item.optional) for kind, form in self._forms.items()}

    def asked(self, kind: str, answers: Mapping[str, object]) -> tuple[FormItem, ...]:
        """What a form asks, given the answers so far: without an `area` where the chosen subsystem has none (or none is
        chosen yet), without slots whose `when` does not hold. `answers`: slot key to value, a choice's by its key.
        """
        if kind in self._always_whole:
            return self.form(kind)
        return tuple(
            item
            for item in self.form(kind)
            if (item.slot.key != "area" or self.options("area", answers))
            and (item.slot.when is None or item.slot.when.holds(answers))
        )

    @cached_property
    def _always_whole(self) -> frozenset[str]:
        """The kinds whose form asks the same whatever is answered."""
        return frozenset(
            kind
            for kind, form in self._forms.items()
            if all(item.slot.key != "area" and item.slot.when is None for item in form)
        )

    def options(self, name: str, answers: Mapping[str, object]) -> Mapping[str, Words]:
        """What can be chosen in a slot, key to words in their order; for `area` those of the chosen subsystem."""
        if name != "area":
            return self._options[name]
        chosen = self.slots["subsystem"].options.get(str(answers.get("subsystem")))
        return chosen.areas if chosen else {}

    @cached_property
    def _options(self) -> dict[str, dict[str, Words]]:
        return {key: {one: option.name for one, option in slot.options.items()} for key, slot in self.slots.items()}


def _again(error: Any) -> InitErrorDetails:
    """One of pydantic's own errors, to be raised once more beside ours: its type and place stay."""
    context = {**error.get("ctx", {}), "message": error["msg"]}
    return InitErrorDetails(
        type=PydanticCustomError(error["type"], "{message}", context), loc=error["loc"], input=error["input"]
    )


__all__ = ["STATES", "Desk", "FormItem", "Hours", "Option", "RequestKind", "Slot", "Team", "TicketState", "Words"]
