"""The playground: the simulated platforms, their page and the program itself, on one address of this machine."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from pathlib import Path

import uvloop

from core.desk import Desk
from frontdoor.companies import import_list, read_rows
from frontdoor.program import Program
from frontdoor.run import until_stopped, work_until_stopped
from frontdoor.settings import Settings
from frontdoor.tracing import Traces
from frontdoor.web import HttpServer
from playground.cast import Cast
from playground.page import routes as page_routes
from playground.world import World
from storage.companies import listing
from storage.migrate import migrate
from storage.store import Store
from storage.unit import Unit


def run_playground(
    settings: Settings, load: Callable[[World, str], tuple[Settings, Desk]], folder: Path, traces: Traces | None
) -> None:
    """Runs the playground: the simulated platforms, their page and the program itself, on one address of this machine.

    `load` makes the settings and the desk for a program that talks to the platforms at an address.
    """
    try:
        uvloop.run(_run_playground(settings, load, folder, traces))
    finally:
        if traces:
            traces.close()


def channels_named(desk: Path, support: str) -> dict[str, str]:
    """The Slack channels that a desk file takes from the environment: in the playground each of them is #support."""
    text = desk.read_text("utf-8", "replace") if desk.is_file() else ""
    return dict.fromkeys(re.findall(r"\$\{(SLACK_\w+_CHANNEL)\}", text), support)


def also_in_telegram(desk: Desk, group: int) -> Desk:
    """The desk as the playground runs it: a team that answers in Slack alone has its tickets in this Telegram group as well."""
    teams = {
        key: team.model_copy(update={"telegram": group}) if team.slack and not team.telegram else team
        for key, team in desk.teams.items()
    }
    return desk.model_copy(update={"teams": teams})


async def _run_playground(
    settings: Settings, load: Callable[[World, str], tuple[Settings, Desk]], folder: Path, traces: Traces | None
) -> None:
    base = f"http://{settings.host}:{settings.port}"
    async with World(folder) as world:
        there, desk = load(world, base)
        desk = also_in_telegram(desk, Cast(world).group.id)
        migrate(there.database)
        server = HttpServer([*world.routes(), *page_routes(world)], settings.host, settings.port)
        await server.start()
        async with Program(there, desk, traces=traces, address=base) as program:
            await brings_people_in(program.store, there.desk, desk)
            server.add(program.routes)
            print(_WELCOME.format(base=base), flush=True)  # noqa: T201 - the one thing the playground says
            await work_until_stopped(program, server, world.closing.set)


async def brings_people_in(store: Store, file: Path, desk: Desk) -> None:
    """Puts the simulated people on the desk's list, where nobody is on it yet: those of `NAME.companies.csv` beside the desk
    file `NAME.yml`. Raises BadList."""
    people = file.with_suffix(".companies.csv")
    if not people.is_file():
        return
    rows, bad = read_rows(people)

    def once(unit: Unit) -> None:
        if not listing(unit).people:
            import_list(unit, people, rows, desk, bad)

    await store.write(once)


def run_platforms(host: str, port: int, folder: Path, settings: Path) -> None:
    """Runs the simulated platforms and their page alone, for programs that run as processes of their own (several, or on
    other databases). Writes to `settings` what they need in their environment."""
    uvloop.run(_run_platforms(host, port, folder, settings))


async def _run_platforms(host: str, port: int, folder: Path, settings: Path) -> None:
    base = f"http://{host}:{port}"
    async with World(folder) as world:
        server = HttpServer([*world.routes(), *page_routes(world)], host, port)
        await server.start()
        lines = [f"{name}={value}" for name, value in world.environment(base).items()]
        await asyncio.to_thread(
            settings.write_text,
            "\n".join([*lines, "FRONTDOOR_TELEGRAM_RATE=1000", "FRONTDOOR_TELEGRAM_GROUP_RATE=1000", ""]),
        )
        print(_PLATFORMS.format(base=base, settings=settings), flush=True)  # noqa: T201 - the one thing they say
        await until_stopped()
        world.closing.set()
        await server.stop()


_PLATFORMS = """
  The simulated platforms and their page:  {base}/
  What a program needs in its environment to use them stands in {settings}
"""

_WELCOME = """
  Front Door's playground:  {base}/

  On the left you are Ann, who needs help, in Telegram. On the right you are Anna, who gives it, in Slack.
  Sam asks in Slack, and Maria answers in Telegram: their names stand beside Ann's and Anna's.
  Try first:  1. press Start in the phone and report that something is broken
              2. open the card that appears in #support, press Take, and answer in its thread
              3. press Solved, and answer "Was your problem solved?" in the phone

  Nothing leaves this machine. Ctrl-C ends it; what you did is kept in var/ for the next time.
"""
