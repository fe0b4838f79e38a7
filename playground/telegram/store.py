"""Where the simulated Telegram keeps itself: one JSON snapshot and the files' bytes, or nothing at all."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any

import orjson

Json = dict[str, Any]


class Store:
    """Keeps a state in `folder` so that a killed process finds it again; without a folder in memory only.

    The snapshot is replaced in one step, so it is always whole. It is not synced to the disk: it outlives
    the process, not a power cut.
    """

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self._bytes: dict[str, bytes] = {}
        if folder is not None:
            (folder / "blobs").mkdir(parents=True, exist_ok=True)

    def load(self) -> Json | None:
        """The state saved last, or None."""
        if self.folder is None or not (self.folder / "state.json").exists():
            return None
        state: Json = orjson.loads((self.folder / "state.json").read_bytes())
        return state

    def save(self, state: Json) -> None:
        """Replace the snapshot."""
        if self.folder is None:
            return
        fresh = self.folder / "state.json.new"
        fresh.write_bytes(orjson.dumps(state))
        os.replace(fresh, self.folder / "state.json")

    def put(self, data: bytes) -> str:
        """Keep bytes; returns the key to get them by (their SHA-256)."""
        key = hashlib.sha256(data).hexdigest()
        if self.folder is None:
            self._bytes[key] = data
        elif not (self.folder / "blobs" / key).exists():
            fresh = self.folder / "blobs" / f"{key}.new"
            fresh.write_bytes(data)
            os.replace(fresh, self.folder / "blobs" / key)
        return key

    def get(self, key: str) -> bytes:
        """The bytes of a key; KeyError or FileNotFoundError when there are none."""
        if self.folder is None:
            return self._bytes[key]
        return (self.folder / "blobs" / key).read_bytes()
