"""What follows from a fate: the sign on the writer's message, a note with the reason, a thread opened or made anew."""

from __future__ import annotations

from dataclasses import replace

from core.conversation import Message
from core.messages import Change, Delivery, Fate, Later, Never, Open, Publish, Say, Sent, Target
from core.ports import Unit
from core.text import italic, text
from core.ticket import Ticket
from dialogs import anew, card, mirror, prompt, quote, reactions, relay, reveal, secrets, which
from dialogs.filling import Filling
from dialogs.turn import House, Turn

FILES_REFUSED = ("refused", "too_big")
"""Why files do not arrive where words do."""

BEHIND = 100
"""More than a message has parts: words that go without their files come behind all of these."""


def settled(house: House, unit: Unit, delivery: Delivery, fate: Fate) -> None:
    """Called in the transaction that writes a final fate (`Sent` or `Never`), or that a thread is gone."""
    if isinstance(fate, Sent) and delivery.purpose in ("question", "tidy"):
        return
    turn = Turn(house, unit)
    if delivery.purpose == prompt.CONFIDENTIAL:
        unit.forget(delivery)
        return
    if isinstance(delivery.act, Publish):
        unit.forget(delivery)
        return
    if isinstance(delivery.act, Open):
        unit.forget(delivery)
        if isinstance(fate, Never) and not delivery.act.view:
            _not_opened(turn, delivery, delivery.act)
        return
    match fate:
        case Sent(opened=str() as place):
            thread = unit.thread(int(delivery.lane[1:]))
            thread.place = place
            unit.save_thread(thread)
        case Sent(message=str() as shown) if delivery.purpose == "refresh" and delivery.target_message != shown:
            _is_card_now(turn, delivery)
        case Sent(lost=reactions.LOST) | Never(why="refused") if delivery.purpose == reactions.SHOWN:
            reactions.tell(turn, delivery)
        case Never(why="thread_gone") if delivery.home:
            anew.begin(turn, delivery)
        case Sent() | Never() if delivery.purpose == "relay" and delivery.message:
            _relayed(turn, delivery, unit.message(delivery.message), fate)
        case Sent() if delivery.retried_at:
            _after_all(turn, delivery)
        case Never():
            _failed(turn, delivery, fate)


def held_up(house: House, unit: Unit, delivery: Delivery, fate: Later) -> None:
    """Called in the same transaction where a thread can't be written to until somebody puts that right: the ticket's other
    thread is told, once a day."""
    turn = Turn(house, unit)
    ticket = unit.ticket(delivery.ticket or 0)
    threads = unit.threads_of(ticket)
    shut = unit.thread(int(delivery.lane[1:]))
    if len(threads) < 2 or not unit.claim(f"held-up:{shut.id}:{turn.now:%Y-%m-%d}"):
        return
    words = {
        "channel": turn.t(turn.agents_language, f"channel-{shut.channel}"),
        "reason": turn.t(turn.agents_language, f"reason-{fate.why.replace('_', '-')}"),
    }
    for thread in threads:
        if thread.id != shut.id:
            line = text(italic(turn.t(turn.agents_language, "thread-held-up", **words)))
            turn.send(thread, Say(line), "notice", ticket=ticket)


def _not_opened(turn: Turn, delivery: Delivery, act: Open) -> None:
    """A form can be shown for a moment only, and that was over: the way to it is offered again, where it is still wanted."""
    conversation = turn.unit.conversation(int(delivery.lane[1:]))
    if conversation.dialogue.draft and act.form.data.partition(":")[2] == str(conversation.step):
        Filling(turn, conversation).not_shown()


def _words_alone(turn: Turn, delivery: Delivery, fate: Fate) -> None:
    """Where a platform wants none of the files, their caption still arrives: now, and not once more with the files, should
    they be tried again."""
    act = delivery.act
    if isinstance(fate, Never) and fate.why in FILES_REFUSED and isinstance(act, Say) and act.files and act.text:
        to = relay.where(turn, delivery)
        ticket = turn.unit.ticket(delivery.ticket or 0)
        alone = replace(act, files=())
        part = delivery.part + BEHIND
        turn.send(to, alone, delivery.purpose, ticket=ticket, message=delivery.message, part=part, rank=0)
        turn.unit.amend(delivery, replace(act, text=(), quote=""))


def _relayed(turn: Turn, delivery: Delivery, message: Message, fate: Fate) -> None:
    """The writer hears, once, that a part of their words can't arrive; an agent also sees when the last part has."""
    _words_alone(turn, delivery, fate)
    if message.side == "agent":
        _sign(turn, message, fate)
    elif isinstance(fate, Never) and turn.unit.failed_copies(message) == 1:
        ticket = turn.unit.ticket(message.ticket_id)
        _not_shown(turn, ticket, delivery, "not-shown", fate, about=Target(message=message.source))
    elif isinstance(fate, Sent) and delivery.retried_at and turn.unit.arrived_whole(message):
        _shown_after_all(turn, delivery)


def _after_all(turn: Turn, delivery: Delivery) -> None:
    """Somebody put it back after it had failed, and now it is there: who was told of the failure hears of that."""
    if delivery.home:
        if delivery.purpose in ("answers", "edit"):
            _shown_after_all(turn, delivery)
    elif delivery.purpose in ("edit", "removal") and delivery.message:
        message = turn.unit.message(delivery.message)
        relay.sign(turn, message, None if delivery.purpose == "removal" else "delivered")


def _shown_after_all(turn: Turn, delivery: Delivery) -> None:
    if delivery.ticket:
        ticket = turn.unit.ticket(delivery.ticket)
        conversation = turn.unit.conversation(ticket.conversation_id)
        line = text(turn.t(conversation.person, "shown-after-all", reference=ticket.reference))
        turn.send(conversation, Say(line), "notice", ticket=ticket, rank=1, merge=f"shown{ticket.id}")


