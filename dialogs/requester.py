"""The requester's side: to what does this message belong?

In this order: the ticket whose message it replies to; the intake under way; what *Not quite* asked; the only open ticket,
or the one chosen a moment ago; else, with several open, "which one?"; else it begins a new intake.
"""

from __future__ import annotations

from core.conversation import Conversation
from core.errors import Refused
from core.messages import (
    Button,
    Change,
    Deleted,
    Edited,
    Pressed,
    Reachable,
    Said,
    Say,
    Target,
    Update,
    from_json,
    to_json,
)
from core.text import Text, bold, lines, text
from core.ticket import Ticket
from dialogs import card, closing, relay, submit, words
from dialogs.intake import DRAFT_WAITS, Intake
from dialogs.turn import Turn

CHOICE_HOLDS = 15 * 60
"""Seconds that "which ticket?" holds for further messages (CONTRACT, Ticket and relay)."""

LISTED = 10
"""Tickets in `/tickets`."""


def handle(turn: Turn, update: Update) -> None:
    """One update from a private place."""
    person = turn.unit.person_of(update.channel, update.author)
    conversation = turn.unit.conversation_of(update.channel, update.place, person)
    match update:
        case Said():
            _forget_old_draft(turn, conversation)
            _said(turn, conversation, update)
        case Edited():
            _edited(turn, conversation, update)
        case Pressed():
            _pressed(turn, conversation, update)
        case Reachable():
            person.blocked = not update.can_write
            turn.unit.save_person(person)
        case Deleted():
            pass  # private chats don't tell


def refuse(turn: Turn, update: Update, refused: Refused) -> str | None:
    """Tells the requester why nothing happened."""
    person = turn.unit.person_of(update.channel, update.author)
    said = turn.t(person, refused.key, **refused.words)
    if isinstance(update, Pressed):
        return said
    conversation = turn.unit.conversation_of(update.channel, update.place, person)
    turn.send(conversation, Say(text(said)), "notice", rank=1)
    return None


def _forget_old_draft(turn: Turn, conversation: Conversation) -> None:
    draft = conversation.dialogue.draft
    if draft and turn.now.timestamp() - draft.touched > DRAFT_WAITS:
        conversation.dialogue.draft = None


# ---------------------------------------------------------------- messages


def _said(turn: Turn, conversation: Conversation, said: Said) -> None:
    if said.command and _commanded(turn, conversation, said):
        return
    ticket = _replied_to(turn, conversation, said)
    if ticket and _take_reply(turn, conversation, ticket, said):
        return
    dialogue = conversation.dialogue
    if dialogue.draft:
        Intake(turn, conversation).said(said)
    elif dialogue.reason_for:
        _reason(turn, conversation, turn.unit.ticket(dialogue.reason_for), said)
    else:
        _to_an_open_ticket(turn, conversation, said, follows=ticket)


def _replied_to(turn: Turn, conversation: Conversation, said: Said) -> Ticket | None:
    """The ticket of the message this one replies to: a copy of an agent's words, a notice, or the requester's own."""
    if not said.reply_to:
        return None
    sent = turn.unit.sent_at(conversation.place, said.reply_to)
    if sent and sent.ticket:
        return turn.unit.ticket(sent.ticket)
    own = turn.unit.message_at(conversation.place, said.reply_to)
    return turn.unit.ticket(own.ticket_id) if own else None


def _take_reply(turn: Turn, conversation: Conversation, ticket: Ticket, said: Said) -> bool:
    """A reply goes to its ticket; to a closed one, it reopens it within the desk's time. Returns whether it was taken."""
    if ticket.closed:
        if not ticket.may_reopen(turn.now, turn.desk.reopen_within):
            return False
        ticket.reopen(turn.now, conversation.person)
        relay.notice(turn, ticket, "thread-reopened", requester=conversation.person.name)
        told = turn.t(conversation.person, "reopened", reference=ticket.reference)
        turn.send(conversation, Say(text(told)), "notice", ticket=ticket, rank=1)
        _hear_and_show(turn, conversation, ticket, said)
    elif conversation.dialogue.reason_for == ticket.id:
        _reason(turn, conversation, ticket, said)
    else:
        relay.hear(turn, conversation, ticket, said)
    return True


