"""What agents do in Slack reaches the inbox once, in order, and before Slack gets its ack."""

from __future__ import annotations

import asyncio

from bots.slack import ids
from core.messages import Button, Deleted, Edited, Pressed, Said, Say, Whisper
from core.text import text

from .conftest import Desk

TAKE = ((Button("Take", "take:1", "primary"), Button("More", "more:1")),)


async def test_a_reply_in_a_thread_is_somebodys_word(listening: Desk) -> None:
    desk = listening
    place, card = await desk.card()

    reply = await desk.carla.posts(desk.room, "Is it <still> burning, R&D?", thread=card)

    [said] = await desk.inbox.gets(Said)
    assert said.key == f"slack:{desk.slack.workspace.state.team['id']}:{desk.room.id}:{reply.ts}"
    assert (said.channel, said.place, said.message) == ("slack", place, reply.ts)
    assert said.text == "Is it <still> burning, R&D?"
    assert (said.author.id, said.author.name) == (desk.carla.id, "Carla Ruiz")
    assert (said.author.language, said.author.timezone) == ("es-ES", "Europe/Berlin")
    assert (said.direct, said.member, said.command, said.files) == (False, True, None, ())
    assert said.at == ids.moment(reply.ts)
    assert said.position == ids.position(reply.ts)
    await desk.slack.settled()


async def test_what_is_not_in_a_thread_is_none_of_our_business(listening: Desk) -> None:
    desk = listening
    _, card = await desk.card()
    await desk.carla.posts(desk.room, "Lunch?")
    await desk.carla.dms(desk.app, "Hello bot")
    await desk.carla.posts(desk.room, "In the thread", thread=card)

    await desk.slack.settled()
    assert [said.text for said in await desk.inbox.gets(Said)] == ["In the thread"]


async def test_the_queue_is_asked_for_in_the_channel_itself_and_nothing_else_is(listening: Desk) -> None:
    desk = listening
    await desk.carla.posts(desk.room, "take", mention_bot=True)
    await desk.carla.posts(desk.room, "queue")
    await desk.carla.posts(desk.room, "Queue please", mention_bot=True)

    await desk.slack.settled()
    [said] = await desk.inbox.gets(Said)
    assert (said.place, said.command, said.text, said.member) == (desk.room.id, "queue", "please", True)


async def test_a_mention_comes_as_two_events_and_is_one_message(listening: Desk) -> None:
    desk = listening
    _, card = await desk.card()

    await desk.carla.posts(desk.room, "ASK  How long\nhas it burned?", thread=card, mention_bot=True)

    await desk.slack.settled()
    [said] = await desk.inbox.gets(Said)
    assert len(desk.inbox.attempts) == 2
    assert (said.command, said.text) == ("ask", "How long\nhas it burned?")


async def test_a_bare_mention_asks_for_help_and_a_later_one_is_a_name(by_socket: Desk) -> None:
    desk = by_socket
    _, card = await desk.card()
    await desk.carla.posts(desk.room, "", thread=card, mention_bot=True)
    await desk.carla.posts(desk.room, f"I told <@{desk.app.bot_user_id}> and {desk.dan.mention}", thread=card)

    bare, later = await desk.inbox.gets(Said, 2)
    assert (bare.command, bare.text) == ("help", "")
    assert (later.command, later.text) == (None, "I told @desk and @Dan Moss")


async def test_an_edit_and_a_deletion_are_told_and_an_unfurled_link_is_neither(listening: Desk) -> None:
    desk = listening
    place, card = await desk.card()
    desk.slack.faults.unfurls = True
    reply = await desk.carla.posts(desk.room, "See https://status.example", thread=card)
    await desk.carla.edits(reply, "See https://status.example please")
    await desk.carla.edits(reply, "See it")
    await desk.carla.deletes(reply)

    await desk.slack.settled()
    edits, [deleted] = await desk.inbox.gets(Edited, 2), await desk.inbox.gets(Deleted)
    assert [edit.text for edit in edits] == ["See https://status.example please", "See it"]
    assert len({edit.key for edit in edits}) == 2
    assert {edit.message for edit in edits} == {reply.ts}
    assert (deleted.place, deleted.message, deleted.author.name) == (place, reply.ts, "Carla Ruiz")
    assert len(desk.inbox.accepted) == 4


async def test_a_screenshot_without_a_word_arrives(listening: Desk) -> None:
    desk = listening
    _, card = await desk.card()
    await desk.carla.posts(desk.room, "", thread=card, files=[("fire.png", b"png"), ("log.txt", b"12345")])

    [said] = await desk.inbox.gets(Said)
    assert said.text == ""
    assert [(file.name, file.kind, file.mime, file.size) for file in said.files] == [
        ("fire.png", "photo", "image/png", 3),
        ("log.txt", "document", "text/plain", 5),
    ]
    await desk.slack.settled()


async def test_what_other_bots_and_we_say_is_ignored(by_socket: Desk) -> None:
    desk = by_socket
    place, _ = await desk.card()
    await desk.sends(Say(text("Ours")), place)
    await desk.sends(Say(text("Theirs"), author="Ann"), place)
    other = desk.slack.add_app("xoxb-other", "xapp-other", "other", "parrot", events=[])
    desk.slack.invite(other, desk.room)
    author = {"bot_id": other.bot_id, "user": other.bot_user_id}
    desk.slack.office.messages.post(desk.room.id, {**author, "text": "Squawk"}, ids.parse(place).thread)
    desk.slack.workspace.commit()

    await desk.slack.settled()
    assert desk.inbox.accepted == []


