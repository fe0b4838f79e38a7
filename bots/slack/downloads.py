"""Fetching a file that came in."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from urllib.parse import urljoin, urlsplit

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bots.channel import Gone
from bots.slack.api import TRANSFER, Trouble, ask, pool
from core.messages import IncomingFile

log = logging.getLogger(__name__)

CHUNK = 256 * 1024
HOPS = 5
_REDIRECTS = (301, 302, 303, 307, 308)


class LoginPage(aiohttp.ClientPayloadError):
    """Slack answered with its login page instead of the file: it does so for a while after an upload, too."""


class Downloads:
    """Files by their `ref`: an address, or an id for those Slack wants to be asked for first."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client

    async def bytes_of(self, file: IncomingFile) -> AsyncIterator[bytes]:
        """The file's bytes. Raises Gone, or aiohttp's errors (also the builtin TimeoutError)."""
        if file.problem == "gone":
            raise Gone
        url = await self._address(file.ref)
        try:
            async for chunk in self._fetch(url, file):
                yield chunk
            return
        except LoginPage:
            log.info("Slack gave its login page for a file; it is asked for once more")
        try:
            async for chunk in self._fetch(url, file):
                yield chunk
        except LoginPage:
            raise Gone from None

    def trusts(self, url: str) -> bool:
        """Whether the bot token may go there: to Slack's hosts by https, and to the host of our Web API."""
        parts = urlsplit(url)
        own = urlsplit(self._client.base_url)
        if parts.hostname == own.hostname:
            return parts.scheme == "https" or parts.scheme == own.scheme
        host = parts.hostname or ""
        return parts.scheme == "https" and (host == "slack.com" or host.endswith(".slack.com"))

    async def _address(self, ref: str) -> str:
        if "://" not in ref:
            try:
                found = (await ask(self._client.files_info(file=ref)))["file"]
            except Trouble as trouble:
                if trouble.answered:
                    raise Gone from None
                raise aiohttp.ClientConnectionError(trouble.error) from None
            ref = found.get("url_private_download") or found.get("url_private") or ""
        if not self.trusts(ref):
            raise Gone
        return ref

    async def _fetch(self, url: str, file: IncomingFile) -> AsyncIterator[bytes]:
        for _ in range(HOPS):
            headers = {"Authorization": f"Bearer {self._client.token}"} if self.trusts(url) else {}
            async with pool(self._client).get(
                url, headers=headers, allow_redirects=False, proxy=self._client.proxy, timeout=TRANSFER
            ) as response:
                if response.status in _REDIRECTS:
                    url = urljoin(url, response.headers.get("Location", ""))
                    if not url.startswith("https:") and not self.trusts(url):
                        raise Gone
                    continue
                async for chunk in _checked(response, file):
                    yield chunk
                return
        raise Gone


async def _checked(response: aiohttp.ClientResponse, file: IncomingFile) -> AsyncIterator[bytes]:
    """The body, unless it is a refusal or the login page: HTTP 200 with a page, for want of a good token."""
    if response.status in (401, 403, 404, 410):
        raise Gone
    if response.status != 200:
        # raise_for_status would carry our headers, with the token in them
        raise aiohttp.ClientPayloadError(f"HTTP {response.status}")
    is_page = file.mime == "text/html" or file.name.lower().endswith((".html", ".htm"))
    if response.content_type == "text/html" and not is_page:
        raise LoginPage
    first = True
    async for chunk in response.content.iter_chunked(CHUNK):
        if first and not is_page and chunk.lstrip()[:14].lower().startswith(b"<!doctype html"):
            raise LoginPage
        first = False
        yield chunk
