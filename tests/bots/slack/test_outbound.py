"""What goes out looks right to the agents, and every way it can end has its fate."""

from __future__ import annotations

import logging
from datetime import UTC, datetime

import pytest

from bots.slack import ids
from bots.slack.text import EDGE
from core.messages import (
    Act,
    Button,
    Change,
    Delivery,
    Later,
    Never,
    React,
    Remove,
    Say,
    Sent,
    Target,
    Whisper,
)
from core.ports import Budget
from core.text import bold, text

from .conftest import APP, BOT, Desk, kept

TAKE = ((Button("Take", "take:1", "primary"), Button("Drop", "drop:1", "danger")), (Button("More", "more:1"),))


# ---------------------------------------------------------------- what people see


async def test_a_card_opens_a_thread_and_bears_buttons(desk: Desk) -> None:
    sent = await desk.sends(Say(text(bold("HRB-1"), " Printer on fire"), buttons=TAKE, opens=True))

    card = await desk.carla.sees("Printer on fire", in_channel=desk.room)
    assert card.buttons == ("Take", "Drop", "More")
    assert sent == Sent(card.ts, ids.position(card.ts), opened=f"{desk.room.id}:{card.ts}")
    assert card.raw["blocks"][0]["text"]["text"] == "*HRB-1* Printer on fire"
    styles = [element.get("style") for block in card.raw["blocks"][1:] for element in block["elements"]]
    assert styles == ["primary", "danger", None]


async def test_relayed_words_bear_their_authors_name_and_do_no_harm(desk: Desk) -> None:
    place, card = await desk.card()
    await desk.sends(Say(text("<!channel> *look* at <https://evil.example|this> & me"), author="Ann Lee"), place)

    [reply] = await desk.see(card)
    assert reply.author == "Ann Lee"
    assert reply.raw["text"].startswith("&lt;!channel&gt;")
    assert "<" not in reply.raw["text"]
    assert "blocks" not in reply.raw
    call = desk.slack.calls[-1].arguments
    assert (call["unfurl_links"], call["unfurl_media"]) == (False, False)
    assert call["metadata"] == {"event_type": "frontdoor_delivery", "event_payload": {"delivery": 2}}


