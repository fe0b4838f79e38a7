"""The rest of what people meet: stacked modals, searching menus, home tabs, menus on messages, several sockets."""

from __future__ import annotations

from typing import Any

import aiohttp
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler

from tests.playground.slack.conftest import APP, BOT, SECRET, Desk, Listen, bolt
from tests.playground.slack.test_buttons import button, form, section


def named(label: str) -> dict[str, Any]:
    """A text object."""
    return {"type": "plain_text", "text": label}


async def test_modals_lie_on_each_other_and_the_app_hears_when_one_is_closed(desk: Desk, by_socket: Listen) -> None:
    app = bolt(desk)
    closed: list[str] = []

    @app.shortcut("start")
    async def start(ack: Any, body: dict[str, Any], client: Any) -> None:
        await ack()
        view = form(blocks=[section("first page"), button("Details", "details")], submit=None)
        await client.views_open(trigger_id=body["trigger_id"], view=view)

    @app.action("details")
    async def details(ack: Any, body: dict[str, Any], client: Any) -> None:
        await ack()
        view = form(callback_id="details", notify_on_close=True)
        await client.views_push(trigger_id=body["trigger_id"], view=view)

    @app.view_closed("details")
    async def gone(ack: Any, view: dict[str, Any]) -> None:
        await ack()
        closed.append(view["callback_id"])

    await by_socket(app)
    await desk.anna.shortcut("start")
    await desk.anna.presses("Details")
    assert desk.anna.modal is not None
    assert desk.anna.modal.callback_id == "details"
    await desk.anna.closes_modal()
    assert closed == ["details"]
    assert desk.anna.modal.text == "first page"


async def test_a_choice_tells_at_once_and_a_searching_menu_asks_the_app(desk: Desk, by_socket: Listen) -> None:
    app = bolt(desk)
    chosen: list[str] = []
    search = {"type": "external_select", "action_id": "company", "min_query_length": 1}
    menu = {"type": "input", "block_id": "company", "label": named("Company"), "element": search}

    @app.shortcut("start")
    async def start(ack: Any, body: dict[str, Any], client: Any) -> None:
        await ack()
        view = form(blocks=[{**menu, "dispatch_action": True}])
        await client.views_open(trigger_id=body["trigger_id"], view=view)

    @app.options("company")
    async def offer(ack: Any, payload: dict[str, Any]) -> None:
        await ack(options=[{"text": named(payload["value"] + " Ltd"), "value": "c-1"}])

    @app.action("company")
    async def choose(ack: Any, action: dict[str, Any]) -> None:
        await ack()
        chosen.append(action["selected_option"]["value"])

    await by_socket(app)
    await desk.anna.shortcut("start")
    (option,) = await desk.anna.looks_up("company", "Harbour")
    assert option["text"]["text"] == "Harbour Ltd"
    assert (await desk.anna.chooses("company", option)).acked
    assert chosen == ["c-1"]


async def test_a_menu_on_a_message_is_chosen_from(desk: Desk, by_socket: Listen) -> None:
    app = bolt(desk)
    chosen: list[str] = []

    @app.action("priority")
    async def choose(ack: Any, action: dict[str, Any]) -> None:
        await ack()
        chosen.append(action["selected_option"]["value"])

    await by_socket(app)
    options = [{"text": named(name), "value": name.lower()} for name in ("High", "Low")]
    menu = {"type": "static_select", "action_id": "priority", "options": options}
    await desk.says("card", blocks=[{"type": "actions", "block_id": "row", "elements": [menu]}])
    card = await desk.anna.sees("High")
    await desk.anna.chooses("row", "High", card)
    assert chosen == ["high"]


async def test_the_home_tab_is_each_persons_own(desk: Desk, by_socket: Listen) -> None:
    app = bolt(desk)

    @app.event("app_home_opened")
    async def publish(event: dict[str, Any], client: Any) -> None:
        view = {"type": "home", "blocks": [section(f"Tickets of <@{event['user']}>")]}
        await client.views_publish(user_id=event["user"], view=view)

    await by_socket(app)
    await desk.anna.opens_home(desk.app)
    await desk.slack.settled()
    home = desk.anna.home(desk.app)
    assert home is not None
    assert home.text == "Tickets of @Anna Berg"
    assert desk.ben.home(desk.app) is None


