"""The agents' side: what is said and pressed in a ticket's thread. Authority is who the platform says the person is."""

from __future__ import annotations

import unicodedata

from core.commands import AGENT_COMMANDS
from core.conversation import Message, Thread
from core.errors import Refused
from core.messages import Deleted, Edited, Pressed, Said, Say, Target, Whisper
from core.people import Person
from core.text import text
from core.ticket import SET_BY_HAND, Ticket
from dialogs import (
    agent_words,
    albums,
    card,
    closing,
    handing,
    losses,
    media,
    mirror,
    more,
    queue,
    relay,
    replies,
    reveal,
    states,
    taking,
    tokens,
    words,
)
from dialogs.turn import Turn

WHISPER = "//"
"""In front of a line: it stays among agents."""

_BEFORE_WHISPER = "*_~>`"
"""Marks of bold, quotes and the like, which may stand in front of it."""


def handle(turn: Turn, update: Said | Edited | Deleted | Pressed) -> None:
    """One update from an agents' place. What is in no thread of ours is none of our business."""
    thread = _thread_of(turn, update)
    if thread is None:
        if isinstance(update, Said):
            queue.in_home(turn, update)
        return
    ticket = turn.unit.ticket(thread.ticket_id)
    if isinstance(update, Deleted):
        _deleted(turn, ticket, update)
        return
    person = turn.unit.person_of(update.channel, update.author)
    if not update.member:
        _refuse_stranger(turn, thread, update, person)
        return
    if thread.moved and isinstance(update, (Said, Pressed)):
        handing.point(turn, thread, ticket, person, update)
        return
    match update:
        case Said() if _was_settled_before(turn, update):
            pass
        case Said(command=None):
            _said(turn, thread, ticket, person, update)
        case Said():
            _commanded(turn, thread, ticket, person, update)
            if turn.toast:  # nothing was pressed that could show it
                answer = Whisper(person.platform_id, text(turn.toast), reply_to=Target(message=update.message))
                turn.send(thread, answer, "toast", ticket=ticket, rank=1)
        case Edited():
            _edited(turn, ticket, person, update)
        case Pressed():
            _pressed(turn, thread, ticket, person, update)


def refuse(turn: Turn, update: Said | Edited | Deleted | Pressed, refused: Refused) -> str | None:
    """Tells one person why nothing happened."""
    words_of_it = turn.t(turn.agents_language, refused.key, **refused.words)
    if isinstance(update, Pressed):
        return words_of_it
    thread = _thread_of(turn, update)
    if thread:
        about = None if isinstance(update, Deleted) else Target(message=update.message)
        turn.send(thread, Whisper(update.author.id, text(words_of_it), reply_to=about), "refusal")
    return None


def _thread_of(turn: Turn, update: Said | Edited | Deleted | Pressed) -> Thread | None:
    """The thread it happened in; for words that stand in a thread which was made anew since, the one that is there now."""
    thread = turn.unit.thread_at(update.channel, update.place)
    if thread is None and isinstance(update, Edited | Deleted):
        message = turn.unit.message_at(update.place, update.message)
        return relay.thread_of(turn, message) if message else None
    return thread


def _refuse_stranger(turn: Turn, thread: Thread, update: Said | Edited | Pressed, person: Person) -> None:
    if isinstance(update, Pressed):
        turn.toast = turn.t(turn.agents_language, "no-agent")
    elif isinstance(update, Said):
        key = "anonymous-wrote" if update.author.bot else "no-agent-wrote"
        if update.author.bot and not turn.unit.claim(f"{key}:{thread.id}"):
            return  # it was told once
        about = Target(message=update.message)
        told = Whisper(person.platform_id, text(turn.t(turn.agents_language, key)), reply_to=about)
        turn.send(thread, told, "refusal")


# ---------------------------------------------------------------- words


def _was_settled_before(turn: Turn, said: Said) -> bool:
    """Whether its deletion, or an edit that made it internal, came before it."""
    known = turn.unit.message_at(said.place, said.message)
    return known is not None and known.kind != "early"


def _is_whisper(line: str) -> bool:
    """Whether a line stays among agents: the first of it that can be seen and is no mark of style is `//`."""
    for start, char in enumerate(line):
        if not (char.isspace() or char in _BEFORE_WHISPER or unicodedata.category(char) == "Cf"):
            return line.startswith(WHISPER, start)
    return False


def _said(turn: Turn, thread: Thread, ticket: Ticket, person: Person, said: Said) -> None:
    if begun := albums.begun(turn, said):
        _more_of_an_album(turn, thread, ticket, begun, said)
    elif _is_whisper(said.text):
        mirror.keep(turn, ticket, person, said, "note")
    elif ticket.closed:
        mirror.keep(turn, ticket, person, said, "note")
        raise Refused("closed-kept-internal", reference=ticket.reference)
    elif ticket.taker is None:
        _hold(turn, ticket, person, said)
        losses.tell_thread(turn, thread, ticket, said.files)
        _offer(turn, thread, ticket)
    elif ticket.taker.is_(person):
        _answered(turn, thread, ticket, person, said)
    else:
        mirror.keep(turn, ticket, person, said, "note")


