"""Platforms in trouble: too many requests, errors, cut connections, outages; nothing is lost and nothing doubled."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

import dialogs.closing
import dialogs.relay
from core.errors import StoreDown, WrongToken
from tests.stories.conftest import Open, Stage
from tests.stories.tickets import chat_of, lines_of, taken_ticket

DELIVERED, FAILED = "white_check_mark", "warning"


async def metrics_of(stage: Stage) -> str:
    """What a scrape of /metrics shows."""
    transport = httpx.ASGITransport(app=Starlette(routes=stage.program.routes))
    async with httpx.AsyncClient(transport=transport, base_url="http://desk") as client:
        return (await client.get("/metrics")).text


# ---------------------------------------------------------------- sending


async def test_too_many_requests_hold_up_only_their_own_lane(stage: Stage) -> None:
    world = stage.world
    ann, carlo, anna, support = world.ann, world.carlo, world.anna, world.support
    anns, carlos = await taken_ticket(stage, ann, "Anns"), await _italian_ticket(stage)
    world.telegram.faults.add("sendMessage", chat=ann.id, retry_after=3)
    slow = await anna.posts(support, "For Ann", thread=anns)
    quick = await anna.posts(support, "For Carlo", thread=carlos)
    await carlo.sees("For Carlo")
    await anna.sees_reaction(quick, DELIVERED)
    assert not any("For Ann" in line for line in chat_of(ann))
    await stage.settles()
    await stage.time_passes(seconds=4)
    await ann.sees("For Ann")
    await anna.sees_reaction(slow, DELIVERED)

    world.slack.faults.add("chat.postMessage", retry_after=3)
    await ann.says("From Ann")
    await stage.settles()
    await carlo.says("Da Carlo")
    await anna.sees("Da Carlo", thread=carlos)
    await stage.time_passes(seconds=4)
    await anna.sees("From Ann", thread=anns)


async def test_what_is_tried_again_goes_out_in_time_though_the_desk_never_has_a_pause(stage: Stage) -> None:
    world = stage.world
    ann, anna, support = world.ann, world.anna, world.support
    anns, carlos = await taken_ticket(stage, ann, "Anns"), await _italian_ticket(stage)
    world.telegram.faults.add("sendMessage", chat=ann.id, retry_after=3)
    asked = await anna.posts(support, "For Ann", thread=anns)
    for _ in range(300):
        if any("For Ann" in line for line in chat_of(ann)):
            break
        stage.clock.pass_(timedelta(seconds=1))  # nobody tells the program to look
        await anna.posts(support, "status", thread=carlos, mention_bot=True)
        asked = await anna.sees("More for", after=asked)
    assert any("For Ann" in line for line in chat_of(ann))


async def _italian_ticket(stage: Stage) -> Any:
    world = stage.world
    said = await world.carlo.says("Ieri c'era")
    await world.carlo.sees_button("Ho un'idea", after=said)
    await world.carlo.presses("Ho un'idea")
    await world.carlo.sees("1 di 2", after=said)
    await world.carlo.says("Carlos")
    await world.carlo.sees_button("Invia", after=said)
    await world.carlo.presses("Invia")
    answers = await world.anna.sees("Topic:* Carlos", in_channel=world.support)
    card = next(item for item in world.anna.channel_view(world.support) if item.ts == answers.thread_ts)
    await world.anna.presses("Take", message=card)
    return await world.anna.sees("Taken by Anna Berg", thread=card)


async def test_errors_of_a_platform_are_waited_out(stage: Stage) -> None:
    world = stage.world
    ann, anna, support = world.ann, world.anna, world.support
    card = await taken_ticket(stage)
    world.telegram.faults.add("sendMessage", times=3, status=502)
    world.slack.faults.add("chat.postMessage", times=3, status=500)
    message = await anna.posts(support, "Through the storm", thread=card)
    await ann.says("I am here")
    for _ in range(4):
        await stage.settles()
        await stage.time_passes(minutes=6)
    await ann.sees("Through the storm")
    await anna.sees("I am here", thread=card)
    await stage.settles()
    await anna.sees_reaction(message, DELIVERED)
    assert chat_of(ann).count("Anna Berg\nThrough the storm") == 1
    assert lines_of(stage, card).count("Ann Reyes (requester): I am here") == 1


@pytest.mark.parametrize("when", ["before", "after"])
async def test_slack_is_asked_whether_a_message_arrived_and_nothing_is_doubled(stage: Stage, when: Any) -> None:
    ann, anna, slack = stage.world.ann, stage.world.anna, stage.world.slack
    card = await taken_ticket(stage)
    slack.faults.add("chat.postMessage", drop=when)
    await ann.says("Once only")
    await stage.settles()
    await stage.time_passes(minutes=1)
    await anna.sees("Once only", thread=card)
    await stage.settles()
    slack.faults.add("files.completeUploadExternal", drop=when)
    await ann.sends_file(b"data", name="once.txt")
    await slack.changes.wait(
        lambda: any(call.error == "dropped" and "files" in call.method for call in slack.calls), 10
    )
    await stage.settles()
    await stage.time_passes(minutes=1)
    await anna.sees("once.txt", thread=card)
    await stage.settles()
    assert lines_of(stage, card).count("Ann Reyes (requester): Once only") == 1
    assert [message.files for message in anna.thread_view(card, card) if message.files] == [("once.txt",)]


async def test_telegram_cant_be_asked_so_a_doubtful_message_is_sent_once_more_and_says_so(stage: Stage) -> None:
    world = stage.world
    ann, anna, support = world.ann, world.anna, world.support
    card = await taken_ticket(stage)
    world.telegram.faults.add("sendMessage", drop="after")
    message = await anna.posts(support, "Did you get this?", thread=card)
    await ann.sees("Did you get this?")
    await stage.settles()
    await stage.time_passes(seconds=5)
    await ann.sees("↻ sent again: the first attempt may have arrived")
    await anna.sees_reaction(message, DELIVERED)
    assert [line for line in chat_of(ann) if "Did you" in line] == [
        "Anna Berg\nDid you get this?",
        "Anna Berg\nDid you get this?\n↻ sent again: the first attempt may have arrived",
    ]

    world.telegram.faults.add("sendMessage", times=2, drop="before")
    lost = await anna.posts(support, "And this?", thread=card)
    for _ in range(2):
        await stage.settles()
        await stage.time_passes(seconds=5)
    await anna.sees_reaction(lost, FAILED)
    await anna.sees("Not delivered to Ann Reyes: no answer came, twice; it may or may not have arrived.", thread=card)
    assert not any("And this?" in line for line in chat_of(ann))


async def test_the_one_more_sending_of_a_doubtful_message_waits_until_telegram_answers_again(stage: Stage) -> None:
    world = stage.world
    ann, anna, support = world.ann, world.anna, world.support
    card = await taken_ticket(stage)
    world.telegram.faults.add("sendMessage", drop="before")
    message = await anna.posts(support, "Did you get this?", thread=card)
    await stage.world.telegram.changes.wait(lambda: not world.telegram.faults.pending)
    world.telegram.down = True
    for _ in range(5):
        await stage.has_sent()
        await stage.time_passes(seconds=40)
    world.telegram.down = False
    await stage.has_sent()
    await stage.time_passes(minutes=6)
    await ann.sees("↻ sent again: the first attempt may have arrived", timeout=20)
    await anna.sees_reaction(message, DELIVERED)
    assert len([line for line in chat_of(ann) if "Did you" in line]) == 1


async def test_both_platforms_away_for_a_while_and_back(stage: Stage) -> None:
    world = stage.world
    ann, anna, support = world.ann, world.anna, world.support
    card = await taken_ticket(stage)
    world.slack.down = True
    await ann.says("While Slack was away")
    await stage.has_sent()
    world.slack.down = False
    await stage.time_passes(minutes=6)
    await anna.sees("While Slack was away", thread=card, timeout=20)
    await world.slack.connected(world.app, timeout=20)

    world.telegram.down = True
    message = await anna.posts(support, "While Telegram was away", thread=card)
    await stage.has_sent()
    said = await ann.says("Are you there?")
    world.telegram.down = False
    await stage.time_passes(minutes=6)
    await ann.sees("While Telegram was away", timeout=20)
    await anna.sees_reaction(message, DELIVERED)
    await anna.sees("Are you there?", thread=card, timeout=20)
    assert said


# ---------------------------------------------------------------- starting


@pytest.mark.parametrize("away", ["telegram", "slack"])
async def test_it_starts_while_a_platform_is_unreachable_and_works_once_it_is_there(stage_of: Open, away: str) -> None:
    async with stage_of(started=False) as stage:
        platform = getattr(stage.world, away)
        platform.down = True
        await stage.start()
        await asyncio.sleep(0)
        platform.down = False
        await stage.world.slack.connected(stage.world.app, timeout=20)
        await stage.time_passes(minutes=6)
        card = await taken_ticket(stage)
        assert "*HRB-1*" in card.text


@pytest.mark.parametrize(
    ("name", "where"),
    [
        ("TELEGRAM_BOT_TOKEN", "@BotFather"),
        ("SLACK_BOT_TOKEN", "api.slack.com/apps"),
        ("SLACK_APP_TOKEN", "api.slack.com/apps"),
    ],
)
async def test_a_wrong_token_is_told_with_the_place_of_a_right_one_and_never_printed(
    stage_of: Open, name: str, where: str, caplog: pytest.LogCaptureFixture
) -> None:
    wrong = {"TELEGRAM_BOT_TOKEN": "123456:wrong-token-of-a-stranger"}.get(name, "xwrong-token-of-a-stranger")
    async with stage_of(started=False, **{name: wrong}) as stage:
        with pytest.raises(WrongToken) as told:
            await stage.starts_and_ends()
    assert name in str(told.value)
    assert where in str(told.value)
    assert wrong not in str(told.value) + caplog.text


# ---------------------------------------------------------------- updates that can't be handled


async def test_updates_of_no_sense_are_set_aside_and_counted_and_stop_nobody(stage: Stage) -> None:
    ann, telegram = stage.world.ann, stage.world.telegram
    telegram.push_update({"message": {"message_id": "seven", "chat": 5}})
    telegram.push_update({"message": {"message_id": 9, "date": "yesterday", "chat": {"id": 1, "type": "private"}}})
    await ann.starts()
    await ann.sees("What can we do for you?")
    assert 'frontdoor_poison_total{channel="telegram"} 2.0' in await metrics_of(stage)
    assert not telegram.pending() or telegram.pending()[-1].get("message", {}).get("text") == "/start"


async def test_a_fault_of_ours_sets_one_update_aside_and_the_next_is_handled(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    ann, anna = stage.world.ann, stage.world.anna
    card = await taken_ticket(stage)
    hear = dialogs.relay.hear

    def stumbles(turn: Any, conversation: Any, ticket: Any, said: Any) -> None:
        if "stumble" in said.text:
            raise ZeroDivisionError("over a word")
        hear(turn, conversation, ticket, said)

    monkeypatch.setattr(dialogs.relay, "hear", stumbles)
    await ann.says("stumble over this secret")
    await ann.says("and walk on")
    await anna.sees("and walk on", thread=card)
    assert 'frontdoor_poison_total{channel="telegram"} 1.0' in await metrics_of(stage)
    assert "ZeroDivisionError" in caplog.text
    assert "this secret" not in caplog.text


async def test_kinds_of_updates_nobody_knows_are_acked_counted_and_logged_once(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    world = stage.world
    for number in range(2):
        world.telegram.push_update({"poll_of_the_future": {"id": number}})
        event = {"type": "team_rename", "name": f"Harbour {number}"}
        world.slack.office.events.emit("team_rename", event, world.slack.workspace.state.apps.values())
    await world.slack.settled()
    await world.ann.starts()
    await world.ann.sees("What can we do for you?")
    shown = await metrics_of(stage)
    assert 'frontdoor_unknown_updates_total{channel="telegram",kind="poll_of_the_future"} 2.0' in shown
    assert 'frontdoor_unknown_updates_total{channel="slack",kind="team_rename"} 2.0' in shown
    for kind in ("poll_of_the_future", "team_rename"):
        assert len([line for line in caplog.messages if kind in line]) == 1


async def test_while_the_database_is_away_nothing_is_acked_and_everything_is_handled_later(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = stage.world
    ann, anna, support = world.ann, world.anna, world.support
    world.slack.retry_delays = (0.2, 0.2, 0.2)
    card = await taken_ticket(stage)
    write = stage.program.store.write
    refused: list[Any] = []

    async def away(work: Any, update: Any = None, touches: Any = None) -> Any:
        if update is not None and len(refused) < 4:
            refused.append(update)
            raise StoreDown("the database is away")
        return await write(work, update, touches)

    monkeypatch.setattr(stage.program.store, "write", away)
    await ann.says("Kept in Telegram")
    await anna.posts(support, "Kept in Slack", thread=card)
    await ann.sees("Kept in Slack", timeout=20)
    await anna.sees("Kept in Telegram", thread=card, timeout=20)
    assert len(refused) == 4
    assert chat_of(ann).count("Anna Berg\nKept in Slack") == 1
    assert lines_of(stage, card).count("Ann Reyes (requester): Kept in Telegram") == 1


async def test_a_locked_database_is_waited_for(stage: Stage) -> None:
    ann = stage.world.ann
    with stage.ground.locked():
        await ann.starts()
        await stage.world.telegram.changes.wait(lambda: stage.world.telegram.pending(), 5, "nothing came")
    await ann.sees("What can we do for you?")


async def test_a_fault_of_ours_after_a_delivery_costs_its_sign_and_nothing_else(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    ann, anna, support = stage.world.ann, stage.world.anna, stage.world.support
    card = await taken_ticket(stage)
    await stage.settles()

    def stumbles(*_: Any, **__: Any) -> None:
        raise ZeroDivisionError("over a sign")

    with monkeypatch.context() as broken:
        broken.setattr(dialogs.relay, "sign", stumbles)
        await anna.posts(support, "Without a sign", thread=card)
        await ann.sees("Without a sign")
        await stage.settles()
    assert "over a sign" in caplog.text
    message = await anna.posts(support, "With a sign", thread=card)
    await anna.sees_reaction(message, DELIVERED)
    assert chat_of(ann).count("Anna Berg\nWithout a sign") == 1


async def test_a_timer_that_cant_be_handled_stops_no_other(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    world = stage.world
    first, second = await taken_ticket(stage, world.ann, "First"), await _italian_ticket(stage)
    for card in (first, second):
        await world.anna.presses("Solved", message=card)
    await world.ann.sees("Was your problem solved?")
    remind = dialogs.closing.remind

    def stumbles(turn: Any, ticket: Any) -> None:
        if ticket.topic == "First":
            raise ZeroDivisionError("over a timer")
        remind(turn, ticket)

    monkeypatch.setattr(dialogs.closing, "remind", stumbles)
    await stage.time_passes(days=2, minutes=1)
    await world.anna.sees("Carlo Bianchi was reminded of the question.", thread=second)
    assert "over a timer" in caplog.text


async def test_a_file_whose_place_slack_tells_late_is_there_all_the_same(stage: Stage) -> None:
    ann, anna = stage.world.ann, stage.world.anna
    card = await taken_ticket(stage)
    stage.world.slack.faults.late_shares = True
    await ann.sends_file(b"the log", name="log.txt", caption="Look at this")
    await anna.sees("log.txt", thread=card)
    await ann.says("Anything?")
    await anna.sees("Anything?", thread=card)
    await stage.settles()
    assert [message.files for message in anna.thread_view(card, card) if message.files] == [("log.txt",)]
