"""Telegram's entities and core's marks: each stands for the other, counted as the other counts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import MessageEntity

from bots.telegram import compose
from bots.telegram.marks import marks, rich
from core.marks import KINDS, Mark, shown, tidy
from core.text import Span


def _back(value: compose.Words) -> tuple[Mark, ...]:
    return marks(value.text, MessageEntity.de_list(value.entities, None))


@pytest.mark.parametrize("kind", KINDS)
def test_every_look_goes_out_and_comes_back(kind: str) -> None:
    said = "🙂 before this é after"
    argument = {"link": "https://a.example", "pre": "python"}.get(kind, "")
    look = (Mark(kind, 9, 15, argument),)
    assert _back(compose.words(shown(said, look), 99)) == look


@given(st.text(alphabet=st.sampled_from("ab \n😀é"), min_size=1, max_size=30), st.data())
def test_looks_lie_over_each_other(said: str, data: st.DataObject) -> None:
    spots = st.integers(0, len(said))
    free = st.sampled_from(["bold", "italic", "underline", "strike", "spoiler"])
    looks = tidy(said, data.draw(st.lists(st.builds(Mark, free, spots, spots), max_size=5)))
    value = compose.words(shown(said, looks), 99)
    assert value.text == said
    assert _covered(said, _back(value)) == _covered(said, looks)


def _covered(said: str, looks: tuple[Mark, ...]) -> list[set[str]]:
    return [{look.kind for look in looks if look.start <= at < look.end} for at in range(len(said))]


def test_code_bears_nothing_else_and_an_address_is_worth_more() -> None:
    value = compose.words(
        (
            Span("x = 1", "", (("quote", ""), ("pre", ""), ("bold", ""))),
            Span("F5", "", (("code", ""), ("link", "https://a.example"))),
        ),
        99,
    )
    assert value.entities == [
        {"type": "blockquote", "offset": 0, "length": 5},
        {"type": "pre", "offset": 0, "length": 5},
        {"type": "text_link", "offset": 5, "length": 2, "url": "https://a.example"},
    ]


def test_no_more_entities_than_telegram_takes() -> None:
    many = tuple(Span("x", "", (("bold", ""),)) if number % 2 else Span("y") for number in range(300))
    assert len(compose.words(many, 999).entities) == compose.ENTITIES


def test_a_rich_message_has_its_looks() -> None:
    told = {
        "blocks": [
            {"type": "heading", "text": "Steps", "size": 2},
            {"type": "paragraph", "text": ["see ", {"type": "url", "text": "it", "url": "https://a.example"}]},
            {"type": "blockquote", "blocks": [{"type": "paragraph", "text": "blank"}]},
            {"type": "pre", "text": "x = 1", "language": "python"},
        ]
    }
    assert rich(told) == (
        "Steps\nsee it\nblank\nx = 1",
        (
            Mark("bold", 0, 5),
            Mark("link", 10, 12, "https://a.example"),
            Mark("quote", 13, 18),
            Mark("pre", 19, 24, "python"),
        ),
    )
