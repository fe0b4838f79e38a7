"""What pictures tell beside what they show: taken out, and nothing else is."""

from __future__ import annotations

import struct
from zlib import crc32

import pytest

from core.file_names import safe_name
from core.picture_data import Unreadable, tells_something, without_metadata

GPS = b"GPS 44.42,26.10 Canon"


def exif(orientation: int) -> bytes:
    entry = struct.pack("<HHIHH", 0x0112, 3, 1, orientation, 0)
    gps = struct.pack("<HHII", 0x8825, 4, 1, 0)
    return b"II*\0" + struct.pack("<IH", 8, 2) + entry + gps + struct.pack("<I", 0) + GPS


def segment(marker: int, body: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body


def jpeg(*segments: bytes, after: bytes = b"") -> bytes:
    scan = segment(0xDA, b"\1\1\0\0?\0") + b"pixels\xff\0pixels\xff\xd0more"
    return b"\xff\xd8" + b"".join(segments) + segment(0xDB, bytes(65)) + scan + b"\xff\xd9" + after


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", crc32(kind + body))


def png(*chunks: bytes) -> bytes:
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", bytes(13)) + b"".join(chunks) + chunk(b"IDAT", b"x") + chunk(b"IEND", b"")
    )


def webp(*chunks: tuple[bytes, bytes]) -> bytes:
    body = b"".join(kind + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2) for kind, data in chunks)
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def cleaned(data: bytes, mime: str) -> bytes:
    pieces = without_metadata(data, mime)
    if pieces is None:
        return data
    return b"".join(piece if isinstance(piece, bytes) else data[slice(*piece)] for piece in pieces)


JFIF = segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0")
ICC = segment(0xE2, b"ICC_PROFILE\0\1\1profile")
EXIF = segment(0xE1, b"Exif\0\0" + exif(1))
XMP = segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + GPS)


def test_a_jpeg_keeps_pixels_profile_and_orientation_and_nothing_else() -> None:
    told = jpeg(JFIF, EXIF, XMP, ICC, segment(0xFE, GPS), segment(0xED, b"Photoshop 3.0\0" + GPS), after=GPS)
    assert cleaned(told, "image/jpeg") == jpeg(JFIF, ICC)
    turned = cleaned(jpeg(JFIF, segment(0xE1, b"Exif\0\0" + exif(6)), ICC), "image/jpeg")
    assert GPS not in turned
    assert b"Exif\0\0MM\0*" in turned
    assert cleaned(turned, "image/jpeg") == turned
    assert without_metadata(jpeg(JFIF, ICC), "image/jpeg") is None


def test_a_png_keeps_its_looks() -> None:
    looks = chunk(b"iCCP", b"profile"), chunk(b"pHYs", bytes(9))
    told = png(*looks, chunk(b"tEXt", GPS), chunk(b"iTXt", GPS), chunk(b"eXIf", exif(1)), chunk(b"tIME", bytes(7)))
    assert cleaned(told + GPS, "image/png") == png(*looks)
    turned = cleaned(png(chunk(b"eXIf", exif(8))), "image/png")
    assert b"eXIf" in turned
    assert GPS not in turned
    assert without_metadata(png(*looks), "image/png") is None


def test_a_webp_says_no_longer_what_is_gone() -> None:
    told = webp(
        (b"VP8X", bytes([0x2C]) + bytes(9)), (b"ICCP", b"p"), (b"VP8 ", b"pix"), (b"EXIF", exif(1)), (b"XMP ", GPS)
    )
    assert cleaned(told, "image/webp") == webp((b"VP8X", bytes([0x20]) + bytes(9)), (b"ICCP", b"p"), (b"VP8 ", b"pix"))
    turned = cleaned(webp((b"VP8X", bytes([8]) + bytes(9)), (b"VP8 ", b"pix"), (b"EXIF", exif(3))), "image/webp")
    assert (turned[20], b"EXIF" in turned, GPS in turned) == (8, True, False)
    assert struct.unpack("<I", turned[4:8])[0] == len(turned) - 8


def test_a_gif_goes_on_moving() -> None:
    head, loop = b"GIF89a\1\0\1\0\x80\0\0" + bytes(6), b"!\xff\x0bNETSCAPE2.0\3\1\0\0\0"
    frame, end = b"!\xf9\4\0\0\0\0\0,\0\0\0\0\1\0\1\0\0\2\2D\1\0", b";"
    comment = b"!\xfe" + bytes([len(GPS)]) + GPS + b"\0"
    xmp = b"!\xff\x0bXMP DataXMP" + bytes([len(GPS)]) + GPS + b"\0"
    assert cleaned(head + loop + comment + xmp + frame + end, "image/gif") == head + loop + frame + end


@pytest.mark.parametrize(
    ("data", "mime", "tells"),
    [
        (b"\0\0\0\x18ftypheic" + b"Exif\0\0" + exif(1), "image/heic", True),
        (b"\0\0\0\x18ftypheic", "image/heic", False),
        (exif(1), "image/tiff", True),
        (b"\xff\xd8\xff\xe1\xff", "image/jpeg", False),
        (b"GIF89a\1\0\1\0\x80", "image/gif", False),
    ],
)
def test_what_can_not_be_read_is_told_apart_by_whether_it_tells_something(data: bytes, mime: str, tells: bool) -> None:
    with pytest.raises(Unreadable):
        without_metadata(data, mime)
    assert tells_something(data, mime) is tells


def test_a_picture_of_countless_pieces_is_not_taken_apart() -> None:
    many = b"".join((chunk(b"IDAT", b""), chunk(b"tEXt", GPS)) * 5000)
    with pytest.raises(Unreadable):
        without_metadata(png(many), "image/png")
    assert without_metadata(png(chunk(b"IDAT", b"") * 5000), "image/png") is None


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("letter.pdf", "letter.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\temp\\a.txt", "a.txt"),
        ("holiday\u202egpj.exe", "holidaygpj.exe"),
        ("in\x00voice\r\n.pdf", "invoice.pdf"),
        ("con.txt", "_con.txt"),
        ("picture.jpg" + " " * 200 + ".exe", "picture.jpg .exe"),
        ("\u200b", "file"),
        (".. ", "file"),
        ("a" * 300 + ".pdf.exe", "a" * 79 + "…" + "a" * 32 + ".pdf.exe"),
        ("Отчёт №5 😀.docx", "Отчёт №5 😀.docx"),
    ],
)
def test_a_name_hides_nothing(name: str, safe: str) -> None:
    assert safe_name(name) == safe
