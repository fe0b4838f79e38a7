"""The agents' groups: rights, memberships, topics whose making breaks off."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from telegram.error import NetworkError

from bots.telegram.channel import Telegram as Channel
from bots.telegram.people import NO_FOR, YES_FOR, People
from core.messages import Author, Change, Delivery, Later, Never, Pressed, Rename, Say, Sent, Target, Unsure, Whisper
from core.text import text
from playground.telegram import Group, Person, Telegram
from tests.bots.telegram.conftest import delivery

HOME: dict[str, Any] = {"home": "group"}


@pytest.fixture
def group(telegram: Telegram, ann: Person) -> Group:
    return telegram.add_supergroup("Agents").add(ann).add_bot(telegram.bots[0])


def card(group: Group, **more: Any) -> Delivery:
    return delivery(Say(text("HRB-1"), opens=True, title="🆕 HRB-1"), str(group.id), **HOME, **more)


def pressed(id: int, place: str, bot: bool = False) -> Pressed:
    author, now = Author(str(id), "Somebody", bot=bot), datetime.now(UTC)
    return Pressed(key="1", channel="telegram", place=place, author=author, at=now, direct=False, data="x")


async def test_what_the_bot_lacks_is_said_with_what_to_do(
    make: Callable[..., Channel], telegram: Telegram, group: Group, caplog: pytest.LogCaptureFixture
) -> None:
    plain = telegram.add_supergroup("Plain", forum=False).add_bot(telegram.bots[0], admin=False)
    plain.room["chat"]["available_reactions"] = [{"type": "emoji", "emoji": "👌"}]
    poor = telegram.add_supergroup("Poor").add_bot(telegram.bots[0], "can_manage_chat", "can_manage_topics")
    channel = make(homes=[str(home) for home in (group.id, plain.id, poor.id, -1007)])
    await channel.open()
    await channel._groups.look()
    await channel.close()
    said = [line for line in caplog.messages if "group" in line]
    assert not any(str(group.id) in line for line in said), "nothing is wrong with this one"
    assert [line.partition(": ")[2].partition(",")[0] for line in said] == [
        f"group {plain.id}: it has no topics: switch Topics on in the group's settings",
        f"group {plain.id}: its reactions lack 👌 and 🤷",
        f"group {plain.id}: the bot is no administrator: make it one",
        f"group {poor.id}: the bot lacks a right: give it Pin Messages: the card is pinned in its topic",
        f"group {poor.id}: the bot lacks a right: give it Delete Messages: choices and withdrawn copies are taken away",
        "group -1007: the bot is not in it: add it and make it an administrator",
    ]


async def test_a_membership_is_believed_for_a_while_and_nobody_is_guessed(
    channel: Channel, telegram: Telegram, ann: Person, group: Group
) -> None:
    now = [0.0]
    people = People(channel._client, None, lambda: now[0])

    async def belongs(id: int, place: str = f"{group.id}:7", bot: bool = False) -> bool:
        return await people.belongs(pressed(id, place, bot))

    cal = telegram.person("Cal Doe")
    assert await belongs(ann.id)
    assert not await belongs(cal.id)
    assert not await belongs(ann.id, str(group.id)), "General is none of our business"
    assert not await belongs(ann.id, bot=True), "whoever is anonymous is nobody"
    group.add(cal).remove(ann)
    now[0] = NO_FOR + 0.1
    assert await belongs(cal.id)
    assert await belongs(ann.id)
    now[0] = YES_FOR + NO_FOR
    assert not await belongs(ann.id)
    telegram.faults.add("getChatMember", status=502, times=2)
    now[0] = 3 * YES_FOR
    assert await belongs(cal.id), "a member stays one"
    with pytest.raises(NetworkError):
        await belongs(ann.id)
    only = People(channel._client, [str(cal.id)])
    assert not await only.belongs(pressed(ann.id, f"{group.id}:7"))
    assert await only.belongs(pressed(cal.id, f"{group.id}:7"))


async def test_a_topic_whose_card_could_not_be_sent_gets_it_at_the_next_attempt(
    channel: Channel, telegram: Telegram, group: Group
) -> None:
    telegram.faults.add("sendMessage", status=429, retry_after=3)
    assert isinstance(await channel.send(card(group)), Later)
    telegram.faults.add("sendMessage", status=400, description="Bad Request: message thread not found")
    assert isinstance(await channel.send(card(group)), Later), "a new topic may take a moment to be there"
    telegram.faults.add("sendMessage", drop="after")
    assert isinstance(await channel.send(card(group)), Unsure)
    sent = await channel.send(card(group, doubted=True))
    assert isinstance(sent, Sent)
    (topic,) = group.topics
    assert sent.opened == f"{group.id}:{topic}"
    assert group.room["pinned"] == [sent.position]

    telegram.faults.add("sendMessage", status=400, description="Bad Request: message thread not found", times=4)
    for _ in range(4):
        assert isinstance(await channel.send(card(group)), Later)
    assert isinstance(await channel.send(card(group)), Sent)
    assert len(group.topics) == 3, "one that isn't there then was deleted, so another is made"


async def test_fates_of_a_group(channel: Channel, telegram: Telegram, ann: Person, group: Group) -> None:
    topic = group.open_topic(ann, "Theirs")
    place = f"{group.id}:{topic}"
    group.add_bot(telegram.bots[0], "can_manage_chat")
    assert (await channel.send(card(group))).why == "no_rights"  # type: ignore[union-attr]
    group.close_topic(ann, topic)
    assert (await channel.send(delivery(Say(text("x")), place, **HOME))).why == "no_rights"  # type: ignore[union-attr]
    drawn = delivery(Change(Target(message="999"), text("HRB-1")), place, purpose="refresh", **HOME)
    group.add_bot(telegram.bots[0])
    again = await channel.send(drawn)
    assert isinstance(again, Sent)
    assert again.message not in (None, "999"), "the card stands there once more"
    assert await channel.send(delivery(Rename("🏁 HRB-1"), place, **HOME)) == Sent()
    assert group.topics[topic]["name"] == "🏁 HRB-1"
    assert not channel.budgets(delivery(Rename("🏁 HRB-1"), place, **HOME)), "it is called so already"
    telegram.faults.add("sendMessage", status=400, description="Bad Request: TOPIC_CLOSED")
    assert isinstance(await channel.send(delivery(Say(text("x")), place, **HOME)), Sent)
    assert not group.topics[topic]["closed"], "it is opened again where Telegram wants that"
    nobody = telegram.person("Bo")
    private = Whisper(str(nobody.id), text("sesame"), confidential=True)
    assert await channel.send(delivery(private, place, **HOME)) == Never("no_private_chat")
    group.delete_topic(topic)
    gone = await channel.send(delivery(Say(text("x")), place, **HOME))
    assert isinstance(gone, Never)
    assert gone.why == "thread_gone"
    assert (await channel.send(drawn)).why == "gone"  # type: ignore[union-attr]
    group.remove_bot(telegram.bots[0])
    assert (await channel.send(delivery(Say(text("x")), place, **HOME))).why == "not_in_channel"  # type: ignore[union-attr]
