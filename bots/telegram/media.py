"""Files to Telegram: one by one or as an album, streamed from where they are kept."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from typing import Any

from telegram import (
    InputFile,
    InputMedia,
    InputMediaAnimation,
    InputMediaAudio,
    InputMediaDocument,
    InputMediaPhoto,
    InputMediaVideo,
    MessageEntity,
)
from telegram.error import BadRequest

from bots.telegram import compose, ids
from bots.telegram.client import Client
from core.files import KeptFile
from core.messages import Fate, Never, Sent, Unsure
from core.ports import Files
from core.text import Text

Json = dict[str, Any]

_MEDIA: dict[str, Callable[..., InputMedia]] = {
    "photo": InputMediaPhoto,
    "video": InputMediaVideo,
    "animation": InputMediaAnimation,
    "audio": InputMediaAudio,
    "document": InputMediaDocument,
}

_PARTLY = "failed to send message #"
"""How Telegram begins its answer when some messages of an album were refused: the others may stand."""


class Media:
    """Sends the files of one bot."""

    def __init__(self, client: Client, files: Files) -> None:
        self._client = client
        self._files = files

    async def send(self, files: Sequence[KeptFile], caption: Text, params: Json, *, again: bool) -> Fate:
        """One message, or one album. `again`: an attempt before this one may have failed in a part; then all of them go as
        documents, which Telegram takes as they are. Raises TelegramError, FileNotFoundError."""
        if any(file.size > compose.UPLOAD_BYTES for file in files):
            return Never("too_big")
        if len(files) > 1:
            return await self._album(files, caption, params, again)
        method, name = compose.file_method(files[0])
        try:
            return sent(await self._one(method, name, files[0], params | captioned(caption)))
        except BadRequest as error:
            # Telegram refuses photos that are too wide, too long or not quite what they say, and voices that
            # some may not be sent; as a document anything goes.
            if method == "sendDocument" or not _about_the_file(error):
                raise
        return sent(await self._one("sendDocument", "document", files[0], params | captioned(caption)))

    async def replace(self, file: KeptFile, caption: Text, params: Json) -> None:
        """Another file in the place of one that was sent. Raises TelegramError, FileNotFoundError."""
        async with AsyncExitStack() as stack:
            upload = await self._upload(stack, file, attach=True)
            media = _as_media(compose.file_method(file)[1], upload, caption)
            await self._client.call("editMessageMedia", params | {"media": media})

    async def _one(self, method: str, name: str, file: KeptFile, params: Json) -> Any:
        async with AsyncExitStack() as stack:
            return await self._client.call(method, params | {name: await self._upload(stack, file)})

    async def _album(self, files: Sequence[KeptFile], caption: Text, params: Json, again: bool) -> Fate:
        kinds = ["document" if again else compose.file_method(file)[1] for file in files]
        try:
            return await self._group(files, kinds, caption, params)
        except BadRequest as error:
            if error.message.lower().startswith(_PARTLY):
                return Unsure("a part of an album was refused")
            if set(kinds) == {"document"} or not _about_the_file(error):
                raise
        return await self._group(files, ["document"] * len(files), caption, params)

    async def _group(self, files: Sequence[KeptFile], kinds: Sequence[str], caption: Text, params: Json) -> Fate:
        async with AsyncExitStack() as stack:
            uploads = [await self._upload(stack, file, attach=True) for file in files]
            captions = [caption, *[()] * len(files)]
            media = [_as_media(*one) for one in zip(kinds, uploads, captions, strict=False)]
            messages = await self._client.call("sendMediaGroup", params | {"media": media})
        numbers = [int(message["message_id"]) for message in messages]
        return Sent(ids.messages(numbers), numbers[0], items=tuple(ids.message(number) for number in numbers))

    async def _upload(self, stack: AsyncExitStack, file: KeptFile, *, attach: bool = False) -> InputFile:
        """Streams the kept file from its path."""
        path = await stack.enter_async_context(self._files.local(file.sha256))
        handle = stack.enter_context(await asyncio.to_thread(path.open, "rb"))
        return InputFile(handle, filename=compose.file_name(file.name), attach=attach, read_file_handle=False)


def _as_media(kind: str, upload: InputFile, caption: Text) -> InputMedia:
    """A file as a part of an album, or in the place of another."""
    words = captioned(caption)
    entities = [MessageEntity.de_json(entity, None) for entity in words.get("caption_entities", ())]
    return _MEDIA[kind](upload, caption=words.get("caption"), caption_entities=entities or None)


def captioned(value: Text) -> Json:
    """A caption's parameters."""
    text, entities = compose.words(value, compose.CAPTION)
    params: Json = {"caption": text} if text else {}
    if entities:
        params["caption_entities"] = entities
    return params


def sent(message: Json) -> Sent:
    """The fate of a message that Telegram has made."""
    number = int(message["message_id"])
    return Sent(ids.message(number), number)


def _about_the_file(error: BadRequest) -> bool:
    said = error.message.lower()
    return any(word in said for word in ("photo", "image", "video", "voice", "audio", "wrong file"))
