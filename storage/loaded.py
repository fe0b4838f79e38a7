"""What a transaction has loaded: each thing once, so that asking twice gives the same object."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from core.conversation import Conversation, Message, Thread
from core.messages import Delivery
from core.people import Person
from core.ticket import Ticket
from storage import queries, rows, tables
from storage.ids import Ids
from storage.prepared import Query
from storage.rows import Row


class Loaded:
    """Loads and remembers. What was changed and isn't written yet is written before anything is looked for in its table."""

    def __init__(self, connection: sa.Connection, ids: Ids) -> None:
        self.connection = connection
        self._ids = ids
        self._people: dict[int, Person] = {}
        self._people_by_name: dict[tuple[str, str], Person] = {}
        self._conversations: dict[int, Conversation] = {}
        self._conversations_at: dict[tuple[str, str], Conversation] = {}
        self._tickets: dict[int, Ticket] = {}
        self._threads: dict[int, Thread] = {}
        self._threads_at: dict[tuple[str, str], Thread] = {}
        self._threads_of: dict[int, list[Thread]] = {}
        self._messages: dict[int, Message] = {}
        self._new: dict[sa.Table, dict[int | str, Any]] = {}
        self._changed: dict[sa.Table, dict[int, Any]] = {}
        self._idle_lanes: dict[str, str] = {}
        self._shown: dict[int, str] = {}
        self._being_shown: dict[int, datetime] = {}
        self._quiet: set[str] = set()
        """Threads' lanes in which no delivery waits or is under way."""

    def flush(self) -> None:
        """Writes what was gathered."""
        raise NotImplementedError

    def person(self, id: int) -> Person:
        person = self._people.get(id) or self._one_person(queries.PERSON_BY_ID, id=id)
        if person is None:
            raise LookupError(f"no person {id}")
        return person

    def _read(
        self, query: Query | sa.Select[Any], table: sa.Table, values: dict[str, Any] | None = None
    ) -> Sequence[Row]:
        """What is looked for may be among what isn't written yet: then that is written first."""
        if self._new.get(table) or self._changed.get(table):
            self.flush()
        if isinstance(query, Query):
            return query.rows(self.connection, values or {})
        return self.connection.execute(query, values).mappings().all()

    def _remember_person(self, person: Person) -> Person:
        known = self._people.setdefault(person.id, person)
        self._people_by_name.setdefault((known.channel, known.platform_id), known)
        return known

    def _load_people(self, ids: Collection[int]) -> None:
        if lacking := [id for id in ids if id not in self._people]:
            for row in queries.PEOPLE_BY_IDS.rows(self.connection, {"ids": lacking}):
                self._remember_person(rows.person_of(row))

    def _one_person(self, query: Query, **values: Any) -> Person | None:
        # Whoever this transaction made or changed is remembered already: nothing needs to be written first.
        found = query.rows(self.connection, values)
        return self._remember_person(rows.person_of(found[0])) if found else None

    def _one_conversation(self, query: Query, **values: Any) -> Conversation | None:
        for row in self._read(query, tables.conversation, values):
            return self._loaded_conversation(row)
        return None

    def _loaded_conversation(self, row: Row) -> Conversation:
        if known := self._conversations.get(row["id"]):
            return known
        for letter, waits in (("c", row["words_wait"]), ("x", row["tidying_waits"])):
            if waits:
                self._ids.rise_above(waits)
            else:
                self._idle_lanes[f"{letter}{row['id']}"] = row["place"]
        if row["question_started"] and not row["question_fate"]:
            self._being_shown[row["id"]] = row["question_started"]
        if row["question_message"]:
            self._shown[row["question"]] = row["question_message"]
        person = self._remember_person(rows.person_of(row, "who_"))
        return self._remember_conversation(rows.conversation_of(row, person))

    def _remember_conversation(self, conversation: Conversation) -> Conversation:
        self._conversations[conversation.id] = conversation
        self._conversations_at[conversation.channel, conversation.place] = conversation
        return conversation

    def _load_tickets(self, query: Query | sa.Select[Any], **values: Any) -> list[Ticket]:
        found = self._read(query, tables.ticket, values)
        self._load_people({row["taker_id"] for row in found if row["taker_id"]})
        return [self._tickets.get(row["id"]) or self._loaded_ticket(row) for row in found]

    def _loaded_ticket(self, row: Row) -> Ticket:
        taker = self.person(row["taker_id"]) if row["taker_id"] else None
        return self._tickets.setdefault(row["id"], rows.ticket_of(row, taker))

    def _load_threads(self, query: Query, **values: Any) -> list[Thread]:
        found = self._read(query, tables.thread, values)
        return [self._loaded_thread(row) for row in found]

    def _loaded_thread(self, row: Row) -> Thread:
        if known := self._threads.get(row["id"]):
            return known
        thread = self._threads[row["id"]] = rows.thread_of(row)
        if row["waits"]:
            self._ids.rise_above(row["waits"])
        else:
            self._quiet.add(f"t{thread.id}")
            if thread.place:
                self._idle_lanes[f"t{thread.id}"] = thread.place
        if thread.place:
            self._threads_at[thread.channel, thread.place] = thread
        return thread

    def _load_messages(self, query: Query, **values: Any) -> list[Message]:
        found = self._read(query, tables.message, values)
        self._load_people({row["author_id"] for row in found})
        return [
            self._messages.get(row["id"])
            or self._messages.setdefault(row["id"], rows.message_of(row, self.person(row["author_id"])))
            for row in found
        ]

    def _load_deliveries(self, where: sa.ColumnElement[bool]) -> list[Delivery]:
        found = self._read(queries.DELIVERY.where(where).order_by(tables.delivery.c.id), tables.delivery)
        return [rows.delivery_of(row) for row in found]
