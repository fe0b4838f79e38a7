"""The HTTP door: one path for events and interactivity, open to nobody who can't sign."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from slack_bolt.adapter.starlette.async_handler import to_async_bolt_request, to_starlette_response
from slack_bolt.async_app import AsyncApp
from slack_sdk.signature import SignatureVerifier
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

log = logging.getLogger(__name__)

PATH = "/slack/events"
MOST = 1024 * 1024
"""The largest body taken, in bytes."""
FRESH = 300
"""Seconds a signed request may be old or early (docs.slack.dev/authentication/verifying-requests-from-slack)."""


class Door:
    """Checks a request and hands it to Bolt. `clock`: seconds since 1970."""

    def __init__(self, app: AsyncApp, signing_secret: str, clock: Callable[[], float] = time.time) -> None:
        self._app = app
        self._verifier = SignatureVerifier(signing_secret)
        self._clock = clock

    def route(self) -> Route:
        """POST /slack/events."""
        return Route(PATH, self.answer, methods=["POST"])

    async def answer(self, request: Request) -> Response:
        """401 for a bad signature or an old timestamp, 413 for a body over the limit, 500 where Slack is to try again."""
        timestamp = request.headers.get("x-slack-request-timestamp", "")
        signature = request.headers.get("x-slack-signature", "")
        if not signature or not self._is_fresh(timestamp):
            return _refused("no signature, or an old one")
        try:
            body = await _read(request)
        except ClientDisconnect:
            return Response(status_code=400)
        if body is None:
            return Response(status_code=413)
        if not self._is_signed(body, timestamp, signature):
            return _refused("a wrong signature")
        try:
            asked = to_async_bolt_request(request, body)
        except UnicodeDecodeError:
            return Response(status_code=400)
        return to_starlette_response(await self._app.async_dispatch(asked))

    def _is_fresh(self, timestamp: str) -> bool:
        return timestamp.isascii() and timestamp.isdigit() and abs(self._clock() - int(timestamp)) <= FRESH

    def _is_signed(self, body: bytes, timestamp: str, signature: str) -> bool:
        if not signature.isascii():
            return False  # the comparison in constant time takes no others
        expected = self._verifier.generate_signature(timestamp=timestamp, body=body)
        return expected is not None and self._verifier.is_valid(body, timestamp, signature)


async def _read(request: Request) -> bytes | None:
    """The body, None when it is over the limit: then no more of it is read."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST:
            return None
    return bytes(body)


def _refused(why: str) -> Response:
    log.warning("a request to %s was refused: %s", PATH, why)
    return Response(status_code=401)
