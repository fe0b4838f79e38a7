"""The command line."""

from __future__ import annotations

import asyncio
import json
import logging
import sys
from collections.abc import Callable, Coroutine, Iterable, Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from core.errors import Expected, NotReady
from frontdoor.logs import set_up_logs
from frontdoor.settings import SHIPPED_DESK, Missing, Settings, can_run, environment, missing_settings, read_settings
from frontdoor.tracing import secrets_of, traces_of

if TYPE_CHECKING:
    from core.desk import Desk
    from playground.world import World
    from storage.store import Store
    from storage.unit import Unit

T = TypeVar("T")

# What talks to platforms takes seconds to import: each command imports what it needs.


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="frontdoor")
def main() -> None:
    """Front Door: a support desk that lives in chat."""


@main.command()
def run() -> None:
    """Everything in one process, for the channels that have tokens."""
    _start(serves=True, works=True, migrates=True)


@main.command()
def web() -> None:
    """Only what comes in by HTTP (after `frontdoor migrate`)."""
    _start(serves=True, works=False, migrates=False)


@main.command()
def worker() -> None:
    """Deliveries, timers, polling and sockets (after `frontdoor migrate`)."""
    _start(serves=False, works=True, migrates=False)


@main.command()
def migrate() -> None:
    """Make the database, or bring it up to this version."""
    with _told():
        from storage.migrate import migrate as bring_up

        settings = read_settings(environment())
        bring_up(settings.database)
        click.echo(f"{settings.database} is up to date.")


@main.command()
@click.option(
    "--platforms",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Only the platforms and their page; writes the settings for programs that use them to this file.",
)
def playground(platforms: Path | None) -> None:
    """A simulated Telegram and Slack on this machine, and a page with both sides."""
    with _told():
        environ = environment()
        settings = read_settings({name: value for name, value in environ.items() if name in _PLAYGROUND_NAMES})
        set_up_logs(secrets_of(environ), settings.log_level)
        from frontdoor.play import channels_named, run_platforms, run_playground

        if platforms:
            run_platforms(settings.host, settings.port, VAR / "platforms", platforms)
            return

        own = settings.desk.resolve() != SHIPPED_DESK
        folder = VAR.with_name(f"{VAR.name}-{settings.desk.stem}") if own else VAR

        def load(world: World, base: str) -> tuple[Settings, Desk]:
            there = {**world.environment(base), "FRONTDOOR_DESK": str(settings.desk)}
            there |= {"DATABASE_URL": f"sqlite:///{folder / 'frontdoor.db'}", "FRONTDOOR_FILES": str(folder / "files")}
            there |= {"PORT": str(settings.port), "FRONTDOOR_HOST": settings.host}
            there |= {"FRONTDOOR_TELEGRAM_RATE": "1000", "FRONTDOOR_TELEGRAM_GROUP_RATE": "1000"}
            channels = channels_named(settings.desk, there["SLACK_SUPPORT_CHANNEL"])
            return read_settings(there), _desk(settings.desk, {**channels, **environ, **there})

        run_playground(settings, load, folder / "platforms", traces_of(environ))


VAR = Path("var/playground")
"""Where the playground keeps what happened in it, from the current directory; on another desk than the demo in a folder
beside it, with that desk's name."""

_PLAYGROUND_NAMES = ("FRONTDOOR_DESK", "FRONTDOOR_HOST", "FRONTDOOR_LOG_LEVEL", "PORT")


@main.command()
@click.argument("desk", required=False, type=click.Path(path_type=Path))
@click.option("--language", "wanted", metavar="CODE", help="Draw the menu in this language of the desk, or in `all`.")
def check(desk: Path | None, wanted: str | None) -> None:
    """Say what is wrong with the desk file and the settings, and draw the menu people will see."""
    with _told(to_stdout=True):
        from dialogs.phrases import Phrases
        from frontdoor.deskfile import DeskFileBroken, menu_lines
        from frontdoor.kept import files_of
        from frontdoor.served import not_served, served

        environ = environment()
        settings = read_settings(environ)
        files_of(settings)  # raises for a bucket without its library
        path = desk or settings.desk
        try:
            read = _desk(path, environ)
        except DeskFileBroken as broken:
            click.echo(str(broken))
            _echo_lines(missing_settings(settings, needs_slack=True))
            sys.exit(1)
        missing = _missing(settings, read)
        _echo_lines(missing)
        nothing_set = settings.telegram_token is None and settings.slack_token is None
        if missing and not (desk and nothing_set):
            sys.exit(1)
        if wanted and wanted not in (*read.languages, "all"):
            raise click.BadParameter(f"this desk speaks {', '.join(read.languages)}", param_hint="--language")
        click.echo(f"{path}: this desk can run.")
        _echo_lines(not_served(read, mails=settings.smtp_url is not None))
        for language in read.languages if wanted == "all" else (wanted or read.fallback,):
            _echo_lines(menu_lines(served(read), language, partial(Phrases(), language)))


