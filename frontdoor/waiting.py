"""The waiting room: updates whose files must be fetched first, or whose thread isn't known yet, and what comes behind them."""

from __future__ import annotations

import asyncio
import json
import logging
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

from bots.channel import Channel
from bots.fetch import fetch
from core.errors import StoreDown
from core.messages import Edited, Filled, IncomingFile, Picked, Said, Update, WithFiles, with_files
from core.ports import Files, FilesDown
from core.update_json import from_json, to_json
from dialogs import media
from dialogs.handling import handle_claimed
from dialogs.secrets import expected
from dialogs.turn import House
from frontdoor.scanning import Clamd, ScannerDown
from frontdoor.watch import Watch
from storage import queue
from storage.locks import Touched
from storage.store import Store
from storage.unit import Unit

log = logging.getLogger(__name__)

DOWN = 2.0
"""Seconds between two looks whether the store of files, or the virus scanner, is there again."""

FETCH_ATTEMPTS = 8
"""Tries to fetch a file, over about two minutes, before the person is told that it is gone."""

LEFT_BEHIND = timedelta(seconds=20)
"""After so long in the waiting room an update was left behind by whoever took it in."""

LOOK = 5.0
"""Seconds between two looks for such."""

CARD_AGAIN = 0.25
"""Seconds between two looks whether it is known by now where a card stands, for words that may be below it."""


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
            lambda unit: fetches(unit, update)
        ):
            update = await self._all_fetched(update)

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
            reason = why(self._house, fault)
            await self._store.write(lambda unit: queue.set_waiting_aside(unit, row, update.channel, update.key, reason))
            self._watch.set_aside(update.channel)

    async def _all_fetched(self, update: WithFiles) -> WithFiles:
        """The update with each of its files in the store and looked at, or with why not."""
        return with_files(update, tuple([await self._fetched(update, file) for file in update.files]))

    async def _fetched(self, update: WithFiles, file: IncomingFile) -> IncomingFile:
        """What was fetched once stays so while the scanner is away; what nobody could look at goes no further."""
        channel = self._channels[update.channel]
        attempt = 0
        while attempt < FETCH_ATTEMPTS:
            try:
                [file] = (await fetch(with_files(update, (file,)), channel, self._files)).files
                return await self._scanner.look_at(file, self._files) if self._scanner else file
            except (FilesDown, ScannerDown) as down:  # nothing is lost by waiting until somebody puts that right
                log.warning("a file waits: %s (%s)", type(down).__name__, down, extra={"update": update.key})
                self._watch.file_waits(type(down).__name__)
                await asyncio.sleep(DOWN)
            except Exception as trouble:  # noqa: BLE001 - every client has its own network errors
                # Only the kind of error: its words may hold an address with a token in it.
                log.warning("a file can't be fetched yet (%s)", type(trouble).__name__, extra={"update": update.key})
                await asyncio.sleep(min(2.0**attempt * 0.5, 30))
                attempt += 1
        return replace(file, sha256=None, problem=file.problem or "gone")


def packed(house: House, update: Update) -> dict[str, Any]:
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


def sealed(house: House, payload: str) -> str:
    """The same for what is set aside."""
    return house.sealer.seal(payload) if house.sealer else payload


def why(house: House, fault: Exception) -> str:
    """The reason an update is set aside for. A fault's words may hold what was said."""
    kind = type(fault).__name__
    return kind if house.sealer else f"{kind}: {fault}"


def _concerns_us(unit: Unit, update: Update) -> bool:
    """Whether files are worth fetching: a requester's, or an agent's in a ticket's thread. Other people's are none of ours,
    and a picture of a secret is nothing to keep."""
    if update.direct:
        conversation = unit.conversation_at(update.channel, update.place)
        return conversation is None or not expected(conversation)
    return update.member and unit.thread_at(update.channel, update.place) is not None


def fetches(unit: Unit, update: Update) -> bool:
    if isinstance(update, Edited):
        return bool(update.files) and wants_files(update) and _replaces_a_file(unit, update)
    return wants_files(update) and (isinstance(update, Filled | Picked) or _concerns_us(unit, update))


def _replaces_a_file(unit: Unit, edited: Edited) -> bool:
    """Whether it puts another file into a message of a ticket: most edits bear the same one again."""
    message = unit.message_at(edited.place, edited.message) or unit.album_message(edited.place, edited.message)
    return message is not None and media.replaced(message, edited) is not None


def wants_files(update: Update) -> bool:
    return isinstance(update, (Said, Edited, Filled, Picked)) and any(
        not file.sha256 and not file.problem for file in update.files
    )
