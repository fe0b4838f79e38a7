"""A page as the home tab: what Slack would take, and where its buttons lead."""

from __future__ import annotations

from bots.slack import home, reading
from core.act_json import act_from_json, act_to_json
from core.buttons import Button
from core.messages import Publish
from core.page import Entry, Page
from core.text import bold, text
from playground.slack.blocks import check_view

KINDS = tuple(Button(f"Kind {number}", f"h:kind:k{number}") for number in range(30))
PAGE = Page(
    (
        Entry(text("What do you need?"), buttons=KINDS, heading=True),
        Entry(text("Your requests"), heading=True),
        Entry(text(bold("HRB-1"), " · <!channel> & co"), "Last word: today", opens="1700.000100", opens_label="Open"),
        Entry(text("HRB-2"), "Last word: today", (Button("Show", "h:show:HRB-2"),)),
    )
)


def test_a_page_is_a_home_tab_that_slack_would_take() -> None:
    view = check_view(home.view(PAGE, "D1", "https://harbour.slack.com/"))
    assert [block["type"] for block in view["blocks"]] == [
        *("header", "actions", "actions", "divider", "header"),
        *("section", "context", "section", "context"),
    ]
    ticket, other = (block for block in view["blocks"] if block["type"] == "section")
    assert ticket["text"]["text"] == "*HRB-1* · &lt;!channel&gt; &amp; co"
    assert ticket["accessory"]["url"] == "https://harbour.slack.com/archives/D1/p1700000100"
    assert other["accessory"]["value"] == "h:show:HRB-2"
    shown = [
        element["action_id"] for block in view["blocks"] for element in block.get("elements", ()) if "value" in element
    ]
    assert len(set(shown)) == len(KINDS)
    assert all(id.startswith(reading.OWN) for id in shown)


def test_without_the_workspaces_address_no_way_is_shown_and_a_long_page_ends_somewhere() -> None:
    view = home.view(PAGE, "D1", "")
    assert "accessory" not in view["blocks"][5]
    many = Page(tuple(Entry(text("&" * 9000), "x" * 3000) for _ in range(80)))
    assert len(check_view(home.view(many, "D1", ""))["blocks"]) == home.BLOCKS


def test_a_page_survives_the_queue() -> None:
    act = Publish("U1", PAGE)
    assert act_from_json(act_to_json(act)) == act
