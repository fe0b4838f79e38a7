"""Letters: a team is told of a new ticket, a requester of every change of state. Nothing is sent where e-mail is off."""

from __future__ import annotations

from core.conversation import Conversation
from core.messages import BY_MAIL, Delivery, Mail
from core.text import Text, bold, italic, lines, text
from core.ticket import Ticket
from dialogs import words
from dialogs.turn import Turn

CHANNEL = "email"


def came(turn: Turn, ticket: Ticket, conversation: Conversation) -> None:
    """The team's letter of a ticket that is new to it, with the form's answers."""
    team = turn.desk.teams.get(ticket.team)
    address = team.email if team else None
    if address and turn.house.mails:
        letter = _of_a_new_one(turn, ticket, conversation)
        _send(turn, ticket, address, turn.agents_language, letter, lane=turn.unit.new_id())


def changed(turn: Turn, ticket: Ticket, conversation: Conversation) -> None:
    """The requester hears what state their ticket is in now, where the desk file wants it and their address is known."""
    person = conversation.person
    address = person.member.email if person.member else None
    word = turn.desk.word_of(ticket.state, ticket.desk_state)
    if turn.desk.notify != CHANNEL or not address or not turn.house.mails or (word and word.tell is False):
        return
    language = turn.language_of(person)
    state = words.state(turn, ticket, language)
    body = lines(
        [
            turn.t(language, "state-told", reference=ticket.reference, state=state),
            bold(ticket.topic),
            italic(turn.t(language, "mail-foot", desk=turn.desk.name)),
        ]
    )
    letter = Mail(f"[{ticket.reference}] {state}: {ticket.topic}", body)
    _send(turn, ticket, address, language, letter, lane=ticket.id)


def _of_a_new_one(turn: Turn, ticket: Ticket, conversation: Conversation) -> Mail:
    language = turn.agents_language
    kind = words.kind(turn, ticket.kind, language)
    body = lines(
        [
            turn.t(language, "mail-new", reference=ticket.reference, team=words.team(turn, ticket.team, language)),
            turn.t(language, "card-requester", name=conversation.person.in_full),
            words.belonging(turn, conversation.person, language),
            *[_answer(turn, answer.slot, answer.shown) for answer in ticket.answers],
            italic(turn.t(language, "mail-new-foot")),
        ]
    )
    return Mail(f"[{ticket.reference}] {kind}: {ticket.topic}", body)


def _answer(turn: Turn, key: str, shown: str) -> Text:
    return text(bold(f"{words.answer_name(turn, key, turn.agents_language)}:"), " ", shown)


def _send(turn: Turn, ticket: Ticket, address: str, language: str, mail: Mail, *, lane: int) -> None:
    """Letters of one lane go one after another: those to a requester about one ticket."""
    turn.unit.add_delivery(
        Delivery(
            id=turn.unit.new_id(),
            lane=f"{BY_MAIL}{lane}",
            channel=CHANNEL,
            act=mail,
            due_at=turn.now,
            place=address,
            purpose="mail",
            ticket=ticket.id,
            language=language,
        )
    )
