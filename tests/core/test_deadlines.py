"""What is due of a ticket: by its priority, without the time in which the requester has the word."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from core.deadlines import deadlines
from core.desk import Desk
from core.people import Person
from core.ticket import Ticket
from core.working_time import Calendar

DESK = Desk.model_validate(
    {
        "name": "Small",
        "key": "SM",
        "timezone": "Europe/Kyiv",
        "teams": {"us": {"name": "Us", "email": "us@small.example"}},
        "requests": {"ask": {"name": "Ask", "team": "us", "form": ["topic"]}},
        "hours": {"mon-fri": "09:00-18:00"},
        "targets": {"first_reply": {"normal": "2d", "high": "30m"}, "solution": {"normal": "1w"}},
    }
)
CALENDAR = Calendar(DESK.hours, DESK.timezone)
ANNA = Person(1, "slack", "U1", "Anna")
ANN = Person(2, "telegram", "2", "Ann")


def at(said: str) -> datetime:
    """`23 15:00` in November 2026 in Kyiv; the 23rd is a Monday."""
    return datetime.strptime(f"2026-11-{said}", "%Y-%m-%d %H:%M").replace(tzinfo=ZoneInfo("Europe/Kyiv"))


def ticket(since: str = "23 15:00") -> Ticket:
    return Ticket(3, "SM-1", "ask", "us", "Topic", ANN.id, 4, at(since))


def due(of: Ticket) -> dict[str, str]:
    found = deadlines(of, DESK, CALENDAR)
    return {kind: f"{one.due.astimezone(CALENDAR.zone):%d %H:%M}" for kind, one in found.items() if kind != "stale"}


def test_a_new_ticket_has_an_answer_and_a_solution_due_and_may_grow_stale() -> None:
    one = ticket()
    assert due(one) == {"first_reply": "25 15:00", "solution": "30 15:00"}
    found = deadlines(one, DESK, CALENDAR)
    assert found["stale"].due == one.created_at + timedelta(days=60)
    assert found["first_reply"].warn == at("25 10:30")  # three quarters of eighteen hours


def test_the_priority_decides_and_one_without_a_target_has_none() -> None:
    one = ticket()
    one.set_priority("high", ANNA, at("23 16:00"))
    assert due(one) == {"first_reply": "23 15:30"}
    assert deadlines(one, DESK, CALENDAR)["first_reply"].warn is None  # too short for one
    one.set_priority("urgent", ANNA, at("23 16:00"))
    assert due(one) == {}


def test_the_first_answer_meets_its_target_and_taking_alone_does_not() -> None:
    one = ticket()
    one.take(ANNA, at("23 16:00"))
    assert [*deadlines(one, DESK, CALENDAR)] == ["first_reply", "solution"]
    one.answer(ANNA, 7, at("23 17:00"))
    assert due(one) == {"solution": "30 15:00"}


def test_time_in_which_the_requester_has_the_word_does_not_count() -> None:
    one = ticket()
    one.take(ANNA, at("23 16:00"))
    one.ask(ANNA, 7, at("23 17:00"))
    assert due(one) == {}
    one.hear(ANN, at("25 10:00"))  # after an hour, nine and one
    assert due(one) == {"solution": "01 17:00"}
    one.solve(ANNA, at("25 12:00"))
    assert due(one) == {}
    one.deny(1, at("25 13:00"), ANN)
    assert due(one) == {"solution": "01 18:00"}


def test_a_closed_ticket_has_nothing_due_and_goes_on_when_it_is_open_again() -> None:
    one = ticket()
    one.take(ANNA, at("23 16:00"))
    one.solve(ANNA, at("23 17:00"))
    one.confirm(1, at("23 18:00"), ANN)
    assert due(one) == {}
    one.reopen(at("27 17:00"), ANN)
    assert due(one) == {"solution": "04 15:00"}


def test_growing_stale_raises_the_priority_by_one_step_once() -> None:
    one = ticket()
    assert one.grow_stale(at("30 15:00"))
    assert (one.priority, one.events[-1].name, one.events[-1].data) == ("high", "went_stale", {"priority": "high"})
    assert not one.grow_stale(at("30 16:00"))
    pressing = ticket()
    pressing.priority = "urgent"
    assert pressing.grow_stale(at("30 15:00"))
    assert pressing.priority == "urgent"
    taken = ticket()
    taken.take(ANNA, at("24 15:00"))
    assert not taken.grow_stale(at("30 15:00"))


def test_one_that_was_taken_and_moved_grows_stale_from_then_on() -> None:
    one = ticket()
    one.move_team("them", ANNA, at("24 12:00"))
    assert deadlines(one, DESK, CALENDAR)["stale"].due == one.created_at + timedelta(days=60)
    one.take(ANNA, at("25 12:00"))
    one.move_team("us", ANNA, at("26 12:00"))
    assert deadlines(one, DESK, CALENDAR)["stale"].due == at("26 12:00") + timedelta(days=60)
