"""A ticket's whole life in one file: its states, the moves between them, and who may make them.

    new -> taken -> in progress <-> waiting (for the requester, approval, the vendor; planned)
                        |                                    ^
                        v                                    | Not quite, or words of theirs
              waiting for confirmation --- Yes, or silence --+--> closed --> (reopened) in progress

Every move appends an event; a move that isn't allowed raises `Refused` and changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal, TypeAlias

from core.errors import Refused
from core.people import Person
from core.ticket_record import Answer, Details, Event

State: TypeAlias = Literal[
    "new",
    "taken",
    "in_progress",
    "waiting_for_requester",
    "waiting_for_approval",
    "waiting_for_vendor",
    "planned",
    "waiting_for_confirmation",
    "closed",
]

THEIR_TURN: tuple[State, ...] = (
    "waiting_for_requester",
    "waiting_for_approval",
    "waiting_for_confirmation",
    "closed",
)
"""The states in which the desk's time doesn't run: the requester has the word, or everything is said."""

SET_BY_HAND: tuple[State, ...] = ("in_progress", "waiting_for_vendor", "planned")
"""The states an agent chooses; every other one follows from a move."""

PRIORITIES = ("low", "normal", "high", "urgent")


@dataclass(slots=True)
class Ticket:
    """One request from intake to close. `reference` is what people call it: HRB-12."""

    id: int
    reference: str
    kind: str
    team: str
    topic: str
    requester_id: int
    conversation_id: int
    created_at: datetime
    priority: str = "normal"
    state: State = "new"
    desk_state: str | None = None
    taker: Person | None = None
    follows_id: int | None = None
    company_id: int | None = None
    """The company it was sent for: its requester's then."""
    closed_at: datetime | None = None
    answers: list[Answer] = field(default_factory=list)
    details: Details = field(default_factory=Details)
    events: list[Event] = field(default_factory=list)
    """The events of this turn, not yet saved."""
    told_of: tuple[State, str | None] = field(init=False)
    """The state, the product's and the desk's, that people know of."""

    def __post_init__(self) -> None:
        self.told_of = self.state, self.desk_state

    @property
    def closed(self) -> bool:
        return self.state == "closed"

    @property
    def answered(self) -> bool:
        """The requester has heard from whoever took it. (Tickets of older versions have no `replied`.)"""
        details = self.details
        return details.replied or details.last_answer is not None or details.confirmation > 0

    @property
    def their_turn(self) -> bool:
        """The desk's time doesn't run."""
        return self.state in THEIR_TURN

    @property
    def untaken_since(self) -> datetime:
        """Since when nobody has it, while nobody does."""
        since = self.details.untaken_since
        return datetime.fromisoformat(since) if since else self.created_at

    def paused(self) -> list[tuple[datetime, datetime]]:
        """When it did not run before."""
        ended = [pause for pause in self.details.pauses if len(pause) == 2]
        return [(datetime.fromisoformat(start), datetime.fromisoformat(end)) for start, end in ended]

    # ------------------------------------------------------------ the agents' moves

    def take(self, by: Person, at: datetime) -> None:
        """The first to take it has it; from then on only they speak to the requester."""
        self.must_be_open()
        if self.taker:
            key = "already-yours" if self.taker.is_(by) else "already-taken"
            raise Refused(key, reference=self.reference, taker=self.taker.name)
        self.taker = by
        if self.state == "new":
            self._become("taken")
        self._note("taken", at, by)

    def take_over(self, by: Person, at: datetime) -> Person:
        """Passes it to `by`. Returns who had it."""
        self.must_be_open()
        if not self.taker:
            raise Refused("not-taken", reference=self.reference)
        if self.taker.is_(by):
            raise Refused("already-yours", reference=self.reference)
        former, self.taker = self.taker, by
        self.details.asking = False
        self._note("taken_over", at, by, {"from": former.id})
        return former

    def assign(self, to: Person, is_agent: bool, by: Person, at: datetime) -> None:
        """An agent gives it to a colleague of the team (`is_agent`), who has it from now on."""
        self.must_be_open()
        if not is_agent:
            raise Refused("assign-no-agent", name=to.name)
        if self.taker and self.taker.id == to.id:
            raise Refused("already-taken", reference=self.reference, taker=to.name)
        former, self.taker = self.taker, to
        self.details.asking = False
        if self.state == "new":
            self._become("taken")
        self._note("assigned", at, by, {"to": to.id, "from": former.id if former else None})

    def move_team(self, team: str, by: Person, at: datetime) -> None:
        """To another team: nobody there has taken it yet. What is due stays due."""
        self.must_be_open()
        if team == self.team:
            raise Refused("moved-already")
        if self.taker:
            self.details.untaken_since = at.isoformat()
        former, self.team, self.taker = self.team, team, None
        self.details.asking, self.details.question = False, None
        self._become("new")
        self._note("moved", at, by, {"team": team, "from": former})

    def move_kind(self, kind: str, by: Person, at: datetime) -> None:
        """It is another kind of request than its requester thought."""
        self.must_be_open()
        if kind == self.kind:
            raise Refused("moved-already")
        former, self.kind = self.kind, kind
        self._note("kind_changed", at, by, {"kind": kind, "from": former})

    def begin_with(self, words: str) -> None:
        """The first words of a conversation that was begun without a form say what it is about."""
        self.details.nameless = False
        self.topic = words

    def answer(self, by: Person, message: int, at: datetime) -> None:
        """The taker writes to the requester. A first answer begins the work; after *Question* it is the question."""
        self.must_speak(by)
        self.details.last_answer, self.details.since_answer, self.details.replied = message, 0, True
        if self.details.asking:
            self.details.asking = False
            self._become("waiting_for_requester")
            self._note("asked", at, by)
        elif self.state in ("new", "taken"):
            self._become("in_progress")
            self._note("answered", at, by)

    def arm_question(self, by: Person) -> None:
        """*Question*: the taker's next message will be one."""
        self.must_speak(by)
        self.details.asking = True

    def ask(self, by: Person, message: int, at: datetime) -> None:
        """A question with its words."""
        self.must_speak(by)
        self.details.asking = True
        self.answer(by, message, at)

    def solve(self, by: Person, at: datetime) -> int:
        """Asks the requester whether it is solved. Returns the number of the asking, which its buttons carry."""
        self.must_speak(by)
        if self.state == "waiting_for_confirmation":
            raise Refused("already-asked", reference=self.reference)
        self.details.asking, self.details.replied = False, True
        self.details.confirmation += 1
        self._become("waiting_for_confirmation")
        self._note("solved", at, by)
        return self.details.confirmation

    def set_state(self, state: State, desk_state: str | None, by: Person, at: datetime) -> None:
        """A state chosen by hand: in progress, with the vendor, planned, or one of the desk's own."""
        self.must_speak(by)
        if state not in SET_BY_HAND:
            raise Refused("state-follows")
        self._become(state)
        self.desk_state = desk_state
        self._note("state_set", at, by, {"state": desk_state or state})

    def set_priority(self, priority: str, by: Person, at: datetime) -> None:
        self.must_be_open()
        if priority not in PRIORITIES:
            raise Refused("no-such-priority")
        self.priority = priority
        self._note("priority_set", at, by, {"priority": priority})

    def keep_secret(self, slot: str, sealed: str, by: Person, at: datetime) -> None:
        """A secret of the requester's, for the taker to be shown once; an earlier one of this slot is gone."""
        self.must_be_open()
        self.details.secrets[slot] = {"sealed": sealed}
        self._note("secret_kept", at, by, {"slot": slot})

    def reveal(self, slot: str, by: Person, at: datetime) -> str | None:
        """Gives a sealed secret to the taker, and keeps it no longer. None where there is none any more."""
        self.must_speak(by)
        secret = self.details.secrets.get(slot, {})
        sealed: str | None = secret.pop("sealed", None)
        if sealed is not None:
            secret["shown_to"] = by.name
            self._note("secret_shown", at, by, {"slot": slot})
        return sealed

    def conceal(self, slot: str, sealed: str, at: datetime) -> bool:
        """What was to be shown has reached nobody: it can be shown still. Returns False where that is over."""
        secret = self.details.secrets.get(slot)
        if secret is None or "sealed" in secret:
            return False
        self.details.secrets[slot] = {"sealed": sealed}
        self._note("secret_not_shown", at, None, {"slot": slot})
        return True

    def give_token(self, sealed: str, expires_at: datetime, by: Person, at: datetime) -> None:
        """The requester lets the team look into their environment until then."""
        self.details.token = {"sealed": sealed, "expires_at": expires_at.isoformat(), "used": 0}
        self._note("token_made", at, by, {"expires_at": expires_at.isoformat()})

    def token_holds(self, at: datetime) -> bool:
        token = self.details.token
        return token is not None and at < datetime.fromisoformat(token["expires_at"])

    def see_token(self, by: Person, at: datetime) -> str:
        """The sealed code, for the taker. Every look is an event."""
        self.must_speak(by)
        if self.details.token is None or not self.token_holds(at):
            raise Refused("no-token", reference=self.reference)
        self._note("token_seen", at, by)
        return str(self.details.token["sealed"])

    def use_token(self, at: datetime) -> bool:
        """Somebody has checked it. Returns whether that was the first time."""
        token = self.details.token or {"used": 0}
        token["used"] += 1
        self._note("token_used", at, None)
        return bool(token["used"] == 1)

    def revoke_token(self, by: Person, at: datetime) -> None:
        if not self.token_holds(at):
            raise Refused("no-token", reference=self.reference)
        self.details.token = None
        self._note("token_revoked", at, by)

    def must_be_open(self) -> None:
        """Raises Refused when it is closed."""
        if self.closed:
            raise Refused("is-closed", reference=self.reference)

    def must_speak(self, by: Person) -> None:
        """Raises Refused unless `by` is the one who may speak to the requester now."""
        self.must_be_open()
        if not self.taker:
            raise Refused("take-first", reference=self.reference)
        if not self.taker.is_(by):
            raise Refused("not-the-taker", reference=self.reference, taker=self.taker.name)

    # ------------------------------------------------------------ the requester's moves

    def hear(self, by: Person, at: datetime) -> bool:
        """The requester writes. Returns whether that brought the ticket back from waiting for them."""
        self._must_be_theirs(by)
        self.details.since_answer += 1
        if self.state != "waiting_for_requester":
            return False
        self._become("in_progress")
        self._note("replied", at, by)
        return True

    def confirm(self, asking: int, at: datetime, by: Person) -> None:
        """*Yes*: closed at once."""
        self._must_be_asked(asking)
        self._close("requester", at, by)

    def deny(self, asking: int, at: datetime, by: Person) -> None:
        """*Not quite*: the work goes on."""
        self._must_be_asked(asking)
        self._become("in_progress" if self.taker else "new")
        self._note("not_solved", at, by)

    def reopen(self, at: datetime, by: Person, *, is_agent: bool = False) -> None:
        """Brings a closed ticket back to whoever had it."""
        if not is_agent:
            self._must_be_theirs(by)
        if not self.closed:
            raise Refused("not-closed", reference=self.reference)
        self.closed_at = None
        self.details.closed_by = None
        self._become("in_progress" if self.taker else "new")
        self._note("reopened", at, by)

    def may_reopen(self, at: datetime, within: timedelta) -> bool:
        return self.closed_at is not None and at - self.closed_at <= within

    # ------------------------------------------------------------ time

    def miss(self, target: str, at: datetime) -> bool:
        """A target was missed. Returns False where that is known already."""
        if self.details.told.get(target) == "missed":
            return False
        self.details.told[target] = "missed"
        self._note("target_missed", at, None, {"target": target})
        return True

    def grow_stale(self, at: datetime) -> bool:
        """Nobody has taken it for too long: it is raised by one step. Returns False where somebody has, or where it was."""
        if self.taker or self.closed or "stale" in self.details.told:
            return False
        self.details.told["stale"] = "missed"
        self.priority = PRIORITIES[min(PRIORITIES.index(self.priority) + 1, len(PRIORITIES) - 1)]
        self._note("went_stale", at, None, {"priority": self.priority})
        return True

    # ------------------------------------------------------------ silence

    def unask(self, at: datetime) -> bool:
        """The question whether it is solved never reached the requester: the work goes on. Returns False when it no longer
        waits for the answer."""
        if self.state != "waiting_for_confirmation":
            return False
        self.details.question = None
        self._become("in_progress" if self.taker else "new")
        self._note("not_asked", at, None)
        return True

    def close_by_silence(self, at: datetime) -> bool:
        """Closes a ticket whose question stayed unanswered. Returns False when it no longer waits."""
        if self.state != "waiting_for_confirmation":
            return False
        self._close("silence", at, None)
        return True

    # ------------------------------------------------------------ inside

    def _must_be_theirs(self, by: Person) -> None:
        """Anybody but its requester is answered as if there were none."""
        if by.id != self.requester_id:
            raise Refused("no-such-ticket", reference=self.reference)

    def _must_be_asked(self, asking: int) -> None:
        if self.state != "waiting_for_confirmation" or asking != self.details.confirmation:
            raise Refused("already-answered")

    def _close(self, how: Literal["requester", "silence"], at: datetime, by: Person | None) -> None:
        self._become("closed")
        self.closed_at = at
        self.details.closed_by = how
        self.details.secrets, self.details.token = {}, None
        self._note("closed", at, by, {"how": how})

    def enter(self, state: State | None, event: str, at: datetime, by: Person | None, data: dict[str, Any]) -> None:
        """A move whose rules stand in a file of their own (`core/quote.py`); None leaves the state."""
        if state:
            self._become(state)
        self._note(event, at, by, data)

    def _become(self, state: State) -> None:
        self.state, self.desk_state = state, None

    def _note(self, name: str, at: datetime, by: Person | None, data: dict[str, Any] | None = None) -> None:
        pauses = self.details.pauses
        runs = not pauses or len(pauses[-1]) == 2
        if self.their_turn and runs:
            pauses.append([at.isoformat()])
        elif not self.their_turn and not runs:
            pauses[-1].append(at.isoformat())
        self.events.append(Event(name, at, by.id if by else None, data or {}))
