"""The embedded store: SQLite, one writer thread, several waiting transactions in one commit."""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy import event

from core.errors import NotReady, StoreDown
from core.messages import Delivery, Update
from core.ports import Clock
from storage import tables
from storage.ids import Ids
from storage.unit import Unit

T = TypeVar("T")

MOST_IN_ONE_COMMIT = 64


@dataclass(slots=True)
class _Job:
    """A function to run in a transaction, who waits for it, and the update it is about (known before, so that what
    several updates need is loaded together)."""

    work: Callable[[Unit], Any]
    done: asyncio.Future[Any]
    update: Update | None = None
    result: Any = None
    failure: Exception | None = None


def connect(path: Path, *, writes: bool) -> sa.Engine:
    """An engine on one SQLite file: WAL, every commit on disk (synchronous=FULL), transactions begun by us.

    Python's sqlite3 begins transactions late and in its own way; isolation_level None leaves it to the "begin" event.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    size = 1 if writes else 4
    engine = sa.create_engine(
        f"sqlite:///{path}",
        poolclass=sa.pool.QueuePool,
        pool_size=size,
        max_overflow=0,
        hide_parameters=True,  # they are what people wrote, and errors go to the log
        connect_args={"check_same_thread": False},
    )

    @event.listens_for(engine, "connect")
    def _(connection: Any, record: Any) -> None:
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000"):
            connection.execute(f"PRAGMA {pragma}")
        if not writes:
            connection.execute("PRAGMA query_only=ON")

    @event.listens_for(engine, "begin")
    def _(connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


class SqliteStore:
    """Transactions on one SQLite file. `write` and `read` take a function of a `Unit` and return what it returns."""

    def __init__(self, path: Path, clock: Clock) -> None:
        self.may_start: Callable[[Delivery], bool] = lambda _: False
        """See `Unit`; called in the writer's thread."""
        self.committed: Callable[[Sequence[Delivery], Collection[tuple[str, str]]], None] = lambda started, queued: None
        """Told of every commit with deliveries: those to send now, and where others wait. Called in the event loop."""
        self._clock = clock
        self._path = path
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    async def open(self) -> None:
        """Raises NotReady when the file isn't there or not migrated to this version."""
        self._loop = asyncio.get_running_loop()
        self._writer = connect(self._path, writes=True)
        self._readers = connect(self._path, writes=False)
        self._pool = ThreadPoolExecutor(4, thread_name_prefix="read")
        self._ids = Ids(above=await self._loop.run_in_executor(self._pool, self._greatest_id))
        self._thread = threading.Thread(target=self._work, name="writer", daemon=True)
        self._thread.start()

    async def close(self) -> None:
        """Finishes what was handed in, then ends."""
        if self._thread:
            self._jobs.put(None)
            await asyncio.get_running_loop().run_in_executor(None, self._thread.join)
            self._pool.shutdown()
            self._writer.dispose()
            self._readers.dispose()
            self._thread = None

    async def write(self, work: Callable[[Unit], T], update: Update | None = None) -> T:
        """Runs `work` in a transaction, possibly together with other waiting ones, and returns after the commit.

        `work` may run twice (when a neighbour in the same commit failed) and must have no effect but on its unit.
        What it raises is raised here, and then nothing of it was kept.
        """
        done: asyncio.Future[T] = self._loop.create_future()
        self._jobs.put(_Job(work, done, update))
        return await done

    async def read(self, work: Callable[[Unit], T]) -> T:
        """Runs `work` on a connection that can't write, beside the writer."""
        return await self._loop.run_in_executor(self._pool, self._read, work)

    # ---------------------------------------------------------------- the writer's thread

    def _work(self) -> None:
        with self._writer.connect() as connection:
            while (first := self._jobs.get()) is not None:
                jobs, ended = self._gather(first)
                units = self._run(connection, jobs)
                self._loop.call_soon_threadsafe(self._hand_back, jobs, units)
                if ended:
                    return

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

    def _run(self, connection: sa.Connection, jobs: list[_Job]) -> list[Unit]:
        try:
            with connection.begin():
                unit = Unit(connection, self._clock(), self._ids, self.may_start)
                if updates := [job.update for job in jobs if job.update]:
                    unit.prefetch([update.key for update in updates], [(u.channel, u.place) for u in updates])
                for job in jobs:
                    job.result = job.work(unit)
                unit.flush()
            return [unit]
        except Exception as failure:  # noqa: BLE001 - it is not swallowed: whoever waits for the job gets it
            if len(jobs) == 1:
                jobs[0].failure = _named(failure)
                return []
        return [unit for job in jobs for unit in self._run(connection, [job])]

    # ---------------------------------------------------------------- back in the event loop

    def _hand_back(self, jobs: list[_Job], units: list[Unit]) -> None:
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

    # ---------------------------------------------------------------- the readers' threads

    def _read(self, work: Callable[[Unit], T]) -> T:
        with self._readers.connect() as connection, connection.begin():
            return work(Unit(connection, self._clock(), self._ids))

    def _greatest_id(self) -> int:
        try:
            with self._readers.connect() as connection:
                return connection.execute(sa.select(sa.func.max(tables.delivery.c.id))).scalar() or 0
        except sa.exc.OperationalError as error:
            raise NotReady(f"the database {self._path} isn't migrated. Run: frontdoor migrate") from error


def _named(failure: Exception) -> Exception:
    """A database that can't be used is an expected failure; anything else stays what it is."""
    if isinstance(failure, sa.exc.OperationalError):
        down = StoreDown(f"the database can't be used just now: {failure.orig}")
        down.__cause__ = failure
        return down
    return failure
