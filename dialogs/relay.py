"""Words carried from one side of a ticket to the other: copies, their edits, their withdrawal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from core.conversation import Conversation, Message, Thread
from core.files import kept_files
from core.marks import Marks, shown
from core.messages import (
    Change,
    Deleted,
    Delivery,
    Edited,
    KeptFile,
    React,
    Remove,
    Said,
    Say,
    Sign,
    Target,
)
from core.people import Person, plain_name
from core.text import Text, italic, lines, strike, text
from core.ticket import Ticket
from dialogs import albums, card, forwarding, losses, parts, replies, targets
from dialogs.turn import Turn
from dialogs.words import one_line

LONGEST_NAME = 50
"""Characters of a requester's name in a thread: with the word that says what they are it fits where names are cut."""


def keep(turn: Turn, ticket: Ticket, author: Person, said: Said, side: Any, kind: Any) -> Message:
    """What was said, as a message of the ticket. Files that could not be had are left out: others speak of them."""
    files = kept_files(said.files, said.message, said.text) if said.album else kept_files(said.files)
    if side == "agent" and (early := turn.unit.message_at(said.place, said.message)):
        early.kind, early.at, early.files = kind, said.at, files  # its words are those of the edit that came before it
        early.former[0][0] = said.text
        turn.unit.save_message(early)
        return early
    message = _add(turn, ticket, author, said, said.text, side, kind, files, said.marks)
    if said.album:
        turn.unit.begin_album(message, said.album)
    return message


def keep_early(turn: Turn, ticket: Ticket, author: Person, edited: Edited, *, internal: bool) -> None:
    """An edit of what an agent wrote has overtaken it: remembered until it comes, so that what was put right does not go
    out as it was. What was made internal needs nothing more."""
    early = _add(turn, ticket, author, edited, "", "agent", "note" if internal else "early", ())
    early.reword(edited.text, edited.at, edited.marks)


def keep_deleted(turn: Turn, ticket: Ticket, author: Person, deleted: Deleted) -> None:
    """A deletion of what an agent wrote has overtaken it: it will not be looked at when it comes."""
    _add(turn, ticket, author, deleted, "", "agent", "note", ())


def _add(
    turn: Turn,
    ticket: Ticket,
    author: Person,
    update: Said | Edited | Deleted,
    words: str,
    side: Any,
    kind: Any,
    files: tuple[KeptFile, ...],
    marks: Marks = (),
) -> Message:
    message = Message(
        id=turn.unit.new_id(),
        ticket_id=ticket.id,
        author=author,
        side=side,
        kind=kind,
        at=update.at,
        text=words,
        channel=update.channel,
        place=update.place,
        source=update.message,
        files=files,
        marks=marks,
        forwarded=update.forwarded if isinstance(update, Said) else "",
    )
    turn.unit.add_message(message)
    return message


# ---------------------------------------------------------------- to the agents


def hear(turn: Turn, conversation: Conversation, ticket: Ticket, said: Said) -> None:
    """The requester's words go into every thread of the ticket; a ticket that waited for them comes back."""
    person = conversation.person
    message = keep(turn, ticket, person, said, "requester", "message")
    changed = ticket.hear(person, turn.now)
    if ticket.details.nameless and said.text.strip():
        ticket.begin_with(one_line(said.text))
        changed = True
    if ticket.state == "waiting_for_confirmation":
        start_clock(turn, ticket)
    to_threads(turn, ticket, message, said)
    losses.tell(turn, conversation, ticket, said.files)
    targets.tell_if_closed(turn, conversation, ticket)
    turn.unit.save_ticket(ticket)
    if changed:
        card.refresh(turn, ticket)


def hear_more(turn: Turn, conversation: Conversation, said: Said) -> bool:
    """Whether it is a further part of an album that is in a ticket already; then it is there now, too."""
    begun = albums.begun(turn, said)
    if begun is None:
        return False
    albums.join(turn, begun, said)
    losses.tell(turn, conversation, turn.unit.ticket(begun.ticket_id), said.files)
    return True


