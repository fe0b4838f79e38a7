"""A ticket came into another state: who is told of it, and by which word."""

from __future__ import annotations

from core.messages import Say
from core.text import text
from core.ticket import Ticket
from dialogs import mail, words
from dialogs.turn import Turn


def tell(turn: Turn, ticket: Ticket, *, by_hand: bool = False) -> None:
    """Tells the requester, once for each change. `by_hand`: an agent chose it. The desk's word for the state says whether
    it is told in the chat (unless it does: only what was chosen by hand); one that isn't to be told goes into no letter."""
    now = ticket.state, ticket.desk_state
    if now == ticket.told_of and not by_hand:
        return
    ticket.told_of = now
    word = turn.desk.word_of(*now)
    wanted = word.tell if word else None
    conversation = turn.unit.conversation(ticket.conversation_id)
    turn.page_changed(conversation)
    if wanted or (wanted is None and by_hand):
        reader = turn.language_of(conversation.person)
        told = turn.t(reader, "state-told", reference=ticket.reference, state=words.state(turn, ticket, reader))
        turn.send(conversation, Say(text(told)), "notice", ticket=ticket)
    mail.changed(turn, ticket, conversation)
