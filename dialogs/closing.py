"""The end of a ticket, as a dialogue: the question, a yes, a not quite, or a stated silence."""

from __future__ import annotations

from datetime import timedelta

from core.conversation import Conversation
from core.messages import Change, Say, Target
from core.people import Person
from core.text import bold, lines, text
from core.ticket import Ticket
from dialogs import card, relay, time_line, words
from dialogs.turn import Turn

FAR_UP = 5
"""So many messages below it, and the last answer is out of sight: it is sent again before the question."""


def ask(turn: Turn, ticket: Ticket, by: Person) -> None:
    """*Solved*: asks the requester, and starts the clock of silence."""
    asking = ticket.solve(by, turn.now)
    conversation = turn.unit.conversation(ticket.conversation_id)
    if ticket.details.last_answer and ticket.details.since_answer >= FAR_UP:
        relay.send_again(turn, ticket, turn.unit.message(ticket.details.last_answer))
        ticket.details.since_answer = 0
    _put_question(turn, ticket, conversation, asking, "confirm-ask")
    relay.start_clock(turn, ticket)
    relay.notice(turn, ticket, "thread-asked", requester=conversation.person.name)
    turn.unit.save_ticket(ticket)
    card.refresh(turn, ticket)


def yes(turn: Turn, ticket: Ticket, asking: int, by: Person) -> None:
    """*Yes*: closed and thanked."""
    ticket.confirm(asking, turn.now, by)
    conversation = turn.unit.conversation(ticket.conversation_id)
    _end(turn, ticket, conversation, "confirmed", "thread-confirmed")


def not_quite(turn: Turn, ticket: Ticket, asking: int, by: Person) -> None:
    """*Not quite*: the work goes on, and the requester is asked what is missing."""
    ticket.deny(asking, turn.now, by)
    conversation = turn.unit.conversation(ticket.conversation_id)
    conversation.dialogue.reason_for = ticket.id
    turn.unit.save_conversation(conversation)
    take_buttons_away(turn, ticket, conversation)
    what = Say(text(turn.t(by, "what-is-missing", reference=ticket.reference)))
    turn.send(conversation, what, "question", ticket=ticket, rank=1)
    relay.notice(turn, ticket, "thread-not-solved", requester=by.name)
    relay.stop_clock(turn, ticket)
    turn.unit.save_ticket(ticket)
    card.refresh(turn, ticket)


def remind(turn: Turn, ticket: Ticket) -> None:
    """The question again, with what happens if it stays unanswered. The time it promises counts from now, also where
    the reminder comes late because nothing ran."""
    if ticket.state != "waiting_for_confirmation":
        return
    conversation = turn.unit.conversation(ticket.conversation_id)
    take_buttons_away(turn, ticket, conversation)
    _put_question(turn, ticket, conversation, ticket.details.confirmation, "confirm-remind")
    turn.unit.set_timer("close", ticket, turn.now + _left_after_reminder(turn))
    relay.notice(turn, ticket, "thread-reminded", requester=conversation.person.name)
    turn.unit.save_ticket(ticket)


def ask_again(turn: Turn, ticket: Ticket, why: str) -> None:
    """The question once more, with the line `why` above it. The clock of silence goes on."""
    if ticket.state != "waiting_for_confirmation":
        return
    conversation = turn.unit.conversation(ticket.conversation_id)
    take_buttons_away(turn, ticket, conversation)
    _put_question(turn, ticket, conversation, ticket.details.confirmation, "confirm-ask", why)
    turn.unit.save_ticket(ticket)


def close_by_silence(turn: Turn, ticket: Ticket) -> None:
    """No word for `close_after`: closed, and both sides are told."""
    if ticket.close_by_silence(turn.now):
        conversation = turn.unit.conversation(ticket.conversation_id)
        _end(turn, ticket, conversation, "closed-by-silence", "thread-closed-by-silence")


def take_buttons_away(turn: Turn, ticket: Ticket, conversation: Conversation) -> None:
    """An answered question keeps its words and loses its buttons."""
    if ticket.details.question:
        gone = Change(Target(delivery=ticket.details.question))
        turn.send(conversation, gone, "tidy", ticket=ticket)
        ticket.details.question = None


def _put_question(
    turn: Turn, ticket: Ticket, conversation: Conversation, asking: int, key: str, before: str | None = None
) -> None:
    person = conversation.person
    days = max(1, round(_left_after_reminder(turn) / timedelta(days=1)))
    about = turn.t(person, key, reference=ticket.reference, days=days)
    proposal = words.is_proposal(turn, ticket.kind)
    if proposal and key == "confirm-ask":
        about = turn.t(person, "proposal-done", reference=ticket.reference)
    asked = turn.t(person, "proposal-as-meant" if proposal else "was-it-solved")
    buttons = (
        (
            turn.button(person, "yes", f"t:{ticket.id}:yes:{asking}", "primary"),
            turn.button(person, "not-quite", f"t:{ticket.id}:no:{asking}"),
        ),
    )
    question = Say(lines([before, about, bold(asked)]), buttons)
    ticket.details.question = turn.send(conversation, question, "question", ticket=ticket, rank=1).id


def _left_after_reminder(turn: Turn) -> timedelta:
    return turn.desk.confirmation.close_after - turn.desk.confirmation.remind_after


def _end(turn: Turn, ticket: Ticket, conversation: Conversation, key: str, note: str) -> None:
    take_buttons_away(turn, ticket, conversation)
    days = turn.desk.reopen_within.days
    person = conversation.person
    said = lines([turn.t(person, key, reference=ticket.reference, days=days), *time_line.whole(turn, ticket, person)])
    turn.send(conversation, Say(said), "notice", ticket=ticket, rank=1)
    relay.notice(turn, ticket, note, requester=person.name)
    relay.stop_clock(turn, ticket)
    turn.unit.drop_tokens(ticket)
    turn.unit.save_ticket(ticket)
    card.refresh(turn, ticket)
