"""The small world of the playground: one Telegram, one Slack, and the few people in them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from starlette.routing import BaseRoute, Mount

from playground.slack import Channel, Slack
from playground.slack.workspace import Sleep
from playground.telegram import Telegram

TELEGRAM_PATH = "/simulated/telegram"
SLACK_PATH = "/simulated/slack"

# They have the shapes of real ones, so that whatever checks a token's shape finds nothing to complain about.
_BOT_TOKEN = "5000000001:harbour-desk-of-the-playground-only"
_SLACK_BOT_TOKEN = "xoxb-playground-harbour-desk"
_SLACK_APP_TOKEN = "xapp-playground-harbour-desk"
_SIGNING_SECRET = "playground-signing-secret"
_SECRET_KEY = "what the playground seals secrets with: known to everybody"


class World:
    """Requesters in Telegram, agents in Slack, and the desk's bot in both.

    With a `folder` everything survives a kill and is there again at the next start, as it was left: the
    cast is made only once. Without one it lives in memory. `clock` gives seconds since the epoch, `sleep`
    waits by it; a test may move both.

    In Telegram: the bot `@harbour_desk_bot` (`bot`) and the requesters `ann` (English) and `carlo` (Italian).
    In Slack: the public channel `support` with the agents `anna` and `bruno` and the desk's `app`, and `dora`,
    who can see the channel but is not in it; and `sam`, a colleague with questions of his own.

    `closing` is set when the world is about to end, for those who would listen for ever.
    """

    def __init__(
        self, folder: Path | None = None, clock: Callable[[], float] = time.time, sleep: Sleep = asyncio.sleep
    ) -> None:
        self.telegram = Telegram(clock, folder / "telegram" if folder else None, sleep)
        self.slack = Slack(clock, folder / "slack" if folder else None, sleep)
        self.closing = asyncio.Event()
        self.bot_token = _BOT_TOKEN
        self.slack_bot_token = _SLACK_BOT_TOKEN
        self.slack_app_token = _SLACK_APP_TOKEN
        self.signing_secret = _SIGNING_SECRET
        self._fill_telegram()
        self._fill_slack()

    def _fill_telegram(self) -> None:
        known = next((bot for bot in self.telegram.bots if bot.token == self.bot_token), None)
        self.bot = known or self.telegram.add_bot(self.bot_token, "harbour_desk_bot", "Harbour desk")
        self.ann = self.telegram.person("Ann Reyes", username="ann_reyes", language="en").with_bot(self.bot)
        self.carlo = self.telegram.person("Carlo Bianchi", username="carlo_bianchi", language="it").with_bot(self.bot)

    def _fill_slack(self) -> None:
        self.slack.workspace.state.team.update(name="Harbour", domain="harbour")
        self.anna = self.slack.person("Anna Berg", title="Product support")
        self.bruno = self.slack.person("Bruno Conti", title="Product support", tz="Europe/Rome")
        self.dora = self.slack.person("Dora Lind", title="Sales", tz="Europe/Stockholm")
        self.sam = self.slack.person("Sam Okoye", title="Warehouse", tz="Europe/London")
        self.app = self.slack.add_app(_SLACK_BOT_TOKEN, _SLACK_APP_TOKEN, _SIGNING_SECRET, "Harbour desk")
        self.support = self._support() or self.slack.channel("support", [self.anna, self.bruno, self.app])

    def _support(self) -> Channel | None:
        """The channel if it was made before: who left it since then stays out."""
        channels = self.slack.workspace.state.channels.values()
        return next((Channel(item["id"], "support") for item in channels if item.get("name") == "support"), None)

    def environment(self, base_url: str) -> dict[str, str]:
        """The settings of a program that talks to these platforms, their `routes()` being served at `base_url`.

        From now on Slack gives out addresses below `base_url` too.
        """
        base = base_url.rstrip("/")
        self.slack.public_url = base + SLACK_PATH
        return {
            "TELEGRAM_BOT_TOKEN": self.bot_token,
            "TELEGRAM_API_URL": base + TELEGRAM_PATH,
            "SLACK_BOT_TOKEN": self.slack_bot_token,
            "SLACK_APP_TOKEN": self.slack_app_token,
            "SLACK_API_URL": self.slack.api_url,
            "SLACK_SUPPORT_CHANNEL": self.support.id,
            "FRONTDOOR_SECRET_KEY": _SECRET_KEY,
        }

    def routes(self) -> list[BaseRoute]:
        """Both platforms' addresses, to be served at the root of an application."""
        return [Mount(TELEGRAM_PATH, app=self.telegram.app), Mount(SLACK_PATH, app=self.slack.app)]

    async def close(self) -> None:
        """Stop delivering and close connections, a page's included; what was not delivered stays queued."""
        self.closing.set()
        await self.slack.close()
        await self.telegram.close()

    async def __aenter__(self) -> World:
        await self.telegram.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()
