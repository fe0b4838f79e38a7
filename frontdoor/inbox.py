"""Where updates come in: one transaction each, and a waiting room for those whose files must be fetched first, or whose
thread isn't known yet."""

from __future__ import annotations

import asyncio
import json
import logging
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from typing import Any, TypeAlias

from bots.channel import Channel
from bots.delivery import UNDER_WAY
from bots.fetch import fetch
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
    WithFiles,
    with_files,
)
from core.ports import Files, FilesDown
from core.update_json import from_json, to_json
from dialogs import media
from dialogs.secrets import expected
from dialogs.turn import House, answer, handle, handle_claimed
from frontdoor.scanning import Clamd, ScannerDown
from frontdoor.watch import TurnWatch, Watch
from storage import queue, whereabouts
from storage.locks import Touched
from storage.store import Store
from storage.unit import Unit

log = logging.getLogger(__name__)

DOWN = 2.0
"""Seconds between two looks whether the store of files, or the virus scanner, is there again."""

FETCH_ATTEMPTS = 8
"""Tries to fetch a file, over about two minutes, before the person is told that it is gone."""


ASK_AGAIN = 0.02
"""Seconds between two looks whether another process has written that fate."""

LEFT_BEHIND = timedelta(seconds=20)
"""After so long in the waiting room an update was left behind by whoever took it in."""

LOOK = 5.0
"""Seconds between two looks for such."""


CARD_AGAIN = 0.25
"""Seconds between two looks whether it is known by now where a card stands, for words that may be below it."""


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
            await self.set_aside(update.channel, update.key, str(to_json(update)), _why(self._house, fault))
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
        storable = _sealed(self._house, payload.replace("\0", "\N{REPLACEMENT CHARACTER}"))
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
    if not (_fetches(unit, update) or unit.is_early(update)) and not unit.is_waiting(lane):
        return handle(house, unit, update)
    if unit.claim(update.key):
        unit.put_waiting(lane, _packed(house, update))
    return _Waits(lane)


def _take_form(house: House, unit: Unit, filled: Filled) -> Outcome:
    """A form is judged at once, since whoever sent it still has it before them. One with files is sent when they lie in the
    store, and behind what waits before it."""
    if not unit.claim(filled.key):
        return None
    lane = f"{filled.channel}:{filled.place}"
    waits = filled.how == "sent" and (_wants_files(filled) or unit.is_waiting(lane))
    shown = answer(house, unit, replace(filled, how="checked") if waits else filled)
    if not waits or shown:
        return _Answered(shown)
    unit.put_waiting(lane, _packed(house, replace(filled, how="late")))
    return _Waits(lane)


def _packed(house: House, update: Update) -> dict[str, Any]:
    """An update for the waiting room. What a requester says may be a secret, whatever it waits behind: in a desk that asks
    for some it waits sealed."""
    data = to_json(update)
    if house.sealer and update.direct:
        return {"sealed": house.sealer.seal(json.dumps(data)), "album": data.get("album")}
    return data


def _unpacked(house: House, payload: dict[str, Any]) -> Update:
    """Raises Unsealable for what waits sealed under another key."""
    sealed = payload.get("sealed")
    return from_json(json.loads(house.sealer.unseal(sealed)) if house.sealer and sealed else payload)


def _sealed(house: House, payload: str) -> str:
    """The same for what is set aside."""
    return house.sealer.seal(payload) if house.sealer else payload


def _why(house: House, fault: Exception) -> str:
    """The reason an update is set aside for. A fault's words may hold what was said."""
    kind = type(fault).__name__
    return kind if house.sealer else f"{kind}: {fault}"


def _storable(update: Update) -> Update:
    """Without the one character that PostgreSQL keeps in no text."""
    if isinstance(update, (Said, Edited)) and "\0" in update.text:
        return replace(update, text=update.text.replace("\0", ""), marks=())
    if isinstance(update, Filled):
        return replace(update, answers={key: said.replace("\0", "") for key, said in update.answers.items()})
    return update


def _concerns_us(unit: Unit, update: Update) -> bool:
    """Whether files are worth fetching: a requester's, or an agent's in a ticket's thread. Other people's are none of ours,
    and a picture of a secret is nothing to keep."""
    if update.direct:
        conversation = unit.conversation_at(update.channel, update.place)
        return conversation is None or not expected(conversation)
    return update.member and unit.thread_at(update.channel, update.place) is not None


def _fetches(unit: Unit, update: Update) -> bool:
    if isinstance(update, Edited):
        return bool(update.files) and _wants_files(update) and _replaces_a_file(unit, update)
    return _wants_files(update) and (isinstance(update, Filled | Picked) or _concerns_us(unit, update))


