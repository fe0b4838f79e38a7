"""What pictures say beside what they show (place, camera, words), taken out without touching a pixel.

The picture is not decoded: its container is cut into pieces, and those with metadata are left out. So quality, colour
profile and animation stay as they are, and memory stays flat. The orientation stays in a tag of its own.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from typing import Protocol, TypeAlias, overload
from zlib import crc32


class Bytes(Protocol):
    """Bytes that may be larger than memory is to hold (a mapped file)."""

    def __len__(self) -> int: ...

    @overload
    def __getitem__(self, key: int, /) -> int: ...

    @overload
    def __getitem__(self, key: slice, /) -> bytes: ...

    def find(self, sub: bytes, start: int = ..., /) -> int: ...


Piece: TypeAlias = bytes | tuple[int, int]
"""Bytes to write, or from where to where they are copied."""


MOST = 4096
"""Pieces of one picture; real ones have a handful. Each costs memory and a step when it is copied."""


class Unreadable(Exception):
    """It is not what it should be, or of a kind whose metadata can't be told apart."""


_SIGNS = (b"Exif\0\0", b"http://ns.adobe.com/xap/", b"<x:xmpmeta", b"Photoshop 3.0\0")
"""How metadata begins, in whatever kind of file."""

_PNG_KEEPS = frozenset(
    b"tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD hIST pHYs sPLT acTL fcTL fdAT".split()  # how it looks, and moves
)
_ENTROPY_ENDS = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_ORIENTATION = 0x0112
_TIFF_PRIVATE = (0x8769, 0x8825, 700, 33723, 34377)
"""Tags that lead to Exif, GPS, XMP, IPTC and Photoshop's own."""


def without_metadata(data: Bytes, mime: str) -> list[Piece] | None:
    """The pieces of the picture that is left; None where there is nothing to take out. Raises Unreadable."""
    reads = {"image/jpeg": _jpeg, "image/png": _png, "image/webp": _webp, "image/gif": _gif}.get(mime)
    if reads is None:
        raise Unreadable(mime)
    try:
        pieces = reads(data)
    except (IndexError, struct.error):
        raise Unreadable(mime) from None
    return None if pieces == [(0, len(data))] else pieces


def tells_something(data: Bytes, mime: str) -> bool:
    """Whether a picture that can't be read holds metadata all the same."""
    if mime == "image/tiff" and any(tag in _TIFF_PRIVATE for tag, _ in _tags(data[: 1 << 20])):
        return True
    return any(data.find(sign) >= 0 for sign in _SIGNS)


def _keep(pieces: list[Piece], piece: Piece) -> None:
    """One piece more; neighbours become one."""
    last = pieces[-1] if pieces else None
    if isinstance(piece, tuple) and isinstance(last, tuple) and last[1] == piece[0]:
        pieces[-1] = last[0], piece[1]
    elif len(pieces) == MOST:
        raise Unreadable
    else:
        pieces.append(piece)


def _joined(*pieces: Piece) -> list[Piece]:
    out: list[Piece] = []
    for piece in pieces:
        _keep(out, piece)
    return out


# ---------------------------------------------------------------- the formats


def _jpeg(data: Bytes) -> list[Piece]:
    """Segments up to the end of the picture: what stands behind it (films, second pictures with places of their own) goes."""
    head: list[Piece] = [(0, 2)]
    kept: list[Piece] = []
    orientation, at = 1, 2
    while at < len(data):
        if data[at] != 0xFF:
            raise Unreadable
        marker = data[at + 1]
        if marker == 0xFF:  # a fill byte
            at += 1
            continue
        if marker == 0xD9:
            _keep(kept, (at, at + 2))
            break
        end = at + 2 + struct.unpack(">H", data[at + 2 : at + 4])[0]
        if marker == 0xE1 and data[at + 4 : at + 10] == b"Exif\0\0":
            orientation = _orientation(data[at + 10 : end]) or orientation
        if marker == 0xDA:
            end = _end_of_scan(data, end)
        if _jpeg_keeps(marker, data[at + 4 : at + 16]):
            is_first = marker == 0xE0 and not kept and len(head) == 1
            _keep(head if is_first else kept, (at, end))
        at = end
    if orientation != 1:
        body = b"Exif\0\0" + _exif(orientation)
        head.append(b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body)
    return _joined(*head, *kept)


def _jpeg_keeps(marker: int, begins: bytes) -> bool:
    if marker == 0xE0:
        return begins.startswith(b"JFIF\0")
    if marker == 0xE2:
        return begins.startswith(b"ICC_PROFILE\0")
    if marker == 0xEE:
        return begins.startswith(b"Adobe")
    return not (0xE0 <= marker <= 0xEF or marker == 0xFE)


