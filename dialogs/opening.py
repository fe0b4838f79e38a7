"""What was said and found no place as an answer: it goes along, nothing is dropped."""

from __future__ import annotations

from typing import Any

from core.conversation import Draft
from core.desk import Slot
from dialogs.answers import Refusal, check, refuse_file
from dialogs.secrets import is_sealed
from dialogs.turn import Turn


def use(turn: Turn, draft: Draft) -> Refusal | None:
    """The first words become the description, the first files the answer of the first `files` slot that takes them; what
    the form has no place for goes along as messages. Returns why the words could not be the description, if so."""
    began_with, draft.opening = draft.opening or {"messages": [], "files": []}, None
    kind = draft.kind or ""
    asked = {item.slot.key: item.slot for item in turn.desk.asked(kind, draft.slots)}
    messages, refusal = began_with["messages"], None
    if messages and "description" in asked and not draft.slots.get("description"):
        result = turn.house.engine.run(kind, draft.slots, ("description", "\n".join(said for _, said in messages)))
        if result.refusal:
            refusal = Refusal(*result.refusal)
        else:
            draft.slots, draft.sources["description"], messages = result.slots, messages, []
    for message, said in messages:
        _go_along(turn, draft, message, said)
    attach(turn, draft, began_with["files"])
    return refusal


def attach(turn: Turn, draft: Draft, files: list[dict[str, Any]]) -> None:
    """Each file becomes an answer of the first slot that takes it, or goes along."""
    asked = {item.slot.key: item.slot for item in turn.desk.asked(draft.kind or "", draft.slots)}
    for file in files:
        taken_by = next((slot for slot in asked.values() if _fits(draft, slot, file)), None)
        if taken_by:
            draft.slots.setdefault(taken_by.key, []).append(file)
        else:
            _go_along(turn, draft, files=[file])


def fit(turn: Turn, draft: Draft) -> bool:
    """Fits a draft to a desk file that changed while it waited: answers that no longer count go along as messages, and
    what is missing will be asked. Returns whether the open question is still one."""
    version = turn.house.engine.version
    if draft.desk == version:
        return True
    draft.desk = version
    if draft.kind is None:
        return True
    if draft.kind not in turn.desk.requests:
        _forget_the_kind(turn, draft)
        return False
    leave_out(turn, draft)
    if draft.changing not in draft.slots:
        draft.changing = None
    if draft.phase == "form" and draft.asked not in _asked(turn, draft):
        _go_along(turn, draft, files=draft.partial)
        draft.partial = []
        return False
    return True


def leave_out(turn: Turn, draft: Draft) -> None:
    """Answers that the kind doesn't ask for, or no longer takes, go along as messages."""
    form = {item.slot.key: item for item in turn.desk.form(draft.kind or "")}
    for key in list(draft.slots):
        item = form.get(key)
        if item is None:
            _answer_goes_along(turn, draft, key)
            continue
        if is_sealed(draft.slots[key]):
            if item.slot.type != "secret":
                _answer_goes_along(turn, draft, key)
            continue
        options = turn.desk.options(key, draft.slots) if item.slot.type == "choice" else {}
        verdict = check(item.slot, draft.slots[key], options, optional=item.optional, advised=True)
        if isinstance(verdict, Refusal):
            _answer_goes_along(turn, draft, key)
        else:
            draft.slots[key] = verdict.value


def _forget_the_kind(turn: Turn, draft: Draft) -> None:
    described = draft.sources.pop("description", [])
    for key in list(draft.slots):
        _answer_goes_along(turn, draft, key)
    _go_along(turn, draft, files=draft.partial)
    draft.opening = {"messages": described, "files": []}
    draft.kind, draft.asked, draft.changing, draft.phase, draft.partial = None, None, None, "kind", []


def _answer_goes_along(turn: Turn, draft: Draft, key: str) -> None:
    """A secret doesn't: it is let go, and its messages are kept without their words."""
    value = draft.slots.pop(key)
    for message, said in draft.sources.pop(key, []):
        _go_along(turn, draft, message, said)
    if isinstance(value, list):
        _go_along(turn, draft, files=value)


def _go_along(
    turn: Turn, draft: Draft, message: str = "", said: str = "", files: list[dict[str, Any]] | None = None
) -> None:
    if said or files:
        beside = {"message": message, "text": said, "files": files or [], "at": turn.now.isoformat()}
        draft.surplus.append(beside)


def _asked(turn: Turn, draft: Draft) -> list[str]:
    return [item.slot.key for item in turn.desk.asked(draft.kind or "", draft.slots)]


def _fits(draft: Draft, slot: Slot, file: dict[str, Any]) -> bool:
    if slot.type != "files" or not isinstance(draft.slots.get(slot.key, []), list):
        return False
    return len(draft.slots.get(slot.key, [])) < slot.most and not refuse_file(slot, file)
