"""One transaction's view of what is kept: objects loaded once, changes written together at the end."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from core.act_json import about
from core.conversation import Conversation, Message, Thread
from core.messages import BY_MAIL, Act, Author, Delivery, Say, Update
from core.people import Person, language_of
from core.ticket import Ticket
from storage import copies, locks, queries, rows, tables
from storage.ahead import Ahead
from storage.albums import Albums
from storage.database import insert
from storage.entrances import Entrances
from storage.failures import Overtaken
from storage.ids import Ids
from storage.locks import Touched


class Unit(Ahead, Albums, Entrances):
    """The transaction's `core.ports.Unit` on one connection. `flush` writes what was gathered; the store commits."""

    def __init__(
        self,
        connection: sa.Connection,
        now: datetime,
        ids: Ids,
        process: int,
        may_start: Callable[[Delivery], bool] = lambda _: False,
    ) -> None:
        """`process`: whose deliveries those are that it starts. `may_start`: whether a delivery into an idle lane is sent
        by this process at once, after the commit."""
        super().__init__(connection, ids)
        self.now = now
        self._now_ms = int(now.timestamp() * 1000)
        self.process = process
        self._may_start = may_start
        self._locked: frozenset[int] | None = None
        self.started: list[Delivery] = []
        """Deliveries of this transaction that this process sends as soon as it is committed."""
        self.queued: set[tuple[str, str]] = set()
        """Where its other deliveries wait: channel and home."""

    def new_id(self) -> int:
        return self._ids.next(self._now_ms)

    def lock(self, touched: Touched) -> None:
        """Waits until no other process changes what this transaction may change, where several write at once."""
        self._locked = locks.lock(self.connection, touched)

    def prefetch(self, updates: Sequence[Update]) -> None:
        """Looks up what the updates will ask for. Raises Overtaken where another process has made a conversation of theirs
        since the locks were taken: that one isn't locked."""
        super().prefetch(updates)
        if self._locked is not None and not self._conversations.keys() <= self._locked:
            raise Overtaken

    # ---------------------------------------------------------------- updates

    def claim(self, key: str) -> bool:
        if key not in self._claims:
            self._claims[key] = not queries.SEEN.rows(self.connection, {"keys": [key]})
        if free := self._claims[key]:
            self._claims[key] = False
            self._add(tables.seen_update, key, {"key": key, "at": self.now})
        return free

    def put_waiting(self, lane: str, payload: dict[str, Any]) -> None:
        id = self.new_id()
        self._lanes[lane] = True
        self._add(tables.waiting_update, id, {"id": id, "lane": lane, "payload": payload})

    def is_waiting(self, lane: str) -> bool:
        if lane not in self._lanes:
            self._lanes[lane] = bool(queries.WAITING_LANES.rows(self.connection, {"lanes": [lane]}))
        return self._lanes[lane]

    # ---------------------------------------------------------------- people and places

    def person_of(self, channel: str, author: Author) -> Person:
        known = self._people_by_name.get((channel, author.id))
        if known is None and (channel, author.id) not in self._strangers:
            known = self._one_person(queries.PERSON_BY_NAME, channel=channel, platform_id=author.id)
        language = language_of(author.language)
        if known is None:
            person = Person(self.new_id(), channel, author.id, author.name, author.username, language)
            person.timezone = author.timezone
            self._remember_person(person)
            self._add(tables.person, person.id, person)
            return person
        language = language or known.language
        if (known.name, known.username, known.language) != (author.name, author.username, language):
            known.name, known.username, known.language = author.name, author.username, language
            self.save_person(known)
        return known

    def save_person(self, person: Person) -> None:
        self._change(tables.person, person.id, person)

    def conversation_at(self, channel: str, place: str) -> Conversation | None:
        if known := self._conversations_at.get((channel, place)):
            return known
        if (channel, place) in self._looked_up:
            return None
        return self._one_conversation(queries.CONVERSATION_AT, channel=channel, place=place)

    def conversation_of(self, channel: str, place: str, person: Person) -> Conversation:
        known = self.conversation_at(channel, place)
        if known is None:
            known = self._remember_conversation(Conversation(self.new_id(), channel, place, person))
            self._idle_lanes[f"c{known.id}"] = self._idle_lanes[f"x{known.id}"] = place
            self._add(tables.conversation, known.id, known)
        return known

    def conversation(self, id: int) -> Conversation:
        known = self._conversations.get(id) or self._one_conversation(queries.CONVERSATION_BY_ID, id=id)
        if known is None:
            raise LookupError(f"no conversation {id}")
        return known

    def save_conversation(self, conversation: Conversation) -> None:
        self._change(tables.conversation, conversation.id, conversation)

    # ---------------------------------------------------------------- tickets

    def next_number(self, name: str) -> int:
        [row] = queries.NEXT_NUMBER[self.connection.dialect.name].rows(self.connection, {"name": name})
        return int(row["value"])

    def add_ticket(self, ticket: Ticket) -> None:
        self._tickets[ticket.id] = ticket
        self._add(tables.ticket, ticket.id, ticket)
        self._keep_events(ticket)

    def ticket(self, id: int) -> Ticket:
        if known := self._tickets.get(id):
            return known
        found = self._load_tickets(queries.TICKET_BY_ID, id=id)
        if not found:
            raise LookupError(f"no ticket {id}")
        return found[0]

    def ticket_by_reference(self, reference: str) -> Ticket | None:
        return next(iter(self._load_tickets(queries.TICKET_BY_REFERENCE, reference=reference)), None)

    def tickets_of(self, conversation: Conversation) -> list[Ticket]:
        if conversation.id in self._new.get(tables.conversation, {}):  # what it has is made in this transaction, too
            made = self._new.get(tables.ticket, {}).values()
            return [ticket for ticket in made if ticket.conversation_id == conversation.id]
        return self._load_tickets(queries.TICKETS_OF, conversation=conversation.id)

    def save_ticket(self, ticket: Ticket) -> None:
        self._change(tables.ticket, ticket.id, ticket)
        self._keep_events(ticket)

    def add_thread(self, thread: Thread) -> None:
        if thread.ticket_id in self._new.get(tables.ticket, {}) or thread.ticket_id in self._threads_of:
            self._threads_of.setdefault(thread.ticket_id, []).append(thread)
        self._threads[thread.id] = thread
        self._add(tables.thread, thread.id, thread)

    def thread(self, id: int) -> Thread:
        return self._threads.get(id) or self._load_threads(queries.THREAD_BY_ID, id=id)[0]

    def save_thread(self, thread: Thread) -> None:
        self._change(tables.thread, thread.id, thread)

    def keep_token(self, digest: str, ticket: Ticket) -> None:
        self.flush()
        self.connection.execute(sa.insert(tables.support_token), {"digest": digest, "ticket_id": ticket.id})

    def token_ticket(self, digest: str) -> int | None:
        token = tables.support_token.c
        found: int | None = self.connection.execute(sa.select(token.ticket_id).where(token.digest == digest)).scalar()
        return found

    def drop_tokens(self, ticket: Ticket) -> None:
        self.connection.execute(sa.delete(tables.support_token).where(tables.support_token.c.ticket_id == ticket.id))

    # ---------------------------------------------------------------- words

    def add_message(self, message: Message) -> None:
        self._messages[message.id] = message
        self._said[message.place, message.source] = message
        self._add(tables.message, message.id, message)

    def message(self, id: int) -> Message:
        return self._messages.get(id) or self._load_messages(queries.MESSAGE_BY_ID, id=id)[0]

    def messages_of(self, ticket: Ticket, kind: str) -> list[Message]:
        return self._load_messages(queries.MESSAGES_OF, ticket=ticket.id, kind=kind)

    def save_message(self, message: Message) -> None:
        self._change(tables.message, message.id, message)

    # ---------------------------------------------------------------- deliveries

    def add_delivery(self, delivery: Delivery) -> None:
        if delivery.merge and delivery.lane not in self._quiet:
            self._replace_waiting(delivery.lane, delivery.merge)
        self._quiet.discard(delivery.lane)
        if delivery.message:
            self._copies.pop(delivery.message, None)
        delivery.place = delivery.place or self._idle_lanes.pop(delivery.lane, None)
        ready = delivery.due_at <= self.now and not _about_a_delivery(delivery)
        if delivery.place and ready and delivery.lane[0] != BY_MAIL and self._may_start(delivery):
            delivery.attempts = 1
            self.started.append(delivery)
            delivery.kept = not delivery.only_tidies
        else:
            self.queued.add((delivery.channel, delivery.home))
        if delivery.kept:
            self.keep(delivery)

    def keep(self, delivery: Delivery) -> None:
        """Gives it a row."""
        self._add(tables.delivery, delivery.id, delivery)

    def delivery(self, id: int) -> Delivery:
        return self._load_deliveries(tables.delivery.c.id == id)[0]

    def shown_as(self, delivery: int) -> str | None:
        return self._shown.get(delivery)

    def is_being_shown(self, channel: str, place: str, direct: bool, seconds: float) -> bool:
        """Whether what people may answer there was begun to be sent so many seconds ago at most, and its fate isn't known:
        a conversation's open question; in an agents' place where nothing of ours is, a card that opens a thread somewhere
        on the channel. A private place (`direct`) is no thread."""
        since = self.now - timedelta(seconds=seconds)
        if known := self.conversation_at(channel, place):
            began = self._being_shown.get(known.id)
            return began is not None and began > since
        if not direct and (channel, place) in self._looked_up and self.thread_at(channel, place) is None:
            return bool(queries.CARD_ON_ITS_WAY.rows(self.connection, {"channel": channel, "since": since}))
        return False

    def is_early(self, update: Update) -> bool:
        """Whether it comes from a place that may be the thread of a card which has been sent, and of which we don't know yet
        where it stands: its fate isn't written, or the platform's answer was lost."""
        if update.direct or self.thread_at(update.channel, update.place):
            return False
        if queries.CARD_IN_DOUBT.rows(self.connection, {"channel": update.channel}):
            return True
        # Found by another process between those two looks: then its conversation isn't locked in this transaction.
        return self.thread_at(update.channel, update.place) is not None

    def copies_of(self, message: Message) -> list[Delivery]:
        return self._load_deliveries(copies.alive(message.id))

    def mirrors_of(self, message: Message) -> list[Delivery]:
        return self._load_deliveries(copies.alive(message.id, "mirror", "mirror_removal"))

    def reactions_told(self, message: Message) -> list[Delivery]:
        return self._load_deliveries(copies.alive(message.id, "reaction_note", "reaction_note_removal"))

    def failed_copies(self, message: Message) -> int:
        self.flush()
        return copies.failed(self.connection, message.id)

    def take_back(self, delivery: Delivery) -> bool:
        self.flush()
        self._copies.clear()
        return copies.drop(self.connection, delivery.id)

    def reword(self, delivery: Delivery, act: Act, due_at: datetime | None = None) -> bool:
        self.flush()
        self.queued.add((delivery.channel, delivery.home))
        return copies.reword(self.connection, delivery.id, act, due_at)

    def amend(self, delivery: Delivery, act: Act) -> None:
        self.flush()
        copies.amend(self.connection, delivery.id, act)

    def forget(self, delivery: Delivery) -> None:
        self.amend(delivery, Say())

    def arrived_whole(self, message: Message) -> bool:
        return self._state_of_copies(message).arrived

    def ever_failed(self, message: Message) -> bool:
        return self._state_of_copies(message).ever_failed

    def _state_of_copies(self, message: Message) -> copies.State:
        if message.id not in self._copies:
            self.flush()
            self._copies.update(copies.states(self.connection, [message.id]))
        return self._copies[message.id]

    def sent_at(self, place: str, message: str) -> Delivery | None:
        column = tables.delivery.c
        about = (column.sent_place == place) & (column.sent_message == message) & column.ticket_id.is_not(None)
        return next(iter(self._load_deliveries(about)), None)

    def _replace_waiting(self, lane: str, merge: str) -> None:
        """Drops an unsent delivery of the lane that says the same thing of an earlier moment."""
        new = self._new.get(tables.delivery, {})
        for id in [id for id, old in new.items() if (old.lane, old.merge) == (lane, merge)]:
            del new[id]
        copies.drop_waiting(self.connection, lane, merge)

    # ---------------------------------------------------------------- time

    def set_timer(self, kind: str, ticket: Ticket, due_at: datetime) -> None:
        timer, row = tables.timer, {"id": self.new_id(), "kind": kind, "ticket_id": ticket.id, "due_at": due_at}
        if ticket.id in self._new.get(tables.ticket, {}):  # it has no timers yet but those gathered here
            self._add(timer, f"{kind} {ticket.id}", row)
            return
        self.flush()
        begun = insert(self.connection, timer).values(row)
        again = begun.on_conflict_do_update(index_elements=[timer.c.ticket_id, timer.c.kind], set_={"due_at": due_at})
        self.connection.execute(again)

    def drop_timers(self, ticket: Ticket, kinds: Collection[str]) -> None:
        if self._new.get(tables.timer):
            self.flush()
        timer = tables.timer
        self.connection.execute(sa.delete(timer).where(timer.c.ticket_id == ticket.id, timer.c.kind.in_(kinds)))

    # ---------------------------------------------------------------- writing

    def flush(self) -> None:
        """Writes what was gathered, new rows first, each table's in one statement."""
        to_row: dict[sa.Table, Callable[[Any], dict[str, Any]]] = {
            tables.person: rows.person_row,
            tables.conversation: rows.conversation_row,
            tables.ticket: rows.ticket_row,
            tables.thread: rows.thread_row,
            tables.message: rows.message_row,
            tables.delivery: lambda delivery: rows.delivery_row(delivery, self.now, self.process),
        }
        new, self._new = self._new, {}
        changed, self._changed = self._changed, {}
        for table, statement in queries.INSERTS.items():
            if found := new.get(table):
                convert = to_row.get(table)
                items = found.values()
                statement.run(self.connection, [convert(item) for item in items] if convert else list(items))
        for table, update in queries.UPDATES.items():
            if gathered := changed.get(table):
                as_row = to_row[table]
                values = [{**as_row(item), "_id": id} for id, item in gathered.items()]
                for value in values:
                    del value["id"]
                update.run(self.connection, values)

    def _add(self, table: sa.Table, id: int | str, item: Any) -> None:
        self._new.setdefault(table, {})[id] = item

    def _change(self, table: sa.Table, id: int, item: Any) -> None:
        if id not in self._new.get(table, {}):
            self._changed.setdefault(table, {})[id] = item

    def _keep_events(self, ticket: Ticket) -> None:
        for event in ticket.events:
            id = self.new_id()
            row = {"id": id, "ticket_id": ticket.id, "at": event.at, "name": event.name, "by_id": event.by}
            self._add(tables.ticket_event, id, {**row, "data": event.data})
        ticket.events = []


def _about_a_delivery(delivery: Delivery) -> bool:
    """Whether it is about a message that is known by its own delivery only: the queue looks up which that is."""
    target = about(delivery.act)
    return target is not None and target.delivery is not None
