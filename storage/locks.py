"""Turns of one conversation run one after another, in whichever process: the conversation's row is locked first of all.

Whatever may change a conversation, its tickets or their threads belongs to that conversation, agents' words too. Every
transaction takes all its locks at its beginning and in one order, so that none waits in a circle.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import sqlalchemy as sa

from core.messages import CONVERSATION_LANES, Delivery, Invites, Picked, Update
from storage import tables
from storage.among import among
from storage.prepared import Query

_c, _t, _th = tables.conversation.c, tables.ticket.c, tables.thread.c


@dataclass(frozen=True, slots=True)
class Touched:
    """What a transaction may change: by the places of updates, by tickets, by conversations."""

    channels: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    tickets: frozenset[int] = frozenset()
    conversations: frozenset[int] = frozenset()

    @classmethod
    def by(cls, updates: Iterable[Update], others: Iterable[Touched] = ()) -> Touched:
        """What updates touch, and others beside."""
        updates, others = list(updates), list(others)
        return cls(
            frozenset(update.channel for update in updates).union(*(one.channels for one in others)),
            frozenset(place for update in updates for place in _places(update)).union(*(one.places for one in others)),
            frozenset[int]().union(*(one.tickets for one in others)),
            frozenset[int]().union(*(one.conversations for one in others)),
        )

    @classmethod
    def of(cls, deliveries: Iterable[Delivery]) -> Touched:
        """What the fates of deliveries touch."""
        deliveries = list(deliveries)
        return cls(
            tickets=frozenset(one.ticket for one in deliveries if one.ticket),
            conversations=frozenset(int(one.lane[1:]) for one in deliveries if one.lane[0] in CONVERSATION_LANES),
        )

    def __bool__(self) -> bool:
        return bool(self.places or self.tickets or self.conversations)


def _places(update: Update) -> Iterator[str]:
    """Where it happened, and where somebody else has a conversation whom it concerns."""
    yield update.place
    if isinstance(update, Picked) and update.writer_place:
        yield update.writer_place
    if isinstance(update, Invites):
        yield update.guest_place


_OWNERS = sa.union(
    sa.select(_c.id).where(among(_c.channel, "channels"), among(_c.place, "places")),
    # Whose request is being made in one of those conversations, by somebody else.
    sa.select(sa.cast(sa.cast(_c.dialogue, sa.JSON)["draft", "on_behalf"].as_string(), sa.BigInteger)).where(
        among(_c.channel, "channels"),
        among(_c.place, "places"),
        _c.dialogue.op("LIKE")(sa.literal('%"on_behalf"%', sa.Text)),
    ),
    sa.select(_t.conversation_id)
    .join(tables.thread, _th.ticket_id == _t.id)
    .where(among(_th.channel, "channels"), among(_th.place, "places")),
    sa.select(_t.conversation_id).where(among(_t.id, "tickets")),
    sa.select(_c.id).where(among(_c.id, "conversations")),
).subquery("owners")

_LOCK = Query(
    sa.select(_c.id)
    .where(_c.id.in_(sa.select(_OWNERS.c.id)))
    .order_by(_c.id)
    .with_for_update(key_share=True)  # rows that refer to the conversation may still be written by others
)


def lock(connection: sa.Connection, touched: Touched) -> frozenset[int]:
    """Waits until no other process changes any of these. Returns the conversations that are locked. Not for SQLite, which has
    one writer at a time and needs none of it."""
    if not touched:
        return frozenset()
    values = {name: list(getattr(touched, name)) for name in ("channels", "places", "tickets", "conversations")}
    return frozenset(row["id"] for row in _LOCK.rows(connection, values))
