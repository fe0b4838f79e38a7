"""The store: one writer thread, several waiting transactions in one commit, on SQLite and on PostgreSQL alike."""

from __future__ import annotations

import asyncio
import logging
import queue
import threading
import time
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

import sqlalchemy as sa

from core.errors import NotReady, StoreDown
from core.messages import Delivery, Update
from core.ports import Clock
from storage import processes, tables
from storage.database import Database, shares
from storage.failures import collided, is_down, named
from storage.ids import Ids
from storage.locks import Touched
from storage.processes import Me
from storage.unit import Unit

log = logging.getLogger(__name__)

T = TypeVar("T")

MOST_IN_ONE_COMMIT = 64

MUCH, GATHERED = 4, 0.005
"""While so many transactions come together, they are gathered for so many seconds: fewer commits, each of more."""

LENT = 0.02
"""Seconds that the event loop leaves the interpreter to the writer alone. Beside it, it would only take the interpreter's lock
from it and give it back, many times in every commit (docs/performance.md)."""

RETRIES = 5
"""How often a transaction that another process got in the way of is run again at once."""


@dataclass(slots=True)
class _Job:
    """A function to run in a transaction, who waits for it, what it touches, and the update it is about (known before, so
    that what several updates need is loaded together)."""

    work: Callable[[Unit], Any]
    done: asyncio.Future[Any]
    update: Update | None = None
    touches: Touched | None = None
    result: Any = None
    failure: Exception | None = None


