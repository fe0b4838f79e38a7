"""A Redis of a test: empty, and with the past that the test wants it to have."""

from __future__ import annotations

from redis import Redis as Client

from playground.servers import Redis

DESK = "HRB"


def old(server: Redis, *desks: str) -> str:
    """Flushes it, but for these desks (one, unless named) it has been there for long: a budget that it doesn't know is
    full. Returns its address."""
    server.flush()
    for desk in desks or (DESK,):
        has_known(server.url, desk)
    return server.url


def has_known(url: str, desk: str) -> None:
    """This Redis has been asked by this desk for long: a budget that it doesn't know is full."""
    with Client.from_url(url) as client:
        client.set(f"frontdoor:{{{desk}}}:pace", "1.0")
