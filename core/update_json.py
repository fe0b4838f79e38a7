"""Updates as plain data, for those that must wait, and back."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from core.files import incoming_data
from core.marks import from_json as marks_from_json
from core.marks import to_json as marks_to_json
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
    Visited,
)

_KINDS: dict[str, type[Any]] = {
    kind.__name__: kind
    for kind in (Said, Edited, Deleted, Pressed, Reachable, Reacted, Picked, Visited, Invites, Filled)
}


def to_json(update: Update) -> dict[str, Any]:
    """As plain data, for an update that must wait. The trigger is left out: it lasts a moment only."""
    data = {**asdict(update), "at": update.at.isoformat(), "is": type(update).__name__}
    data.pop("trigger", None)
    if marks := data.pop("marks", ()):
        data["marks"] = marks_to_json(marks)
    if isinstance(update, Said | Edited | Filled | Picked):
        data["files"] = [incoming_data(file) for file in update.files]
    if isinstance(update, Edited) and not update.files:
        del data["files"]
    return {key: value for key, value in data.items() if value or key not in ("named", "quote", "forwarded")}


def from_json(data: dict[str, Any]) -> Update:
    """The update that `to_json` made this data of."""
    fields = {key: value for key, value in data.items() if key != "is"}
    fields["author"] = Author(**fields["author"])
    fields["at"] = datetime.fromisoformat(fields["at"])
    if "named" in fields:
        fields["named"] = tuple(Named(Author(**one["author"]), one["member"]) for one in fields["named"])
    if "files" in fields:
        fields["files"] = tuple(IncomingFile(**file) for file in fields["files"])
    if "marks" in fields:
        fields["marks"] = marks_from_json(fields["marks"])
    for name in ("file_fields", "added", "removed"):
        if name in fields:
            fields[name] = tuple(fields[name])
    if "context" in fields:
        fields["context"] = tuple((name, said) for name, said in fields["context"])
    for name in ("writer", "guest"):
        if fields.get(name):
            fields[name] = Author(**fields[name])
    update: Update = _KINDS[data["is"]](**fields)
    return update
