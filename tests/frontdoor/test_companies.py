"""`frontdoor companies`: a list of people brought in whole, or not at all."""

# ruff: noqa: E501  (a finding is one line, and stays one here, so that it can be searched for)

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from frontdoor.cli import main
from tests.conftest import Ground

DESK = """
name: Harbour
key: HRB
languages: [it, en]
teams: {support: {name: Support, slack: C0SUPPORT}}
requests: {question: {name: A question, team: support, form: [topic]}}
plans:
  base: {name: Base, seats: {owner: 1}}
  premium: {name: {it: Premio, en: Premium}, seats: {owner: 1, admin: 1}, priority: high}
"""
HEAD = "company,plan,name,seat,telegram,slack,email,language\n"
ROSSI = "Rossi srl,premium,Anna Rossi,owner,@Anna_Rossi,,anna@rossi.example,it\n"
NERI = "Rossi srl,,Marco Neri,admin,555,U0MARCO,marco@rossi.example,it\n"
VERDI = "Verdi snc,base,Ugo Verdi,owner,777,,,\n"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ground: Ground) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, value in {**ground.environ, "FRONTDOOR_DESK": "desk.yml"}.items():
        monkeypatch.setenv(name, value)
    (tmp_path / "desk.yml").write_text(DESK)
    return tmp_path


def imported(content: str | bytes) -> Result:
    Path("people.csv").write_bytes(content if isinstance(content, bytes) else content.encode())
    return CliRunner().invoke(main, ["companies", "import", "people.csv"])


def findings(content: str | bytes) -> list[str]:
    said = imported(content)
    assert said.exit_code == 1
    *lines, last = said.output.splitlines()
    assert last.startswith("Nothing was imported")
    return [line.removeprefix("people.csv:") for line in lines]


def kept() -> dict[str, Any]:
    said = CliRunner().invoke(main, ["companies", "list", "--json"])
    assert said.exit_code == 0
    return {one["company"]: one for one in json.loads(said.output)}


def seats(company: str) -> dict[str, str]:
    return {one["name"]: one["seat"] for one in kept()[company]["people"]}


def test_a_list_comes_in_and_a_second_one_changes_it() -> None:
    first = imported(HEAD + ROSSI + NERI + VERDI)
    assert first.output == "2 companies (2 new), 3 people: 3 new, 0 changed, 0 as before.\n"
    assert kept()["Rossi srl"]["plan"] == "premium"
    assert kept()["Rossi srl"]["people"][0] == {
        "name": "Anna Rossi",
        "seat": "owner",
        "telegram": "@anna_rossi",
        "email": "anna@rossi.example",
        "language": "it",
        "seen_on": [],
    }
    # as spreadsheets write it: a byte order mark, semicolons, CRLF, the plan's own name, a quoted name over two lines
    again = '\ufeffCompany;Seat;Name;Telegram;Plan\r\nrossi SRL;;"Marco\r\nNeri";555;PREMIO\r\n\r\nVerdi snc;member;Ida;@idaida;\r\n'
    assert imported(again).output == "2 companies (0 new), 2 people: 1 new, 0 changed, 1 as before.\n"
    assert seats("Rossi srl") == {"Anna Rossi": "owner", "Marco Neri": "admin"}
    assert seats("Verdi snc") == {"Ugo Verdi": "owner", "Ida": "member"}
    shown = CliRunner().invoke(main, ["companies", "list"]).output
    assert "Rossi srl (premium)\n  owner      Anna Rossi" in shown
    # an owner steps back and another one follows, within one list
    moved = ROSSI.replace("owner", "member") + NERI.replace("admin", "owner")
    assert imported(HEAD + moved).output == "1 companies (0 new), 2 people: 0 new, 2 changed, 0 as before.\n"
    assert seats("Rossi srl") == {"Anna Rossi": "member", "Marco Neri": "owner"}


