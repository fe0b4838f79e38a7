"""Waiting out trouble: a growing pause, and a log line when it begins, changes or ends, not at every attempt."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import TypeAlias

from telegram.error import RetryAfter, TelegramError

from bots.telegram.client import Client, Jitter, backoff, waiting, wrong_token

log = logging.getLogger(__name__)

Sleep: TypeAlias = Callable[[float], Awaitable[None]]

MOST_SECONDS = 30.0
"""The longest pause between two attempts."""


class Trouble:
    """One thing that is tried until it works. `what` names it in the log; `sleep` takes seconds."""

    def __init__(self, what: str, sleep: Sleep, jitter: Jitter) -> None:
        self._what = what
        self._sleep = sleep
        self._jitter = jitter
        self._why: str | None = None
        self._attempts = 0

    async def wait(self, why: str, seconds: float | None = None) -> None:
        """It failed: pauses, for so many seconds where they are given."""
        if why != self._why:
            log.warning("Telegram: %s does not work, trying again: %s", self._what, why)
        self._why = why
        pause = backoff(self._attempts, MOST_SECONDS, self._jitter) if seconds is None else seconds
        self._attempts += 1
        await self._sleep(pause)

    async def wait_after(self, client: Client, error: TelegramError) -> None:
        """Pauses after an error of the API, as long as it asks for or as trouble has lasted."""
        if wrong_token(error):
            await self.wait("the token in TELEGRAM_BOT_TOKEN is refused")
        elif isinstance(error, RetryAfter):
            await self.wait("too many requests", waiting(error))
        else:
            await self.wait(client.words(error))

    def over(self) -> None:
        """It worked."""
        if self._why is not None:
            log.info("Telegram: %s works again", self._what)
        self._why = None
        self._attempts = 0


async def insist(work: Callable[[], Awaitable[object]], client: Client, trouble: Trouble) -> None:
    """Does `work` until the API has nothing against it."""
    while True:
        try:
            await work()
        except TelegramError as error:
            await trouble.wait_after(client, error)
        else:
            trouble.over()
            return
