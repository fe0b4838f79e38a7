"""The agents' words that are no button of the card: whose it is, a price, the time spent, what waits."""

from __future__ import annotations

from core.conversation import Thread
from core.errors import Refused
from core.messages import Edited, Rows, Said
from core.people import Person
from core.ticket import Ticket
from dialogs import handing, queue, quote, time_spent
from dialogs.turn import Turn

ONCE = ("quote", "time")
"""What was said once and counts: an edit of the message changes nothing about it."""


def take(turn: Turn, thread: Thread, ticket: Ticket, person: Person, said: Said) -> bool:
    """Does what the word says. Returns False for a word of others."""
    match said.command:
        case "quote":
            quote.said(turn, ticket, person, said)
        case "time":
            time_spent.said(turn, thread, ticket, person, said)
        case "assign":
            handing.assign(turn, ticket, person, said.named)
        case "move" if said.text.strip():
            handing.move(turn, ticket, person, said.text.strip())
        case "move":
            handing.offer(turn, thread, ticket, person)
        case queue.WORD:
            queue.in_thread(turn, thread, ticket, person)
        case _:
            return False
    return True


def buttons(turn: Turn, ticket: Ticket) -> Rows:
    """What *More* offers the taker: how a price and time are written, since both need words; in a desk that has to do with
    them."""
    language, desk = turn.agents_language, turn.desk
    row = []
    if any(request.billable for request in desk.requests.values()):
        row.append(turn.button(language, "quote", f"t:{ticket.id}:how:quote"))
    if any(plan.included for plan in desk.plans.values()):
        row.append(turn.button(language, "time", f"t:{ticket.id}:how:time"))
    return (tuple(row),) if row else ()


def how(turn: Turn, what: str) -> None:
    """Says how it is written."""
    turn.toast = turn.t(turn.agents_language, "time-how" if what == "time" else "quote-how")


def edited(update: Edited) -> None:
    """Raises Refused where somebody changes a price or time by editing the message that named it."""
    if update.command in ONCE:
        raise Refused("said-once")
