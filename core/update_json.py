"""Updates as plain data, for those that must wait, and back."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from core.messages import (
    Author,
    Deleted,
    Edited,
    Filled,
    IncomingFile,
    Invites,
    Named,
    Picked,
    Pressed,
    Reachable,
    Reacted,
    Said,
    Update,
)

_KINDS: dict[str, type[Any]] = {
    kind.__name__: kind for kind in (Said, Edited, Deleted, Pressed, Reachable, Reacted, Picked, Invites, Filled)
}


def to_json(update: Update) -> dict[str, Any]:
    """As plain data, for an update that must wait. The trigger is left out: it lasts a moment only."""
    data = {**asdict(update), "at": update.at.isoformat(), "is": type(update).__name__}
    data.pop("trigger", None)
    return {key: value for key, value in data.items() if key not in ("named", "forwarded") or value}


def from_json(data: dict[str, Any]) -> Update:
    """The update that `to_json` made this data of."""
    fields = {key: value for key, value in data.items() if key != "is"}
    fields["author"] = Author(**fields["author"])
    fields["at"] = datetime.fromisoformat(fields["at"])
    if "named" in fields:
        fields["named"] = tuple(Named(Author(**one["author"]), one["member"]) for one in fields["named"])
    if "files" in fields:
        fields["files"] = tuple(IncomingFile(**file) for file in fields["files"])
    for name in ("file_fields", "added", "removed"):
        if name in fields:
            fields[name] = tuple(fields[name])
    for name in ("writer", "guest"):
        if fields.get(name):
            fields[name] = Author(**fields[name])
    update: Update = _KINDS[data["is"]](**fields)
    return update
