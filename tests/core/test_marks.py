"""How words look: marks move with the words, links lead where they say, and long texts are cut where it shows least."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.act_json import act_from_json, act_to_json
from core.marks import (
    KINDS,
    MOST,
    Mark,
    Marked,
    from_json,
    joined,
    link,
    piece,
    shown,
    spelled,
    stripped,
    tidy,
    to_json,
    under,
)
from core.messages import Say
from core.splitting import split
from core.text import plain, text, units

SAID = st.text(alphabet=st.sampled_from("ab ./\n😀é\u200d👩"), max_size=60)


@st.composite
def _marked(draw: st.DrawFn) -> Marked:
    said = draw(SAID)
    spots = st.integers(-3, len(said) + 3)
    addresses = st.sampled_from(["https://a.example", "tg://x", "https://b.example/y"])
    marks = draw(st.lists(st.builds(Mark, st.sampled_from(KINDS), spots, spots, addresses), max_size=6))
    return said, tidy(said, marks)


@given(_marked())
def test_marks_change_no_word(said: Marked) -> None:
    words, marks = said
    without_links = tuple(mark for mark in marks if mark.kind != "link")
    assert plain(shown(words, without_links)) == words
    assert (
        plain(shown(words, marks))
        .replace(" (https://a.example)", "")
        .replace(" (https://b.example/y)", "")
        .replace(" (tg://x)", "")
        == words
    )
    assert from_json(to_json(marks)) == marks
    say = Say(shown(words, marks))
    assert act_from_json(act_to_json(say)) == say


@given(_marked(), st.integers(0, 60), st.integers(0, 60))
def test_a_piece_looks_as_it_did(said: Marked, start: int, end: int) -> None:
    words, marks = piece(*said, start, max(start, end))
    looks = _looks(*said)[start : max(start, end)]
    assert words == said[0][start : max(start, end)]
    assert _looks(words, marks) == looks


@given(_marked(), _marked())
def test_what_is_put_together_looks_as_its_parts(one: Marked, other: Marked) -> None:
    assert _looks(*joined([one, other], "-")) == [*_looks(*one), set(), *_looks(*other)]


def _looks(words: str, marks: tuple[Mark, ...]) -> list[set[tuple[str, str]]]:
    return [{(m.kind, m.argument) for m in marks if m.start <= at < m.end} for at in range(len(words))]


def test_blanks_around_go_with_their_marks() -> None:
    assert stripped("  bold  ", (Mark("bold", 0, 8),)) == ("bold", (Mark("bold", 0, 4),))
    assert under("quote", ("", ())) == ("", ())
    assert len(tidy("x" * 999, [Mark("bold", at, at + 1) for at in range(999)])) == MOST


@pytest.mark.parametrize(
    ("words", "address", "expected"),
    [
        ("the page", "https://a.example/x", "the page"),
        ("a.example", "https://a.example/x", "a.example"),
        ("www.a.example", "http://a.example", "www.a.example"),
        ("see a.example now", "https://a.example", "see a.example now"),
        ("bank.example", "https://evil.example", "bank.example (https://evil.example)"),
        (
            "https://bank.example",
            "https://bank.example@evil.example",
            "https://bank.example (https://bank.example@evil.example)",
        ),
        ("b\u200bank.example", "https://evil.example", "b\u200bank.example (https://evil.example)"),
        (
            "our bank.example",
            "https://bank.example.evil.example",
            "our bank.example (https://bank.example.evil.example)",
        ),
        ("\u200b", "https://evil.example", "\u200b (https://evil.example)"),
        ("press", "tg://user?id=1", "press (tg://user?id=1)"),
        ("press", "javascript:alert(1)", "press (javascript:alert(1))"),
        ("press", "http://[", "press (http://[)"),
        ("write to us", "mailto:ann@a.example", "write to us (ann@a.example)"),
    ],
)
def test_a_link_leads_where_its_words_say(words: str, address: str, expected: str) -> None:
    value = shown(words, (Mark("link", 0, len(words), address),))
    assert plain(value) == expected
    leads = [span.words for span in value if ("link", address) in span.formats]
    assert leads == ([words] if expected == words else [])
    assert all(span.formats == (("code", ""),) for span in value if span.words.startswith(("tg:", "javascript:")))


def test_an_address_is_spelled_where_words_stand_alone() -> None:
    said, marks = joined([("see ", ()), link(("the page", ()), "https://a.example"), link((" a.example", ()), "x")])
    assert spelled(said, marks) == "see the page (https://a.example) a.example (x)"
    assert link(("a.example", ()), "https://a.example/") == ("a.example", ())
    assert link(("a.example/", ()), "https://a.example/") == ("a.example/", ())


# ---------------------------------------------------------------- long texts


@given(_marked(), st.integers(8, 40))
def test_a_long_text_loses_only_blanks_at_its_cuts(said: Marked, limit: int) -> None:
    value = shown(*said)
    parts = split(value, limit)
    assert all(units(plain(part)) <= limit for part in parts)
    assert "".join("".join(map(plain, parts)).split()) == "".join(plain(value).split())


def test_a_cut_spares_what_belongs_together() -> None:
    words = "a word before and then the long name of a link"
    value = shown(words, (Mark("link", 23, 46, "https://a.example"),))
    assert [plain(part) for part in split(value, 34)] == ["a word before and then", words[23:]]
    family = "👩\u200d👩\u200d👧"
    for before in range(1, 12):
        assert any(family in plain(part) for part in split(text("x" * before + family * 3), 12))
    flags = [plain(part) for part in split(text("x" + "🇮🇹" * 5), 8)]
    assert all(part.lstrip("x") == "🇮🇹" * (len(part.lstrip("x")) // 2) for part in flags)


def test_code_that_must_be_cut_is_closed_and_opened_again() -> None:
    code = "\n".join(f"line {number}" for number in range(20))
    parts = split(shown(code, (Mark("pre", 0, len(code), "python"),)), 60)
    assert len(parts) > 2
    assert all(span.formats == (("pre", "python"),) for part in parts for span in part)
    assert all(plain(part).startswith("line ") for part in parts)


@pytest.mark.parametrize("word", ["a-", "a.", "1."])
def test_no_word_keeps_others_waiting(word: str) -> None:
    said = word * 20_000
    began = process_time()
    assert "".join(span.words for span in shown(said, (Mark("link", 0, len(said), "https://x.example"),))).startswith(
        said
    )
    assert process_time() - began < 2  # where every part has no end it was 18 to 30
