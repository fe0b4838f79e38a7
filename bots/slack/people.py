"""Who people in Slack are, and whether they belong to a team's channel. Both are asked and remembered for a while."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import OrderedDict, defaultdict
from collections.abc import Awaitable, Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from slack_sdk.web.async_client import AsyncWebClient

from bots.slack.api import Json, Trouble, ask
from core.messages import Author
from core.people import own_name

log = logging.getLogger(__name__)

T = TypeVar("T")

KNOWN_FOR = 3600.0
"""Seconds a name, locale and time zone are believed."""
MEMBER_FOR = 60.0
"""Seconds a yes is believed."""
ASK_AGAIN = 2.0
"""Seconds after which a no, or an attempt that failed, is asked again."""
PATIENCE = 1.2
"""Seconds one look-up may take: Slack wants its answer to an event within 3."""
FIRST_PAUSE = 0.1
"""Seconds before the first of several attempts within that time."""
PAGE = 1000
"""Members a call brings."""
MOST = 10_000
"""People remembered at most."""


@dataclass
class _Channel:
    members: set[str] = field(default_factory=set)
    asked_at: float | None = None
    """When the list was last read whole."""
    refused: dict[str, float] = field(default_factory=dict)
    """When each person was last looked for in vain."""
    busy: asyncio.Lock = field(default_factory=asyncio.Lock)


class People:
    """Names and memberships of one workspace.

    `agents`: if given, exactly these people are members of every channel and Slack is not asked.
    `clock`: seconds, from any beginning.
    """

    def __init__(
        self,
        client: AsyncWebClient,
        agents: Collection[str] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._client = client
        self._agents = None if agents is None else frozenset(agents)
        self._clock = clock
        self._chats: OrderedDict[str, str] = OrderedDict()
        self._known: OrderedDict[str, tuple[float, Author]] = OrderedDict()
        self._channels: defaultdict[str, _Channel] = defaultdict(_Channel)

    async def author(self, user: str) -> Author:
        """Who this is. When Slack can't be asked: as known before, else with the id for a name."""
        known = self._known.get(user)
        if known and self._clock() - known[0] < KNOWN_FOR:
            self._known.move_to_end(user)
            return known[1]
        try:
            answer = await patiently(ask(self._client.users_info(user=user, include_locale=True)))
        except Trouble as trouble:
            log.warning("who %s is could not be asked: %s", user, trouble)
            return known[1] if known else Author(user, user)
        author = _author(user, answer["user"])
        self._known[user] = (self._clock(), author)
        while len(self._known) > MOST:
            self._known.popitem(last=False)
        return author

    async def chat(self, user: str) -> str:
        """The person's private chat with the bot, begun if there is none. Raises Trouble: with a plain no for somebody who
        can't be written to."""
        if (known := self._chats.get(user)) is None:
            answer = await patiently(ask(self._client.conversations_open(users=user)))
            known = self._chats[user] = str(answer["channel"]["id"])
            while len(self._chats) > MOST:
                self._chats.popitem(last=False)
        return known

    async def names(self, users: Iterable[str]) -> dict[str, str]:
        """The names of these people, by id."""
        asked = list(users)
        found = await asyncio.gather(*(self.author(user) for user in asked))
        return {user: author.name for user, author in zip(asked, found, strict=True)}

    async def member(self, channel: str, user: str) -> bool:
        """Whether the person belongs to the channel. When Slack can't be asked a member stays one; of who isn't known as one
        nothing is said: Trouble is raised, and the update must come again. A plain refusal of Slack's means no."""
        if self._agents is not None:
            return user in self._agents
        state = self._channels[channel]
        if (answer := self._remembered(state, user)) is not None:
            return answer
        async with state.busy:
            if (answer := self._remembered(state, user)) is None:
                answer = await self._look(channel, state, user)
            return answer

    def joined(self, channel: str, user: str) -> None:
        """Slack says that somebody came in."""
        state = self._channels[channel]
        state.members.add(user)
        state.refused.pop(user, None)

    def left(self, channel: str, user: str) -> None:
        """Slack says that somebody went out."""
        self._channels[channel].members.discard(user)

    def _remembered(self, state: _Channel, user: str) -> bool | None:
        now = self._clock()
        if now - state.refused.get(user, -ASK_AGAIN) < ASK_AGAIN:
            return user in state.members
        if user in state.members and state.asked_at is not None and now - state.asked_at < MEMBER_FOR:
            return True
        return None

    async def _look(self, channel: str, state: _Channel, user: str) -> bool:
        known = user in state.members
        try:
            state.members = await patiently(self._list(channel) if known else self._insist(channel))
        except Trouble as trouble:
            if not known and not trouble.answered:
                raise  # an agent would be told that their words were not sent, since they are no agent
            answer = known
            log.warning(
                "the members of %s could not be asked (%s); %s is taken as %s",
                *(channel, trouble, user, "a member, as before" if answer else "no member"),
            )
        else:
            state.asked_at = self._clock()
            state.refused.clear()
            answer = user in state.members
        if not answer or state.asked_at is None or self._clock() - state.asked_at >= MEMBER_FOR:
            state.refused[user] = self._clock()
        return answer

    async def _insist(self, channel: str) -> set[str]:
        """The list, tried again and again while there is time (`patiently` ends it)."""
        pause = FIRST_PAUSE
        while True:
            try:
                return await self._list(channel)
            except Trouble as trouble:
                if trouble.answered:
                    raise
                await asyncio.sleep(max(pause, trouble.retry_after or 0.0))
                pause *= 2

    async def _list(self, channel: str) -> set[str]:
        members: set[str] = set()
        cursor = ""
        while True:
            page = await ask(self._client.conversations_members(channel=channel, limit=PAGE, cursor=cursor or None))
            members.update(page["members"])
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return members


async def patiently(call: Awaitable[T]) -> T:
    """What a look-up brings, in the time that an event leaves for it. Raises Trouble when that is over."""
    try:
        async with asyncio.timeout(PATIENCE):
            return await call
    except TimeoutError:
        raise Trouble("TimeoutError") from None


LONGEST_NAME = 80
"""The longest display name (docs.slack.dev/reference/methods/users.profile.set)."""


def _author(user: str, info: Json) -> Author:
    profile = info.get("profile") or {}
    name = profile.get("display_name") or info.get("real_name") or profile.get("real_name") or info.get("name") or user
    return Author(
        id=user,
        name=own_name(str(name), LONGEST_NAME) or user,
        username=info.get("name"),
        language=info.get("locale"),
        timezone=info.get("tz"),
        bot=bool(info.get("is_bot")),
    )