def _end_of_scan(data: Bytes, at: int) -> int:
    """Where the next marker stands behind the compressed pixels."""
    found = _ENTROPY_ENDS.search(data, at)  # type: ignore[call-overload]
    return found.start() if found else len(data)


def _png(data: Bytes) -> list[Piece]:
    head: list[Piece] = []
    kept: list[Piece] = []
    at, orientation = 8, 1
    while True:
        size, kind = struct.unpack(">I4s", data[at : at + 8])
        end = at + 12 + size
        if end > len(data):
            raise Unreadable
        if kind == b"eXIf":
            orientation = _orientation(data[at + 8 : end - 4]) or 1
        elif kind[:1].isupper() or kind in _PNG_KEEPS:
            _keep(kept if head else head, (at, end))
        at = end
        if kind == b"IEND":
            break
    if orientation != 1:
        head.append(_png_chunk(b"eXIf", _exif(orientation)))
    return _joined((0, 8), *head, *kept)


def _png_chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", crc32(kind + body))


def _webp(data: Bytes) -> list[Piece]:
    kept: list[Piece] = []
    at, orientation, whole = 12, 1, min(len(data), 8 + struct.unpack("<I", data[4:8])[0])
    dropped = False
    while at + 8 <= whole:
        kind, size = struct.unpack("<4sI", data[at : at + 8])
        end = at + 8 + size + size % 2
        if at + 8 + size > len(data):
            raise Unreadable
        if kind in (b"EXIF", b"XMP "):
            dropped = True
            orientation = (_orientation(data[at + 8 : end]) or 1) if kind == b"EXIF" else orientation
        else:
            _keep(kept, (at, min(end, len(data))))
        at = end
    if not dropped:
        return [(0, len(data))]
    turned = b""
    if orientation != 1:
        body = _exif(orientation)
        turned = b"EXIF" + struct.pack("<I", len(body)) + body
    size = 4 + sum(piece[1] - piece[0] for piece in kept if isinstance(piece, tuple)) + len(turned)
    head = b"RIFF" + struct.pack("<I", size) + b"WEBP"
    first = kept[0]
    if isinstance(first, tuple) and data[first[0] : first[0] + 4] == b"VP8X":  # it says what there is
        at = first[0] + 8
        kept[0:1] = [data[first[0] : at] + bytes([data[at] & ~0x0C | (0x08 if turned else 0)]), (at + 1, first[1])]
    return [head, *kept, *([turned] if turned else [])]


def _gif(data: Bytes) -> list[Piece]:
    """Comments and applications' data go, but that which says how often it repeats."""
    at = 13 + (3 << ((data[10] & 7) + 1) if data[10] & 0x80 else 0)
    kept: list[Piece] = [(0, at)]
    while True:
        begins = data[at]
        if begins == 0x3B:
            _keep(kept, (at, at + 1))
            return kept
        if begins == 0x2C:
            flags = data[at + 9]
            body = at + 10 + (3 << ((flags & 7) + 1) if flags & 0x80 else 0) + 1
        elif begins == 0x21:
            body = at + 2
        else:
            raise Unreadable
        end = _end_of_blocks(data, body)
        loops = data[at + 3 : at + 14] in (b"NETSCAPE2.0", b"ANIMEXTS1.0")
        if begins == 0x2C or data[at + 1] in (0xF9, 0x01) or loops:
            _keep(kept, (at, end))
        at = end


def _end_of_blocks(data: Bytes, at: int) -> int:
    while size := data[at]:
        at += size + 1
    return at + 1


# ---------------------------------------------------------------- Exif


def _tags(tiff: bytes) -> Iterator[tuple[int, int]]:
    """The tags of the first directory, each with its value where that is one short number."""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(tiff[:4])
    if order is None:
        return
    try:
        at = struct.unpack(order + "I", tiff[4:8])[0]
        for number in range(struct.unpack(order + "H", tiff[at : at + 2])[0]):
            tag, _, _, value = struct.unpack(order + "HHIH", tiff[at + 2 + number * 12 : at + 12 + number * 12])
            yield tag, value
    except struct.error:
        return


def _orientation(exif: bytes) -> int | None:
    """How the picture is to be turned, 1 to 8."""
    tiff = exif.removeprefix(b"Exif\0\0")
    return next((value for tag, value in _tags(tiff) if tag == _ORIENTATION and 1 <= value <= 8), None)


def _exif(orientation: int) -> bytes:
    """Exif that says nothing else."""
    return b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, _ORIENTATION, 3, 1, orientation, 0, 0)
