"""A ticket changes hands: it is given to a colleague, or moved to another team or kind of request."""

from __future__ import annotations

from collections.abc import Callable

from core.conversation import Message, Thread
from core.errors import Refused
from core.messages import Button, Change, Named, Pressed, Rows, Said, Say, Target, Whisper
from core.people import Person
from core.text import Text, italic, mention, text
from core.ticket import Ticket
from dialogs import card, closing, mail, quote, relay, submit, taking, words
from dialogs.turn import Turn

SO_FAR = 20
"""Messages of the conversation so far that the new team's thread begins with."""


# ---------------------------------------------------------------- to a colleague


def assign(turn: Turn, ticket: Ticket, by: Person, named: tuple[Named, ...]) -> None:
    """Who is named has the ticket now, and is told in the thread."""
    if len(named) != 1:
        raise Refused("assign-whom")
    to = turn.unit.person_of(by.channel, named[0].author)
    ticket.assign(to, named[0].member, by, turn.now)
    taking.close_offer(turn, ticket, "offer-was-taken", name=to.name)
    for thread in turn.unit.threads_of(ticket):
        who: Text = (mention(to.platform_id, to.name),) if thread.channel == to.channel else text(to.name)
        told = turn.t(turn.agents_language, "thread-assigned", name=by.name)
        turn.send(thread, Say(text(who, " ", italic(told))), "notice", ticket=ticket)
    relay.tell_requester(turn, ticket, "taken", rank=1, name=to.name)
    turn.unit.save_ticket(ticket)
    card.refresh(turn, ticket)


# ---------------------------------------------------------------- to another team or kind


def button(turn: Turn, ticket: Ticket) -> Rows:
    """What *More* offers where there is somewhere to move a ticket to."""
    if not (_teams(turn, ticket) or _kinds(turn, ticket)):
        return ()
    return ((turn.button(turn.agents_language, "move", f"t:{ticket.id}:move"),),)


def offer(turn: Turn, thread: Thread, ticket: Ticket, person: Person) -> None:
    """Where it can go, to the one who asked: the other teams, then the other kinds of request."""
    ticket.must_be_open()
    language = turn.agents_language
    teams = [Button(words.team(turn, key, language), f"t:{ticket.id}:to-team:{key}") for key in _teams(turn, ticket)]
    kinds = [Button(words.kind(turn, key, language), f"t:{ticket.id}:to-kind:{key}") for key in _kinds(turn, ticket)]
    if not teams and not kinds:
        raise Refused("move-nowhere")
    where = text(turn.t(language, "move-where", reference=ticket.reference))
    rows = tuple((one,) for one in (*teams, *kinds))
    turn.send(thread, Whisper(person.platform_id, where, rows), "more", ticket=ticket, rank=1)


def pressed(turn: Turn, thread: Thread, ticket: Ticket, by: Person, verb: str, value: str) -> None:
    """*Move*, or one of the places that it offered."""
    if verb == "to-team":
        to_team(turn, ticket, by, value)
    elif verb == "to-kind":
        to_kind(turn, ticket, by, value)
    else:
        offer(turn, thread, ticket, by)


def move(turn: Turn, ticket: Ticket, by: Person, where: str) -> None:
    """To the team, or else the kind of request, of this name or key. A name of neither is refused with the choices."""
    if team := _called(turn, where, _teams(turn, ticket), words.team):
        to_team(turn, ticket, by, team)
    elif kind := _called(turn, where, _kinds(turn, ticket), words.kind):
        to_kind(turn, ticket, by, kind)
    else:
        language = turn.agents_language
        teams = [words.team(turn, key, language) for key in _teams(turn, ticket)]
        kinds = [words.kind(turn, key, language) for key in _kinds(turn, ticket)]
        raise Refused("move-unknown", choices=", ".join((*teams, *kinds)) or "–")


