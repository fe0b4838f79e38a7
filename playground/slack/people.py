"""A person in the Slack app: what they do and what they see."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from . import emoji
from .acts import Acts, Thread, Where, root_of
from .forms import NotThere, Upload
from .handles import App, Message, Modal, Outcome
from .office import Office
from .reading import same_label
from .sight import Sight
from .state import Json


class Person(Acts):
    """One person. Acts raise Refused where the Slack app would not let them, NotThere for what isn't there."""

    def __init__(self, office: Office, sight: Sight, user_id: str) -> None:
        super().__init__(office, sight, user_id)

    # what they see

    def channel_view(self, channel: Where) -> list[Message]:
        """What stands in a channel now, oldest first, their own ephemerals included."""
        return self._sight.channel(self.id, self._place(channel))

    def thread_view(self, channel: Where, root: Thread) -> list[Message]:
        """A thread as it is now: the root, then the replies."""
        return self._sight.thread(self.id, self._place(channel), root_of(root))

    def look_again(self, message: Message) -> Message | None:
        """The message as it is now, None if it is gone."""
        everything = self._sight.all(self.id, message.channel)
        return next((item for item in everything if item.ts == message.ts), None)

    @property
    def modal(self) -> Modal | None:
        """The modal they have before them."""
        return self._sight.modal(self.id, self.form_errors)

    def modal_json(self) -> Json | None:
        """The same as plain JSON for a page; see `Sight.modal_json`."""
        return self._sight.modal_json(self.id, self.form_errors)

    def home(self, app: App) -> Modal | None:
        """The app's home tab, if the app has published one."""
        entry = self._office.workspace.state.homes.get(f"{app.id}:{self.id}")
        return self._sight.view(self._office.workspace.state.views[entry["id"]], {}) if entry else None

    async def sees(
        self,
        part: str,
        in_channel: Where | None = None,
        thread: Thread | None = None,
        after: Message | None = None,
        author: str | None = None,
        timeout: float = 10.0,
    ) -> Message:
        """Wait until a message with `part` on it is to be seen, and return the newest such.

        Without `thread` threads are looked into too; `after` leaves out that message and older ones. Raises
        NotSeen with what is there instead, after `timeout` seconds.
        """
        wanted = emoji.to_signs(part)

        def found() -> Message | None:
            for message in reversed(self._visible(in_channel, thread)):
                is_newer = after is None or message.ts > after.ts
                is_theirs = author is None or message.author == author
                if is_newer and is_theirs and wanted in "\n".join([message.text, *message.files]):
                    return message
            return None

        return await self._changes.wait(found, timeout, lambda: f"no {part!r} in:\n{self._screen(in_channel, thread)}")

    async def sees_reaction(self, message: Message, name: str, by: str | None = None, timeout: float = 10.0) -> Message:
        """Wait until a message carries a reaction (by somebody named `by`)."""

        def found() -> Message | None:
            now = self.look_again(message)
            users = now.reactions.get(name, ()) if now else ()
            return now if users and (by is None or by in users) else None

        return await self._changes.wait(found, timeout, lambda: f"no :{name}: on {self.look_again(message)}")

    async def sees_gone(self, message: Message, timeout: float = 10.0) -> bool:
        """Wait until a message is deleted (a tombstone may stand in its place)."""

        def gone() -> bool:
            now = self.look_again(message)
            return now is None or now.raw.get("subtype") == "tombstone"

        return await self._changes.wait(gone, timeout, lambda: f"still there: {self.look_again(message)}")

    async def sees_modal(self, part: str = "", timeout: float = 10.0) -> Modal:
        """Wait until a modal is open whose title or content has `part`."""

        def found() -> Modal | None:
            modal = self.modal
            return modal if modal and part in f"{modal.title}\n{modal.text}" else None

        return await self._changes.wait(found, timeout, lambda: f"no modal with {part!r}, but {self.modal}")

    async def sees_button(
        self, label: str, in_channel: Where | None = None, thread: Thread | None = None, timeout: float = 10.0
    ) -> Message:
        """Wait until a message carries a button, and return the newest such."""

        def found() -> Message | None:
            for message in reversed(self._visible(in_channel, thread)):
                if any(same_label(button, label) for button in message.buttons):
                    return message
            return None

        return await self._changes.wait(
            found, timeout, lambda: f"no button {label!r} in:\n{self._screen(in_channel, thread)}"
        )

    # buttons and forms

    async def presses(
        self,
        label: str,
        message: Message | None = None,
        in_channel: Where | None = None,
        thread: Thread | None = None,
    ) -> Outcome:
        """Press the button `label` (an emoji in front may be left out) and wait for the app's ack.

        In the open modal if it has the button and no message is meant; else on the newest message that has it.
        """
        is_anywhere = message is None and in_channel is None and thread is None
        view = self._office.views.top(self.id)
        if is_anywhere and view is not None and (found := self._button_in(view["blocks"], label)):
            return await self._act_in_view(view, *found)
        candidates = [self.look_again(message)] if message else self._visible(in_channel, thread)[::-1]
        for candidate in candidates:
            if candidate and (found := self._button_in(candidate.raw.get("blocks") or [], label)):
                return await self._act_on(candidate, *found)
        screen = str(candidates[0]) if message else self._screen(in_channel, thread)
        raise NotThere(f"no button {label!r} in:\n{screen}\nmodal: {self.modal}")

    async def forged_press(self, action_id: str, value: str, message: Message) -> Outcome:
        """A press that no button offers: any action id and value, on a message they may not even see."""
        element = {"type": "button", "action_id": action_id, "value": value}
        element["text"] = {"type": "plain_text", "text": "forged"}  # type: ignore[assignment]
        return await self._act_on(message, "forged", element)

    async def submits(self, view: Modal | None = None, values: dict[str, Any] | None = None) -> Outcome:
        """Fill in the open modal, by block_id, and submit it.

        Texts as str, options by value or label (a list where several may be chosen), files as a list of
        (name, bytes). What the Slack app refuses by itself (a required input left empty) comes back in
        `errors` and reaches no app.
        """
        current = self._view_before_them(view)
        for block_id, given in (values or {}).items():
            self.fills(block_id, given)
        return await self._submit(current)

    async def chooses(self, block_id: str, given: Any, message: Message | None = None) -> Outcome:
        """Choose in a menu or a set of boxes that tells the app at once, in the modal or on a message."""
        if message is not None:
            return await self._choose_on(message, block_id, given)
        return await self._choose_in(self._view_before_them(None), block_id, given)

    async def closes_modal(self) -> None:
        """Close the modal on top; the app hears of it if it asked to."""
        view = self._view_before_them(None)
        app = self._office.workspace.app(view["app_id"])
        closed = self._office.views.close_top(self.id)
        self._office.workspace.commit()
        if closed is not None and closed["notify_on_close"]:
            await self._office.interactions.close_view(app, self.id, closed, False)

    # entry points

    async def command(self, command: str, text: str, channel: Where) -> Outcome:
        """Type a slash command in a channel."""
        apps = self._office.workspace.state.apps.values()
        app = next((item for item in apps if item["commands"] is None or command in item["commands"]), None)
        if app is None:
            raise NotThere(f"{command} is not a valid command")
        channel_id = self._own_place(channel)
        answer = await self._office.interactions.command(app, self.id, command, text, channel_id)
        return Outcome(answer.failure is None, answer.failure)

    async def shortcut(self, callback_id: str, message: Message | None = None, app: App | None = None) -> Outcome:
        """Use a global shortcut, or with `message` one from that message's menu."""
        return await self._shortcut(callback_id, message, app)

    async def dms(
        self,
        app: App,
        text: str | list[Json],
        thread: Thread | None = None,
        files: Sequence[Upload] = (),
    ) -> Message:
        """Write to an app's bot directly."""
        return await self.posts(self.dm_with(app), text, thread=thread, files=files)

    async def sees_home(self, app: App, part: str, timeout: float = 10.0) -> Modal:
        """Wait until the app's home tab has `part` on it."""

        def found() -> Modal | None:
            home = self.home(app)
            return home if home and part in "\n".join([home.text, *home.buttons]) else None

        return await self._changes.wait(found, timeout, lambda: f"no {part!r} on the home tab: {self.home(app)}")

    async def presses_at_home(self, label: str, app: App) -> Outcome:
        """Press a button of the app's home tab; one with an address opens that in Slack itself."""
        home = self.home(app)
        if home is None or not (found := self._button_in(home.raw["blocks"], label)):
            raise NotThere(f"no button {label!r} on the home tab: {home}")
        return await self._act_in_view(home.raw, *found)

    async def opens_home(self, app: App, tab: str = "home") -> None:
        """Open the app's home or messages tab."""
        channel_id = self.dm_with(app).id
        event: Json = {"type": "app_home_opened", "user": self.id, "channel": channel_id, "tab": tab}
        entry = self._office.workspace.state.homes.get(f"{app.id}:{self.id}")
        if entry and tab == "home":
            event["view"] = self._office.views.payload(entry["id"])
        apps: Iterable[Json] = [self._office.workspace.app(app.id)]
        self._office.events.emit("app_home_opened", event, apps)
        self._office.workspace.commit()
