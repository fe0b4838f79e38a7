"""What people wrote stays what they wrote: into Slack's notation, and out of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.slack.text import EDGE, SECTION, after_mention, mentioned, mrkdwn, sections, words
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


@pytest.mark.parametrize(
    ("told", "read"),
    [
        ("Hi <@U1>, ask <@U2|ben> or <@U3>", "Hi @Ann &amp; Co, ask @ben or @U3"),
        ("see <#C1|general> and <#C2>", "see #general and #C2"),
        ("<!here> <!channel> <!subteam^S1|@support> <!subteam^S2>", "@here @channel @support @group"),
        ("on <!date^1392734382^{date}|18 Feb>", "on 18 Feb"),
        ("<https://a.example/x?a=1&amp;b=2>", "https://a.example/x?a=1&b=2"),
        ("<http://a.example|a.example>", "a.example"),
        ("<https://a.example/x|the page>", "the page (https://a.example/x)"),
        ("<mailto:ann@a.example|ann@a.example>", "ann@a.example"),
        ("1 &lt; 2 &amp;&amp; 3 &gt; 2; &amp;lt; stays", "1 < 2 && 3 > 2; &lt; stays"),
        (":+1::tada: done :wave::skin-tone-3:", "👍🎉 done 👋"),
        (":slightly_smiling_face: :our-own-parrot: at 10:30:45", "🙂 :our-own-parrot: at 10:30:45"),
    ],
)
def test_an_events_text_is_read_as_people_see_it(told: str, read: str) -> None:
    assert words(told, {"U1": "Ann &amp; Co"}) == read


def test_who_is_mentioned() -> None:
    assert mentioned("<@U1> and <@U2|ben>, not <#C1> or <https://a.example>") == {"U1", "U2"}


def test_a_command_follows_a_mention_at_the_start_only() -> None:
    assert after_mention("<@UDESK> solved", "UDESK") == "solved"
    assert after_mention(" <@UDESK|desk>: solved", "UDESK") == "solved"
    assert after_mention("ask <@UDESK> later", "UDESK") is None
    assert after_mention("<@UOTHER> solved", "UDESK") is None