@main.command()
def schema() -> None:
    """The desk file's JSON Schema, by which editors check and complete it."""
    from core.desk_schema import desk_schema

    click.echo(json.dumps(desk_schema(), ensure_ascii=False, indent=1))


@main.group()
def tickets() -> None:
    """The tickets, as they are now."""


_as_json = click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")


@tickets.command("list")
@_as_json
def list_tickets(as_json: bool) -> None:
    """All tickets, newest first."""
    from storage import reading

    with _told():
        found = _read(reading.tickets)
        if as_json:
            click.echo(json.dumps(found, ensure_ascii=False, indent=2))
            return
        for one in found:
            click.echo(f"{one['reference']:<10} {one['state']:<24} {one['taker'] or '-':<20} {one['topic']}")


@tickets.command("show")
@click.argument("reference")
@_as_json
def show_ticket(reference: str, as_json: bool) -> None:
    """One ticket whole."""
    from storage import reading

    with _told():
        found = _read(lambda unit: reading.ticket(unit, reference))
        if found is None:
            raise Expected(f"there is no ticket {reference}")
        click.echo(json.dumps(found, ensure_ascii=False, indent=2) if as_json else _drawn(found))


@tickets.command("export")
@_as_json
def export_tickets(as_json: bool) -> None:
    """All tickets whole, one JSON object a line (with --json: one array)."""
    from storage import reading

    def whole(unit: Unit) -> list[dict[str, Any] | None]:
        return [reading.ticket(unit, one["reference"]) for one in reading.tickets(unit)]

    with _told():
        found = _read(whole)
        if as_json:
            click.echo(json.dumps(found, ensure_ascii=False, indent=2))
            return
        for one in found:
            click.echo(json.dumps(one, ensure_ascii=False))


@main.group()
def companies() -> None:
    """The companies, their plans and people."""


@companies.command("import")
@click.argument("file", type=click.Path(path_type=Path))
def import_companies(file: Path) -> None:
    """Bring a list of people in, as a table of comma-separated values; what is wrong with it is told, and nothing done."""
    from frontdoor.companies import import_list, read_rows

    with _told(to_stdout=True):
        environ = environment()
        desk = _desk(read_settings(environ).desk, environ)
        rows, bad = read_rows(file)
        click.echo(_in_store(lambda store: store.write(lambda unit: import_list(unit, file, rows, desk, bad))))


@companies.command("list")
@_as_json
def list_companies(as_json: bool) -> None:
    """Every company with its people."""
    from frontdoor.companies import list_lines
    from storage.companies import as_data, listing

    with _told():
        found = as_data(_read(listing))
        _echo_lines([json.dumps(found, ensure_ascii=False, indent=2)] if as_json else list_lines(found))


@companies.command("remove")
@click.argument("who")
def remove_from_companies(who: str) -> None:
    """Take somebody off the list: by a Telegram or Slack id, an @username or an e-mail address."""
    from storage.companies import remove

    with _told():
        gone = _in_store(lambda store: store.write(lambda unit: remove(unit, who)))
        if not gone:
            raise Expected(f"nobody on the list has {who}")
        _echo_lines(f"{name} is off the list." for name in gone)


@companies.command("knocks")
@_as_json
def list_knocks(as_json: bool) -> None:
    """Who asked to be let in and is on no list, the latest first."""
    from frontdoor.companies import knock_lines
    from storage.companies import knocks

    with _told():
        found = _read(knocks)
        _echo_lines([json.dumps(found, ensure_ascii=False, indent=2)] if as_json else knock_lines(found))


