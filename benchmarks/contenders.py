"""The bots that are compared: how each is started, and the persona that talks to it.

In `command` and `environment`, `{telegram}` and `{slack}` stand for the ports of the fake platforms, `{port}` for a
free port of the bot's own and `{folder}` for an empty folder of the round; `{database}` and `{redis}` for the addresses
of an empty PostgreSQL database and Redis, where the bot `needs` them.
"""

from __future__ import annotations

import importlib.util
import shutil
import sys
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
TOKEN = "424242:benchmark-token-of-nobody-0000000000"
TELEGRAM = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": "http://127.0.0.1:{telegram}"}
PYTHON = sys.executable
FRONTDOOR_COMMAND = str(Path(PYTHON).parent / "frontdoor")

FRONTDOOR_POLLING = {
    **TELEGRAM,
    "PORT": "{port}",
    "FRONTDOOR_HOST": "127.0.0.1",
    "DATABASE_URL": "sqlite+aiosqlite:///{folder}/frontdoor.db",
    "FRONTDOOR_FILES": "{folder}/files",
    "FRONTDOOR_DESK": str(HERE / "desk.yml"),
    "FRONTDOOR_TELEGRAM_RATE": "100000",  # messages a second: Telegram's own 30 would be all that is measured
    "SLACK_BOT_TOKEN": "xoxb-benchmark",
    "SLACK_APP_TOKEN": "xapp-benchmark",
    "SLACK_API_URL": "http://127.0.0.1:{slack}/api/",
}
FRONTDOOR_WEBHOOK = {**FRONTDOOR_POLLING, "FRONTDOOR_PUBLIC_URL": "http://127.0.0.1:{port}"}
BACKED = {"DATABASE_URL": "{database}", "REDIS_URL": "{redis}"}


@dataclass(frozen=True)
class Contender:
    """One bot. `module` or `program` it can't run without; `needs`: the servers it uses (backing.py); `bar`: how many times
    its turns per CPU second Front Door is to do; `measured_by_default` unless --only names others."""

    name: str
    persona: str
    command: tuple[str, ...]
    environment: dict[str, str] = field(default_factory=dict)
    module: str = ""
    program: str = ""
    needs: tuple[str, ...] = ()
    bar: float | None = None
    baseline: bool = False
    measured_by_default: bool = True

    def lacks(self) -> str | None:
        """What is missing for running it here, in words; None when nothing is."""
        if self.module and importlib.util.find_spec(self.module) is None:
            return f"needs the Python package {self.module}"
        if self.program and shutil.which(self.program) is None:
            return f"needs {self.program}"
        return None


PLAIN_WEBHOOK = {**TELEGRAM, "PLAIN_PORT": "{port}", "PLAIN_SECRET": "benchmark-secret"}

CONTENDERS = (
    Contender(
        name="plain",
        persona="plain",
        command=(PYTHON, str(HERE / "plain_bot.py"), "webhook"),
        environment=PLAIN_WEBHOOK,
        module="tornado",
        baseline=True,
    ),
    Contender(
        name="plain-polling",
        persona="plain",
        command=(PYTHON, str(HERE / "plain_bot.py"), "polling"),
        environment=TELEGRAM,
        baseline=True,
    ),
    Contender(
        name="plain-starlette",
        persona="plain",
        command=(PYTHON, str(HERE / "plain_bot.py"), "starlette"),
        environment=PLAIN_WEBHOOK,
        baseline=True,
        measured_by_default=False,
    ),
    Contender(
        name="plain-same",
        persona="frontdoor",
        command=(PYTHON, str(HERE / "plain_same_bot.py"), "webhook"),
        environment=PLAIN_WEBHOOK,
        module="tornado",
        bar=6.0,
        baseline=True,
    ),
    Contender(
        name="plain-same-polling",
        persona="frontdoor",
        command=(PYTHON, str(HERE / "plain_same_bot.py"), "polling"),
        environment=TELEGRAM,
        bar=6.0,
        baseline=True,
    ),
    Contender(
        name="aiogram",
        persona="frontdoor",
        command=(PYTHON, str(HERE / "aiogram_bot.py"), "webhook"),
        environment={**PLAIN_WEBHOOK, **BACKED},
        module="aiogram",
        needs=("postgres", "redis"),
        bar=6.0,
        baseline=True,
    ),
    Contender(
        name="aiogram-polling",
        persona="frontdoor",
        command=(PYTHON, str(HERE / "aiogram_bot.py"), "polling"),
        environment={**TELEGRAM, **BACKED},
        module="aiogram",
        needs=("postgres", "redis"),
        bar=6.0,
        baseline=True,
    ),
    Contender(
        name="frontdoor",
        persona="frontdoor",
        command=(FRONTDOOR_COMMAND, "run"),
        environment=FRONTDOOR_WEBHOOK,
        program=FRONTDOOR_COMMAND,
    ),
    Contender(
        name="frontdoor-polling",
        persona="frontdoor",
        command=(FRONTDOOR_COMMAND, "run"),
        environment=FRONTDOOR_POLLING,
        program=FRONTDOOR_COMMAND,
    ),
    Contender(
        name="frontdoor-postgres",
        persona="frontdoor",
        command=(FRONTDOOR_COMMAND, "run"),
        environment={**FRONTDOOR_WEBHOOK, "DATABASE_URL": "{database}"},
        program=FRONTDOOR_COMMAND,
        needs=("postgres",),
    ),
    Contender(
        name="frontdoor-postgres-polling",
        persona="frontdoor",
        command=(FRONTDOOR_COMMAND, "run"),
        environment={**FRONTDOOR_POLLING, "DATABASE_URL": "{database}"},
        program=FRONTDOOR_COMMAND,
        needs=("postgres",),
    ),
    Contender(
        name="echo",
        persona="echo",
        command=(PYTHON, str(HERE / "echo_bot.py")),
        environment={**TELEGRAM, "PORT": "{port}"},
        measured_by_default=False,
    ),
)
