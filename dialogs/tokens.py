"""Support tokens: made by the requester, seen by the taker, checked by other programs through the API."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from core.conversation import Conversation, Thread
from core.messages import Change, Pressed, Rows, Say, Target
from core.people import Person
from core.sealing import sealed_span
from core.text import Text, bold, italic, lines, text
from core.ticket import Ticket
from core.tokens import plain_code
from dialogs import relay, secrets, words
from dialogs.turn import Turn


def about(turn: Turn, kind: str, language: str) -> Text:
    """What it allows, before it is made."""
    request = turn.desk.requests[kind]
    team = words.team(turn, request.team, language)
    return lines(
        [
            bold(words.kind(turn, kind, language)),
            turn.t(language, "token-about", team=team, hours=_hours(request.valid)),
        ]
    )


def issue(turn: Turn, ticket: Ticket, conversation: Conversation) -> None:
    """Makes the code of a new ticket and gives it to the requester. Kept are its digest and a sealed copy."""
    code, valid = turn.house.new_code(), turn.desk.requests[ticket.kind].valid
    token = secrets.seal(turn, [["", code]])
    ticket.give_token(token, turn.now + valid, conversation.person, turn.now)
    turn.unit.keep_token(secrets.sealer_of(turn).digest(plain_code(code)), ticket)
    person = conversation.person
    said = lines(
        [
            turn.t(person, "token-code", reference=ticket.reference),
            sealed_span(token),
            turn.t(person, "token-how", hours=_hours(valid)),
        ]
    )
    buttons = ((turn.button(person, "revoke", f"t:{ticket.id}:revoke", "danger"),),)
    turn.send(conversation, Say(said, buttons), "token", ticket=ticket, rank=1)
    relay.notice(turn, ticket, "thread-token-given", requester=person.name)


def revoke(turn: Turn, ticket: Ticket, conversation: Conversation, pressed: Pressed) -> None:
    """It ends at once."""
    ticket.revoke_token(conversation.person, turn.now)
    turn.unit.drop_tokens(ticket)
    turn.send(conversation, Change(Target(message=pressed.message)), "tidy", ticket=ticket, rank=1)
    line = text(turn.t(conversation.person, "token-revoked", reference=ticket.reference))
    turn.send(conversation, Say(line), "notice", ticket=ticket, rank=1)
    relay.notice(turn, ticket, "thread-token-revoked", requester=conversation.person.name)
    turn.unit.save_ticket(ticket)


def buttons(turn: Turn, ticket: Ticket) -> Rows:
    """What *More* offers the taker."""
    if not ticket.token_holds(turn.now):
        return ()
    return ((turn.button(turn.agents_language, "token", f"t:{ticket.id}:token"),),)


def show(turn: Turn, thread: Thread, ticket: Ticket, person: Person) -> None:
    """Shows the code to the taker alone, each time on record."""
    token = ticket.see_token(person, turn.now)
    body = lines([sealed_span(token), italic(turn.t(turn.agents_language, "token-seen", reference=ticket.reference))])
    secrets.confide(turn, thread, ticket, person, body, "token")
    turn.unit.save_ticket(ticket)


def check(turn: Turn, digest: str) -> dict[str, Any] | None:
    """Uses a token: what it is bound to; None for one that doesn't hold. The requester is told of the first use."""
    id = turn.unit.token_ticket(digest)
    ticket = turn.unit.ticket(id) if id else None
    if ticket is None or not ticket.token_holds(turn.now):
        return None
    requester = turn.unit.person(ticket.requester_id)
    if ticket.use_token(turn.now):
        conversation = turn.unit.conversation(ticket.conversation_id)
        line = text(turn.t(requester, "token-used", reference=ticket.reference))
        turn.send(conversation, Say(line), "notice", ticket=ticket, rank=1)
    relay.notice(turn, ticket, "thread-token-used")
    turn.unit.save_ticket(ticket)
    token = ticket.details.token or {}
    return {
        "valid": True,
        "reference": ticket.reference,
        "team": ticket.team,
        "requester": requester.name,
        "expires_at": datetime.fromisoformat(token["expires_at"]).isoformat(),
    }


def _hours(valid: timedelta) -> int:
    return max(1, round(valid / timedelta(hours=1)))
