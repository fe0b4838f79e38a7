"""Which files go out as one message, and what may stand for what."""

from __future__ import annotations

import pytest

from bots.slack.channel import CAPABILITIES as SLACK
from bots.telegram.channel import Telegram
from core.act_json import act_from_json, act_to_json
from core.files import KeptFile, may_replace, messages_of, too_big
from core.messages import Change, Say, Target
from core.text import text

TELEGRAM = Telegram.capabilities


def file(kind: str, size: int = 1000) -> KeptFile:
    mime, content, platform = {
        "p": ("image/png", "image", "photo"),
        "v": ("video/mp4", "video", "video"),
        "g": ("video/mp4", "video", "animation"),
        "o": ("audio/ogg", "audio", "voice"),
        "a": ("audio/mpeg", "audio", "audio"),
        "d": ("text/plain", "text", "document"),
    }[kind]
    return KeptFile("0" * 64, kind, content, mime, size, platform)


def grouped(kinds: str, limits: object) -> list[str]:
    return ["".join(one.name for one in group) for group in messages_of([file(kind) for kind in kinds], limits)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kinds", "albums"),
    [
        ("p", ["p"]),
        ("pvp", ["pvp"]),
        ("ppdda", ["pp", "dd", "a"]),
        ("oo", ["o", "o"]),
        ("pgp", ["p", "g", "p"]),
        ("aadaa", ["aa", "d", "aa"]),
        ("p" * 12, ["p" * 10, "pp"]),
    ],
)
def test_telegram_takes_only_like_with_like_in_an_album(kinds: str, albums: list[str]) -> None:
    assert grouped(kinds, TELEGRAM) == albums
    assert grouped(kinds, SLACK) == ([kinds] if len(kinds) <= 10 else [kinds[:10], kinds[10:]])


def test_what_is_too_big_is_in_no_message_and_a_big_picture_is_a_document() -> None:
    huge, large = file("v", 60_000_000), file("p", 11_000_000)
    assert messages_of([file("p"), huge, large, file("d")], TELEGRAM) == [(file("p"),), (large, file("d"))]
    assert too_big([file("p"), huge], TELEGRAM) == [huge]
    assert too_big([huge], SLACK) == []


def test_what_may_stand_in_the_place_of_what() -> None:
    assert may_replace(file("p"), file("v"), TELEGRAM, alone=False)
    assert may_replace(file("p"), file("d"), TELEGRAM, alone=True)
    assert not may_replace(file("p"), file("d"), TELEGRAM, alone=False)
    assert not may_replace(file("o"), file("p"), TELEGRAM, alone=True)
    assert may_replace(file("o"), file("p"), SLACK, alone=False)


def test_acts_with_files_are_data_and_back_and_rows_of_before_are_read() -> None:
    say = Say(text("Look"), author="Ann", files=(file("p"), file("v")))
    change = Change(Target(delivery=7), text("Look"), caption=True, file=file("p"), item=1)
    assert [act_from_json(act_to_json(act)) for act in (say, change)] == [say, change]
    assert "item" not in act_to_json(Change(Target(delivery=7), text("Look")))
    before = {"is": "Say", "author": "Ann", "file": act_to_json(say)["files"][0]}
    assert act_from_json(before) == Say(author="Ann", files=(file("p"),))