async def test_nothing_is_acked_before_it_is_kept_and_slack_sends_again(listening: Desk) -> None:
    desk = listening
    _, card = await desk.card()
    desk.inbox.fails = lambda _: len(desk.inbox.attempts) == 1
    desk.slack.office.transport.ack_timeout = 0.3

    await desk.carla.posts(desk.room, "Do not lose me", thread=card)

    [said] = await desk.inbox.gets(Said)
    assert said.text == "Do not lose me"
    assert desk.inbox.attempts == [said.key, said.key]
    await desk.slack.settled()


async def test_the_ack_waits_for_the_inbox(by_socket: Desk) -> None:
    desk = by_socket
    _, card = await desk.card()
    desk.inbox.gate = asyncio.Event()
    await desk.carla.posts(desk.room, "Slowly", thread=card)
    await desk.inbox.changes.wait(lambda: desk.inbox.attempts)

    assert desk.slack.workspace.state.pending, "acked before it was kept"
    desk.inbox.gate.set()
    await desk.slack.settled()


async def test_replies_that_wait_for_their_turn_are_handled_in_the_order_they_were_written(by_socket: Desk) -> None:
    desk = by_socket
    card_place, card = await desk.card()
    desk.inbox.gate = asyncio.Event()
    await desk.carla.posts(desk.room, "first", thread=card)
    await desk.inbox.changes.wait(lambda: desk.inbox.attempts)
    desk.slack.faults.reorder_events = 3
    for words in ("second", "third", "fourth"):
        await desk.carla.posts(desk.room, words, thread=card)
    await desk.slack.changes.wait(lambda: len(desk.slack.workspace.state.pending) == 4)
    turns = desk.channel._inbound._turns
    for _ in range(10_000):
        if turns.waiting(card_place) == 3:
            break
        await asyncio.sleep(0)
    desk.inbox.gate.set()

    assert [said.text for said in await desk.inbox.gets(Said, 4)] == ["first", "second", "third", "fourth"]


async def test_a_press_reaches_the_inbox_and_words_go_to_the_presser_alone(listening: Desk) -> None:
    desk = listening
    desk.inbox.toast = "Dan has <this> ticket already"
    sent = await desk.sends(Say(text("HRB-1 Printer on fire"), buttons=TAKE, opens=True))

    outcome = await desk.carla.presses("Take", in_channel=desk.room)

    assert outcome.acked
    [pressed] = await desk.inbox.gets(Pressed)
    assert (pressed.place, pressed.message, pressed.data) == (sent.opened, sent.message, "take:1")
    assert (pressed.author.name, pressed.member) == ("Carla Ruiz", True)
    told = await desk.carla.sees("Dan has <this> ticket already")
    assert told.ephemeral
    assert desk.carla.look_again(told) not in desk.dan.channel_view(desk.room)
    assert (await desk.carla.sees_button("Take")).text == "HRB-1 Printer on fire"


async def test_a_press_that_was_not_kept_shows_as_failed(listening: Desk) -> None:
    desk = listening
    desk.inbox.fails = lambda _: True
    desk.slack.office.transport.ack_timeout = 0.3
    await desk.sends(Say(text("HRB-1"), buttons=TAKE, opens=True))

    assert (await desk.carla.presses("Take", in_channel=desk.room)).failed


async def test_a_private_question_goes_once_it_is_answered(by_socket: Desk) -> None:
    desk = by_socket
    place, card = await desk.card()
    await desk.sends(Say(text("The form's answers")), place)
    keep = ((Button("Keep internal", "keep:1"),),)
    await desk.sends(Whisper(desk.carla.id, text("Nobody has taken it yet."), keep), place)
    asked = await desk.carla.sees_button("Keep internal", thread=card)

    await desk.carla.presses("Keep internal", asked)

    [pressed] = await desk.inbox.gets(Pressed)
    assert (pressed.place, pressed.message, pressed.data) == (place, None, "keep:1")
    assert await desk.carla.sees_gone(asked)


async def test_who_is_not_in_the_channel_is_no_member(by_socket: Desk) -> None:
    desk = by_socket
    eve = desk.slack.person("Eve")
    await desk.sends(Say(text("HRB-1"), buttons=TAKE, opens=True))
    card = await desk.carla.sees_button("Take")

    await eve.forged_press("press:0", "take:1", card)

    [pressed] = await desk.inbox.gets(Pressed)
    assert (pressed.author.name, pressed.member) == ("Eve", False)


async def test_events_nobody_listens_to_are_acked(by_http: Desk) -> None:
    desk = by_http
    desk.slack.add_app("xoxb-playground", "xapp-playground", "signing-secret", "desk", request_url=_url(desk))
    await desk.card()
    await desk.carla.archives(desk.room)

    await desk.slack.settled()
    assert desk.inbox.accepted == []
    assert (await desk.carla.shortcut("unheard_of", app=desk.app)).acked


async def test_an_update_that_cannot_be_read_is_set_aside(by_socket: Desk) -> None:
    desk = by_socket
    _, card = await desk.card()
    strange = {"type": "message", "channel": desk.room.id, "ts": "not a time", "thread_ts": card.ts, "user": "U1"}
    apps = [desk.slack.workspace.app(desk.app.id)]
    desk.slack.office.events.emit("message.channels", strange, apps)
    await desk.carla.posts(desk.room, "Next, please", thread=card)

    [said] = await desk.inbox.gets(Said)
    assert said.text == "Next, please"
    await desk.slack.settled()
    [(key, payload, reason)] = desk.inbox.aside
    assert key.startswith("slack:Ev")
    assert "not a time" in payload
    assert reason.startswith("ValueError")


def _url(desk: Desk) -> str:
    return str(desk.slack.workspace.app(desk.app.id)["request_url"])
