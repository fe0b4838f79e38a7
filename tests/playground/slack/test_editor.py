"""What Slack's editor makes of what people type."""

import pytest

from playground.slack.editor import edited
from playground.slack.richtext import stored

LINES = "See *this _now_*:\n- one `x_y`\n    - deeper ~gone~\n- two\n3. three\n> said\n> so\nand <@U123> :tada:"


def test_signs_become_looks_lists_and_quotes() -> None:
    elements = edited(LINES)
    assert isinstance(elements, list)
    assert [one["type"].removeprefix("rich_text_") for one in elements] == [
        "section", "list", "list", "list", "list", "quote", "section",
    ]  # fmt: skip
    assert elements[0]["elements"] == [
        {"type": "text", "text": "See "},
        {"type": "text", "text": "this ", "style": {"bold": True}},
        {"type": "text", "text": "now", "style": {"bold": True, "italic": True}},
        {"type": "text", "text": ":"},
    ]
    assert [(one["style"], one["indent"], one.get("offset")) for one in elements[1:5]] == [
        ("bullet", 0, None), ("bullet", 1, None), ("bullet", 0, None), ("ordered", 0, 2),
    ]  # fmt: skip
    assert elements[6]["elements"][1] == {"type": "user", "user_id": "U123"}
    # The words for those that can't show rich text say the same, and typed again they are the same.
    assert edited(stored(elements).replace("&gt;", ">")) == elements


def test_code_is_left_alone() -> None:
    elements = edited("Run\n```\nx = *y*\n```\nthen `a *b*`")
    assert isinstance(elements, list)
    assert elements[1]["elements"] == [{"type": "text", "text": "x = *y*"}]
    assert elements[2]["elements"][1] == {"type": "text", "text": "a *b*", "style": {"code": True}}


@pytest.mark.parametrize(
    "words",
    [
        "Plain words",
        "2 * 3 * 4",
        "snake_case_name",
        "https://example.com/_a_?b=*c*",
        "<@U123> solved",
        "// a note",
        "",
        "-5 degrees",
    ],
)
def test_plain_words_stay_as_they_are(words: str) -> None:
    assert edited(words) == words
