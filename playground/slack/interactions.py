"""Interactivity: trigger ids, response URLs, and the payloads of presses, submissions, commands, shortcuts."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import Any

from .blocks import check_message_blocks
from .messages import Messages
from .state import HOST, Json, Refused
from .transport import Answer, Transport
from .views import Views
from .workspace import Workspace

RESPONSE_URL_USES = 5
RESPONSE_URL_SECONDS = 30 * 60
TRIGGER_SECONDS = 3.0
"""All three: Slack, Handling user interaction."""


@dataclass(frozen=True)
class Place:
    """Where an interaction happened: a message in a channel, perhaps an ephemeral one, or a view."""

    channel_id: str | None = None
    message: Json | None = None
    is_ephemeral: bool = False
    view_id: str | None = None


class Interactions:
    """Sends people's interactions to apps and serves what apps may do in return."""

    def __init__(self, workspace: Workspace, transport: Transport, messages: Messages, views: Views) -> None:
        self._workspace = workspace
        self._transport = transport
        self._messages = messages
        self._views = views
        self._triggers: dict[str, Json] = {}

    # trigger ids

    def _new_trigger(self, app: Json, user_id: str, view_id: str | None = None) -> str:
        trigger_id = self._workspace.state.new_id("Tr")
        expires = self._workspace.clock() + TRIGGER_SECONDS
        self._triggers[trigger_id] = {
            "app": app["id"],
            "user": user_id,
            "view": view_id,
            "expires": expires,
            "used": False,
        }
        return trigger_id

    def use_trigger(self, app: Json, trigger_id: str | None) -> Json:
        """Spend a trigger id: who it belongs to. Raises Refused(invalid_/expired_/exchanged_trigger_id)."""
        trigger = self._triggers.get(trigger_id or "")
        if trigger is None or trigger["app"] != app["id"]:
            raise Refused("invalid_trigger_id")
        if trigger["used"]:
            raise Refused("exchanged_trigger_id")
        if self._workspace.clock() > trigger["expires"]:
            raise Refused("expired_trigger_id")
        trigger["used"] = True
        return trigger

    # response URLs

    def _new_response_url(self, app: Json, user_id: str, place: Place) -> str:
        key = self._workspace.state.new_id("R")
        message = place.message
        now = self._workspace.clock()
        links = self._workspace.state.response_urls
        for old in [name for name, link in links.items() if link["expires"] < now]:
            del links[old]
        links[key] = {
            "app": app["id"],
            "user": user_id,
            "channel": place.channel_id,
            "ts": message["ts"] if message else None,
            "thread_ts": message.get("thread_ts") if message else None,
            "is_ephemeral": place.is_ephemeral,
            "uses": RESPONSE_URL_USES,
            "expires": now + RESPONSE_URL_SECONDS,
        }
        return f"{HOST}/actions/{self._workspace.state.team['id']}/{key}"

    def respond(self, key: str, body: Json) -> None:
        """What an app POSTs to a response URL. Raises Refused(expired_url, used_url, no_text, …)."""
        link = self._workspace.state.response_urls.get(key)
        if link is None or self._workspace.clock() > link["expires"]:
            raise Refused("expired_url")
        if link["uses"] <= 0:
            raise Refused("used_url")
        link["uses"] -= 1
        self._respond(link, body)

    def _respond(self, link: Json, body: Json) -> None:
        if body.get("delete_original"):
            self._remove_original(link)
            return
        content = message_content(body)
        if body.get("replace_original") and link["ts"]:
            self._replace_original(link, content)
            return
        app = self._workspace.app(link["app"])
        message = {**bot_author(self._workspace, app), **content}
        thread_ts = body.get("thread_ts") or link["thread_ts"]
        if body.get("response_type") == "in_channel":
            self._messages.post(link["channel"], message, thread_ts)
        else:
            self.show_ephemeral(link["channel"], link["user"], message, thread_ts)

    def _ephemeral(self, link: Json) -> Json:
        for entry in self._workspace.state.ephemerals:
            if entry["message"]["ts"] == link["ts"] and entry["user"] == link["user"]:
                return entry
        raise Refused("message_not_found")

    def _remove_original(self, link: Json) -> None:
        if link["is_ephemeral"]:
            self._workspace.state.ephemerals.remove(self._ephemeral(link))
        elif link["ts"]:
            self._messages.delete(link["channel"], link["ts"])

    def _replace_original(self, link: Json, content: Json) -> None:
        if link["is_ephemeral"]:
            message = self._ephemeral(link)["message"]
            message.pop("blocks", None)
            message.update(content)
            return
        original = self._workspace.message(link["channel"], link["ts"])
        if original.get("app_id") != link["app"]:
            raise Refused("cant_update_message")
        self._messages.edit(link["channel"], link["ts"], {"blocks": [], **content}, original["bot_id"])

    def show_ephemeral(self, channel_id: str, user_id: str, message: Json, thread_ts: str | None) -> str:
        """Show `user_id` alone a message in a channel; returns its `ts`. "Ephemeral messages in threads are only shown if
        there is already an active thread" (docs.slack.dev/reference/methods/chat.postEphemeral)."""
        stored = {"type": "message", **message, "ts": self._workspace.new_ts(), "is_ephemeral": True}
        if thread_ts:
            stored["thread_ts"] = thread_ts
            others = self._workspace.state.messages.get(channel_id, [])
            if not any(other.get("thread_ts") == thread_ts != other["ts"] for other in others):
                return str(stored["ts"])
        entry = {"channel": channel_id, "user": user_id, "message": stored}
        self._workspace.state.ephemerals.append(entry)
        return str(stored["ts"])

    # payloads

    def _common(self, app: Json, user_id: str) -> Json:
        user = self._workspace.user(user_id)
        team = self._workspace.state.team
        return {
            "token": app["verification_token"],
            "api_app_id": app["id"],
            "team": {"id": team["id"], "domain": team["domain"]},
            "enterprise": None,
            "is_enterprise_install": False,
            "user": {
                "id": user_id,
                "username": user["name"],
                "name": user["name"],
                "team_id": team["id"],
            },
        }

    def channel_name(self, channel_id: str) -> str:
        """A channel's name as interaction payloads give it."""
        kind = self._workspace.channel_type(channel_id)
        names = {"im": "directmessage", "group": "privategroup"}
        return names.get(kind) or str(self._workspace.channel(channel_id)["name"])

    async def act(self, app: Json, user_id: str, place: Place, action: Json) -> Answer:
        """Somebody used an element: `block_actions`."""
        payload = self._common(app, user_id)
        payload.update(
            type="block_actions",
            trigger_id=self._new_trigger(app, user_id, place.view_id),
            actions=[{**action, "action_ts": self._workspace.new_ts()}],
        )
        if place.view_id is not None:
            payload["container"] = {"type": "view", "view_id": place.view_id}
            payload["view"] = self._views.payload(place.view_id)
        else:
            payload.update(self._of_message(app, user_id, place))
        self._workspace.commit()
        return await self._transport.interaction(app, payload)

    def _of_message(self, app: Json, user_id: str, place: Place) -> Json:
        message, channel_id = place.message, place.channel_id
        assert message is not None
        assert channel_id is not None
        container = {
            "type": "message",
            "message_ts": message["ts"],
            "channel_id": channel_id,
            "is_ephemeral": place.is_ephemeral,
        }
        if "thread_ts" in message:
            container["thread_ts"] = message["thread_ts"]
        payload: Json = {
            "container": container,
            "channel": {"id": channel_id, "name": self.channel_name(channel_id)},
            "response_url": self._new_response_url(app, user_id, place),
            "state": {"values": self._workspace.state.inputs.get(message["ts"], {})},
        }
        if not place.is_ephemeral:  # Slack does not keep ephemeral messages and so can't send them along
            payload["message"] = copy.deepcopy(message)
        return payload

    async def shortcut(self, app: Json, user_id: str, callback_id: str, place: Place | None) -> Answer:
        """A global shortcut, or with `place` one on a message."""
        payload = self._common(app, user_id)
        payload.update(
            type="shortcut" if place is None else "message_action",
            callback_id=callback_id,
            trigger_id=self._new_trigger(app, user_id),
            action_ts=self._workspace.new_ts(),
        )
        if place is not None:
            assert place.message is not None
            details = self._of_message(app, user_id, place)
            payload.update({key: details[key] for key in ("channel", "response_url", "message")})
            payload["message_ts"] = place.message["ts"]
        self._workspace.commit()
        return await self._transport.interaction(app, payload)

    async def command(self, app: Json, user_id: str, command: str, text: str, channel_id: str) -> Answer:
        """A slash command; the app's acknowledgement may carry a message."""
        team = self._workspace.state.team
        place = Place(channel_id)
        payload = {
            "token": app["verification_token"],
            "team_id": team["id"],
            "team_domain": team["domain"],
            "channel_id": channel_id,
            "channel_name": self.channel_name(channel_id),
            "user_id": user_id,
            "user_name": self._workspace.user(user_id)["name"],
            "command": command,
            "text": text,
            "api_app_id": app["id"],
            "is_enterprise_install": "false",
            "response_url": self._new_response_url(app, user_id, place),
            "trigger_id": self._new_trigger(app, user_id),
        }
        self._workspace.commit()
        answer = await self._transport.interaction(app, payload, is_command=True)
        if answer.failure is None and answer.payload and (answer.payload.get("text") or answer.payload.get("blocks")):
            link = {"app": app["id"], "user": user_id, "channel": channel_id, "ts": None, "thread_ts": None}
            self._respond(link, answer.payload)
            self._workspace.commit()
        return answer

    async def suggest(self, app: Json, user_id: str, view_id: str, place: Json, value: str) -> Answer:
        """Somebody types into an external select: `block_suggestion`; the answer holds the options."""
        payload = self._common(app, user_id)
        payload.update(
            type="block_suggestion",
            container={"type": "view", "view_id": view_id},
            view=self._views.payload(view_id),
            value=value,
            **place,
        )
        return await self._transport.interaction(app, payload)

    async def submit(self, app: Json, user_id: str, view_id: str) -> Answer:
        """Somebody submits a modal: `view_submission`. What the app answers is done by Views.answered."""
        payload = self._common(app, user_id)
        payload.update(
            type="view_submission",
            trigger_id=self._new_trigger(app, user_id, view_id),
            view=self._views.payload(view_id),
            response_urls=[],
        )
        self._workspace.commit()
        return await self._transport.interaction(app, payload)

    async def close_view(self, app: Json, user_id: str, view: Json, is_cleared: bool) -> Answer:
        """Somebody closes a modal that asked to be told: `view_closed`."""
        payload = self._common(app, user_id)
        payload.update(type="view_closed", view=view, is_cleared=is_cleared)
        self._workspace.commit()
        return await self._transport.interaction(app, payload)


def message_content(body: Json) -> Json:
    """Text, blocks and attachments of a message an app wants shown. Raises Refused(no_text, invalid_blocks)."""
    content: dict[str, Any] = {"text": body.get("text") or body.get("markdown_text") or ""}
    if body.get("blocks") is not None:
        content["blocks"] = check_message_blocks(body["blocks"])
    if body.get("attachments") is not None:
        content["attachments"] = body["attachments"]
    if not content["text"] and not content.get("blocks") and not content.get("attachments"):
        raise Refused("no_text")
    return content


def bot_author(workspace: Workspace, app: Json) -> Json:
    """The fields that say a message is the app's bot's."""
    bot = workspace.state.bots[app["bot_id"]]
    return {
        "user": app["bot_user_id"],
        "bot_id": app["bot_id"],
        "app_id": app["id"],
        "bot_profile": {**bot, "team_id": workspace.state.team["id"]},
    }
