"""Takes due deliveries, paces them, sends them through their channel, and records their fate."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Protocol, TypeAlias, TypeVar

from bots.channel import Channel
from core.errors import StoreDown
from core.messages import Delivery, Fate, Later, Never, Say, Sent, Unsure
from core.ports import Clock, Pace

log = logging.getLogger(__name__)

T = TypeVar("T")

AT_ONCE = 64
"""Deliveries under way at the same time."""

FEW = 8
"""Deliveries looked at, at least, while a budget is empty."""

LONGEST_WAIT = 300.0
"""The longest pause between two attempts, in seconds; the channels' own backoff ends there too."""

GIVE_UP_AFTER = 290
"""Failed attempts, about a day with that pause, before a delivery ends as failed."""

CLOSED = ("archived", "not_in_channel")
"""Why a thread can't be written to now, and will be again once somebody has opened its channel."""

CLOSED_WAIT = 60.0
"""Seconds between two looks at a closed channel."""

POLL = 1.0
"""Seconds after which the queue is looked at even if nobody said that there is something in it."""

QUESTION, CARD = "question", "card"
"""The purposes of deliveries that people answer, or press a button of."""

TIDY = "tidy"
"""The purpose of changes that only take buttons away."""

Settled: TypeAlias = tuple[Delivery, Fate, datetime | None]
"""What became of a delivery, and when it is tried again (None: its fate is final)."""


@dataclass(frozen=True, slots=True)
class Round:
    """What one look at the queue gave: deliveries marked as being sent, homes (channel, home) where none is due any more,
    and, if nothing could be started, when the next one will be."""

    started: Sequence[Delivery]
    empty: Collection[tuple[str, str]]
    next_due: datetime | None


class Outbox(Protocol):
    """The queue of deliveries, kept elsewhere."""

    homes: list[tuple[str, str]]
    """Where deliveries may go: (channel, home); an empty home stands for all conversations."""

    async def under_way(self) -> list[Delivery]:
        """What was being sent when the process ended: it may have arrived."""
        ...

    async def round(
        self,
        settled: Sequence[Settled],
        homes: Collection[tuple[str, str]],
        busy: Collection[str],
        most: int,
        may_go: Callable[[Delivery], bool],
    ) -> Round:
        """In one transaction: writes fates, and marks as being sent what is due in these homes, not in a busy lane, and
        allowed by `may_go`."""
        ...


@dataclass(slots=True)
class _Awaited:
    """A delivery that somebody may react to before its fate is written; `since` when it began, in seconds."""

    since: float
    settled: asyncio.Event = field(default_factory=asyncio.Event)


