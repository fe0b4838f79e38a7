"""Answering a press, to the presser alone."""

from __future__ import annotations

import logging
from collections.abc import Callable

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bots.slack.api import Json, Trouble, ask, pool
from bots.slack.text import escape

log = logging.getLogger(__name__)


class Teller:
    """`trusts`: whether an address is Slack's own."""

    def __init__(self, client: AsyncWebClient, trusts: Callable[[str], bool]) -> None:
        self._client = client
        self._trusts = trusts

    async def tell(self, body: Json, words: str | None) -> None:
        """Shows the words to who pressed. A message only they saw, and whose button they have now pressed, makes place
        for the words, or goes; any other message stays as it is."""
        is_private = bool(body["container"].get("is_ephemeral"))
        if words and body["container"]["type"] == "view":  # there is no room for words in a home tab
            await self._say(body["user"]["id"], words)
            return
        if not words and not is_private:
            return
        answer: Json = {"delete_original": True}
        if words:
            answer = {"text": escape(words), "response_type": "ephemeral", "replace_original": is_private}
        url = body.get("response_url") or ""
        if self._trusts(url) and await self._respond(url, answer):
            return
        if words:
            await self._whisper(body, words)

    async def _respond(self, url: str, answer: Json) -> bool:
        """Whether Slack took it. The address is the permission: the token stays at home."""
        try:
            async with pool(self._client).post(url, json=answer, proxy=self._client.proxy) as response:
                return response.status == 200
        except (aiohttp.ClientError, TimeoutError, ConnectionError) as error:
            log.info("the address for answers did not answer: %s", type(error).__name__)
            return False

    async def _say(self, user: str, words: str) -> None:
        try:
            await ask(self._client.chat_postMessage(channel=user, text=escape(words)))
        except Trouble as trouble:
            log.warning("an answer to a press could not be shown: %s", trouble)

    async def _whisper(self, body: Json, words: str) -> None:
        container = body["container"]
        # In a thread without a reply Slack would show it to nobody.
        root = container.get("thread_ts") or (body.get("message") or {}).get("thread_ts")
        try:
            await ask(
                self._client.chat_postEphemeral(
                    channel=container["channel_id"], user=body["user"]["id"], thread_ts=root, text=escape(words)
                )
            )
        except Trouble as trouble:
            log.warning("an answer to a press could not be shown: %s", trouble)