def _hold(turn: Turn, ticket: Ticket, person: Person, said: Said) -> None:
    """Words that wait for *Take and send*, and what they hang on."""
    message = mirror.keep(turn, ticket, person, said, "held")
    if said.reply_to:
        reply = replies.reply(turn, turn.unit.conversation(ticket.conversation_id), said)
        ticket.details.held[str(message.id)] = replies.kept(*reply)
        turn.unit.save_ticket(ticket)


def _more_of_an_album(turn: Turn, thread: Thread, ticket: Ticket, message: Message, said: Said) -> None:
    """It is what the album's beginning is; one caption that is a note makes a note of all of it."""
    if _is_whisper(said.text) and message.kind == "message":
        relay.withdraw(turn, message)
        relay.sign(turn, message, None)
    elif _is_whisper(said.text):
        relay.make_note(turn, message)
    albums.join(turn, message, said)
    losses.tell_thread(turn, thread, ticket, said.files)


def _answered(turn: Turn, thread: Thread, ticket: Ticket, person: Person, said: Said) -> None:
    """The taker's words go out; where nothing of them can, the ticket has not been answered."""
    message = mirror.keep(turn, ticket, person, said, "message")
    if message.text or message.files:
        conversation = turn.unit.conversation(ticket.conversation_id)
        relay.answer(turn, ticket, message, *replies.reply(turn, conversation, said))
    else:
        relay.sign(turn, message, "failed")
    losses.tell_thread(turn, thread, ticket, said.files)


def _offer(turn: Turn, thread: Thread, ticket: Ticket) -> None:
    """Nobody has taken it yet: offers to, once until it is answered."""
    if ticket.details.offer:
        return
    language = turn.agents_language
    buttons = (
        (
            turn.button(language, "take-and-send", f"t:{ticket.id}:send", "primary"),
            turn.button(language, "keep-internal", f"t:{ticket.id}:keep"),
        ),
    )
    offer = Say(text(turn.t(language, "offer-take-and-send")), buttons)
    ticket.details.offer = turn.send(thread, offer, "offer", ticket=ticket, rank=1).id
    turn.unit.save_ticket(ticket)


def _edited(turn: Turn, ticket: Ticket, person: Person, edited: Edited) -> None:
    """What was sent changes with its message, while its writer may speak; turned into a note it is withdrawn at any time.
    What stayed internal stays so."""
    message = _message_of(turn, edited)
    internal = _is_whisper(edited.text) or edited.command not in (None, "ask")
    if message is None:
        relay.keep_early(turn, ticket, person, edited, internal=internal)
        return
    if internal and message.kind == "message":
        relay.withdraw(turn, message)
        relay.sign(turn, message, None)
    elif internal:
        relay.make_note(turn, message)
    words, marks = albums.words_after(message, edited)
    is_other = (words, marks) != (message.text, message.marks) or media.replaced(message, edited)
    if not internal and message.kind == "message" and is_other:
        ticket.must_speak(person)
    media.replace_file(turn, message, edited)
    if edited.files and (thread := relay.thread_of(turn, message)):
        losses.tell_thread(turn, thread, ticket, edited.files)
    relay.edit(turn, message, words, edited.at, marks)
    mirror.edit(turn, message)
    agent_words.edited(edited)


def _message_of(turn: Turn, update: Edited | Deleted) -> Message | None:
    """The message that it is about, or is a part of."""
    known = turn.unit.message_at(update.place, update.message)
    return known or turn.unit.album_message(update.place, update.message)


def _deleted(turn: Turn, ticket: Ticket, deleted: Deleted) -> None:
    message = _message_of(turn, deleted)
    if message is None:
        person = turn.unit.person_of(deleted.channel, deleted.author)
        relay.keep_deleted(turn, ticket, person, deleted)
    else:
        _taken_back(turn, message)


def _taken_back(turn: Turn, message: Message) -> None:
    if message.kind == "message":
        relay.withdraw(turn, message)
    else:
        relay.make_note(turn, message)
    mirror.remove(turn, message)


def _delete(turn: Turn, ticket: Ticket, person: Person, said: Said) -> None:
    """For places where deleting a message is told to nobody: an answer to it asks for the same."""
    message = replies.source_of(turn, said.place, said.reply_to) if said.reply_to else None
    if message is None or message.side != "agent" or message.ticket_id != ticket.id:
        raise Refused("agent-delete-how")
    if not message.author.is_(person):
        ticket.must_speak(person)
    was_sent = message.kind == "message"
    _taken_back(turn, message)
    if was_sent:
        relay.sign(turn, message, None)
    turn.toast = turn.t(turn.agents_language, "agent-deleted")


# ---------------------------------------------------------------- buttons and commands


def _pressed(turn: Turn, thread: Thread, ticket: Ticket, person: Person, pressed: Pressed) -> None:
    match pressed.data.split(":", 3):
        case ["t", number, verb, *rest] if number == str(ticket.id):
            if verb == "more":
                more.offer(turn, thread, ticket, person, pressed)
            else:
                _do(turn, thread, ticket, person, verb, rest[0] if rest else "")
                more.chosen(turn, thread, ticket, pressed, verb)
        case _:
            turn.toast = turn.t(turn.agents_language, "already-answered")


