"""What the workspace remembers: raw Slack JSON, saved as one snapshot and one file per upload."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

import orjson

Json = dict[str, Any]

HOST = "https://slack.invalid"
"""Stands for the server's own address in every stored URL; replaced by the real one on the way out."""

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Refused(Exception):
    """Slack says no. `error` is Slack's own code, `details` more fields of its answer."""

    def __init__(self, error: str, **details: Any) -> None:
        super().__init__(error, details)
        self.error = error
        self.details = details


@dataclass
class State:
    """Everything in the workspace. Plain JSON throughout, keyed by Slack's ids.

    `messages` holds each channel's messages in the order of their `ts`, replies among them.
    `stacks` are each person's open modals, the topmost last; `inputs` what was filled into a view.
    `pending` are the events an app has not acknowledged yet.
    """

    team: Json = field(default_factory=dict)
    users: dict[str, Json] = field(default_factory=dict)
    bots: dict[str, Json] = field(default_factory=dict)
    apps: dict[str, Json] = field(default_factory=dict)
    channels: dict[str, Json] = field(default_factory=dict)
    members: dict[str, list[str]] = field(default_factory=dict)
    messages: dict[str, list[Json]] = field(default_factory=dict)
    ephemerals: list[Json] = field(default_factory=list)
    files: dict[str, Json] = field(default_factory=dict)
    uploads: dict[str, Json] = field(default_factory=dict)
    views: dict[str, Json] = field(default_factory=dict)
    stacks: dict[str, list[str]] = field(default_factory=dict)
    homes: dict[str, Json] = field(default_factory=dict)
    inputs: dict[str, Json] = field(default_factory=dict)
    response_urls: dict[str, Json] = field(default_factory=dict)
    pending: list[Json] = field(default_factory=list)
    counter: int = 0
    last_microsecond: int = 0

    def new_id(self, prefix: str) -> str:
        """A new id of Slack's shape: the prefix, then ten capitals and digits."""
        self.counter += 1
        number, digits = self.counter, ""
        while number:
            number, digit = divmod(number, 36)
            digits = _DIGITS[digit] + digits
        return f"{prefix}0{digits:0>9}"

    def new_ts(self, now: float) -> str:
        """A message's `ts` for `now` (seconds): unique in the workspace and greater than all before."""
        self.last_microsecond = max(round(now * 1_000_000), self.last_microsecond + 1)
        seconds, rest = divmod(self.last_microsecond, 1_000_000)
        return f"{seconds}.{rest:06d}"


class Store:
    """Keeps the state and the uploaded bytes in a folder, or in memory only where there is none."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self._blobs: dict[str, bytes] = {}

    def load(self) -> State:
        """The state of last time, or a new one. A snapshot that can't be read raises ValueError."""
        if self.folder is None:
            return State()
        (self.folder / "files").mkdir(parents=True, exist_ok=True)
        snapshot = self.folder / "state.json"
        if not snapshot.exists():
            return State()
        saved = orjson.loads(snapshot.read_bytes())
        known = {item.name for item in fields(State)}
        return State(**{name: value for name, value in saved.items() if name in known})

    def save(self, state: State) -> None:
        """Write the whole state so that a crash leaves either the old snapshot or the new one."""
        if self.folder is not None:
            values = {item.name: getattr(state, item.name) for item in fields(State)}
            self._write(self.folder / "state.json", orjson.dumps(values))

    def put_blob(self, file_id: str, content: bytes) -> None:
        """Keep a file's bytes."""
        if self.folder is None:
            self._blobs[file_id] = content
        else:
            self._write(self.folder / "files" / file_id, content)

    def blob(self, file_id: str) -> bytes:
        """A file's bytes. Raises KeyError or FileNotFoundError where there are none."""
        if self.folder is None:
            return self._blobs[file_id]
        return (self.folder / "files" / file_id).read_bytes()

    def drop_blob(self, file_id: str) -> None:
        """Forget a file's bytes."""
        self._blobs.pop(file_id, None)
        if self.folder is not None:
            (self.folder / "files" / file_id).unlink(missing_ok=True)

    @staticmethod
    def _write(path: Path, content: bytes) -> None:
        part = path.with_suffix(".part")
        part.write_bytes(content)
        os.replace(part, path)
