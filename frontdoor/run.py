"""The processes: what `run`, `web` and `worker` start, and how every one of them ends."""

from __future__ import annotations

import asyncio
import gc
import logging
import signal
from collections.abc import Callable

import uvloop

from core.desk import Desk
from frontdoor.program import Program
from frontdoor.settings import Settings
from frontdoor.tracing import Traces
from frontdoor.web import HttpServer
from storage.migrate import migrate

log = logging.getLogger(__name__)


def run_program(
    settings: Settings, desk: Desk, traces: Traces | None, *, serves: bool, works: bool, migrates: bool
) -> None:
    """Runs until SIGTERM or SIGINT. `serves`: HTTP; `works`: deliveries, timers, polling and sockets."""
    if migrates:
        migrate(settings.database)
    try:
        uvloop.run(_run(settings, desk, traces, serves=serves, works=works))
    finally:
        if traces:
            traces.close()


async def _run(settings: Settings, desk: Desk, traces: Traces | None, *, serves: bool, works: bool) -> None:
    kind = "run" if serves and works else "web" if serves else "worker"
    listens = _listens(settings, serves, works)
    async with Program(settings, desk, listens=listens, works=works, kind=kind, traces=traces) as program:
        server = HttpServer(program.routes, settings.host, settings.port) if serves else None
        if server:
            await server.start()
        await work_until_stopped(program, server)


def _listens(settings: Settings, serves: bool, works: bool) -> list[str]:
    """The channels that a process listens to. What comes by HTTP, where it is served: it registers the webhook, and notes
    that somebody is there to be called. Polling and sockets, where the work is done."""
    telegram = serves if settings.public_url else works
    slack = works or not settings.slack_app_token  # with HTTP both may read back what was missed
    return [name for name, wanted in (("telegram", telegram), ("slack", slack)) if wanted]


async def work_until_stopped(
    program: Program, server: HttpServer | None, stopping: Callable[[], None] = lambda: None
) -> None:
    """Runs the program until a signal comes or a part of it fails; then takes nothing new and finishes what is under way.
    `stopping` is called in between, for what would keep the server's requests open."""
    stopped = asyncio.create_task(until_stopped())
    _spare_the_collector()
    about = {"kind": program.store.me.kind, "desk": program.desk.name, "channels": ", ".join(program.channels)}
    log.info("started", extra=about)
    work = asyncio.create_task(program.run())
    await asyncio.wait((work, stopped), return_when=asyncio.FIRST_COMPLETED)
    stopped.cancel()
    work.cancel()
    stopping()
    if server:
        await server.stop()
    try:
        await work
    except asyncio.CancelledError:
        log.info("stopped")


async def until_stopped() -> None:
    """Until SIGTERM or SIGINT comes."""
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    await stop.wait()


def _spare_the_collector() -> None:
    """What was loaded at the start stays for good: the garbage collector need not walk through it again and again, and
    may come less often. Turns make few cycles; walking costs a seventh of a turn (docs/performance.md)."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
