"""Posts updates to a bot's webhook the way Telegram does: a few kept-open connections, again until it is a 200."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import httptools

RETRY_AFTER = 0.05  # seconds; Telegram waits longer, but a benchmark ends soon


class Job(NamedTuple):
    """One update on its way: its JSON, what to call once it was acknowledged, and header lines of its own (a signature)."""

    payload: bytes
    done: Callable[[], None]
    headers: bytes = b""


class WebhookClient:
    """At most `most` connections to one webhook.

    `failed` is told of every attempt that was not a 200; `answered` gets the body of a 200 that has one
    (a bot may call one API method in its answer).
    """

    def __init__(
        self,
        url: str,
        secret: str,
        most: int,
        failed: Callable[[str], None],
        answered: Callable[[bytes], None],
    ) -> None:
        parts = urlsplit(url)
        self.host, self.port = parts.hostname or "127.0.0.1", parts.port or 80
        lines = [f"POST {parts.path or '/'} HTTP/1.1", f"Host: {parts.netloc}", "Content-Type: application/json"]
        if secret:
            lines.append(f"X-Telegram-Bot-Api-Secret-Token: {secret}")
        self.head = ("\r\n".join([*lines, "Content-Length: "])).encode()
        self.most, self.failed, self.answered = most, failed, answered
        self.loop = asyncio.get_running_loop()
        self.open = 0
        self.idle: list[Connection] = []
        self.waiting: deque[Job] = deque()
        self.tasks: set[asyncio.Task[None]] = set()
        self.closed = False

    def deliver(self, job: Job) -> None:
        """Send now on an idle connection, else on the next that is free or opened."""
        if self.closed:
            return
        if self.idle:
            self.idle.pop().send(job)
            return
        self.waiting.append(job)
        if self.open < self.most:
            self.open += 1
            task = self.loop.create_task(self._connect())
            self.tasks.add(task)
            task.add_done_callback(self.tasks.discard)

    async def _connect(self) -> None:
        try:
            await self.loop.create_connection(lambda: Connection(self), self.host, self.port)
        except OSError as error:
            self.open -= 1
            self.failed(f"webhook connection: {error}")
            if self.waiting:
                self.loop.call_later(RETRY_AFTER, self.deliver, self.waiting.popleft())

    async def reachable(self) -> None:
        """Returns once the webhook's port takes a connection."""
        while True:
            try:
                _, writer = await asyncio.open_connection(self.host, self.port)
            except OSError:
                await asyncio.sleep(RETRY_AFTER)
            else:
                writer.close()
                return

    def free(self, connection: Connection) -> None:
        """This connection can take the next job."""
        if self.waiting:
            connection.send(self.waiting.popleft())
        else:
            self.idle.append(connection)

    def retry(self, job: Job, why: str) -> None:
        """Count the failure and try the same update again."""
        if not self.closed:
            self.failed(why)
            self.loop.call_later(RETRY_AFTER, self.deliver, job)

    def lost(self, connection: Connection) -> None:
        """The bot closed this connection."""
        self.open -= 1
        if connection in self.idle:
            self.idle.remove(connection)

    def close(self) -> None:
        self.closed = True
        for connection in self.idle:
            connection.transport.close()


class Connection(asyncio.Protocol):
    """One connection: a request, its answer, the next request."""

    def __init__(self, client: WebhookClient) -> None:
        self.client = client
        self.job: Job | None = None
        self.body = b""

    def connection_made(self, transport: Any) -> None:
        self.transport: asyncio.Transport = transport
        self.client.free(self)

    def send(self, job: Job) -> None:
        self.job = job
        self.body = b""
        self.parser = httptools.HttpResponseParser(self)
        self.transport.write(b"%s%d\r\n%s\r\n%s" % (self.client.head, len(job.payload), job.headers, job.payload))

    def data_received(self, data: bytes) -> None:
        if self.job is None:
            return
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserError as error:
            self.client.failed(f"webhook's answer is no HTTP: {error}")
            self.transport.close()

    def on_body(self, data: bytes) -> None:
        self.body += data

    def on_message_complete(self) -> None:
        job, self.job = self.job, None
        body, status = self.body, self.parser.get_status_code()
        if self.parser.should_keep_alive():
            self.client.free(self)
        else:
            self.transport.close()
        if job is None:
            return
        if status != 200:
            self.client.retry(job, f"webhook answered {status}: {body[:200]!r}")
            return
        if body:
            self.client.answered(body)
        job.done()

    def connection_lost(self, error: Exception | None) -> None:
        self.client.lost(self)
        if self.job is not None:
            self.client.retry(self.job, f"webhook closed the connection without an answer: {error}")
