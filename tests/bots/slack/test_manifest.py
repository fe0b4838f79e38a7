"""The manifest asks for what the code uses, no less and no more."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest

import bots.slack
from bots.slack.entering import COMMAND, SHORTCUT
from bots.slack.inbound import EVENTS

from .conftest import manifest

CODE = Path(bots.slack.__file__).parent
SPECS = Path(__file__).parents[3].parent / "shared" / "specs" / "slack"
NOT_METHODS = {"is_connected"}
"""The socket client's own."""
PLACES = ("channels:", "groups:", "im:", "mpim:")
"""How the scopes begin that a method is listed with, one for each kind of conversation."""
USED_FOR = {
    "conversations_history": ("channels:", "groups:", "im:"),
    "conversations_members": ("channels:", "groups:"),
    "conversations_open": ("im:",),
    "conversations_replies": ("channels:", "groups:", "im:"),
    "users_conversations": ("im:",),
}


def methods() -> set[str]:
    """The Web API methods that the code calls, as slack_sdk names them."""
    code = "\n".join(path.read_text(encoding="utf-8") for path in CODE.glob("*.py"))
    return {name for name in re.findall(r"client\.(\w+_\w+)[(,]", code) if not name.startswith("connect")} - NOT_METHODS


def scopes() -> set[str]:
    return set(manifest()["oauth_config"]["scopes"]["bot"])


@pytest.mark.skipif(not SPECS.is_dir(), reason="the platform specifications are not beside this checkout")
def test_slack_would_take_the_manifest() -> None:
    schema = json.loads((SPECS / "manifest.schema.2.0.0.json").read_text(encoding="utf-8"))
    jsonschema.validate(manifest(), schema)


@pytest.mark.skipif(not SPECS.is_dir(), reason="the platform specifications are not beside this checkout")
def test_every_scope_is_needed_by_a_call_or_an_event_and_none_is_missing() -> None:
    told = json.loads((SPECS / "slack-methods.json").read_text(encoding="utf-8"))["methods"]
    spelled = {name.replace(".", "_"): name for name in told}
    needed = {"app_mentions:read", "chat:write.customize", "channels:history", "groups:history", "im:history"}
    needed |= {"channels:read", "groups:read"}  # member_joined_channel, member_left_channel
    needed |= {"reactions:read"}  # reaction_added, reaction_removed
    needed |= {"commands"}  # the slash command and the shortcut
    for method in methods() - {"apps_connections_open"}:
        wanted = (told[spelled[method]].get("scope") or {}).get("bot") or []
        per_kind = {scope for scope in wanted if scope.startswith(PLACES)}
        needed |= {scope for scope in per_kind if scope.startswith(USED_FOR[method])} if per_kind else set(wanted)

    assert scopes() == needed


def test_the_calls_are_the_ones_we_think_of() -> None:
    assert methods() == {
        "apps_connections_open",
        "auth_test",
        "chat_delete",
        "chat_postEphemeral",
        "chat_postMessage",
        "chat_update",
        "conversations_history",
        "conversations_members",
        "conversations_open",
        "conversations_replies",
        "files_completeUploadExternal",
        "files_getUploadURLExternal",
        "files_info",
        "reactions_add",
        "reactions_remove",
        "users_conversations",
        "users_info",
        "views_open",
        "views_publish",
        "views_update",
    }


def test_every_event_subscribed_to_has_a_listener_and_the_other_way_round() -> None:
    settings = manifest()["settings"]
    subscribed = {name.partition(".")[0] for name in settings["event_subscriptions"]["bot_events"]}

    assert subscribed == set(EVENTS)
    assert settings["interactivity"]["is_enabled"]
    features = manifest()["features"]
    assert [one["command"] for one in features["slash_commands"]] == [COMMAND]
    assert [(one["type"], one["callback_id"]) for one in features["shortcuts"]] == [("message", SHORTCUT)]
    assert features["app_home"]["messages_tab_enabled"]
    assert features["app_home"]["home_tab_enabled"]
    assert not features["app_home"]["messages_tab_read_only_enabled"]
    assert settings["socket_mode_enabled"]
