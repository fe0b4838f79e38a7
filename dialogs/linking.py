"""One person on two channels: a code that is got on one and said on the other."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from core.conversation import Conversation
from core.messages import Say
from core.people import Person, digest
from core.text import text
from dialogs import prompt
from dialogs.turn import Turn

HOLDS = timedelta(minutes=15)
"""How long a code is good; also how long wrong ones are remembered."""

TRIES = 5
"""Wrong codes that are looked at in that time."""

_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without those that are taken for others."""

LENGTH = 8


def link(turn: Turn, conversation: Conversation, said: str) -> None:
    """`/link` gives a code, `/link CODE` takes one."""
    code = "".join(said.split()).replace("-", "").upper()
    if code:
        _take(turn, conversation, code)
    else:
        _offer(turn, conversation)


def _offer(turn: Turn, conversation: Conversation) -> None:
    chance = hashlib.sha256(turn.house.chance().encode()).digest()
    code = "".join(_LETTERS[byte % len(_LETTERS)] for byte in chance[:LENGTH])
    turn.unit.offer_link(conversation.person, digest(code), turn.now + HOLDS)
    shown = f"{code[:4]}-{code[4:]}"
    line = turn.t(conversation.person, "link-code", code=shown, count=HOLDS.seconds // 60)
    turn.send(conversation, Say(text(line)), prompt.CONFIDENTIAL, rank=1)


def _take(turn: Turn, conversation: Conversation, code: str) -> None:
    person = conversation.person
    found = turn.unit.take_link(person, digest(code), TRIES, HOLDS)
    if found.too_many:
        prompt.tell(turn, conversation, turn.t(person, "link-too-many"))
    elif found.person is None or found.person.channel == person.channel:
        prompt.tell(turn, conversation, turn.t(person, "link-wrong"))
    else:
        key = "linked" if _join(turn, found.person, person) else "link-two-people"
        prompt.tell(turn, conversation, turn.t(person, key))


def _join(turn: Turn, one: Person, other: Person) -> bool:
    """Makes them one; False where their companies' lists know them as two."""
    members = [member for person in (one, other) if (member := turn.unit.recognise(person))]
    if len({member.id for member in members}) > 1:
        return False
    root = one.same_as or one.id
    for person in [*turn.unit.same_people(one), *turn.unit.same_people(other)]:
        if person.id != root:
            person.same_as = root
            turn.unit.save_person(person)
        if members and person.member is None:
            turn.unit.bind(person, members[0])
    return True
