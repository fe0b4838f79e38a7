"""What was said while nobody listened, read back and taken in once.

Slack sends an event four times within six minutes; after that only `conversations.history` and `conversations.replies`
know of it. What they show is told again as the events it would have come as, so that it bears their keys.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bots.slack import ids
from bots.slack.api import Json, Trouble, ask
from bots.slack.reading import CHANNEL, CHAT
from core.errors import StoreDown
from core.ports import Heard

log = logging.getLogger(__name__)

Call = Callable[..., Awaitable[AsyncSlackResponse]]
"""A method of the SDK's client."""
Asking = Callable[..., Awaitable[Json]]
"""Asks Slack: takes a `Call` and what it is given."""
Bring = Callable[[Json], Awaitable[None]]
"""Brings one event, as Slack would send it, to the inbox."""

LOOK = 5.0
"""Seconds between looks at when Slack was heard last."""
AWAY = timedelta(seconds=2)
"""A new connection reads back when Slack was heard last longer ago. Slack sends what it missed again, but only after a minute,
and what is said next would overtake it."""
QUIET = timedelta(minutes=10)
"""The same for a connection that stands, or for HTTP: nobody may have written, or nothing may reach us."""
OVERLAP = timedelta(minutes=10)
"""How much earlier than that it is read from: what came then may have got no ack, and Slack has given it up since."""
SPOKEN = timedelta(days=1)
"""How old a message may be whose edit or deletion is looked for after a gap."""
MOST_THREADS = 30
"""Threads that are looked through for such edits and deletions alone."""

PAGE = 200
PAGES = 25
"""Pages of a channel that are looked through for threads with new replies."""
CALLS = 150
"""Calls that one reading back may take."""
AT_ONCE, PACE = 10, 1.4
"""So many go at once, then one in so many seconds: both methods are Tier 3, 50 a minute."""
LEASE = 30.0
"""Seconds after a sign of life from whoever reads back until another process may begin."""
PATIENCE = 1.5
"""Seconds a live event waits for what is read back in its thread: Slack wants its answer within 3."""

_CANT_READ = ("channel_not_found", "not_in_channel", "thread_not_found", "missing_scope")