def _sign(turn: Turn, message: Message, fate: Fate) -> None:
    if message.kind != "message":
        return
    if isinstance(fate, Never):
        relay.sign(turn, message, "failed")
        if turn.unit.failed_copies(message) == 1:
            _tell_thread(turn, turn.unit.ticket(message.ticket_id), "thread-not-delivered", fate)
    elif turn.unit.arrived_whole(message):
        relay.sign(turn, message, "delivered", first=not turn.unit.ever_failed(message))


def _failed(turn: Turn, delivery: Delivery, fate: Never) -> None:
    """What else an agent must hear of: a question that reached nobody, a copy that stays as it was."""
    if delivery.purpose == "reveal":
        reveal.not_shown(turn, delivery, fate)
    elif delivery.purpose == "token" and delivery.home and delivery.ticket:
        _tell_thread(turn, turn.unit.ticket(delivery.ticket), "thread-token-not-shown", fate)
    elif delivery.purpose == mirror.COPY:
        _words_alone(turn, delivery, fate)
        mirror.not_shown(turn, delivery, turn.t(turn.agents_language, f"reason-{fate.why.replace('_', '-')}"))
    elif delivery.purpose == "secret_removal":
        secrets.not_taken_out(turn, delivery)
    elif delivery.purpose in (reveal.ASKED, "token") and delivery.ticket:
        _tell_thread(turn, turn.unit.ticket(delivery.ticket), "thread-not-delivered", fate)
    elif delivery.home:
        _failed_in_a_thread(turn, delivery, fate)
    elif delivery.purpose == "question" and delivery.ticket:
        _not_asked(turn, turn.unit.ticket(delivery.ticket), delivery, fate)
    elif delivery.purpose == "question":
        which.not_asked(turn, turn.unit.conversation(int(delivery.lane[1:])), delivery.id)
    elif delivery.purpose in ("edit", "removal") and delivery.message and fate.why != "gone":
        message = turn.unit.message(delivery.message)
        relay.sign(turn, message, "failed")
        key = "thread-not-changed" if delivery.purpose == "edit" else "thread-not-removed"
        _tell_thread(turn, turn.unit.ticket(message.ticket_id), key, fate)


def _failed_in_a_thread(turn: Turn, delivery: Delivery, fate: Never) -> None:
    """What else a requester must hear of: an answer or a change of theirs that agents can't see. And a card that is gone
    begins its thread anew. A notice that fails has no consequence: it may be the one about such a loss."""
    if not delivery.ticket:
        return
    if delivery.purpose == "refresh" and fate.why == "gone" and _is_its_card(turn, delivery):
        anew.begin(turn, delivery)
    elif delivery.purpose == "answers" and isinstance(delivery.act, Say):
        _not_shown(turn, turn.unit.ticket(delivery.ticket), delivery, "answers-not-shown", fate)
    elif delivery.purpose in ("answers", "edit") and fate.why != "gone":
        _not_shown(turn, turn.unit.ticket(delivery.ticket), delivery, "change-not-shown", fate)


def _not_shown(
    turn: Turn, ticket: Ticket, delivery: Delivery, key: str, fate: Never, about: Target | None = None
) -> None:
    """Tells a requester what the team could not be shown (a file by its name), and the team that there was something."""
    conversation = turn.unit.conversation(ticket.conversation_id)
    person = conversation.person
    why = "refused" if fate.why == "gone" else fate.why  # in a thread it is no account that is gone
    reason = turn.t(person, f"reason-{why.replace('_', '-')}")
    files = delivery.act.files if isinstance(delivery.act, Say) else ()
    if files:
        names = ", ".join(file.name for file in files)
        line = turn.t(person, "file-not-shown", reference=ticket.reference, name=names, reason=reason)
    else:
        line = turn.t(person, key, reference=ticket.reference, reason=reason)
    turn.send(conversation, Say(text(line), reply_to=about), "notice", ticket=ticket, rank=1)
    in_thread = turn.t(turn.agents_language, f"reason-{why.replace('_', '-')}")
    relay.notice(turn, ticket, "thread-not-shown", requester=person.name, reason=in_thread)


def _not_asked(turn: Turn, ticket: Ticket, delivery: Delivery, fate: Never) -> None:
    """Silence is no answer to a question that was never heard: it closes nothing, and the work goes on."""
    _tell_thread(turn, ticket, "thread-not-delivered", fate)
    if quote.not_shown(turn, ticket, delivery.id):
        return
    if ticket.details.question == delivery.id and ticket.unask(turn.now):
        relay.stop_clock(turn, ticket)
        turn.unit.save_ticket(ticket)
        card.refresh(turn, ticket)


def _tell_thread(turn: Turn, ticket: Ticket, key: str, fate: Never) -> None:
    requester = turn.unit.person(ticket.requester_id).name
    reason = turn.t(turn.agents_language, f"reason-{fate.why.replace('_', '-')}")
    relay.notice(turn, ticket, key, requester=requester, reason=reason)


def _is_its_card(turn: Turn, delivery: Delivery) -> bool:
    thread = turn.unit.thread(int(delivery.lane[1:]))
    return isinstance(delivery.act, Change) and delivery.act.target.delivery == thread.card


def _is_card_now(turn: Turn, delivery: Delivery) -> None:
    """The card was gone from its thread, and put there again: that one is kept true from now on."""
    thread = turn.unit.thread(int(delivery.lane[1:]))
    thread.card = delivery.id
    turn.unit.save_thread(thread)
