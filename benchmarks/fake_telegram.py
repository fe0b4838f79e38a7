"""A fast fake Bot API on loopback, in its own process, with the crowd of requesters that loads a bot through it.

Run by turns.py. It says on standard output, as one JSON object a line, `listening` (with its ports), `ready` (the
bot has set a webhook or polls), `mark` (counts since the last mark) and `done`; on standard input it takes `go` and
`mark`, and ends with the input. It is no test double: it checks nothing beyond what keeps the figures honest
(methods it doesn't know are counted as errors). Answers are shaped as the Bot API's are, so that the bot pays for
reading them.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import fake_slack
import httptools
import orjson
import uvloop
from persona import PERSONAS
from requesters import BOT, Crowd
from webhook_client import Job, WebhookClient

Params = dict[str, Any]
STALLED_AFTER = 10.0  # seconds without an answer, then a requester gives up
MOST_CONNECTIONS = 40  # setWebhook's own default
MOST_UPDATES = 100  # getUpdates' own default
TRUE = b'{"ok":true,"result":true}'
FAILURE = b'{"ok":false,"error_code":'
NOT_FOUND = FAILURE + b'404,"description":"Not Found"}'
JSON_FIELDS = ("reply_markup", "allowed_updates")


def emit(event: str, **facts: Any) -> None:
    """One line for turns.py."""
    print(orjson.dumps({"event": event, **facts}).decode(), flush=True)


def read_params(content_type: bytes, body: bytes) -> Params:
    """A request's parameters, however they are encoded (JSON, form or multipart without files)."""
    if not body:
        return {}
    if content_type.startswith(b"application/json"):
        params: Params = orjson.loads(body)
    elif content_type.startswith(b"multipart/form-data"):
        params = dict(multipart_fields(content_type, body))
    else:
        params = dict(parse_qsl(body.decode()))
    for name in JSON_FIELDS:
        if isinstance(params.get(name), str):
            params[name] = orjson.loads(params[name])
    return params


def multipart_fields(content_type: bytes, body: bytes) -> list[tuple[str, str]]:
    """Names and values of a multipart body's fields."""
    boundary = b"--" + content_type.partition(b"boundary=")[2].strip(b'" ')
    fields = []
    for part in body.split(boundary)[1:-1]:
        head, _, value = part.partition(b"\r\n\r\n")
        name = head.partition(b'name="')[2].partition(b'"')[0]
        fields.append((unquote(name.decode()), value.removesuffix(b"\r\n").decode()))
    return fields


