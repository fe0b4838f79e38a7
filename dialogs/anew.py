"""A thread that is gone is begun anew: its card, a line that says why, the answers, and what was said last."""

from __future__ import annotations

from core.conversation import Message, Thread
from core.messages import Delivery, Say
from core.text import italic, text
from core.ticket import Ticket
from dialogs import card, mirror, relay, submit
from dialogs.turn import Turn

LANES = ("r", "n")
"""The lanes, taken in turns, of the card that begins a thread anew and of the line below it that says so: a card must not
wait behind the words that wait for its thread, nor behind the line of a thread that was lost in its turn."""

SO_FAR = 10
"""Messages that it begins with: in a Telegram group they share a minute's twenty with everything else."""


def begin(turn: Turn, delivery: Delivery) -> None:
    """This one could not be sent, since its thread is gone: it waits for the new one, in its order."""
    thread = turn.unit.thread(int(delivery.lane[1:]))
    if thread.moved:  # nothing goes on there
        turn.unit.take_back(delivery)
        return
    if thread.place is None:  # it is being made already
        return
    ticket = turn.unit.ticket(thread.ticket_id)
    thread.place = None
    former = turn.unit.delivery(thread.card).lane[0] if thread.card else ""
    lane = LANES[1] if former == LANES[0] else LANES[0]
    card.open_thread(turn, ticket, thread, lane=lane)
    turn.unit.save_thread(thread)
    line = Say(text(italic(turn.t(turn.agents_language, "thread-made-anew"))))
    turn.send(thread, line, "notice", ticket=ticket, lane=lane)
    submit.put_answers_again(turn, ticket, thread)
    _forget_offer(turn, ticket, thread)
    turn.unit.save_ticket(ticket)
    for message in turn.unit.messages_of(ticket, "message")[-SO_FAR:]:
        _say_again(turn, ticket, thread, message)


def _forget_offer(turn: Turn, ticket: Ticket, thread: Thread) -> None:
    """The buttons of *Take and send* are gone with their thread: they come again with what is written next."""
    if ticket.details.offer:
        offer = turn.unit.delivery(ticket.details.offer)
        if offer.lane == f"t{thread.id}":
            turn.unit.take_back(offer)
            ticket.details.offer = None


def _say_again(turn: Turn, ticket: Ticket, thread: Thread, message: Message) -> None:
    """Once, also where it waits for the thread: then it comes in its order, behind what was said before it."""
    for copy in (*turn.unit.copies_of(message), *turn.unit.mirrors_of(message)):
        if copy.lane == f"t{thread.id}":
            turn.unit.take_back(copy)
    if message.side == "agent" and message.channel != thread.channel:
        mirror.show(turn, ticket, thread, message)
    else:
        relay.repeat(turn, ticket, thread, message)