def to_kind(turn: Turn, ticket: Ticket, by: Person, kind: str) -> None:
    """It is another kind of request; one of another team goes there too."""
    if kind not in _kinds(turn, ticket):
        raise Refused("moved-already")
    ticket.move_kind(kind, by, turn.now)
    name = words.kind(turn, kind, turn.agents_language)
    relay.notice(turn, ticket, "thread-kind", name=by.name, kind=name)
    reader = turn.language_of(turn.unit.person(ticket.requester_id))
    relay.tell_requester(turn, ticket, "moved-kind", rank=1, kind=words.kind(turn, kind, reader))
    turn.unit.save_ticket(ticket)
    team = turn.desk.requests[kind].team
    if team != ticket.team and team in _teams(turn, ticket):
        to_team(turn, ticket, by, team)
    else:
        card.refresh(turn, ticket)


def to_team(turn: Turn, ticket: Ticket, by: Person, team: str) -> None:
    """A new thread with all that was said; the one it leaves says where it went, and passes nothing on from now on."""
    if team not in _teams(turn, ticket):
        raise Refused("moved-already")
    conversation = turn.unit.conversation(ticket.conversation_id)
    closing.take_buttons_away(turn, ticket, conversation)
    relay.stop_clock(turn, ticket)
    relay.drop_held(turn, ticket)
    quote.leave_behind(turn, ticket)
    ticket.move_team(team, by, turn.now)
    for thread in turn.unit.threads_of(ticket):
        _leave(turn, ticket, thread, by)
    submit.open_threads(turn, ticket)
    for message in _so_far(turn, ticket):
        for thread in turn.unit.threads_of(ticket):
            relay.repeat(turn, ticket, thread, message)
    relay.notice(turn, ticket, "thread-came", name=by.name)
    mail.came(turn, ticket, conversation)
    reader = turn.language_of(conversation.person)
    relay.tell_requester(turn, ticket, "moved-team", rank=1, team=words.team(turn, team, reader))
    turn.unit.save_ticket(ticket)
    card.refresh(turn, ticket)


def point(turn: Turn, thread: Thread, ticket: Ticket, person: Person, update: Said | Pressed) -> None:
    """Whoever still writes or presses in a thread that its ticket has left hears where it is; their words stay there."""
    team = words.team(turn, ticket.team, turn.agents_language)
    told = turn.t(turn.agents_language, "moved-away", reference=ticket.reference, team=team)
    if isinstance(update, Said):
        relay.keep(turn, ticket, person, update, "agent", "note")
        turn.send(thread, Whisper(person.platform_id, text(told)), "refusal", ticket=ticket)
    else:
        turn.toast = told


def _leave(turn: Turn, ticket: Ticket, thread: Thread, by: Person) -> None:
    language = turn.agents_language
    team = words.team(turn, ticket.team, language)
    if thread.card:
        face = card.left(turn, ticket, team)
        turn.send(thread, Change(Target(delivery=thread.card), face), "refresh", ticket=ticket, merge="card")
    gone = italic(turn.t(language, "thread-moved", name=by.name, team=team))
    turn.send(thread, Say(text(gone)), "notice", ticket=ticket)
    thread.moved = True
    turn.unit.save_thread(thread)


def _so_far(turn: Turn, ticket: Ticket) -> list[Message]:
    """The last messages of both sides, oldest first."""
    return turn.unit.messages_of(ticket, "message")[-SO_FAR:]


def _teams(turn: Turn, ticket: Ticket) -> list[str]:
    """The other teams that can answer."""
    return [key for key in turn.desk.teams if key != ticket.team and turn.house.homes(key)]


def _kinds(turn: Turn, ticket: Ticket) -> list[str]:
    """The other kinds of request that somebody asks in words."""
    return [key for key, kind in turn.desk.requests.items() if key != ticket.kind and not kind.makes]


def _called(turn: Turn, said: str, keys: list[str], name: Callable[[Turn, str, str], str]) -> str | None:
    meant = said.strip().casefold()
    for key in keys:
        if meant in (key.casefold(), *(name(turn, key, language).casefold() for language in turn.desk.languages)):
            return key
    return None
