"""Whether people belong to an agents' group, as Telegram says it; asked and remembered for a while."""

from __future__ import annotations

import logging
import re
import time
from collections import OrderedDict
from collections.abc import Callable, Collection

from telegram.constants import ChatMemberStatus
from telegram.error import BadRequest, Forbidden, TelegramError

from bots.telegram import ids
from bots.telegram.client import Client
from bots.telegram.inbound import author_of
from core.commands import AGENT_HOME_COMMANDS
from core.messages import Author, Named, Reachable, Reacted, Said, Update

log = logging.getLogger(__name__)

YES_FOR = 60.0
"""Seconds a yes is believed."""

NO_FOR = 2.0
"""Seconds after which a no is asked again: somebody was just let in."""

MOST = 10_000
"""Answers remembered at most."""

_USERNAME = re.compile(r"@(\w{4,32})")

_MEMBERS = (ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.MEMBER)


class People:
    """Memberships. `agents`: if given, exactly these people count and Telegram is not asked. `clock`: seconds."""

    def __init__(
        self, client: Client, agents: Collection[str] | None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._client = client
        self._agents = None if agents is None else frozenset(agents)
        self._clock = clock
        self._known: OrderedDict[tuple[int, str], tuple[float, bool]] = OrderedDict()
        self._written: OrderedDict[str, Author] = OrderedDict()
        """Agents who have written since the start, by their usernames: nobody tells us who a username is."""

    async def belongs(self, update: Update) -> bool:
        """Whether whoever did this belongs to the group it happened in; asked in topics, of reactions, and in
        General for what is answered there. When Telegram can't be asked a
        member stays one; of who isn't known as one nothing is said: TelegramError is raised, and the update must come
        again."""
        place = ids.parse_place(update.place)
        if isinstance(update, Reachable):  # they have just left
            self._known.pop((place.chat, update.author.id), None)
            return False
        in_home = isinstance(update, Reacted) or (isinstance(update, Said) and update.command in AGENT_HOME_COMMANDS)
        if update.direct or update.author.bot or (place.thread is None and not in_home):
            return False
        member = await self._belongs(place.chat, update.author.id)
        if member and update.author.username:
            self._written[update.author.username.lower()] = update.author
            while len(self._written) > MOST:
                self._written.popitem(last=False)
        return member

    async def named(self, said: Said) -> tuple[Named, ...]:
        """Whom a command names, and whether they belong to its group; of usernames those of administrators, and of agents
        who have written here before."""
        chat, found = ids.parse_place(said.place).chat, [one.author for one in said.named]
        if names := [name.lower() for name in _USERNAME.findall(said.text)]:
            known = {**self._written, **await self._administrators(chat)}
            found += [known[name] for name in names if name in known]
        return tuple([Named(author, await self._belongs(chat, author.id)) for author in found if not author.bot])

    async def _administrators(self, chat: int) -> dict[str, Author]:
        try:
            answer = await self._client.call("getChatAdministrators", {"chat_id": chat})
        except (BadRequest, Forbidden):
            return {}
        authors = [author_of(one["user"]) for one in answer]
        return {author.username.lower(): author for author in authors if author.username}

    async def _belongs(self, chat: int, user: str) -> bool:
        if self._agents is not None:
            return user in self._agents
        who = (chat, user)
        known = self._known.get(who)
        if known and self._clock() - known[0] < (YES_FOR if known[1] else NO_FOR):
            return known[1]
        try:
            answer = await self._ask(*who)
        except TelegramError as error:
            if not (known and known[1]):
                raise
            log.warning("Telegram: who belongs to a group could not be asked: %s", self._client.words(error))
            return True
        self._known[who] = (self._clock(), answer)
        while len(self._known) > MOST:
            self._known.popitem(last=False)
        return answer

    async def _ask(self, chat: int, user: str) -> bool:
        try:
            found = await self._client.call("getChatMember", {"chat_id": chat, "user_id": int(user)})
        except (BadRequest, Forbidden):  # nobody there by that id, or we were put out ourselves
            return False
        return found["status"] in _MEMBERS or bool(found.get("is_member"))
