"""The card: the thread's first message, the ticket at a glance with its buttons, always true."""

from __future__ import annotations

from core.conversation import Thread
from core.messages import Button, Change, Rename, Rows, Say, Target
from core.people import Person
from core.text import Text, bold, lines, text
from core.ticket import State, Ticket
from dialogs import quote_shown, states, targets, time_line, words
from dialogs.turn import Turn

NAMING = "h"
"""The lane for a thread's name: words don't wait for it."""

LONGEST_TITLE = 128
"""Characters of a thread's name, where threads have names."""

SIGNS: dict[State, str] = {
    "new": "🆕",
    "taken": "🖐",
    "in_progress": "🔧",
    "waiting_for_requester": "❓",
    "waiting_for_approval": "💰",
    "waiting_for_vendor": "🚚",
    "planned": "📅",
    "waiting_for_confirmation": "⏳",
    "closed": "🏁",
}
"""A state at a glance, in that name."""


def open_thread(turn: Turn, ticket: Ticket, thread: Thread, *, lane: str | None = None) -> None:
    """Sends the card that begins the thread."""
    card = Say(_face(turn, ticket), _buttons(turn, ticket), opens=True, title=_title(ticket))
    thread.card = turn.send(thread, card, "card", ticket=ticket, lane=lane).id


def refresh(turn: Turn, ticket: Ticket) -> None:
    """Lets every card of the ticket show what is true now; so what is due is reckoned anew, with its timers. Waiting
    refreshes of one card become one. Who is to be told of a change of state is told."""
    targets.reckon(turn, ticket)
    quote_shown.tidy(turn, ticket)
    states.tell(turn, ticket)
    face, buttons = _face(turn, ticket), _buttons(turn, ticket)
    for thread in turn.unit.threads_of(ticket):
        if thread.card:
            change = Change(Target(delivery=thread.card), face, buttons)
            turn.send(thread, change, "refresh", ticket=ticket, merge="card")
        if thread.channel in turn.house.named_threads:
            turn.send(thread, Rename(_title(ticket)), "title", ticket=ticket, merge="title", lane=NAMING)


def _title(ticket: Ticket) -> str:
    """What the thread is called where threads have names: where it stands, which ticket, and what about."""
    title = f"{SIGNS[ticket.state]} {ticket.reference} · {' '.join(ticket.topic.split())}"
    return title if len(title) <= LONGEST_TITLE else title[: LONGEST_TITLE - 1] + "…"


def left(turn: Turn, ticket: Ticket, team: str) -> Text:
    """The face of a card whose ticket went to another team; it has no buttons."""
    where = turn.t(turn.agents_language, "moved-away", reference=ticket.reference, team=team)
    return lines([text(bold(ticket.reference), " · ", words.kind(turn, ticket.kind, turn.agents_language)), where])


def _face(turn: Turn, ticket: Ticket) -> Text:
    language = turn.agents_language
    requester = turn.unit.person(ticket.requester_id)
    head = text(
        bold(ticket.reference),
        " · ",
        words.kind(turn, ticket.kind, language),
        " · ",
        words.state(turn, ticket, language),
    )
    username = f" (@{requester.username})" if requester.username else ""
    by_slot = {answer.slot: answer.shown for answer in ticket.answers}
    where = " › ".join(by_slot[slot] for slot in ("subsystem", "area") if slot in by_slot)
    follows = turn.unit.ticket(ticket.follows_id).reference if ticket.follows_id else None
    return lines(
        [
            head,
            text(bold(ticket.topic)),
            turn.t(language, "card-live") if _is_live(turn, ticket) else None,
            turn.t(language, "card-requester", name=f"{requester.in_full}{username}"),
            words.belonging(turn, requester, language),
            _spoken(turn, requester),
            turn.t(language, "card-where", where=where) if where else None,
            turn.t(language, "card-priority", priority=turn.t(language, f"priority-{ticket.priority}"))
            if ticket.priority != "normal"
            else None,
            turn.t(language, "card-follows", reference=follows) if follows else None,
            turn.t(language, "card-taker", name=ticket.taker.name) if ticket.taker else turn.t(language, "card-nobody"),
            *targets.shown(turn, ticket),
            quote_shown.on_card(turn, ticket),
            time_line.on_card(turn, ticket),
        ]
    )


def _spoken(turn: Turn, requester: Person) -> str | None:
    """The language that the requester is spoken to in, where it isn't the agents' own."""
    theirs = turn.language_of(requester)
    if theirs == turn.agents_language:
        return None
    return turn.t(turn.agents_language, "card-language", spoken=turn.t(theirs, "language-name"))


def _is_live(turn: Turn, ticket: Ticket) -> bool:
    """Somebody waits in the chat for a first word."""
    request = turn.desk.requests.get(ticket.kind)
    return request is not None and request.live and not ticket.closed and not ticket.answered


def _buttons(turn: Turn, ticket: Ticket) -> Rows:
    def button(key: str, style: str = "") -> Button:
        return turn.button(turn.agents_language, key, f"t:{ticket.id}:{key}", style)

    if ticket.closed:
        return ((button("reopen"),),)
    if not ticket.taker:
        return ((button("take", "primary"), button("more")),)
    return ((button("take-over"), button("solved", "primary"), button("question"), button("more")),)
