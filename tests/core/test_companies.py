"""Plain rules about people: which seats are free, how pressing a ticket is, which time zone somebody means."""

from __future__ import annotations

import pytest

from core import zones
from core.desk import Desk
from core.desk_companies import free_seats
from core.people import Member, Person, own_name, plain_name

DESK = Desk.model_validate(
    {
        "name": "Harbour",
        "key": "HRB",
        "teams": {"support": {"name": "Support", "slack": "C0SUPPORT"}},
        "requests": {
            "idea": {"name": "Idea", "team": "support", "form": ["topic"], "priority": "low"},
            "fire": {"name": "Fire", "team": "support", "form": ["topic"], "priority": "urgent", "seats": ["owner"]},
        },
        "plans": {
            "base": {"name": "Base", "seats": {"owner": 1, "member": 2}},
            "gold": {"name": "G", "priority": "high"},
        },
        "company_solved": "everyone",
        "company_list": "owners",
    }
)


@pytest.mark.parametrize(
    ("plan", "taken", "free"),
    [
        ("base", [], ("owner", "member")),
        ("base", ["owner", "member"], ("member",)),
        ("base", ["owner", "member", "member"], ()),
        ("gold", ["member"] * 9, ("member",)),
        (None, ["owner"], ("owner", "admin", "member")),
        ("of a former desk file", [], ("owner", "admin", "member")),
    ],
)
def test_free_seats(plan: str | None, taken: list[str], free: tuple[str, ...]) -> None:
    assert free_seats(DESK, plan, taken) == free


def test_a_plan_raises_a_priority_and_never_lowers_it() -> None:
    given = [("idea", "gold"), ("fire", "gold"), ("idea", "base"), ("idea", None), ("idea", "of a former desk file")]
    assert [DESK.priority(kind, plan) for kind, plan in given] == ["high", "urgent", "normal", "low", "low"]


def test_who_may_ask_and_see_what() -> None:
    owner, plain = (Member(1, "Anna", seat, 1, "Rossi") for seat in ("owner", "member"))
    people = [Person(1, "c", "1", "Anna", member=member) for member in (owner, plain, None)]
    assert [DESK.may_ask("fire", person) for person in people] == [True, False, False]
    assert [DESK.may_ask("idea", person) for person in people] == [True, True, True]
    assert [DESK.shows_company(owner, solved) for solved in (False, True)] == [True, True]
    assert [DESK.shows_company(plain, solved) for solved in (False, True)] == [False, True]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("europe/rome", "Europe/Rome"),
        (" Kyiv ", "Europe/Kyiv"),
        ("new york", "America/New_York"),
        ("x", None),
        ("", None),
    ],
)
def test_a_zone_in_words(said: str, meant: str | None) -> None:
    assert next(iter(zones.called(said)), None) == meant


def test_a_name_hides_nothing() -> None:
    assert plain_name("  Anna\n\u202eBerg\x07 ", 50) == "Anna Berg"
    assert plain_name("x" * 60, 50) == "x" * 49 + "…"
    assert plain_name("An\u200bna\u3164\u2800 \u2028Berg\U000e0041", 50) == "Anna Berg"
    assert plain_name("Zoe\u0308" + "\u0301" * 9, 50) == "Zoe\u0308\u0301"
    assert plain_name("Ann 👩\u200d💻 نام\u200cها", 50) == "Ann 👩\u200d💻 نام\u200cها"
    assert plain_name("\u200d\u2060", 50) == ""


def test_what_stands_in_brackets_behind_a_name_is_the_desks() -> None:
    assert own_name("Anna Berg (agent)", 50) == "Anna Berg [agent]"
    assert own_name("Anna\nBerg （Slack） ❨requester❩", 50) == "Anna Berg [Slack] [requester]"
