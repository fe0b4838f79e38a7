"""What a requester opened with, put where the chosen form has a place for it."""

from __future__ import annotations

from typing import Any

from core.conversation import Draft
from core.desk import Slot
from dialogs.answers import refuse_file
from dialogs.turn import Turn


def use(turn: Turn, draft: Draft) -> None:
    """The first words become the description, the first files the answer of the first `files` slot that takes them;
    what the form has no place for goes along as messages."""
    began_with, draft.opening = draft.opening or {"messages": [], "files": []}, None
    kind = draft.kind or ""
    form = {item.slot.key: item.slot for item in turn.desk.form(kind)}
    messages = began_with["messages"]
    if messages and "description" in form:
        joined = "\n".join(said for _, said in messages)
        result = turn.house.engine.run(kind, draft.slots, ("description", joined))
        if not result.refusal:
            draft.slots, draft.sources["description"] = result.slots, messages
            messages = []
    now = turn.now.isoformat()
    for message, said in messages:
        draft.surplus.append({"message": message, "text": said, "files": [], "at": now})
    for file in began_with["files"]:
        taken_by = next((slot for slot in form.values() if _fits(draft, slot, file)), None)
        if taken_by:
            draft.slots.setdefault(taken_by.key, []).append(file)
        else:
            draft.surplus.append({"message": "", "text": "", "files": [file], "at": now})


def _fits(draft: Draft, slot: Slot, file: dict[str, Any]) -> bool:
    have = len(draft.slots.get(slot.key) or ())
    return slot.type == "files" and have < slot.most and not refuse_file(slot, file)
