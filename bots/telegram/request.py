"""python-telegram-bot's requests through aiohttp.

The library's own client (httpx) costs 2 to 5 ms of CPU a call, this one a tenth (docs/performance.md). Nothing
here logs or prints an address, and no error carries one: addresses hold the token.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping
from typing import Any, Final

import aiohttp
import orjson
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData
from yarl import URL

from bots.channel import Gone

CHUNK: Final = 64 * 1024
UPLOAD_SECONDS: Final = 120.0
"""For a whole request that carries a file: 20 MB at 1.5 Mbit/s."""


class NotSent(NetworkError):
    """There was no connection: nothing has left this machine."""


class Unanswered(NetworkError):
    """The request has left, or a part of it; the connection ended without a whole answer."""


class Parameters:
    """Plain JSON parameters in the place of the library's `RequestData`, which copies and converts each of them first."""

    __slots__ = ("parameters",)

    contains_files: Final = False

    def __init__(self, parameters: Mapping[str, Any]) -> None:
        self.parameters = parameters


def _refused(error: aiohttp.ClientConnectorError) -> NotSent:
    return NotSent(f"no connection: {error.os_error.strerror or type(error.os_error).__name__}")


def _not_written(error: BaseException) -> bool:
    """A kept connection turned out closed while the request was being written: the server can't have the whole of it."""
    reset = aiohttp.ClientConnectionResetError
    return isinstance(error, reset) or isinstance(error.__cause__, reset)


class AiohttpRequest(BaseRequest):
    """One shared session with kept connections. May serve as a Bot's `request` and `get_updates_request` at once.

    `connect` and `read` are in seconds: for a connection to be there, and for the silence until the answer and
    within it. Raises NotSent, TimedOut (sent, no answer in time), Unanswered, and the library's own errors
    for what Telegram answers.
    """

    __slots__ = ("_addresses", "_connect", "_proxies", "_read", "_session")

    def __init__(self, connect: float = 5.0, read: float = 15.0, proxies: bool = True) -> None:
        self._connect = connect
        self._read = read
        self._proxies = proxies
        self._session: aiohttp.ClientSession | None = None
        self._addresses: dict[str, URL] = {}

    @property
    def read_timeout(self) -> float:
        return self._read

    async def initialize(self) -> None:
        """Opens the session; needs a running event loop. Again: no effect."""
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(
                trust_env=self._proxies,
                cookie_jar=aiohttp.DummyCookieJar(),
                connector=aiohttp.TCPConnector(limit=100, keepalive_timeout=30),
                headers={"User-Agent": self.USER_AGENT},
                skip_auto_headers=("Accept", "Accept-Encoding"),
            )

    async def shutdown(self) -> None:
        """Closes every connection."""
        if self._session is not None:
            await self._session.close()

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The answer as data. Raises TelegramError for what is no JSON object, without its words."""
        try:
            data = orjson.loads(payload)
        except orjson.JSONDecodeError:
            data = _lenient(payload)
        if not isinstance(data, dict):
            raise TelegramError("Invalid server response")
        return data

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
        read = self._read if read_timeout is BaseRequest.DEFAULT_NONE else read_timeout
        connect = self._connect if connect_timeout is BaseRequest.DEFAULT_NONE else connect_timeout
        files = request_data is not None and request_data.contains_files
        timeout = aiohttp.ClientTimeout(
            total=UPLOAD_SECONDS if files else None, connect=connect, sock_connect=connect, sock_read=read
        )
        data, headers = _body(request_data)
        try:
            async with self._open().request(
                method, self._address(url), data=data, headers=headers, timeout=timeout, allow_redirects=False
            ) as response:
                return response.status, await response.read()
        except aiohttp.ConnectionTimeoutError:
            raise NotSent("no connection in time") from None
        except aiohttp.ClientConnectorError as error:
            raise _refused(error) from None
        except aiohttp.ClientHttpProxyError as error:
            raise NotSent(f"the proxy answered {error.status}") from None
        except TimeoutError:
            raise TimedOut("no answer in time") from None
        except (aiohttp.ClientError, OSError) as error:
            if _not_written(error):
                raise NotSent("the connection was closed before the request") from None
            raise Unanswered(f"the connection ended: {type(error).__name__}") from None

    async def stream(self, url: str) -> AsyncIterator[bytes]:
        """The bytes behind an address, in chunks. Raises Gone (404), NetworkError for any other trouble."""
        timeout = aiohttp.ClientTimeout(total=None, connect=self._connect, sock_read=self._read)
        try:
            async with self._open().get(URL(url), timeout=timeout, allow_redirects=False) as response:
                if response.status == 404:
                    raise Gone("Telegram no longer has the file")
                if response.status != 200:
                    raise NetworkError(f"the file was answered with status {response.status}")
                async for chunk in response.content.iter_chunked(CHUNK):
                    yield chunk
        except TimeoutError:
            raise TimedOut("the file stopped coming") from None
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(f"the file's connection ended: {type(error).__name__}") from None

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None or self._session.closed:
            raise NotSent("the channel is not open")
        return self._session

    def _address(self, url: str) -> URL:
        """The parsed address; there are as many as methods in use, and parsing costs as much as a small request."""
        address = self._addresses.get(url)
        if address is None:
            address = self._addresses[url] = URL(url, encoded=True)
        return address


def _lenient(payload: bytes) -> object:
    """What orjson refuses and json takes (half a surrogate pair): one odd update must not block the batch it is in."""
    try:
        return json.loads(payload.decode(errors="replace"))
    except (ValueError, RecursionError):
        return None


def _body(request_data: RequestData | None) -> tuple[Any, dict[str, str] | None]:
    """What to send and its headers: JSON, or a form when there are files (streamed from their handles)."""
    if request_data is None or not (request_data.contains_files or request_data.parameters):
        return None, None
    if not request_data.contains_files:
        return orjson.dumps(request_data.parameters), {"Content-Type": "application/json"}
    # Telegram reads a file's name as plain UTF-8; aiohttp would percent-encode it.
    form = aiohttp.FormData(quote_fields=False)
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value)
    for name, part in request_data.multipart_data.items():
        filename, content, mime = part
        form.add_field(name, content, filename=filename, content_type=mime)
    return form, None