class BotApi:
    """The methods, and the way of updates to the bot: its webhook, or its getUpdates."""

    def __init__(self, crowd: Crowd) -> None:
        self.crowd = crowd
        self.loop = asyncio.get_running_loop()
        self.webhook: WebhookClient | None = None
        self.webs: list[int] = []
        """Ports of the webs behind one webhook: this fake is their balancer too. None: the webhook's own port."""
        self.balanced: Iterator[WebhookClient] = iter(())
        self.ready = asyncio.Event()
        self.mode = ""
        self.queue: deque[tuple[int, Job]] = deque()
        self.poller: tuple[Connection, asyncio.TimerHandle, int] | None = None
        self.background: set[asyncio.Task[None]] = set()
        self.methods: dict[str, Callable[[Params], bytes]] = {
            "getme": lambda _: ok({**BOT, "can_join_groups": True, "can_read_all_group_messages": False}),
            "sendmessage": self.send_message,
            "editmessagetext": self.edit_message,
            "editmessagereplymarkup": self.edit_message,
            "setwebhook": self.set_webhook,
            "deletewebhook": self.delete_webhook,
            "getwebhookinfo": self.get_webhook_info,
        }
        for name in ("answerCallbackQuery", "deleteMessage", "setMessageReaction", "sendChatAction"):
            self.methods[name.lower()] = lambda _: TRUE
        for name in ("setMyCommands", "deleteMyCommands", "setMyDescription", "setMyShortDescription"):
            self.methods[name.lower()] = lambda _: TRUE

    def call(self, name: str, params: Params) -> bytes:
        """The answer of any method but getUpdates."""
        method = self.methods.get(name.lower())
        self.crowd.window.calls[name] += 1
        if method is None:
            self.crowd.window.error(f"the bot called {name}, which this fake doesn't have")
            return NOT_FOUND
        return method(params)

    def send_message(self, params: Params) -> bytes:
        message = self.crowd.say(params, edited=False)
        self.loop.call_soon(self.crowd.hear, message, False)  # after the answer was written
        return ok(message)

    def edit_message(self, params: Params) -> bytes:
        message = self.crowd.say(params, edited=True)
        self.loop.call_soon(self.crowd.hear, message, True)
        return ok(message)

    # --- webhook

    def set_webhook(self, params: Params) -> bytes:
        if not params.get("url"):
            return self.delete_webhook(params)
        self.delete_webhook(params)
        own = urlsplit(params["url"])
        addresses = [own._replace(netloc=f"{own.hostname}:{port}").geturl() for port in self.webs] or [params["url"]]
        secret, most = params.get("secret_token", ""), int(params.get("max_connections", MOST_CONNECTIONS))
        clients = [WebhookClient(address, secret, most, self.failed, self.answered) for address in addresses]
        self.webhook, self.balanced = clients[0], itertools.cycle(clients)
        task = self.loop.create_task(self._ready_by_webhook(self.webhook))
        self.background.add(task)
        task.add_done_callback(self.background.discard)
        return TRUE

    async def _ready_by_webhook(self, webhook: WebhookClient) -> None:
        await webhook.reachable()
        self.mode = "webhook"
        self.ready.set()

    def delete_webhook(self, _: Params) -> bytes:
        if self.webhook:
            self.webhook.close()
        self.webhook = None
        return TRUE

    def get_webhook_info(self, _: Params) -> bytes:
        url = f"http://{self.webhook.host}:{self.webhook.port}" if self.webhook else ""
        return ok({"url": url, "has_custom_certificate": False, "pending_update_count": len(self.queue)})

    def failed(self, why: str) -> None:
        self.crowd.window.error(why)

    def answered(self, body: bytes) -> None:
        """A webhook's answer may name one method to call."""
        if body.lstrip()[:1] == b"{":
            params = orjson.loads(body)
            if "method" in params:
                self.call(params.pop("method"), params)

    # --- long polling

    def deliver(self, update_id: int, payload: bytes, done: Callable[[], None]) -> None:
        """Give the bot an update, in the way it asked for."""
        job = Job(payload, done)
        if self.webhook:
            next(self.balanced).deliver(job)
            return
        self.queue.append((update_id, job))
        if self.poller and len(self.queue) == 1:
            self.loop.call_soon(self._hand_over)

    def get_updates(self, connection: Connection, params: Params) -> None:
        """Answers at once when updates wait, else with the first that comes or after the timeout."""
        self.crowd.window.calls["getUpdates"] += 1
        offset = int(params.get("offset", 0))
        while self.queue and self.queue[0][0] < offset:
            self.queue.popleft()
        if self.poller:
            self.poller[1].cancel()
            self.poller[0].reply(b'{"ok":true,"result":[]}')
        wait = self.loop.call_later(float(params.get("timeout", 0)), self._hand_over)
        self.poller = (connection, wait, int(params.get("limit", MOST_UPDATES)))
        if not self.ready.is_set():
            self.mode = "polling"
            self.ready.set()
        if self.queue:
            self._hand_over()

    def gone(self, connection: Connection) -> None:
        """A poller that has hung up gets nothing."""
        if self.poller and self.poller[0] is connection:
            self.poller[1].cancel()
            self.poller = None

    def _hand_over(self) -> None:
        if not self.poller:
            return
        (connection, wait, limit), self.poller = self.poller, None
        wait.cancel()
        batch = [job for _, job in list(self.queue)[:limit]]
        connection.reply(b'{"ok":true,"result":[%s]}' % b",".join(job.payload for job in batch))
        for job in batch:
            job.done()


