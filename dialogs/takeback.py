"""`/delete` in reply: a requester takes a message of theirs back. Their chat loses it, the thread marks it."""

from __future__ import annotations

from core.conversation import Conversation, Message
from core.messages import Remove, Said, Say, Target
from core.text import italic, lines, text
from core.ticket import Ticket
from dialogs import parts, relay, submit
from dialogs.intake import Intake
from dialogs.turn import Turn


def take_back(turn: Turn, conversation: Conversation, said: Said) -> None:
    """What was not sent yet is forgotten; what agents have seen stays there, marked."""
    key = "deleted" if said.reply_to and _taken_back(turn, conversation, said.reply_to) else "delete-how"
    if key == "deleted":
        for id in _with_its_album(turn, conversation, said.reply_to or ""):
            turn.send(conversation, Remove(Target(message=id)), "tidy", rank=1)
    turn.send(conversation, Say(text(turn.t(conversation.person, key))), "notice", rank=1)


def was_deleted(turn: Turn, conversation: Conversation, id: str) -> None:
    """The same where the platform tells of it: the requester sees themselves that it is gone."""
    _taken_back(turn, conversation, id)


def _taken_back(turn: Turn, conversation: Conversation, id: str) -> bool:
    dialogue = conversation.dialogue
    if dialogue.draft and Intake(turn, conversation).taken_back(id):
        return True
    left = [data for data in dialogue.waiting if data["message"] != id]
    if len(left) < len(dialogue.waiting):
        dialogue.waiting = left
        turn.unit.save_conversation(conversation)
        return True
    message = _message_at(turn, conversation, id)
    if message and message.side == "requester":
        _mark(turn, turn.unit.ticket(message.ticket_id), message)
        return True
    return any(submit.answer_taken_back(turn, ticket, id) for ticket in turn.unit.tickets_of(conversation))


def _message_at(turn: Turn, conversation: Conversation, id: str) -> Message | None:
    return turn.unit.message_at(conversation.place, id) or turn.unit.album_message(conversation.place, id)


def _with_its_album(turn: Turn, conversation: Conversation, id: str) -> list[str]:
    """The platform's ids of all that goes with this message."""
    message = _message_at(turn, conversation, id)
    items = [file.item for file in message.files if file.item] if message else []
    return list(dict.fromkeys([id, *items]))


def _mark(turn: Turn, ticket: Ticket, message: Message) -> None:
    """The copies in the threads stay readable, struck out; nothing of it is sent once more, nor repeated elsewhere."""
    label = text(italic(turn.t(turn.agents_language, "taken-back")))
    author = relay.requester_name(turn, message.author)
    for copy in relay.followed(turn, turn.unit.copies_of(message)):
        if words := parts.words_of(copy):
            struck = lines([label, tuple(span._replace(style="strike") for span in words)])
            change = parts.change(copy, struck, author)
            turn.send(turn.unit.thread(int(copy.lane[1:])), change, "edit", ticket=ticket)
    message.kind = "taken_back"
    turn.unit.save_message(message)
    if message.files:
        relay.notice(turn, ticket, "thread-file-taken-back", requester=message.author.name)
