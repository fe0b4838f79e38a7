"""A message that somebody wants a ticket made of, without a form of ours before them: a mention of the app, or a reaction
to the message; and what a chosen message stands among."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from slack_sdk.web.async_client import AsyncWebClient

from bots.slack import ids, reading, said
from bots.slack.api import Trouble, ask
from bots.slack.finding import Finding
from bots.slack.people import People, patiently
from bots.slack.reading import CHANNEL, Json, Rules, team_of
from core.commands import AGENT_HOME_COMMANDS
from core.marks import spelled
from core.messages import Author, IncomingFile, Picked, Said
from core.text import shortened

READ = 200
"""Messages of a thread that are read."""
SHOWN = 20
"""Messages of it that go along: the first, and the last ones."""
LONGEST = 500
"""Characters of each."""


class Context(NamedTuple):
    """Name and words of the messages around one, how many more there are, and why they could not be read."""

    lines: tuple[tuple[str, str], ...] = ()
    left_out: int = 0
    unread: str = ""


@dataclass(frozen=True, slots=True)
class TicketReaction:
    """The reaction that makes a ticket of a message, and the channels where it does."""

    emoji: str
    channels: frozenset[str]


class Picking:
    """`homes`: the agents' channels."""

    def __init__(
        self, client: AsyncWebClient, people: People, homes: frozenset[str], reaction: TicketReaction | None
    ) -> None:
        self._client = client
        self._finding = Finding(client)
        self._people = people
        self._homes = homes
        self._reaction = reaction

    async def asks(self, told: Json, rules: Rules) -> bool:
        """Whether a mention asks for a ticket: by anybody where no agents are, and beside their threads by who is none."""
        if reading.from_bot(told) or told.get("subtype") not in reading.SAID:
            return False
        if told["channel"] not in self._homes:
            return True
        rest = said.after_mention(said.read(told), rules.bot)
        word = rest[0].strip().split(" ")[0].lower() if rest else ""
        if told.get("thread_ts") or word in AGENT_HOME_COMMANDS:
            return False
        return not await self._people.member(told["channel"], told["user"])

    def counts(self, told: Json, rules: Rules) -> bool:
        """Whether a reaction makes a ticket of its message."""
        item, wanted = told["item"], self._reaction
        if (
            told["type"] != "reaction_added"
            or wanted is None
            or item.get("type") != "message"
            or told["user"] == rules.bot
        ):
            return False
        return told["reaction"].partition("::")[0] == wanted.emoji and item["channel"] in wanted.channels

    async def reacted_to(self, told: Json) -> Json | None:
        """The message of a reaction; None where it is gone, or we may not read it. Raises Trouble when Slack can't be asked."""
        item = told["item"]
        try:
            return await patiently(self._finding.message(ids.Place(item["channel"]), item["ts"]))
        except Trouble as trouble:
            if not trouble.answered:
                raise
            return None

    async def around(self, channel: str, message: Json, us: str) -> Context:
        """The other messages of its thread, without our own. Where it has files Slack is asked all the same whether we may
        read there: they can be had only then."""
        if not message.get("thread_ts") and not message.get("files"):
            return Context()
        try:
            return await patiently(self._around(channel, message, us))
        except Trouble as trouble:
            is_out = trouble.error in ("not_in_channel", "channel_not_found")
            return Context(unread="not_in_channel" if is_out else "unreachable")

    async def _around(self, channel: str, message: Json, us: str) -> Context:
        root = message.get("thread_ts") or message["ts"]
        answer = await ask(self._client.conversations_replies(channel=channel, ts=root, limit=READ))
        others = [one for one in answer["messages"] if one["ts"] != message["ts"] and one.get("user") != us]
        all_of_them = [one for one in others if one.get("subtype") in (*reading.SAID, "bot_message")]
        shown = all_of_them if len(all_of_them) <= SHOWN else [all_of_them[0], *all_of_them[1 - SHOWN :]]
        return Context(await self._lines(shown), len(all_of_them) - len(shown))

    async def _lines(self, messages: Sequence[Json]) -> tuple[tuple[str, str], ...]:
        named = {one["user"] for one in messages if one.get("user")}
        named.update(*(said.mentioned(said.read(one)) for one in messages))
        names = await self._people.names(sorted(named))
        lines = ((_name(one, names), _line(one, names)) for one in messages)
        return tuple((name, line) for name, line in lines if line)


