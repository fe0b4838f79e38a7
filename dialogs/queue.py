"""What waits: the tickets of a team that nobody has taken, the most pressing first, then in the order they came."""

from __future__ import annotations

from babel.dates import format_timedelta

from core.commands import AGENT_HOME_COMMANDS
from core.conversation import Conversation, Thread
from core.messages import Said, Target, Whisper
from core.people import Person
from core.text import Text, bold, lines, text
from core.ticket import Ticket
from dialogs.turn import Turn

WORD, *_ = AGENT_HOME_COMMANDS

LISTED = 20


def in_thread(turn: Turn, thread: Thread, ticket: Ticket, person: Person) -> None:
    """The queue of the ticket's team, to the one who asked."""
    _show(turn, thread, person, [ticket.team])


def in_home(turn: Turn, asked: Said) -> None:
    """The same where no ticket is, in a team's place itself; words to anything else there are none of our business."""
    teams = [team for team in turn.desk.teams if (asked.channel, asked.place) in turn.house.homes(team)]
    if asked.command != WORD or not teams:
        return
    person = turn.unit.person_of(asked.channel, asked.author)
    home = turn.unit.conversation_of(asked.channel, asked.place, person)
    about = Target(message=asked.message)
    if asked.member:
        _show(turn, home, person, teams, about)
    else:
        refused = text(turn.t(turn.agents_language, "no-agent"))
        turn.send(home, Whisper(person.platform_id, refused, reply_to=about), "refusal", rank=1)


def _show(turn: Turn, to: Conversation | Thread, person: Person, teams: list[str], about: Target | None = None) -> None:
    untaken = turn.unit.untaken(teams, LISTED + 1)
    rows: list[Text | str] = [turn.t(turn.agents_language, "queue-head" if untaken else "queue-empty")]
    rows += [_row(turn, ticket) for ticket in untaken[:LISTED]]
    if len(untaken) > LISTED:
        rows.append(turn.t(turn.agents_language, "queue-more", count=LISTED))
    turn.send(to, Whisper(person.platform_id, lines(rows), reply_to=about), "queue", rank=1)


def _row(turn: Turn, ticket: Ticket) -> Text:
    language = turn.agents_language
    member = turn.unit.person(ticket.requester_id).member
    parts = [
        ticket.topic,
        format_timedelta(turn.now - ticket.created_at, locale=language),
        member.company if member else None,
        turn.t(language, f"priority-{ticket.priority}") if ticket.priority != "normal" else None,
    ]
    return text(bold(ticket.reference), *(f" · {part}" for part in parts if part))