@main.group()
def deliveries() -> None:
    """What could not be delivered."""


@deliveries.command("failed")
@_as_json
@click.option("--text", "with_text", is_flag=True, help="With what people wrote.")
@click.option("--ticket", metavar="REF", help="Of one ticket only.")
def failed_deliveries(as_json: bool, with_text: bool, ticket: str | None) -> None:
    """Deliveries that ended as failed, newest first: when, where to, what, and why."""
    from frontdoor.deliveries import as_data, as_lines
    from storage import failed

    with _told():
        found = _read(lambda unit: failed.failed(unit, ticket))
        if as_json:
            click.echo(json.dumps(as_data(found, with_text), ensure_ascii=False, indent=2))
        else:
            _echo_lines(as_lines(found, with_text) or ["nothing has failed"])


@deliveries.command("retry")
@click.argument("ids", nargs=-1, type=int, metavar="[ID]...")
@click.option("--ticket", metavar="REF", help="Those of one ticket.")
@_as_json
def retry_deliveries(ids: tuple[int, ...], ticket: str | None, as_json: bool) -> None:
    """Put failed deliveries back into the queue, each at its place: all that make sense, or those named."""
    from frontdoor.deliveries import retry, told

    with _told():
        outcome = _in_store(lambda store: retry(store, ids, ticket))
        _echo_lines(told(outcome, as_json))
        if outcome.busy:
            sys.exit(1)


# ---------------------------------------------------------------- inside


class _told:
    """Expected failures end the command with their words and exit 1; others stay what they are."""

    def __init__(self, to_stdout: bool = False) -> None:
        self._to_stdout = to_stdout

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        if isinstance(error, (Expected, OSError)):
            click.echo(str(error), err=not self._to_stdout)
            sys.exit(1)


def _echo_lines(lines: Iterable[object]) -> None:
    for line in lines:
        click.echo(str(line))


def _start(*, serves: bool, works: bool, migrates: bool) -> None:
    with _told():
        environ = environment()
        settings = read_settings(environ)
        set_up_logs([*settings.secrets, *secrets_of(environ)], settings.log_level)
        desk = _desk(settings.desk, environ)
        missing = _missing(settings, desk)
        if not can_run(settings, desk.needs_key):
            raise Expected("\n".join(str(one) for one in missing))
        from frontdoor.run import run_program
        from frontdoor.served import not_served

        for line in [*map(str, missing), *not_served(desk, mails=settings.smtp_url is not None)]:
            logging.getLogger(__name__).warning(line)

        run_program(settings, desk, traces_of(environ), serves=serves, works=works, migrates=migrates)


def _missing(settings: Settings, desk: Desk) -> list[Missing]:
    needs_slack = any(team.slack for team in desk.teams.values())
    return missing_settings(settings, needs_slack, desk.needs_key)


def _desk(path: Path, environ: Mapping[str, str]) -> Desk:
    from frontdoor.deskfile import load_desk

    return load_desk(path, environ)


def _read(work: Callable[[Unit], T]) -> T:
    """Reads from the database, also while the program runs."""
    return _in_store(lambda store: store.read(work))


def _in_store(work: Callable[[Store], Coroutine[Any, Any, T]]) -> T:
    """Works on the store, also while the program runs."""
    from storage.migrate import is_current
    from storage.store import Store

    settings = read_settings(environment())
    if not is_current(settings.database):
        raise NotReady(f"the database {settings.database} isn't there or isn't migrated. Run: frontdoor migrate")

    async def once() -> T:
        store = Store(settings.database, lambda: datetime.now(UTC))
        await store.open()
        try:
            return await work(store)
        finally:
            await store.close()

    return asyncio.run(once())


def _drawn(ticket: dict[str, Any]) -> str:
    head = [f"{key}: {ticket[key]}" for key in ("reference", "kind", "state", "priority", "team", "requester", "taker")]
    answers = [f"  {slot}: {shown}" for slot, shown in ticket["answers"].items()]
    said = [
        f"  {one['at'][:16]} {one['from']} ({one['side']}, {one['kind']}): {one['text']}" for one in ticket["messages"]
    ]
    return "\n".join([*head, "answers:", *answers, "messages:", *said])


if __name__ == "__main__":
    main()