def start_clock(turn: Turn, ticket: Ticket) -> None:
    """Silence counts from now: reminded after `remind_after`, closed after `close_after`."""
    turn.unit.set_timer("remind", ticket, turn.now + turn.desk.confirmation.remind_after)
    turn.unit.set_timer("close", ticket, turn.now + turn.desk.confirmation.close_after)


def stop_clock(turn: Turn, ticket: Ticket) -> None:
    """Nobody waits for the requester's word any more."""
    turn.unit.drop_timers(ticket, ("remind", "close"))


def to_threads(turn: Turn, ticket: Ticket, message: Message, said: Said | None = None) -> None:
    """Copies a requester's message into the threads under their name. `said`: what may be a reply to something there."""
    author = requester_name(turn, message.author)
    for thread in turn.unit.threads_of(ticket):
        reply_to, quote = replies.reply(turn, thread, said) if said else (None, "")
        copy(turn, thread, ticket, message, author, reply_to=reply_to, quote=quote)
    losses.tell_too_big(turn, ticket, message.author, message.files, turn.unit.threads_of(ticket))
    losses.tell_adapted(turn, ticket, message.files)


def repeat(turn: Turn, ticket: Ticket, thread: Thread, message: Message) -> None:
    """What was said before, for a thread that is new. A requester's words there are a copy like the first one: they change
    with the message. An agent's are only shown: their own copy is the requester's."""
    if message.side == "requester":
        copy(turn, thread, ticket, message, requester_name(turn, message.author))
        return
    body, author = forwarding.body(turn, thread, message), agent_name(message.author)
    for act in parts.acts(body, message.files, author, parts.carries(turn, thread)):
        turn.send(thread, act, "history", ticket=ticket, rank=1)


def drop_held(turn: Turn, ticket: Ticket) -> None:
    """Words that waited for *Take and send* stay internal, and the offer goes."""
    for message in turn.unit.messages_of(ticket, "held"):
        make_note(turn, message)
    ticket.details.held = {}
    if ticket.details.offer:
        offer = turn.unit.delivery(ticket.details.offer)
        gone = Change(Target(delivery=offer.id))
        turn.send(turn.unit.thread(int(offer.lane[1:])), gone, "tidy", ticket=ticket, rank=1)
        ticket.details.offer = None


def requester_name(turn: Turn, person: Person) -> str:
    """How agents see a requester's words signed: never to be taken for a colleague's."""
    return turn.t(turn.agents_language, "requester-name", name=plain_name(person.in_full, LONGEST_NAME))


def agent_name(person: Person) -> str:
    """How an agent's words are signed."""
    return plain_name(person.name, LONGEST_NAME)


def notice(turn: Turn, ticket: Ticket, key: str, **words: str | int) -> None:
    """A line of the desk's own in every thread of the ticket."""
    for thread in turn.unit.threads_of(ticket):
        line = text(italic(turn.t(turn.agents_language, key, **words)))
        turn.send(thread, Say(line), "notice", ticket=ticket)


def tell_requester(turn: Turn, ticket: Ticket, key: str, *, rank: int = 2, **words: str) -> None:
    """A line of the desk's own to whoever asked."""
    conversation = turn.unit.conversation(ticket.conversation_id)
    line = text(turn.t(conversation.person, key, reference=ticket.reference, **words))
    turn.send(conversation, Say(line), "notice", ticket=ticket, rank=rank)


# ---------------------------------------------------------------- to the requester


def answer(turn: Turn, ticket: Ticket, message: Message, reply_to: Target | None = None, quote: str = "") -> None:
    """The taker's message reaches the requester, signed with the taker's name."""
    before = ticket.state, ticket.answered
    ticket.answer(message.author, message.id, turn.now)
    message.kind = "message"
    turn.unit.save_message(message)
    send_again(turn, ticket, message, reply_to, quote)
    losses.tell_adapted(turn, ticket, message.files)
    turn.unit.save_ticket(ticket)
    if (ticket.state, ticket.answered) != before:
        card.refresh(turn, ticket)


