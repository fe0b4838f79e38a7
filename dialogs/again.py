"""A question once more, because the press that answered it may never have reached us (docs/decisions/0010)."""

from __future__ import annotations

from core.messages import Delivery, Say
from dialogs import closing, quote, which
from dialogs.intake import Intake
from dialogs.turn import Turn


def put_again(turn: Turn, asked: Delivery) -> None:
    """Puts a requester's question again, with a line that says why, if it has buttons and is still the open one. The old
    one loses its buttons."""
    if not isinstance(asked.act, Say) or not asked.act.buttons:
        return
    conversation = turn.unit.conversation(int(asked.lane[1:]))
    why = turn.t(conversation.person, "press-lost")
    if asked.ticket:
        ticket = turn.unit.ticket(asked.ticket)
        if ticket.details.question == asked.id:
            closing.ask_again(turn, ticket, why)
        elif ticket.details.quote and ticket.details.quote["delivery"] == asked.id:
            quote.ask_again(turn, ticket, why)
    elif conversation.dialogue.draft and conversation.question == asked.id:
        Intake(turn, conversation).ask_again(why)
    elif conversation.dialogue.waiting and conversation.dialogue.asking == asked.id:
        which.ask_again(turn, conversation, why)
