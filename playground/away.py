"""A platform that is away, and calls that get no answer."""

from __future__ import annotations

from typing import Literal

from starlette.responses import HTMLResponse, Response

from playground.serve import Receive, Scope, Send, drop_connection

Down = Literal["", "cut", "hanging", "page"]
"""How a platform is away: not at all; every connection is cut; nothing is answered; a proxy's 502 page stands in its place.
(Refused connections are a `Server` that was stopped.)"""


def how_down(value: bool | Down) -> Down:
    """`True` is the plain case: connections are cut."""
    if isinstance(value, bool):
        return "cut" if value else ""
    return value


def proxy_page(status: int) -> Response:
    """What a proxy says when the server behind it doesn't: HTML, not the platform's JSON."""
    title = f"{status} Bad Gateway"
    page = f"<html>\r\n<head><title>{title}</title></head>\r\n<body>\r\n<center><h1>{title}</h1></center>\r\n</body>\r\n</html>"
    return HTMLResponse(page, status)


async def stay_away(how: Down, scope: Scope, receive: Receive, send: Send) -> None:
    """Treats one HTTP request as a platform does that is away."""
    if how == "cut":
        await drop_connection(scope, receive)
    elif how == "hanging":
        await given_up(receive)
    else:
        await proxy_page(502)(scope, receive, send)


async def given_up(receive: Receive) -> None:
    """Waits until the client has closed the connection."""
    while (await receive())["type"] not in ("http.disconnect", "websocket.disconnect"):
        pass


class HalfAnswer(Response):
    """An answer that ends in the middle: the connection is cut, or (`hangs`) nothing more comes."""

    def __init__(self, whole: Response, hangs: bool) -> None:
        super().__init__(whole.body, whole.status_code, dict(whole.headers))
        self._hangs = hangs

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        body = bytes(self.body)
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        await send({"type": "http.response.body", "body": body[: len(body) // 2], "more_body": True})
        if self._hangs:
            await given_up(receive)
        else:
            await drop_connection(scope, receive)
