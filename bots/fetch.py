"""Fetches the files of a message from its platform into the store, and finds out what they really are."""

from __future__ import annotations

import asyncio
import codecs
import mimetypes
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Final

import puremagic

from bots.channel import Channel, Gone
from core.file_names import safe_name
from core.messages import IncomingFile, WithFiles, with_files
from core.picture_data import Piece, Unreadable, tells_something, without_metadata
from core.ports import Files, TooBig

HEAD: Final = 4096
"""How many of the first bytes tell what a file is."""

CHUNK: Final = 256 * 1024

_HARMLESS = ("image/", "video/", "audio/", "text/plain", "application/pdf")
_RUN_BY_BROWSERS = ("text/html", "image/svg+xml")
_PROGRAMS = (b"MZ", b"\x7fELF", b"\xfe\xed\xfa", b"\xce\xfa\xed\xfe", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"#!/")
# Comments, a prologue and a DOCTYPE may stand before the first element that tells HTML and SVG from other XML.
_BEFORE_MARKUP = re.compile(rb"(?:\s+|<!--.*?-->|<\?xml.*?\?>|<!doctype\s+svg[^>]*>)*", re.DOTALL | re.IGNORECASE)
_MARKUP = re.compile(rb"<(?:!doctype\s+html|(?:html|head|body|script|style|iframe|svg)[\s>/])", re.IGNORECASE)
# Control characters that no text has; the escape stands in coloured logs.
_NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MATROSKA = "application/x-matroska"
_HEIF = (b"mif1", b"mif2", b"msf1", b"miaf")
"""Brands of pictures by which puremagic knows none (ISO/IEC 23008-12): some telephones write no other."""


async def fetch(update: WithFiles, channel: Channel, files: Files) -> WithFiles:
    """The message with each of its files kept in the store, or with the problem that prevented it.

    A file that was fetched before, or has a problem already, is left as it is. The platform client's own network
    errors are raised: the caller tries again.
    """
    return with_files(update, tuple([await _fetched(file, channel, files) for file in update.files]))


async def _fetched(file: IncomingFile, channel: Channel, files: Files) -> IncomingFile:
    file = replace(file, name=safe_name(file.name))
    if file.sha256 is not None or file.problem is not None:
        return file
    largest = channel.capabilities.download
    if file.size is not None and file.size > largest:
        return replace(file, problem="too_big")
    text = _TextSoFar()
    try:
        sha256, size = await files.put(text.watch(channel.download(file)), largest)
    except TooBig:
        return replace(file, problem="too_big")
    except Gone:
        return replace(file, problem="gone")
    if size == 0:
        return replace(file, size=0, problem="empty")
    async with files.local(sha256) as path:
        head = await asyncio.to_thread(_head, path)
        content, mime = judge(head, text.complete())
        if is_disguised(file, head, mime):
            return replace(file, size=size, content=content, mime=mime, problem="disguised")
        kept = replace(file, sha256=sha256, size=size, content=content, mime=mime)
        return await _without_metadata(kept, path, files) if content == "image" else kept


async def _without_metadata(file: IncomingFile, path: Path, files: Files) -> IncomingFile:
    """A picture as it may be shown to others: it tells nothing but what it shows. The original stays in the store."""
    with await asyncio.to_thread(path.open, "rb") as handle, mmap(handle.fileno(), 0, access=ACCESS_READ) as data:
        try:
            pieces = await asyncio.to_thread(without_metadata, data, file.mime or "")
        except Unreadable:
            tells = await asyncio.to_thread(tells_something, data, file.mime or "")
            return replace(file, sha256=None, problem="private") if tells else file
        if pieces is None:
            return file
        sha256, size = await files.put(_copied(data, pieces), len(data) + HEAD)
        return replace(file, sha256=sha256, size=size, original=file.sha256 or "")


async def _copied(data: mmap, pieces: list[Piece]) -> AsyncIterator[bytes]:
    for piece in pieces:
        if isinstance(piece, bytes):
            yield piece
        else:
            for at in range(*piece, CHUNK):
                yield data[at : min(at + CHUNK, piece[1])]


def is_disguised(file: IncomingFile, head: bytes, mime: str) -> bool:
    """Whether a program, or a page that a browser would run, bears the type or the name of something harmless."""
    guessed = mimetypes.guess_type(file.name)[0]
    claims = {one for one in (file.mime, guessed) if one and one.startswith(_HARMLESS)}
    if mime in _RUN_BY_BROWSERS:
        return mime not in (file.mime, guessed) and any(not one.startswith("text/") for one in claims)
    is_program = mime == "application/octet-stream" and head.startswith(_PROGRAMS)
    return is_program and (
        bool(claims) if not head.startswith(b"#!/") else any(not one.startswith("text/") for one in claims)
    )


def judge(head: bytes, text: bool) -> tuple[str, str]:
    """What a file is, by its first bytes and by whether all of it is text: (content, MIME type).

    Content is image, video, audio, text, pdf or other. What a browser would run (HTML, SVG) and programs are other,
    whatever they are named.
    """
    # "MZ" may also begin a sentence, "#!/" only a script.
    if head.startswith(_PROGRAMS) and (head.startswith(b"#!/") or not text):
        return "other", "application/octet-stream"
    if head.lstrip().startswith(b"%PDF-"):
        return "pdf", "application/pdf"
    if text:
        return _judge_text(head)
    return _judge_media(head)


def _judge_text(head: bytes) -> tuple[str, str]:
    start = head.removeprefix(codecs.BOM_UTF8)
    before = _BEFORE_MARKUP.match(start)
    found = _MARKUP.match(start, before.end() if before else 0)
    if found is None:
        return "text", "text/plain"
    return "other", "image/svg+xml" if b"svg" in found.group().lower() else "text/html"


def _judge_media(head: bytes) -> tuple[str, str]:
    try:
        guesses = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        guesses = []
    mime = next((guess.mime_type for guess in guesses if guess.mime_type), "application/octet-stream")
    if mime == "application/ogg":
        mime = "video/ogg" if b"theora" in head[:128] else "audio/ogg"
    elif mime == _MATROSKA:
        mime = "video/x-matroska"
    elif mime == "application/octet-stream" and _is_heif(head):
        mime = "image/heif"
    content = mime.partition("/")[0]
    if content in ("image", "video", "audio") and mime != "image/svg+xml":
        return content, mime
    return "other", mime


def _is_heif(head: bytes) -> bool:
    """By the brands that its first box names."""
    size = int.from_bytes(head[:4], "big")
    return head[4:8] == b"ftyp" and any(head[at : at + 4] in _HEIF for at in range(8, min(size, 256), 4))


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(HEAD)


class _TextSoFar:
    """Looks at a stream as it passes, whether all of it is UTF-8 text."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._is_text = True

    async def watch(self, chunks: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
        """The same chunks."""
        async for chunk in chunks:
            self._look(chunk)
            yield chunk

    def complete(self) -> bool:
        """The stream is over: it was text, and no character was cut off."""
        self._look(b"", last=True)
        return self._is_text

    def _look(self, chunk: bytes, last: bool = False) -> None:
        if not self._is_text:
            return
        try:
            self._is_text = _NO_TEXT.search(self._decoder.decode(chunk, last)) is None
        except UnicodeDecodeError:
            self._is_text = False
