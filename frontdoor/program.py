"""Everything put together: store, channels, dialogue, deliveries, timers. Nothing is built at import."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections import Counter
from collections.abc import Collection, Sequence
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from functools import partial
from types import TracebackType
from typing import Any

from starlette.routing import BaseRoute

from bots.channel import Channel
from bots.delivery import Deliverer
from bots.email.channel import Email
from bots.email.settings import EmailSettings
from bots.slack.channel import Slack
from bots.slack.entering import spelled
from bots.slack.picking import TicketReaction
from bots.slack.settings import SlackSettings
from bots.telegram.channel import Telegram
from bots.telegram.settings import TelegramSettings
from core.commands import REQUESTER_COMMANDS
from core.desk import Desk
from core.errors import NotReady, StoreDown
from core.messages import Delivery
from core.pace import LocalPace
from core.ports import Clock
from core.working_time import Calendar
from dialogs.engine import Engine
from dialogs.phrases import Phrases
from dialogs.turn import House
from frontdoor.announcing import Announcer
from frontdoor.api import Api
from frontdoor.api_desk import StoredDesk
from frontdoor.clockwork import Clockwork
from frontdoor.days_off import days_off
from frontdoor.file_links import FileLinks
from frontdoor.heard import StoredHeard
from frontdoor.inbox import Gate
from frontdoor.kept import files_of
from frontdoor.metrics import Metrics
from frontdoor.outbox import StoredOutbox
from frontdoor.scanning import Clamd
from frontdoor.scrape import Scrapes
from frontdoor.sealing import opening, sealer_of
from frontdoor.served import COMMAND_SIGNS, FORM_CHANNELS, NAMED_THREADS, NO_WHISPERS, THREAD_CHANNELS, served
from frontdoor.settings import Settings
from frontdoor.shift import Shift
from frontdoor.tracing import Traces
from frontdoor.waiting import Fetcher
from frontdoor.watch import Watch
from frontdoor.web import own_routes
from storage import queue
from storage.migrate import is_current
from storage.shared import Shared
from storage.store import Store

log = logging.getLogger(__name__)

COMMANDS = REQUESTER_COMMANDS
"""What the requester's command menu shows."""

FINISH_WITHIN = 5.0
"""Seconds that deliveries under way have at the end; after that the next start takes them up as doubtful."""


def now() -> datetime:
    return datetime.now(UTC)


