"""The HTTP face: `/bot<token>/<method>`, `/file/bot<token>/<path>`, and `/media/<file_id>` for a page."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any

import orjson
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from playground.away import HalfAnswer, proxy_page, stay_away
from playground.serve import Receive, Scope, Send, drop_connection
from playground.telegram import editing, managing, params, sending, table
from playground.telegram.errors import ApiError
from playground.telegram.faults import Call, Fault, Lost
from playground.telegram.updates import Cut

if TYPE_CHECKING:
    from playground.telegram.server import Telegram

Json = dict[str, Any]

HANDLERS = {**sending.METHODS, **editing.METHODS, **managing.METHODS}


class _Dropped(Exception):
    """The connection is to be cut without an answer."""


class _Gone(Exception):
    """The client went away while it was to wait."""


class BotApi:
    """Answers Bot API calls; an ASGI application, since a connection may have to be cut."""

    def __init__(self, telegram: Telegram, calls: deque[Call]) -> None:
        self.telegram = telegram
        self.calls = calls

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request: an API call, or the download of a file."""
        if self.telegram.down:
            await stay_away(self.telegram.down, scope, receive, send)
            return
        request = Request(scope, receive)
        try:
            response = await (self._file(request) if "path" in request.path_params else self._call(request))
        except (_Dropped, Cut):
            await drop_connection(scope, receive)
        except _Gone:
            pass
        else:
            await response(scope, receive, send)

    async def _file(self, request: Request) -> Response:
        fault = self.telegram.faults.strike("download", {})
        if fault is None:
            return self._bytes(request)
        try:
            response = await self._instead(request, fault)
        except ApiError as error:
            return _refused(error)
        return response or HalfAnswer(self._bytes(request), hangs=fault.hang is not None)

    def _bytes(self, request: Request) -> Response:
        parts = self.telegram.parts
        if parts.world.bot_by_token(request.path_params["token"]) is None:
            return _refused(ApiError(401, "Unauthorized"))
        record = parts.files.by_path(request.path_params["path"])
        if record is None:
            return _refused(ApiError(404, "Not Found"))
        return Response(parts.files.data(record), media_type="application/octet-stream")

    async def _call(self, request: Request) -> Response:
        try:
            return await self._perform(request)
        except ApiError as error:
            return _refused(error)
        finally:
            self.telegram.settle()

    async def _perform(self, request: Request) -> Response:
        bot = self.telegram.parts.world.bot_by_token(request.path_params["token"])
        if bot is None:
            raise ApiError(401, "Unauthorized")
        method = table.BY_LOWER_NAME.get(request.path_params["method"].lower())
        if method is None:
            raise ApiError(404, "Not Found")
        checked = params.check(method, await params.read(request))
        call = Call(self.telegram.clock(), bot["user"]["username"], method, _noted(checked))
        self.calls.append(call)
        try:
            return await self._with_faults(request, bot, call, checked)
        except ApiError as error:
            call.error = error.description
            raise

    async def _with_faults(self, request: Request, bot: Json, call: Call, checked: Json) -> Response:
        fault = self.telegram.faults.strike(call.method, call.params)
        if fault is None:
            return _granted(await self._effect(request, bot, call, checked))
        if response := await self._instead(request, fault):
            return response
        try:
            result = await self._effect(request, bot, call, checked)
        except ApiError as error:
            return await self._after(request, fault, _refused(error))
        try:
            return await self._after(request, fault, _granted(result))
        except (_Dropped, _Gone):
            self.telegram.faults.lost.append(Lost(self.telegram.clock(), call.method, call.params, result))
            raise

    async def _instead(self, request: Request, fault: Fault) -> Response | None:
        """What a fault makes of a call before its effect, if anything."""
        if fault.drop == "before":
            raise _Dropped
        if fault.hang == "before":
            await _unless_gone(request, _for_ever())
        if fault.page:
            return proxy_page(fault.status or 502)
        if error := fault.error():
            raise error
        return None

    async def _after(self, request: Request, fault: Fault, response: Response) -> Response:
        self.telegram.settle()
        if fault.hold is not None:
            await _unless_gone(request, fault.hold.wait())
        if fault.hang == "after":
            await _unless_gone(request, _for_ever())
        if fault.drop == "after":
            raise _Dropped
        return response

    async def _effect(self, request: Request, bot: Json, call: Call, checked: Json) -> Any:
        if bot["logged_out"]:
            raise ApiError(400, "Logged out")
        if call.method == "getUpdates":
            return await _unless_gone(request, self.telegram.parts.updates.get(bot, checked))
        if self.telegram.limits is not None:
            self.telegram.limits.spend(self.telegram.clock(), bot, call.method, checked)
        return HANDLERS[call.method](self.telegram.parts, bot, checked)

    async def called_by_answer(self, bot: Json, call: Json) -> None:
        """Run a method that came in a webhook's answer; its result and errors are seen by nobody."""
        method = table.BY_LOWER_NAME.get(call.pop("method").lower(), "")
        record = Call(self.telegram.clock(), bot["user"]["username"], method, call)
        self.calls.append(record)
        try:
            record.params = params.check(method, call) if method else call
            if method:
                HANDLERS[method](self.telegram.parts, bot, record.params)
        except ApiError as error:
            record.error = error.description
        self.telegram.settle()


def _noted(value: Any) -> Any:
    """Parameters for the record: uploads by name and size, so that it doesn't hold their bytes."""
    if isinstance(value, dict):
        return {key: _noted(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_noted(item) for item in value]
    return str(value) if isinstance(value, params.Upload) else value


async def _unless_gone(request: Request, work: Coroutine[Any, Any, Any]) -> Any:
    """The result of `work`; raises _Gone, and gives it up, when the client closes the connection first."""
    working, gone = asyncio.ensure_future(work), asyncio.ensure_future(_disconnected(request))
    try:
        await asyncio.wait({working, gone}, return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            raise _Gone
        return working.result()
    finally:
        working.cancel()
        gone.cancel()


async def _for_ever() -> None:
    await asyncio.Event().wait()


async def _disconnected(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _granted(result: Any) -> Response:
    return Response(orjson.dumps({"ok": True, "result": result}), media_type="application/json")


def _refused(error: ApiError) -> Response:
    body = {"ok": False, "error_code": error.code, "description": error.description}
    headers = {}
    if error.parameters:
        body["parameters"] = error.parameters
    if "retry_after" in error.parameters:
        headers["Retry-After"] = str(error.parameters["retry_after"])
    return Response(orjson.dumps(body), error.code, headers, media_type="application/json")


class Media:
    """Files by their id, without a token, for a page that shows a chat."""

    def __init__(self, telegram: Telegram) -> None:
        self.telegram = telegram

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        files = self.telegram.parts.files
        try:
            record = files.record(scope["path_params"]["file_id"])
        except ApiError:
            response = Response("no such file", 404)
        else:
            # What somebody uploaded is shown as what it says it is, but never run in the page's name.
            headers = {"Content-Security-Policy": "sandbox", "X-Content-Type-Options": "nosniff"}
            headers["Cache-Control"] = "private, max-age=86400, immutable"
            response = Response(files.data(record), headers=headers, media_type=record["mime"])
        await response(scope, receive, send)


def application(telegram: Telegram, calls: BotApi) -> Starlette:
    """The ASGI application; it may be mounted below any path."""
    return Starlette(
        routes=[
            Route("/bot{token}/{method}", endpoint=calls),
            Route("/file/bot{token}/{path:path}", endpoint=calls),
            Route("/media/{file_id}", endpoint=Media(telegram)),
        ]
    )
