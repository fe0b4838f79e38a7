"""The processes: what `run`, `web` and `worker` start, and how every one of them ends."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Callable, Sequence

import uvloop
from starlette.routing import BaseRoute

from core.desk import Desk
from frontdoor.program import Program
from frontdoor.settings import Settings
from frontdoor.web import HttpServer
from storage.migrate import migrate

log = logging.getLogger(__name__)


def run_program(settings: Settings, desk: Desk, *, serves: bool, works: bool, migrates: bool) -> None:
    """Runs until SIGTERM or SIGINT. `serves`: HTTP; `works`: deliveries, timers, polling and sockets."""
    if migrates:
        migrate(settings.database)
    uvloop.run(_run(settings, desk, serves=serves, works=works))


async def _run(settings: Settings, desk: Desk, *, serves: bool, works: bool) -> None:
    async with Program(settings, desk, listens=works or settings.public_url is not None, works=works) as program:
        await serve_and_work(program, program.routes if serves else [], settings, lambda: None)


async def serve_and_work(
    program: Program, routes: Sequence[BaseRoute], settings: Settings, ready: Callable[[], None]
) -> None:
    """Serves the routes and runs the program until a signal comes or a part of it fails; `ready` is called once it listens."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    server = HttpServer(routes, settings.host, settings.port) if routes else None
    if server:
        await server.start()
    log.info("started", extra={"desk": program.desk.name, "channels": ", ".join(program.channels)})
    ready()
    work = asyncio.create_task(program.run())
    stopped = asyncio.create_task(stop.wait())
    await asyncio.wait((work, stopped), return_when=asyncio.FIRST_COMPLETED)
    stopped.cancel()
    work.cancel()
    if server:
        await server.stop()
    try:
        await work
    except asyncio.CancelledError:
        log.info("stopped")
