"""*Reveal*: a ticket's secrets shown once, to its taker alone; and asked for anew."""

from __future__ import annotations

from typing import Any

from core.conversation import Conversation, Thread
from core.errors import Refused
from core.forms import Faults
from core.messages import (
    TIDYING,
    Button,
    Change,
    Delivery,
    Filled,
    Never,
    Open,
    Pressed,
    Rows,
    Said,
    Say,
    Target,
    Whisper,
)
from core.people import Person
from core.sealing import sealed_in, sealed_span
from core.text import bold, italic, lines, text
from core.ticket import Ticket
from dialogs import drawing, relay, secrets
from dialogs.answers import Refusal, check
from dialogs.turn import Turn

ASKED = "secret"
"""The purpose of the question that asks for a secret anew."""


def buttons(turn: Turn, ticket: Ticket) -> Rows:
    """What *More* offers the taker: *Reveal*, with the secret's name where there are several."""
    slots = list(dict.fromkeys([one.slot for one in ticket.answers if one.secret] + list(ticket.details.secrets)))
    label = turn.t(turn.agents_language, "button-reveal")
    labels = [label] if len(slots) == 1 else [f"{label}: {secrets.name_of(turn, slot)}" for slot in slots]
    pairs = zip(slots, labels, strict=True)
    return tuple((Button(label, f"t:{ticket.id}:reveal:{slot}"),) for slot, label in pairs)


# ---------------------------------------------------------------- the taker's side


def show(turn: Turn, thread: Thread, ticket: Ticket, person: Person, slot: str) -> None:
    """Shows a secret to the taker, in words that only they see. A second time it says who has seen it."""
    token = ticket.reveal(slot, person, turn.now)
    if token is None:
        _offer_to_ask(turn, thread, ticket, person, slot)
        return
    head = bold(f"{ticket.reference} · {secrets.name_of(turn, slot)}")
    body = lines([head, sealed_span(token), italic(_t(turn, "secret-shown-once"))])
    shown = secrets.confide(turn, thread, ticket, person, body, "reveal")
    ticket.details.secrets[slot]["delivery"] = shown.id
    turn.unit.save_ticket(ticket)


def _offer_to_ask(turn: Turn, thread: Thread, ticket: Ticket, person: Person, slot: str) -> None:
    seen_by = ticket.details.secrets.get(slot, {}).get("shown_to")
    name = secrets.name_of(turn, slot)
    said = _t(turn, "secret-shown-already", slot=name, name=seen_by) if seen_by else _t(turn, "secret-gone", slot=name)
    again = Button(_t(turn, "button-ask-again"), f"t:{ticket.id}:again:{slot}")
    turn.send(thread, Whisper(person.platform_id, text(said), ((again,),)), "more", ticket=ticket, rank=1)


def ask_again(turn: Turn, ticket: Ticket, person: Person, slot: str) -> None:
    """Asks the requester for a secret anew: a plain answer of theirs would stand in the thread for all to read."""
    ticket.must_speak(person)
    ticket.details.secrets.setdefault(slot, {})
    conversation = turn.unit.conversation(ticket.conversation_id)
    reader = turn.language_of(conversation.person)
    name = secrets.name_of(turn, slot, reader)
    by_form = conversation.channel in turn.house.form_channels
    asked = turn.t(
        reader,
        "secret-asked-form" if by_form else "secret-asked",
        reference=ticket.reference,
        name=person.name,
        slot=name,
    )
    button = turn.button(reader, "give-secret", f"t:{ticket.id}:secret:{slot}", "primary")
    turn.send(conversation, Say(text(asked), ((button,),)), ASKED, ticket=ticket, rank=1)
    turn.unit.save_ticket(ticket)
    turn.toast = _t(turn, "secret-was-asked", requester=conversation.person.name)


def not_shown(turn: Turn, delivery: Delivery, fate: Never) -> None:
    """What was to be shown has reached nobody: it can be shown still, and the thread is told so."""
    ticket = turn.unit.ticket(delivery.ticket or 0)
    found = (one for one, secret in ticket.details.secrets.items() if secret.get("delivery") == delivery.id)
    slot = next(found, None)
    if slot and ticket.conceal(slot, sealed_in(delivery.act)[0], turn.now):
        reason = _t(turn, f"reason-{fate.why.replace('_', '-')}")
        relay.notice(turn, ticket, "thread-secret-not-shown", slot=secrets.name_of(turn, slot), reason=reason)
        turn.unit.save_ticket(ticket)


