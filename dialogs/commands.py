"""What a requester's commands do (`REQUESTER_COMMANDS`)."""

from __future__ import annotations

from core.conversation import Conversation
from core.messages import Button, Change, Pressed, Said, Say, Target
from core.people import Person
from core.splitting import split
from core.text import Text, bold, lines, shortened, text
from core.ticket import Ticket
from core.ticket_record import CONTEXT
from dialogs import changes, door, invite, linking, profile, prompt, takeback, time_line, words
from dialogs.intake import Intake
from dialogs.questions import LONGEST
from dialogs.turn import Turn

LISTED = 10
"""Tickets in `/tickets`."""


def take(turn: Turn, conversation: Conversation, said: Said) -> bool:
    """Does what a command says. Returns False for a word that is no command of ours: it is what the person says."""
    match said.command:
        case "start" if said.text.startswith(invite.PREFIX):
            invite.accept(turn, conversation, said.text.strip())
        case "start" | "new":
            start(turn, conversation)
        case "cancel":
            _cancel(turn, conversation)
        case "help":
            tell(turn, conversation, _help(turn, conversation))
        case "tickets":
            tickets(turn, conversation, said.text.strip())
        case "language":
            ask_language(turn, conversation)
        case "changes":
            changes.show(turn, conversation)
        case "profile":
            profile.show(turn, conversation)
        case "invite":
            invite.begin(turn, conversation, said.text.strip())
        case "link":
            linking.link(turn, conversation, said.text)
        case "delete":
            takeback.take_back(turn, conversation, said)
        case _:
            return False
    return True


def _help(turn: Turn, conversation: Conversation) -> Text:
    """Where forms are filled in, a message is taken back by deleting it, and the platform tells of that."""
    person, by_form = conversation.person, conversation.channel in turn.house.form_channels
    said = turn.t(person, "help", desk=turn.desk.name)
    more = turn.t(person, "help-changes") if turn.desk.changelog else None
    return lines([said, more, None if by_form else turn.t(person, "help-delete")])


def tell(turn: Turn, conversation: Conversation, said: Text, ticket: Ticket | None = None) -> None:
    """A notice, in as many messages as it needs."""
    for part in split(said, LONGEST):
        turn.send(conversation, Say(part), "notice", ticket=ticket, rank=1)


def choose_language(turn: Turn, conversation: Conversation, language: str, pressed: Pressed) -> None:
    """From now on in this language; an open question is asked again in it, except where it was chosen on the person's page:
    there nobody waits for a form to open."""
    person = conversation.person
    person.chosen_language = language
    turn.unit.save_person(person)
    turn.page_changed(conversation)
    if pressed.message:
        line = text(turn.t(language, "language-chosen"))
        turn.send(conversation, Change(Target(message=pressed.message), line), "tidy", rank=1)
        if conversation.dialogue.draft:
            Intake(turn, conversation).ask_again()


def start(turn: Turn, conversation: Conversation) -> None:
    """A new request; one that isn't sent yet can be gone on with."""
    if not door.opens(turn, conversation):
        door.turn_away(turn, conversation, wrote=False)
        return
    intake = Intake(turn, conversation)
    if conversation.dialogue.draft:
        intake.offer_to_go_on()
    else:
        intake.begin()


def _cancel(turn: Turn, conversation: Conversation) -> None:
    dialogue = conversation.dialogue
    if prompt.open_one(turn, conversation):
        prompt.end(turn, conversation)
        tell(turn, conversation, text(turn.t(conversation.person, "prompt-ended")))
        return
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


def tickets(turn: Turn, conversation: Conversation, wanted: str) -> None:
    """One's own tickets and those of colleagues that one may see; or one of them whole, or those about some words.
    Another's is answered exactly like one that does not exist."""
    person = conversation.person
    own, theirs = seen(turn, person)
    if wanted:
        whole = next((one for one in (*own, *theirs) if one.reference.casefold() == wanted.casefold()), None)
        about = [one for one in (*own, *theirs) if wanted.casefold() in one.topic.casefold()]
        if whole:
            here = whole.conversation_id == conversation.id  # only then a reply to it goes to the ticket
            tell(turn, conversation, _whole(turn, whole, person), whole if here else None)
        elif about:
            tell(turn, conversation, lines(_rows(turn, person, about)))
        else:
            missing = turn.t(person, "no-such-ticket", reference=shortened(wanted, 40))
            tell(turn, conversation, text(missing))
        return
    if not own and not theirs:
        tell(turn, conversation, text(turn.t(person, "no-tickets")))
        return
    rows: list[Text | str] = []
    if own:
        rows += [turn.t(person, "your-tickets", count=len(own)), *_rows(turn, person, own)]
    if theirs:
        rows += [turn.t(person, "colleagues-tickets", count=len(theirs)), *_rows(turn, person, theirs)]
    tell(turn, conversation, lines(rows))


def seen(turn: Turn, person: Person) -> tuple[list[Ticket], list[Ticket]]:
    """One's own tickets, from every channel, and those of colleagues that the desk file lets one see."""
    member = turn.unit.recognise(person)
    people = turn.unit.same_people(person)
    every = member is not None and turn.desk.shows_company(member, solved=False)
    solved = member is not None and turn.desk.shows_company(member, solved=True)
    company = member.company_id if member and (every or solved) else None
    found = turn.unit.tickets_for(people, company, closed_only=not every)
    ids = {one.id for one in people}
    return [one for one in found if one.requester_id in ids], [one for one in found if one.requester_id not in ids]


def first(tickets_: list[Ticket], most: int) -> list[Ticket]:
    """The open ones first, the newest on top."""
    return sorted(tickets_, key=lambda ticket: (not ticket.closed, ticket.id), reverse=True)[:most]


def row(turn: Turn, reader: Person, ticket: Ticket) -> Text:
    """A ticket in one line."""
    asker = "" if ticket.requester_id == reader.id else f" · {turn.unit.person(ticket.requester_id).called}"
    state = words.state(turn, ticket, turn.language_of(reader))
    return text(bold(ticket.reference), f" · {ticket.topic} · {state}{asker}")


def _rows(turn: Turn, reader: Person, tickets_: list[Ticket]) -> list[Text | str]:
    return [row(turn, reader, one) for one in first(tickets_, LISTED)]


def _whole(turn: Turn, ticket: Ticket, reader: Person) -> Text:
    language = turn.language_of(reader)
    answers = []
    for answer in ticket.answers:
        if answer.slot == CONTEXT:  # what others said, for agents
            continue
        answers.append(text(bold(words.answer_name(turn, answer.slot, language)), f": {answer.shown}"))
    taker = turn.t(language, "ticket-taker", name=ticket.taker.name) if ticket.taker else None
    head = text(
        bold(ticket.reference), f" · {words.kind(turn, ticket.kind, language)} · {words.state(turn, ticket, language)}"
    )
    asker = turn.unit.person(ticket.requester_id)
    from_ = turn.t(language, "ticket-asker", name=asker.called) if asker.id != reader.id else None
    return lines([head, from_, taker, *time_line.whole(turn, ticket, reader), *answers])


def ask_language(turn: Turn, conversation: Conversation) -> None:
    rows = tuple((Button(turn.t(language, "language-name"), f"l:{language}"),) for language in turn.desk.languages)
    question = Say(text(turn.t(conversation.person, "which-language")), rows)
    turn.send(conversation, question, "question", rank=1)