class Deliverer:
    """Sends what is due, one after another in each lane, different lanes at once."""

    def __init__(self, outbox: Outbox, channels: dict[str, Channel], clock: Clock, pace: Pace) -> None:
        self._outbox = outbox
        self._channels = channels
        self._clock = clock
        self._pace = pace
        self._wake = asyncio.Event()
        self._settled: list[Settled] = []
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._homes_rest: dict[tuple[str, str], float] = {}
        self._lanes_rest: dict[str, float] = {}
        self._stopping = False
        self._recovered = False
        self._look: set[tuple[str, str]] = set()
        self._next_due: datetime | None = None
        self._most = AT_ONCE
        self._held_up = False
        self._not_before: dict[int, float] = {}
        """For what may be sent, when: its turn may be a moment later."""
        self._riders: dict[tuple[str, str], Delivery] = {}
        self._awaited: dict[tuple[str, str | None], dict[int, _Awaited]] = {}
        self.idle = asyncio.Event()
        """Set while nothing is under way and nothing is due."""

    def look(self, homes: Collection[tuple[str, str]] | None = None) -> None:
        """Deliveries wait in these homes; without any named, they may wait everywhere. Those of channels that this process
        doesn't run are somebody else's."""
        named = self._outbox.homes if homes is None else homes
        # A home that the desk file no longer has is looked at for as long as this process lives.
        self._outbox.homes.extend(home for home in named if home not in self._outbox.homes)
        self._look.update(home for home in named if home[0] in self._channels)
        self.idle.clear()
        self._wake.set()

    def take(self, started: Sequence[Delivery]) -> None:
        """Sends deliveries that were marked as being sent in the transaction that made them."""
        for delivery in started:
            if delivery.purpose == TIDY and delivery.place and self._channels[delivery.channel].capabilities.rides:
                self._wait_for_a_ride(delivery)
            else:
                self._begin(delivery)

    def ride(self, channel: str, place: str) -> Delivery | None:
        """A delivery to this place that needs no answer, for a channel that is just about to answer the platform: it may
        take it along and save a call. It counts as sent."""
        delivery = self._riders.pop((channel, place), None)
        if delivery:
            self._settled.append((delivery, Sent(), None))
            self._wake.set()
        return delivery

    def _wait_for_a_ride(self, delivery: Delivery) -> None:
        """Until those who wait for this commit have run: that is in the event loop's next round but one."""
        key = (delivery.channel, delivery.place or "")
        self._riders[key] = delivery
        self.idle.clear()
        loop = asyncio.get_running_loop()
        loop.call_soon(loop.call_soon, self._ride_is_off, key, delivery)

    def _ride_is_off(self, key: tuple[str, str], delivery: Delivery) -> None:
        if self._riders.get(key) is delivery:
            del self._riders[key]
            self._begin(delivery)

    def may_start(self, delivery: Delivery) -> bool:
        """Whether a new delivery into an idle lane may skip the queue: where others wait, it must not overtake them.
        Called from the store's thread."""
        ahead = (delivery.channel, delivery.home) in self._look
        free = self._recovered and not self._stopping and not ahead
        return free and len(self._tasks) < AT_ONCE and self._may_go(delivery)

    def stop(self) -> None:
        """Takes nothing new; `run` returns once what is under way has its fate."""
        self._stopping = True
        self._wake.set()

    async def shown(self, channel: str, place: str | None, most: float) -> None:
        """Waits while a question is on its way to this place, or (no place) a card into the channel: somebody may answer
        it before the platform has told us that it is there. A delivery is waited for `most` seconds from its start."""
        for awaited in list(self._awaited.get((channel, place), {}).values()):
            left = awaited.since + most - time.monotonic()
            if left > 0:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(awaited.settled.wait(), left)

    async def run(self) -> None:
        """Works until `stop`."""
        await self._recover()
        self.look()
        while not self._is_over():
            self._wake.clear()
            await self._pace.gather()
            settled, self._settled = self._settled, []
            homes = self._homes_to_look_at()
            self._look.difference_update(homes)  # what is put in from now on is looked for again
            if settled or homes:
                self._held_up = False
                look = self._outbox.round(settled, homes, self._busy(), self._room(), self._may_go)
                if (found := await _patiently(look)) is None:
                    self._settled = settled + self._settled
                    self._look.update(homes)
                    continue
                self._look.update(set(homes) - set(found.empty))
                self._next_due = found.next_due or self._next_due
                if homes:  # of a flood only so much is looked at as the budgets may let through
                    self._most = min(AT_ONCE, FEW + 2 * len(found.started)) if self._held_up else AT_ONCE
                self._tell_awaiting(settled)
                for delivery in found.started:
                    self._begin(delivery)
                if found.started or self._pace.lacking:
                    continue
            if not self._settled and not self._is_over():
                await self._sleep()

    def _is_over(self) -> bool:
        return self._stopping and not self._tasks and not self._settled and not self._riders

    async def _recover(self) -> None:
        """What was being sent when an earlier process ended may have arrived. Nothing is begun before that is known."""
        while not self._stopping:
            if (left := await _patiently(self._outbox.under_way())) is None:
                continue
            for delivery in left:
                _, fate, again = self._judge(delivery, Unsure("the process ended while it was being sent"))
                self._settled.append((delivery, fate, self._clock() if again else None))
            self._recovered = True
            return

    def _homes_to_look_at(self) -> list[tuple[str, str]]:
        if self._stopping or not self._room():
            return []
        now = time.monotonic()
        return [home for home in self._look if self._homes_rest.get(home, 0.0) <= now]

    def _room(self) -> int:
        return 0 if self._stopping else max(0, min(AT_ONCE - len(self._tasks), self._most))

    def _busy(self) -> set[str]:
        now = time.monotonic()
        return {*self._tasks, *(lane for lane, until in self._lanes_rest.copy().items() if until > now)}

    def _begin(self, delivery: Delivery) -> None:
        self.idle.clear()
        if (key := _awaited_at(delivery)) is not None:
            self._awaited.setdefault(key, {})[delivery.id] = _Awaited(time.monotonic())
        self._tasks[delivery.lane] = asyncio.create_task(self._deliver(delivery))

    def _tell_awaiting(self, settled: Sequence[Settled]) -> None:
        for delivery, _, _ in settled:
            key = _awaited_at(delivery)
            awaited = self._awaited.get(key, {}) if key else {}
            if one := awaited.pop(delivery.id, None):
                one.settled.set()
            if key and not awaited:
                self._awaited.pop(key, None)

    async def _sleep(self) -> None:
        """Waits for a wake-up, the next due delivery, a refilled budget, or the poll, whichever is first."""
        now = time.monotonic()
        homes, lanes = self._homes_rest.copy(), self._lanes_rest.copy()
        # Those that are over count too: they may have ended since the queue was looked at.
        waits = [POLL, *(until - now for until in (*homes.values(), *lanes.values()))]
        self._homes_rest = {home: until for home, until in homes.items() if until > now}
        self._lanes_rest = {lane: until for lane, until in lanes.items() if until > now}
        if self._next_due:
            waits.append((self._next_due - self._clock()).total_seconds())
        if not (self._tasks or self._homes_rest or self._lanes_rest or self._wake.is_set()):
            self.idle.set()
        try:
            await asyncio.wait_for(self._wake.wait(), max(0.001, min(waits)))
        except TimeoutError:
            self._next_due = None
            self.look()  # what became due, and what another process may have put in

    def _may_go(self, delivery: Delivery) -> bool:
        """Whether the budgets allow it now; where one is empty, those it holds up rest until it refills."""
        channel = self._channels.get(delivery.channel)
        if channel is None or delivery.place is None:
            self._lanes_rest[delivery.lane] = time.monotonic() + POLL
            return False
        budget, until = self._pace.spend(channel.budgets(delivery), now := time.monotonic())
        if budget is None:
            if until > now:
                self._not_before[delivery.id] = until
            return True
        if budget.holds == "lane":
            self._lanes_rest[delivery.lane] = until
        else:
            self._homes_rest[delivery.channel, delivery.home] = until
            self._held_up = True
        return False

    async def _deliver(self, delivery: Delivery) -> None:
        channel = self._channels[delivery.channel]
        if (until := self._not_before.pop(delivery.id, 0.0)) > (now := time.monotonic()):
            await asyncio.sleep(until - now)
        try:
            fate = await self._send(channel, delivery)
        except Exception:
            log.exception("a delivery failed in a way nobody expected", extra={"delivery": delivery.id})
            fate = Never("refused", "an error of this program; its log has the whole of it")
        self._settled.append(self._judge(delivery, fate))
        del self._tasks[delivery.lane]
        self._wake.set()

    async def _send(self, channel: Channel, delivery: Delivery) -> Fate:
        """Sends it, unless an earlier attempt turns out to have arrived."""
        if delivery.doubted and isinstance(delivery.act, Say):
            try:
                found = await channel.find(delivery)
            except NotImplementedError:
                return await channel.send(delivery)  # it can't be asked: sent once more, and marked
            except ConnectionError as trouble:
                return Later(_pause(delivery), str(trouble))
            if found:
                return found
            delivery = replace(delivery, doubted=False)
        return await channel.send(delivery)

    def _judge(self, delivery: Delivery, fate: Fate) -> Settled:
        """Decides whether and when it is tried again."""
        now = self._clock()
        match fate:
            case Sent():
                return delivery, fate, None
            case Never(why="thread_gone"):
                return delivery, fate, now  # it goes into the thread that is made anew
            case Never() if delivery.home and (fate.why in CLOSED or _opens(delivery)):
                log.warning("a thread can't be written to; what is for it waits", extra=_about(delivery, fate.why))
                waits = Later(CLOSED_WAIT, fate.why, counts=False)
                return delivery, waits, now + timedelta(seconds=CLOSED_WAIT)
            case Never():
                log.warning("not delivered", extra=_about(delivery, fate.why))
                return delivery, fate, None
            case Unsure() if delivery.doubted and isinstance(delivery.act, Say) and not self._can_ask(delivery):
                return delivery, Never("unsure"), None
            case Unsure() if self._is_hopeless(delivery):
                return delivery, Never("unsure", fate.why), None
            case Unsure():
                return delivery, fate, now + timedelta(seconds=_pause(delivery))
            case Later():
                if fate.whole_channel:
                    self._homes_rest[delivery.channel, delivery.home] = time.monotonic() + fate.seconds
                elif not fate.counts:
                    self._hold(delivery, fate.seconds)
                if fate.counts and self._is_hopeless(delivery):
                    return delivery, Never("given_up", fate.why), None
                return delivery, fate, now + timedelta(seconds=fate.seconds)

    def _hold(self, delivery: Delivery, seconds: float) -> None:
        """The platform said how long its place wants rest: that holds for all its lanes, and for other processes."""
        now = time.monotonic()
        for budget in self._channels[delivery.channel].budgets(delivery):
            if budget.holds == "lane":
                self._pace.hold(budget, now + seconds, now)

    def _can_ask(self, delivery: Delivery) -> bool:
        channel = self._channels.get(delivery.channel)
        return channel is None or channel.capabilities.can_be_asked

    @staticmethod
    def _is_hopeless(delivery: Delivery) -> bool:
        """A card is never given up: everything of its ticket waits for it."""
        return delivery.attempts >= GIVE_UP_AFTER and not _opens(delivery)


def _opens(delivery: Delivery) -> bool:
    return isinstance(delivery.act, Say) and delivery.act.opens


def _pause(delivery: Delivery) -> float:
    """Seconds until an unsure delivery is tried again: 1, 2, 4 …"""
    return min(2.0 ** min(delivery.attempts - 1, 16), LONGEST_WAIT)


def _about(delivery: Delivery, why: str) -> dict[str, object]:
    return {"delivery": delivery.id, "channel": delivery.channel, "home": delivery.home, "why": why}


async def _patiently(work: Awaitable[T]) -> T | None:
    """What the queue answers; None, after a pause, when it can't. An error nobody expected is logged whole, and ends
    nobody else's work."""
    try:
        return await work
    except StoreDown as down:
        log.warning("deliveries wait: %s", down)
    except Exception:
        log.exception("deliveries wait, for a reason nobody expected")
    await asyncio.sleep(POLL)
    return None


def _awaited_at(delivery: Delivery) -> tuple[str, str | None] | None:
    """Where people may react to a delivery before its fate is known: a question's place; for a card, whose thread has no
    place yet, the channel."""
    if delivery.purpose == QUESTION:
        return delivery.channel, delivery.place
    return (delivery.channel, None) if delivery.purpose == CARD else None
