"""The benchmark's kit works: its crowd leads the plain bot through whole intakes, and its personas find their way."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"
TURNS_OF_AN_INTAKE = 7  # /start, the subsystem's button, five answers


@pytest.mark.parametrize("bot", ["plain-polling", "plain-starlette"])
def test_two_requesters_each_get_their_ticket_from_the_plain_bot(bot: str, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    command = [sys.executable, str(BENCHMARKS / "turns.py"), "--only", bot, "--json", str(report)]
    command += ["--rounds", "1", "--requesters", "2", "--intakes", "1", "--seconds", "30"]

    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)

    assert done.returncode == 0, done.stderr
    (outcome,) = json.loads(report.read_text())["rounds"][bot]
    assert outcome["tickets"] == 2
    assert outcome["turns"] == 2 * TURNS_OF_AN_INTAKE
    assert (outcome["errors"], outcome["out_of_order"]) == (0, 0), outcome["samples"]
    assert bot in done.stdout


def test_a_bot_that_never_comes_up_fails_the_run_with_its_reason(tmp_path: Path) -> None:
    script = (
        "import sys, dataclasses, turns\n"
        "broken = dataclasses.replace(turns.CONTENDERS[0], name='broken', module='',\n"
        "    command=(sys.executable, '-c', 'raise SystemExit(\"no token\")'))\n"
        "turns.CONTENDERS = (broken,)\n"
        "sys.argv[1:] = ['--rounds', '1']\n"
        "sys.exit(turns.main())\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", script], cwd=BENCHMARKS, capture_output=True, text=True, timeout=60, check=False
    )

    assert done.returncode == 1
    assert "broken: exited with 1 before it took any update" in done.stderr
    assert "no token" in done.stderr


def keyboard(*labels: str) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": label, "callback_data": f"data of {label}"}] for label in labels]}


def test_the_persona_of_front_door_presses_where_it_can_and_types_where_it_must(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    import persona

    steps = {step.name: step for step in persona.FRONTDOOR.steps}
    skippable = keyboard("⏭ Skip", "Back", "Cancel")

    pressed = steps["screenshot"].answer("6 of 6\nPlease send a screenshot.", skippable)
    typed = steps["topic"].answer("2 of 6\nIn a few words, what is wrong?", keyboard("Back", "Cancel"))

    assert pressed == persona.Act(data="data of ⏭ Skip")
    assert typed == persona.Act(text=persona.TOPIC)
    assert steps["preview"].answer("Topic: totals", skippable) is None
    assert persona.FRONTDOOR.receipt.search("BEN-12 is with Product support")
