"""Telegram's webhook: answered with 200 once the inbox has the update."""

from __future__ import annotations

import asyncio
import hmac
import logging
from collections.abc import Mapping

import orjson
from starlette.routing import Route
from starlette.types import Receive, Scope, Send
from telegram.error import TelegramError

from bots.telegram import inbound
from bots.telegram.client import Client, Jitter
from bots.telegram.compose import Json
from bots.telegram.ears import Ears
from bots.telegram.receiver import Receiver, body_key
from bots.telegram.settings import PATH, TelegramSettings
from bots.telegram.trouble import Sleep, Trouble, insist

log = logging.getLogger(__name__)

HEADER = b"x-telegram-bot-api-secret-token"

BODY_BYTES = 4 * 1024 * 1024
"""The most a body may have; Telegram's own answers end there too."""

HEARTBEAT_SECONDS = 30.0
"""Between two notes that somebody is there; Telegram comes back by itself to an address that did not answer."""

BACKLOG_SECONDS, BACKLOG_LOOKS = 5.0, 12
"""After a silence: how often, and how many times, Telegram is asked whether updates from then still wait."""

CONNECTIONS = 100
"""The most updates that Telegram may bring at once, each of another chat."""


class Webhook:
    """The route that Telegram calls, and its registration."""

    def __init__(
        self,
        settings: TelegramSettings,
        client: Client,
        receiver: Receiver,
        ears: Ears,
        sleep: Sleep,
        jitter: Jitter,
    ) -> None:
        self._settings = settings
        self._secret = settings.secret.encode()
        self._client = client
        self._receiver = receiver
        self._ears = ears
        self._sleep = sleep
        self._trouble = Trouble("setWebhook", sleep, jitter)

    async def run(self) -> None:
        """Registers, then keeps until cancelled that somebody is there to be called."""
        await self.register()
        while True:
            await self._ears.heard()
            for _ in range(BACKLOG_LOOKS if self._ears.behind else 0):
                if not await self._waiting():
                    break
                await self._sleep(BACKLOG_SECONDS)
            await self._ears.nothing_waits()
            await asyncio.sleep(HEARTBEAT_SECONDS)

    async def _waiting(self) -> bool:
        """Whether updates wait in Telegram; also where it can't be asked."""
        try:
            return bool((await self._client.call("getWebhookInfo", {}))["pending_update_count"])
        except TelegramError:
            return True

    async def register(self) -> None:
        """Tells Telegram our address and secret; tries until it is taken."""
        params = {
            "url": self._settings.webhook_url,
            "secret_token": self._settings.secret,
            "allowed_updates": list(inbound.KINDS),
            "max_connections": CONNECTIONS,
        }
        await insist(lambda: self._client.call("setWebhook", params), self._client, self._trouble)

    def route(self) -> Route:
        """`POST /telegram/webhook`."""
        return Route(PATH, _Door(self), methods=["POST"])

    def admits(self, headers: Mapping[bytes, bytes]) -> bool:
        """Whether the caller has the secret."""
        return hmac.compare_digest(headers.get(HEADER, b""), self._secret)

    async def take(self, body: bytes) -> tuple[int, bytes]:
        """500 when the inbox failed and the update must come again, else 200; and the body of the answer."""
        try:
            call = await self._take(body)
        except Exception as failure:  # noqa: BLE001 - whatever it was, Telegram must bring the update again
            # Only the kind of error: its words may hold what people wrote.
            log.error("Telegram: an update could not be taken and must come again: %s", type(failure).__name__)
            return 500, b""
        return 200, orjson.dumps(call) if call else b""  # Telegram runs a method that it finds in the answer

    async def _take(self, body: bytes) -> Json | None:
        try:
            raw = orjson.loads(body)
        except orjson.JSONDecodeError as error:
            await self._receiver.set_aside(body_key(body), body.decode(errors="replace"), f"no JSON: {error}")
            return None
        return await self._receiver.take(raw, carries=True)


class _Door:
    """The webhook as a door (`bots.channel.Door`), and as an ASGI application for servers that know none."""

    most = BODY_BYTES

    def __init__(self, webhook: Webhook) -> None:
        self.admits = webhook.admits
        self.answer = webhook.take

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """401 without the secret, 413 over 4 MiB, else what the webhook answers."""
        status, answer = 401, b""
        given = dict(scope["headers"])
        if self.admits(given):
            body = await _body(given, receive)
            status, answer = (413, b"") if body is None else await self.answer(body)
        headers = [(b"content-length", str(len(answer)).encode())]
        if answer:
            headers.append((b"content-type", b"application/json"))
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": answer})


async def _body(headers: Mapping[bytes, bytes], receive: Receive) -> bytes | None:
    """The body, or None as soon as it is seen to be too long or its sender has gone."""
    announced = headers.get(b"content-length", b"0")
    if not announced.isdigit() or int(announced) > BODY_BYTES:
        return None
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return None
        body += message.get("body", b"")
        if len(body) > BODY_BYTES:
            return None
        if not message.get("more_body"):
            return bytes(body)
