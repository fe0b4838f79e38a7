"""A Slack workspace on loopback: its ASGI app, its people, its apps, its faults."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from playground.away import Down, how_down

from .faults import Call, Faults
from .handles import App, Channel
from .office import Office
from .people import Person
from .sight import Sight
from .state import Json
from .web import Web
from .workspace import Clock, Sleep, Workspace


class Slack:
    """One workspace.

    `app` is the ASGI application to serve: Web API under `api/`, Socket Mode, uploads, downloads and response
    URLs. URLs are built from `public_url`, or where that is not set from the first request's own address.
    `clock` gives seconds since the epoch, `sleep` waits by it; a test may move both. With `folder` the state is
    on disk before any call or act is answered, and is there again next time.

    What differs from the real Slack on purpose: unknown arguments and wrong types are refused by name (Slack
    is laxer), rate limits hold only with `enforce_limits`, and events that found no socket are sent as soon as one opens.
    """

    def __init__(self, clock: Clock = time.time, folder: Path | None = None, sleep: Sleep = asyncio.sleep) -> None:
        self.workspace = Workspace(clock, sleep, folder)
        self.office = Office(self.workspace)
        self.changes = self.workspace.changes
        self.sight = Sight(self.office)
        self.app = Web(self.office).app()
        self._people: dict[str, Person] = {}
        self._cutting: asyncio.Task[None] | None = None

    # where and how

    @property
    def public_url(self) -> str:
        """The address this workspace is served at, prefix included."""
        return self.workspace.public_url

    @public_url.setter
    def public_url(self, url: str) -> None:
        self.workspace.public_url = url

    @property
    def api_url(self) -> str:
        """What `SLACK_API_URL` or the client's `base_url` should be."""
        return self.workspace.public_url.rstrip("/") + "/api/"

    @property
    def faults(self) -> Faults:
        """Faults for the next calls and events."""
        return self.workspace.faults

    @property
    def calls(self) -> Sequence[Call]:
        """The latest Web API calls, oldest first."""
        return self.workspace.faults.calls

    @property
    def down(self) -> Down:
        """How the workspace is away for apps, if it is."""
        return self.workspace.faults.down

    @down.setter
    def down(self, how: bool | Down) -> None:
        """Be away from now on (`True` cuts every connection, see `away.Down`), or be there again; set from inside the
        running event loop. `hanging` leaves open sockets open, and silent."""
        self.workspace.faults.down = how_down(how)
        if self.workspace.faults.down not in ("", "hanging"):
            self._cutting = asyncio.get_running_loop().create_task(self.office.transport.sockets.close())

    @property
    def enforce_limits(self) -> bool:
        """Whether Slack's rate limits are in force (429 with `Retry-After`); off at first."""
        return self.workspace.limits.enforced

    @enforce_limits.setter
    def enforce_limits(self, value: bool) -> None:
        self.workspace.limits.enforced = value

    @property
    def ack_timeout(self) -> float:
        """Seconds an app has to acknowledge anything."""
        return self.office.transport.ack_timeout

    @ack_timeout.setter
    def ack_timeout(self, seconds: float) -> None:
        self.office.transport.ack_timeout = seconds

    @property
    def retry_delays(self) -> tuple[float, ...]:
        """Seconds before each retry of an event that was not acknowledged."""
        return self.office.events.retry_delays

    @retry_delays.setter
    def retry_delays(self, seconds: Iterable[float]) -> None:
        self.office.events.retry_delays = tuple(seconds)

    @property
    def given_up(self) -> Sequence[Json]:
        """The latest event callbacks that were never acknowledged, after all retries."""
        return list(self.office.events.given_up)

    def cut_sockets(self) -> None:
        """Let every Socket Mode connection break without a word."""
        self.office.transport.sockets.cut()

    async def refresh_sockets(self, reason: str = "refresh_requested") -> None:
        """Ask every Socket Mode connection to come again; Slack warns about ten seconds before, with `warning`."""
        await self.office.transport.sockets.refresh(reason)

    async def close(self) -> None:
        """Stop delivering and close connections; events under way stay in the state."""
        await self.office.events.close()
        await self.office.transport.sockets.close()
        await self.office.transport.posts.close()

    async def connected(self, app: App, timeout: float = 10.0) -> None:
        """Wait until the app has a socket open. Raises NotSeen after `timeout` seconds."""
        sockets = self.office.transport.sockets
        await self.changes.wait(lambda: sockets.of(app.id), timeout, f"{app.name} has no socket open")

    async def settled(self, timeout: float = 10.0) -> None:
        """Wait until every event is acknowledged or given up. Raises NotSeen after `timeout` seconds."""
        state = self.workspace.state
        await self.changes.wait(lambda: not state.pending, timeout, lambda: f"not acknowledged: {state.pending}")

    # who and what there is

    def add_app(
        self,
        bot_token: str,
        app_token: str,
        signing_secret: str,
        bot_name: str,
        request_url: str | None = None,
        scopes: Iterable[str] | None = None,
        events: Iterable[str] | None = None,
        commands: Iterable[str] | None = None,
    ) -> App:
        """Install an app, or change the one with this bot token.

        `request_url` makes it an HTTP app; else it uses Socket Mode. `scopes`, `events` and `commands` limit
        what it may do and hears of, as its manifest would; None means no limit.
        """
        state = self.workspace.state
        app = next((item for item in state.apps.values() if item["bot_token"] == bot_token), None)
        if app is None:
            app = {"id": state.new_id("A"), "bot_id": state.new_id("B"), "bot_user_id": state.new_id("U")}
            app["verification_token"] = state.new_id("v")
            state.apps[app["id"]] = app
        app.update(
            bot_token=bot_token,
            app_token=app_token,
            signing_secret=signing_secret,
            bot_name=bot_name,
            request_url=request_url,
            scopes=None if scopes is None else sorted(scopes),
            events=None if events is None else sorted(events),
            commands=None if commands is None else sorted(commands),
        )
        state.users[app["bot_user_id"]] = {**self._user(app["bot_user_id"], bot_name), "is_bot": True}
        state.users[app["bot_user_id"]]["profile"].update(bot_id=app["bot_id"], api_app_id=app["id"])
        bot = {"id": app["bot_id"], "app_id": app["id"], "user_id": app["bot_user_id"], "name": bot_name}
        state.bots[app["bot_id"]] = {**bot, "deleted": False, "updated": self.workspace.now(), "icons": {}}
        self.workspace.commit()
        names = ("id", "bot_id", "bot_user_id", "bot_token", "app_token", "signing_secret")
        return App(name=bot_name, **{name: app[name] for name in names})

    def _user(self, user_id: str, name: str) -> Json:
        handle = name.lower().replace(" ", ".")
        profile: dict[str, Any] = {"real_name": name, "display_name": name, "title": ""}
        return {
            "id": user_id,
            "team_id": self.workspace.state.team["id"],
            "name": handle,
            "real_name": name,
            "deleted": False,
            "is_bot": False,
            "is_app_user": False,
            "is_admin": False,
            "is_owner": False,
            "is_restricted": False,
            "is_ultra_restricted": False,
            "tz": "Etc/UTC",
            "updated": self.workspace.now(),
            "profile": profile,
        }

    def person(
        self,
        name: str,
        title: str = "",
        locale: str = "en-US",
        tz: str = "Europe/Berlin",
        email: str = "",
        guest: bool = False,
    ) -> Person:
        """The person of this name, made if there is none yet (then with these details)."""
        state = self.workspace.state
        known = next((user for user in state.users.values() if user["real_name"] == name and not user["is_bot"]), None)
        if known is None:
            known = self._user(state.new_id("U"), name)
            known.update(locale=locale, tz=tz, is_restricted=guest)
            address = email or known["name"] + "@playground.example"
            known["profile"].update(title=title, email=address)
            state.users[known["id"]] = known
            self.office.events.emit("team_join", {"type": "team_join", "user": known}, state.apps.values())
            self.workspace.commit()
        if known["id"] not in self._people:
            self._people[known["id"]] = Person(self.office, self.sight, known["id"])
        return self._people[known["id"]]

    def channel(self, name: str, members: Iterable[Person | App] = (), private: bool = False) -> Channel:
        """The channel of this name, made if there is none yet; `members`, people and apps, are in it afterwards.

        The first members of a new channel are simply there: no event and no notice of their coming.
        """
        channels = self.workspace.state.channels.values()
        known = next((channel for channel in channels if channel.get("name") == name), None)
        ids = [_user_id(member) for member in members]
        if known is None:
            known = self.office.channels.create(name, ids, private)
        for user_id in ids:
            self.office.channels.join(known["id"], user_id)
        self.workspace.commit()
        return Channel(known["id"], name)

    def channels_of(self, viewer: Person) -> list[Channel]:
        """The channels and direct conversations a person is in, oldest first."""
        state = self.workspace.state
        return [
            Channel(channel["id"], self.sight.channel_name(viewer.id, channel["id"]))
            for channel in state.channels.values()
            if viewer.id in state.members[channel["id"]]
        ]

    def invite(self, who: App | Person, channel: Channel, by: Person | None = None) -> None:
        """Bring an app's bot or a person into a channel; nothing happens where they are already."""
        self.office.channels.join(channel.id, _user_id(who), by.id if by else None)
        self.workspace.commit()

    def remove(self, who: App | Person, channel: Channel) -> None:
        """Take an app's bot or a person out of a channel."""
        self.office.channels.leave(channel.id, _user_id(who))
        self.workspace.commit()

    def channel_json(self, viewer: Person, channel: Channel | str) -> Json:
        """A channel as `viewer` sees it, as plain JSON for a page; see `Sight.channel_json`."""
        return self.sight.channel_json(viewer.id, channel if isinstance(channel, str) else channel.id)


def _user_id(who: App | Person) -> str:
    return who.bot_user_id if isinstance(who, App) else who.id
