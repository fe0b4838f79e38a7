"""Which reactions stand on a message, and what of it is new to the other side."""

from __future__ import annotations

from core.people import Person
from core.reactions import MOST, Shown, put, who
from core.ticket_record import Details

ANNA, BRUNO = Person(1, "slack", "U1", "Anna"), Person(2, "slack", "U2", "Bruno")


def test_the_last_one_stands_at_the_end_and_each_side_for_itself() -> None:
    details = Details()
    assert put(details, 7, "agent", ANNA, ("👍",), ()) == Shown(("👍",), ("👍",), ())
    assert put(details, 7, "agent", ANNA, ("🎉",), ()) == Shown(("👍", "🎉"), ("🎉",), ())
    assert put(details, 7, "requester", BRUNO, ("👀",), ()) == Shown(("👀",), ("👀",), ())
    assert put(details, 7, "agent", ANNA, ("❤",), ("👍",)) == Shown(("🎉", "❤"), ("❤",), ("👍",))
    assert who(details, 7, "❤") == "Anna"


def test_what_somebody_else_put_there_too_stays_until_both_take_it_off() -> None:
    details = Details()
    put(details, 7, "agent", ANNA, ("👍",), ())
    assert put(details, 7, "agent", BRUNO, ("👍",), ()) is None
    assert put(details, 7, "agent", ANNA, (), ("👍",)) is None
    assert who(details, 7, "👍") == "Bruno"
    assert put(details, 7, "agent", BRUNO, (), ("👍",)) == Shown((), (), ("👍",))
    assert put(details, 7, "agent", BRUNO, (), ("👍",)) is None
    assert details.reactions == {}


def test_only_the_messages_reacted_to_last_are_remembered() -> None:
    details = Details()
    for message in range(MOST + 5):
        put(details, message, "agent", ANNA, ("👍",), ())
    assert (len(details.reactions), who(details, 4, "👍")) == (MOST, None)