def test_every_bad_row_is_told_and_nothing_is_half_done() -> None:
    bad = (
        HEAD
        + ROSSI
        + "Rossi srl,premum,Ugo,boss,@x,Marco,anna,fr\n"
        + ",base,,owner,,,,\n"
        + "Bianchi,base,Ida,admin,888,,,\n"
        + "Bianchi,premium,Leo,owner,888,,,\n"
        + "Rossi srl,,Eva,owner,999,,,\n"
        + "Verdi,base,Uno,owner,1001,,,,too much\n"
    )
    assert findings(bad) == [
        "3: plan: found premum, allowed a plan of the desk file: base, premium (did you mean premium?)",
        "3: telegram: found @x, allowed a numeric id, or @username",
        "3: slack: found Marco, allowed a member id such as U0123ABCDEF, or @username",
        "3: email: found anna, allowed an e-mail address",
        "3: language: found fr, allowed en, it, ro, es, ru, uk",
        "4: company: found nothing, allowed a name",
        "4: name: found nothing, allowed a name",
        "4: telegram: found nothing, allowed an account in telegram or slack, or both: people are recognised by it",
        "5: seat: found admin, allowed owner, member",
        "6: plan: found premium, allowed base, as in line 5: a company has one plan",
        "6: telegram: found 888, allowed every account once; line 5 has it too",
        "7: seat: found owner beside Anna Rossi, allowed at most 1 with the seat owner in the plan premium",
        "8: row: found 9 values, allowed 8, as the first line has columns",
    ]
    assert kept() == {}


def test_seats_count_those_who_are_there_already() -> None:
    assert imported(HEAD + ROSSI + NERI).exit_code == 0
    assert findings(HEAD + "Rossi srl,,Eva,owner,999,,,\n") == [
        "2: seat: found owner beside Anna Rossi, allowed at most 1 with the seat owner in the plan premium"
    ]
    assert findings(HEAD + "Rossi srl,base,Anna,owner,@anna_rossi,,,\n") == [
        "2: plan: found base, allowed seats owner, member: Marco Neri is admin"
    ]
    assert findings(HEAD + "Rossi srl,,Anna and Marco,member,@anna_rossi,U0MARCO,,\n") == [
        "2: telegram: found those of Anna Rossi (Rossi srl) and Marco Neri (Rossi srl), allowed accounts of one person"
    ]


NO_LIST = [
    ("", "1: file: found nothing, allowed a first line with the columns company, plan, name, seat, telegram, slack, email, language"),
    (b"company,name\nR\xf2ssi,Anna\n", "2: file: found a byte that is not UTF-8 (0xf2), allowed text in UTF-8 (from a spreadsheet: save as CSV UTF-8)"),
    ('company,name\n"Rossi,Anna\n', "1: file: found what is no table (unexpected end of data), allowed a table with , or ; between values"),
    (HEAD.replace("seat", "seet") + ROSSI, "1: seet: found seet, allowed company, plan, name, seat, telegram, slack, email, language (did you mean seat?)"),
    ("name,telegram\nAnna,1\n", "1: company: found no such column, allowed it is needed"),
    ("company,name,name\nRossi,Anna,A\n", "1: name: found name 2 times, allowed every column once"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "finding"), NO_LIST, ids=[one[1].partition(", allowed")[0] for one in NO_LIST])
def test_what_is_no_list(content: str | bytes, finding: str) -> None:
    assert findings(content) == [finding]


def test_a_desk_without_plans_has_owners_admins_and_members_without_number(here: Path) -> None:
    (here / "desk.yml").write_text(DESK.partition("plans:")[0])
    assert imported(HEAD + VERDI.replace("base", "") + VERDI.replace("base", "").replace("777", "778")).exit_code == 0
    assert findings(HEAD + VERDI.replace("777", "779").replace("owner", "clerk")) == [
        "2: plan: found base, allowed nothing: the desk has no plans"
    ]
