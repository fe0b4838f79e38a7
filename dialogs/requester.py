"""The requester's side: to what does this message belong?

In this order: the ticket whose message it replies to; the intake under way; what *Not quite* asked; the only open ticket,
or the one chosen a moment ago; else, with several open, "which one?"; else it begins a new intake.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from core.conversation import Conversation
from core.errors import Refused
from core.marks import spelled, to_json
from core.messages import (
    Deleted,
    Edited,
    Filled,
    Invites,
    Picked,
    Pressed,
    Reachable,
    Reacted,
    Said,
    Say,
    Update,
    Visited,
)
from core.text import text
from core.ticket import Ticket
from core.update_json import from_json
from dialogs import (
    albums,
    card,
    changes,
    closing,
    commands,
    door,
    invite,
    losses,
    media,
    profile,
    prompt,
    quote,
    reactions,
    relay,
    replies,
    reveal,
    secrets,
    submit,
    takeback,
    tokens,
    visiting,
    which,
)
from dialogs.filling import Filling
from dialogs.intake import Intake
from dialogs.turn import Turn

SaidOrEdited = TypeVar("SaidOrEdited", Said, Edited)


def handle(turn: Turn, update: Update) -> None:
    """One update from a private place."""
    person = turn.unit.person_of(update.channel, update.author)
    conversation = turn.unit.conversation_of(update.channel, update.place, person)
    match update:
        case Said():
            if _forget_old_draft(turn, conversation) and not update.command:
                secrets.take_out(turn, conversation, update.message)
                Intake(turn, conversation).begin()
            else:
                _said(turn, conversation, update)
        case Edited():
            _edited(turn, conversation, update)
        case Pressed():
            _forget_old_draft(turn, conversation)
            _pressed(turn, conversation, update)
        case Reachable() if person.blocked == update.can_write:
            person.blocked = not update.can_write
            turn.unit.save_person(person)
            _tell_whether_reachable(turn, conversation)
        case Reacted():
            reactions.by_requester(turn, conversation, update)
        case Deleted():
            takeback.was_deleted(turn, conversation, update.message)
        case Filled():
            _forget_old_draft(turn, conversation)
            _filled(turn, conversation, update)
        case Invites():
            guest = turn.unit.person_of(update.channel, update.guest)
            invite.in_person(turn, conversation, turn.unit.conversation_of(update.channel, update.guest_place, guest))
            turn.toast = turn.t(person, "answered-in-chat")
        case Picked():
            _forget_old_draft(turn, conversation)
            _picked(turn, conversation, update)
        case Visited():
            _forget_old_draft(turn, conversation)
            visiting.opened(turn, conversation)


def _tell_whether_reachable(turn: Turn, conversation: Conversation) -> None:
    """Agents hear at once that somebody has blocked us, or that their account is gone: not every platform refuses what is
    written to them then."""
    key = "thread-unreachable" if conversation.person.blocked else "thread-reachable"
    for ticket in turn.unit.tickets_of(conversation):
        if not ticket.closed:
            relay.notice(turn, ticket, key, requester=conversation.person.name)


def refuse(turn: Turn, update: Update, refused: Refused) -> str | None:
    """Tells the requester why nothing happened."""
    person = turn.unit.person_of(update.channel, update.author)
    said = turn.t(person, refused.key, **refused.words)
    if isinstance(update, Pressed):
        return said
    conversation = turn.unit.conversation_of(update.channel, update.place, person)
    turn.send(conversation, Say(text(said)), "notice", rank=1)
    return None


def _forget_old_draft(turn: Turn, conversation: Conversation) -> bool:
    """Returns whether the draft that is forgotten had asked for a secret."""
    return conversation.dialogue.draft is not None and Intake(turn, conversation).forget_if_old()


# ---------------------------------------------------------------- messages


def _said(turn: Turn, conversation: Conversation, said: Said) -> None:
    if said.command and commands.take(turn, conversation, said):
        if said.trigger and not turn.shown:
            turn.toast = turn.t(conversation.person, "answered-in-chat")
        return
    if said.album and relay.hear_more(turn, conversation, said):
        return
    if reveal.take_given(turn, conversation, said):
        return
    ticket = _replied_to(turn, conversation, said)
    if ticket and _take_reply(turn, conversation, ticket, said):
        return
    dialogue = conversation.dialogue
    if dialogue.prompt and _answers_a_prompt(turn, conversation, said):
        return
    if dialogue.draft and not door.stays_open(turn, conversation):
        door.turn_away(turn, conversation, wrote=True)
    elif dialogue.draft:
        Intake(turn, conversation).said(_spelled(said))
    elif missing := _asked_what_is_missing(turn, conversation):
        _reason(turn, conversation, missing, said)
    else:
        _to_an_open_ticket(turn, conversation, said, follows=ticket)


def _answers_a_prompt(turn: Turn, conversation: Conversation, said: Said) -> bool:
    """Whether it is the answer to a small question beside the intake."""
    given = prompt.open_one(turn, conversation)
    if given is None or not said.text or said.files:
        return False
    match given["what"]:
        case "invite":
            invite.whom(turn, conversation, said.text)
        case "name":
            profile.name_said(turn, conversation, said.text)
        case "zone":
            profile.zone_said(turn, conversation, said.text)
        case _:
            return False
    return True


def _replied_to(turn: Turn, conversation: Conversation, said: Said) -> Ticket | None:
    """The ticket of the message this one replies to: a copy of an agent's words, a notice, or the requester's own. None for
    one that lives in another conversation: it can be looked at here, not gone on with."""
    if not said.reply_to:
        return None
    sent = turn.unit.sent_at(conversation.place, said.reply_to)
    own = turn.unit.message_at(conversation.place, said.reply_to)
    if not sent and not own:
        sent, own = replies.in_album(turn, conversation.place, said.reply_to)
    if id := (sent and sent.ticket) or (own and own.ticket_id):
        ticket = turn.unit.ticket(id)
        return ticket if ticket.conversation_id == conversation.id else None
    tickets = turn.unit.tickets_of(conversation)
    return next((ticket for ticket in tickets if submit.answer_of(ticket, said.reply_to)), None)


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


def _asked_what_is_missing(turn: Turn, conversation: Conversation) -> Ticket | None:
    """The ticket that *Not quite* was pressed on, if nothing has been settled about it since."""
    if not conversation.dialogue.reason_for:
        return None
    ticket = turn.unit.ticket(conversation.dialogue.reason_for)
    return None if ticket.closed or ticket.state == "waiting_for_confirmation" else ticket


def _reason(turn: Turn, conversation: Conversation, ticket: Ticket, said: Said) -> None:
    """What is missing, in the requester's words."""
    conversation.dialogue.reason_for = None
    turn.unit.save_conversation(conversation)
    relay.hear(turn, conversation, ticket, said)
    line = turn.t(conversation.person, "reason-passed-on", reference=ticket.reference)
    turn.send(conversation, Say(text(line)), "notice", ticket=ticket, rank=1)