class Program:
    """One process's work. `listens`: the channels that bring updates in by polling or a socket (all, unless named);
    `works`: sends deliveries and fires timers. `kind`: what it is to the other processes of its database.
    `address`: where it is reached by HTTP, where that is not FRONTDOOR_PUBLIC_URL.

    Use as an async context manager; inside, `run` works until cancelled.
    """

    def __init__(
        self,
        settings: Settings,
        desk: Desk,
        *,
        clock: Clock = now,
        listens: Collection[str] | None = None,
        works: bool = True,
        kind: str = "run",
        traces: Traces | None = None,
        address: str | None = None,
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._listens = listens
        self._works = works
        self.desk = served(desk)
        self.metrics = Metrics()
        self.watch = Watch(self.metrics, clock, traces)
        self.phrases = Phrases(self.desk.languages)
        self.sealer = sealer_of(settings, self.desk)
        self.files = files_of(settings)
        self.links = FileLinks(settings, self.files, clock, settings.public_url or address)
        self.house = self._house()
        self.store = Store(settings.database, clock, kind)
        self.channels: dict[str, Channel] = {}
        self.fetcher = self._fetcher()
        self.gate = Gate(self.store, self.house, self.fetcher, self.watch, self._on_its_way, self._ride)
        self._heard = StoredHeard(self.store, self.house, clock)
        self._add_channels()
        outbox = StoredOutbox(self.store, self.house, self._homes(), self.watch)
        self.shared = self._shared(desk.key)
        pace = self.shared.pace if self.shared else LocalPace(self._senders)
        self.deliverer = Deliverer(outbox, self._watched(), clock, pace)
        self.scrapes = Scrapes(self.store, self.metrics, self.channels, self._processes)
        self.clockwork = Clockwork(self.store, self.house)
        if works:
            self.store.may_start, self.store.may_lend = self.deliverer.may_start, self.deliverer.has_time
        self.store.committed = self._committed
        self._stack = AsyncExitStack()

    def _watched(self) -> dict[str, Channel]:
        """The channels as deliveries go through them."""
        return {name: self.watch.over(opening(channel, self.sealer)) for name, channel in self.channels.items()}

    def _shared(self, key: str) -> Shared | None:
        redis = self._settings.redis_url
        return Shared(redis.get_secret_value(), key, self._senders) if redis else None

    def _fetcher(self) -> Fetcher:
        scanner = Clamd(self._settings.clamd) if self._settings.clamd else None
        return Fetcher(self.store, self.house, self.files, self.channels, self.watch, scanner)

    def _house(self) -> House:
        desk = self.desk
        calendar = Calendar(desk.hours, desk.timezone, days_off(desk.hours))
        chance = partial(secrets.token_urlsafe, 18)
        return House(
            desk,
            self.phrases,
            Engine(desk),
            THREAD_CHANNELS,
            calendar,
            chance,
            self._link,
            no_whispers=NO_WHISPERS,
            named_threads=NAMED_THREADS,
            command_signs=COMMAND_SIGNS,
            spelled={"slack": Phrases(self.desk.languages, spelled=spelled)} if self._settings.slack_token else {},
            sealer=self.sealer,
            mails=self._settings.smtp_url is not None,
            form_channels=FORM_CHANNELS,
            carries={"telegram": Telegram.capabilities, "slack": Slack.capabilities},
            file_link=self.links.link,
        )

    def _senders(self) -> int:
        """How many processes send, and share the budgets where Redis doesn't divide them."""
        return self.store.senders

    def _committed(self, started: Sequence[Delivery], queued: Collection[tuple[str, str]]) -> None:
        self.watch.begun(started)
        if self._works:
            self.deliverer.take(started)
            if queued:
                self.deliverer.queued(queued)
        if queued and self.shared:
            self.shared.ring(queued)

    def _on_its_way(self, channel: str, place: str | None) -> Sequence[asyncio.Event]:
        return self.deliverer.on_its_way(channel, place)

    def _ride(self, channel: str, place: str) -> Delivery | None:
        return self.deliverer.ride(channel, place)

    def _processes(self) -> Counter[str]:
        return Counter(process.kind for process in self.store.alive)

    def look_at_the_clock(self) -> None:
        """The time has moved (tests)."""
        self.clockwork.wake()
        self.deliverer.look()

    @property
    def routes(self) -> list[BaseRoute]:
        """The HTTP paths of the program and its channels."""
        of_channels = [route for channel in self.channels.values() for route in channel.routes()]
        token = self._settings.api_token
        api = Api(StoredDesk(self.store, self.house), token.get_secret_value(), self._clock).routes() if token else []
        return [*of_channels, *own_routes(self.scrapes.text, self.missing), *self.links.routes(), *api]

    async def __aenter__(self) -> Program:
        """Opens store and channels. Raises NotReady (not migrated), WrongToken."""
        if not await asyncio.to_thread(is_current, self._settings.database):
            raise NotReady(f"the database {self._settings.database} isn't migrated. Run: frontdoor migrate")
        async with AsyncExitStack() as stack:
            await self.store.open()
            stack.push_async_callback(self.store.close)
            if self.shared:
                stack.push_async_callback(self.shared.close)
                await self.shared.open(self.deliverer.look if self._works else None)
            for channel in self.channels.values():
                stack.push_async_callback(channel.close)
                await channel.open()
            self._stack = stack.pop_all()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._stack.aclose()

    async def run(self) -> None:
        """Works until cancelled; then finishes what is under way. Raises what a part of it ends with."""
        parts: list[asyncio.Task[Any]] = [asyncio.create_task(self._until_ready_to_stop())] if self._works else []
        for name, channel in self.channels.items():
            if self._listens is None or name in self._listens:
                parts.append(asyncio.create_task(self._listen(channel)))
        if self._works:
            parts.append(asyncio.create_task(self.fetcher.run()))
            parts.append(asyncio.create_task(Announcer(self.store, self.house).run()))
        parts.append(asyncio.create_task(self.scrapes.run()))
        parts.append(asyncio.create_task(asyncio.Event().wait()))  # what is served by HTTP alone has no end of its own
        try:
            done, _ = await asyncio.wait(parts, return_when=asyncio.FIRST_EXCEPTION)
            for part in done:
                part.result()
        finally:
            listeners = parts[1:] if self._works else parts
            for part in listeners:
                part.cancel()
            await asyncio.gather(*listeners, return_exceptions=True)
            await self.fetcher.end()
            if self._works:
                await self._finish(parts[0])
            await self.scrapes.add_soon()

    async def _listen(self, channel: Channel) -> None:
        """Brings updates in; where only one process may, once no other living one does."""
        if channel.listens_alone:
            await Shift(self.store, f"{channel.name} updates").work(channel.listen)
        else:
            await channel.listen()

    async def _until_ready_to_stop(self) -> None:
        clockwork = asyncio.create_task(self.clockwork.run())
        deliverer = asyncio.create_task(self.deliverer.run())
        try:
            await asyncio.wait((clockwork, deliverer), return_when=asyncio.FIRST_COMPLETED)
            if clockwork.done():
                clockwork.result()
            await deliverer
        finally:
            clockwork.cancel()
            deliverer.cancel()
            await asyncio.gather(clockwork, deliverer, return_exceptions=True)

    async def _finish(self, work: asyncio.Task[None]) -> None:
        await self.store.write(lambda unit: None)  # what was handed in before is committed, and its deliveries begun
        self.deliverer.stop()
        done, _ = await asyncio.wait((work,), timeout=FINISH_WITHIN)
        if not done:
            log.warning("deliveries still under way are left to the next start")
            work.cancel()
            await asyncio.gather(work, return_exceptions=True)

    async def missing(self) -> str | None:
        """What keeps the program from being ready, or None."""
        try:
            await self.store.read(lambda unit: queue.due_timers(unit, 1))
        except (StoreDown, NotReady) as trouble:
            return str(trouble)
        return await self.shared.missing() if self.shared else None

    # ---------------------------------------------------------------- channels

    def _add_channels(self) -> None:
        if (telegram := self._telegram()) is not None:
            self.channels["telegram"] = telegram
        if (slack := self._slack()) is not None:
            self.channels["slack"] = slack
        if self._settings.smtp_url is not None:
            given = EmailSettings.of(self._settings.smtp_url.get_secret_value())
            self.channels["email"] = Email(given, self.desk.name, self.desk.key, self._clock)

    def _telegram(self) -> Channel | None:
        given = self._settings
        if given.telegram_token is None:
            return None
        commands = {
            str(language): {command: self.phrases(language, f"command-{command}") for command in self._commands()}
            for language in self.desk.languages
        }
        return Telegram(
            TelegramSettings(
                given.telegram_token.get_secret_value(),
                given.telegram_url,
                given.public_url,
                given.telegram_secret.get_secret_value() if given.telegram_secret else None,
                given.telegram_rate,
                given.telegram_group_rate,
            ),
            self.gate,
            self.files,
            self._heard,
            self._doubt_line,
            lambda kind: self.metrics.unknown.add("telegram", kind),
            commands,
            homes=self._homes_of("telegram"),
            agents=self._agents,
            clock=self._clock,
        )

    def _commands(self) -> list[str]:
        return [command for command in COMMANDS if command != "changes" or self.desk.changelog]

    def _slack(self) -> Channel | None:
        given = self._settings
        if given.slack_token is None:
            return None
        return Slack(
            SlackSettings(
                given.slack_token.get_secret_value(),
                given.slack_app_token.get_secret_value() if given.slack_app_token else None,
                given.slack_signing_secret.get_secret_value() if given.slack_signing_secret else None,
                given.slack_url,
            ),
            self.gate,
            self.files,
            self._heard,
            homes=self._homes_of("slack"),
            agents=self._agents,
            on_unknown=lambda kind: self.metrics.unknown.add("slack", kind),
            direct=True,
            ticket_reaction=self._ticket_reaction,
        )

    @property
    def _ticket_reaction(self) -> TicketReaction | None:
        given = self.desk.ticket_reaction
        return TicketReaction(given.emoji, frozenset(given.channels)) if given else None

    @property
    def _agents(self) -> Collection[str] | None:
        """Who they are; None where members of a team's place are."""
        agents = self.desk.agents
        return None if isinstance(agents, str) else [str(agent) for agent in agents]

    def _homes_of(self, name: str) -> list[str]:
        return [home for channel, home in self._homes() if channel == name and home]

    def _doubt_line(self, delivery: Delivery) -> str:
        return self.phrases(delivery.language, "sent-again")

    def _link(self, channel: str, word: str) -> str | None:
        return self.channels[channel].link(word)

    def _homes(self) -> Sequence[tuple[str, str]]:
        conversations = [(channel, "") for channel in self.channels]
        return [*conversations, *dict.fromkeys(home for team in self.desk.teams for home in self.house.homes(team))]
