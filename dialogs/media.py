"""A file that its writer put in the place of another: so it is in the copies, where their platform lets that be."""

from __future__ import annotations

from dataclasses import replace

from core.conversation import Message
from core.files import IncomingFile, KeptFile, kept_files, may_replace
from core.messages import Change, Delivery, Edited, Say, Target
from core.text import italic, lines, text
from dialogs import mirror, parts, relay
from dialogs.turn import Turn


def replaced(message: Message, edited: Edited) -> KeptFile | None:
    """The file of the message that an edit puts another in the place of."""
    now = edited.files[0] if edited.files else None
    for file in message.files:
        if now and file.item in ("", edited.message) and _is_another(file, now):
            return file
    return None


def replace_file(turn: Turn, message: Message, edited: Edited) -> None:
    """Puts it there. A file that could not be had changes nothing: its loss is told elsewhere."""
    old = replaced(message, edited)
    new = next(iter(kept_files(edited.files, old.item, edited.text if old.item else "")), None) if old else None
    if old is None or new is None:
        return
    message.files = tuple(new if file is old else file for file in message.files)
    turn.unit.save_message(message)
    if message.kind == "message":
        for copy in relay.followed(turn, turn.unit.copies_of(message)):
            _in_copy(turn, message, copy, old, new, "edit")
    for copy in mirror.copies_of(turn, message):
        _in_copy(turn, message, copy, old, new, mirror.EDIT)


def _is_another(file: KeptFile, now: IncomingFile) -> bool:
    return bool(file.unique and now.unique) and file.unique != now.unique


def _in_copy(turn: Turn, message: Message, copy: Delivery, old: KeptFile, new: KeptFile, purpose: str) -> None:
    files = parts.files_of(copy)
    at = next((number for number, file in enumerate(files) if file.item == old.item), None)
    if at is None or not isinstance(copy.act, Say):
        return
    if turn.unit.reword(copy, replace(copy.act, files=(*files[:at], new, *files[at + 1 :]))):
        return
    to, ticket = relay.where(turn, copy), turn.unit.ticket(message.ticket_id)
    limits, author = parts.carries(turn, to), copy.act.author
    if may_replace(files[at], new, limits, alone=len(files) == 1):
        words = parts.fitted(parts.body_of(message), [copy], limits)
        caption = words[0] if words and copy is parts.bearers([copy])[0] and at == 0 else ()
        change = Change(Target(delivery=copy.id), caption, author=author, caption=True, file=new, item=at)
        turn.send(to, change, purpose, ticket=ticket, message=message.id, part=copy.part, rank=0)
        return
    reader = turn.agents_language if copy.home else turn.unit.conversation(ticket.conversation_id).person
    label = text(italic(turn.t(reader, "file-replaced", name=old.name)))
    for act in parts.acts(lines([label, parts.body_of(message)]), (new,), author or "", limits):
        turn.send(to, act, copy.purpose, ticket=ticket, message=message.id, part=copy.part + 1, rank=0)