def _to_an_open_ticket(turn: Turn, conversation: Conversation, said: Said, follows: Ticket | None) -> None:
    tickets = turn.unit.tickets_of(conversation)
    open_ones = [ticket for ticket in tickets if not ticket.closed]
    if open_ones:
        which.route(turn, conversation, open_ones, said)
        return
    if not door.opens(turn, conversation):
        door.turn_away(turn, conversation, wrote=True)
        return
    before = follows or (tickets[-1] if tickets else None)
    waited, conversation.dialogue.waiting = map(from_json, conversation.dialogue.waiting), []
    words = [_spelled(one) for one in (*waited, said) if isinstance(one, Said)]
    Intake(turn, conversation).begin(*words, follows=before.id if before else None)


def _edited(turn: Turn, conversation: Conversation, edited: Edited) -> None:
    """An edit corrects the answer it gave, the ticket's answer, or the copy in the thread."""
    dialogue = conversation.dialogue
    if dialogue.draft and Intake(turn, conversation).edited(_spelled(edited)):
        return
    for waiting in dialogue.waiting:
        if waiting["message"] == edited.message:
            waiting |= {"text": edited.text, "marks": to_json(edited.marks)}
            turn.unit.save_conversation(conversation)
            return
    message = turn.unit.message_at(edited.place, edited.message)
    message = message or turn.unit.album_message(edited.place, edited.message)
    if message:
        words, marks = albums.words_after(message, edited)
        media.replace_file(turn, message, edited)
        losses.tell(turn, conversation, turn.unit.ticket(message.ticket_id), edited.files)
        relay.edit(turn, message, words, marks=marks)
        return
    for ticket in turn.unit.tickets_of(conversation):
        if submit.answer_corrected(turn, ticket, edited.message, _spelled(edited).text):
            return


