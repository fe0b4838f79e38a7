"""Sending a file: Slack gives an address, takes the bytes there, and shares the file on a third call."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bots.channel import under_quote
from bots.slack import ids
from bots.slack.api import TRANSFER, Trouble, ask, pool
from bots.slack.fates import THREAD_GONE, Fates
from bots.slack.finding import Finding
from bots.slack.ids import Place
from bots.slack.writing import comment, signed
from core.messages import Delivery, Fate, KeptFile, Later, Never, Say, Sent
from core.ports import Files

log = logging.getLogger(__name__)

CHUNK = 256 * 1024
REMEMBERED = 1000


class Uploads:
    """The files that deliveries carry. Remembers which file each delivery made, for when its outcome is unknown."""

    def __init__(self, client: AsyncWebClient, files: Files, finding: Finding, fates: Fates) -> None:
        self._client = client
        self._files = files
        self._finding = finding
        self._fates = fates
        self._made: OrderedDict[int, str] = OrderedDict()

    async def find(self, delivery: Delivery, file: KeptFile, place: Place) -> str | None:
        """The `ts` of the message by which an attempt shared the file, if one did. Raises Trouble."""
        others = {made for number, made in self._made.items() if number != delivery.id}
        return await self._finding.shared(delivery, place, file, self._made.get(delivery.id), others)

    async def send(self, delivery: Delivery, act: Say, file: KeptFile, place: Place) -> Fate:
        """The fate of sharing the file. Until the last call nothing can be seen: that part may be repeated."""
        try:
            place = await self._finding.standing(act, place)
            if not await self._finding.has_root(place):
                return THREAD_GONE
            file_id = await self._upload(file)
        except FileNotFoundError:
            log.error("the file of delivery %s is not in the store", delivery.id)
            return Never("gone", "not in the store")
        except Trouble as trouble:
            return self._fates.of(trouble, delivery, repeatable=True)
        self._remember(delivery.id, file_id)
        try:
            await self._share(act, file, file_id, place)
        except Trouble as trouble:
            return await self._doubtful(trouble, delivery, file, place)
        return await self._shared(act, file_id, place)

    async def _upload(self, file: KeptFile) -> str:
        path = self._files.path(file.sha256)
        slot = await ask(self._client.files_getUploadURLExternal(filename=file.name, length=file.size))
        headers = {"Content-Type": "application/octet-stream", "Content-Length": str(file.size)}
        try:
            async with pool(self._client).post(
                slot["upload_url"], data=_read(path), headers=headers, proxy=self._client.proxy, timeout=TRANSFER
            ) as response:
                status = response.status
        except (aiohttp.ClientError, TimeoutError, ConnectionError) as error:
            raise Trouble(type(error).__name__) from None
        if status != 200:
            # The address is good for one try: any refusal is met by asking for a new one.
            raise Trouble(f"upload_http_{status}", status=503)
        return str(slot["file_id"])

    async def _share(self, act: Say, file: KeptFile, file_id: str, place: Place) -> None:
        more = comment(under_quote(act.quote, act.text))
        if place.thread:
            more["thread_ts"] = place.thread
        await ask(
            self._client.files_completeUploadExternal(
                files=[{"id": file_id, "title": file.name}], channel_id=place.channel, **more, **signed(act.author)
            )
        )

    async def _doubtful(self, trouble: Trouble, delivery: Delivery, file: KeptFile, place: Place) -> Fate:
        fate = self._fates.of(trouble, delivery, repeatable=False)
        if trouble.outage and isinstance(fate, Later):
            try:
                if ts := await self.find(delivery, file, place):
                    return Sent(message=ts, position=ids.position(ts))
            except Trouble as second:
                log.warning("whether file delivery %s arrived could not be asked: %s", delivery.id, second)
        return fate

    async def _shared(self, act: Say, file_id: str, place: Place) -> Fate:
        """Slack answers with the file, not with the message. If it tells that at once, well; it is not waited for."""
        try:
            answer = await ask(self._client.files_info(file=file_id))
        except Trouble as trouble:
            log.info("the message of file %s is not known: %s", file_id, trouble)
            return Sent()
        shares = answer["file"].get("shares") or {}
        found = next((share[place.channel][0] for share in shares.values() if share.get(place.channel)), None)
        if found is None:
            return Sent()
        if place.thread and not act.under and not found.get("thread_ts"):
            await delete_stray(self._client, place.channel, found["ts"])
            return THREAD_GONE
        return Sent(message=found["ts"], position=ids.position(found["ts"]))

    def _remember(self, delivery: int, file_id: str) -> None:
        self._made[delivery] = file_id
        while len(self._made) > REMEMBERED:
            self._made.popitem(last=False)


async def delete_stray(client: AsyncWebClient, channel: str, ts: str) -> None:
    """Takes back at once what landed in the channel instead of its thread; tries three times, then says where it is."""
    trouble: Trouble | None = None
    for _ in range(3):
        try:
            await ask(client.chat_delete(channel=channel, ts=ts))
        except Trouble as failed:
            if failed.error == "message_not_found":
                return
            trouble = failed
        else:
            return
    log.error("a message that lost its thread stands open in %s (ts %s) and can't be deleted: %s", channel, ts, trouble)


async def _read(path: Path) -> AsyncIterator[bytes]:
    file = await asyncio.to_thread(path.open, "rb")
    try:
        while chunk := await asyncio.to_thread(file.read, CHUNK):
            yield chunk
    finally:
        file.close()
