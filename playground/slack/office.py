"""All parts of the workspace put together: what the Web API and the people both act through."""

from __future__ import annotations

from .channels import Channels
from .events import Events
from .files import Files
from .interactions import Interactions
from .messages import Messages
from .state import Json, Refused
from .transport import Transport
from .views import Views
from .workspace import Workspace


class Office:
    """One workspace and everything that can happen in it."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.transport = Transport(workspace)
        self.events = Events(workspace, self.transport)
        self.messages = Messages(workspace, self.events)
        self.channels = Channels(workspace, self.events, self.messages)
        self.files = Files(workspace, self.events, self.messages)
        self.views = Views(workspace)
        self.interactions = Interactions(workspace, self.transport, self.messages, self.views)

    def socket_base(self) -> str:
        """Where sockets are opened: this server's own address, with `ws` for `http`."""
        return "ws" + self.workspace.public_url.rstrip("/").removeprefix("http")

    def require_scope(self, app: Json, scope: str) -> None:
        """Raises Refused(missing_scope) where the app was installed with scopes and lacks this one."""
        if app["scopes"] is not None and scope not in app["scopes"]:
            raise Refused("missing_scope", needed=scope, provided=",".join(app["scopes"]))

    def channel_for(self, app: Json, channel_id: str, family: str) -> Json:
        """A channel the app may know of and has the `family` scope for, as `read` or `history`.

        A private channel that its bot is not in does not exist for it. Raises Refused(channel_not_found,
        missing_scope).
        """
        channel = self.workspace.channel(channel_id)
        kind = self.workspace.channel_type(channel_id)
        if kind != "channel" and not self.workspace.is_member(channel_id, app["bot_user_id"]):
            raise Refused("channel_not_found")
        surface = {"channel": "channels", "group": "groups", "im": "im"}[kind]
        self.require_scope(app, f"{surface}:{family}")
        return channel
