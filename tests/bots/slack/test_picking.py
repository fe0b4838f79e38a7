"""Messages that a ticket is to be made of: what is read, what is passed over, and where it is asked what they are to be."""

from __future__ import annotations

from typing import Any

import pytest

from bots.slack import picking, reading
from bots.slack.picking import Context
from bots.slack.reading import Rules
from core.messages import Whisper
from core.text import text
from core.update_json import from_json, to_json

from .conftest import Desk

RULES = Rules("UBOT", direct=True, team="T1")
MENTION = {"type": "app_mention", "user": "U1", "channel": "C1", "ts": "17.000200", "thread_ts": "17.000100"}


def event(**told: Any) -> dict[str, Any]:
    return {"team_id": "T1", "event_id": "Ev1", "event": told}


@pytest.mark.parametrize("said", ["<@UBOT> it burns", "it burns <@UBOT>", "<@UBOT|desk>, it burns"])
def test_a_mention_is_what_was_written_without_it(said: str) -> None:
    picked = picking.mention(event(**MENTION, text=said), "D1", RULES, Context((("Ann", "Hello"),), 2))
    assert (picked.text, picked.message, picked.ask_at) == ("it burns", "C1:17.000200", "C1:17.000100")
    assert (picked.place, picked.context, picked.left_out) == ("D1", (("Ann", "Hello"),), 2)
    assert from_json(to_json(picked)) == picked


def test_a_reaction_to_what_cannot_be_read_says_so_and_one_repeated_is_another() -> None:
    told = {"user": "U1", "reaction": "ticket", "item": {"type": "message", "channel": "C1", "ts": "17.000100"}}
    first, again = (
        picking.reaction(event(**told, event_ts=ts), "D1", RULES, None, Context()) for ts in ("18.000000", "19.000000")
    )
    assert (first.unread, first.text, first.message) == ("not_in_channel", "", "C1:17.000100")
    assert first.key != again.key


def test_only_another_human_is_the_writer() -> None:
    assert picking.writer_of({"user": "U2"}, "U1") == "U2"
    assert picking.writer_of({"user": "U1"}, "U1") is None
    assert picking.writer_of({"user": "U3", "bot_id": "B1"}, "U1") is None


def test_a_button_that_leads_somewhere_and_the_tab_with_the_messages_say_nothing() -> None:
    press = {
        "team": {"id": "T1"},
        "user": {"id": "U1"},
        "container": {"type": "view", "view_id": "V1"},
        "actions": [{"action_id": f"{reading.OWN}3:open", "type": "button", "action_ts": "17.000100"}],
    }
    assert reading.is_own(press)
    assert reading.own_press(press, "D1") is None
    assert reading.visit(event(user="U1", tab="messages", channel="D1", event_ts="17.000100")) is None


async def test_what_cannot_be_asked_before_one_person_alone_is_asked_in_their_chat(by_socket: Desk) -> None:
    desk = by_socket
    chat = desk.dan.dm_with(desk.app)
    elsewhere = desk.slack.channel("elsewhere", [desk.carla, desk.app])
    for room, number in ((desk.room, 1), (elsewhere, 2)):
        act = Whisper(desk.dan.id, text(f"Which kind {number}?"), at=room.id)
        await desk.sends(act, chat.id)
    assert (await desk.dan.sees("Which kind 1?", in_channel=desk.room)).ephemeral
    assert not (await desk.dan.sees("Which kind 2?", in_channel=chat)).ephemeral
