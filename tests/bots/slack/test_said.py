"""What people write in Slack is read as they see it there, with its looks beside it."""

from __future__ import annotations

from time import process_time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.slack import emoji
from bots.slack.rich import rich_text
from bots.slack.said import after_mention, mentioned, named, of_mrkdwn, read, words
from bots.slack.text import EDGE, mrkdwn
from core.marks import KINDS, Mark, Marked, shown, tidy
from core.text import text

Json = dict[str, Any]

NAMES = {"U1": "Ann &amp; Co", "U2": "Ben"}


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("Hi <@U1>, ask <@U2|ben> or <@U3>", "Hi @Ann &amp; Co, ask @Ben or @U3"),
        ("see <#C1|general> and <#C2>", "see #general and #C2"),
        ("<!here> <!channel> <!subteam^S1|@support> <!subteam^S2>", "@here @channel @support @group"),
        ("on <!date^1392734382^{date}|18 Feb>", "on 18 Feb"),
        ("<https://a.example/x?a=1&amp;b=2>", "https://a.example/x?a=1&b=2"),
        ("<http://a.example|a.example>", "a.example"),
        ("<https://a.example/x|the page>", "the page (https://a.example/x)"),
        ("<mailto:ann@a.example|ann@a.example>", "ann@a.example"),
        ("1 &lt; 2 &amp;&amp; 3 &gt; 2; &amp;lt; stays", "1 < 2 && 3 > 2; &lt; stays"),
        (":+1::tada: done :wave::skin-tone-3:", "👍🎉 done 👋🏼"),
        (":flag-it: :man-shrugging: :hugging_face:", "🇮🇹 🤷‍♂️ 🤗"),
        (":slightly_smiling_face: :our-own-parrot: at 10:30:45", "🙂 :our-own-parrot: at 10:30:45"),
    ],
)
def test_an_events_text_is_read_as_people_see_it(told: str, expected: str) -> None:
    assert words(told, NAMES) == expected


@pytest.mark.parametrize(
    ("told", "said", "marks"),
    [
        ("*bold* and _it_, ~gone~", "bold and it, gone", [("bold", 0, 4), ("italic", 9, 11), ("strike", 13, 17)]),
        ("*see _this_*", "see this", [("bold", 0, 8), ("italic", 4, 8)]),
        ("snake_case_name, 2*3*4, a ~ b", "snake_case_name, 2*3*4, a ~ b", []),
        ("`a &lt; *b*`", "a < *b*", [("code", 0, 7)]),
        ("so:\n```\nx = 1\ny = :+1:\n```", "so:\nx = 1\ny = :+1:", [("pre", 4, 18)]),
        ("&gt; they said\n&gt; *this*\nI see", "they said\nthis\nI see", [("quote", 0, 14), ("bold", 10, 14)]),
        ("*<https://a_b_c.example|here>*", "here", [("bold", 0, 4), ("link", 0, 4, "https://a_b_c.example")]),
    ],
)
def test_mrkdwn_has_its_looks(told: str, said: str, marks: list[Any]) -> None:
    assert of_mrkdwn(told) == (said, tidy(said, [Mark(*mark) for mark in marks]))


def _text(words_: str, **style: bool) -> Json:
    return {"type": "text", "text": words_} | ({"style": style} if style else {})


def _section(*elements: Json) -> Json:
    return {"type": "rich_text_section", "elements": list(elements)}


def _read(*elements: Json, mrkdwn: str = "") -> Marked:
    return named(read({"text": mrkdwn, "blocks": [{"type": "rich_text", "elements": list(elements)}]}), NAMES)


@pytest.mark.parametrize(
    ("elements", "said", "marks"),
    [
        ([_section(_text("2*3*4 <b> &amp; :+1:"))], "2*3*4 <b> &amp; :+1:", []),
        (
            [_section(_text("a", bold=True), _text("b", bold=True, italic=True), _text("c", underline=True))],
            "abc",
            [("bold", 0, 1), ("bold", 1, 2), ("italic", 1, 2), ("underline", 2, 3)],
        ),
        (
            [_section({"type": "link", "url": "https://a.example", "text": "there", "style": {"bold": True}})],
            "there",
            [("bold", 0, 5), ("link", 0, 5, "https://a.example")],
        ),
        ([_section({"type": "link", "url": "https://a.example"})], "https://a.example", []),
        ([_section({"type": "emoji", "name": "wave", "unicode": "1f44b-1f3fc", "skin_tone": 3})], "👋🏼", []),
        ([_section({"type": "emoji", "name": "wave", "skin_tone": 3})], "👋🏼", []),
        ([_section({"type": "emoji", "name": "our-parrot"})], ":our-parrot:", []),
        (
            [_section({"type": "user", "user_id": "U2", "style": {"bold": True}}, _text("!", bold=True))],
            "@Ben!",
            [("bold", 0, 5)],
        ),
        ([_section({"type": "broadcast", "range": "channel"})], "@channel", []),
        (
            [_section(_text("so:\n")), {"type": "rich_text_preformatted", "elements": [_text("x = 1")]}],
            "so:\nx = 1",
            [("pre", 4, 9)],
        ),
        (
            [{"type": "rich_text_quote", "elements": [_text("one\ntwo")]}, _section(_text("I see"))],
            "one\ntwo\nI see",
            [("quote", 0, 7)],
        ),
        (
            [
                {"type": "rich_text_list", "style": "bullet", "elements": [_section(_text("tea"))]},
                {"type": "rich_text_list", "style": "ordered", "indent": 1, "elements": [_section(_text("hot"))]},
                {
                    "type": "rich_text_list",
                    "style": "ordered",
                    "offset": 2,
                    "elements": [_section(_text("c", bold=True))],
                },
            ],
            "• tea\n    1. hot\n3. c",
            [("bold", 20, 21)],
        ),
    ],
)
def test_rich_text_has_its_looks(elements: list[Json], said: str, marks: list[Any]) -> None:
    assert _read(*elements) == (said, tidy(said, [Mark(*mark) for mark in marks]))


