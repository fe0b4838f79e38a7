"""Telegram's webhook: answered with 200 once the inbox has the update."""

from __future__ import annotations

import hmac
import logging

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bots.telegram import inbound
from bots.telegram.client import Client, Jitter
from bots.telegram.compose import Json
from bots.telegram.receiver import Receiver, body_key
from bots.telegram.settings import PATH, TelegramSettings
from bots.telegram.trouble import Sleep, Trouble, insist

log = logging.getLogger(__name__)

HEADER = "X-Telegram-Bot-Api-Secret-Token"

BODY_BYTES = 4 * 1024 * 1024
"""The most a body may have; Telegram's own answers end there too."""

CONNECTIONS = 100
"""The most updates that Telegram may bring at once, each of another chat."""


class Webhook:
    """The route that Telegram calls, and its registration."""

    def __init__(
        self, settings: TelegramSettings, client: Client, receiver: Receiver, sleep: Sleep, jitter: Jitter
    ) -> None:
        self._settings = settings
        self._client = client
        self._receiver = receiver
        self._trouble = Trouble("setWebhook", sleep, jitter)

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
        return Route(PATH, self._called, methods=["POST"])

    async def _called(self, request: Request) -> Response:
        """401 without the secret, 413 over 4 MiB, 500 when the inbox failed and it must come again, else 200."""
        sent = request.headers.get(HEADER, "")
        if not hmac.compare_digest(sent.encode(), self._settings.secret.encode()):
            return Response(status_code=401)
        body = await _body(request)
        if body is None:
            return Response(status_code=413)
        try:
            call = await self._take(body)
        except Exception as failure:  # noqa: BLE001 - whatever it was, Telegram must bring the update again
            # Only the kind of error: its words may hold what people wrote.
            log.error("Telegram: an update could not be taken and must come again: %s", type(failure).__name__)
            return Response(status_code=500)
        if call is None:
            return Response(status_code=200)
        # Telegram runs a method that it finds in the answer.
        return Response(orjson.dumps(call), media_type="application/json")

    async def _take(self, body: bytes) -> Json | None:
        try:
            raw = orjson.loads(body)
        except orjson.JSONDecodeError as error:
            await self._receiver.set_aside(body_key(body), body.decode(errors="replace"), f"no JSON: {error}")
            return None
        return await self._receiver.take(raw, carries=True)


async def _body(request: Request) -> bytes | None:
    """The body, or None as soon as it is seen to be too long."""
    announced = request.headers.get("Content-Length", "0")
    if not announced.isdecimal() or int(announced) > BODY_BYTES:
        return None
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > BODY_BYTES:
            return None
    return bytes(body)
