"""Fills a migrated, empty database with tickets and all that hangs on them, in one statement a table, on SQLite and
PostgreSQL alike: people, conversations, tickets, threads, events, messages, deliveries with their fates, seen updates.

Of every requester's tickets the last one may be open (taken by the agent, in progress), the others are closed. A ticket
has 2 messages (one from each side), 3 events, and 6 deliveries, all sent: card, answers, receipt, both copies, the sign.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import psycopg

from core.act_json import act_to_json
from core.messages import React, Say, Target, flat
from core.text import text
from core.ticket_record import Details
from storage.database import Database
from storage.ids import EPOCH_MS
from storage.migrate import migrate

AGENT, AGENT_PERSON = "U0ANNA", 7
FIRST_CHAT = 500_000_000
FIRST_ROOT = 1_700_000_000
SPAN = timedelta(days=28)  # how long ago the first ticket was opened
TIMERS_EVERY = 10  # of the open tickets, where timers are asked for: one in so many waits for its confirmation
SEEN = 200_000  # updates that are still remembered, at most, one a second: they are forgotten after three days
WORDS = "The total at the foot of an invoice is not the sum of its lines; it happens with every invoice of this month."

ANSWERS = [
    {"slot": slot, "shown": shown, "sources": [["4711", shown]], "former": None}
    for slot, shown in (
        ("subsystem", "Web app"),
        ("topic", "Totals of an invoice differ after the update"),
        ("description", WORDS),
        ("steps", "Open Invoices, open any invoice with a discount, press Recalculate, look at the total."),
        ("expected_result", "The total is the sum of the lines after the discount, as it was yesterday."),
    )
]


@dataclass(frozen=True)
class Filling:
    """How much: `tickets` in all, `per_person` of each requester, `open` of them open (at most one a requester), spread
    over `homes` agents' channels. `timers`: a tenth of the open ones wait for their confirmation, with timers."""

    tickets: int
    open: int
    per_person: int = 1
    homes: int = 1
    timers: bool = False

    @property
    def stride(self) -> int:
        """Every so-manieth requester has an open ticket."""
        return self.tickets // self.per_person // self.open

    def open_tickets(self, most: int) -> list[OpenTicket]:
        """So many open tickets, evenly from the whole."""
        step = max(1, self.open // most)
        writers = [number * self.stride for number in range(0, self.open, step)][:most]
        return [self._open_ticket(writer) for writer in writers]

    def _open_ticket(self, writer: int) -> OpenTicket:
        ticket = writer * self.per_person + self.per_person - 1
        return OpenTicket(FIRST_CHAT + writer, home(ticket % self.homes), f"{FIRST_ROOT + ticket}.000100")


@dataclass(frozen=True)
class OpenTicket:
    """Where the two sides of one meet: the requester's chat in Telegram, the channel and root of its thread in Slack."""

    chat: int
    channel: str
    root: str


def home(number: int) -> str:
    """An agents' channel. The first is the one of desk.yml."""
    return f"C{number}BENCH"


def fill(url: str, filling: Filling) -> None:
    """Migrates the database of this address and fills it."""
    database = Database.at(url)
    migrate(database)
    if database.file:
        _fill_sqlite(str(database.file), filling)
    else:
        _fill_postgres(url, filling)


def _fill_sqlite(file: str, filling: Filling) -> None:
    connection = sqlite3.connect(file, isolation_level=None)
    for pragma in ("synchronous=OFF", "cache_size=-400000", "temp_store=MEMORY", "wal_autocheckpoint=100000"):
        connection.execute(f"PRAGMA {pragma}")
    indexes = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql NOT NULL").fetchall()
    for name, _ in indexes:
        connection.execute(f"DROP INDEX {name}")
    for table, columns, number, values in _tables(filling):
        connection.execute("BEGIN")
        counted = f"WITH RECURSIVE s(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM s WHERE i < {number - 1})"
        if number:
            connection.execute(f"{counted} INSERT INTO {table} ({columns}) SELECT {values} FROM s")
        connection.execute("COMMIT")
    for _, made_by in indexes:
        connection.execute(made_by)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def _fill_postgres(url: str, filling: Filling) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SET synchronous_commit = off")
        connection.execute("SET session_replication_role = replica")  # the references are right by construction
        connection.execute("SET maintenance_work_mem = '512MB'")
        connection.execute("ALTER SYSTEM SET max_wal_size = '8GB'")  # one checkpoint at the end instead of dozens
        connection.execute("SELECT pg_reload_conf()")
        indexes = connection.execute(_POSTGRES_INDEXES).fetchall()
        for name, _ in indexes:
            connection.execute(f"DROP INDEX {name}".encode())
        for table, columns, number, values in _tables(filling):
            rows = f"generate_series(0::bigint, {number - 1}) AS s(i)"
            connection.execute(f"INSERT INTO {table} ({columns}) SELECT {values} FROM {rows}".encode())
        for _, made_by in indexes:
            connection.execute(made_by.encode())
        connection.execute("VACUUM ANALYZE")
        connection.execute("CHECKPOINT")


_POSTGRES_INDEXES = """
    SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
    AND NOT EXISTS (SELECT FROM pg_constraint WHERE conname = indexname)
"""
"""Those that no constraint needs: made anew in the end, which is quicker."""


class _Words:
    """The pieces of SQL for one filling. `i` numbers tickets, or requesters where it says so."""

    def __init__(self, filling: Filling) -> None:
        begun = datetime.now(UTC) - SPAN
        self.filling = filling
        self.from_ms = int(begun.timestamp() * 1000)
        self.step_ms = max(1, int(SPAN.total_seconds() * 1000) // (filling.tickets + 1))

    def id(self, ticket: str, kind: int) -> str:
        """An id made when this ticket was opened, as storage/ids.py makes them; kinds keep them apart."""
        return f"(({self.from_ms - EPOCH_MS} + ({ticket}) * {self.step_ms}) * 4194304 + {kind})"

    def at(self, ticket: str = "i") -> str:
        """When it was opened, in microseconds."""
        return f"(({self.from_ms} + ({ticket}) * {self.step_ms}) * 1000)"

    @property
    def writer(self) -> str:
        return f"(i / {self.filling.per_person})"

    @property
    def person(self) -> str:
        return self.id(f"{self.writer} * {self.filling.per_person}", 1)

    @property
    def conversation(self) -> str:
        return self.id(f"{self.writer} * {self.filling.per_person}", 2)

    @property
    def is_open(self) -> str:
        last = f"i % {self.filling.per_person} = {self.filling.per_person - 1}"
        among = f"{self.writer} % {self.filling.stride} = 0"
        return f"({last} AND {among} AND {self.writer} / {self.filling.stride} < {self.filling.open})"

    @property
    def awaited(self) -> str:
        """Whether it waits for its confirmation."""
        return f"({self.is_open} AND {self.writer} / {self.filling.stride} % {TIMERS_EVERY} = 0)"

    @property
    def home(self) -> str:
        return f"('C' || (i % {self.filling.homes}) || 'BENCH')"

    @property
    def root(self) -> str:
        return f"(({FIRST_ROOT} + i) || '.000100')"

    @property
    def chat(self) -> str:
        return f"CAST({FIRST_CHAT} + {self.writer} AS text)"


def _json(value: Any) -> str:
    return "'" + orjson.dumps(value).decode().replace("'", "''") + "'"


def _tables(filling: Filling) -> Iterator[tuple[str, str, int, str]]:
    """Each table with its columns, the number of rows, and their values as SQL over `i`. A table may come several times."""
    sql = _Words(filling)
    requesters = filling.tickets // filling.per_person
    yield from _people(sql, requesters)
    state = "'in_progress'"
    if filling.timers:
        state = f"CASE WHEN {sql.awaited} THEN 'waiting_for_confirmation' ELSE {state} END"
    yield (
        "ticket",
        "id, reference, kind, team, state, desk_state, priority, topic, requester_id, conversation_id, taker_id, "
        "created_at, closed_at, answers, details",
        filling.tickets,
        f"{sql.id('i', 3)}, 'BEN-' || (i + 1), 'defect', 'support', CASE WHEN {sql.is_open} THEN {state} ELSE 'closed' END, "
        f"NULL, 'normal', 'Totals of an invoice differ after the update', {sql.person}, {sql.conversation}, "
        f"{AGENT_PERSON}, {sql.at()}, CASE WHEN {sql.is_open} THEN NULL ELSE {sql.at()} + 1000000 END, "
        f"{_json(ANSWERS)}, {_json(flat(Details(confirmation=1)))}",
    )
    yield (
        "thread",
        "id, ticket_id, channel, home, place, card",
        filling.tickets,
        f"{sql.id('i', 4)}, {sql.id('i', 3)}, 'slack', {sql.home}, {sql.home} || ':' || {sql.root}, {sql.id('i', 20)}",
    )
    for kind, name in enumerate(("opened", "taken", "answered"), 5):
        values = f"{sql.id('i', kind)}, {sql.id('i', 3)}, {sql.at()}, '{name}', {AGENT_PERSON}, '{{}}'"
        yield "ticket_event", "id, ticket_id, at, name, by_id, data", filling.tickets, values
    yield from _messages(sql)
    yield from _deliveries(sql)
    if filling.timers:
        yield from _timers(sql)
    lately = int(datetime.now(UTC).timestamp() * 1_000_000)
    yield "seen_update", "key, at", min(filling.tickets, SEEN), f"'telegram:' || i, {lately} - i * 1000000"
    yield "counter", "name, value", 1, f"'BEN', {filling.tickets}"


def _people(sql: _Words, requesters: int) -> Iterator[tuple[str, str, int, str]]:
    of = sql.filling.per_person
    columns = "id, channel, platform_id, name, username, language, blocked"
    yield "person", columns, 1, f"{AGENT_PERSON}, 'slack', '{AGENT}', 'Anna', 'anna', 'en', FALSE"
    chat = f"CAST({FIRST_CHAT} + i AS text)"
    named = f"'telegram', {chat}, 'Ann Rossi', 'ann_' || i, 'en', FALSE"
    yield "person", columns, requesters, f"{sql.id(f'i * {of}', 1)}, {named}"
    values = f"{sql.id(f'i * {of}', 2)}, 'telegram', {chat}, {sql.id(f'i * {of}', 1)}, 9, '{{}}'"
    yield "conversation", "id, channel, place, person_id, step, dialogue", requesters, values


def _messages(sql: _Words) -> Iterator[tuple[str, str, int, str]]:
    columns = "id, ticket_id, author_id, side, kind, at, text, files, former, channel, place, source"
    common = f"'message', {sql.at()}, '{WORDS}', '[]', '[]'"
    asked = f"{sql.id('i', 10)}, {sql.id('i', 3)}, {sql.person}, 'requester', {common}, 'telegram', {sql.chat}, "
    yield "message", columns, sql.filling.tickets, asked + "CAST(100 + i AS text)"
    told = f"{sql.id('i', 11)}, {sql.id('i', 3)}, {AGENT_PERSON}, 'agent', {common}, 'slack', "
    source = f"({FIRST_ROOT} + i) || '.000200'"
    yield "message", columns, sql.filling.tickets, told + f"{sql.home} || ':' || {sql.root}, {source}"


def _deliveries(sql: _Words) -> Iterator[tuple[str, str, int, str]]:
    """What was sent about every ticket."""
    columns = (
        "id, lane, channel, home, conversation_id, thread_id, act, purpose, ticket_id, message_id, part, rank, language, "
        "due_at, started_at, process_id, attempts, doubted, fate, fate_at, sent_place, sent_message"
    )
    words, card = text(WORDS), text("BEN-1 · Something is broken · in progress\nTotals of an invoice differ")
    thread, conversation = sql.id("i", 4), sql.conversation
    to_thread = f"'t' || {thread}, 'slack', {sql.home}, NULL, {thread}"
    to_requester = f"'c' || {conversation}, 'telegram', '', {conversation}, NULL"
    sign = React(Target(message="1700000000.000200"), "delivered")
    kinds = (
        (to_thread, Say(card, opens=True), "card", "NULL", 2),
        (to_thread, Say(words), "answers", "NULL", 1),
        (to_requester, Say(words), "receipt", "NULL", 1),
        (to_thread, Say(words, author="Ann Rossi"), "relay", sql.id("i", 10), 0),
        (to_requester, Say(words, author="Anna"), "relay", sql.id("i", 11), 0),
        (to_thread, sign, "sign", "NULL", 2),
    )
    for number, (where, act, purpose, message, rank) in enumerate(kinds):
        at = sql.at()
        of = sql.id("i", 3) if purpose != "sign" else "NULL"
        place = f"{sql.home} || ':' || {sql.root}" if where is to_thread else sql.chat
        sent = f"({FIRST_ROOT} + i) || '.{number:03}300'" if where is to_thread else f"CAST(i * 10 + {number} AS text)"
        values = (
            f"{sql.id('i', 20 + number)}, {where}, {_json(act_to_json(act))}, '{purpose}', {of}, {message}, 0, {rank}, "
            f"'en', {at}, {at}, 1, 1, FALSE, 'sent', {at} + 200000, {place}, {sent}"
        )
        yield "delivery", columns, sql.filling.tickets, values


def _timers(sql: _Words) -> Iterator[tuple[str, str, int, str]]:
    """Two timers, days ahead, for each ticket that waits for its confirmation: numbered by them, not by tickets."""
    every = sql.filling.stride * TIMERS_EVERY * sql.filling.per_person
    ticket = f"(i * {every} + {sql.filling.per_person - 1})"
    for kind, (name, days) in enumerate((("remind", 2), ("close", 5)), 40):
        due = int((datetime.now(UTC) + timedelta(days=days)).timestamp() * 1_000_000)
        number = (sql.filling.open + TIMERS_EVERY - 1) // TIMERS_EVERY
        values = f"{sql.id(ticket, kind)}, '{name}', {sql.id(ticket, 3)}, {due}"
        yield "timer", "id, kind, ticket_id, due_at", number, values