class Missed:
    """One process's ears: notes when Slack is heard, and reads back after a silence.

    `homes`: the agents' channels. `direct`: whether private chats with the bot count.
    """

    def __init__(self, client: AsyncWebClient, heard: Heard, homes: Collection[str], *, direct: bool) -> None:
        self._client = client
        self._kept = heard
        self._homes = tuple(homes)
        self._direct = direct
        self._bring: Bring | None = None
        self._listening = asyncio.Event()
        self._looked = asyncio.Event()
        self._looked.set()
        self._wake = asyncio.Event()
        self._new = True
        self._heard = False
        self._since: datetime | None = None
        self._spoken: dict[str, dict[str, str]] = {}
        self._places: dict[str, asyncio.Task[None]] = {}
        self._calls = 0

    # ---------------------------------------------------------------- what the ears are told

    def heard(self) -> None:
        """An event has come."""
        self._heard = True

    def lost(self) -> None:
        """No connection stands any more: what comes on the next one waits until it is known whether anything was missed."""
        self._new = True
        self._listening.clear()
        self._looked.clear()

    def opened(self) -> None:
        """A connection stands."""
        self._listening.set()
        self._wake.set()

    async def ready(self, place: str) -> None:
        """Before a live event of a place is taken in: what was missed there is, first. Raises Trouble where that takes too
        long; without an ack Slack sends the event again, and it will be among what is read back."""
        try:
            async with asyncio.timeout(PATIENCE):
                await self._looked.wait()
                if self._since is not None:
                    await asyncio.shield(self._reading(place))
        except TimeoutError:
            raise Trouble("what was missed is still being read back") from None

    # ---------------------------------------------------------------- looking

    async def run(self, bring: Bring) -> None:
        """Looks until cancelled; waits while there is no connection."""
        self._bring = bring
        try:
            while True:
                await self._listening.wait()
                self._wake.clear()
                await self._look_patiently()
                try:
                    await asyncio.wait_for(self._wake.wait(), LOOK)
                except TimeoutError:
                    continue
        finally:
            for reading in self._places.values():
                reading.cancel()

    async def _look_patiently(self) -> None:
        try:
            await self._look()
        except StoreDown as down:
            log.warning("whether anything of Slack's was missed can't be seen: %s", down)
        except Trouble as trouble:
            log.warning("what was missed in Slack can't be read back yet: %s", trouble)

    async def _look(self) -> None:
        longest = AWAY if self._new else QUIET
        since = await self._kept.silence(CHANNEL, longest)
        if since is None:
            self._forget()
            if self._heard or self._new:
                self._heard = False
                await self._kept.note(CHANNEL, longest)
        elif since != self._since:
            self._forget()
            self._since = since
        self._looked.set()
        if since is not None:
            await self._make_up(since)
        self._new = False

    def _forget(self) -> None:
        self._since = None
        self._spoken = {}
        self._places = {}

    # ---------------------------------------------------------------- reading back

    async def _make_up(self, since: datetime) -> None:
        """Reads back what was missed since then, unless another process is at it: that one has listened from before it
        began, and if it dies the silence stays for the next look."""
        until = await self._kept.begin(CHANNEL, since, LEASE)
        if until is None:
            return
        log.info("Slack was last heard at %s: reading back", since.isoformat(timespec="seconds"))
        is_done = False
        try:
            await self._read_back(since, until)
            await self._kept.done(CHANNEL, since, until)
            is_done = True
        finally:
            if not is_done:
                await self._kept.hold(CHANNEL, since, 0)
        self._forget()

    async def _read_back(self, since: datetime, until: datetime) -> None:
        self._calls = 0
        oldest: Mapping[str, str] = {}
        try:
            if self._new:
                oldest = await self._kept.homes(CHANNEL)
                await self._remember_spoken(since, until)
            stirred = set(self._spoken)
            for home in dict.fromkeys((*self._homes, *oldest)):
                stirred |= await self._stirred(home, since, oldest.get(home))
            for place in sorted(await self._kept.threads(CHANNEL, stirred)):
                await self._reading(place, self._ask)
            for chat in await self._chats() if self._direct else ():
                await self._reading(chat, self._ask)
        except _Enough:
            log.warning("reading back ends after %d calls: other threads were not looked at", CALLS)

    async def _remember_spoken(self, since: datetime, until: datetime) -> None:
        """What agents had said shortly before, in the threads where they spoke last: it may have been edited or deleted.
        All of it stood in Slack before it is asked for."""
        for one in await self._kept.spoken(CHANNEL, since - SPOKEN, until):
            if one.place in self._spoken or len(self._spoken) < MOST_THREADS:
                self._spoken.setdefault(one.place, {})[one.message] = one.author
                self._places.pop(one.place, None)  # a live event may have had it read without them

    async def _stirred(self, channel: str, since: datetime, oldest: str | None) -> set[str]:
        """The channel's threads with a newer reply. Without an `oldest` thread only the newest ones are looked at."""
        first = ids.parse(oldest).thread if oldest else None
        found: set[str] = set()
        cursor: str | None = None
        for _ in range(PAGES if first else 1):
            page = await self._page(
                self._ask,
                self._client.conversations_history,
                channel=channel,
                oldest=first,
                inclusive=True,
                cursor=cursor,
            )
            stirred = (item["ts"] for item in page["messages"] if _has_later_reply(item, since))
            found |= {ids.thread(channel, root) for root in stirred}
            if not (cursor := _next(page)):
                return found
        if first:
            log.warning("%s has more threads than reading back looks at: the oldest were left out", channel)
        return found

    async def _chats(self) -> Sequence[str]:
        """The private chats with the bot."""
        page = await self._page(self._ask, self._client.users_conversations, types="im")
        return [str(chat["id"]) for chat in page.get("channels", ())]

    def _reading(self, place: str, asking: Asking | None = None) -> asyncio.Task[None]:
        """The reading back of one place: each is read once, whether its turn has come or a live event waits for it."""
        known = self._places.get(place)
        if known is None or (known.done() and (known.cancelled() or known.exception())):
            assert self._since is not None
            known = asyncio.create_task(self._read(place, self._since, asking))
            known.add_done_callback(lambda task: task.cancelled() or task.exception())  # whoever waits has it too
            self._places[place] = known
        return known

    async def _read(self, place: str, since: datetime, asking: Asking | None) -> None:
        where = ids.parse(place)
        is_chat = where.channel.startswith(CHAT)
        if asking is None and not is_chat and not await self._kept.threads(CHANNEL, [place]):
            return
        if where.thread is None:
            await self._read_chat(where.channel, since, asking or _at_once)
        else:
            await self._read_thread(place, where.channel, where.thread, since, asking or _at_once)

    async def _read_thread(self, place: str, channel: str, root: str, since: datetime, asking: Asking) -> None:
        """Everything that was said and edited in a thread since then; and what was deleted, of what is known."""
        spoken = self._spoken.get(place, {})
        oldest = min((ids.ts_of(since - OVERLAP), *spoken), key=ids.position)
        seen: set[str] = {root}
        cursor: str | None = None
        while True:
            page = await self._page(
                asking,
                self._client.conversations_replies,
                channel=channel,
                ts=root,
                oldest=oldest,
                inclusive=True,
                cursor=cursor,
            )
            await self._retell(channel, page["messages"])
            seen.update(item["ts"] for item in page["messages"] if item.get("subtype") != "tombstone")
            if not (cursor := _next(page)):
                break
        if page.get("has_more") or not page["messages"]:
            return  # it was not shown whole (the thread may be gone): that says nothing of single messages
        for ts in sorted(spoken.keys() - seen):
            await self._tell(_deletion(channel, root, ts, spoken[ts], since))

    async def _read_chat(self, chat: str, since: datetime, asking: Asking) -> None:
        page = await self._page(asking, self._client.conversations_history, channel=chat)
        first = ids.position(ids.ts_of(since - OVERLAP))
        await self._retell(chat, [item for item in page["messages"] if ids.position(item["ts"]) >= first])
        for item in page["messages"]:
            if _has_later_reply(item, since):
                await self._reading(ids.thread(chat, item["ts"]), asking)

    async def _retell(self, channel: str, messages: Iterable[Json]) -> None:
        for message in sorted(messages, key=lambda item: ids.position(item["ts"])):
            for event in _events(message, channel):
                await self._tell(event)

    async def _tell(self, event: Json) -> None:
        assert self._bring is not None
        await self._bring({"event": event})

    # ---------------------------------------------------------------- asking Slack

    async def _page(self, asking: Asking, call: Call, **given: object) -> Json:
        """A page of messages or chats; one without any where the app can't read."""
        try:
            return await asking(call, **given, limit=PAGE)
        except Trouble as trouble:
            if trouble.error not in _CANT_READ:
                raise
            where = given.get("channel", "private chats")
            log.warning("what was missed in %s can't be read back: Slack says %s", where, trouble)
            return {"messages": []}

    async def _ask(self, call: Call, **given: object) -> Json:
        """One call of the reading back, at its pace; waits where Slack says so. Raises Trouble, and _Enough at the end of
        what may be asked."""
        if self._calls == CALLS:
            raise _Enough
        self._calls += 1
        await self._pause(PACE if self._calls > AT_ONCE else 0)
        while True:
            try:
                return await ask(call(**given))
            except Trouble as trouble:
                if not trouble.limited:
                    raise
                log.info("reading back waits: Slack wants %s seconds", trouble.retry_after)
                await self._pause(trouble.retry_after or LEASE)

    async def _pause(self, seconds: float) -> None:
        if self._since is not None:
            await self._kept.hold(CHANNEL, self._since, seconds + LEASE)
        await asyncio.sleep(seconds)


