"""Looking for a message of ours in Slack: by the delivery's number in its metadata, or by its file."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import timedelta

from slack_sdk.web.async_client import AsyncWebClient

from bots.slack import ids
from bots.slack.api import Json, Trouble, ask
from bots.slack.ids import Place
from bots.slack.writing import delivery_of
from core.messages import Delivery, KeptFile, Say

BEFORE = timedelta(hours=1)
"""How much older than its delivery a message may seem: Slack's clock is not ours."""
ABOUT = timedelta(minutes=1)
"""The same for a file known by its name alone: somebody may have sent one of that name before."""
PAGE = 100
PAGES = 5


class Finding:
    """Reads the workspace for one bot."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client

    async def posted(self, delivery: Delivery, place: Place, opens: bool) -> str | None:
        """The `ts` of the message that this delivery sent, None if there is none. A reply that landed in the channel
        because its root is gone is deleted: it was not meant for there. Raises Trouble."""

        def ours(message: Json) -> bool:
            return delivery_of(message) == delivery.id

        since = _since(delivery)
        if opens or place.thread is None:
            return await self._in_channel(place.channel, since, ours)
        if await self.has_root(place):
            return await self._in_thread(place, since, ours)
        if stray := await self._in_channel(place.channel, since, ours):
            await ask(self._client.chat_delete(channel=place.channel, ts=stray))
        return None

    async def shared(
        self, delivery: Delivery, place: Place, file: KeptFile, file_id: str | None, others: Collection[str]
    ) -> str | None:
        """The `ts` of the message with this file, None if there is none: by the file's id where this process made it, or a
        file of a bot's with the same name and size, shared since the delivery was made (another process may have tried as
        well); but not one of `others`, which are ids of other deliveries' files. Raises Trouble."""
        about_then = float(_since(delivery, ABOUT))

        def ours(message: Json) -> bool:
            by_a_bot_since = "bot_id" in message and float(message["ts"]) > about_then
            for item in message.get("files") or ():
                same = item.get("name") == file.name and item.get("size") == file.size
                if item.get("id") == file_id or (same and by_a_bot_since and item.get("id") not in others):
                    return True
            return False

        since = _since(delivery)
        if place.thread is None:
            return await self._in_channel(place.channel, since, ours)
        return await self._in_thread(place, since, ours)

    async def message(self, place: Place, ts: str) -> Json | None:
        """One message as it stands now. Raises Trouble."""
        try:
            answer = await ask(
                self._client.conversations_replies(
                    channel=place.channel, ts=place.thread or ts, oldest=ts, latest=ts, inclusive=True, limit=2
                )
            )
        except Trouble as trouble:
            if trouble.error == "thread_not_found":
                return None
            raise
        return next((item for item in answer["messages"] if item["ts"] == ts and not _tombstone(item)), None)

    async def has_root(self, place: Place) -> bool:
        """Whether the thread's first message stands. A reply to one that doesn't would land in the channel, for
        everybody to read, and Slack would not say so. Raises Trouble."""
        return place.thread is None or await self.message(place, place.thread) is not None

    async def standing(self, act: Say, place: Place) -> Place:
        """Where it can stand: in a private chat outside the thread whose first message is gone. Raises Trouble."""
        if act.under and not await self.has_root(place):
            return Place(place.channel, None)
        return place

    async def _in_channel(self, channel: str, since: str, wanted: Callable[[Json], bool]) -> str | None:
        answer = await ask(
            self._client.conversations_history(channel=channel, oldest=since, limit=PAGE, include_all_metadata=True)
        )
        return _first(answer["messages"], wanted)

    async def _in_thread(self, place: Place, since: str, wanted: Callable[[Json], bool]) -> str | None:
        """Replies come oldest first, so the newest are on the last page."""
        cursor: str | None = None
        for _ in range(PAGES):
            answer = await ask(
                self._client.conversations_replies(
                    channel=place.channel,
                    ts=place.thread or "",
                    oldest=since,
                    limit=PAGE,
                    include_all_metadata=True,
                    cursor=cursor,
                )
            )
            if found := _first(answer["messages"], wanted):
                return found
            cursor = (answer.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return None
        return None


def _since(delivery: Delivery, before: timedelta = BEFORE) -> str:
    """From when on it is looked for. `due_at` moves on with every attempt, and a process may have been dead for days."""
    return ids.ts_of((delivery.made_at or delivery.due_at) - before)


def _first(messages: list[Json], wanted: Callable[[Json], bool]) -> str | None:
    return next((str(item["ts"]) for item in messages if wanted(item)), None)


def _tombstone(message: Json) -> bool:
    return message.get("subtype") == "tombstone"
