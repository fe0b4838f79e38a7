"""A ticket changes hands: who may, and what stays."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from core.errors import Refused
from core.people import Person
from core.ticket import Ticket

NOW = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
ANNA, BRUNO = (Person(id, "slack", f"U{id}", name) for id, name in ((1, "Anna"), (2, "Bruno")))


def a_ticket() -> Ticket:
    return Ticket(7, "HRB-7", "question", "support", "Printer", 3, 4, NOW)


def test_who_is_given_a_ticket_has_it_and_alone_speaks() -> None:
    ticket = a_ticket()
    ticket.assign(BRUNO, True, ANNA, NOW)
    assert (ticket.taker, ticket.state) == (BRUNO, "taken")
    with pytest.raises(Refused, match="not-the-taker"):
        ticket.must_speak(ANNA)
    ticket.arm_question(BRUNO)
    ticket.assign(ANNA, True, BRUNO, NOW)
    assert (ticket.taker, ticket.details.asking) == (ANNA, False)
    assert [event.name for event in ticket.events] == ["assigned", "assigned"]


def test_nobody_else_than_an_agent_of_the_team_is_given_it() -> None:
    ticket = a_ticket()
    with pytest.raises(Refused, match="assign-no-agent"):
        ticket.assign(BRUNO, False, ANNA, NOW)
    ticket.take(ANNA, NOW)
    with pytest.raises(Refused, match="already-taken"):
        ticket.assign(ANNA, True, ANNA, NOW)
    assert ticket.taker == ANNA


def test_in_another_team_nobody_has_taken_it_and_its_time_runs_on() -> None:
    ticket = a_ticket()
    ticket.take(ANNA, NOW)
    ticket.solve(ANNA, NOW)
    ticket.move_team("sales", ANNA, NOW)
    assert (ticket.team, ticket.taker, ticket.state) == ("sales", None, "new")
    assert ticket.details.pauses == [[NOW.isoformat(), NOW.isoformat()]]
    with pytest.raises(Refused, match="moved-already"):
        ticket.move_team("sales", ANNA, NOW)
    with pytest.raises(Refused, match="already-answered"):
        ticket.confirm(1, NOW, Person(3, "telegram", "9", "Ann"))


def test_another_kind_changes_nothing_else() -> None:
    ticket = a_ticket()
    ticket.take(ANNA, NOW)
    ticket.move_kind("defect", BRUNO, NOW)
    assert (ticket.kind, ticket.taker, ticket.state) == ("defect", ANNA, "taken")


def test_a_closed_ticket_stays_where_it_is() -> None:
    ticket = a_ticket()
    ticket.take(ANNA, NOW)
    ticket.confirm(ticket.solve(ANNA, NOW), NOW, Person(3, "telegram", "9", "Ann"))
    for move in (
        lambda: ticket.move_team("sales", ANNA, NOW),
        lambda: ticket.move_kind("defect", ANNA, NOW),
        lambda: ticket.assign(BRUNO, True, ANNA, NOW),
    ):
        with pytest.raises(Refused, match="is-closed"):
            move()


def test_only_its_requester_is_heard_and_brings_it_back() -> None:
    ticket, ann, colleague = a_ticket(), Person(3, "telegram", "9", "Ann"), Person(5, "telegram", "11", "Carlo")
    ticket.take(ANNA, NOW)
    with pytest.raises(Refused, match="no-such-ticket"):
        ticket.hear(colleague, NOW)
    assert ticket.details.since_answer == 0
    ticket.confirm(ticket.solve(ANNA, NOW), NOW, ann)
    with pytest.raises(Refused, match="no-such-ticket"):
        ticket.reopen(NOW, colleague)
    ticket.reopen(NOW, ann)
    assert ticket.state == "in_progress"
