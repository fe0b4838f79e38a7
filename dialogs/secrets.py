"""A requester's secrets: sealed as soon as they are said, and their messages taken out of the chat.

A sealed answer is `{"sealed": …}`, so that it is known for what it is wherever a draft's answers go; it holds the messages it
came from with their words, so that a corrected one can be put in its place.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, TypeAlias

from core.conversation import Conversation, Thread
from core.errors import Unsealable
from core.messages import TIDYING, Delivery, Remove, Say, Target, Whisper
from core.people import Person
from core.ports import Sealer
from core.text import Text, text
from core.ticket import Ticket
from core.ticket_record import Answer
from dialogs import relay, words
from dialogs.turn import Turn

Part: TypeAlias = Sequence[str]
"""A message's id and its words."""


def expected(conversation: Conversation) -> bool:
    """Whether what comes next from there may be a secret."""
    dialogue = conversation.dialogue
    return bool(dialogue.secret or (dialogue.draft and dialogue.draft.hush))


def is_sealed(answer: object) -> bool:
    """Whether an answer of a draft is a secret."""
    return isinstance(answer, dict)


def sealed(turn: Turn, parts: Sequence[Part]) -> dict[str, str]:
    """The parts of a secret as an answer that may be kept."""
    return {"sealed": seal(turn, parts)}


def seal(turn: Turn, parts: Sequence[Part]) -> str:
    """The parts of a secret, sealed."""
    return sealer_of(turn).seal(json.dumps([list(part) for part in parts]))


def parts_of(turn: Turn, token: str) -> list[list[str]]:
    """The parts that `seal` sealed; none where they can't be opened any more."""
    try:
        return _parts(sealer_of(turn), token)
    except Unsealable:
        return []


def _parts(sealer: Sealer, token: str) -> list[list[str]]:
    parts: list[list[str]] = json.loads(sealer.unseal(token))
    return parts


def readable(sealer: Sealer, token: str) -> str:
    """A sealed secret as its reader is shown it. Raises Unsealable."""
    return whole(_parts(sealer, token))


def whole(parts: Sequence[Part]) -> str:
    """A secret as it reads."""
    return "\n".join(said for _, said in parts).strip()


def sealer_of(turn: Turn) -> Sealer:
    """What seals. Raises LookupError where there is no key: such a desk is not started."""
    if turn.house.sealer is None:
        raise LookupError("secrets need a key")
    return turn.house.sealer


# ---------------------------------------------------------------- out of the chat


def take_out(turn: Turn, conversation: Conversation, message: str) -> None:
    """Removes a requester's message with a secret from their chat, before anything else goes there."""
    gone = Remove(Target(message=message))
    turn.send(conversation, gone, "secret_removal", rank=0, lane=TIDYING)


def not_taken_out(turn: Turn, delivery: Delivery) -> None:
    """The platform won't remove it: the requester is asked to."""
    conversation = turn.unit.conversation(int(delivery.lane[1:]))
    about = delivery.act.target if isinstance(delivery.act, Remove) else None
    line = Say(text(turn.t(conversation.person, "secret-delete-yourself")), reply_to=about)
    turn.send(conversation, line, "notice", rank=1)


# ---------------------------------------------------------------- what was sent is changed


def corrected(turn: Turn, ticket: Ticket, answer: Answer, message: str, said: str) -> None:
    """A message with a secret was edited after *Send*: the new words take the old ones' place, and can be shown once."""
    conversation = turn.unit.conversation(ticket.conversation_id)
    take_out(turn, conversation, message)
    token = ticket.details.secrets.get(answer.slot, {}).get("sealed")
    before = parts_of(turn, token) if token else []
    known = any(id == message for id, _ in before)
    parts = [[id, said if id == message else was] for id, was in before] if known else [[message, said]]
    given(turn, ticket, answer.slot, seal(turn, parts))


def given(turn: Turn, ticket: Ticket, slot: str, token: str) -> None:
    """A secret came anew: the agents hear that there is something to be shown."""
    person = turn.unit.person(ticket.requester_id)
    ticket.keep_secret(slot, token, person, turn.now)
    relay.notice(turn, ticket, "thread-secret-given", requester=person.name, slot=name_of(turn, slot))
    turn.unit.save_ticket(ticket)


def name_of(turn: Turn, slot: str, language: str | None = None) -> str:
    """The slot's name, in the agents' language unless another is named; its key where the desk file no longer has it."""
    known: Any = turn.desk.slots.get(slot)
    return words.name(turn, known, language or turn.agents_language) if known else slot


def confide(turn: Turn, thread: Thread, ticket: Ticket, person: Person, body: Text, purpose: str) -> Delivery:
    """Shows something to one person alone, at whatever place that takes."""
    if thread.channel in turn.house.no_whispers:
        turn.toast = turn.t(turn.agents_language, "sent-privately")
    return turn.send(thread, Whisper(person.platform_id, body, confidential=True), purpose, ticket=ticket, rank=0)
