"""What people wrote stays what they wrote in Slack's notation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.slack.said import words
from bots.slack.text import EDGE, SECTION, mrkdwn, sections
from core.text import Span, Text, bold, italic, strike, text


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (text("5 < 6 & 7 > 6"), "5 &lt; 6 &amp; 7 &gt; 6"),
        (text("<!channel> <@U1> <https://evil.example|your bank>"), None),
        (text("snake_case, 2*3*4, a ~ b, * point"), "snake_case, 2*3*4, a ~ b, * point"),
        (text(bold("Subsystem"), ": Web"), "*Subsystem*: Web"),
        (text(bold("HRB"), "-1"), "*HRB*-1"),
        (text("pre", bold("fix"), "es"), f"pre{EDGE}*fix*{EDGE}es"),
        (text(italic(" in between "), "them"), " _in between_ them"),
        (text(strike("one\ntwo")), "~one~\n~two~"),
        (text(bold("2*3")), "2*3"),
        (text(Span("a<b", "code")), "`a&lt;b`"),
        (text(Span("a`b", "code")), "a`b"),
        (text("*not bold*"), f"*{EDGE}not bold*"),
        (text("> no quote\n >> none"), f"{EDGE}&gt; no quote\n {EDGE}&gt;&gt; none"),
        (text("say `rm -rf` now"), f"say `{EDGE}rm -rf` now"),
    ],
)
def test_words_are_written_so_that_slack_shows_them(value: Text, written: str | None) -> None:
    if written is None:
        assert "<" not in mrkdwn(value)
        assert ">" not in mrkdwn(value)
    else:
        assert mrkdwn(value) == written


@given(st.lists(st.tuples(st.text(), st.sampled_from(["", "bold", "italic", "strike", "code"]))))
def test_no_text_whatever_makes_a_link_or_a_mention(parts: list[tuple[str, str]]) -> None:
    value = tuple(Span(words_, style) for words_, style in parts)  # type: ignore[arg-type]
    written = mrkdwn(value)

    assert "<" not in written
    assert ">" not in written


@given(st.text(alphabet=st.sampled_from("&<> a\n*😀"), min_size=1, max_size=4000))
def test_a_long_text_fits_into_sections_and_loses_no_word(value: str) -> None:
    parts = sections(text(value))

    assert all(0 < len(part) <= SECTION for part in parts)
    kept = [char for char in words("".join(parts), {}) if not char.isspace() and char != EDGE]
    assert kept == [char for char in value if not char.isspace()]
