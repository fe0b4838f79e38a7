"""What is refused: unknown methods and arguments, scopes, limits of texts and blocks, states of channels."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from playground.slack import Refused
from playground.slack.methods import METHODS
from tests.playground.slack.conftest import APP, BOT, SECRET, Desk
from tests.playground.slack.test_buttons import button, form, section

SPEC = Path(__file__).parents[4] / "shared" / "specs" / "slack" / "slack-methods.json"


async def refused(call: Any) -> str:
    """The error a call is refused with."""
    with pytest.raises(SlackApiError) as caught:
        await call
    return str(caught.value.response["error"])


@pytest.mark.skipif(not SPEC.exists(), reason="the platform's specification is not beside this checkout")
def test_our_table_of_methods_agrees_with_slacks() -> None:
    spec = json.loads(SPEC.read_text())["methods"]
    for name, method in METHODS.items():
        theirs = spec[name]
        assert set(method.arguments) <= set(theirs["args"]), name
        assert set(method.required) == set(theirs["required"]), name
        assert method.tier == {"t5": "special"}.get(theirs["tier"], theirs["tier"]), name
        if "bot" in theirs.get("scope", {}):
            assert set(method.scopes) == set(theirs["scope"]["bot"]), name
        for argument, kind in method.arguments.items():
            types = set(theirs["args"][argument].get("t", []))
            allowed = {"text": {"string"}, "bool": {"boolean"}, "number": {"number", "integer"}}
            if types and kind in allowed:
                assert types & allowed[kind], (name, argument)


async def test_unknown_methods_arguments_and_tokens_are_named(desk: Desk) -> None:
    assert await refused(desk.client.api_call("chat.postMesage")) == "unknown_method"
    with pytest.raises(SlackApiError, match="unknown argument: colour"):
        await desk.client.api_call("chat.postMessage", json={"channel": "C1", "text": "a", "colour": "red"})
    with pytest.raises(SlackApiError, match="must be a string"):
        await desk.client.api_call("chat.postMessage", json={"channel": desk.channel.id, "text": 5})
    with pytest.raises(SlackApiError, match="missing required field: channel"):
        await desk.client.api_call("chat.postMessage", data={"text": "a"})
    url = desk.slack.api_url
    assert await refused(AsyncWebClient(base_url=url).auth_test()) == "not_authed"
    assert await refused(AsyncWebClient(base_url=url, token="xoxb-other").auth_test()) == "invalid_auth"
    assert await refused(AsyncWebClient(base_url=url, token=APP).auth_test()) == "not_allowed_token_type"
    assert (await AsyncWebClient(base_url=url).api_test(foo=None))["ok"]


async def test_a_call_without_its_scope_is_refused(desk: Desk) -> None:
    desk.slack.add_app(BOT, APP, SECRET, "desk", scopes=["chat:write", "channels:read"])
    await desk.says("allowed")
    assert await refused(desk.says("in disguise", username="Rosa")) == "missing_scope"
    assert await refused(desk.client.users_info(user=desk.anna.id)) == "missing_scope"
    assert (await desk.client.conversations_members(channel=desk.channel.id))["members"]
    private = desk.slack.channel("board", members=[desk.anna, desk.app], private=True)
    assert await refused(desk.client.conversations_info(channel=private.id)) == "missing_scope"


async def test_texts_have_their_limits(desk: Desk) -> None:
    posted = await desk.says("a" * 40_001)
    assert len(posted["text"]) == 40_000
    update = desk.client.chat_update(channel=desk.channel.id, ts=posted["ts"], text="a" * 4001)
    assert await refused(update) == "msg_too_long"
    assert await refused(desk.says("", attachments=[])) == "no_text"


@pytest.mark.parametrize(
    "blocks",
    [
        [section("a")] * 51,
        [section("a" * 3001)],
        [section("")],
        [{"type": "header", "text": {"type": "plain_text", "text": "a" * 151}}],
        [{"type": "header", "text": {"type": "mrkdwn", "text": "a"}}],
        [button("a" * 76, "take")],
        [button("Take", "a" * 256)],
        [button("Take", "take", "a" * 2001)],
        [{"type": "actions", "elements": [button("Take", f"a{n}")["elements"][0] for n in range(26)]}],
        [{"type": "context", "elements": [{"type": "plain_text", "text": "a"}] * 11}],
        [{"type": "actions", "elements": []}],
        [{**section("a"), "block_id": "same"}, {**section("b"), "block_id": "same"}],
        [{"type": "sektion", "text": {"type": "mrkdwn", "text": "a"}}],
        [{**section("a"), "accessory": {"type": "plain_text_input", "action_id": "a"}}],
    ],
)
async def test_blocks_slack_would_not_take_are_refused(desk: Desk, blocks: list[dict[str, Any]]) -> None:
    assert await refused(desk.says("fallback", blocks=blocks)) == "invalid_blocks"


async def test_a_modal_has_its_rules(desk: Desk) -> None:
    too_long = form(title={"type": "plain_text", "text": "a" * 25})
    for view in (too_long, form(submit=None), form(blocks="none")):
        publish = desk.client.views_publish(user_id=desk.anna.id, view=view)
        assert await refused(publish) == "invalid_arguments"
    assert await refused(desk.client.views_open(trigger_id="made-up", view=form())) == "invalid_trigger_id"
    assert await refused(desk.client.views_update(view_id="V1", view=form())) == "not_found"


async def test_channels_messages_and_reactions_have_their_states(desk: Desk) -> None:
    here, anna = desk.channel.id, desk.anna
    client = desk.client
    by_anna = await anna.posts(desk.channel, "mine")
    assert await refused(client.chat_update(channel=here, ts=by_anna.ts, text="x")) == "cant_update_message"
    assert await refused(client.chat_update(channel=here, ts="1.000000", text="x")) == "message_not_found"
    assert await refused(client.chat_delete(channel=here, ts=by_anna.ts)) == "cant_delete_message"
    react = {"channel": here, "timestamp": by_anna.ts}
    assert await refused(client.reactions_add(name="no_such_emoji", **react)) == "invalid_name"
    assert await refused(client.reactions_remove(name="eyes", **react)) == "no_reaction"
    await client.reactions_add(name="eyes", **react)
    assert await refused(client.reactions_add(name="eyes", **react)) == "already_reacted"

    assert await refused(client.chat_postMessage(channel="C404", text="x")) == "channel_not_found"
    private = desk.slack.channel("board", members=[anna], private=True)
    assert await refused(client.chat_postMessage(channel=private.id, text="x")) == "channel_not_found"
    public = desk.slack.channel("lobby", members=[anna])
    assert await refused(client.chat_postMessage(channel=public.id, text="x")) == "not_in_channel"
    await client.conversations_join(channel=public.id)
    whisper = client.chat_postEphemeral(channel=public.id, user=desk.ben.id, text="x")
    assert await refused(whisper) == "user_not_in_channel"
    await anna.archives(public)
    assert await refused(client.chat_postMessage(channel=public.id, text="x")) == "is_archived"
    with pytest.raises(Refused, match="is_archived"):
        await anna.posts(public, "x")
    desk.slack.remove(desk.app, desk.channel)
    assert await refused(desk.says("x")) == "not_in_channel"