async def test_a_text_full_of_marks_can_be_sent_and_edited_all_the_same(desk: Desk) -> None:
    place, card = await desk.card()
    html = "<b>&</b>" * (desk.channel.capabilities.text // 8)
    sent = await desk.sends(Say(text(html), author="Ann"), place)
    await desk.sends(Change(Target(), text(html, "!"), author="Ann"), place, sent.message)

    [reply] = await desk.see(card)
    assert reply.text.replace("\n", "").replace(EDGE, "") == html + "!"


async def test_words_and_buttons_change(desk: Desk) -> None:
    sent = await desk.sends(Say(text("HRB-1 new"), buttons=TAKE, opens=True))

    await desk.sends(Change(Target(), text("HRB-1 taken"), TAKE[1:]), sent.opened, sent.message)
    card = await desk.carla.sees("HRB-1 taken")
    assert card.buttons == ("More",)

    await desk.sends(Change(Target(), None), sent.opened, sent.message)
    seen = desk.carla.look_again(card)
    assert seen is not None
    assert (seen.text, seen.buttons) == ("HRB-1 taken", ())

    await desk.sends(Change(Target(), None, TAKE[:1]), sent.opened, sent.message)
    seen = desk.carla.look_again(card)
    assert seen is not None
    assert (seen.text, seen.buttons) == ("HRB-1 taken", ("Take", "Drop"))

    await desk.sends(Change(Target(), text("HRB-1 closed")), sent.opened, sent.message)
    seen = desk.carla.look_again(card)
    assert seen is not None
    assert (seen.text, seen.buttons) == ("HRB-1 closed", ())


async def test_buttons_of_a_message_in_a_thread_go_and_the_words_stay(desk: Desk) -> None:
    place, card = await desk.card()
    sent = await desk.sends(Say(text("R&D: take it?"), buttons=TAKE), place)

    await desk.sends(Change(Target(), None), place, sent.message)

    [reply] = await desk.see(card)
    assert (reply.text, reply.buttons) == ("R&D: take it?", ())


async def test_a_message_taken_back_is_gone_and_twice_is_no_fault(desk: Desk) -> None:
    place, card = await desk.card()
    sent = await desk.sends(Say(text("Oops"), author="Ann"), place)

    await desk.sends(Remove(Target(message=sent.message)), place)
    await desk.sends(Remove(Target()), place, sent.message)

    assert await desk.see(card) == []


async def test_a_sign_takes_the_place_of_an_earlier_one(desk: Desk) -> None:
    place, card = await desk.card()
    reply = await desk.carla.posts(desk.room, "On my way", thread=card)

    for sign, names in (("failed", {"warning"}), ("failed", {"warning"}), ("delivered", {"white_check_mark"})):
        await desk.sends(React(Target(), sign), place, reply)  # type: ignore[arg-type]
        seen = desk.carla.look_again(reply)
        assert seen is not None
        assert set(seen.reactions) == names
        assert set(seen.reactions.values()) == {("desk",)}


async def test_a_whisper_is_for_one_person_in_the_thread(desk: Desk) -> None:
    place, card = await desk.card()
    await desk.sends(Say(text("The form's answers")), place)
    await desk.sends(Whisper(desk.carla.id, text("Nobody has taken it yet."), TAKE), place)

    whisper = await desk.carla.sees("Nobody has taken it yet.", thread=card)
    assert whisper.ephemeral
    assert whisper.buttons == ("Take", "Drop", "More")
    assert not any("Nobody" in message.text for message in desk.dan.thread_view(desk.room, card))

    eve = desk.slack.person("Eve")
    fate = await desk.channel.send(desk.delivery(Whisper(eve.id, text("psst")), place))
    assert fate == Never("refused", "user_not_in_channel")


async def test_a_file_arrives_with_its_words_and_its_senders_name(desk: Desk) -> None:
    place, card = await desk.card()
    fire = kept(desk, "fire & smoke.png", b"png" * 200_000)

    sent = await desk.sends(Say(text("Look at <this>"), author="Ann", files=(fire,)), place)

    [reply] = await desk.see(card)
    assert (reply.author, reply.text, reply.files) == ("Ann", "Look at <this>", ("fire & smoke.png",))
    assert sent == Sent(reply.ts, ids.position(reply.ts))
    stored = reply.raw["files"][0]["id"]
    assert desk.slack.workspace.store.blob(stored) == b"png" * 200_000


async def test_the_share_of_a_file_is_not_waited_for(desk: Desk) -> None:
    place, card = await desk.card()
    desk.slack.faults.late_shares = True

    assert await desk.sends(Say(files=(kept(desk, "fire.png", b"png"),)), place) == Sent()
    assert len(await desk.see(card)) == 1


# ---------------------------------------------------------------- threads that are gone


@pytest.mark.parametrize("replied", [False, True])
async def test_nothing_private_stays_in_the_channel_when_the_thread_is_gone(desk: Desk, replied: bool) -> None:
    place, card = await desk.card()
    if replied:
        await desk.carla.posts(desk.room, "Hm", thread=card)
    await desk.carla.deletes(card, as_admin=True)
    before = len(desk.slack.workspace.state.messages[desk.room.id])

    words = await desk.channel.send(desk.delivery(Say(text("My password is hunter2"), author="Ann"), place))
    file = await desk.channel.send(desk.delivery(Say(files=(kept(desk, "secret.png", b"png"),)), place))

    assert words == file == Never("thread_gone")
    assert len(desk.slack.workspace.state.messages[desk.room.id]) == before


async def test_in_a_private_chat_words_and_files_stand_outside_a_thread_that_is_gone(desk: Desk) -> None:
    chat = desk.carla.dm_with(desk.app)
    await desk.carla.dms(desk.app, "Hello")
    await desk.sends(Say(text("The receipt")), chat.id)
    receipt = await desk.carla.sees("The receipt")
    await desk.sends(Remove(Target(message=receipt.ts)), chat.id)
    under = Target(delivery=1)

    await desk.sends(Say(text("We come"), author="Ann", under=under), chat.id, receipt)
    await desk.sends(Say(files=(kept(desk, "fire.png", b"png"),), under=under), chat.id, receipt)

    assert [message.text or message.files[0] for message in desk.carla.channel_view(chat)][-2:] == [
        "We come",
        "fire.png",
    ]


async def test_a_stray_whose_deletion_fails_at_first_goes_all_the_same(desk: Desk) -> None:
    place, card = await desk.card()
    await desk.carla.deletes(card, as_admin=True)
    desk.slack.faults.add("chat.delete", times=2, status=503)

    assert await desk.channel.send(desk.delivery(Say(text("private")), place)) == Never("thread_gone")
    assert desk.carla.channel_view(desk.room) == []


# ---------------------------------------------------------------- fates


async def test_too_many_calls_wait_as_long_as_slack_says(desk: Desk) -> None:
    desk.slack.faults.add("chat.postMessage", retry_after=17)

    fate = await desk.channel.send(desk.delivery(Say(text("hello")), desk.room.id))

    assert fate == Later(17.0, "ratelimited", counts=False, limited=True)


async def test_a_slack_that_cannot_be_reached_is_waited_for_longer_each_time(desk: Desk) -> None:
    await desk.channel.close()
    gone = type(desk.channel)(
        type(desk.channel._settings)(BOT, APP, None, "http://127.0.0.1:9/api/"),
        desk.inbox,
        desk.store,
        desk.heard,
        jitter=lambda: 0.0,
    )
    await gone.open()
    waits = []
    for attempts in (0, 1, 2, 60):
        fate = await gone.send(desk.delivery(Say(text("hello")), desk.room.id, attempts=attempts))
        assert isinstance(fate, Later)
        assert fate.counts
        waits.append(fate.seconds)
    await gone.close()

    assert waits == [0.5, 1.0, 2.0, 150.0]


@pytest.mark.parametrize("fault", [{"status": 503}, {"status": 500}, {"error": "internal_error"}])
async def test_slacks_own_trouble_is_waited_out(desk: Desk, fault: dict[str, object]) -> None:
    desk.slack.faults.add("chat.postMessage", **fault)  # type: ignore[arg-type]

    assert isinstance(await desk.channel.send(desk.delivery(Say(text("hello")), desk.room.id)), Later)


@pytest.mark.parametrize(
    ("error", "why"),
    [
        ("is_archived", "archived"),
        ("not_in_channel", "not_in_channel"),
        ("channel_not_found", "not_in_channel"),
        ("msg_too_long", "too_big"),
        ("restricted_action_thread_locked", "refused"),
    ],
)
async def test_a_plain_no_is_final_and_has_its_reason(desk: Desk, error: str, why: str) -> None:
    desk.slack.faults.add("chat.postMessage", error=error)

    assert await desk.channel.send(desk.delivery(Say(text("hello")), desk.room.id)) == Never(why, error)


async def test_an_archived_channel_and_a_channel_without_us(desk: Desk) -> None:
    place, _ = await desk.card()
    await desk.carla.archives(desk.room)
    assert await desk.channel.send(desk.delivery(Say(text("hi")), place)) == Never("archived", "is_archived")
    await desk.carla.archives(desk.room, archived=False)
    desk.slack.remove(desk.app, desk.room)
    assert await desk.channel.send(desk.delivery(Say(text("hi")), place)) == Never("not_in_channel", "not_in_channel")


async def test_a_message_that_is_gone_cannot_change_or_bear_a_sign(desk: Desk) -> None:
    place, _ = await desk.card()
    acts: list[Act] = [Change(Target(), text("x")), Change(Target(), None), React(Target(), "delivered")]
    for act in acts:
        gone = await desk.channel.send(desk.delivery(act, place, "1700000000.000100"))
        unknown = await desk.channel.send(desk.delivery(act, place))
        assert isinstance(gone, Never)
        assert isinstance(unknown, Never)
        assert gone.why == unknown.why == "gone"


@pytest.mark.parametrize("error", ["invalid_auth", "token_revoked", "account_inactive"])
async def test_a_token_that_is_refused_stops_the_channel_and_loses_nothing(
    desk: Desk, error: str, caplog: pytest.LogCaptureFixture
) -> None:
    desk.slack.faults.add("chat.postMessage", error=error)

    fate = await desk.channel.send(desk.delivery(Say(text("hello")), desk.room.id))

    assert fate == Later(60.0, error, whole_channel=True, counts=False)
    assert "SLACK_BOT_TOKEN" in caplog.text
    assert BOT not in caplog.text


# ---------------------------------------------------------------- pace, secrets


def test_posts_share_their_channels_budget_and_edits_the_workspaces(desk: Desk) -> None:
    def budgets(act: Act, place: str | None) -> list[Budget]:
        return list(desk.channel.budgets(Delivery(1, "t1", "slack", act, datetime.now(UTC), place=place)))

    post = [Budget("slack:post:C1", 1.0, 8.0, "home")]
    assert budgets(Say(text("a")), "C1") == budgets(Say(text("a")), "C1:1700000000.000100") == post
    assert [budget.key for budget in budgets(Change(Target(), text("a")), "C1")] == ["slack:chat.update"]
    assert budgets(React(Target(), "failed"), "C1") == []
    assert budgets(Say(text("a")), None) == []


async def test_neither_token_nor_words_are_logged(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger="bots")
    place, _ = await desk.card()
    for fault in ({"status": 500}, {"drop": "after"}, {"error": "invalid_auth"}, {"retry_after": 1}):
        desk.slack.faults.add("chat.postMessage", **fault)
        await desk.channel.send(desk.delivery(Say(text("My password is hunter2")), place))

    assert BOT not in caplog.text
    assert "hunter2" not in caplog.text
