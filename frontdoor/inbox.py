"""Where updates come in: one transaction each, and a waiting room for those whose files must be fetched first, or whose
thread isn't known yet."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeAlias

from bots.delivery import UNDER_WAY
from core.errors import StoreDown
from core.forms import Answer
from core.messages import (
    Delivery,
    Edited,
    Filled,
    Picked,
    Pressed,
    Reachable,
    Reacted,
    Said,
    Update,
)
from core.update_json import to_json
from dialogs.handling import answer, handle
from dialogs.turn import House
from frontdoor.waiting import Fetcher, fetches, packed, sealed, wants_files, why
from frontdoor.watch import TurnWatch, Watch
from storage import queue, whereabouts
from storage.locks import Touched
from storage.store import Store
from storage.unit import Unit

log = logging.getLogger(__name__)


ASK_AGAIN = 0.02
"""Seconds between two looks whether another process has written that fate."""


@dataclass(frozen=True, slots=True)
class _Waits:
    """The update was put into the waiting room."""

    lane: str


@dataclass(frozen=True, slots=True)
class _Answered:
    """A form was taken, with this to show."""

    answer: Answer


Outcome: TypeAlias = str | _Waits | _Answered | None


class _NotYet:
    """Another process is just sending what this update answers: nothing was done."""


class Gate:
    """The `core.ports.Inbox`. An update with files waits, committed, until they lie in the store, and one from what may be a
    thread of ours until that is known; the later ones of its place wait behind it. Every other one is handled at once."""

    def __init__(
        self,
        store: Store,
        house: House,
        fetcher: Fetcher,
        watch: Watch,
        on_its_way: Callable[[str, str | None], Iterable[asyncio.Event]],
        ride: Callable[[str, str], Delivery | None],
    ) -> None:
        """`on_its_way` says which questions or cards are, `ride` gives what may go along with an answer to the platform
        (`Deliverer.on_its_way`, `Deliverer.ride`)."""
        self._store = store
        self._house = house
        self._fetcher = fetcher
        self._watch = watch
        self._on_its_way = on_its_way
        self._ride = ride

    async def accept(self, update: Update) -> str | None:
        outcome = await self._accept(update)
        return outcome if isinstance(outcome, str) else None

    async def fill(self, filled: Filled) -> Answer:
        outcome = await self._accept(filled)
        return outcome.answer if isinstance(outcome, _Answered) else None

    async def _accept(self, update: Update) -> Outcome:
        touches = None
        if isinstance(update, (Reacted, Reachable)):
            found = await self._look_up(update)
            if found is None:
                return None
            update, touches = found
        update = _storable(update)
        watched = self._watch.arrived(update)
        if isinstance(update, (Said, Pressed)):
            for shown in self._on_its_way(update.channel, update.place if update.direct else None):
                await shown.wait()
        try:
            outcome = await self._take_in(update, watched, touches)
        except StoreDown as down:
            watched.failed(down)
            raise
        except Exception as fault:
            watched.failed(fault)
            log.exception("an update could not be handled and is set aside", extra={"update": update.key})
            await self.set_aside(update.channel, update.key, str(to_json(update)), why(self._house, fault))
            return None
        watched.committed()
        if isinstance(outcome, _Waits):
            self._fetcher.look(outcome.lane)
            return None
        return outcome

    async def _take_in(self, update: Update, watched: TurnWatch, touches: Touched | None) -> Outcome:
        """Handles the update, once nothing that it may answer is on its way, or after a while all the same."""
        while True:
            patient = watched.seconds < UNDER_WAY
            work = watched.around(partial(_take_in, self._house, update=update, patient=patient))
            outcome = await self._store.write(work, update, touches)
            if not isinstance(outcome, _NotYet):
                return outcome
            await asyncio.sleep(ASK_AGAIN)

    async def _look_up(self, update: Reacted | Reachable) -> tuple[Update, Touched] | None:
        """What was done without a word is first looked up, outside of any turn: most of it concerns nothing of ours."""
        until = asyncio.get_running_loop().time() + UNDER_WAY
        while True:
            found = await self._store.read(partial(_looked_up, update=update))
            if not isinstance(found, _NotYet):
                return found
            if asyncio.get_running_loop().time() > until:
                return None
            await asyncio.sleep(ASK_AGAIN)

    def ride(self, channel: str, place: str) -> Delivery | None:
        return self._ride(channel, place)

    async def set_aside(self, channel: str, key: str, payload: str, reason: str) -> None:
        storable = sealed(self._house, payload.replace("\0", "\N{REPLACEMENT CHARACTER}"))
        await self._store.write(lambda unit: queue.set_aside(unit, channel, key, storable, reason))
        self._watch.set_aside(channel)


def _looked_up(unit: Unit, update: Reacted | Reachable) -> tuple[Update, Touched] | _NotYet | None:
    """The update with the thread it happened in, since of agents' channels the platform tells no more than which one; or with
    the tickets it concerns. None where it concerns none."""
    if isinstance(update, Reachable) and update.direct:
        place = whereabouts.conversation_of(unit, update.channel, update.author.id)
        return (replace(update, place=place), Touched()) if place else None
    if isinstance(update, Reachable):
        person = unit.person_of(update.channel, update.author)
        tickets = frozenset(ticket.id for ticket in unit.taken_in(update.channel, update.place, person))
        return (update, Touched(tickets=tickets)) if tickets else None
    where = update.place, update.message
    if update.direct:
        place = update.place if unit.message_at(*where) or unit.sent_at(*where) else None
    else:
        place = whereabouts.thread_with(unit, update.channel, *where)
    if place:
        return replace(update, place=place), Touched()
    return _NotYet() if whereabouts.is_being_sent(unit, update.channel, update.place) else None


def _take_in(house: House, unit: Unit, update: Update, patient: bool) -> Outcome | _NotYet:
    if isinstance(update, Filled):
        return _take_form(house, unit, update)
    answers = isinstance(update, (Said, Pressed))
    if answers and patient and unit.is_being_shown(update.channel, update.place, update.direct, UNDER_WAY):
        return _NotYet()
    lane = f"{update.channel}:{update.place}"
    if not (fetches(unit, update) or unit.is_early(update)) and not unit.is_waiting(lane):
        return handle(house, unit, update)
    if unit.claim(update.key):
        unit.put_waiting(lane, packed(house, update))
    return _Waits(lane)


def _take_form(house: House, unit: Unit, filled: Filled) -> Outcome:
    """A form is judged at once, since whoever sent it still has it before them. One with files is sent when they lie in the
    store, and behind what waits before it."""
    if not unit.claim(filled.key):
        return None
    lane = f"{filled.channel}:{filled.place}"
    waits = filled.how == "sent" and (wants_files(filled) or unit.is_waiting(lane))
    shown = answer(house, unit, replace(filled, how="checked") if waits else filled)
    if not waits or shown:
        return _Answered(shown)
    unit.put_waiting(lane, packed(house, replace(filled, how="late")))
    return _Waits(lane)


def _storable(update: Update) -> Update:
    """Without the one character that PostgreSQL keeps in no text."""
    if isinstance(update, (Said, Edited)) and "\0" in update.text:
        return replace(update, text=update.text.replace("\0", ""), marks=())
    if isinstance(update, Filled):
        return replace(update, answers={key: said.replace("\0", "") for key, said in update.answers.items()})
    if isinstance(update, Picked):
        context = tuple((name.replace("\0", ""), said.replace("\0", "")) for name, said in update.context)
        return replace(update, text=update.text.replace("\0", ""), context=context)
    return update
