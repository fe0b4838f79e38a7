"""How the workspace reaches an app: Socket Mode envelopes or signed HTTP requests, and their acknowledgement."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import time
import urllib.parse
from dataclasses import dataclass
from typing import Any

import aiohttp
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketDisconnected

from playground.away import given_up
from playground.serve import DROP

from .state import Json
from .workspace import Workspace

MOST_SOCKETS = 10
"""Socket Mode connections an app may have open (Slack: Using Socket Mode)."""


@dataclass(frozen=True)
class Answer:
    """What an app answered. `failure` is None when it acknowledged, else Slack's word for what went wrong."""

    failure: str | None = None
    payload: Json | None = None
    retry: bool = True


class Socket:
    """One open Socket Mode connection."""

    def __init__(self, websocket: WebSocket) -> None:
        self.websocket = websocket
        self.retiring = False
        self.waiting: set[str] = set()
        self._lock = asyncio.Lock()

    async def send(self, frame: bytes) -> None:
        """Send one JSON frame; frames leave in the order of the calls."""
        async with self._lock:
            await self.websocket.send_text(frame.decode())


class Sockets:
    """All Socket Mode connections. A payload goes to one of an app's; its ack may come by any of them."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._tickets: dict[str, str] = {}
        self._open: dict[str, list[Socket]] = {}
        self._acks: dict[str, asyncio.Future[Answer]] = {}
        self._opened: dict[str, asyncio.Event] = {}
        self._turn = 0

    def new_ticket(self, app_id: str) -> str:
        """What `apps.connections.open` puts into its URL; good for one connection."""
        ticket = self._workspace.state.new_id("K")
        self._tickets[ticket] = app_id
        return ticket

    def opened(self, app_id: str) -> asyncio.Event:
        """An event that is set when the app next opens a socket."""
        return self._opened.setdefault(app_id, asyncio.Event())

    def of(self, app_id: str) -> list[Socket]:
        """The app's sockets that take new payloads."""
        return [socket for socket in self._open.get(app_id, []) if not socket.retiring]

    async def serve(self, websocket: WebSocket) -> None:
        """One connection from handshake to close."""
        app_id = self._tickets.pop(websocket.query_params.get("ticket", ""), None)
        if app_id is None or self._workspace.faults.down:
            if self._workspace.faults.down == "hanging":
                await given_up(websocket.receive)
                return
            await websocket.close(1008)
            return
        await websocket.accept()
        socket = Socket(websocket)
        sockets = self._open.setdefault(app_id, [])
        if len(sockets) >= MOST_SOCKETS:
            await socket.send(b'{"type":"disconnect","reason":"too_many_websockets"}')
            await websocket.close()
            return
        sockets.append(socket)
        try:
            await socket.send(self._hello(app_id))
            self._opened.pop(app_id, asyncio.Event()).set()
            self._workspace.changes.notify()
            while True:
                self._acknowledge(json.loads(await websocket.receive_text()))
        except (WebSocketDisconnect, WebSocketDisconnected):
            pass  # the app went away, or was sent away: both end the connection
        finally:
            sockets.remove(socket)
            self._abandon(socket)
            self._workspace.changes.notify()

    def _hello(self, app_id: str) -> bytes:
        hello = {
            "type": "hello",
            "num_connections": len(self._open[app_id]),
            "debug_info": {"host": "playground", "build_number": 1, "approximate_connection_time": 18060},
            "connection_info": {"app_id": app_id},
        }
        return json.dumps(hello).encode()

    def _acknowledge(self, frame: Json) -> None:
        future = self._acks.get(frame.get("envelope_id", ""))
        if future is not None and not future.done():
            future.set_result(Answer(payload=frame.get("payload")))

    def _abandon(self, socket: Socket) -> None:
        """A socket that broke takes its unacknowledged payloads with it; one asked to go may ack by the next."""
        if not socket.retiring:
            for envelope_id in socket.waiting:
                future = self._acks.get(envelope_id)
                if future is not None and not future.done():
                    future.set_result(Answer("connection_failed"))

    async def send(self, app_id: str, envelope: Json, timeout: float) -> Answer:
        """Send an envelope to one of the app's sockets and wait for its ack, `timeout` seconds at most."""
        sockets = self.of(app_id)
        if not sockets:
            return Answer("no_socket")
        self._turn += 1
        socket = sockets[self._turn % len(sockets)]
        envelope_id = envelope["envelope_id"]
        future: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._acks[envelope_id] = future
        socket.waiting.add(envelope_id)
        try:
            await socket.send(self._workspace.outgoing(envelope))
            return await finished(future, timeout, self._workspace) or Answer("timeout")
        except (WebSocketDisconnect, RuntimeError):
            return Answer("connection_failed")  # it closed under our hands; Starlette says so with either
        finally:
            socket.waiting.discard(envelope_id)
            if self._acks.get(envelope_id) is future:
                del self._acks[envelope_id]

    def _all(self) -> list[Socket]:
        return [socket for sockets in self._open.values() for socket in sockets]

    async def refresh(self, reason: str = "refresh_requested") -> None:
        """Tell every connection to come again, as Slack does every few hours."""
        frame = {"type": "disconnect", "reason": reason, "debug_info": {"host": "playground"}}
        for socket in self._all():
            socket.retiring = True
            await socket.send(json.dumps(frame).encode())

    def cut(self) -> None:
        """Let every connection break, without a word and without a farewell."""
        for socket in self._all():
            socket.websocket.scope["extensions"][DROP]()

    async def close(self) -> None:
        """Close every connection, without a word before."""
        for socket in self._all():
            await socket.websocket.close(1001)


