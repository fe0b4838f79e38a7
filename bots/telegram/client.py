"""The Bot: python-telegram-bot's, asked for raw answers."""

from __future__ import annotations

import json
import random
import warnings
from collections.abc import AsyncIterator, Callable, Mapping
from datetime import timedelta
from typing import Any, TypeAlias
from urllib.parse import quote

import orjson
from telegram import Bot, InputFile
from telegram.error import BadRequest, EndPointNotFound, InvalidToken, RetryAfter, TelegramError
from telegram.request import BaseRequest
from telegram.warnings import PTBUserWarning

from bots.channel import Gone
from bots.telegram.content import VCARD
from bots.telegram.direct import DirectRequest
from bots.telegram.settings import TelegramSettings
from core.ports import TooBig

Jitter: TypeAlias = Callable[[], float]
"""A chance between 0 and 1."""

WORDS = frozenset(("sendMessage", "editMessageText", "editMessageReplyMarkup", "answerCallbackQuery"))
"""The everyday methods, which never carry a file."""


def wrong_token(error: TelegramError) -> bool:
    """Telegram refuses the token. The library raises the same for a missing method; then the cause says Not Found."""
    if isinstance(error, EndPointNotFound):
        return "unauthorized" in str(error.__cause__).lower()
    return isinstance(error, InvalidToken)


class Client:
    """One bot and its connections.

    Calls go to the Bot's request object, which leaves out building a `Message` that nobody reads and names what
    Telegram refuses in the library's own errors; calls with files through `Bot.do_api_request`, which packs them
    (docs/performance.md).
    """

    def __init__(self, settings: TelegramSettings) -> None:
        # The library advises its typed methods instead, at every call.
        warnings.filterwarnings("ignore", message="Please use 'Bot\\.", category=PTBUserWarning)
        self._settings = settings
        self._request = DirectRequest(proxies=not settings.loopback)
        self._urls: dict[str, str] = {}
        self.bot = Bot(
            settings.token,
            base_url=settings.methods_url,
            base_file_url=settings.files_url,
            request=self._request,
            get_updates_request=self._request,
        )

    @property
    def username(self) -> str | None:
        """The bot's @name without the @; None before `open` has succeeded."""
        try:
            return self.bot.username
        except RuntimeError:
            return None

    async def open(self) -> None:
        """Opens connections and asks who the bot is. Again after success: no effect.

        Raises TelegramError; `wrong_token` tells whether the token was refused.
        """
        await self.bot.initialize()

    async def close(self) -> None:
        """Closes connections."""
        await self.bot.shutdown()

    async def call(self, method: str, params: Mapping[str, Any], read_timeout: float | None = None) -> Any:
        """The raw result of one Bot API method. Raises TelegramError in its many kinds."""
        if method not in WORDS and any(
            name == "media" or isinstance(value, InputFile) for name, value in params.items()
        ):
            return await self.bot.do_api_request(method, api_kwargs=dict(params))
        if (url := self._urls.get(method)) is None:
            url = self._urls[method] = f"{self.bot.base_url}/{method}"
        timeout = BaseRequest.DEFAULT_NONE if read_timeout is None else read_timeout
        try:
            return await self._request.call(url, params, timeout)
        except InvalidToken as error:
            raise EndPointNotFound(method) from error  # which of the two it is, `wrong_token` reads in the cause

    async def download(self, file_id: str) -> AsyncIterator[bytes]:
        """A file's bytes. Raises TooBig over Telegram's 20 MB, Gone, or TelegramError for trouble on the way."""
        if file_id.startswith(VCARD):
            yield file_id.removeprefix(VCARD).encode()
            return
        try:
            answer = await self.call("getFile", {"file_id": file_id})
        except BadRequest as error:
            if "too big" in error.message.lower():
                raise TooBig(file_id) from None
            raise Gone(self.words(error)) from None
        path = answer.get("file_path")
        if not path:
            raise Gone("Telegram gives no path to the file")
        async for chunk in self._request.stream(f"{self._settings.files_url}{self._settings.token}/{quote(path)}"):
            yield chunk

    def words(self, error: TelegramError) -> str:
        """What Telegram said, short and without the token, which proxies' error pages and InvalidToken repeat."""
        said = error.message.replace(self._settings.token, "…")
        return said if len(said) <= 200 else said[:199] + "…"


def payload(raw: object) -> str:
    """An update as text, to be set aside: whatever it is, this does not fail."""
    try:
        return orjson.dumps(raw).decode()
    except TypeError:
        # Nested over 254 levels, or half a surrogate pair, which only escapes can write.
        try:
            return json.dumps(raw)
        except RecursionError:
            return "nested too deep to be kept"


def waiting(error: RetryAfter) -> float:
    """The seconds that Telegram asks to wait (the library is on its way from numbers to timedelta)."""
    asked = error.retry_after
    return asked.total_seconds() if isinstance(asked, timedelta) else float(asked)


def backoff(attempts: int, most: float, jitter: Jitter = random.random) -> float:
    """Seconds to wait after so many failures (0 is the first): doubling from 1 to `most`, then up to a half less by chance."""
    seconds: float = min(most, 2.0 ** min(attempts, 16))
    return seconds * (1 - jitter() / 2)
