"""Which server letters go through, and from whom they are: the parts of SMTP_URL."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import parse_qs, unquote, urlsplit

ALLOWED = "smtp://USER:PASSWORD@HOST:587?from=desk@example.com, or smtps://…; without `from` USER must be an address"

ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9.-]+")
"""An address that can be written to; the same that browsers take for one (html.spec.whatwg.org, `type=email`)."""

_PORTS = {"smtp": 587, "smtps": 465}


@dataclass(frozen=True, slots=True)
class EmailSettings:
    """`tls`: from the first byte. Otherwise the connection is encrypted where the server offers it, and must be (`strict`)
    where a password goes over it to another machine."""

    host: str
    port: int
    sender: str
    """The address in `From`."""
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    tls: bool = False
    strict: bool = False

    @classmethod
    def of(cls, url: str) -> EmailSettings:
        """Raises ValueError, with nothing of the address in its words, for one that can't be used."""
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:
            raise ValueError(ALLOWED) from None
        user = unquote(parts.username) if parts.username else None
        sender = parse_qs(parts.query).get("from", [user or ""])[0]
        if parts.scheme not in _PORTS or not parts.hostname or not ADDRESS.fullmatch(sender):
            raise ValueError(ALLOWED)
        loopback = parts.hostname in ("localhost", "::1") or parts.hostname.startswith("127.")
        return cls(
            parts.hostname,
            port or _PORTS[parts.scheme],
            sender,
            user,
            unquote(parts.password) if parts.password else None,
            tls=parts.scheme == "smtps",
            strict=user is not None and not loopback,
        )

    @property
    def domain(self) -> str:
        return self.sender.rpartition("@")[2]