def _replaces_a_file(unit: Unit, edited: Edited) -> bool:
    """Whether it puts another file into a message of a ticket: most edits bear the same one again."""
    message = unit.message_at(edited.place, edited.message) or unit.album_message(edited.place, edited.message)
    return message is not None and media.replaced(message, edited) is not None


def _wants_files(update: Update) -> bool:
    return isinstance(update, Said | Edited | Filled | Picked) and any(
        not file.sha256 and not file.problem for file in update.files
    )


class Fetcher:
    """Brings the files of waiting updates into the store, lane by lane, and then handles the updates in their order."""

    def __init__(
        self,
        store: Store,
        house: House,
        files: Files,
        channels: Mapping[str, Channel],
        watch: Watch,
        scanner: Clamd | None = None,
    ) -> None:
        """`scanner` looks at every file before anything else is done with it."""
        self._store = store
        self._house = house
        self._files = files
        self._scanner = scanner
        self._channels = channels
        self._watch = watch
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._asked: Counter[str] = Counter()

    async def run(self) -> None:
        """Goes on with what waits since before this process began, and with what others leave behind, until cancelled."""
        waited = timedelta()
        while True:
            try:
                for lane in await self._store.read(partial(queue.waiting_lanes, waited=waited)):
                    if lane.partition(":")[0] in self._channels:
                        self.look(lane)
                waited = LEFT_BEHIND
            except StoreDown as down:
                log.warning("files wait: %s", down)
            await asyncio.sleep(LOOK)

    def look(self, lane: str) -> None:
        """There is something in this lane."""
        self._asked[lane] += 1
        if lane not in self._tasks:
            self._tasks[lane] = asyncio.create_task(self._empty(lane))

    async def end(self) -> None:
        """Leaves what is under way to the next start."""
        for task in self._tasks.values():
            task.cancel()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)

    @property
    def busy(self) -> bool:
        return bool(self._tasks)

    async def _empty(self, lane: str) -> None:
        try:
            while True:
                asked = self._asked[lane]
                try:
                    found = await self._store.read(lambda unit: queue.first_waiting(unit, lane))
                    if found:
                        await self._handle(*found)
                    elif self._asked[lane] == asked:
                        return
                except StoreDown as down:
                    log.warning("files wait: %s", down)
                    await asyncio.sleep(1)
        finally:
            del self._tasks[lane], self._asked[lane]

    async def _handle(self, row: int, payload: dict[str, Any]) -> None:
        update = _unpacked(self._house, payload)
        if await self._store.read(lambda unit: unit.is_early(update)):
            await asyncio.sleep(CARD_AGAIN)
            return
        watched = self._watch.fetched(update)
        if isinstance(update, Said | Edited | Filled | Picked) and await self._store.read(
            lambda unit: _fetches(unit, update)
        ):
            update = await self._fetched(update)

        def work(unit: Unit) -> None:
            if queue.drop_waiting(unit, row):
                handle_claimed(self._house, unit, update)

        try:
            await self._store.write(watched.around(work), touches=Touched.by([update]))
            watched.committed()
        except StoreDown as down:
            watched.failed(down)
            raise
        except Exception as fault:
            watched.failed(fault)
            log.exception("a waiting update could not be handled and is set aside", extra={"update": update.key})
            reason = _why(self._house, fault)
            await self._store.write(lambda unit: queue.set_waiting_aside(unit, row, update.channel, update.key, reason))
            self._watch.set_aside(update.channel)

    async def _fetched(self, update: WithFiles) -> WithFiles:
        channel = self._channels[update.channel]
        attempt = 0
        while attempt < FETCH_ATTEMPTS:
            try:
                return await self._scanned(await fetch(update, channel, self._files))
            except (FilesDown, ScannerDown) as down:  # nothing is lost by waiting until somebody puts that right
                log.warning("a file waits: %s (%s)", type(down).__name__, down, extra={"update": update.key})
                self._watch.file_waits(type(down).__name__)
                await asyncio.sleep(DOWN)
            except Exception as trouble:  # noqa: BLE001 - every client has its own network errors
                # Only the kind of error: its words may hold an address with a token in it.
                log.warning("a file can't be fetched yet (%s)", type(trouble).__name__, extra={"update": update.key})
                await asyncio.sleep(min(2.0**attempt * 0.5, 30))
                attempt += 1
        lost = tuple(file if file.sha256 or file.problem else replace(file, problem="gone") for file in update.files)
        return replace(update, files=lost)

    async def _scanned(self, update: WithFiles) -> WithFiles:
        if self._scanner is None:
            return update
        return with_files(update, tuple([await self._scanner.look_at(file, self._files) for file in update.files]))
