"""What the benchmarks measure message by message: a filled database is one the program works with, and their kit runs."""

import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"


def run(*command: str) -> subprocess.CompletedProcess[str]:
    program = [sys.executable, str(BENCHMARKS / command[0]), *command[1:]]
    return subprocess.run(program, capture_output=True, text=True, timeout=120, check=False)


def test_a_filled_database_holds_together_and_its_open_tickets_are_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    import filling

    asked = filling.Filling(tickets=2000, open=50, per_person=4, homes=7, timers=True)
    filling.fill(f"sqlite:///{tmp_path}/filled.db", asked)
    kept = sqlite3.connect(tmp_path / "filled.db")

    def one(sql: str, *values: object) -> object:
        return kept.execute(sql, values).fetchone()[0]

    assert kept.execute("PRAGMA foreign_key_check").fetchall() == []
    assert one("SELECT count(*) FROM ticket WHERE state <> 'closed'") == 50
    assert one("SELECT count(*) FROM delivery WHERE fate IS NULL") == 0
    assert one("SELECT count(*) FROM timer") == 2 * one("SELECT count(*) FROM ticket WHERE closed_at IS NULL") // 10
    found = asked.open_tickets(50)
    assert len({ticket.chat for ticket in found}) == 50
    both_sides = (
        "SELECT count(*) FROM ticket JOIN thread ON thread.ticket_id = ticket.id JOIN conversation AS c "
        "ON c.id = ticket.conversation_id WHERE ticket.state <> 'closed' AND thread.place = ? AND c.place = ?"
    )
    for ticket in found:
        assert one(both_sides, f"{ticket.channel}:{ticket.root}", str(ticket.chat)) == 1
    kept.close()


def test_messages_about_filled_tickets_reach_their_threads(tmp_path: Path) -> None:
    report = tmp_path / "report.json"

    done = run("relay.py", "--tickets", "4000", "--seconds", "1", "--database", "sqlite", "--json", str(report))

    assert done.returncode == 0, done.stderr
    small, large = json.loads(report.read_text())["figures"]
    assert (small["tickets"], large["tickets"]) == (1000, 4000)
    assert done.stdout.count("reached") == 2


@pytest.mark.parametrize("bot", ["bolt", "bolt-lean", "frontdoor"])
def test_an_agents_event_comes_to_the_requester_by_either_bot(bot: str, tmp_path: Path) -> None:
    report = tmp_path / "report.json"

    done = run("slack_events.py", "--only", bot, "--rounds", "1", "--seconds", "1", "--json", str(report))

    assert done.returncode == 0, done.stderr
    (figures,) = json.loads(report.read_text())["figures"]
    (outcome,) = figures["rounds"]
    assert {"sendMessage", "reactions.add"} <= outcome["calls_per_event"].keys()
