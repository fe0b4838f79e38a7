"""Asking Slack's Web API: one shared connection pool, and every way it can go wrong as one exception."""

from __future__ import annotations

import logging
from collections.abc import Awaitable
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

Json = dict[str, Any]

SDK_LOG = "bots.slack.sdk"
"""The logger given to Slack's libraries. It is shut: they log message texts, tickets of addresses and whole
payloads; what is worth telling we tell ourselves."""

_TIMEOUT = aiohttp.ClientTimeout(total=30, sock_connect=10)
TRANSFER = aiohttp.ClientTimeout(total=None, sock_connect=10, sock_read=30)
"""For the bytes of files: however long it takes, as long as something moves."""
_LOOPBACK = ("127.0.0.1", "::1", "localhost")
_OUTAGE = ("internal_error", "fatal_error", "service_unavailable", "request_timeout")


class Trouble(Exception):
    """A call that brought nothing. The text is Slack's own error code, or the kind of network trouble; never an
    exception's own text, which may show the token.

    `status`: the answer's HTTP status, 0 without an answer. `left`: the request may have reached Slack.
    `retry_after`: seconds Slack asked to wait.
    """

    def __init__(self, error: str, *, status: int = 0, left: bool = True, retry_after: float | None = None) -> None:
        super().__init__(error)
        self.error = error
        self.status = status
        self.left = left
        self.retry_after = retry_after

    @property
    def limited(self) -> bool:
        """Too many calls (docs.slack.dev/apis/web-api/rate-limits)."""
        return self.status == 429 or self.error in ("ratelimited", "rate_limited")

    @property
    def outage(self) -> bool:
        """Slack answered that it can't just now: part of the work may have been done all the same."""
        return self.status >= 500 or self.error in _OUTAGE

    @property
    def answered(self) -> bool:
        """Slack gave a plain no, whose reason is `error`."""
        return self.status > 0 and not self.limited and not self.outage


def quiet_logger() -> logging.Logger:
    """The logger for Slack's libraries, see SDK_LOG."""
    logger = logging.getLogger(SDK_LOG)
    logger.setLevel(logging.CRITICAL + 1)
    return logger


def new_session() -> aiohttp.ClientSession:
    """The one pool that every call shares; with a session given, the SDK's own time limit would not hold."""
    return aiohttp.ClientSession(timeout=_TIMEOUT)


def pool(client: AsyncWebClient) -> aiohttp.ClientSession:
    """The client's connections. Raises RuntimeError before the channel was opened."""
    if client.session is None:
        raise RuntimeError("the Slack channel was not opened")
    return client.session


def new_client(token: str, api_url: str) -> AsyncWebClient:
    """A client that sends every call once: a repetition is the outbox's to decide. Its session is set once there is one."""
    client = AsyncWebClient(token=token, base_url=api_url, retry_handlers=[], logger=quiet_logger())
    client.proxy = proxy_for(api_url)
    return client


def proxy_for(url: str) -> str | None:
    """The proxy the environment names for this address. The SDK reads it too, but minds no NO_PROXY."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if host in _LOOPBACK or proxy_bypass(host):
        return None
    return getproxies().get(parts.scheme)


async def ask(call: Awaitable[AsyncSlackResponse]) -> Json:
    """The answer to one call of the SDK's client. Raises Trouble, and nothing else, for whatever the network or Slack do."""
    try:
        response = await call
    except SlackApiError as error:
        raise _refusal(error) from None
    except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
        raise Trouble(type(error).__name__, left=False) from None
    except (aiohttp.ClientError, TimeoutError, ConnectionError) as error:
        raise Trouble(type(error).__name__) from None
    except AttributeError:
        # The SDK takes a text/plain answer (a proxy's error page) for a dictionary.
        raise Trouble("unreadable_answer", status=502) from None
    return dict(response.data) if isinstance(response.data, dict) else {}


def _refusal(error: SlackApiError) -> Trouble:
    response = error.response
    if not isinstance(response, AsyncSlackResponse):
        return Trouble("unreadable_answer", status=502)  # a body that is no JSON: not Slack's own words
    data = response.data if isinstance(response.data, dict) else {}
    retry_after = response.headers.get("Retry-After", "")
    return Trouble(
        str(data.get("error") or f"http_{response.status_code}"),
        status=response.status_code if data or response.status_code != 200 else 502,
        retry_after=float(retry_after) if retry_after.isdecimal() else None,
    )