def _commanded(turn: Turn, thread: Thread, ticket: Ticket, person: Person, said: Said) -> None:
    """The same words as the buttons', after a mention of the bot."""
    rest = said.text.strip()
    match said.command:
        case "take":
            _take_or_take_over(turn, thread, ticket, person)
        case "ask" if _is_whisper(rest):
            mirror.keep(turn, ticket, person, said, "note")
        case "ask" if rest:
            ticket.arm_question(person)
            _answered(turn, thread, ticket, person, said)
        case "ask":
            _do(turn, thread, ticket, person, "question", "")
        case "note":
            mirror.keep(turn, ticket, person, said, "note")
        case "status" | "priority" if not rest:
            more.offer(turn, thread, ticket, person, said)
        case "status":
            _set_state(turn, ticket, person, _state_called(turn, rest))
        case "priority":
            _set_priority(turn, ticket, person, rest.lower())
        case "solved":
            closing.ask(turn, ticket, person)
        case "delete":
            _delete(turn, ticket, person, said)
        case "help" | "start":
            raise Refused("slash-commands" if _slash(turn, thread) else "agent-commands", commands=_known(turn, thread))
        case _ if agent_words.take(turn, thread, ticket, person, said):
            pass
        case _:
            mirror.keep(turn, ticket, person, said, "note")
            key = "no-such-slash-command" if _slash(turn, thread) else "no-such-command"
            raise Refused(key, commands=_known(turn, thread))


def _known(turn: Turn, thread: Thread) -> str:
    """The commands as they are written there."""
    return ", ".join(f"{_slash(turn, thread)}{command}" for command in AGENT_COMMANDS)


def _slash(turn: Turn, thread: Thread) -> str:
    """What stands before a command there; nothing where it comes after a mention."""
    return turn.house.command_signs.get(thread.channel, "")


def _do(turn: Turn, thread: Thread, ticket: Ticket, person: Person, verb: str, value: str) -> None:
    match verb:
        case "take":
            ticket.take(person, turn.now)
            taking.taken(turn, ticket, person)
        case "take-over":
            taking.take_over(turn, ticket, person)
        case "send":
            taking.take_and_send(turn, ticket, person)
        case "keep":
            taking.keep_internal(turn, ticket, person)
        case "solved":
            closing.ask(turn, ticket, person)
        case "question":
            ticket.arm_question(person)
            turn.unit.save_ticket(ticket)
            turn.toast = turn.t(turn.agents_language, "next-is-question")
        case "less":
            ticket.must_be_open()
        case "priority":
            _set_priority(turn, ticket, person, value)
        case "state":
            _set_state(turn, ticket, person, value)
        case "move" | "to-team" | "to-kind":
            handing.pressed(turn, thread, ticket, person, verb, value)
        case "reveal":
            reveal.show(turn, thread, ticket, person, value)
        case "token":
            tokens.show(turn, thread, ticket, person)
        case "again":
            reveal.ask_again(turn, ticket, person, value)
        case "reopen":
            taking.reopen(turn, ticket, person)
        case "how":
            agent_words.how(turn, value)
        case _:
            turn.toast = turn.t(turn.agents_language, "already-answered")


def _take_or_take_over(turn: Turn, thread: Thread, ticket: Ticket, person: Person) -> None:
    _do(turn, thread, ticket, person, "take-over" if ticket.taker else "take", "")


def _state_called(turn: Turn, words_: str) -> str:
    """The key of the state that an agent means: a desk's own name for it, or the key itself."""
    meant = words_.casefold()
    for key, state in turn.desk.states.items():
        if any(state.name.in_(language, turn.desk.fallback).casefold() == meant for language in turn.desk.languages):
            return key
    return meant.replace(" ", "_")


def _set_priority(turn: Turn, ticket: Ticket, person: Person, priority: str) -> None:
    ticket.set_priority(priority, person, turn.now)
    shown = turn.t(turn.agents_language, f"priority-{priority}")
    relay.notice(turn, ticket, "thread-priority", name=person.name, priority=shown)
    turn.unit.save_ticket(ticket)
    card.refresh(turn, ticket)


def _set_state(turn: Turn, ticket: Ticket, person: Person, state: str) -> None:
    own = turn.desk.states.get(state)
    plain = own.is_ if own else state
    known = next((one for one in SET_BY_HAND if one == plain), None)
    if known is None:
        raise Refused("state-follows")
    conversation = turn.unit.conversation(ticket.conversation_id)
    ticket.set_state(known, state if own and state != known else None, person, turn.now)
    closing.take_buttons_away(turn, ticket, conversation)
    relay.stop_clock(turn, ticket)
    relay.notice(turn, ticket, "thread-state", name=person.name, state=words.state(turn, ticket, turn.agents_language))
    states.tell(turn, ticket, by_hand=True)
    turn.unit.save_ticket(ticket)
    card.refresh(turn, ticket)
