"""What is logged of a story: lines with ids, and nothing that people wrote, no name of a file, no token."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

import dialogs.relay
import frontdoor.watch
from frontdoor.logs import ROOMS, set_up_logs
from frontdoor.settings import read_settings
from tests.stories.conftest import Stage
from tests.stories.tickets import chat_of, taken_ticket

WORDS = ("plugged", "swordfish", "burning", "blank", "yesterday", "secret-plan", "Reyes", "Berg")

Line = dict[str, Any]


class Log:
    """What the program writes to standard error."""

    def __init__(self) -> None:
        self.stream = io.StringIO()

    @property
    def text(self) -> str:
        return self.stream.getvalue()

    @property
    def lines(self) -> list[Line]:
        return [json.loads(line) for line in self.text.splitlines()]

    def said(self, event: str) -> list[Line]:
        return [line for line in self.lines if line["event"] == event]


@contextmanager
def logged(level: str, secrets: list[str]) -> Iterator[Log]:
    """The logs as `frontdoor run` sets them up; afterwards as they were."""
    loggers = [logging.getLogger(name) for name in ("", *ROOMS)]
    before = [(one, one.level, list(one.handlers)) for one in loggers]
    hooks = sys.excepthook, threading.excepthook
    log = Log()
    set_up_logs(secrets, level, log.stream)
    try:
        yield log
    finally:
        sys.excepthook, threading.excepthook = hooks
        for one, its_level, handlers in before:
            one.setLevel(its_level)
            one.handlers = handlers


@pytest.fixture
def secrets(stage: Stage) -> list[str]:
    return read_settings(stage.environ).secrets


async def stumbling_story(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """Words, files, an edit, a refusal, a platform that is away; and faults of ours with people's words in them."""
    ann, anna, support = stage.world.ann, stage.world.anna, stage.world.support
    telegram = stage.world.telegram
    card = await taken_ticket(stage)
    await anna.posts(support, "Is it plugged in?", thread=card)
    await ann.sees("plugged in")
    await ann.sends_file(b"secret-plan", name="secret-plan.txt", caption="It is burning")
    await anna.sees("burning", thread=card)
    telegram.faults.add("sendMessage", status=400, description="Bad Request: message is odd")
    refused = await anna.posts(support, "The word is swordfish", thread=card)
    await anna.sees_reaction(refused, "warning")
    telegram.push_update({"message": {"message_id": "seven", "text": "swordfish"}})
    telegram.faults.add("sendMessage", times=4, status=502)
    await anna.posts(support, "plugged again", thread=card)
    for _ in range(5):
        await stage.settles()
        await stage.time_passes(minutes=6)
    await ann.sees("plugged again")

    def stumbles(turn: Any, conversation: Any, ticket: Any, said: Any) -> None:
        try:
            raise KeyError(said.text)
        except KeyError as error:
            raise ValueError(f"{said.text} of {conversation.person.name}") from error

    with monkeypatch.context() as broken:
        broken.setattr(dialogs.relay, "hear", stumbles)
        await ann.says("swordfish once more")
        broken.setattr(stage.program.channels["telegram"], "send", _failing)
        await anna.posts(support, "plugged for the last time", thread=card)
        await stage.settles()
    await stage.stop()


async def _failing(delivery: Any) -> Any:
    raise RuntimeError(f"about {delivery.act}")


@pytest.mark.parametrize("level", ["debug", "info"])
async def test_no_words_no_names_of_files_and_no_token_are_in_the_logs(
    stage: Stage, secrets: list[str], level: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with logged(level, []) as log:  # nothing is starred out: it is not there
        await stumbling_story(stage, monkeypatch)
    assert [word for word in (*WORDS, *secrets) if word in log.text] == []

    [aside] = log.said("an update could not be handled and is set aside")
    assert aside["update"].startswith("telegram:")
    assert aside["exception"].endswith("builtins.ValueError")
    assert "builtins.KeyError" in aside["exception"]
    assert "in stumbles" in aside["exception"]
    odd, fault = log.said("not delivered")
    assert {"delivery", "conversation", "ticket", "channel", "purpose"} <= odd.keys()
    assert (odd["why"], odd["channel"], odd["level"]) == ("refused", "telegram", "warning")
    assert log.said("a delivery failed in a way nobody expected")[0]["delivery"] == fault["delivery"]
    assert [line["channel"] for line in log.said("nothing can be sent just now; trying again")] == ["telegram"]
    assert [line["channel"] for line in log.said("sending works again")] == ["telegram"]
    turns, fates = log.said("a turn"), [line for line in log.lines if line["event"].startswith("a fate")]
    if level == "debug":
        assert {"update", "channel", "place", "kind", "seconds"} <= turns[0].keys()
        assert len(fates) > 10
    else:
        assert not turns
        assert not fates


async def test_a_slow_turn_and_a_channels_own_line_are_told_with_their_ids(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = await taken_ticket(stage)
    await stage.settles()
    with logged("warning", []) as log:
        monkeypatch.setattr(frontdoor.watch, "SLOW", 0.0)
        stage.world.slack.faults.add("chat.postMessage", error="token_revoked")
        await stage.world.ann.says("Hello?")
        calls = stage.world.slack.calls
        await stage.world.slack.changes.wait(
            lambda: any(call.error == "token_revoked" for call in calls), 10, "nothing was refused"
        )
        await stage.stop()
    assert log.said("a slow turn")[0].keys() >= {"update", "place", "seconds"}
    [refused] = [line for line in log.lines if "Slack refuses SLACK_BOT_TOKEN" in line["event"]]
    assert {"delivery", "ticket", "ticket_thread"} <= refused.keys()
    assert log.said("stopped") == []
    assert card


def test_secrets_that_come_near_a_line_are_starred_out() -> None:
    with logged("info", ["123456:a-token-of-a-bot"]) as log:
        logging.getLogger("frontdoor").info("calling %s", "https://api.example.com/bot123456:a-token-of-a-bot/getMe")
    assert log.said("calling https://api.example.com/bot***/getMe")


async def test_a_fault_that_nobody_catches_is_told_without_its_words() -> None:
    words = "swordfish"

    async def falls() -> None:
        raise ValueError(words)

    with logged("info", []) as log:
        loop = asyncio.get_running_loop()
        task = loop.create_task(falls())
        await asyncio.wait([task])
        context = {"message": "Task exception was never retrieved", "exception": task.exception(), "future": task}
        loop.default_exception_handler(context)
        task.exception()
        sys.excepthook(ValueError, ValueError(words), None)
        logging.getLogger("slack_bolt").error("Failed to run (error: %s)", task.exception(), exc_info=task.exception())
    never, end, bolt = log.lines
    assert never["event"] == "Task exception was never retrieved"
    assert "in falls" in never["exception"]
    assert (end["event"], end["level"]) == ("ended by a fault", "critical")
    assert bolt["event"] == "Failed to run (error: ValueError)"
    assert words not in log.text


async def test_the_telegram_side_is_not_disturbed_by_debug_lines(stage: Stage) -> None:
    with logged("debug", []):
        await taken_ticket(stage)
    assert any("Anna Berg is looking at" in line for line in chat_of(stage.world.ann))