def send_again(turn: Turn, ticket: Ticket, message: Message, reply_to: Target | None = None, quote: str = "") -> None:
    """Copies an agent's message into the requester's conversation."""
    conversation = turn.unit.conversation(ticket.conversation_id)
    author = agent_name(message.author)
    if not copy(turn, conversation, ticket, message, author, reply_to=reply_to, quote=quote):
        sign(turn, message, "failed")
    losses.tell_too_big(turn, ticket, message.author, message.files, [conversation])


# ---------------------------------------------------------------- copies


def copy(
    turn: Turn,
    to: Conversation | Thread,
    ticket: Ticket,
    message: Message,
    author: str,
    purpose: str = "relay",
    reply_to: Target | None = None,
    quote: str = "",
) -> bool:
    """Sends a message's words and files to another place, under this name; the first of them hangs on `reply_to`, at what is
    quoted of it. What begins an album waits a moment for the rest of it. Returns whether anything of it can go there."""
    delay = albums.patience(turn, message)
    acts = parts.acts(forwarding.body(turn, to, message), message.files, author, parts.carries(turn, to))
    for number, act in enumerate(acts):
        if number == 0 and (reply_to or quote):
            act = replace(act, reply_to=reply_to, quote=quote)
        turn.send(to, act, purpose, ticket=ticket, message=message.id, part=number, rank=0, delay=delay)
    return bool(acts)


def edit(turn: Turn, message: Message, words: str, at: datetime | None = None, marks: Marks = ()) -> None:
    """The writer changed their words, at that time (None: now): so do the copies. What agents read keeps the first and the
    last of the former wordings in sight. An edit older than the last one changes nothing."""
    before = message.text, message.marks
    if not message.reword(words, at or turn.now, marks):
        return
    turn.unit.save_message(message)
    if message.kind != "message" or (words, marks) == before:
        return
    copies = turn.unit.copies_of(message)
    if not copies and not turn.unit.failed_copies(message):
        pass_on_late(turn, message)
        return
    body = shown(words, marks)
    if message.side == "requester":
        label = italic(turn.t(turn.agents_language, "edited-before"))
        former = [earlier for earlier, _ in message.former if earlier and earlier != words]
        body = lines(
            [body, *(text(label, " ", strike(earlier)) for earlier in dict.fromkeys(former[:1] + former[-1:]))]
        )
        author = requester_name(turn, message.author)
    else:
        author = agent_name(message.author)
    for sending in sendings(followed(turn, copies)):
        _change_copies(turn, message, sending, body, author)
    _tell_twice_sent(turn, message, copies)


def followed(turn: Turn, copies: Sequence[Delivery]) -> list[Delivery]:
    """Those that change with their message: not the copies in a thread that its ticket has left."""
    return [copy for copy in copies if not (copy.home and turn.unit.thread(int(copy.lane[1:])).moved)]


def pass_on_late(turn: Turn, message: Message) -> None:
    """What had nothing that could be passed on (a file too big, without words) has been given words."""
    ticket = turn.unit.ticket(message.ticket_id)
    if message.side == "requester":
        to_threads(turn, ticket, message)
    else:
        answer(turn, ticket, message)


def _change_copies(turn: Turn, message: Message, copies: list[Delivery], body: Text, author: str) -> None:
    """Brings one sending's copies to these words. One that has not gone out yet goes out with them at once."""
    ticket = turn.unit.ticket(message.ticket_id)
    to = where(turn, copies[0])
    bearers = parts.bearers(copies)
    bodies = parts.fitted(body, bearers, parts.carries(turn, to))
    for copy, words in parts.paired(bearers, bodies):
        if not words and not parts.files_of(copy):
            take_away(turn, to, message, copy)
        elif not turn.unit.reword(copy, parts.with_words(copy, words)):
            change = parts.change(copy, words, author)
            turn.send(to, change, "edit", ticket=ticket, message=message.id, rank=0, merge=f"edit{copy.id}")
    for number, words in enumerate(bodies[len(bearers) :], start=copies[-1].part + 1):
        more = Say(words, author=author)
        turn.send(to, more, "relay", ticket=ticket, message=message.id, part=number, rank=0)


