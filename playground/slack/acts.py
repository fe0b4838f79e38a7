"""The acts of a person one by one: messages and reactions, and how presses and forms reach the app."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Any

from . import emoji, forms, richtext
from .forms import NotThere, Upload
from .handles import App, Channel, Message, Modal, Outcome
from .interactions import Place
from .office import Office
from .reading import buttons_of, same_label, typed
from .sight import Sight
from .state import Json, Refused

Where = Channel | Message | str
"""A channel: its handle, its id, or a message in it."""
Thread = Message | str
"""A thread: a message in it, or its root's `ts`."""


def root_of(thread: Thread) -> str:
    """The `ts` of a thread's root."""
    return thread if isinstance(thread, str) else thread.thread_ts or thread.ts


class Acts:
    """What a person does to messages, and the ground under presses and forms."""

    def __init__(self, office: Office, sight: Sight, user_id: str) -> None:
        self._office = office
        self._sight = sight
        self._changes = office.workspace.changes
        self.id = user_id
        self._refused: tuple[str, dict[str, str]] = ("", {})

    @property
    def name(self) -> str:
        """The name others see."""
        return self._office.workspace.display_name(self.id)

    @property
    def form_errors(self) -> dict[str, str]:
        """What the open modal shows at its inputs, by block_id, until it is changed."""
        view = self._office.views.top(self.id)
        digest, errors = self._refused
        return errors if view is not None and view["hash"] == digest else {}

    @property
    def mention(self) -> str:
        """`<@U…>`: the person mentioned in somebody's text."""
        return f"<@{self.id}>"

    def _place(self, where: Where) -> str:
        if isinstance(where, Message):
            return where.channel
        return where if isinstance(where, str) else where.id

    def _own_place(self, where: Where) -> str:
        channel_id = self._place(where)
        if not self._office.workspace.is_member(channel_id, self.id):
            raise Refused("not_in_channel")
        return channel_id

    def _visible(self, in_channel: Where | None, thread: Thread | None) -> list[Message]:
        """Everything on their screen, narrowed down, by `ts`."""
        if in_channel is None and isinstance(thread, Message):
            in_channel = thread
        if in_channel is not None:
            places = [self._place(in_channel)]
        else:
            members = self._office.workspace.state.members
            places = [channel_id for channel_id, users in members.items() if self.id in users]
        messages = [message for place in places for message in self._sight.all(self.id, place)]
        if thread is not None:
            root_ts = root_of(thread)
            messages = [message for message in messages if root_ts in (message.ts, message.thread_ts)]
        return sorted(messages, key=lambda message: message.ts)

    def _screen(self, in_channel: Where | None, thread: Thread | None) -> str:
        return "\n".join(f"  {message}" for message in self._visible(in_channel, thread)) or "  (nothing)"

    def dm_with(self, app: App) -> Channel:
        """The direct conversation with an app's bot."""
        channel = self._office.workspace.direct_channel(self.id, app.bot_user_id)
        return Channel(channel["id"], app.name)

    # messages

    async def posts(
        self,
        channel: Where,
        text: str | list[Json],
        thread: Thread | None = None,
        files: Sequence[Upload] = (),
        mention_bot: bool | App = False,
        about_files: Json | None = None,
    ) -> Message:
        """Write in a channel or a thread; `text` may be elements of rich text, as the editor's buttons make them;
        `files` are (name, bytes), `about_files` what else Slack says of them (a clip, a file kept elsewhere).
        `mention_bot` puts `@bot` in front."""
        channel_id = self._own_place(channel)
        if mention_bot and isinstance(text, str):
            text = f"<@{self._bot_in(channel_id, mention_bot)}> {text}"
        content: Json = {"user": self.id, **_written(text)}
        stored = content["text"]
        content["client_msg_id"] = self._office.workspace.state.new_id("M")
        root_ts = root_of(thread) if thread is not None else None
        if files:
            added = [self._office.files.add(self.id, name, data) for name, data in files]
            for file in added:
                file.update(about_files or {})
            raw = self._office.files.share(channel_id, added, content, root_ts)
        else:
            if not stored.strip():
                raise Refused("no_text")
            raw = self._office.messages.post(channel_id, content, root_ts)
        if self._office.workspace.faults.unfurls and "http" in stored:
            attachment = {"title": "A page", "from_url": "https://example.com", "id": 1}
            self._office.messages.edit(channel_id, raw["ts"], {"attachments": [attachment]}, None)
        self._office.workspace.commit()
        return self._sight.message(channel_id, raw)

    async def shares(self, message: Message, channel: Where, thread: Thread | None = None, remark: str = "") -> Message:
        """Share a message they see into a channel or thread, with a remark or without."""
        given = self._office.workspace.message(message.channel, message.ts)
        share = {
            "id": 1,
            "ts": message.ts,
            "channel_id": message.channel,
            "author_id": given.get("user"),
            "author_name": message.author,
            "text": given.get("text", ""),
            "fallback": f"{message.author}: {given.get('text', '')}",
            "footer": "Slack Conversation",
            "is_share": True,
            "is_msg_unfurl": True,
        }
        content: Json = {"user": self.id, "text": typed(remark), "attachments": [share]}
        content["client_msg_id"] = self._office.workspace.state.new_id("M")
        root_ts = root_of(thread) if thread is not None else None
        raw = self._office.messages.post(self._own_place(channel), content, root_ts)
        self._office.workspace.commit()
        return self._sight.message(self._place(channel), raw)

    def _bot_in(self, channel_id: str, which: bool | App) -> str:
        if isinstance(which, App):
            return which.bot_user_id
        apps = self._office.workspace.apps_in(channel_id)
        if not apps:
            raise NotThere("no bot is in this channel")
        return str(apps[0]["bot_user_id"])

    def _own_message(self, message: Message) -> Json:
        raw = self._office.workspace.message(message.channel, message.ts)
        if raw.get("user") != self.id:
            raise Refused("cant_update_message")
        return raw

    async def edits(self, message: Message, text: str | list[Json]) -> Message:
        """Change the text of an own message."""
        self._own_message(message)
        raw = self._office.messages.edit(message.channel, message.ts, _written(text), self.id)
        self._office.workspace.commit()
        return self._sight.message(message.channel, raw)

    async def deletes(self, message: Message, as_admin: bool = False) -> None:
        """Delete an own message; an admin deletes anybody's."""
        if not as_admin:
            self._own_message(message)
        self._office.messages.delete(message.channel, message.ts)
        self._office.workspace.commit()

    async def reacts(self, message: Message, name: str) -> None:
        """Add a reaction."""
        self._office.messages.react(self._own_place(message), message.ts, name, self.id)
        self._office.workspace.commit()

    async def unreacts(self, message: Message, name: str) -> None:
        """Take a reaction away."""
        self._office.messages.unreact(self._own_place(message), message.ts, name, self.id)
        self._office.workspace.commit()

    async def archives(self, channel: Where, archived: bool = True) -> None:
        """Archive a channel, or bring it back."""
        self._office.channels.archive(self._own_place(channel), self.id, archived)
        self._office.workspace.commit()

    async def renames(self, channel: Where, name: str) -> None:
        """Give a channel another name."""
        self._office.channels.rename(self._own_place(channel), name)
        self._office.workspace.commit()

    async def leaves(self, channel: Where) -> None:
        """Leave a channel."""
        self._office.channels.leave(self._own_place(channel), self.id)
        self._office.workspace.commit()

    async def joins(self, channel: Where) -> None:
        """Join a public channel."""
        if self._office.workspace.channel_type(self._place(channel)) != "channel":
            raise Refused("channel_not_found")
        self._office.channels.join(self._place(channel), self.id)
        self._office.workspace.commit()

    def wears(self, name: str | None = None, locale: str | None = None, tz: str | None = None) -> None:
        """Change the own name, language or time zone; apps hear of it."""
        user = self._office.workspace.user(self.id)
        if name is not None:
            user["real_name"] = user["profile"]["real_name"] = user["profile"]["display_name"] = name
        user["locale"] = locale or user["locale"]
        user["tz"] = tz or user["tz"]
        self._changed()

    def loses_account(self, lost: bool = True) -> None:
        """An administrator deactivates the account: they are in no channel any more, and apps hear of the account alone. Or it
        is brought back."""
        self._office.workspace.user(self.id)["deleted"] = lost
        for channel_id, users in self._office.workspace.state.members.items():
            if lost and self.id in users and not self._office.workspace.channel(channel_id).get("is_im"):
                users.remove(self.id)
        self._changed()

    def _changed(self) -> None:
        event = {"type": "user_change", "user": copy.deepcopy(self._office.workspace.user(self.id))}
        self._office.events.emit("user_change", event, self._office.workspace.state.apps.values())
        self._office.workspace.commit()

    # presses and forms

    @staticmethod
    def _button_in(blocks: list[Json], label: str) -> tuple[str, Json] | None:
        for found, block_id, element in buttons_of(blocks):
            if same_label(emoji.to_signs(found), label):
                return block_id, element
        return None

    async def _act_on(self, message: Message, block_id: str, element: Json) -> Outcome:
        app_id = message.raw.get("app_id")
        if app_id is None:
            raise NotThere(f"no app stands behind {message}")
        app = self._office.workspace.app(app_id)
        place = Place(message.channel, message.raw, message.ephemeral)
        answer = await self._office.interactions.act(app, self.id, place, _action(block_id, element))
        return Outcome(answer.failure is None, answer.failure)

    async def _act_in_view(self, view: Json, block_id: str, element: Json) -> Outcome:
        app = self._office.workspace.app(view["app_id"])
        place = Place(view_id=view["id"])
        answer = await self._office.interactions.act(app, self.id, place, _action(block_id, element))
        return Outcome(answer.failure is None, answer.failure)

    def _view_before_them(self, wanted: Modal | None) -> Json:
        view = self._office.views.top(self.id)
        if view is None or (wanted is not None and wanted.id != view["id"]):
            raise NotThere("that modal is not open")
        return view

    def fills(self, block_id: str, given: Any) -> None:
        """Fill in one input of the open modal without submitting."""
        view = self._view_before_them(None)
        _, element = forms.element_at(view["blocks"], block_id)
        app = self._office.workspace.app(view["app_id"])
        value = forms.value_of(self._office, app, self.id, element, given)
        self._office.views.fill(view["id"], block_id, element["action_id"], value)

    async def _submit(self, view: Json) -> Outcome:
        if not view["submit"]:
            raise NotThere("the modal has nothing to submit")
        values = self._office.workspace.state.inputs.get(view["id"], {})
        if errors := forms.missing(view, values):
            self._refused = (view["hash"], errors)
            self._changes.notify()
            return Outcome(True, None, errors)
        app = self._office.workspace.app(view["app_id"])
        answer = await self._office.interactions.submit(app, self.id, view["id"])
        if answer.failure is not None:
            return Outcome(False, answer.failure)
        try:
            errors = self._office.views.answered(app, self.id, view["id"], answer.payload)
        except Refused as refused:
            return Outcome(False, refused.error)
        self._refused = (view["hash"], errors)
        self._office.workspace.commit()
        return Outcome(True, None, errors)

    async def looks_up(self, block_id: str, text: str) -> list[Json]:
        """Type into an external select of the open modal; returns the options the app offers."""
        view = self._view_before_them(None)
        _, element = forms.element_at(view["blocks"], block_id)
        app = self._office.workspace.app(view["app_id"])
        place = {"block_id": block_id, "action_id": element["action_id"]}
        answer = await self._office.interactions.suggest(app, self.id, view["id"], place, text)
        return list((answer.payload or {}).get("options", []))

    async def _choose_in(self, view: Json, block_id: str, given: Any) -> Outcome:
        block, element = forms.element_at(view["blocks"], block_id)
        self.fills(block_id, given)
        if block["type"] == "input" and not block.get("dispatch_action"):
            return Outcome(True)  # an ordinary input tells nothing before it is submitted
        value = self._office.workspace.state.inputs[view["id"]][block_id][element["action_id"]]
        return await self._act_in_view(view, block_id, {**element, **value})

    async def _choose_on(self, message: Message, block_id: str, given: Any) -> Outcome:
        _, element = forms.element_at(message.raw.get("blocks") or [], block_id)
        app = self._office.workspace.app(message.raw["app_id"])
        value = forms.value_of(self._office, app, self.id, element, given)
        self._office.views.fill(message.ts, block_id, element["action_id"], value)
        return await self._act_on(message, block_id, {**element, **value})

    async def _shortcut(self, callback_id: str, message: Message | None, app: App | None) -> Outcome:
        workspace = self._office.workspace
        chosen = workspace.app(app.id) if app else next(iter(workspace.state.apps.values()))
        place = None
        if message is not None:
            place = Place(message.channel, workspace.message(message.channel, message.ts))
        answer = await self._office.interactions.shortcut(chosen, self.id, callback_id, place)
        return Outcome(answer.failure is None, answer.failure)


_OFFERED = {"options", "option_groups", "placeholder", "confirm", "initial_option", "initial_options", "max_files"}


def _written(said: str | list[Json]) -> Json:
    """What a person wrote, as Slack keeps it: mrkdwn, and beside it rich text."""
    if isinstance(said, list):
        return {"text": richtext.stored(said), "blocks": [richtext.block(said)]}
    stored = typed(said)
    return {"text": stored, "blocks": [richtext.rich_text(stored)]} if stored else {"text": stored}


def _action(block_id: str, element: Json) -> Json:
    """The element as `actions` carries it: what was chosen, without what was offered."""
    used = {key: value for key, value in element.items() if key not in _OFFERED}
    return {**copy.deepcopy(used), "block_id": block_id}
