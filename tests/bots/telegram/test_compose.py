"""Texts, keyboards and files in Telegram's words."""

from __future__ import annotations

import pytest

from bots.telegram import compose, ids
from bots.telegram.channel import Telegram
from core.messages import Button, KeptFile
from core.text import Span, bold, italic, plain, strike, text, units


def test_entities_are_counted_in_utf16_units() -> None:
    words, entities = compose.words(text("🖨🖨 ", bold("Stock"), " ", strike("é"), italic("👍🏽")), 4096)
    assert words == "🖨🖨 Stock é👍🏽"
    assert entities == [
        {"type": "bold", "offset": 5, "length": 5},
        {"type": "strikethrough", "offset": 11, "length": 1},
        {"type": "italic", "offset": 12, "length": 4},
    ]


def test_markup_in_what_people_write_stays_literal() -> None:
    words, entities = compose.words(text("*not bold* <b>&amp;", Span("a_b", "code")), 4096)
    assert words == "*not bold* <b>&amp;a_b"
    assert [entity["type"] for entity in entities] == ["code"]


def test_the_author_stands_in_bold_above_the_words() -> None:
    assert compose.signed(text("Try again"), "Marta Lind") == (bold("Marta Lind"), Span("\n"), Span("Try again"))
    assert compose.signed((), "Marta Lind") == (bold("Marta Lind"),)
    assert compose.signed(text("Hello"), None) == (Span("Hello"),)


def test_a_full_message_still_fits_with_its_author_and_the_line_of_a_second_sending() -> None:
    for room, limit in (
        (Telegram.capabilities.text, compose.TEXT),
        (Telegram.capabilities.caption, compose.CAPTION),
    ):
        full = compose.signed(text("x" * room), "🦊" * 200, "↻" * 300)
        assert units(plain(full)) <= limit
        compose.words(full, limit)


def test_a_caption_over_the_limit_is_the_callers_mistake() -> None:
    with pytest.raises(ValueError, match="1025 units"):
        compose.words(text("x" * 1025), compose.CAPTION)


def test_buttons_stand_in_rows_with_their_style() -> None:
    rows = ((Button("Yes", "q:yes", "primary"), Button("Not quite", "q:no")),)
    assert compose.keyboard(rows) == {
        "inline_keyboard": [
            [
                {"text": "Yes", "callback_data": "q:yes", "style": "primary"},
                {"text": "Not quite", "callback_data": "q:no"},
            ]
        ]
    }


@pytest.mark.parametrize(
    ("mime", "content", "size", "kind", "method"),
    [
        ("image/png", "image", 1000, "document", "sendPhoto"),
        ("image/webp", "image", 1000, "document", "sendPhoto"),
        ("image/png", "image", 10_000_001, "document", "sendDocument"),
        ("image/gif", "image", 1000, "document", "sendDocument"),
        ("video/mp4", "video", 1000, "document", "sendVideo"),
        ("video/webm", "video", 1000, "document", "sendDocument"),
        ("audio/mpeg", "audio", 1000, "document", "sendAudio"),
        ("audio/ogg", "audio", 1000, "voice", "sendVoice"),
        ("audio/ogg", "audio", 1000, "document", "sendDocument"),
        ("text/plain", "text", 1000, "document", "sendDocument"),
    ],
)
def test_a_file_goes_by_the_method_that_fits(mime: str, content: str, size: int, kind: str, method: str) -> None:
    assert compose.file_method(KeptFile("0" * 64, "name", content, mime, size, kind))[0] == method


def test_a_files_name_can_not_break_the_form() -> None:
    assert compose.file_name('../a"b\r\nc.txt') == ".._a_b__c.txt"
    assert compose.file_name("Отчёт.pdf") == "Отчёт.pdf"
    assert compose.file_name("\n") == "_"
    assert compose.file_name("") == "file"


def test_places_are_made_and_read_in_one_room() -> None:
    assert ids.parse_place(ids.place(4711)) == (4711, None)
    assert ids.parse_place(ids.place(-1001, 57)) == (-1001, 57)
    with pytest.raises(ValueError, match="invalid literal"):
        ids.parse_place("C024BE91L")
