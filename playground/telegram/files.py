"""Files: what is uploaded, what a message says about it, what can be downloaded again."""

from __future__ import annotations

import base64
import hashlib
import mimetypes
import struct
from typing import Any

from playground.telegram.errors import ApiError, bad_request
from playground.telegram.params import Upload
from playground.telegram.world import World

Json = dict[str, Any]

MEGABYTE = 1024 * 1024
LARGEST_DOWNLOAD = 20 * MEGABYTE
LARGEST_UPLOAD = 50 * MEGABYTE
LARGEST_PHOTO = 10 * MEGABYTE
DEFAULT_SIZE = (1280, 720)

_FOLDERS = {"photo": "photos", "video": "videos", "voice": "voice", "audio": "music", "animation": "animations"}
_FOLDERS |= {"video_note": "video_notes", "sticker": "stickers"}
_EXTENSIONS = {"photo": ".jpg", "video": ".mp4", "voice": ".oga", "audio": ".mp3", "animation": ".mp4"}
_EXTENSIONS |= {"video_note": ".mp4", "sticker": ".webp"}
_MIMES = {"photo": "image/jpeg", "video": "video/mp4", "voice": "audio/ogg", "audio": "audio/mpeg"}
_MIMES |= {"animation": "video/mp4", "video_note": "video/mp4", "sticker": "image/webp"}
_SIGNS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"BM")


class Files:
    """All files of the world."""

    def __init__(self, world: World) -> None:
        self.world = world

    def from_bot(self, kind: str, sent: Upload | str, details: Json) -> Json:
        """The content of a message with what a bot sent as `kind`: an upload or a file_id.

        Raises ApiError 400 or 413: no such file_id, a file of another kind, too big, empty, no picture.
        """
        if isinstance(sent, str):
            return self._again(kind, sent)
        if not sent.data:
            raise bad_request("file must be non-empty")
        if len(sent.data) > LARGEST_UPLOAD:
            raise ApiError(413, "Request Entity Too Large")
        if kind == "photo":
            _check_picture(sent.data)
        return self.content(kind, sent, details)

    def _again(self, kind: str, file_id: str) -> Json:
        if file_id.startswith(("http://", "https://")):
            raise bad_request("failed to get HTTP URL content")
        record = self.world.state["files"].get(file_id)
        if record is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        # An animation may be sent as a document and stays an animation.
        if record["kind"] != kind and {record["kind"], kind} != {"animation", "document"}:
            names = [name.replace("_", " ").title().replace(" ", "") for name in (record["kind"], kind)]
            raise bad_request(f"can't use file of type {names[0]} as {names[1]}")
        content: Json = record["content"]
        return content

    def content(self, kind: str, file: Upload, details: Json) -> Json:
        """Keep a new file; returns the part of a message that describes it."""
        key = self.world.store.put(file.data)
        number = self.world.count("file")
        extension = _EXTENSIONS.get(kind, "")
        if kind in ("document", "audio", "video", "animation") and "." in file.name:
            extension = "." + file.name.rpartition(".")[2]
        record = {
            "kind": kind,
            "blob": key,
            "size": len(file.data),
            "path": f"{_FOLDERS.get(kind, 'documents')}/file_{number}{extension}",
            "name": file.name,
            "mime": file.mime or mimetypes.guess_type(file.name)[0] or _MIMES.get(kind, "application/octet-stream"),
        }
        content = self._photo(record, number, file.data) if kind == "photo" else self._single(record, number, details)
        record["content"] = content
        return content

    def _photo(self, record: Json, number: int, data: bytes) -> Json:
        width, height = picture_size(data) or DEFAULT_SIZE
        sizes = []
        for longest in (90, 320, 800, 1280):
            scale = min(1.0, longest / max(width, height))
            size = {"width": max(1, round(width * scale)), "height": max(1, round(height * scale))}
            sizes.append(self._file(record, f"{number}-{longest}") | size)
            if scale == 1.0:
                break
        return {"photo": sizes}

    def _single(self, record: Json, number: int, details: Json) -> Json:
        kind = record["kind"]
        file = self._file(record, str(number))
        if kind not in ("video_note", "sticker"):
            file["mime_type"] = record["mime"]
        if kind in ("document", "audio", "video", "animation"):
            file["file_name"] = record["name"]
        if kind in ("video", "voice", "audio", "animation", "video_note"):
            file["duration"] = details.get("duration", 0)
        if kind in ("video", "animation", "sticker"):
            file["width"] = details.get("width", 512 if kind == "sticker" else DEFAULT_SIZE[0])
            file["height"] = details.get("height", 512 if kind == "sticker" else DEFAULT_SIZE[1])
        if kind == "video_note":
            file["length"] = details.get("length", 360)
        if kind == "sticker":
            file |= {"type": "regular", "is_animated": False, "is_video": False, "emoji": details.get("emoji", "🙂")}
        if kind == "sticker" and details.get("is_animated"):
            still = {"width": 128, "height": 128}
            file |= {"is_animated": True, "thumbnail": self._file(record, f"{record['kind']}-still") | still}
        if kind == "audio":
            file |= {key: details[key] for key in ("performer", "title") if key in details}
        # A GIF is an animation and, for old clients, a document with the same file.
        return {kind: file, "document": file} if kind == "animation" else {kind: file}

    def _file(self, record: Json, name: str) -> Json:
        seed = f"{record['kind']}:{name}:{record['blob'][:24]}"
        file_id = base64.urlsafe_b64encode(seed.encode()).decode().rstrip("=")
        self.world.state["files"][file_id] = record
        self.world.touch()
        return {"file_id": file_id, "file_unique_id": _unique(file_id), "file_size": record["size"]}

    def record(self, file_id: str) -> Json:
        """What is known of a file: kind, size (bytes), path, name, mime; ApiError 400 for none."""
        record: Json | None = self.world.state["files"].get(file_id)
        if record is None:
            raise bad_request("invalid file_id")
        return record

    def get_file(self, file_id: str) -> Json:
        """getFile: a `File` with the path to download it from; over 20 MB ApiError 400."""
        record = self.record(file_id)
        if record["size"] > LARGEST_DOWNLOAD:
            raise bad_request("file is too big")
        known = {"file_id": file_id, "file_unique_id": _unique(file_id), "file_size": record["size"]}
        return {**known, "file_path": record["path"]}

    def by_path(self, path: str) -> Json | None:
        """The file that getFile gave this path."""
        return next((record for record in self.world.state["files"].values() if record["path"] == path), None)

    def data(self, record: Json) -> bytes:
        """A file's bytes."""
        return self.world.store.get(record["blob"])


def _unique(file_id: str) -> str:
    return hashlib.sha256(file_id.encode()).hexdigest()[:15]


def _check_picture(data: bytes) -> None:
    if len(data) > LARGEST_PHOTO:
        raise bad_request(
            f"file of size {len(data)} bytes is too big for a photo; the maximum size is {LARGEST_PHOTO} bytes"
        )
    if not data.startswith(_SIGNS):
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = picture_size(data) or DEFAULT_SIZE
    if width + height > 10_000 or max(width, height) > 20 * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")


def picture_size(data: bytes) -> tuple[int, int] | None:
    """Width and height in pixels from a PNG or JPEG header; None when it can't be told."""
    if data.startswith(_SIGNS[0]) and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
        return (width, height) if width and height else None
    if data.startswith(_SIGNS[1]):
        return _jpeg_size(data)
    return None


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4])
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return (width, height) if width and height else None
        at += 2 + length
    return None
