"""What a requester's commands do: `/start /new /tickets /language /cancel /delete /help`."""

from __future__ import annotations

from core.conversation import Conversation
from core.messages import Button, Change, Pressed, Said, Say, Target
from core.text import Text, bold, lines, split, text
from core.ticket import Ticket
from dialogs import takeback, words
from dialogs.intake import Intake
from dialogs.questions import LONGEST, shortened
from dialogs.turn import Turn

LISTED = 10
"""Tickets in `/tickets`."""


def take(turn: Turn, conversation: Conversation, said: Said) -> bool:
    """Does what a command says. Returns False for a word that is no command of ours: it is what the person says."""
    match said.command:
        case "start" | "new":
            _start(turn, conversation)
        case "cancel":
            _cancel(turn, conversation)
        case "help":
            tell(turn, conversation, text(turn.t(conversation.person, "help", desk=turn.desk.name)))
        case "tickets":
            _tickets(turn, conversation, said.text.strip())
        case "language":
            _ask_language(turn, conversation)
        case "delete":
            takeback.take_back(turn, conversation, said)
        case _:
            return False
    return True


def tell(turn: Turn, conversation: Conversation, said: Text, ticket: Ticket | None = None) -> None:
    """A notice, in as many messages as it needs."""
    for part in split(said, LONGEST):
        turn.send(conversation, Say(part), "notice", ticket=ticket, rank=1)


def choose_language(turn: Turn, conversation: Conversation, language: str, pressed: Pressed) -> None:
    """From now on in this language; an open question is asked again in it."""
    person = conversation.person
    person.chosen_language = language
    turn.unit.save_person(person)
    if pressed.message:
        line = text(turn.t(language, "language-chosen"))
        turn.send(conversation, Change(Target(message=pressed.message), line), "tidy", rank=1)
    if conversation.dialogue.draft:
        Intake(turn, conversation).ask_again()


def _start(turn: Turn, conversation: Conversation) -> None:
    intake = Intake(turn, conversation)
    if conversation.dialogue.draft:
        intake.offer_to_go_on()
    else:
        intake.begin()


def _cancel(turn: Turn, conversation: Conversation) -> None:
    dialogue = conversation.dialogue
    if dialogue.draft and not dialogue.secret:
        Intake(turn, conversation).cancel()
        return
    key = "cancelled-waiting" if dialogue.waiting else "nothing-to-cancel"
    if dialogue.secret:
        dialogue.secret = None
        turn.unit.save_conversation(conversation)
        tell(turn, conversation, text(turn.t(conversation.person, "secret-not-given")))
        return
    dialogue.waiting, dialogue.reason_for = [], None
    turn.unit.save_conversation(conversation)
    tell(turn, conversation, text(turn.t(conversation.person, key)))


def _tickets(turn: Turn, conversation: Conversation, reference: str) -> None:
    """One's own tickets, or one of them whole. Another's is answered exactly like one that does not exist."""
    person = conversation.person
    language = turn.language_of(person)
    tickets = turn.unit.tickets_of(conversation)
    if reference:
        found = next((ticket for ticket in tickets if ticket.reference.casefold() == reference.casefold()), None)
        if found is None:
            missing = turn.t(person, "no-such-ticket", reference=shortened(reference, 40))
            tell(turn, conversation, text(missing))
        else:
            tell(turn, conversation, _whole(turn, found, language), found)
        return
    if not tickets:
        tell(turn, conversation, text(turn.t(person, "no-tickets")))
        return
    listed = sorted(tickets, key=lambda ticket: (not ticket.closed, ticket.id), reverse=True)[:LISTED]
    rows = [text(bold(one.reference), f" · {one.topic} · {words.state(turn, one, language)}") for one in listed]
    tell(turn, conversation, lines([turn.t(person, "your-tickets", count=len(tickets)), *rows]))


def _whole(turn: Turn, ticket: Ticket, language: str) -> Text:
    answers = []
    for answer in ticket.answers:
        slot = turn.desk.slots.get(answer.slot)
        answers.append(text(bold(words.name(turn, slot, language) if slot else answer.slot), f": {answer.shown}"))
    taker = turn.t(language, "ticket-taker", name=ticket.taker.name) if ticket.taker else None
    head = text(
        bold(ticket.reference), f" · {words.kind(turn, ticket.kind, language)} · {words.state(turn, ticket, language)}"
    )
    return lines([head, taker, *answers])


def _ask_language(turn: Turn, conversation: Conversation) -> None:
    rows = tuple((Button(turn.t(language, "language-name"), f"l:{language}"),) for language in turn.desk.languages)
    question = Say(text(turn.t(conversation.person, "which-language")), rows)
    turn.send(conversation, question, "question", rank=1)
