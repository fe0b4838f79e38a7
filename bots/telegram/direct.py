"""python-telegram-bot's requests over connections of our own, where nothing but JSON goes out."""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from typing import Any, Final, NamedTuple, cast
from urllib.request import getproxies, proxy_bypass

import orjson
from telegram.request import BaseRequest, RequestData
from yarl import URL

from bots.telegram.request import AiohttpRequest, Parameters
from bots.telegram.wire import Host

JSON: Final = b"Content-Type: application/json\r\n"


class _Way(NamedTuple):
    """Where the calls of one method go: the host, and the request up to the length of its body."""

    host: Host
    head: bytes


class DirectRequest(AiohttpRequest):
    """Calls with plain parameters go out by `Host`; files, and everything where a proxy is to be asked, by aiohttp.

    Raises what `AiohttpRequest` raises, for the same reasons.
    """

    __slots__ = ("_context", "_hosts", "_ways")

    def __init__(self, connect: float = 5.0, read: float = 15.0, proxies: bool = True) -> None:
        super().__init__(connect, read, proxies)
        self._hosts: dict[tuple[str, int], Host] = {}
        self._ways: dict[str, _Way | None] = {}
        self._context: ssl.SSLContext | None = None

    async def shutdown(self) -> None:
        """Closes every connection."""
        for host in self._hosts.values():
            host.close()
        self._hosts.clear()
        self._ways.clear()
        await super().shutdown()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """One request: its HTTP status and body. `connect_timeout` covers the wait for a free connection too."""
        self._open()
        way = self._way(url) if method == "POST" else None
        if way is None or (request_data is not None and request_data.contains_files):
            return await super().do_request(
                url, method, request_data, read_timeout, write_timeout, connect_timeout, pool_timeout
            )
        return await way.host.ask(
            _request(way, request_data.parameters if request_data is not None else None),
            self._read if read_timeout is BaseRequest.DEFAULT_NONE else read_timeout,
            self._connect if connect_timeout is BaseRequest.DEFAULT_NONE else connect_timeout,
        )

    async def call(self, url: str, parameters: Mapping[str, Any], read_timeout: Any = BaseRequest.DEFAULT_NONE) -> Any:
        """The result of one method. What the library makes of a request is made here at once where all goes well; what is
        refused goes the library's own way, which names it."""
        if (way := self._ways.get(url)) is None:  # one that is known was found while this was open
            self._open()
            way = self._way(url)
        if way is None:
            return await self.post(url, cast(RequestData, Parameters(parameters)), read_timeout)
        read = self._read if read_timeout is BaseRequest.DEFAULT_NONE else read_timeout
        status, body = await way.host.ask(_request(way, parameters), read, self._connect)
        if status == 200:
            return self.parse_json_payload(body)["result"]
        return await _Answered(status, body).post(url)

    def _way(self, url: str) -> _Way | None:
        """The way of an address, looked up once; None where a proxy stands between."""
        if url not in self._ways:
            self._ways[url] = self._find_way(URL(url, encoded=True))
        return self._ways[url]

    def _find_way(self, url: URL) -> _Way | None:
        name, port = url.host or "", url.port or 0
        if self._proxies and url.scheme in getproxies() and not proxy_bypass(name):
            return None
        if (host := self._hosts.get((name, port))) is None:
            host = self._hosts[name, port] = Host(name, port, self._tls() if url.scheme == "https" else None)
        head = (
            f"POST {url.raw_path_qs} HTTP/1.1\r\n"
            f"Host: {url.host_port_subcomponent}\r\n"
            f"User-Agent: {self.USER_AGENT}\r\n"
            "Accept-Encoding: identity\r\n"
        )
        return _Way(host, head.encode())

    def _tls(self) -> ssl.SSLContext:
        if self._context is None:
            self._context = ssl.create_default_context()
            self._context.set_alpn_protocols(["http/1.1"])
        return self._context


class _Answered(AiohttpRequest):
    """A request whose answer is here already, for the library to say what it means."""

    __slots__ = ("_answer",)

    def __init__(self, status: int, body: bytes) -> None:
        super().__init__()
        self._answer = status, body

    async def do_request(self, *_: Any, **__: Any) -> tuple[int, bytes]:
        """The answer."""
        return self._answer


def _request(way: _Way, parameters: Mapping[str, Any] | None) -> bytes:
    body = orjson.dumps(parameters) if parameters else b""
    kind = JSON if parameters else b""
    return b"%s%sContent-Length: %d\r\n\r\n%s" % (way.head, kind, len(body), body)
