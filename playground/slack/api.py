"""The Web API's front: token, faults, arguments, scopes, then the method's own code."""

from __future__ import annotations

from collections.abc import Callable

from .api_chat import Chat
from .api_files import FilesApi
from .api_people import People
from .api_views import ViewsApi
from .conversations import Conversations
from .faults import Call
from .methods import METHODS, checked
from .office import Office
from .state import Json, Refused

Handler = Callable[[Json, Json], Json]  # (app, arguments) -> the answer's fields


class Api:
    """Answers Web API calls. Every answer is a dict with `ok`; refusals carry Slack's `error`."""

    def __init__(self, office: Office) -> None:
        self._office = office
        chat, files, views = Chat(office), FilesApi(office), ViewsApi(office)
        conversations, people = Conversations(office), People(office)
        self._handlers: dict[str, Handler] = {
            "api.test": lambda app, arguments: {"args": arguments},
            "apps.connections.open": self._open_connection,
            **chat.handlers,
            **files.handlers,
            **views.handlers,
            **conversations.handlers,
            **people.handlers,
        }

    def call(self, call: Call, token: str, is_form: bool) -> Json:
        """Carry out one call. The state is saved before this returns."""
        try:
            answer = self._answer(call, token, is_form)
            result: Json = {"ok": True, **answer}
        except Refused as refused:
            call.error = refused.error
            result = {"ok": False, "error": refused.error, **refused.details}
        self._office.workspace.commit()
        return result

    def _answer(self, call: Call, token: str, is_form: bool) -> Json:
        method = METHODS.get(call.method)
        if method is None:
            raise Refused("unknown_method", req_method=call.method)
        if call.method == "api.test":
            return self._handlers[call.method]({}, checked(method, call.arguments, is_form))
        app = self._authorize(call.method, token)
        call.app_id = app["id"]
        granted = app["scopes"]
        if granted is not None and method.scopes and not set(method.scopes) & set(granted):
            needed = ",".join(method.scopes)
            raise Refused("missing_scope", needed=needed, provided=",".join(granted))
        arguments = checked(method, call.arguments, is_form)
        return self._handlers[call.method](app, arguments)

    def _authorize(self, method: str, token: str) -> Json:
        """The app the token belongs to. Raises Refused(not_authed, invalid_auth, not_allowed_token_type)."""
        if not token:
            raise Refused("not_authed")
        wants_app_token = method == "apps.connections.open"
        for app in self._office.workspace.state.apps.values():
            if token in (app["bot_token"], app["app_token"]):
                if (token == app["app_token"]) != wants_app_token:
                    raise Refused("not_allowed_token_type")
                return app
        raise Refused("invalid_auth")

    def _open_connection(self, app: Json, arguments: Json) -> Json:
        if app["request_url"]:
            raise Refused("forbidden_team")  # Socket Mode is switched off for an app with a request URL
        ticket = self._office.transport.sockets.new_ticket(app["id"])
        return {"url": f"{self._office.socket_base()}/socket?ticket={ticket}&app_id={app['id']}"}
