"""Replies: which message is meant, and which one stands for it in another place."""

from __future__ import annotations

from collections.abc import Sequence

from core.conversation import Conversation, Message, Thread
from core.messages import Delivery, Said, Say, Target
from dialogs.turn import Turn


def reply_to(turn: Turn, to: Conversation | Thread, said: Said) -> Target | None:
    """The message in another place that stands there for the one which was replied to here."""
    if not said.reply_to:
        return None
    replied = source_of(turn, said.place, said.reply_to)
    if replied is None:
        return None
    if replied.place == to.place:
        return Target(message=replied.source)
    letter = "c" if isinstance(to, Conversation) else "t"
    copies = [*turn.unit.copies_of(replied), *turn.unit.mirrors_of(replied)]
    copy = newest(copies, f"{letter}{to.id}")
    return Target(delivery=copy.id) if copy else None


def quoting(turn: Turn, to: Conversation | Thread, said: Said) -> tuple[Target | None, str]:
    """The same with what is quoted of it. Of what isn't there (a note, a message with a secret) nothing is quoted either."""
    target = reply_to(turn, to, said)
    return target, said.quote if target else ""


def newest(copies: Sequence[Delivery], lane: str) -> Delivery | None:
    """The first part of what was sent into a lane last: a thread that was begun anew has what was said before once more."""
    here = [copy for copy in copies if copy.lane == lane]
    return next((copy for copy in reversed(here) if copy.part == here[0].part), None)


def source_of(turn: Turn, place: str, id: str) -> Message | None:
    """The message under that platform id, written there or a copy of one."""
    if message := turn.unit.message_at(place, id):
        return message
    sent = turn.unit.sent_at(place, id)
    if sent is None:
        sent, own = in_album(turn, place, id)
        if own:
            return own
    return turn.unit.message(sent.message) if sent and sent.message and isinstance(sent.act, Say) else None


def in_album(turn: Turn, place: str, id: str) -> tuple[Delivery | None, Message | None]:
    """The album of ours, or somebody's, that the message with this platform id is a part of."""
    return turn.unit.album_delivery(place, id), turn.unit.album_message(place, id)
