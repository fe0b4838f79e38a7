"""The benchmark's kit works: its crowd leads the plain bots through whole intakes, and its personas find their way."""

import json
import os
import select
import signal
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

COMPARED = pytest.mark.skipif(
    find_spec("aiogram") is None, reason="make .venv/bench.done installs what is compared with"
)
BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"
SHORT = 7  # turns: /start, the subsystem's button, five answers
SAME = 9  # turns: /start, the kind's and the subsystem's button, four texts, Skip, Send
SHORT_CALLS = {"sendMessage": 6, "answerCallbackQuery": 1, "editMessageText": 1}
SAME_CALLS = {"sendMessage": 9, "answerCallbackQuery": 4, "editMessageText": 2, "editMessageReplyMarkup": 6}


@pytest.mark.parametrize(
    ("bot", "turns", "calls"),
    [
        ("plain-polling", SHORT, SHORT_CALLS),
        ("plain-starlette", SHORT, SHORT_CALLS),
        ("plain-same", SAME, SAME_CALLS),
        ("plain-same-polling", SAME, SAME_CALLS),
        pytest.param("aiogram", SAME, SAME_CALLS, marks=COMPARED),
        pytest.param("aiogram-polling", SAME, SAME_CALLS, marks=COMPARED),
    ],
)
def test_two_requesters_each_get_their_ticket_from_a_plain_bot(
    bot: str, turns: int, calls: dict[str, int], tmp_path: Path
) -> None:
    report = tmp_path / "report.json"
    command = [sys.executable, str(BENCHMARKS / "turns.py"), "--only", bot, "--json", str(report)]
    command += ["--rounds", "1", "--requesters", "2", "--intakes", "1", "--seconds", "30"]

    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)

    assert done.returncode == 0, done.stderr
    (outcome,) = json.loads(report.read_text())["rounds"][bot]
    assert outcome["tickets"] == 2
    assert outcome["turns"] == 2 * turns
    made = {name: round(share * turns, 3) for name, share in outcome["calls_per_turn_by_method"].items()}
    assert {name: count for name, count in made.items() if name != "getUpdates"} == calls
    assert (outcome["errors"], outcome["out_of_order"]) == (0, 0), outcome["samples"]
    assert bot in done.stdout


@pytest.mark.parametrize("bot", ["plain-same-polling", pytest.param("aiogram-polling", marks=COMPARED)])
def test_back_cancel_and_change_work_in_the_plain_bots_with_the_same_dialogue(bot: str, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    script = (
        "import sys, dataclasses, turns\n"
        "named = {contender.name: contender for contender in turns.CONTENDERS}\n"
        f"turns.CONTENDERS = (dataclasses.replace(named[{bot!r}], persona='wanderer'),)\n"
        f"sys.argv[1:] = ['--rounds', '1', '--requesters', '1', '--intakes', '1', '--json', {str(report)!r}]\n"
        "sys.exit(turns.main())\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", script], cwd=BENCHMARKS, capture_output=True, text=True, timeout=60, check=False
    )

    assert done.returncode == 0, done.stderr
    (outcome,) = json.loads(report.read_text())["rounds"][bot]
    assert (outcome["tickets"], outcome["errors"], outcome["out_of_order"]) == (1, 0, 0), outcome["samples"]


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


def test_a_bot_does_not_outlive_a_benchmark_that_is_killed(tmp_path: Path) -> None:
    script = (
        "import asyncio, contenders, processes, sys\n"
        "async def main():\n"
        "    sleep = 'import signal; signal.alarm(60); signal.pause()'\n"
        "    sleeper = contenders.Contender('sleeper', 'plain', (sys.executable, '-c', sleep))\n"
        "    async with processes.bot(sleeper, {'folder': sys.argv[1]}) as bot:\n"
        "        print(bot.pid, flush=True)\n"
        "        await asyncio.Event().wait()\n"
        "asyncio.run(main())\n"
    )
    command = [sys.executable, "-c", script, str(tmp_path)]
    with subprocess.Popen(command, cwd=BENCHMARKS, stdout=subprocess.PIPE, text=True) as benchmark:
        assert benchmark.stdout is not None
        bot = os.pidfd_open(int(benchmark.stdout.readline()))
        benchmark.send_signal(signal.SIGKILL)

    ended, _, _ = select.select([bot], [], [], 20)
    os.close(bot)

    assert ended


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