def _spelled(update: SaidOrEdited) -> SaidOrEdited:
    """What answers a form is plain words: the addresses that links in it lead to stand among them."""
    return replace(update, text=spelled(update.text, update.marks), marks=()) if update.marks else update


# ---------------------------------------------------------------- forms


def _picked(turn: Turn, conversation: Conversation, picked: Picked) -> None:
    """Somebody wants a ticket made of a message: theirs, or its writer's. Words in a ticket's thread are none."""
    if picked.ask_at and turn.unit.thread_at(picked.channel, picked.ask_at):
        return
    if made := turn.unit.made_of(picked.channel, picked.message):
        told = turn.t(conversation.person, "picked-already", reference=made.reference)
        turn.send(conversation, Say(text(told)), "notice", rank=1)
        return
    if picked.unread and not picked.text and not picked.trigger:
        told = turn.t(conversation.person, "picked-unread")
        turn.send(conversation, Say(text(told)), "notice", rank=1)
        return
    if not door.opens(turn, conversation):
        door.turn_away(turn, conversation, wrote=False)
        return
    whose = None
    if picked.writer and picked.writer_place:
        writer = turn.unit.person_of(picked.channel, picked.writer)
        whose = turn.unit.conversation_of(picked.channel, picked.writer_place, writer)
    Filling(turn, conversation).pick(picked, whose)


def _filled(turn: Turn, conversation: Conversation, filled: Filled) -> None:
    if filled.form.startswith("secret:"):
        reveal.filled(turn, conversation, filled)
    elif not door.stays_open(turn, conversation):
        door.turn_away(turn, conversation, wrote=False)
    else:
        Filling(turn, conversation).filled(filled)


# ---------------------------------------------------------------- buttons


def _pressed(turn: Turn, conversation: Conversation, pressed: Pressed) -> None:
    match pressed.data.split(":", 3):
        case ["d", *_] if not door.stays_open(turn, conversation):
            door.turn_away(turn, conversation, wrote=False)
        case ["d", step, verb, *rest] if step == str(conversation.step) and conversation.dialogue.draft:
            Intake(turn, conversation).pressed(verb, rest[0] if rest else "", pressed)
        case ["t", number, verb, *rest]:
            _ticket_pressed(turn, conversation, number, verb, rest[0] if rest else "", pressed)
        case ["w", page]:
            which.turn_page(turn, conversation, page, pressed)
        case ["i", seat]:
            invite.seat_pressed(turn, conversation, seat, pressed)
        case ["n", what, *rest]:
            changes.pressed(turn, conversation, what, rest[0] if rest else "", pressed)
        case ["j", token]:
            invite.accepted(turn, conversation, token, pressed)
        case ["h", what, *rest]:
            visiting.pressed(turn, conversation, what, rest[0] if rest else "")
        case ["p", "language"]:
            commands.ask_language(turn, conversation)
        case ["p", what, *rest]:
            profile.pressed(turn, conversation, what, rest[0] if rest else "", pressed)
        case ["l", language] if language in turn.desk.languages:
            commands.choose_language(turn, conversation, language, pressed)
        case _:
            turn.toast = turn.t(conversation.person, "already-answered")


def _ticket_pressed(
    turn: Turn, conversation: Conversation, number: str, verb: str, value: str, pressed: Pressed
) -> None:
    mine = next((ticket for ticket in turn.unit.tickets_of(conversation) if str(ticket.id) == number), None)
    if mine is None:  # somebody else's, or nobody's: told alike
        turn.toast = turn.t(conversation.person, "already-answered")
        return
    asked_now = value == str(mine.details.confirmation)
    match verb:
        case "yes" if asked_now:
            closing.yes(turn, mine, mine.details.confirmation, conversation.person)
        case "no" if asked_now:
            closing.not_quite(turn, mine, mine.details.confirmation, conversation.person)
        case "accept" | "refuse":
            quote.answered(turn, mine, value, conversation.person, accepted=verb == "accept")
        case "revoke":
            tokens.revoke(turn, mine, conversation, pressed)
        case "secret" if not mine.closed and value in mine.details.secrets:
            reveal.promised(turn, conversation, mine, value, pressed)
        case "to" if conversation.dialogue.waiting and not mine.closed:
            which.chosen(turn, conversation, mine, pressed)
        case _:
            turn.toast = turn.t(conversation.person, "already-answered")
