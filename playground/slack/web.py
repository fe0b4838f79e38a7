"""The workspace's addresses: Web API, Socket Mode, uploads, downloads and response URLs, as an ASGI app."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from urllib.parse import parse_qsl

import orjson
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket

from playground.away import Down, HalfAnswer, given_up, proxy_page, stay_away
from playground.serve import drop_connection

from .api import Api
from .faults import Call, Fault
from .office import Office
from .state import Json, Refused

Answerer = Callable[[Request], Awaitable[Response | None]]

EVERYWHERE = ("token", "team_id")
"""Arguments any method takes: slack_sdk adds the team to every call that a Bolt listener makes."""

_LOGIN_PAGE = "<!DOCTYPE html><html><head><title>Sign in to Playground</title></head><body>Sign in</body></html>"


class Web:
    """Takes requests apart, meets faults, and hands them to the part that answers."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._workspace = office.workspace
        self._api = Api(office)

    def app(self) -> Starlette:
        """The ASGI application; it may be mounted under any path."""
        http: list[tuple[str, Answerer]] = [
            ("/api/{method}", self.call),
            ("/upload/v1/{ticket}", self.upload),
            ("/files-pri/{path:path}", self.download),
            ("/actions/{team}/{key}", self.respond),
        ]
        routes: list[BaseRoute] = [Route(path, _Endpoint(self, answer)) for path, answer in http]
        routes.append(Route("/seen/{file_id}/{name:path}", self.seen))
        routes.append(WebSocketRoute("/socket", self.socket))
        return Starlette(routes=routes)

    @property
    def down(self) -> Down:
        """How apps find nobody here, if so."""
        return self._workspace.faults.down

    def learn_address(self, request: Request) -> None:
        """Without a set `public_url`, the address people call is the one to give out."""
        if not self._workspace.public_url:
            # Not `base_url`: it leaves out the path under which another application mounts this one.
            url, prefix = request.url, request.scope.get("root_path", "")
            self._workspace.public_url = f"{url.scheme}://{url.netloc}{prefix}"
        self._office.events.start()

    async def socket(self, websocket: WebSocket) -> None:
        """One Socket Mode connection."""
        self._office.events.start()
        await self._office.transport.sockets.serve(websocket)

    # Web API

    async def call(self, request: Request) -> Response | None:
        """One Web API call; None where a fault cuts the connection."""
        try:
            arguments, is_form = await _arguments(request)
        except Refused as refused:
            return _json({"ok": False, "error": refused.error})
        token = _token(request) or str(arguments.get("token", ""))
        for name in EVERYWHERE:
            arguments.pop(name, None)
        call = Call(request.path_params["method"], arguments, "", self._workspace.clock())

        async def answer() -> Response:
            return self._answer(call, token, is_form)

        return await self._with_faults(request, call, answer)

    def _answer(self, call: Call, token: str, is_form: bool) -> Response:
        wait = self._workspace.limits.wait(call.method, token, call.arguments, call.at)
        if wait:
            call.error = "ratelimited"
            return _json({"ok": False, "error": "ratelimited"}, 429, {"Retry-After": str(wait)})
        answer = self._api.call(call, token, is_form)
        headers = {"X-OAuth-Scopes": ",".join(self._scopes(call.app_id))}
        return Response(self._workspace.outgoing(answer), media_type="application/json", headers=headers)

    async def _with_faults(
        self, request: Request, call: Call, answer: Callable[[], Awaitable[Response]]
    ) -> Response | None:
        """The answer, or what the next fault for such a call makes of it; None cuts the connection."""
        faults = self._workspace.faults
        faults.calls.append(call)
        self._workspace.changes.notify()
        fault = faults.take(call.method, call.arguments)
        if fault is not None and (hindered := await self._hindered(call, fault)) is not None:
            return hindered
        if fault is not None and "before" in (fault.drop, fault.hang):
            await self._break_off(request, call, fault)
            return None
        response = await answer()
        if fault is not None and "after" in (fault.drop, fault.hang):
            if call.method == "download":
                return HalfAnswer(response, hangs=fault.hang is not None)
            await self._break_off(request, call, fault)
            return None
        call.answered = True
        return response

    async def _break_off(self, request: Request, call: Call, fault: Fault) -> None:
        """The connection is to be cut, at once or when the client does it itself."""
        call.error = "dropped"
        if fault.hang:
            await given_up(request.receive)

    def _scopes(self, app_id: str) -> list[str]:
        app = self._workspace.state.apps.get(app_id, {})
        return list(app.get("scopes") or [])

    async def _hindered(self, call: Call, fault: Fault) -> Response | None:
        if fault.hold is not None:
            await fault.hold.wait()
        if fault.status is not None:
            call.error = f"http {fault.status}"
            if fault.page:
                return proxy_page(fault.status)
            return PlainTextResponse("fault", status_code=fault.status)
        if fault.retry_after is not None:
            call.error = "ratelimited"
            return _json({"ok": False, "error": "ratelimited"}, 429, {"Retry-After": str(fault.retry_after)})
        if fault.error is not None:
            call.error = fault.error
            return _json({"ok": False, "error": fault.error})
        return None

    # files and response URLs

    async def upload(self, request: Request) -> Response | None:
        """Step two of an upload: the raw bytes, or a form with one file. Faults call it `upload`."""
        call = Call("upload", {}, "", self._workspace.clock())
        return await self._with_faults(request, call, lambda: self._upload(request))

    async def _upload(self, request: Request) -> Response:
        if request.headers.get("content-type", "").startswith("multipart/"):
            form = await request.form()
            part = next((item for item in form.values() if not isinstance(item, str)), None)
            content = await part.read() if part is not None else b""
        else:
            content = await request.body()
        try:
            length = self._office.files.receive(request.path_params["ticket"], content)
        except Refused as refused:
            return PlainTextResponse(refused.error, status_code=400)
        self._workspace.commit()
        return PlainTextResponse(f"OK - {length}")

    async def download(self, request: Request) -> Response | None:
        """A file's bytes for a bot; without a good token a login page with status 200, as Slack answers.

        Faults call it `download`.
        """
        call = Call("download", {}, "", self._workspace.clock())
        return await self._with_faults(request, call, lambda: self._download(request))

    async def _download(self, request: Request) -> Response:
        file_id = request.path_params["path"].partition("/")[0].partition("-")[2]
        token = _token(request)
        apps = self._workspace.state.apps.values()
        app = next((item for item in apps if token and item["bot_token"] == token), None)
        if app is None or (app["scopes"] is not None and "files:read" not in app["scopes"]):
            return HTMLResponse(_LOGIN_PAGE)
        try:
            file = self._office.files.find(file_id, app["bot_user_id"])
        except Refused:
            return HTMLResponse(_LOGIN_PAGE, status_code=404)
        return self._content(file)

    async def seen(self, request: Request) -> Response:
        """A file as the people's page shows it; the page runs on loopback and has no sign-in."""
        file = self._workspace.state.files.get(request.path_params["file_id"])
        if file is None or file["mode"] == "tombstone":
            return PlainTextResponse("no such file", status_code=404)
        return self._content(file)

    def _content(self, file: Json) -> Response:
        content = self._workspace.store.blob(file["id"])
        headers = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox"}
        return Response(content, media_type=file["mimetype"], headers=headers)

    async def respond(self, request: Request) -> Response | None:
        """A message to a response URL, as JSON or as a form's `payload`. Faults call it `respond`."""
        call = Call("respond", {}, "", self._workspace.clock())
        return await self._with_faults(request, call, lambda: self._respond(request))

    async def _respond(self, request: Request) -> Response:
        body = await request.body()
        if request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
            body = dict(parse_qsl(body.decode())).get("payload", "{}").encode()
        try:
            self._office.interactions.respond(request.path_params["key"], orjson.loads(body))
        except orjson.JSONDecodeError:
            return _json({"ok": False, "error": "invalid_payload"}, 400)
        except Refused as refused:
            status = 404 if refused.error in {"expired_url", "used_url"} else 400
            return _json({"ok": False, "error": refused.error}, status)
        self._workspace.commit()
        return PlainTextResponse("ok")


