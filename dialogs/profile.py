"""`/profile`: what we call somebody, their language and time zone, shown and changed."""

from __future__ import annotations

from collections.abc import Sequence

from core import zones
from core.conversation import Conversation
from core.messages import Button, Change, Pressed, Rows, Say, Target
from core.people import own_name, plain_name
from core.text import bold, lines, text
from dialogs import prompt, words
from dialogs.turn import Turn

LONGEST_NAME = 50


def show(turn: Turn, conversation: Conversation) -> None:
    """Everything at a glance, with a button for each."""
    person = conversation.person
    turn.unit.recognise(person)
    language = turn.language_of(person)
    company = words.belonging(turn, person, language)
    said = lines(
        [
            bold(person.called),
            turn.t(language, "profile-language", spoken=turn.t(language, "language-name")),
            turn.t(language, "profile-zone", zone=person.timezone or str(turn.desk.timezone)),
            turn.t(language, "profile-company", company=company) if company else None,
        ]
    )
    buttons = (
        turn.button(language, "profile-name", "p:name"),
        turn.button(language, "profile-language", "p:language"),
        turn.button(language, "profile-zone", "p:zone"),
    )
    turn.send(conversation, Say(said, (buttons,)), "question", rank=1)


def pressed(turn: Turn, conversation: Conversation, what: str, value: str, press: Pressed) -> None:
    """A button of the profile, or of the choice of zones."""
    person = conversation.person
    match what:
        case "name":
            prompt.put(turn, conversation, "name", turn.t(person, "profile-ask-name"))
        case "zone" if not value:
            near = zones.likely(person.timezone, str(turn.desk.timezone), language=turn.language_of(person))
            prompt.put(turn, conversation, "zone", turn.t(person, "profile-ask-zone"), _zone_buttons(near))
        case "zone" if zones.is_zone(value):
            if press.message:
                turn.send(conversation, Change(Target(message=press.message), text(value)), "tidy", rank=1)
            _set_zone(turn, conversation, value)
        case _:
            turn.toast = turn.t(person, "already-answered")


def name_said(turn: Turn, conversation: Conversation, said: str) -> None:
    """What they want to be called; agents see the platform's name beside it."""
    person = conversation.person
    person.chosen_name = own_name(said, LONGEST_NAME) or None
    turn.unit.save_person(person)
    prompt.end(turn, conversation)
    prompt.tell(turn, conversation, turn.t(person, "profile-named", name=person.called))


def zone_said(turn: Turn, conversation: Conversation, said: str) -> None:
    """A city or a zone in words; where several bear the name they choose."""
    person = conversation.person
    found = zones.called(said)
    if len(found) == 1:
        _set_zone(turn, conversation, found[0])
    elif found:
        prompt.put(turn, conversation, "zone", turn.t(person, "profile-ask-zone"), _zone_buttons(found))
    else:
        shown = plain_name(said, LONGEST_NAME)
        prompt.put(turn, conversation, "zone", turn.t(person, "zone-unknown", said=shown))


def _set_zone(turn: Turn, conversation: Conversation, zone: str) -> None:
    person = conversation.person
    person.timezone = zone
    turn.unit.save_person(person)
    prompt.end(turn, conversation)
    prompt.tell(turn, conversation, turn.t(person, "zone-chosen", zone=zone))


def _zone_buttons(found: Sequence[str]) -> Rows:
    return tuple((Button(zone.replace("_", " "), f"p:zone:{zone}"),) for zone in found)