def _hear_and_show(turn: Turn, conversation: Conversation, ticket: Ticket, said: Said) -> None:
    relay.hear(turn, conversation, ticket, said)
    card.refresh(turn, ticket)


def _reason(turn: Turn, conversation: Conversation, ticket: Ticket, said: Said) -> None:
    """What is missing, in the requester's words."""
    conversation.dialogue.reason_for = None
    turn.unit.save_conversation(conversation)
    relay.hear(turn, conversation, ticket, said)
    line = turn.t(conversation.person, "reason-passed-on", reference=ticket.reference)
    turn.send(conversation, Say(text(line)), "notice", ticket=ticket, rank=1)


def _to_an_open_ticket(turn: Turn, conversation: Conversation, said: Said, follows: Ticket | None) -> None:
    dialogue = conversation.dialogue
    tickets = turn.unit.tickets_of(conversation)
    open_ones = [ticket for ticket in tickets if not ticket.closed]
    chosen = next((ticket for ticket in open_ones if ticket.id == dialogue.chosen), None)
    if dialogue.waiting:
        dialogue.waiting.append(to_json(said))
        turn.unit.save_conversation(conversation)
    elif len(open_ones) == 1:
        relay.hear(turn, conversation, open_ones[0], said)
    elif chosen and turn.now.timestamp() <= dialogue.chosen_until:
        relay.hear(turn, conversation, chosen, said)
    elif open_ones:
        _ask_which(turn, conversation, open_ones, said)
    else:
        before = follows or (tickets[-1] if tickets else None)
        Intake(turn, conversation).begin(said, before.id if before else None)


def _ask_which(turn: Turn, conversation: Conversation, tickets: list[Ticket], said: Said) -> None:
    """Several are open: asks once; the message waits."""
    conversation.dialogue.waiting.append(to_json(said))
    rows = tuple((Button(_label(ticket), f"t:{ticket.id}:to"),) for ticket in tickets[-50:])
    question = Say(text(bold(turn.t(conversation.person, "which-ticket"))), rows)
    turn.send(conversation, question, "question", rank=1)
    turn.unit.save_conversation(conversation)


def _label(ticket: Ticket) -> str:
    label = f"{ticket.reference} · {ticket.topic}"
    return label if len(label) <= 60 else label[:59] + "…"


def _edited(turn: Turn, conversation: Conversation, edited: Edited) -> None:
    """An edit corrects the answer it gave, the ticket's answer, or the copy in the thread."""
    dialogue = conversation.dialogue
    if dialogue.draft and Intake(turn, conversation).edited(edited):
        return
    for waiting in dialogue.waiting:
        if waiting["message"] == edited.message:
            waiting["text"] = edited.text
            turn.unit.save_conversation(conversation)
            return
    message = turn.unit.message_at(edited.place, edited.message)
    if message:
        relay.edit(turn, message, edited.text)
        return
    for ticket in turn.unit.tickets_of(conversation):
        if submit.answer_corrected(turn, ticket, edited.message, edited.text):
            return


# ---------------------------------------------------------------- buttons


def _pressed(turn: Turn, conversation: Conversation, pressed: Pressed) -> None:
    match pressed.data.split(":", 3):
        case ["d", step, verb, *rest] if step == str(conversation.step) and conversation.dialogue.draft:
            Intake(turn, conversation).pressed(verb, rest[0] if rest else "", pressed)
        case ["t", number, verb, *rest] if number.isdigit():
            _ticket_pressed(turn, conversation, int(number), verb, rest[0] if rest else "", pressed)
        case ["l", language] if language in turn.desk.languages:
            _choose_language(turn, conversation, language, pressed)
        case _:
            turn.toast = turn.t(conversation.person, "already-answered")


