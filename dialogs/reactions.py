"""Reactions: what one side puts on a message is seen on its like on the other side, or told in words where it can't be."""

from __future__ import annotations

from collections.abc import Iterator

from core import reactions
from core.conversation import Conversation, Message, Thread
from core.messages import Delivery, React, Reacted, Remove, Say, Sign, Target
from core.people import Person
from core.reactions import Side
from core.text import text
from core.ticket import Ticket
from dialogs import relay, replies
from dialogs.turn import Turn

SHOWN, TAKEN_OFF = "reaction", "reaction_off"
"""The purposes of what shows them: with something new, or only without what is gone."""

LOST = "reaction"
"""What a channel says is lost where it has no such reaction."""

TOLD, TOLD_REMOVAL = "reaction_note", "reaction_note_removal"
"""The purposes of the lines that tell of them in words, and of what takes such a line away."""


def by_requester(turn: Turn, conversation: Conversation, update: Reacted) -> None:
    """A requester's is seen in the ticket's threads."""
    message = replies.source_of(turn, update.place, update.message)
    if message is None:
        return
    ticket = turn.unit.ticket(message.ticket_id)
    if ticket.conversation_id == conversation.id:
        _put(turn, ticket, message, "requester", conversation.person, update)


def by_agent(turn: Turn, ticket: Ticket, person: Person, update: Reacted) -> None:
    """The taker's reaches the requester, as their words do; everybody else's stays where it is. What somebody had put
    there as the taker they may take off at any time."""
    message = replies.source_of(turn, update.place, update.message)
    if message is None or message.ticket_id != ticket.id or message.kind != "message":
        return
    speaks = ticket.taker is not None and ticket.taker.is_(person) and not ticket.closed
    _put(turn, ticket, message, "agent", person, update, added=update.added if speaks else ())


def _put(
    turn: Turn,
    ticket: Ticket,
    message: Message,
    side: Side,
    person: Person,
    update: Reacted,
    added: tuple[str, ...] | None = None,
) -> None:
    new = update.added if added is None else added
    seen = reactions.put(ticket.details, message.id, side, person, new, update.removed)
    turn.unit.save_ticket(ticket)
    if seen is None:
        return
    purpose = SHOWN if seen.new else TAKEN_OFF
    for to, target in _likes(turn, ticket, message):
        theirs = isinstance(to, Conversation) and side == "requester"
        if not theirs and to.place != update.place:
            act = React(target, _sign(turn, message, to, target), shown=seen.standing, gone=seen.gone)
            turn.send(to, act, purpose, ticket=ticket, message=message.id)
    for told in turn.unit.reactions_told(message):
        if isinstance(told.act, Say) and any(_is_about(told.act, emoji) for emoji in seen.gone):
            _take_away(turn, ticket, message, told)


def _likes(turn: Turn, ticket: Ticket, message: Message) -> Iterator[tuple[Conversation | Thread, Target]]:
    """Where a message stands: itself, and the first part of each copy."""
    origin = (
        turn.unit.conversation(ticket.conversation_id)
        if message.side == "requester"
        else relay.thread_of(turn, message)
    )
    if origin:
        yield origin, Target(message=message.source)
    copies = [*relay.followed(turn, turn.unit.copies_of(message)), *turn.unit.mirrors_of(message)]
    for lane in dict.fromkeys(copy.lane for copy in copies):
        if copy := replies.newest(copies, lane):
            yield relay.where(turn, copy), Target(delivery=copy.id)


def _sign(turn: Turn, message: Message, to: Conversation | Thread, target: Target) -> Sign | None:
    """What became of an agent's words: the sign that stands on them, and shares the one place for reactions that some
    platforms have."""
    if message.side == "requester" or target.delivery or isinstance(to, Conversation):
        return None
    if turn.unit.failed_copies(message):
        return "failed"
    return "delivered" if turn.unit.arrived_whole(message) else None


# ---------------------------------------------------------------- in words


def tell(turn: Turn, delivery: Delivery) -> None:
    """The last one can't be shown there: its reader is told in words, below the message."""
    if not (delivery.message and delivery.ticket and isinstance(delivery.act, React)):
        return
    ticket, act = turn.unit.ticket(delivery.ticket), delivery.act
    name = reactions.who(ticket.details, delivery.message, act.shown[-1])
    if name is None:
        return
    to = relay.where(turn, delivery)
    reader = to.person if isinstance(to, Conversation) else turn.agents_language
    line = text(turn.t(reader, "reacted", name=name, emoji=act.shown[-1]))
    turn.send(to, Say(line, reply_to=act.target), TOLD, ticket=ticket, message=delivery.message, rank=1)


def _is_about(said: Say, emoji: str) -> bool:
    return emoji in "".join(span.words for span in said.text)


def _take_away(turn: Turn, ticket: Ticket, message: Message, told: Delivery) -> None:
    if not turn.unit.take_back(told):
        gone = Remove(Target(delivery=told.id))
        turn.send(relay.where(turn, told), gone, TOLD_REMOVAL, ticket=ticket, message=message.id)
