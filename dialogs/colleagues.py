"""What agents do without a word: they react to a message, or leave the place where threads are."""

from __future__ import annotations

from core.errors import Refused
from core.messages import Reachable, Reacted
from dialogs import reactions, relay
from dialogs.turn import Turn


def handle(turn: Turn, update: Reacted | Reachable) -> None:
    """One update from an agents' place."""
    if isinstance(update, Reacted):
        _reacted(turn, update)
    elif not update.can_write:
        _left(turn, update)


def refuse(turn: Turn, update: Reacted | Reachable, refused: Refused) -> None:
    """Nobody has said anything, so nobody is answered."""


def _reacted(turn: Turn, update: Reacted) -> None:
    thread = turn.unit.thread_at(update.channel, update.place)
    if thread and update.member and not thread.moved and not update.author.bot:
        ticket = turn.unit.ticket(thread.ticket_id)
        reactions.by_agent(turn, ticket, turn.unit.person_of(update.channel, update.author), update)


def _left(turn: Turn, update: Reachable) -> None:
    """Their tickets' threads hear that whoever has them may not read along any more; each stays theirs until somebody takes
    it over."""
    person = turn.unit.person_of(update.channel, update.author)
    for ticket in turn.unit.taken_in(update.channel, update.place, person):
        relay.notice(turn, ticket, "thread-taker-left", name=person.name)
