"""Slack as a channel: the whole of it, put together."""

from __future__ import annotations

import asyncio
import logging
import random
import time
from collections.abc import AsyncIterator, Callable, Collection, Sequence
from typing import Literal

from slack_bolt.authorization import AuthorizeResult
from starlette.routing import BaseRoute

from bots.channel import Capabilities
from bots.slack import ids, rich
from bots.slack.api import Json, Trouble, ask, new_client, new_session
from bots.slack.downloads import Downloads
from bots.slack.fates import SCOPE_MISSING, TOKEN_REFUSED
from bots.slack.inbound import Inbound
from bots.slack.missed import Missed
from bots.slack.outbound import Outbound
from bots.slack.people import People
from bots.slack.picking import Picking, TicketReaction
from bots.slack.reading import CHANNEL, CHAT
from bots.slack.settings import WHERE_BOT_TOKEN, SlackSettings
from bots.slack.socket import Socket
from bots.slack.tell import Teller
from bots.slack.web import Door
from core.errors import WrongToken
from core.messages import Change, Delivery, Fate, IncomingFile, Publish, Say, Sent
from core.ports import Budget, Files, Heard, Inbox

log = logging.getLogger(__name__)

MEGABYTE = 1024 * 1024
CAPABILITIES = Capabilities(
    text=3800,  # chat.update takes 4,000 characters; what escaping adds must fit too
    caption=3800,
    upload=1024 * MEGABYTE,
    download=100 * MEGABYTE,  # a choice of ours: more fills the store sooner than it helps
    picture=1024 * MEGABYTE,
    together=10,
    mixed=True,
    private_words=True,
    rides=False,
    can_be_asked=True,
    formats=rich.FORMATS,
    stand_ins=rich.STAND_INS,
)
POSTS_PER_SECOND, POSTS_AT_ONCE = 1.0, 8.0
"""A channel's share: about one message a second, short bursts let through (docs.slack.dev/apis/web-api/rate-limits)."""
UPDATES_PER_SECOND, UPDATES_AT_ONCE = 50 / 60, 10.0
"""chat.update is Tier 3: 50 a minute for the whole workspace."""
PAGES_PER_SECOND, PAGES_AT_ONCE = 100 / 60, 20.0
"""views.publish is Tier 4: 100 a minute."""