async def finished(future: asyncio.Future[Answer], timeout: float, workspace: Workspace) -> Answer | None:
    """The future's result, or None once `timeout` seconds have passed by the workspace's own clock."""
    timer = asyncio.ensure_future(workspace.sleep_until(workspace.clock() + timeout))
    try:
        waiting: set[asyncio.Future[Any]] = {future, timer}
        await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    finally:
        timer.cancel()
    return future.result() if future.done() else None


class Posts:
    """Signed HTTP requests to an app's request URL."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._session: aiohttp.ClientSession | None = None
        self.signing_clock = time.time
        """Time of the signature in seconds; real time, since the receiver compares it with its own."""

    async def close(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def send(self, app: Json, body: bytes, content_type: str, timeout: float, headers: dict[str, str]) -> Answer:
        """POST `body`; acknowledged is any 2xx within `timeout` seconds."""
        if self._session is None:
            self._session = aiohttp.ClientSession()
        sending = asyncio.ensure_future(self._post(self._session, app, body, content_type, headers))
        try:
            return await finished(sending, timeout, self._workspace) or Answer("http_timeout")
        finally:
            sending.cancel()

    async def _post(
        self, session: aiohttp.ClientSession, app: Json, body: bytes, content_type: str, headers: dict[str, str]
    ) -> Answer:
        signed = {**headers, "Content-Type": content_type, **self._signature(app["signing_secret"], body)}
        try:
            async with session.post(app["request_url"], data=body, headers=signed, max_redirects=2) as response:
                text = await response.text()
                if not 200 <= response.status < 300:
                    return Answer("http_error", retry=response.headers.get("X-Slack-No-Retry") != "1")
                return Answer(payload=_body(text, response.content_type))
        except aiohttp.TooManyRedirects:
            return Answer("too_many_redirects")
        except aiohttp.ClientError:
            return Answer("connection_failed")

    def _signature(self, secret: str, body: bytes) -> dict[str, str]:
        """Slack's v0 scheme: HMAC-SHA256 over `v0:{timestamp}:{body}` (Verifying requests from Slack)."""
        timestamp = str(int(self.signing_clock()))
        base = b"v0:" + timestamp.encode() + b":" + body
        digest = hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()
        return {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": f"v0={digest}"}


def _body(text: str, content_type: str) -> Json | None:
    if not text:
        return None
    if content_type == "application/json":
        try:
            decoded = json.loads(text)
        except ValueError:
            return None
        return decoded if isinstance(decoded, dict) else None
    return {"text": text}


class Transport:
    """Reaches each app the way it was installed: by its request URL if it has one, else by its sockets."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.sockets = Sockets(workspace)
        self.posts = Posts(workspace)
        self.ack_timeout = 3.0
        """Seconds an app has to acknowledge (Slack: Events API, Handling user interaction)."""

    async def event(self, app: Json, payload: Json, attempt: int, reason: str) -> Answer:
        """Deliver one event callback; `attempt` is 0 the first time."""
        if self._workspace.faults.down:
            return Answer("connection_failed")
        if app["request_url"]:
            headers = {"X-Slack-Retry-Num": str(attempt), "X-Slack-Retry-Reason": reason} if attempt else {}
            body = self._workspace.outgoing(payload)
            return await self.posts.send(app, body, "application/json", self.ack_timeout, headers)
        envelope = {
            "envelope_id": self._workspace.state.new_id("N"),
            "type": "events_api",
            "payload": payload,
            "accepts_response_payload": False,
            "retry_attempt": attempt,
            "retry_reason": reason,
        }
        return await self.sockets.send(app["id"], envelope, self.ack_timeout)

    async def interaction(self, app: Json, payload: Json, is_command: bool = False) -> Answer:
        """Deliver an interaction or a command; it is tried once."""
        weather = self._workspace.faults.weather
        trouble = weather and weather.of_press(payload.get("user", {}).get("id"))
        if self._workspace.faults.down or trouble == "never":
            return Answer("connection_failed")
        answer = await self._interaction(app, payload, is_command)
        return Answer("timeout") if trouble == "answer lost" else answer

    async def _interaction(self, app: Json, payload: Json, is_command: bool) -> Answer:
        if app["request_url"]:
            return await self._posted_interaction(app, payload, is_command)
        envelope = {
            "envelope_id": self._workspace.state.new_id("N"),
            "type": "slash_commands" if is_command else "interactive",
            "payload": payload,
            "accepts_response_payload": True,
        }
        return await self.sockets.send(app["id"], envelope, self.ack_timeout)

    async def _posted_interaction(self, app: Json, payload: Json, is_command: bool) -> Answer:
        encoded = self._workspace.outgoing(payload).decode()
        fields = json.loads(encoded) if is_command else {"payload": encoded}
        body = urllib.parse.urlencode(fields).encode()
        return await self.posts.send(app, body, "application/x-www-form-urlencoded", self.ack_timeout, headers={})
