"""Takes due deliveries, paces them, sends them through their channel, and records their fate."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Awaitable, Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeVar

from bots.channel import Channel
from bots.judging import Settled, judge, pause
from bots.outbox import Outbox
from core.errors import StoreDown
from core.messages import TIDY, Change, Delivery, Fate, Later, Never, Say, Sent, Unsure
from core.pace import Gone
from core.ports import Clock, Pace

log = logging.getLogger(__name__)

T = TypeVar("T")

AT_ONCE = 64
"""Deliveries under way at the same time."""

FEW = 8
"""Deliveries looked at, at least, while a budget is empty."""

TIGHT = 1.0
"""Seconds for which a strict budget that was all used counts as such."""

POLL = 1.0
"""Seconds after which the queue is looked at even if nobody said that there is something in it."""

UNDER_WAY = 3.0
"""Seconds a message or a press waits for the fate of the question or the card that is just being sent (and, until that is
looked at, up to `POLL` more)."""

QUESTION, CARD = "question", "card"
"""The purposes of deliveries that people answer, or press a button of."""


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
        self._gone = Gone()
        self._wake = asyncio.Event()
        self._settled: list[Settled] = []
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._homes_rest: dict[tuple[str, str], float] = {}
        self._lanes_rest: dict[str, float] = {}
        self._stopping = False
        self._mine: set[int] = set()
        self._sweeps = True
        self._look: set[tuple[str, str]] = set()
        self._crowded: dict[tuple[str, str], float] = {}
        """Where others wait for a budget, for room, or for a reason not known here, and when that was found last."""
        self._next_due: datetime | None = None
        self._poll_at = 0.0
        self._most = AT_ONCE
        self._held_up = False
        self._not_before: dict[int, float] = {}
        """For what may be sent, when: its turn may be a moment later."""
        self._tight_until = 0.0
        self._riders: dict[tuple[str, str], Delivery] = {}
        self._awaited: dict[tuple[str, str | None], dict[int, _Awaited]] = {}
        self.idle = asyncio.Event()
        """Set while nothing is under way and nothing is due."""

    def look(self, homes: Collection[tuple[str, str]] | None = None) -> None:
        """Deliveries wait in these homes; without any named, they may wait everywhere. Those of channels that this process
        doesn't run are somebody else's."""
        named = self._outbox.homes if homes is None else homes
        now = time.monotonic()
        self._crowded.update((home, now) for home in named)
        self.queued(named)

    def queued(self, homes: Collection[tuple[str, str]]) -> None:
        """Deliveries wait in these homes, which `may_start` was asked about."""
        self._know(homes)
        self._look.update(home for home in homes if home[0] in self._channels)
        self.idle.clear()
        self._wake.set()

    def _know(self, homes: Collection[tuple[str, str]]) -> None:
        """A home that the desk file no longer has is looked at for as long as this process lives."""
        self._outbox.homes.extend(home for home in homes if home not in self._outbox.homes)

    def take(self, started: Sequence[Delivery]) -> None:
        """Sends deliveries that were marked as being sent in the transaction that made them."""
        self._know({(delivery.channel, delivery.home) for delivery in started})
        for delivery in started:
            rides = delivery.purpose == TIDY and isinstance(delivery.act, Change)
            if rides and delivery.place and self._channels[delivery.channel].capabilities.rides:
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
        """Until those who wait for this commit have run: that is in the event loop's next round but one. One at a time."""
        key = (delivery.channel, delivery.place or "")
        if key in self._riders:
            self._begin(delivery)
            return
        self._riders[key] = delivery
        self._mine.add(delivery.id)
        self.idle.clear()
        loop = asyncio.get_running_loop()
        loop.call_soon(loop.call_soon, self._ride_is_off, key, delivery)

    def _ride_is_off(self, key: tuple[str, str], delivery: Delivery) -> None:
        if self._riders.get(key) is delivery:
            del self._riders[key]
            self._begin(delivery)

    def may_start(self, delivery: Delivery) -> bool:
        """Whether a new delivery into an idle lane may skip the queue: it must not overtake those that wait for a budget or
        for room. Others wait for their own lane; they are behind nobody. Called from the store's thread."""
        home = (delivery.channel, delivery.home)
        if self._stopping or home in self._crowded:
            return False
        now = time.monotonic()
        if len(self._tasks) >= AT_ONCE or self._homes_rest.get(home, 0.0) > now:
            self._crowded[home] = now
            return False
        return self._may_go(delivery, waits=False)

    def has_time(self) -> bool:
        """Whether a message may go some milliseconds late: not while a strict budget is all used, or was a moment ago."""
        return self._tight_until < time.monotonic()

    def stop(self) -> None:
        """Takes nothing new; `run` returns once what is under way has its fate."""
        self._stopping = True
        self._wake.set()

    def on_its_way(self, channel: str, place: str | None) -> Sequence[asyncio.Event]:
        """A question on its way to this place, or (no place) cards into the channel: somebody may answer before the platform
        has told us that it is there. Each is set once the fate is written, or that has taken longer than `UNDER_WAY`."""
        awaited = self._awaited.get((channel, place))
        return [one.settled for one in awaited.values()] if awaited else ()

    async def run(self) -> None:
        """Works until `stop`."""
        while not self._stopping:
            if (found := await _patiently(self._outbox.waiting_in())) is not None:
                self.look([*self._outbox.homes, *found])
                break
        while not self._is_over():
            self._look_at_the_clock()
            self._wake.clear()
            await self._pace.gather()
            settled, self._settled = self._settled, []
            homes = self._homes_to_look_at()
            self._look.difference_update(homes)  # what is put in from now on is looked for again
            again = (settled or homes) and await self._round(settled, homes)
            if again:
                continue
            if not self._settled and not self._is_over():
                await self._sleep()

    async def _round(self, settled: list[Settled], homes: list[tuple[str, str]]) -> bool:
        """One look at the queue. Returns whether the next one should follow at once."""
        known = list(self._mine) if self._sweeps and not self._stopping else None
        began = time.monotonic()
        self._held_up = False
        look = self._outbox.round(settled, homes, self._busy(), self._room(), self._may_go, known)
        if (found := await _patiently(look)) is None:
            self._settled = settled + self._settled
            self._look.update(homes)
            self._sweeps = True
            return True
        self._look.update(set(homes) - set(found.empty))
        for home in homes:
            if home in found.more:
                self._crowded[home] = time.monotonic()
            elif self._crowded.get(home, began) < began:
                self._crowded.pop(home, None)
        self._next_due = found.next_due or self._next_due
        if homes:  # of a flood only so much is looked at as the budgets may let through
            self._most = min(AT_ONCE, FEW + 2 * len(found.started)) if self._held_up else AT_ONCE
        self._sweeps = self._sweeps and known is None
        self._mine.difference_update(delivery.id for delivery, _, _ in settled)
        self._tell_awaiting(settled)
        for delivery in found.started:
            self._begin(delivery)
        for delivery, may_have_arrived in found.taken_over:
            if delivery.id not in self._mine:
                self._take_over(delivery, may_have_arrived)
        return bool(found.started or self._pace.lacking)

    def _take_over(self, delivery: Delivery, may_have_arrived: bool) -> None:
        """What a process that ended was sending may have arrived; what nobody began is begun now."""
        self._mine.add(delivery.id)
        if may_have_arrived:
            _, fate, again = self._judge(delivery, Unsure("the process ended while it was being sent"))
            self._settled.append((delivery, fate, self._clock() if again else None))
        else:
            self._settled.append((delivery, Later(0.0, "not_begun", counts=False), self._clock()))

    def _is_over(self) -> bool:
        return self._stopping and not self._tasks and not self._settled and not self._riders

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
        self._mine.add(delivery.id)
        if (key := _awaited_at(delivery)) is not None:
            self._awaited.setdefault(key, {})[delivery.id] = _Awaited(time.monotonic())
        self._tasks[_task(delivery)] = asyncio.get_running_loop().create_task(self._deliver(delivery))

    def _tell_awaiting(self, settled: Sequence[Settled]) -> None:
        for delivery, _, _ in settled:
            key = _awaited_at(delivery)
            awaited = self._awaited.get(key, {}) if key else {}
            if one := awaited.pop(delivery.id, None):
                one.settled.set()
            if key and not awaited:
                self._awaited.pop(key, None)

    def _keep_nobody_waiting(self) -> None:
        """What takes too long is not waited for any more."""
        since = time.monotonic() - UNDER_WAY
        for awaited in self._awaited.values():
            for one in awaited.values():
                if one.since <= since:
                    one.settled.set()

    async def _sleep(self) -> None:
        """Waits for a wake-up, the next due delivery, a refilled budget, or the poll, whichever is first."""
        now = time.monotonic()
        homes, lanes = self._homes_rest.copy(), self._lanes_rest.copy()
        # Those that are over count too: they may have ended since the queue was looked at.
        waits = [self._poll_at - now, *(until - now for until in (*homes.values(), *lanes.values()))]
        self._homes_rest = {home: until for home, until in homes.items() if until > now}
        self._lanes_rest = {lane: until for lane, until in lanes.items() if until > now}
        if self._next_due:
            waits.append((self._next_due - self._clock()).total_seconds())
        if not (self._tasks or self._homes_rest or self._lanes_rest or self._wake.is_set()):
            self.idle.set()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(max(0.001, min(waits))):
                await self._wake.wait()

    def _look_at_the_clock(self) -> None:
        """Time alone brings work too: what became due, and what another process may have put in or left behind. That is
        looked for in time, also while other things never let this process sleep."""
        if time.monotonic() >= self._poll_at:
            self._keep_nobody_waiting()
        if time.monotonic() >= self._poll_at or (self._next_due and self._next_due <= self._clock()):
            self._poll_at = time.monotonic() + POLL
            self._next_due = None
            self._sweeps = True
            self.look()

    def _may_go(self, delivery: Delivery, waits: bool = True) -> bool:
        """Whether the budgets allow it now; where one is empty, those it holds up rest until it refills. `waits`: it stands
        in the queue, so that nobody may overtake it. One that doesn't yet keeps others from asking only if the budget is
        known to be empty: what only has to be fetched is fetched for all of a transaction at once."""
        channel = self._channels.get(delivery.channel)
        if channel is None or delivery.place is None:
            self._lanes_rest[delivery.lane] = time.monotonic() + POLL
            return False
        budget, until = self._pace.spend(channel.budgets(delivery), now := time.monotonic())
        if budget is None:
            if until > now:
                self._not_before[delivery.id] = until
                self._tight_until = until + TIGHT
            return True
        if budget.strict:
            self._tight_until = until + TIGHT
        if budget.holds == "lane":
            self._lanes_rest[delivery.lane] = until
        else:
            home = (delivery.channel, delivery.home)
            self._homes_rest[home] = until
            if waits or until > now:
                self._crowded[home] = now
            self._held_up = True
        return False

    async def _deliver(self, delivery: Delivery) -> None:
        channel = self._channels[delivery.channel]
        if (until := self._not_before.pop(delivery.id, 0.0)) > (now := time.monotonic()):
            await asyncio.sleep(until - now)
        budgets = channel.budgets(delivery)
        while (wait := self._gone.go(budgets, time.monotonic())) > 0:  # noqa: ASYNC110 - others may go meanwhile
            await asyncio.sleep(wait)
        try:
            fate = await (self._send_again(channel, delivery) if delivery.doubted else channel.send(delivery))
        except Exception:
            log.exception("a delivery failed in a way nobody expected", extra={"delivery": delivery.id})
            fate = Never("refused", "an error of this program; its log has the whole of it")
        self._settled.append(self._judge(delivery, fate))
        del self._tasks[_task(delivery)]
        self._wake.set()

    async def _send_again(self, channel: Channel, delivery: Delivery) -> Fate:
        """Sends it, unless an earlier attempt turns out to have arrived."""
        if isinstance(delivery.act, Say):
            try:
                found = await channel.find(delivery)
            except NotImplementedError:
                return await channel.send(delivery)  # it can't be asked: sent once more, and marked
            except ConnectionError as trouble:
                return Later(pause(delivery), str(trouble))
            if found:
                return found
            delivery = replace(delivery, doubted=False)
        return await channel.send(delivery)

    def _judge(self, delivery: Delivery, fate: Fate) -> Settled:
        """What follows; and where the platform has asked for rest, its places rest."""
        if isinstance(fate, Later) and fate.whole_channel:
            self._homes_rest[delivery.channel, delivery.home] = time.monotonic() + fate.seconds
        elif isinstance(fate, Later) and fate.limited:
            self._hold(delivery, fate.seconds)
        channel = self._channels.get(delivery.channel)
        can_ask = channel is None or channel.capabilities.can_be_asked
        return judge(delivery, fate, self._clock(), can_ask)

    def _hold(self, delivery: Delivery, seconds: float) -> None:
        """The platform said how long its place wants rest: that holds for all its lanes, and for other processes."""
        now = time.monotonic()
        for budget in self._channels[delivery.channel].budgets(delivery):
            if budget.holds == "lane":
                self._pace.hold(budget, now + seconds, now)


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


def _task(delivery: Delivery) -> str:
    """Its lane, in which only one is under way; what has no row is in nobody's way."""
    return delivery.lane if delivery.kept else f"{delivery.lane} {delivery.id}"


def _awaited_at(delivery: Delivery) -> tuple[str, str | None] | None:
    """Where people may react to a delivery before its fate is known: a question's place; for a card, whose thread has no
    place yet, the channel."""
    if delivery.purpose == QUESTION:
        return delivery.channel, delivery.place
    return (delivery.channel, None) if delivery.purpose == CARD else None