def mention(body: Json, place: str, rules: Rules, context: Context) -> Picked:
    """The update in an `app_mention`: what the person wrote, without the mention. Raises KeyError."""
    told = body["event"]
    # Slack shows nothing to one person alone in a thread that has no reply yet (chat.postEphemeral).
    asked_at = ids.Place(told["channel"], told.get("thread_ts"))
    return Picked(
        key=f"{CHANNEL}:{rules.team or team_of(body)}:{told['channel']}:{told['ts']}:asked",
        channel=CHANNEL,
        place=place,
        author=Author(told["user"], told["user"]),
        at=ids.moment(told["ts"]),
        direct=True,
        message=ids.thread(told["channel"], told["ts"]),
        text=_without(told.get("text") or "", rules.bot),
        files=_files(told),
        context=context.lines,
        left_out=context.left_out,
        unread=context.unread,
        ask_at=str(asked_at),
    )


def reaction(body: Json, place: str, rules: Rules, message: Json | None, context: Context) -> Picked:
    """The update in a `reaction_added`, to this message. Raises KeyError."""
    told = body["event"]
    item = told["item"]
    return Picked(
        key=f"{CHANNEL}:{rules.team or team_of(body)}:{item['channel']}:{item['ts']}:{told['user']}:{told['event_ts']}",
        channel=CHANNEL,
        place=place,
        author=Author(told["user"], told["user"]),
        at=ids.moment(told["event_ts"]),
        direct=True,
        message=ids.thread(item["channel"], item["ts"]),
        text=(message or {}).get("text") or "",
        files=_files(message or {}),
        context=context.lines,
        left_out=context.left_out,
        unread=context.unread if message else "not_in_channel",
    )


def files_of(message: Json, picked: Picked) -> Said | None:
    """The message's files, as what the one who picked it brings along; None where it has none."""
    files = _files(message)
    if not files:
        return None
    return Said(
        key=f"{picked.key}:files",
        channel=CHANNEL,
        place=picked.place,
        author=picked.author,
        at=picked.at,
        direct=True,
        message=picked.message,
        position=ids.position(ids.ts_of(picked.at)),
        files=files,
    )


def writer_of(message: Json, picker: str) -> str | None:
    """Who wrote a message, where that is somebody else than who picked it, and no bot."""
    user = message.get("user")
    is_another = user and user != picker
    return str(user) if is_another and not reading.from_bot(message) else None


def _files(message: Json) -> tuple[IncomingFile, ...]:
    return tuple(reading.file(item) for item in message.get("files") or ())


def _without(text: str, bot: str) -> str:
    """Words, in Slack's notation, without the mention of the app."""
    begun = re.match(rf"\s*<@{re.escape(bot)}(?:\|[^<>]*)?>[\s,:]*", text)
    return text[begun.end() :] if begun else text.replace(f"<@{bot}>", "").strip()


def _name(message: Json, names: dict[str, str]) -> str:
    user = message.get("user") or ""
    return names.get(user) or message.get("username") or (message.get("bot_profile") or {}).get("name") or user or "?"


def _line(message: Json, names: dict[str, str]) -> str:
    """Its words, and the names of its files."""
    files = [f"📎 {item.get('name') or item['id']}" for item in message.get("files") or ()]
    words = spelled(*said.named(said.read(message), names))
    return shortened(" ".join(filter(None, [" ".join(words.split()), *files])), LONGEST)