class Store:
    """Transactions on one database. `write` and `read` take a function of a `Unit` and return what it returns."""

    def __init__(self, database: Database, clock: Clock, kind: str | None = None) -> None:
        """`kind`: what this process is (run, web, worker …) to those who share the database; None for one that only looks."""
        self.may_start: Callable[[Delivery], bool] = lambda _: False
        """See `Unit`; called in the writer's thread."""
        self.may_lend: Callable[[], bool] = lambda: True
        """Whether the event loop has nothing to do now that must be done to the millisecond."""
        self.committed: Callable[[Sequence[Delivery], Collection[tuple[str, str]]], None] = lambda started, queued: None
        """Told of every commit with deliveries: those to send now, and where others wait. Called in the event loop."""
        self.alive: Sequence[Me] = ()
        """The processes at work on this database, as of the last heartbeat."""
        self.senders = 1
        """How many of them send."""
        self.me = Me(0, 0, kind or "")
        self._kind = kind
        self._clock = clock
        self._database = database
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._new: list[_Job] = []
        """Not yet in the writer's hands."""
        self._much = False
        """More came together the last time than one or two."""
        self._rests = threading.Event()
        """The writer has nothing to do."""
        self._slow = False
        """It was waited for in vain."""
        self._heart: asyncio.Task[None] | None = None
        self._beaten = 0.0

    async def open(self) -> None:
        """Raises NotReady when the database isn't there or not migrated to this version."""
        self._loop = asyncio.get_running_loop()
        self._writer = self._database.connect(writes=True)
        self._readers = self._database.connect(writes=False)
        self._pool = ThreadPoolExecutor(4, thread_name_prefix="read")
        try:
            self._ids = Ids(above=await self._loop.run_in_executor(self._pool, self._begin), node=self.me.node)
        except sa.exc.DBAPIError as error:
            await self._end()
            raise NotReady(f"the database {self._database} isn't migrated. Run: frontdoor migrate") from error
        self._thread = threading.Thread(target=self._work, name="writer", daemon=True)
        self._thread.start()
        if self._kind:
            self._heart = asyncio.create_task(self._live())

    async def close(self) -> None:
        """Finishes what was handed in, then ends."""
        if self._thread:
            if self._heart:
                self._heart.cancel()
                await asyncio.gather(self._heart, return_exceptions=True)
                await self._say_farewell()
            self._put_new()
            self._jobs.put(None)
            await self._loop.run_in_executor(None, self._thread.join)
            await self._end()
            self._thread = None

    async def write(self, work: Callable[[Unit], T], update: Update | None = None, touches: Touched | None = None) -> T:
        """Runs `work` in a transaction, possibly together with other waiting ones, and returns after the commit.

        `touches`: whose tickets and conversations it may change, beside the update's; other processes wait with theirs.
        `work` may run twice (when a neighbour in the same commit failed) and must have no effect but on its unit.
        What it raises is raised here, and then nothing of it was kept; after StoreDown it may have been, all the same.
        """
        done: asyncio.Future[T] = self._loop.create_future()
        if not self._new and self._much:
            self._loop.call_later(GATHERED, self._hand_over)
        elif not self._new:
            self._loop.call_soon(self._hand_over)
        self._new.append(_Job(work, done, update, touches))
        return await done

    async def read(self, work: Callable[[Unit], T]) -> T:
        """Runs `work` on a connection that can't write, beside the writer. Raises StoreDown."""
        return await self._loop.run_in_executor(self._pool, self._read, work)

    @property
    def lapsed(self) -> bool:
        """Whether others may take this process for dead, and have taken over what it was sending."""
        return time.monotonic() - self._beaten > processes.ALIVE_FOR

    # ---------------------------------------------------------------- the writer's thread

    def _work(self) -> None:
        connection: sa.Connection | None = None
        try:
            while (first := self._jobs.get()) is not None:
                jobs, ended = self._gather(first)
                units: list[Unit] = []
                try:
                    connection = connection or self._writer.connect()
                except sa.exc.DBAPIError as failure:
                    _fail(jobs, failure)
                else:
                    units = self._run(connection, jobs)
                self._loop.call_soon_threadsafe(self._hand_back, jobs, units)
                if self._jobs.empty():
                    self._rests.set()
                if ended:
                    return
        finally:
            if connection:
                connection.close()

    def _gather(self, first: _Job) -> tuple[list[_Job], bool]:
        jobs = [first]
        while len(jobs) < MOST_IN_ONE_COMMIT:
            try:
                job = self._jobs.get_nowait()
            except queue.Empty:
                break
            if job is None:
                return jobs, True
            jobs.append(job)
        return jobs, False

    def _run(self, connection: sa.Connection, jobs: list[_Job], again: int = RETRIES) -> list[Unit]:
        """Commits the jobs together; where that fails, each alone; one that another process got in the way of, again."""
        try:
            with connection.begin():
                unit = self._unit(connection, jobs)
                for job in jobs:
                    job.result = job.work(unit)
                unit.flush()
            return [unit]
        except Exception as failure:  # noqa: BLE001 - it is not swallowed: whoever waits for the job gets it
            if is_down(failure):
                _fail(jobs, failure)
                return []
            if len(jobs) > 1:
                return [unit for job in jobs for unit in self._run(connection, [job])]
            if again and collided(failure):
                return self._run(connection, jobs, again - 1)
            _fail(jobs, failure)
            return []

    def _unit(self, connection: sa.Connection, jobs: list[_Job]) -> Unit:
        unit = Unit(connection, self._clock(), self._ids, self.me.id, self.may_start)
        updates = [job.update for job in jobs if job.update]
        if shares(connection):
            unit.lock(Touched.by(updates, [job.touches for job in jobs if job.touches]))
        if updates:
            unit.prefetch(updates)
        return unit

    # ---------------------------------------------------------------- back in the event loop

    def _hand_over(self) -> None:
        """Gives the writer what has come together, and waits for it, a little. One that takes longer (its database is slow,
        or away) is not waited for again before it is done."""
        self._rests.clear()
        self._much = len(self._new) >= MUCH
        self._put_new()
        if not self._slow and self.may_lend():
            self._slow = not self._rests.wait(LENT)

    def _put_new(self) -> None:
        for job in self._new:
            self._jobs.put(job)
        self._new.clear()

    def _hand_back(self, jobs: list[_Job], units: list[Unit]) -> None:
        self._slow = False
        for unit in units:
            if unit.started or unit.queued:
                self.committed(unit.started, unit.queued)
        for job in jobs:
            if job.done.cancelled():
                continue
            if job.failure:
                job.done.set_exception(job.failure)
            else:
                job.done.set_result(job.result)

    async def _live(self) -> None:
        """The heartbeat, through the writer: who can't commit does nothing that others should wait for."""
        while True:
            began = time.monotonic()
            try:
                self.alive = await self.write(self._beat)
                self.senders = max(1, sum(one.kind != "web" for one in self.alive))
                self._beaten = began
            except StoreDown as down:
                log.warning("no heartbeat: %s", down)
            await asyncio.sleep(processes.BEAT)

    def _beat(self, unit: Unit) -> Sequence[Me]:
        processes.beat(unit.connection, self.me)
        return processes.alive(unit.connection)

    async def _say_farewell(self) -> None:
        try:
            await self.write(lambda unit: processes.leave(unit.connection, self.me))
        except StoreDown as down:
            log.warning("the others will notice only later that this process has ended: %s", down)

    # ---------------------------------------------------------------- the readers' threads

    def _read(self, work: Callable[[Unit], T]) -> T:
        try:
            with self._readers.connect() as connection, connection.begin():
                return work(Unit(connection, self._clock(), self._ids, self.me.id))
        except sa.exc.DBAPIError as failure:
            raise named(failure) from failure

    def _begin(self) -> int:
        """Takes a place among the processes. Returns the greatest id in use."""
        with self._readers.connect() as connection:
            greatest: int = connection.execute(sa.select(sa.func.max(tables.delivery.c.id))).scalar() or 0
        if self._kind:
            with self._writer.connect() as connection, connection.begin():
                self.me = processes.register(connection, self._kind)
            self._beaten = time.monotonic()
        return greatest

    async def _end(self) -> None:
        self._pool.shutdown()
        self._writer.dispose()
        self._readers.dispose()


def _fail(jobs: Sequence[_Job], failure: Exception) -> None:
    for job in jobs:
        job.failure = named(failure)
