"""Slack's short names of emoji there and back, and reactions that come in."""

from __future__ import annotations

from typing import Any

import pytest
from telegram.constants import ReactionEmoji

from bots.slack import signs
from bots.slack.reading import Rules
from playground.slack.emoji import is_known

RULES = Rules(bot="U0DESK", direct=True)


@pytest.mark.parametrize("one", [one.value for one in ReactionEmoji])
def test_every_reaction_of_telegrams_has_its_name_and_comes_back_from_it(one: str) -> None:
    assert is_known(signs.name(one))
    assert signs.emoji(signs.name(one)).replace("\ufe0f", "") == one.replace("\ufe0f", "")


@pytest.mark.parametrize(
    ("name", "char"), [("+1::skin-tone-2", "👍"), ("tada", "🎉"), ("rocket", "🚀"), ("fire", "🔥")]
)
def test_a_name_is_its_emoji_whatever_the_skin(name: str, char: str) -> None:
    assert signs.emoji(name) == char
    assert signs.name(char) == name.partition("::")[0]


def test_a_workspaces_own_emoji_keeps_its_name() -> None:
    assert signs.emoji("harbour-parrot") == ":harbour-parrot:"
    assert signs.name(":harbour-parrot:") == "harbour-parrot"


def payload(**more: Any) -> dict[str, Any]:
    event = {
        "type": "reaction_added",
        "user": "U0CARLA",
        "reaction": "tada",
        "item": {"type": "message", "channel": "C0SUPPORT", "ts": "1790000000.000100"},
        "item_user": "U0DESK",
        "event_ts": "1790000060.000200",
        **more,
    }
    return {"type": "event_callback", "team_id": "T0", "event_id": "Ev1", "event": event}


def test_a_reaction_in_a_channel_names_the_channel_and_the_message() -> None:
    found = signs.reacted(payload(), RULES)
    assert found
    assert (found.place, found.message, found.direct) == ("C0SUPPORT", "1790000000.000100", False)
    assert (found.added, found.removed) == (("🎉",), ())


def test_one_in_a_private_chat_is_a_requesters() -> None:
    item = {"type": "message", "channel": "D0CARLA", "ts": "1790000000.000100"}
    found = signs.reacted(payload(type="reaction_removed", item=item), RULES)
    assert found
    assert (found.direct, found.added, found.removed) == (True, (), ("🎉",))


def test_our_own_sign_and_one_on_a_file_say_nothing() -> None:
    assert signs.reacted(payload(user="U0DESK"), RULES) is None
    assert signs.reacted(payload(item={"type": "file", "file": "F0"}), RULES) is None
