"""Which reaction stands on a message in Telegram, which has room for one, and what comes in of people's."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
import telegram

from bots.telegram import inbound, reactions
from core.messages import React, Reacted, Sign, Target

HERE = Target(message="7")


@pytest.mark.parametrize(
    ("shown", "sign", "among_agents", "stands", "lost"),
    [
        (("👍",), None, False, "👍", False),
        (("❤️",), None, False, "❤️", False),
        (("👍", "😀"), None, False, "😁", False),
        (("👍", "🚀"), None, False, "👍", True),
        ((":parrot:",), None, False, None, True),
        (("🎉",), "delivered", True, "🎉", False),
        (("🎉",), "failed", True, "🤷", True),
        (("🚀",), "delivered", True, "👌", True),
        (("✅",), "delivered", True, "👌", True),
        (("✅",), None, False, "👌", False),
        ((), "delivered", True, "👌", False),
        ((), None, False, None, False),
    ],
)
def test_one_stands_there(
    shown: tuple[str, ...], sign: Sign | None, among_agents: bool, stands: str | None, lost: bool
) -> None:
    found, told = reactions.chosen(React(HERE, sign, shown=shown, gone=("👀",)), among_agents)
    bare = [one["emoji"].replace("\ufe0f", "") for one in found]
    assert bare == ([stands.replace("\ufe0f", "")] if stands else [])
    assert told == (reactions.LOST if lost else None)


def update(**more: Any) -> telegram.Update:
    change = {
        "chat": {"id": -1001, "type": "supergroup", "title": "Agents"},
        "message_id": 55,
        "date": 1790000000,
        "user": {"id": 7, "is_bot": False, "first_name": "Maria"},
        "old_reaction": [{"type": "emoji", "emoji": "👍"}],
        "new_reaction": [{"type": "emoji", "emoji": "🔥"}, {"type": "custom_emoji", "custom_emoji_id": "1"}],
        **more,
    }
    return telegram.Update.de_json({"update_id": 1, "message_reaction": change}, None)


def read(**more: Any) -> Any:
    return inbound.read(update(**more), "desk_bot", datetime.now(UTC))


def test_a_change_says_what_was_put_on_and_what_was_taken_off() -> None:
    found = read()
    assert isinstance(found, Reacted)
    assert (found.place, found.message, found.added, found.removed) == ("-1001", "55", ("🔥",), ("👍",))
    assert not found.direct


def test_nobodys_a_bots_and_what_only_telegram_has_says_nothing() -> None:
    assert read(user=None, actor_chat={"id": -1001, "type": "supergroup"}) is None
    assert read(user={"id": 8, "is_bot": True, "first_name": "Other bot"}) is None
    assert read(old_reaction=[], new_reaction=[{"type": "custom_emoji", "custom_emoji_id": "1"}]) is None
