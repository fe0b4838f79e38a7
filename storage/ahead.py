"""What a batch of updates, or of fates, will ask for, looked up in a few queries for all of them together."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import sqlalchemy as sa

from core.conversation import Message, Thread
from core.messages import Deleted, Delivery, Edited, Said, Update
from core.ticket import Ticket
from storage import copies, queries, rows, tables
from storage.ids import Ids
from storage.members import Members


class Ahead(Members):
    """Remembers also that something is not there, where nobody else can put it there meanwhile."""

    def __init__(self, connection: sa.Connection, ids: Ids) -> None:
        super().__init__(connection, ids)
        self._claims: dict[str, bool] = {}
        self._lanes: dict[str, bool] = {}
        self._looked_up: set[tuple[str, str]] = set()
        self._strangers: set[tuple[str, str]] = set()
        """Channels and ids there of people who were not known a moment ago."""
        self._said: dict[tuple[str, str], Message | None] = {}
        self._copies: dict[int, copies.State] = {}

    def prefetch(self, updates: Sequence[Update]) -> None:
        """Looks up the claims, waiting lanes, conversations and threads of updates, and what agents said in these."""
        keys = [update.key for update in updates]
        seen = {row["key"] for row in queries.SEEN_OR_WAITING.rows(self.connection, {"keys": keys})}
        self._claims.update({key: key not in seen for key in keys})
        places = {(update.channel, update.place) for update in updates}
        for row in queries.BY_PLACES.rows(self.connection, _apart(places)):
            self._loaded_conversation(row)
        self._looked_up.update(places)
        self._prefetch_people(updates)
        if None not in seen:
            self._lanes.update({f"{channel}:{place}": False for channel, place in places})
        if elsewhere := [update for update in updates if not update.direct]:
            self._prefetch_threads(elsewhere)

    def _prefetch_people(self, updates: Sequence[Update]) -> None:
        """Who speaks, where that is not known from their conversation."""
        names = {(one.channel, one.author.id) for one in updates} - self._people_by_name.keys()
        if not names:
            return
        channels, ids = {channel for channel, _ in names}, [id for _, id in names]
        for row in queries.PEOPLE_BY_NAMES.rows(self.connection, {"channels": list(channels), "platform_ids": ids}):
            self._remember_person(rows.person_of(row))
        self._strangers = names - self._people_by_name.keys()

    def _prefetch_threads(self, updates: Sequence[Update]) -> None:
        found = self._load_threads(queries.THREADS_BY_PLACES, **_apart({(one.channel, one.place) for one in updates}))
        if not found:
            return
        self._prefetch_tickets({thread.ticket_id for thread in found})
        ours = {(thread.channel, thread.place) for thread in found}
        about = [one for one in updates if isinstance(one, (Said, Edited, Deleted))]
        said = {(one.place, one.message) for one in about if (one.channel, one.place) in ours}
        values = {"places": [place for place, _ in said], "sources": [message for _, message in said]}
        known = {(one.place, one.source): one for one in self._load_messages(queries.MESSAGES_BY_SOURCES, **values)}
        self._said.update({key: known.get(key) for key in said})

    def _prefetch_tickets(self, ids: Collection[int]) -> None:
        """Tickets with their conversations and threads."""
        lacking = [id for id in ids if id not in self._tickets]
        if not lacking:
            return
        found = self._load_tickets(queries.TICKETS_BY_IDS, ids=lacking)
        wanted = {ticket.conversation_id for ticket in found} - self._conversations.keys()
        if wanted:
            for row in self._read(queries.CONVERSATIONS_BY_IDS, tables.conversation, {"ids": list(wanted)}):
                self._loaded_conversation(row)
        threads: dict[int, list[Thread]] = {id: [] for id in lacking}
        for thread in self._load_threads(queries.THREADS_BY_TICKETS, ids=lacking):
            threads[thread.ticket_id].append(thread)
        self._threads_of.update(threads)

    def prefetch_settled(self, deliveries: Sequence[Delivery]) -> None:
        """Looks up what follows from the fates of messages' copies, once these are written."""
        relayed = [delivery for delivery in deliveries if delivery.purpose == "relay" and delivery.message]
        if not relayed:
            return
        ids = list({delivery.message for delivery in relayed if delivery.message})
        self._load_messages(queries.MESSAGES_BY_IDS, ids=ids)
        self._prefetch_tickets({delivery.ticket for delivery in relayed if delivery.ticket})
        self._copies.update(copies.states(self.connection, ids))

    def forget_copies(self) -> None:
        """What became of messages' copies is not known any more: fates are written."""
        self._copies.clear()

    def message_at(self, place: str, source: str) -> Message | None:
        if (place, source) in self._said:
            return self._said[place, source]
        found = self._load_messages(queries.MESSAGE_AT, place=place, source=source)
        return next(iter(found), None)

    def thread_at(self, channel: str, place: str) -> Thread | None:
        known = self._threads_at.get((channel, place))
        if known and known.place == place:
            return known
        found = self._load_threads(queries.THREAD_AT, channel=channel, place=place)
        return next(iter(found), None)

    def threads_of(self, ticket: Ticket) -> list[Thread]:
        if ticket.id not in self._threads_of:
            self._threads_of[ticket.id] = self._load_threads(queries.THREADS_OF, ticket=ticket.id)
        return [thread for thread in self._threads_of[ticket.id] if not thread.moved]


def _apart(places: Collection[tuple[str, str]]) -> dict[str, list[str]]:
    return {"channels": list({channel for channel, _ in places}), "places": [place for _, place in places]}
