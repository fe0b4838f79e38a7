"""Several tickets are open: for which one is this?"""

from __future__ import annotations

from core.conversation import Conversation
from core.messages import Button, Change, Pressed, Rows, Said, Say, Target
from core.text import bold, lines, shortened, text
from core.ticket import Ticket
from core.update_json import from_json, to_json
from dialogs import relay, room
from dialogs.questions import PAGE
from dialogs.turn import Turn

CHOICE_HOLDS = 15 * 60
"""Seconds that the answer holds for further messages (CONTRACT, Ticket and relay)."""

ASKING_HOLDS = 15 * 60
"""Seconds after which a message that finds the question still unanswered has it asked again."""


def route(turn: Turn, conversation: Conversation, open_ones: list[Ticket], said: Said) -> None:
    """A plain message beside one or more open tickets: to the only one, to the one chosen a moment ago, else it waits for
    the answer to "which one?", which is asked once; again, where that question can't have been seen or is forgotten."""
    dialogue = conversation.dialogue
    chosen = next((ticket for ticket in open_ones if ticket.id == dialogue.chosen), None)
    if len(open_ones) == 1:
        _pass_on(turn, conversation, open_ones[0], said)
    elif chosen and turn.now.timestamp() <= dialogue.chosen_until:
        _pass_on(turn, conversation, chosen, said)
    else:
        must_ask = not dialogue.waiting or _must_ask_again(turn, conversation)
        if room.take(turn, conversation, len(said.files)):
            dialogue.waiting.append(to_json(said))
        if must_ask:
            _ask(turn, conversation)
        turn.unit.save_conversation(conversation)


def not_asked(turn: Turn, conversation: Conversation, delivery: int) -> None:
    """A question could not be delivered. If it was "which one?" it is asked again, once for each message that came after
    it: for those that came meanwhile at once."""
    dialogue = conversation.dialogue
    if dialogue.asking != delivery:
        return
    dialogue.asking = None
    if len(dialogue.waiting) > dialogue.asked_for:
        _ask(turn, conversation)
    turn.unit.save_conversation(conversation)


def ask_again(turn: Turn, conversation: Conversation, why: str) -> None:
    """The question once more, with the line `why` above it."""
    _ask(turn, conversation, why)
    turn.unit.save_conversation(conversation)


def chosen(turn: Turn, conversation: Conversation, ticket: Ticket, pressed: Pressed) -> None:
    """The answer holds for the messages that wait, and for those of the next quarter of an hour."""
    dialogue = conversation.dialogue
    dialogue.chosen, dialogue.chosen_until = ticket.id, turn.now.timestamp() + CHOICE_HOLDS
    _pass_on(turn, conversation, ticket)
    if pressed.message:
        line = text(turn.t(conversation.person, "goes-to", reference=ticket.reference))
        turn.send(conversation, Change(Target(message=pressed.message), line), "tidy", rank=1)


def turn_page(turn: Turn, conversation: Conversation, page: str, pressed: Pressed) -> None:
    """More tickets than one page holds."""
    if conversation.dialogue.waiting and page.isascii() and page.isdecimal() and len(page) < 4:
        change = Change(Target(message=pressed.message), buttons=_buttons(turn, conversation, int(page)))
        turn.send(conversation, change, "tidy", rank=1)
    else:
        turn.toast = turn.t(conversation.person, "already-answered")


def _must_ask_again(turn: Turn, conversation: Conversation) -> bool:
    dialogue = conversation.dialogue
    return dialogue.asking is None or turn.now.timestamp() - dialogue.asked_at > ASKING_HOLDS


def _ask(turn: Turn, conversation: Conversation, before: str | None = None) -> None:
    """Asks "which one?". An earlier asking that stayed unanswered loses its buttons."""
    dialogue = conversation.dialogue
    if dialogue.asking and (before or len(dialogue.waiting) > 1):
        turn.send(conversation, Change(Target(delivery=dialogue.asking)), "tidy", rank=1)
    words = lines([before, bold(turn.t(conversation.person, "which-ticket"))])
    question = Say(words, _buttons(turn, conversation, 0))
    dialogue.asking = turn.send(conversation, question, "question", rank=1).id
    dialogue.asked_at, dialogue.asked_for = turn.now.timestamp(), len(dialogue.waiting)


def _pass_on(turn: Turn, conversation: Conversation, ticket: Ticket, said: Said | None = None) -> None:
    """What waits, then what was said now."""
    waiting, conversation.dialogue.waiting = conversation.dialogue.waiting, []
    turn.unit.save_conversation(conversation)
    for update in (*map(from_json, waiting), said):
        if isinstance(update, Said):
            relay.hear(turn, conversation, ticket, update)


def _buttons(turn: Turn, conversation: Conversation, page: int) -> Rows:
    """A button per open ticket, the newest first, a page at a time."""
    tickets = [ticket for ticket in turn.unit.tickets_of(conversation) if not ticket.closed][::-1]
    rows = [(Button(_label(one), f"t:{one.id}:to"),) for one in tickets[page * PAGE : (page + 1) * PAGE]]
    around = []
    if page > 0:
        around.append(turn.button(conversation.person, "previous", f"w:{page - 1}"))
    if len(tickets) > (page + 1) * PAGE:
        around.append(turn.button(conversation.person, "next", f"w:{page + 1}"))
    return (*rows, tuple(around)) if around else tuple(rows)


def _label(ticket: Ticket) -> str:
    return shortened(f"{ticket.reference} · {ticket.topic}", 60)
