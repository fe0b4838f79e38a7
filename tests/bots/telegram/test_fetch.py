"""Fetching what people send: kept once, and judged by its bytes."""

from __future__ import annotations

import asyncio
import hashlib
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from telegram.error import NetworkError

from bots.fetch import fetch, judge
from bots.telegram.channel import Telegram as Channel
from core.messages import Author, IncomingFile, Said
from playground.telegram import Person, Telegram
from tests.bots.telegram.conftest import Inbox, Store

LARGEST = Channel.capabilities.download

PNG = (
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89"
    b"\0\0\0\nIDATx\x9cc\0\x01\0\0\x05\0\x01\r\n-\xb4\0\0\0\0IEND\xaeB`\x82"
)
JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xff\xdb\0\x43\0" + b"\x08" * 64 + b"\xff\xd9"
MP4 = b"\0\0\0\x20ftypisom\0\0\2\0isomiso2avc1mp41\0\0\0\x08free"
OGG = b"OggS\0\2" + b"\0" * 20 + b"\x01\x13OpusHead\x01\x01"
WEBM = b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\xf7\x81\x01\x42\xf2\x81\x04\x42\xf3\x81\x08\x42\x82\x84webm"
PDF = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n"
EXE = b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff" + b"\0" * 46 + b"PE\0\0"