def withdraw(turn: Turn, message: Message) -> None:
    """Takes an agent's message back: its copies go, the message stays as a note."""
    ticket = turn.unit.ticket(message.ticket_id)
    copies = turn.unit.copies_of(message)
    taken = [copy for copy in copies if take_away(turn, where(turn, copy), message, copy)]
    _tell_twice_sent(turn, message, taken)
    make_note(turn, message)
    if ticket.details.last_answer == message.id:
        ticket.details.last_answer = None
        turn.unit.save_ticket(ticket)


def make_note(turn: Turn, message: Message) -> None:
    """Only agents see it, and nothing makes it go out any more."""
    message.kind = "note"
    turn.unit.save_message(message)


def take_away(turn: Turn, to: Conversation | Thread, message: Message, copy: Delivery) -> bool:
    """A copy that has not gone out never will; any other is removed, which is returned as True. One that may have arrived
    can't be: the agents hear of it."""
    ticket = turn.unit.ticket(message.ticket_id)
    if turn.unit.take_back(copy):
        if copy.doubted:
            notice(turn, ticket, "thread-maybe-seen", requester=turn.unit.person(ticket.requester_id).name)
        return False
    gone = Remove(Target(delivery=copy.id))
    turn.send(to, gone, "removal", ticket=ticket, message=message.id, rank=0)
    return True


def _tell_twice_sent(turn: Turn, message: Message, copies: Sequence[Delivery]) -> None:
    """A copy that was sent again is known by its second sending only; what the first one may have left can't be reached."""
    if message.side == "agent" and any(copy.doubted for copy in copies):
        ticket = turn.unit.ticket(message.ticket_id)
        notice(turn, ticket, "thread-first-copy-stays", requester=turn.unit.person(ticket.requester_id).name)


def sign(turn: Turn, message: Message, what: Sign | None, *, first: bool = False) -> None:
    """Puts the fate's sign on the message itself, where its writer sees it; None takes it off. `first`: there is none yet."""
    thread = thread_of(turn, message)
    if thread:
        react = React(Target(message=message.source), what, first)
        turn.send(thread, react, "sign", merge=f"sign{message.id}")


def thread_of(turn: Turn, message: Message) -> Thread | None:
    """The thread an agent's message belongs to: where it stands, also when its ticket has left that; or the one that was made
    in that one's stead."""
    threads = turn.unit.threads_of(turn.unit.ticket(message.ticket_id))
    here = next(
        (thread for thread in threads if (thread.channel, thread.place) == (message.channel, message.place)), None
    )
    return (
        here
        or turn.unit.thread_at(message.channel, message.place)
        or next((thread for thread in threads if thread.channel == message.channel), None)
    )


def where(turn: Turn, copy: Delivery) -> Conversation | Thread:
    """The place that a copy went to, or is to go to."""
    owner = int(copy.lane[1:])
    return turn.unit.thread(owner) if copy.home else turn.unit.conversation(owner)


def sendings(copies: Sequence[Delivery]) -> list[list[Delivery]]:
    """The copies as they went out together: into one lane, a first part beginning each sending anew."""
    lanes: dict[str, list[list[Delivery]]] = {}
    for copy in copies:
        sendings = lanes.setdefault(copy.lane, [])
        if not sendings or copy.part <= sendings[-1][-1].part:
            sendings.append([])
        sendings[-1].append(copy)
    return [sending for sendings in lanes.values() for sending in sendings]