class Slack:
    """One installed app in one workspace.

    `heard`: what is kept of when Slack was heard. `homes`: the agents' channels. `agents`: if given, who counts as a member
    of those, instead of asking Slack. `on_unknown`: told the kind of every update that is passed over. `direct`: whether
    private messages to the bot reach the inbox. `ticket_reaction`: which reaction makes a ticket of a message. `jitter` gives
    numbers from 0 to 1; `clock` seconds, from any beginning.
    """

    name = CHANNEL
    capabilities = CAPABILITIES
    listens_alone = False

    def __init__(
        self,
        settings: SlackSettings,
        inbox: Inbox,
        files: Files,
        heard: Heard,
        *,
        homes: Collection[str] = (),
        agents: Collection[str] | None = None,
        on_unknown: Callable[[str], None] = lambda kind: None,
        direct: bool = False,
        ticket_reaction: TicketReaction | None = None,
        jitter: Callable[[], float] = random.random,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._settings = settings
        self._jitter = jitter
        self._client = new_client(settings.bot_token, settings.api_url)
        self._identity: AuthorizeResult | None = None
        self._downloads = Downloads(self._client)
        self._site = ""
        self._outbound = Outbound(self._client, files, jitter, lambda: self._site)
        self._missed = Missed(self._client, heard, homes, direct=direct)
        people = People(self._client, agents, clock)
        self._inbound = Inbound(
            inbox,
            people,
            self._client,
            signing_secret=settings.signing_secret,
            authorize=self._who_we_are,
            tell=Teller(self._client, self._downloads.trusts).tell,
            missed=self._missed,
            picking=Picking(self._client, people, frozenset(homes), ticket_reaction),
            on_unknown=on_unknown,
            direct=direct,
        )

    async def open(self) -> None:
        """Makes the connections' pool and asks Slack who we are. Raises WrongToken when Slack refuses the bot token;
        when it can't be reached that is asked again with the first update."""
        self._client.session = new_session()
        try:
            await self._who_we_are()
        except Trouble as trouble:
            if trouble.error in (*TOKEN_REFUSED, *SCOPE_MISSING):
                raise WrongToken(
                    f"SLACK_BOT_TOKEN: Slack refuses it ({trouble.error}). Get one at {WHERE_BOT_TOKEN}"
                ) from None
            log.warning("Slack can't be asked who we are (%s); going on without", trouble)

    async def listen(self) -> None:
        """Listens, and reads back what was missed, until cancelled: over Socket Mode, or (with HTTP, where the updates come by
        themselves) the latter alone. Raises WrongToken for the app token."""
        parts = [asyncio.create_task(self._missed.run(self._inbound.bring))]
        self._missed.lost()
        if self._settings.app_token:
            socket = Socket(self._inbound.app, self._client, self._settings.app_token, self._missed, self._jitter)
            parts.append(asyncio.create_task(socket.run()))
        else:
            self._missed.opened()
        try:
            ended, _ = await asyncio.wait(parts, return_when=asyncio.FIRST_COMPLETED)
            for part in ended:
                part.result()
        finally:
            for part in parts:
                part.cancel()
            await asyncio.gather(*parts, return_exceptions=True)

    def routes(self) -> Sequence[BaseRoute]:
        """POST /slack/events where updates come by HTTP."""
        if self._settings.socket_mode or not self._settings.signing_secret:
            return ()
        return (Door(self._inbound.app, self._settings.signing_secret).route(),)

    def budgets(self, delivery: Delivery) -> Sequence[Budget]:
        """Posts share their channel's budget, edits the workspace's."""
        if isinstance(delivery.act, Say) and delivery.place is not None:
            channel = ids.parse(delivery.place).channel
            # All private chats are one home: one that is full must not hold up the others.
            holds: Literal["lane", "home"] = "lane" if channel.startswith(CHAT) else "home"
            return (Budget(f"slack:post:{channel}", POSTS_PER_SECOND, POSTS_AT_ONCE, holds),)
        if isinstance(delivery.act, Change):
            return (Budget("slack:chat.update", UPDATES_PER_SECOND, UPDATES_AT_ONCE, "home"),)
        if isinstance(delivery.act, Publish):
            return (Budget("slack:views.publish", PAGES_PER_SECOND, PAGES_AT_ONCE, "lane"),)
        return ()

    async def send(self, delivery: Delivery) -> Fate:
        """See `Outbound.send`."""
        return await self._outbound.send(delivery)

    async def find(self, delivery: Delivery) -> Sent | None:
        """See `Outbound.find`: raises ConnectionError when Slack can't be asked."""
        return await self._outbound.find(delivery)

    def download(self, file: IncomingFile) -> AsyncIterator[bytes]:
        """See `Downloads.bytes_of`."""
        return self._downloads.bytes_of(file)

    def link(self, word: str) -> str | None:
        """Slack has none that would say something."""
        return None

    async def close(self) -> None:
        """Gives answers on their way two seconds, then ends all connections."""
        await self._inbound.drain(2.0)
        if self._client.session is not None:
            await self._client.session.close()

    async def _who_we_are(self) -> AuthorizeResult:
        """Asked once, then known. Raises Trouble."""
        if self._identity is None:
            answer = await ask(self._client.auth_test())
            self._site = answer.get("url") or ""
            self._identity = _identity(answer, self._settings.bot_token)
        return self._identity


def _identity(answer: Json, token: str) -> AuthorizeResult:
    return AuthorizeResult(
        enterprise_id=answer.get("enterprise_id"),
        team_id=answer.get("team_id"),
        bot_id=answer.get("bot_id"),
        bot_user_id=answer["user_id"],
        bot_token=token,
    )
