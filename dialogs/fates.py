"""What follows from a fate: the sign on the writer's message, a note with the reason, a thread opened or made anew."""

from __future__ import annotations

from core.conversation import Thread
from core.messages import Delivery, Fate, Never, Say, Sent
from core.ports import Unit
from core.text import italic, text
from core.ticket import Ticket
from dialogs import card, relay
from dialogs.turn import House, Turn


def settled(house: House, unit: Unit, delivery: Delivery, fate: Fate) -> None:
    """Called in the transaction that writes a final fate (`Sent` or `Never`)."""
    turn = Turn(house, unit)
    if isinstance(fate, Sent) and fate.opened:
        thread = unit.thread(int(delivery.lane[1:]))
        thread.place = fate.opened
        unit.save_thread(thread)
    elif isinstance(fate, Never) and fate.why == "thread_gone":
        _open_anew(turn, delivery)
    elif delivery.purpose == "relay" and delivery.message:
        _sign(turn, delivery, fate)
    elif isinstance(fate, Never) and delivery.lane[0] == "c" and delivery.ticket and delivery.purpose == "question":
        _tell_thread(turn, unit.ticket(delivery.ticket), fate)


def _sign(turn: Turn, delivery: Delivery, fate: Fate) -> None:
    """The writer sees when the last part of their words has arrived, or that a part of them can't."""
    message = turn.unit.message(delivery.message or 0)
    if message.side != "agent":
        return
    if isinstance(fate, Never):
        relay.sign(turn, message, "failed")
        _tell_thread(turn, turn.unit.ticket(message.ticket_id), fate)
    elif turn.unit.arrived_whole(message):
        relay.sign(turn, message, "delivered")


def _tell_thread(turn: Turn, ticket: Ticket, fate: Never) -> None:
    requester = turn.unit.person(ticket.requester_id).name
    reason = turn.t(turn.agents_language, f"reason-{fate.why.replace('_', '-')}")
    relay.notice(turn, ticket, "thread-not-delivered", requester=requester, reason=reason)


def _open_anew(turn: Turn, delivery: Delivery) -> None:
    """The thread is gone: a new one is begun with its card, a line that says so, and what could not be sent."""
    thread = turn.unit.thread(int(delivery.lane[1:]))
    ticket = turn.unit.ticket(thread.ticket_id)
    if thread.place:
        thread.place = None
        card.open_thread(turn, ticket, thread, lane=NEW_THREAD)
        turn.unit.save_thread(thread)
        line = Say(text(italic(turn.t(turn.agents_language, "thread-made-anew"))))
        turn.send(thread, line, "notice", ticket=ticket)
    _once_more(turn, thread, ticket, delivery)


def _once_more(turn: Turn, thread: Thread, ticket: Ticket, delivery: Delivery) -> None:
    turn.send(
        thread,
        delivery.act,
        delivery.purpose,
        ticket=ticket,
        message=delivery.message,
        part=delivery.part,
        rank=delivery.rank,
    )


NEW_THREAD = "r"
"""The lane of a card that begins a thread anew: it must not wait behind the words that wait for the thread."""