def _t(turn: Turn, key: str, **words: str) -> str:
    return turn.t(turn.agents_language, key, **words)


# ---------------------------------------------------------------- the requester's side


def promised(turn: Turn, conversation: Conversation, ticket: Ticket, slot: str, pressed: Pressed) -> None:
    """The requester will send it now: their next message is the secret, or a form takes it."""
    known = turn.desk.slots.get(slot)
    if turn.trigger and known and conversation.channel in turn.house.form_channels:
        reader = turn.language_of(conversation.person)
        form = drawing.secret(turn, reader, known, f"secret:{ticket.id}:{slot}", ticket.reference)
        turn.send(conversation, Open(form, trigger=turn.trigger), "form", rank=0, lane=TIDYING)
        turn.shown = True
        return
    conversation.dialogue.secret = [ticket.id, slot]
    turn.unit.save_conversation(conversation)
    turn.send(conversation, Change(Target(message=pressed.message)), "tidy", ticket=ticket, rank=1)
    line = text(turn.t(conversation.person, "secret-next", reference=ticket.reference))
    turn.send(conversation, Say(line), "question", ticket=ticket, rank=1)


def filled(turn: Turn, conversation: Conversation, filled: Filled) -> None:
    """The form with a secret that was asked for anew. One that waits is judged when it is sent, and counts when it comes to
    its turn; then nobody has it before them, and what is wrong is told in words."""
    if filled.how not in ("sent", "checked", "late"):
        return
    _, number, slot = filled.form.split(":", 2)
    ticket = next((one for one in turn.unit.tickets_of(conversation) if str(one.id) == number), None)
    if ticket is None or ticket.closed or slot not in ticket.details.secrets:
        key = "secret-too-late" if ticket else "already-answered"
        _not_taken(turn, conversation, filled, slot, Refusal(key, {"reference": ticket.reference} if ticket else {}))
        return
    said = filled.answers.get(slot, "").strip()
    if refusal := _refusal(turn, slot, said):
        _not_taken(turn, conversation, filled, slot, refusal)
    elif filled.how != "checked":
        _pass_on(turn, conversation, ticket, slot, "", said)


def _not_taken(turn: Turn, conversation: Conversation, filled: Filled, slot: str, why: Refusal) -> None:
    line = turn.t(conversation.person, why.key, **why.words)
    if filled.how == "late":
        turn.send(conversation, Say(text(line)), "notice", rank=1)
    else:
        turn.answer = Faults({slot: line})


def take_given(turn: Turn, conversation: Conversation, said: Said) -> bool:
    """A secret that was asked for anew. Returns whether this message is one."""
    found = conversation.dialogue.secret or _asked_by(turn, conversation, said)
    if not found:
        return False
    ticket, slot = turn.unit.ticket(found[0]), str(found[1])
    secrets.take_out(turn, conversation, said.message)
    if ticket.closed:
        conversation.dialogue.secret = None
        turn.unit.save_conversation(conversation)
        raise Refused("secret-too-late", reference=ticket.reference)
    if said.files:
        raise Refused("refused-secret-file")
    if refusal := _refusal(turn, slot, said.text):
        raise Refused(refusal.key, **refusal.words)
    conversation.dialogue.secret = None
    turn.unit.save_conversation(conversation)
    _pass_on(turn, conversation, ticket, slot, said.message, said.text)
    return True


def _pass_on(turn: Turn, conversation: Conversation, ticket: Ticket, slot: str, message: str, said: str) -> None:
    secrets.given(turn, ticket, slot, secrets.seal(turn, [[message, said]]))
    line = text(turn.t(conversation.person, "secret-passed-on", reference=ticket.reference))
    turn.send(conversation, Say(line), "notice", ticket=ticket, rank=1)


def _asked_by(turn: Turn, conversation: Conversation, said: Said) -> list[Any] | None:
    """What the question asked for that this message replies to, pressed or not."""
    sent = turn.unit.sent_at(conversation.place, said.reply_to) if said.reply_to else None
    if sent is None or sent.purpose != ASKED or not isinstance(sent.act, Say):
        return None
    return [sent.ticket, sent.act.buttons[0][0].data.split(":")[3]]


def _refusal(turn: Turn, slot: str, said: str) -> Refusal | None:
    known = turn.desk.slots.get(slot)
    verdict = check(known, said, {}, optional=False, advised=True) if known else None
    return verdict if isinstance(verdict, Refusal) else None