class _Endpoint:
    """A route's ASGI app that may also cut the connection instead of answering."""

    def __init__(self, web: Web, answer: Answerer) -> None:
        self._web = web
        self._answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._web.down:
            await stay_away(self._web.down, scope, receive, send)
            return
        request = Request(scope, receive)
        self._web.learn_address(request)
        response = await self._answer(request)
        if response is None:
            await drop_connection(scope, receive)
            return
        await response(scope, receive, send)


def _json(payload: Json, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    return Response(orjson.dumps(payload), status_code=status, media_type="application/json", headers=headers)


def _token(request: Request) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


async def _arguments(request: Request) -> tuple[Json, bool]:
    """The call's arguments from query, form or JSON body, and whether they came as text (not as JSON).

    Raises Refused(invalid_json, json_not_object).
    """
    arguments: Json = dict(request.query_params)
    content_type = request.headers.get("content-type", "")
    if content_type.startswith("application/json"):
        try:
            decoded = orjson.loads(await request.body() or b"{}")
        except orjson.JSONDecodeError:
            raise Refused("invalid_json") from None
        if not isinstance(decoded, dict):
            raise Refused("json_not_object")
        return {**arguments, **decoded}, False
    if content_type.startswith(("application/x-www-form-urlencoded", "multipart/form-data")):
        form = await request.form()
        arguments.update({name: value for name, value in form.items() if isinstance(value, str)})
    return arguments, True