def test_channels_and_groups_have_the_names_of_the_mrkdwn() -> None:
    elements = [{"type": "channel", "channel_id": "C1"}, _text(" "), {"type": "usergroup", "usergroup_id": "S1"}]
    assert _read(_section(*elements), mrkdwn="<#C1|general> <!subteam^S1|@support>") == ("#general @support", ())


def test_who_is_mentioned() -> None:
    assert mentioned(of_mrkdwn("<@U1> and <@U2|ben>, not <#C1> or <https://a.example>")) == {"U1", "U2"}


def test_a_command_follows_a_mention_at_the_start_only() -> None:
    def after(told: str, user: str) -> str | None:
        rest = after_mention(of_mrkdwn(told), user)
        return None if rest is None else rest[0]

    assert after("<@UDESK> solved", "UDESK") == "solved"
    assert after(" <@UDESK|desk>: solved", "UDESK") == "solved"
    assert after("ask <@UDESK> later", "UDESK") is None
    assert after("<@UOTHER> solved", "UDESK") is None


@given(st.text(alphabet=st.sampled_from("ab *_~`<>&:+1\n#@!|")))
def test_what_is_written_literally_is_read_back_literally(said: str) -> None:
    assert of_mrkdwn(mrkdwn(text(said)))[0].replace(EDGE, "") == said


@st.composite
def _marked(draw: st.DrawFn) -> Marked:
    said = draw(st.text(alphabet=st.sampled_from("ab *_<>&:\n😀é"), min_size=1, max_size=40))
    spots = st.integers(0, len(said))
    marks = draw(st.lists(st.tuples(st.sampled_from(KINDS), spots, spots), max_size=5))
    link = {"link": "https://a.example/x"}
    return said, tidy(said, [Mark(kind, start, end, link.get(kind, "")) for kind, start, end in marks])


@given(_marked())
def test_the_words_come_back_out_of_rich_text(said: Marked) -> None:
    block = rich_text(shown(*said))
    back, _ = read({"text": "", "blocks": [block]})
    shown_words = "".join(span.words for span in shown(*said))

    def letters(value: str) -> str:
        return "".join(value.replace("||", "").split())

    assert letters(back) == letters(shown_words)


@pytest.mark.parametrize("kind", ["bold", "italic", "strike", "code", "pre", "quote", "underline"])
def test_looks_come_back_out_of_rich_text(kind: str) -> None:
    said = "before\nthis one\nafter"
    marks = (Mark(kind, 7, 15),)
    assert read({"blocks": [rich_text(shown(said, marks))]}) == (said, marks)


def test_what_slack_lacks_is_shown_by_what_is_nearest() -> None:
    said = "the end: he wakes up"
    elements = rich_text(shown(said, (Mark("spoiler", 9, 20),)))["elements"][0]["elements"]
    assert "".join(one["text"] for one in elements) == "the end: ||he wakes up||"
    folded = rich_text(shown(said, (Mark("folded", 0, 20),)))["elements"][0]
    assert folded["type"] == "rich_text_quote"


def test_an_address_in_rich_text_is_a_link() -> None:
    said = "see https://a.example/x, not http://[ or this"
    elements = rich_text(shown(said, (Mark("bold", 0, 3),)))["elements"][0]["elements"]
    assert [one["url"] for one in elements if one["type"] == "link"] == ["https://a.example/x"]


def test_a_list_has_an_edge() -> None:
    item = {"type": "rich_text_section", "elements": [{"type": "text", "text": "far"}]}
    far = {"type": "rich_text_list", "style": "bullet", "indent": 10**9, "elements": [item]}
    assert read({"blocks": [{"type": "rich_text", "elements": [far]}]})[0] == "• far"


def test_the_whole_table_of_names() -> None:
    known = {"thumbsup": "👍", "white_check_mark": "✅", "heart": "❤️", "flag-ro": "🇷🇴", "thinking_face": "🤔"}
    assert {name: emoji.character(name) for name in known} == known
    assert emoji.character("raised_hand", "6") == "✋🏿"
    assert emoji.character("house", "6") == "🏠"
    assert emoji.character("our-parrot") == ""


def test_signs_without_their_like_keep_nobody_waiting() -> None:
    began = process_time()
    assert of_mrkdwn("*a " * 13_000) == ("*a " * 13_000, ())
    assert process_time() - began < 2  # where each looked to the end it was 9
    assert of_mrkdwn(f"*{'word ' * 100}end*")[1][0].kind == "bold"
