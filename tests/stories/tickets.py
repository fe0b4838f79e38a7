"""How a ticket comes about, and how both sides of it are read: what stories of the agents' side begin with."""

from __future__ import annotations

from typing import Any

from playground.slack.handles import Message
from playground.telegram.people import Person
from tests.stories.conftest import Stage

Json = dict[str, Any]


async def open_ticket(
    stage: Stage,
    requester: Person | None = None,
    topic: str = "The page is blank",
    description: str = "It was there yesterday",
) -> Message:
    """Somebody (Ann) sends the shortest request there is. Returns its card, once the answers stand below it."""
    requester = requester or stage.world.ann
    said = await requester.says(description)
    return await send_request(stage, requester, topic, said)


async def send_request(stage: Stage, requester: Person, topic: str, said: Json) -> Message:
    """The rest of the way, once somebody has said what they have to say."""
    await requester.sees_button("I have an idea", after=said)
    await requester.presses("I have an idea")
    await requester.sees("in one line", after=said)
    await requester.says(topic)
    await requester.sees_button("Send", after=said)
    await requester.presses("Send")
    await requester.sees("is with Product support", after=said)
    anna, support = stage.world.anna, stage.world.support
    answers = await anna.sees(f"Topic:* {topic}", in_channel=support)
    return next(message for message in anna.channel_view(support) if message.ts == answers.thread_ts)


async def taken_ticket(stage: Stage, requester: Person | None = None, topic: str = "The page is blank") -> Message:
    """The same, and Anna has taken it."""
    card = await open_ticket(stage, requester, topic)
    await stage.world.anna.presses("Take", message=card)
    await (requester or stage.world.ann).sees("Anna Berg is looking at")
    return await stage.world.anna.sees("Taken by Anna Berg", thread=card)


def lines_of(stage: Stage, card: Message) -> list[str]:
    """The thread below the card, as Anna reads it: `author: words`."""
    thread = stage.world.anna.thread_view(stage.world.support, card)
    return [f"{message.author}: {message.text}" for message in thread if message.ts != card.ts]


def chat_of(person: Person) -> list[str]:
    """What stands in somebody's chat with the bot, oldest first."""
    return [message.get("text") or message.get("caption") or "" for message in person.chat]