async def test_an_app_hears_of_reactions_only_where_it_may_read_them(desk: Desk, by_socket: Listen) -> None:
    desk.slack.add_app(BOT, APP, SECRET, "desk", events={"reaction_added", "app_mention"}, scopes={"app_mentions:read"})
    await by_socket(bolt(desk))
    message = await desk.anna.posts(desk.channel, "here", mention_bot=desk.app)
    await desk.anna.reacts(message, "ticket")
    await desk.slack.settled()
    assert [body["event"]["type"] for body in desk.events] == ["app_mention"]


async def test_each_payload_goes_to_one_of_several_sockets(desk: Desk, by_socket: Listen) -> None:
    app = await by_socket(bolt(desk))
    second = AsyncSocketModeHandler(app, APP, ping_interval=1)
    await second.connect_async()
    await desk.slack.changes.wait(lambda: len(desk.slack.office.transport.sockets.of(desk.app.id)) == 2)
    for number in range(4):
        await desk.anna.posts(desk.channel, f"message {number}")
    await desk.slack.settled()
    await second.close_async()
    texts = [body["event"]["text"] for body in desk.events]
    assert sorted(texts) == [f"message {number}" for number in range(4)]


async def test_an_app_hears_only_what_it_subscribed_to_and_only_where_it_is(desk: Desk, by_socket: Listen) -> None:
    desk.slack.add_app(BOT, APP, SECRET, "desk", events={"message.channels"})
    await by_socket(bolt(desk, ignoring_self_events_enabled=False))
    private = desk.slack.channel("board", members=[desk.anna, desk.app], private=True)
    elsewhere = desk.slack.channel("lobby", members=[desk.anna])
    await desk.anna.posts(private, "a group message")
    await desk.anna.posts(elsewhere, "without the bot")
    message = await desk.anna.posts(desk.channel, "here")
    await desk.anna.reacts(message, "eyes")
    own = await desk.says("the bot's own words are events as well")
    await desk.slack.settled()
    assert {body["event"]["ts"] for body in desk.events} == {message.ts, own["ts"]}


async def test_a_deleted_root_with_replies_is_told_as_a_change_to_a_tombstone(desk: Desk, by_socket: Listen) -> None:
    await by_socket(bolt(desk))
    root = await desk.anna.posts(desk.channel, "root")
    await desk.ben.posts(desk.channel, "reply", thread=root)
    await desk.anna.deletes(root)
    await desk.slack.settled()
    changed = desk.events[-1]["event"]
    assert changed["subtype"] == "message_changed"
    assert changed["message"]["subtype"] == "tombstone"
    assert changed["message"]["user"] == "USLACKBOT"
    assert changed["previous_message"]["text"] == "root"


async def test_the_page_gets_all_it_needs_as_plain_json(desk: Desk) -> None:
    root = await desk.anna.posts(desk.channel, "Help *please* <@nobody>")
    await desk.anna.posts(desk.channel, "see this", thread=root, files=[("a b.png", b"x")])
    await desk.ben.reacts(root, "eyes")
    await desk.says("HRB-1", blocks=[section("*HRB-1* is <@" + desk.anna.id + ">'s"), button("✋ Take", "take", "1")])
    whisper = {"channel": desk.channel.id, "text": "only you"}
    await desk.client.chat_postEphemeral(user=desk.anna.id, **whisper)

    page = desk.slack.channel_json(desk.anna, desk.channel)
    asked, card, private = page["messages"]
    assert (page["name"], asked["author"], asked["letter"]) == ("support", "Anna Berg", "A")
    assert asked["reactions"][0] | {"users": []} == {
        "name": "eyes",
        "sign": "👀",
        "count": 1,
        "users": [],
        "mine": False,
    }
    assert asked["replies"][0]["files"][0]["url"].endswith("/a%20b.png")
    assert card["text"] == "*HRB-1* is @Anna Berg's"
    assert card["buttons"][0]["label"] == "✋ Take"
    assert private["ephemeral"]
    assert len(desk.slack.channel_json(desk.ben, desk.channel)["messages"]) == 2
    assert [channel.name for channel in desk.slack.channels_of(desk.ben)] == ["support"]
    pressed = desk.slack.channel_json(desk.ben, desk.channel)["messages"][1]["buttons"][0]
    assert (pressed["action_id"], pressed["value"]) == ("take", "1")


async def test_sending_a_files_bytes_can_fail_too(desk: Desk) -> None:
    start = await desk.client.files_getUploadURLExternal(filename="a.txt", length=3)
    desk.slack.faults.add("upload", status=503)
    async with aiohttp.ClientSession() as session:
        statuses = []
        for content in (b"abc", b"abcd", b"abc"):
            async with session.post(start["upload_url"], data=content) as response:
                statuses.append(response.status)
    assert statuses == [503, 400, 200]