@pytest.mark.parametrize(
    ("data", "content", "mime"),
    [
        (PNG, "image", "image/png"),
        (JPEG, "image", "image/jpeg"),
        (b"GIF89a\x01\0\x01\0\x80", "image", "image/gif"),
        (b"RIFF\x24\0\0\0WEBPVP8 " + b"\0" * 20, "image", "image/webp"),
        (MP4, "video", "video/mp4"),
        (WEBM, "video", "video/webm"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic" + b"\0" * 20, "image", "image/heif"),
        (b"\0\0\0\x18ftypjpeg\0\0\0\0jpegmiaf" + b"\0" * 20, "image", "image/heif"),
        (b"\0\0\0\x14ftypqt  \0\0\0\0qt  " + b"\0" * 20, "video", "video/quicktime"),
        (OGG, "audio", "audio/ogg"),
        (b"ID3\x03\0\0\0\0\0\x21" + b"\0" * 30, "audio", "audio/mpeg"),
        (PDF, "pdf", "application/pdf"),
        (b"10:02 ERROR disk full\r\n\tat main()\n", "text", "text/plain"),
        ("Ошибка: диск заполнен 🖨".encode(), "text", "text/plain"),
        (b"\xef\xbb\xbfa;b;c\n1;2;3\n", "text", "text/plain"),
        (b"\x1b[31mfailed\x1b[0m", "text", "text/plain"),
        (b"BMW is the customer", "text", "text/plain"),
        (b"MZ is a country code", "text", "text/plain"),
        (b'<?xml version="1.0"?><order id="1"/>', "text", "text/plain"),
        (b"the page shows <html> as text", "text", "text/plain"),
        (b"  <!-- x --><!DOCTYPE html><html><script>alert(1)</script>", "other", "text/html"),
        (b"<body onload=x()>", "other", "text/html"),
        (b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>', "other", "image/svg+xml"),
        (b"#!/bin/sh\nrm -rf /\n", "other", "application/octet-stream"),
        (EXE, "other", "application/octet-stream"),
        (b"\x7fELF\x02\x01\x01\0\0", "other", "application/octet-stream"),
        (b"\x00\x01\x02\x03", "other", "application/octet-stream"),
    ],
)
def test_a_file_is_what_its_bytes_say(data: bytes, content: str, mime: str) -> None:
    whole = data.decode(errors="replace")
    text = "\ufffd" not in whole and not any(ord(char) < 9 or 13 < ord(char) < 27 for char in whole)
    assert judge(data, text) == (content, mime)


def test_an_archive_is_something_else() -> None:
    assert judge(b"PK\x03\x04\x14\0\0\0\x08\0", False)[0] == "other"


async def last(channel: Channel, inbox: Inbox, count: int) -> Said:
    """What came in last, once so many messages did."""
    task = asyncio.create_task(channel.listen())
    try:
        return (await inbox.gets(Said, count))[-1]
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def test_a_picture_is_kept_and_known(channel: Channel, inbox: Inbox, store: Store, ann: Person) -> None:
    await ann.sends_photo(PNG, caption="the red light")
    update = await fetch(await last(channel, inbox, 2), channel, store)
    (file,) = update.files
    assert (file.content, file.mime, file.size, file.problem) == ("image", "image/png", len(PNG), None)
    assert file.sha256 == hashlib.sha256(PNG).hexdigest()
    assert store.path(file.sha256).read_bytes() == PNG
    assert update.text == "the red light"


async def test_a_program_that_is_named_a_picture_is_found_out(
    channel: Channel, inbox: Inbox, store: Store, ann: Person
) -> None:
    await ann.sends_file(EXE, name="holiday.png", mime="image/png")
    (file,) = (await fetch(await last(channel, inbox, 2), channel, store)).files
    assert (file.name, file.content, file.mime) == ("holiday.png", "other", "application/octet-stream")


async def test_a_long_text_is_text_to_its_end(channel: Channel, inbox: Inbox, store: Store, ann: Person) -> None:
    await ann.sends_file("строка журнала\n".encode() * 20_000, name="app.log")
    (file,) = (await fetch(await last(channel, inbox, 2), channel, store)).files
    assert file.content == "text"
    await ann.sends_file(b"looks like text\n" * 20_000 + b"\0", name="app.log")
    (file,) = (await fetch(await last(channel, inbox, 3), channel, store)).files
    assert file.content == "other"


async def test_a_file_over_20_mb_is_not_even_asked_for(
    channel: Channel, telegram: Telegram, inbox: Inbox, store: Store, ann: Person
) -> None:
    await ann.sends_file(b"x" * (LARGEST + 1), name="dump.bin")
    (file,) = (await fetch(await last(channel, inbox, 2), channel, store)).files
    assert file.problem == "too_big"
    assert not [call for call in telegram.calls if call.method == "getFile"]


def _said(update: Said, **file: object) -> Said:
    return replace(update, files=(replace(update.files[0], **file),))  # type: ignore[arg-type]


async def test_one_of_unknown_size_is_found_too_big_by_telegram(
    channel: Channel, inbox: Inbox, store: Store, ann: Person
) -> None:
    await ann.sends_file(b"x" * (LARGEST + 1), name="dump.bin")
    update = _said(await last(channel, inbox, 2), size=None)
    assert (await fetch(update, channel, store)).files[0].problem == "too_big"


async def test_an_empty_file_and_one_that_is_gone(channel: Channel, inbox: Inbox, store: Store, ann: Person) -> None:
    await ann.sends_file(b"", name="nothing.txt")
    update = await last(channel, inbox, 2)
    assert (await fetch(update, channel, store)).files[0].problem == "empty"
    assert (await fetch(_said(update, ref="nonsense"), channel, store)).files[0].problem == "gone"


async def test_trouble_on_the_way_is_the_callers_to_repeat(
    channel: Channel, telegram: Telegram, inbox: Inbox, store: Store, ann: Person
) -> None:
    await ann.sends_photo(PNG)
    update = await last(channel, inbox, 2)
    telegram.down = True
    with pytest.raises(NetworkError):
        await fetch(update, channel, store)
    telegram.down = False
    assert (await fetch(update, channel, store)).files[0].content == "image"


async def test_what_was_fetched_or_has_a_problem_is_left_alone(channel: Channel, store: Store, ann: Person) -> None:
    done = IncomingFile("a", "photo", "a.png", sha256="0" * 64, content="image")
    bad = IncomingFile("b", "photo", "b.png", problem="gone")

    update = Said(
        key="k",
        channel="telegram",
        place="1",
        author=Author("1", "Ann"),
        at=datetime.now(UTC),
        direct=True,
        message="1",
        position=1,
        files=(done, bad),
    )
    assert (await fetch(update, channel, store)).files == (done, bad)