def _ticket_pressed(
    turn: Turn, conversation: Conversation, number: int, verb: str, value: str, pressed: Pressed
) -> None:
    mine = next((ticket for ticket in turn.unit.tickets_of(conversation) if ticket.id == number), None)
    if mine is None:  # somebody else's, or nobody's: told alike
        turn.toast = turn.t(conversation.person, "already-answered")
        return
    asking = int(value) if value.isdigit() else 0
    match verb:
        case "yes":
            closing.yes(turn, mine, asking, conversation.person)
        case "no":
            closing.not_quite(turn, mine, asking, conversation.person)
        case "to" if conversation.dialogue.waiting and not mine.closed:
            _chosen(turn, conversation, mine, pressed)
        case _:
            turn.toast = turn.t(conversation.person, "already-answered")


def _chosen(turn: Turn, conversation: Conversation, ticket: Ticket, pressed: Pressed) -> None:
    """The answer holds for the messages that wait, and for those of the next quarter of an hour."""
    dialogue = conversation.dialogue
    waiting, dialogue.waiting = dialogue.waiting, []
    dialogue.chosen, dialogue.chosen_until = ticket.id, turn.now.timestamp() + CHOICE_HOLDS
    turn.unit.save_conversation(conversation)
    for data in waiting:
        said = from_json(data)
        if isinstance(said, Said):
            relay.hear(turn, conversation, ticket, said)
    if pressed.message:
        line = text(turn.t(conversation.person, "goes-to", reference=ticket.reference))
        turn.send(conversation, Change(Target(message=pressed.message), line), "tidy", rank=1)


# ---------------------------------------------------------------- commands


def _commanded(turn: Turn, conversation: Conversation, said: Said) -> bool:
    """Returns False for a word that is no command of ours: it is what the person says."""
    match said.command:
        case "start" | "new":
            _start(turn, conversation)
        case "cancel":
            _cancel(turn, conversation)
        case "help":
            _tell(turn, conversation, text(turn.t(conversation.person, "help", desk=turn.desk.name)))
        case "tickets":
            _tickets(turn, conversation, said.text.strip())
        case "language":
            _ask_language(turn, conversation)
        case _:
            return False
    return True


def _start(turn: Turn, conversation: Conversation) -> None:
    intake = Intake(turn, conversation)
    if conversation.dialogue.draft:
        intake.offer_to_go_on()
    else:
        intake.begin()


def _cancel(turn: Turn, conversation: Conversation) -> None:
    dialogue = conversation.dialogue
    if dialogue.draft:
        Intake(turn, conversation).cancel()
        return
    key = "cancelled-waiting" if dialogue.waiting else "nothing-to-cancel"
    dialogue.waiting, dialogue.reason_for = [], None
    turn.unit.save_conversation(conversation)
    _tell(turn, conversation, text(turn.t(conversation.person, key)))


def _tickets(turn: Turn, conversation: Conversation, reference: str) -> None:
    """One's own tickets, or one of them whole. Another's is answered exactly like one that does not exist."""
    person = conversation.person
    language = turn.language_of(person)
    tickets = turn.unit.tickets_of(conversation)
    if reference:
        found = next((ticket for ticket in tickets if ticket.reference.casefold() == reference.casefold()), None)
        if found is None:
            _tell(turn, conversation, text(turn.t(person, "no-such-ticket", reference=reference)))
        else:
            _tell(turn, conversation, _whole(turn, found, language), found)
        return
    if not tickets:
        _tell(turn, conversation, text(turn.t(person, "no-tickets")))
        return
    listed = sorted(tickets, key=lambda ticket: (not ticket.closed, ticket.id), reverse=True)[:LISTED]
    rows = [text(bold(one.reference), f" · {one.topic} · {words.state(turn, one, language)}") for one in listed]
    _tell(turn, conversation, lines([turn.t(person, "your-tickets", count=len(tickets)), *rows]))


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


def _choose_language(turn: Turn, conversation: Conversation, language: str, pressed: Pressed) -> None:
    person = conversation.person
    person.chosen_language = language
    turn.unit.save_person(person)
    if pressed.message:
        line = text(turn.t(language, "language-chosen"))
        turn.send(conversation, Change(Target(message=pressed.message), line), "tidy", rank=1)


def _tell(turn: Turn, conversation: Conversation, said: Text, ticket: Ticket | None = None) -> None:
    turn.send(conversation, Say(said), "notice", ticket=ticket, rank=1)