def ok(result: Any) -> bytes:
    return b'{"ok":true,"result":%s}' % orjson.dumps(result)


class Connection(asyncio.Protocol):
    """One keep-alive HTTP connection of the bot."""

    def __init__(self, api: BotApi) -> None:
        self.api = api

    def connection_made(self, transport: Any) -> None:
        self.transport: asyncio.Transport = transport
        self.parser = httptools.HttpRequestParser(self)

    def data_received(self, data: bytes) -> None:
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserError as error:
            self.api.failed(f"the bot's request is no HTTP: {error}")
            self.transport.close()

    def connection_lost(self, error: Exception | None) -> None:
        self.api.gone(self)

    def on_message_begin(self) -> None:
        self.url = self.body = self.content_type = b""

    def on_url(self, url: bytes) -> None:
        self.url += url

    def on_header(self, name: bytes, value: bytes) -> None:
        if name.lower() == b"content-type":
            self.content_type = value

    def on_body(self, data: bytes) -> None:
        self.body += data

    def on_message_complete(self) -> None:
        path, _, query = self.url.partition(b"?")
        name = path.rpartition(b"/")[2].decode()
        params = read_params(self.content_type, self.body)
        if query:
            params.update(parse_qsl(query.decode()))
        if name.lower() == "getupdates":
            self.api.get_updates(self, params)
        else:
            self.reply(self.api.call(name, params))

    def reply(self, payload: bytes) -> None:
        status = payload[len(FAILURE) :][:3] if payload.startswith(FAILURE) else b"200"
        self.transport.write(
            b"HTTP/1.1 %s Answer\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
            % (status, len(payload), payload)
        )


async def obey(crowd: Crowd, api: BotApi) -> None:
    """Take turns.py's commands until its end of the pipe closes."""
    reader = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while line := (await reader.readline()).strip():
        if line == b"go":
            crowd.start(api.deliver)
        elif line == b"mark":
            emit("mark", **crowd.take())


async def watch(crowd: Crowd, api: BotApi) -> None:
    """Tell when the bot is ready; then look after requesters who wait in vain."""
    await api.ready.wait()
    emit("ready", mode=api.mode)
    while True:
        await asyncio.sleep(1)
        crowd.restart_stalled(STALLED_AFTER)


async def main(options: argparse.Namespace) -> None:
    """Serve until told to stop, or until the deadline."""
    crowd = Crowd(PERSONAS[options.persona], options.requesters, intakes=options.intakes, returning=options.returning)
    crowd.on_done = lambda: emit("done")
    api = BotApi(crowd)
    api.webs = options.web
    server = await asyncio.get_running_loop().create_server(lambda: Connection(api), "127.0.0.1", 0)
    slack = await fake_slack.start(lambda name: crowd.window.calls.update([f"slack {name}"]))
    emit("listening", telegram=server.sockets[0].getsockname()[1], slack=slack.port, at=time.time())
    watcher = asyncio.create_task(watch(crowd, api))
    try:
        async with asyncio.timeout(options.deadline):
            await obey(crowd, api)
    except TimeoutError:
        emit("deadline", seconds=options.deadline)
    finally:
        watcher.cancel()
        server.close()
        await slack.runner.cleanup()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persona", choices=sorted(PERSONAS), required=True)
    parser.add_argument("--requesters", type=int, default=40)
    parser.add_argument("--intakes", type=int, default=0, help="intakes each goes through; 0: no limit")
    parser.add_argument("--returning", action="store_true", help="the same people come back")
    parser.add_argument("--web", type=int, action="append", default=[], help="port of one of several webs")
    parser.add_argument("--deadline", type=float, default=300.0, help="seconds until it ends by itself")
    uvloop.run(main(parser.parse_args()))