class _Enough(Exception):
    """As many calls as one reading back may take."""


async def _at_once(call: Call, **given: object) -> Json:
    """For a live event that waits: now or not at all."""
    return await ask(call(**given))


def _next(page: Json) -> str | None:
    return (page.get("response_metadata") or {}).get("next_cursor") or None


def _has_later_reply(item: Json, since: datetime) -> bool:
    latest = item.get("latest_reply")
    return latest is not None and ids.position(latest) >= ids.position(ids.ts_of(since - OVERLAP))


def _events(message: Json, channel: str) -> Iterator[Json]:
    """The events of a message as it stands: that it was said, and, where it was, that it was edited."""
    around = {"type": "message", "channel": channel, "channel_type": _kind_of(channel)}
    yield {**message, **around, "event_ts": message["ts"]}
    if edited := message.get("edited"):
        # Slack counts whole seconds here: within its second this is the last edit, for it is what stands there now
        at = ids.position(edited["ts"]) // 1_000_000
        yield {**around, "subtype": "message_changed", "message": message, "event_ts": f"{at}.999999"}


def _deletion(channel: str, root: str, ts: str, author: str, since: datetime) -> Json:
    """The event of a message that stands there no longer: it went some time after we had last heard."""
    return {
        "type": "message",
        "subtype": "message_deleted",
        "channel": channel,
        "channel_type": _kind_of(channel),
        "deleted_ts": ts,
        "event_ts": ids.ts_of(since),
        "previous_message": {"user": author, "ts": ts, "thread_ts": root},
    }


def _kind_of(channel: str) -> str:
    return "im" if channel.startswith(CHAT) else "channel"
