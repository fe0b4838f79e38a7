"""When nobody knows whether a message arrived, Slack is asked; nothing is sent twice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bots.slack import ids
from bots.slack.channel import Slack as Channel
from core.messages import Change, Later, Say, Sent, Target, Unsure
from core.text import text

from .conftest import Desk, kept


async def test_an_answer_that_never_came_is_unsure_and_then_found(desk: Desk) -> None:
    place, card = await desk.card()
    desk.slack.faults.add("chat.postMessage", drop="after")
    delivery = desk.delivery(Say(text("Only once"), author="Ann"), place)

    assert isinstance(await desk.channel.send(delivery), Unsure)

    [reply] = await desk.see(card)
    assert await desk.channel.find(delivery) == Sent(reply.ts, ids.position(reply.ts))


async def test_an_outage_after_the_message_was_taken_is_noticed(desk: Desk) -> None:
    place, card = await desk.card()
    delivery = desk.delivery(Say(text("Only once")), place)
    sent = await desk.channel.send(delivery)
    file = desk.delivery(Say(files=(kept(desk, "fire.png", b"png"),)), place)
    shared = await desk.channel.send(file)
    desk.slack.faults.add("chat.postMessage", status=502)
    desk.slack.faults.add("files.completeUploadExternal", status=502)
    desk.channel._outbound._uploads._remember = lambda *_: None  # type: ignore[method-assign]

    assert await desk.channel.send(delivery) == sent
    assert await desk.channel.send(file) == shared
    assert len(await desk.see(card)) == 2


async def test_a_request_that_was_lost_is_unsure_and_then_not_found(desk: Desk) -> None:
    place, _ = await desk.card()
    desk.slack.faults.add("chat.postMessage", drop="before")
    delivery = desk.delivery(Say(text("Only once")), place)

    assert isinstance(await desk.channel.send(delivery), Unsure)
    assert await desk.channel.find(delivery) is None


async def test_a_card_is_found_with_the_thread_it_opened(desk: Desk) -> None:
    desk.slack.faults.add("chat.postMessage", drop="after")
    delivery = desk.delivery(Say(text("HRB-1"), opens=True), desk.room.id)

    assert isinstance(await desk.channel.send(delivery), Unsure)
    found = await desk.channel.find(delivery)

    card = await desk.carla.sees("HRB-1")
    assert found == Sent(card.ts, ids.position(card.ts), opened=f"{desk.room.id}:{card.ts}")


async def test_a_message_far_down_a_long_thread_is_found(desk: Desk) -> None:
    place, card = await desk.card()
    for number in range(130):
        await desk.carla.posts(desk.room, f"note {number}", thread=card)
    desk.slack.faults.add("chat.postMessage", drop="after")
    delivery = desk.delivery(Say(text("the last one")), place)
    await desk.channel.send(delivery)

    assert await desk.channel.find(delivery) is not None


async def test_a_file_whose_sharing_is_unsure_is_found_by_its_id_or_after_a_restart_by_its_name(desk: Desk) -> None:
    place, card = await desk.card()
    desk.slack.faults.add("files.completeUploadExternal", drop="after")
    delivery = desk.delivery(Say(files=(kept(desk, "fire.png", b"png"),)), place)

    assert isinstance(await desk.channel.send(delivery), Unsure)

    [reply] = await desk.see(card)
    assert await desk.channel.find(delivery) == Sent(reply.ts, ids.position(reply.ts))
    desk.channel._outbound._uploads._made.clear()
    assert await desk.channel.find(delivery) == Sent(reply.ts, ids.position(reply.ts))
    delivery.due_at = datetime.now(UTC) + timedelta(days=1)
    assert await desk.channel.find(delivery) is None


async def test_a_file_that_another_process_shared_is_found_by_one_that_has_tried_in_vain(desk: Desk) -> None:
    place, card = await desk.card()
    delivery = desk.delivery(Say(files=(kept(desk, "fire.png", b"png"),)), place)
    other = Channel(desk.channel._settings, desk.inbox, desk.store, desk.heard)
    await other.open()
    desk.slack.faults.add("files.completeUploadExternal", drop="before")
    assert isinstance(await desk.channel.send(delivery), Unsure)
    desk.slack.faults.add("files.completeUploadExternal", drop="after")
    assert isinstance(await other.send(delivery), Unsure)

    [reply] = await desk.see(card)
    assert await desk.channel.find(delivery) == Sent(reply.ts, ids.position(reply.ts))
    await other.close()


async def test_an_earlier_file_of_the_same_name_is_not_taken_for_one_that_is_looked_for(desk: Desk) -> None:
    place, _ = await desk.card()
    file = kept(desk, "fire.png", b"png")
    await desk.sends(Say(files=(file,)), place)
    again = desk.delivery(Say(files=(file,)), place)
    desk.slack.faults.add("files.completeUploadExternal", drop="before")
    assert isinstance(await desk.channel.send(again), Unsure)
    assert await desk.channel.find(again) is None

    desk.channel._outbound._uploads._made.clear()
    again.due_at = datetime.now(UTC) + timedelta(minutes=2)
    assert await desk.channel.find(again) is None


async def test_an_upload_that_breaks_off_can_simply_be_repeated(desk: Desk) -> None:
    place, card = await desk.card()
    delivery = desk.delivery(Say(files=(kept(desk, "fire.png", b"png"),)), place)
    desk.slack.faults.add("files.getUploadURLExternal", drop="after")

    assert isinstance(await desk.channel.send(delivery), Later)
    assert isinstance(await desk.channel.send(delivery), Sent)
    assert len(await desk.see(card)) == 1


async def test_an_unsure_reply_that_lost_its_thread_is_taken_back(desk: Desk) -> None:
    place, card = await desk.card()
    await desk.carla.deletes(card, as_admin=True)
    desk.slack.faults.add("chat.postMessage", drop="after")
    delivery = desk.delivery(Say(text("private"), author="Ann"), place)

    assert isinstance(await desk.channel.send(delivery), Unsure)
    assert await desk.channel.find(delivery) is None
    assert desk.carla.channel_view(desk.room) == []


async def test_acts_that_may_be_done_twice_are_never_unsure(desk: Desk) -> None:
    sent = await desk.sends(Say(text("HRB-1"), opens=True))
    desk.slack.faults.add("chat.update", drop="after")
    delivery = desk.delivery(Change(Target(), text("HRB-2")), sent.opened, sent.message)

    assert isinstance(await desk.channel.send(delivery), Later)
    assert await desk.channel.find(delivery) is None


async def test_a_slack_that_cannot_be_asked_gives_no_answer(desk: Desk) -> None:
    delivery = desk.delivery(Say(text("hello"), opens=True), desk.room.id)
    desk.slack.faults.add("conversations.history", status=503)

    with pytest.raises(ConnectionError, match="could not be asked"):
        await desk.channel.find(delivery)
