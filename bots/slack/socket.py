"""Socket Mode: a connection of ours through which Slack sends, renewed before the old one is given up.

slack_sdk's client closes the old connection before it asks for a new one, and what happens meanwhile comes a minute
later, or (button presses) never. Slack allows ten connections, so here a new one is opened first.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable

import aiohttp
from slack_bolt.adapter.socket_mode.async_internals import run_async_bolt_app, send_async_response
from slack_bolt.async_app import AsyncApp
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.web.async_client import AsyncWebClient

from bots.slack.api import Trouble, ask, quiet_logger
from bots.slack.missed import Missed
from bots.slack.settings import WHERE_APP_TOKEN
from core.errors import WrongToken

log = logging.getLogger(__name__)

PING = 5.0
"""Seconds between pings; a connection that answers none for four of them is given up."""
OPENING = 15.0
"""Seconds a connection may take to be made."""
RENEW = 3600.0
"""Seconds after which a connection is renewed though it seems well: some fall silent without closing (bolt-python#1529)."""
LONGEST = 30.0
"""The longest waiting time between attempts, in seconds."""
SHORT = 10.0
"""A connection that lasted fewer seconds counts as a failure, so that one closed over and over is not asked for endlessly."""
FINISHING = 3.0
"""Seconds an old connection is kept for the acks of what it brought."""

_REFUSED = (
    "invalid_auth",
    "not_authed",
    "not_allowed_token_type",
    "token_revoked",
    "account_inactive",
    "missing_scope",
)


class _Client(SocketModeClient):
    """The SDK's client, which asks for its successor instead of replacing its own connection."""

    def __init__(self, app_token: str, web_client: AsyncWebClient) -> None:
        super().__init__(app_token=app_token, logger=quiet_logger(), web_client=web_client, ping_interval=PING)
        self.proxy = web_client.proxy
        self.over = asyncio.Event()

    async def connect_to_new_endpoint(self, force: bool = False) -> None:
        self.over.set()


class _Handler:
    """One connection and the envelopes under way on it."""

    def __init__(self, app: AsyncApp, client: _Client) -> None:
        self._app = app
        self.client = client
        self._under_way = 0
        self._idle = asyncio.Event()
        self._idle.set()
        client.socket_mode_request_listeners.append(self.handle)

    async def handle(self, client: AsyncBaseSocketModeClient, req: SocketModeRequest) -> None:
        """Runs Bolt's listeners, then acks, unless they failed."""
        started = time.time()
        self._under_way += 1
        self._idle.clear()
        try:
            response = await run_async_bolt_app(self._app, req)
            await send_async_response(client, req, response, started)
        except (aiohttp.ClientError, ConnectionError) as error:
            log.info("an ack did not reach Slack (%s); it sends the update again", type(error).__name__)
        finally:
            self._under_way -= 1
            if not self._under_way:
                self._idle.set()

    async def connect(self) -> None:
        """Opens the connection; goes on trying until it is cancelled."""
        await self.client.connect()  # type: ignore[no-untyped-call]

    async def close(self) -> None:
        """Closes the connection at once."""
        await self.client.close()  # type: ignore[no-untyped-call]

    async def finish(self, seconds: float) -> None:
        """Closes the connection once nothing is under way, at the latest after so many seconds."""
        try:
            async with asyncio.timeout(seconds):
                await self._idle.wait()
        except TimeoutError:
            log.info("a connection to Slack is closed with %d updates unanswered", self._under_way)
        await self.close()


class Socket:
    """Keeps one connection open. `missed` is told when there is none and when there is one again; `jitter` gives a number
    from 0 to 1."""

    def __init__(
        self, app: AsyncApp, client: AsyncWebClient, app_token: str, missed: Missed, jitter: Callable[[], float]
    ) -> None:
        self._app = app
        self._client = client
        self._app_token = app_token
        self._missed = missed
        self._jitter = jitter
        self._closing: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Until cancelled. Raises WrongToken when Slack refuses the app token; any other trouble is waited out."""
        current: _Handler | None = None
        failures = 0
        try:
            while True:
                await self._pause(failures)
                if current is None or not await current.client.is_connected():
                    self._missed.lost()
                handler = await self._open()
                if handler is not None:
                    self._missed.opened()
                    if current is not None:
                        self._close_later(current)
                    current = handler
                    if await self._watch(handler.client) >= SHORT:
                        failures = 0
                        continue
                failures += 1
        finally:
            await self._close_all(current)

    async def _pause(self, failures: int) -> None:
        """None before the first attempt and the second, so that a renewal comes at once."""
        if failures > 1:
            await asyncio.sleep(min(LONGEST, 2.0 ** min(failures - 2, 8)) * (0.5 + self._jitter() / 2))

    async def _watch(self, client: _Client) -> float:
        """Waits until the connection ends, is about to, or is to be renewed. Returns how many seconds it lasted."""
        clock = asyncio.get_running_loop().time
        started = clock()
        try:
            async with asyncio.timeout(RENEW):
                await client.over.wait()
        except TimeoutError:
            log.info("the connection to Slack is renewed")
        return clock() - started

    async def _open(self) -> _Handler | None:
        address = await self._address()
        if address is None:
            return None
        client = _Client(self._app_token, self._client)
        client.wss_uri = address
        handler = _Handler(self._app, client)
        try:
            async with asyncio.timeout(OPENING):
                await handler.connect()
        except TimeoutError:
            log.warning("Slack's Socket Mode can't be reached; trying again")
            await handler.close()
            return None
        except asyncio.CancelledError:
            await handler.close()
            raise
        log.info("connected to Slack")
        return handler

    async def _address(self) -> str | None:
        try:
            answer = await ask(self._client.apps_connections_open(app_token=self._app_token))
        except Trouble as trouble:
            if trouble.error in _REFUSED:
                raise WrongToken(
                    f"SLACK_APP_TOKEN: Slack refuses it ({trouble.error}). Get one at {WHERE_APP_TOKEN}"
                ) from None
            log.warning("Slack gives no connection (%s); trying again", trouble)
            return None
        return str(answer["url"])

    def _close_later(self, handler: _Handler) -> None:
        task = asyncio.create_task(handler.finish(FINISHING))
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)

    async def _close_all(self, current: _Handler | None) -> None:
        if current is not None:
            self._close_later(current)
        if self._closing:
            await asyncio.gather(*self._closing)
