"""A Redis of a test: empty, and with the past that the test wants it to have."""

from __future__ import annotations

from redis import Redis as Client

from playground.servers import Redis

DESK = "HRB"


def old(server: Redis, *desks: str) -> str:
    """Flushes it, but for these desks (one, unless named) it has been there for long: a budget that it doesn't know is
    full. Returns its address."""
    server.flush()
    with Client.from_url(server.url) as client:
        for desk in desks or (DESK,):
            client.set(f"frontdoor:{{{desk}}}:pace", "1.0")
    return server.url
