"""The Telegram channel: everything of this folder behind the one interface."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import AsyncIterator, Callable, Collection, Coroutine, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any

from starlette.routing import BaseRoute
from telegram.error import TelegramError

from bots.channel import Capabilities
from bots.telegram import compose, ids
from bots.telegram.client import Client, Jitter, wrong_token
from bots.telegram.ears import Ears
from bots.telegram.groups import Groups
from bots.telegram.outbound import DoubtLine, Outbound
from bots.telegram.people import People
from bots.telegram.polling import Polling
from bots.telegram.receiver import Receiver
from bots.telegram.settings import TelegramSettings
from bots.telegram.trouble import Sleep, Trouble, insist
from bots.telegram.webhook import Webhook
from core.errors import WrongToken
from core.messages import Delivery, Fate, IncomingFile, Sent
from core.ports import Budget, Clock, Files, Heard, Inbox

log = logging.getLogger(__name__)

Commands = Mapping[str, Mapping[str, str]]
"""Per language what each command is for, as Telegram's menu shows it; the first language is also everybody else's."""

TOAST = 100
"""Longer answers to a press are shown in a window that is closed by hand: a toast is gone too soon."""

ANSWER = 200
"""The longest answer (core.telegram.org/bots/api#answercallbackquery)."""

DESCRIPTION = 256
"""The longest description of a command (core.telegram.org/bots/api#botcommand)."""

FAREWELL_SECONDS = 2.0
"""What answers under way may still take at the end."""


def _now() -> datetime:
    return datetime.now(UTC)


class Telegram:
    """One bot (`bots.channel.Channel`). `heard`: what is kept of when Telegram was heard. `on_unknown` is told the kind of
    every update that is passed over. `homes`: the agents' groups; `agents`: if given, who counts as a member of those, instead
    of asking Telegram."""

    name = ids.CHANNEL
    capabilities = Capabilities(
        text=compose.TEXT - compose.EXTRA,
        caption=compose.CAPTION - compose.EXTRA,
        upload=compose.UPLOAD_BYTES,
        download=20 * 1024 * 1024,
        picture=compose.PHOTO_BYTES,
        together=compose.TOGETHER,
        mixed=False,
        private_words=False,
        rides=True,
        can_be_asked=False,
        points=True,
        formats=frozenset(compose.FORMATS),
    )

    def __init__(
        self,
        settings: TelegramSettings,
        inbox: Inbox,
        files: Files,
        heard: Heard,
        doubt_line: DoubtLine,
        on_unknown: Callable[[str], None],
        commands: Commands | None = None,
        *,
        homes: Collection[str] = (),
        agents: Collection[str] | None = None,
        sleep: Sleep = asyncio.sleep,
        jitter: Jitter = random.random,
        clock: Clock = _now,
    ) -> None:
        self.listens_alone = settings.webhook_url is None  # a second getUpdates ends the first one with a conflict
        self._settings = settings
        self._commands = commands or {}
        self._sleep = sleep
        self._jitter = jitter
        self._client = Client(settings)
        self._groups = Groups(self._client, homes)
        people = People(self._client, agents)
        receiver = Receiver(
            self._client, inbox, people, self._answer, on_unknown, clock, self._look_at, self._groups.is_home
        )
        rates = settings.rate, settings.group_rate
        self._outbound = Outbound(self._client, files, self._groups, doubt_line, jitter, *rates)
        ears = Ears(heard, clock)
        self._polling = Polling(self._client, receiver, ears, sleep, jitter)
        self._webhook = Webhook(settings, self._client, receiver, ears, sleep, jitter)
        self._background: set[asyncio.Task[None]] = set()

    async def open(self) -> None:
        """Asks Telegram who we are. Raises WrongToken; an unreachable Telegram is waited out in `listen`."""
        try:
            await self._client.open()
        except TelegramError as error:
            if wrong_token(error):
                raise WrongToken(
                    "TELEGRAM_BOT_TOKEN: Telegram refuses this token. "
                    "Copy the right one from @BotFather in Telegram: /mybots, the bot, API Token."
                ) from None
            log.warning("Telegram is not reachable yet: %s", self._client.words(error))

    async def listen(self) -> None:
        """Brings updates to the inbox until cancelled: by webhook with a public address, else by long polling."""
        await insist(self._client.open, self._client, self._trouble("getMe"))
        self._in_background(self._set_commands())
        self._in_background(insist(self._groups.look, self._client, self._trouble("looking at the agents' groups")))
        if self._settings.webhook_url is None:
            await self._polling.run()
            return
        await self._webhook.run()

    def routes(self) -> Sequence[BaseRoute]:
        """The webhook's path."""
        return [self._webhook.route()]

    def budgets(self, delivery: Delivery) -> Sequence[Budget]:
        """See `Outbound.budgets`."""
        return self._outbound.budgets(delivery)

    def send(self, delivery: Delivery) -> Coroutine[Any, Any, Fate]:
        """See `Outbound.send`."""
        return self._outbound.send(delivery)

    async def find(self, delivery: Delivery) -> Sent | None:
        """Telegram can't be asked for a message that was sent, but whether it answers at all: the one more sending isn't
        to be wasted on a platform that is away. Raises ConnectionError when it is, else NotImplementedError."""
        try:
            await self._client.call("getMe", {})
        except TelegramError as error:
            raise ConnectionError(self._client.words(error)) from None
        raise NotImplementedError

    def download(self, file: IncomingFile) -> AsyncIterator[bytes]:
        """The file's bytes, as they come. Raises Gone, TooBig (over what Telegram gives to bots), TelegramError."""
        return self._client.download(file.ref)

    def link(self, word: str) -> str | None:
        """A deep link (core.telegram.org/bots/features#deep-linking); None while the bot's name isn't known."""
        username = self._client.username
        return f"https://t.me/{username}?start={word}" if username else None

    async def close(self) -> None:
        """Lets answers under way finish, then ends connections."""
        if self._background:
            await asyncio.wait(self._background, timeout=FAREWELL_SECONDS)
        for task in self._background:
            task.cancel()
        await self._client.close()

    def _answer(self, query: str, words: str | None) -> None:
        self._in_background(self._answer_press(query, words))

    def _look_at(self, chat: int) -> None:
        """Somebody has changed what we may do in a group."""
        if self._groups.is_home(chat):
            look = partial(self._groups.look, chat)
            self._in_background(insist(look, self._client, self._trouble("looking at a group")))

    async def _answer_press(self, query: str, words: str | None) -> None:
        """Takes the clock off the button. Without importance: a press may be too old to be answered."""
        params: dict[str, Any] = {"callback_query_id": query}
        if words:
            params |= {"text": words[:ANSWER], "show_alert": len(words) > TOAST}
        try:
            await self._client.call("answerCallbackQuery", params)
        except TelegramError as error:
            log.debug("Telegram: a press was not answered: %s", self._client.words(error))

    async def _set_commands(self) -> None:
        trouble = self._trouble("setMyCommands")
        for number, (language, commands) in enumerate(self._commands.items()):
            params: dict[str, Any] = {
                "commands": [{"command": name, "description": words[:DESCRIPTION]} for name, words in commands.items()],
                "scope": {"type": "all_private_chats"},
            }
            if number == 0:
                await self._tell(params, trouble)
            await self._tell(params | {"language_code": language}, trouble)

    async def _tell(self, params: dict[str, Any], trouble: Trouble) -> None:
        await insist(lambda: self._client.call("setMyCommands", params), self._client, trouble)

    def _trouble(self, what: str) -> Trouble:
        return Trouble(what, self._sleep, self._jitter)

    def _in_background(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._background.add(task)
        task.add_done_callback(self._background.discard)
