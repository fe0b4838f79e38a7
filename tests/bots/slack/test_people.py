"""Who somebody is and whether they belong: asked seldom, believed for a while, safe when Slack is silent."""

from __future__ import annotations

import pytest

from bots.slack.api import Trouble
from bots.slack.channel import Slack as Channel
from bots.slack.people import People
from core.messages import Pressed, Said, Say
from core.text import text

from .conftest import Desk
from .test_inbound import TAKE


def asked(desk: Desk, method: str) -> int:
    """How often our app called a method."""
    return sum(call.method == method for call in desk.slack.calls)


@pytest.fixture
def people(desk: Desk) -> People:
    return People(desk.channel._client, clock=desk.clock)


async def test_a_person_is_asked_for_once_an_hour(desk: Desk, people: People) -> None:
    carla = await people.author(desk.carla.id)
    assert (carla.name, carla.username, carla.language) == ("Carla Ruiz", "carla.ruiz", "es-ES")
    desk.carla.wears(name="Carla Diaz")
    assert (await people.author(desk.carla.id)).name == "Carla Ruiz"
    assert asked(desk, "users.info") == 1

    desk.clock.now += 3600
    assert (await people.author(desk.carla.id)).name == "Carla Diaz"


async def test_without_slack_a_person_is_who_they_were_or_their_id(desk: Desk, people: People) -> None:
    await people.author(desk.carla.id)
    desk.clock.now += 3600
    desk.slack.faults.add("users.info", times=2, status=503)

    assert (await people.author(desk.carla.id)).name == "Carla Ruiz"
    assert (await people.author(desk.dan.id)).name == desk.dan.id


async def test_a_yes_is_believed_for_a_minute(desk: Desk, people: People) -> None:
    assert await people.member(desk.room.id, desk.carla.id)
    assert await people.member(desk.room.id, desk.dan.id)
    assert asked(desk, "conversations.members") == 1

    desk.clock.now += 60
    assert await people.member(desk.room.id, desk.carla.id)
    assert asked(desk, "conversations.members") == 2


async def test_a_no_is_asked_again_but_not_more_than_every_two_seconds(desk: Desk, people: People) -> None:
    eve = desk.slack.person("Eve")
    assert not await people.member(desk.room.id, eve.id)
    desk.slack.invite(eve, desk.room)
    assert not await people.member(desk.room.id, eve.id)
    assert asked(desk, "conversations.members") == 1

    desk.clock.now += 2
    assert await people.member(desk.room.id, eve.id)


async def test_coming_and_going_is_known_at_once(desk: Desk, people: People) -> None:
    eve = desk.slack.person("Eve")
    assert not await people.member(desk.room.id, eve.id)
    people.joined(desk.room.id, eve.id)
    assert await people.member(desk.room.id, eve.id)
    people.left(desk.room.id, eve.id)
    assert not await people.member(desk.room.id, eve.id)


async def test_a_channel_of_many_pages_is_read_whole(
    desk: Desk, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bots.slack.people.PAGE", 1)
    assert await people.member(desk.room.id, desk.dan.id)
    assert asked(desk, "conversations.members") == 3


async def test_when_slack_cannot_be_asked_a_member_stays_one_and_of_others_nothing_is_said(
    desk: Desk, people: People, caplog: pytest.LogCaptureFixture
) -> None:
    await people.member(desk.room.id, desk.carla.id)
    desk.clock.now += 60
    desk.slack.faults.add("conversations.members", times=1000, status=503)

    assert await people.member(desk.room.id, desk.carla.id)
    assert f"{desk.carla.id} is taken as a member" in caplog.text
    with pytest.raises(Trouble):
        await people.member(desk.room.id, "USTRANGER")
    asked_before = asked(desk, "conversations.members")
    assert await people.member(desk.room.id, desk.carla.id)
    assert asked(desk, "conversations.members") == asked_before

    desk.slack.faults.clear()
    assert not await people.member(desk.room.id, "USTRANGER")


async def test_somebody_who_is_not_known_yet_is_asked_for_more_than_once(desk: Desk, people: People) -> None:
    desk.slack.faults.add("conversations.members", times=2, status=503)
    assert await people.member(desk.room.id, desk.carla.id)


async def test_a_channel_that_slack_will_not_list_has_no_members(
    desk: Desk, people: People, caplog: pytest.LogCaptureFixture
) -> None:
    desk.slack.faults.add("conversations.members", error="channel_not_found")
    assert not await people.member(desk.room.id, desk.carla.id)
    assert f"{desk.carla.id} is taken as no member" in caplog.text


async def test_words_of_an_agent_of_whom_slack_says_nothing_come_again(by_socket: Desk) -> None:
    desk = by_socket
    desk.slack.retry_delays = (0, 0, 0)
    card = await desk.sends(Say(text("HRB-1"), buttons=TAKE, opens=True))
    desk.slack.faults.add("conversations.members", drop="before", times=8)
    await desk.carla.posts(desk.room, "It is fixed", thread=card.message)
    [said] = await desk.inbox.gets(Said)
    assert (said.text, said.member) == ("It is fixed", True)


async def test_a_fixed_list_of_agents_is_taken_as_it_is(desk: Desk) -> None:
    people = People(desk.channel._client, agents=["UANN"])

    assert await people.member(desk.room.id, "UANN")
    assert not await people.member(desk.room.id, desk.carla.id)
    assert asked(desk, "conversations.members") == 0


async def test_slacks_events_tell_who_comes_and_goes(by_socket: Desk) -> None:
    desk = by_socket
    eve = desk.slack.person("Eve")
    await desk.sends(Say(text("HRB-1"), buttons=TAKE, opens=True))
    card = await desk.carla.sees_button("Take")
    await eve.forged_press("press:0", "take:1", card)
    await eve.joins(desk.room)
    await desk.slack.settled()
    await eve.presses("Take", card)
    await eve.leaves(desk.room)
    await desk.slack.settled()
    await eve.forged_press("press:0", "take:1", card)

    assert [pressed.member for pressed in await desk.inbox.gets(Pressed, 3)] == [False, True, False]


async def test_private_messages_count_only_when_told_so(desk: Desk) -> None:
    direct = Channel(desk.channel._settings, desk.inbox, desk.store, desk.heard, direct=True)
    message = {"type": "message", "channel": "D1", "channel_type": "im", "user": desk.carla.id, "ts": "1.000100"}
    await direct.open()
    await direct._inbound._on_message({"team_id": "T1", "event_id": "Ev1", "event": {**message, "text": "Help"}})
    await desk.channel._inbound._on_message({"team_id": "T1", "event_id": "Ev2", "event": {**message, "text": "Help"}})
    await direct.close()

    [said] = await desk.inbox.gets(Said)
    assert (said.direct, said.member, said.place, said.text) == (True, False, "D1", "Help")
