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
from core.ports import Files, FilesDown

log = logging.getLogger(__name__)

CHUNK = 256 * 1024
REMEMBERED = 1000


class Uploads:
    """The files that deliveries carry. Remembers which files each delivery made, for when its outcome is unknown."""

    def __init__(self, client: AsyncWebClient, files: Files, finding: Finding, fates: Fates) -> None:
        self._client = client
        self._files = files
        self._finding = finding
        self._fates = fates
        self._made: OrderedDict[int, tuple[str, ...]] = OrderedDict()

    async def find(self, delivery: Delivery, act: Say, place: Place) -> str | None:
        """The `ts` of the message by which an attempt shared the files, if one did: they are shared together, so that the
        first tells of all. Raises Trouble."""
        others = {made for number, all_ in self._made.items() for made in all_ if number != delivery.id}
        mine = self._made.get(delivery.id)
        return await self._finding.shared(delivery, place, act.files[0], mine[0] if mine else None, others)

    async def send(self, delivery: Delivery, act: Say, place: Place) -> Fate:
        """The fate of sharing the files. Until the last call nothing can be seen: that part may be repeated."""
        try:
            place = await self._finding.standing(act, place)
            if not await self._finding.has_root(place):
                return THREAD_GONE
            made = tuple([await self._upload(file) for file in act.files])
        except FileNotFoundError:
            log.error("a file of delivery %s is not in the store", delivery.id)
            return Never("gone", "not in the store")
        except FilesDown as down:
            return self._fates.backoff(f"files: {down}", delivery)
        except Trouble as trouble:
            return self._fates.of(trouble, delivery, repeatable=True)
        self._remember(delivery.id, made)
        try:
            await self._share(act, made, place)
        except Trouble as trouble:
            return await self._doubtful(trouble, delivery, act, place)
        return await self._shared(act, made[0], place)

    async def kept_apart(self, file: KeptFile) -> str:
        """Uploads a file that nobody sees yet; returns its id. Raises Trouble, FileNotFoundError."""
        made = await self._upload(file)
        await ask(self._client.files_completeUploadExternal(files=[{"id": made, "title": file.name}]))
        return made

    async def _upload(self, file: KeptFile) -> str:
        async with self._files.local(file.sha256) as path:
            return await self._send_bytes(file, path)

    async def _send_bytes(self, file: KeptFile, path: Path) -> str:
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

    async def _share(self, act: Say, made: tuple[str, ...], place: Place) -> None:
        more = comment(under_quote(act.quote, act.text))
        if place.thread:
            more["thread_ts"] = place.thread
        files: list[dict[str, str | None]] = [
            {"id": id, "title": file.name} for id, file in zip(made, act.files, strict=True)
        ]
        await ask(
            self._client.files_completeUploadExternal(
                files=files, channel_id=place.channel, **more, **signed(act.author)
            )
        )

    async def _doubtful(self, trouble: Trouble, delivery: Delivery, act: Say, place: Place) -> Fate:
        fate = self._fates.of(trouble, delivery, repeatable=False)
        if trouble.outage and isinstance(fate, Later):
            try:
                if ts := await self.find(delivery, act, place):
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

    def _remember(self, delivery: int, made: tuple[str, ...]) -> None:
        self._made[delivery] = made
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
