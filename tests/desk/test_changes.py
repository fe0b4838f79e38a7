"""The file with the latest changes: what it may say, and what is said of a broken one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from core.changelog import LONGEST, as_text
from core.text import plain
from frontdoor.deskfile import DeskFileBroken, load_desk, menu_lines

DESK = """
name: Harbour
key: HRB
languages: [en, it]
teams: {support: {name: Support, slack: C0SUPPORT}}
requests: {question: {name: A question, team: support, form: [topic], terms: Free}}
changes: news.md
"""
GOOD = "# News\n\n## 2026-11-20 Two currencies\n\nBoth at once:\n- **EUR**\n- RON\n\n## 2026-10-01 Search\n"


def said_of(folder: Path, news: str | None, italian: str | None = None, desk: str = DESK) -> list[str]:
    file = folder / "desk.yml"
    file.write_text(desk)
    for name, content in (("news.md", news), ("news.it.md", italian)):
        if content is not None:
            (folder / name).write_text(content)
    try:
        load_desk(file, {})
    except DeskFileBroken as broken:
        return [line.removeprefix(f"{folder}/") for line in str(broken).split("\n")]
    return []


def test_entries_are_read_newest_first_in_the_languages_there_are(tmp_path: Path) -> None:
    parts = GOOD.split("## ")
    older_first = "## ".join([parts[0], f"{parts[2]}\n", parts[1]])
    assert said_of(tmp_path, older_first, "## 2026-11-20 Due valute\n") == []
    desk = load_desk(tmp_path / "desk.yml", {})
    first, second = desk.changelog
    assert (first.day, second.day) == (date(2026, 11, 20), date(2026, 10, 1))
    assert first.in_("it", "en").title == "Due valute"
    assert second.in_("it", "en").title == "Search"
    assert plain(as_text(first.in_("en", "en").body)) == "Both at once:\n• EUR\n• RON"
    menu = menu_lines(desk, "en", lambda key: key)
    assert "[A question] (Free)" in menu
    assert "[button-changes] 2 in news.md" in menu


HEADING = "## 2026-11-26 Title, a heading with a day and a title for every entry"


@pytest.mark.parametrize(
    ("news", "finding"),
    [
        (None, "news.md:1: changes: found no such file, allowed a Markdown file with the latest changes"),
        ("# News\n", f"news.md:1: changes: found no entry, allowed {HEADING}"),
        ("## 20.11.2026 Two\n", f"news.md:1: changes: found ## 20.11.2026 Two, allowed {HEADING}"),
        ("\n## 2026-02-30 Two\n", f"news.md:2: changes: found ## 2026-02-30 Two, allowed {HEADING}"),
        ("## 2026-11-20\n", f"news.md:1: changes: found ## 2026-11-20, allowed {HEADING}"),
        (GOOD + "## 2026-11-20 Again\n", "news.md:10: changes: found 2026-11-20 a second time, allowed every day once"),
        (
            "We are proud\n" + GOOD,
            f"news.md:1: changes: found We are proud, allowed a # title at most before the first entry: {HEADING}",
        ),
        (
            GOOD + "word " * 700,
            f"news.md:9: changes: found 3505 characters, allowed at most {LONGEST} to an entry",
        ),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, news: str | None, finding: str) -> None:
    assert said_of(tmp_path, news) == [finding]


def test_another_language_has_no_days_of_its_own(tmp_path: Path) -> None:
    assert said_of(tmp_path, GOOD, "## 2026-11-21 Due\n") == [
        "news.it.md:1: changes: found 2026-11-21, allowed days that news.md has too"
    ]


def test_the_file_lies_beside_the_desk_file(tmp_path: Path) -> None:
    (found,) = said_of(tmp_path, GOOD, desk=DESK.replace("news.md", "../news.md"))
    assert found == (
        "desk.yml:7: changes: found ../news.md, allowed the name of a Markdown file beside the desk file, "
        "for example changes.md"
    )
