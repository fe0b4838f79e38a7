"""A deadline comes near or has passed: what is told then, and to whom."""

from __future__ import annotations

from core.deadlines import STALE, Deadline
from core.messages import Say
from core.text import text
from core.ticket import Ticket
from dialogs import card, relay, targets, times
from dialogs.turn import Turn


def come(turn: Turn, ticket: Ticket, kind: str) -> None:
    """A deadline's timer. It is looked at afresh: the desk file may have changed since it was set."""
    deadline = targets.reckon(turn, ticket).get(kind)
    if deadline is None:
        return
    if turn.now >= deadline.due:
        if kind == STALE:
            _stale(turn, ticket)
        else:
            _missed(turn, ticket, kind, deadline)
        return
    if deadline.warn and turn.now >= deadline.warn and kind not in ticket.details.told:
        _near(turn, ticket, kind, deadline)
    targets.set_timer(turn, ticket, kind, deadline)


def _near(turn: Turn, ticket: Ticket, target: str, deadline: Deadline) -> None:
    """Three quarters of the time are over: agents are reminded, once."""
    ticket.details.told[target] = "warned"
    _tell(turn, ticket, f"thread-near-{target.replace('_', '-')}", deadline)
    turn.unit.save_ticket(ticket)


def _missed(turn: Turn, ticket: Ticket, target: str, deadline: Deadline) -> None:
    if ticket.miss(target, turn.now):
        _tell(turn, ticket, f"thread-missed-{target.replace('_', '-')}", deadline)
        turn.unit.save_ticket(ticket)
        card.refresh(turn, ticket)


def _tell(turn: Turn, ticket: Ticket, key: str, deadline: Deadline) -> None:
    requester = turn.unit.person(ticket.requester_id).name
    relay.notice(turn, ticket, key, requester=requester, when=times.for_agents(turn, deadline.due))


def _stale(turn: Turn, ticket: Ticket) -> None:
    """Nobody has taken it for too long: an apology, a higher priority, and a word to the team."""
    if not ticket.grow_stale(turn.now):
        return
    conversation = turn.unit.conversation(ticket.conversation_id)
    person, days = conversation.person, (turn.now - ticket.untaken_since).days
    sorry = turn.t(person, "stale-apology", reference=ticket.reference, days=days)
    turn.send(conversation, Say(text(sorry)), "notice", ticket=ticket, rank=1)
    priority = turn.t(turn.agents_language, f"priority-{ticket.priority}")
    relay.notice(turn, ticket, "thread-stale", requester=person.name, priority=priority, days=days)
    turn.unit.save_ticket(ticket)
    card.refresh(turn, ticket)
