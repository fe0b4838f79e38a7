"""Fetches the files of a message from its platform into the store, and finds out what they really are."""

from __future__ import annotations

import asyncio
import codecs
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Final

import puremagic

from bots.channel import Channel, Gone
from core.messages import IncomingFile, WithFiles, with_files
from core.ports import Files, TooBig

HEAD: Final = 4096
"""How many of the first bytes tell what a file is."""

_PROGRAMS = (b"MZ", b"\x7fELF", b"\xfe\xed\xfa", b"\xce\xfa\xed\xfe", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"#!/")
# Comments, a prologue and a DOCTYPE may stand before the first element that tells HTML and SVG from other XML.
_BEFORE_MARKUP = re.compile(rb"(?:\s+|<!--.*?-->|<\?xml.*?\?>|<!doctype\s+svg[^>]*>)*", re.DOTALL | re.IGNORECASE)
_MARKUP = re.compile(rb"<(?:!doctype\s+html|(?:html|head|body|script|style|iframe|svg)[\s>/])", re.IGNORECASE)
# Control characters that no text has; the escape stands in coloured logs.
_NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MATROSKA = "application/x-matroska"


async def fetch(update: WithFiles, channel: Channel, files: Files) -> WithFiles:
    """The message with each of its files kept in the store, or with the problem that prevented it.

    A file that was fetched before, or has a problem already, is left as it is. The platform client's own network
    errors are raised: the caller tries again.
    """
    return with_files(update, tuple([await _fetched(file, channel, files) for file in update.files]))


async def _fetched(file: IncomingFile, channel: Channel, files: Files) -> IncomingFile:
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
    return replace(file, sha256=sha256, size=size, content=content, mime=mime)


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
    content = mime.partition("/")[0]
    if content in ("image", "video", "audio") and mime != "image/svg+xml":
        return content, mime
    return "other", mime


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
