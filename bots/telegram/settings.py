"""What the Telegram channel needs to know."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from urllib.parse import urlsplit

PATH = "/telegram/webhook"
"""Where Telegram brings updates when there is a public address."""


@dataclass(frozen=True, slots=True)
class TelegramSettings:
    """One bot. `rate` is in messages a second for the whole bot (core.telegram.org/bots/faq: about 30), `group_rate` in
    messages a minute in one group (20)."""

    token: str
    api_url: str = "https://api.telegram.org"
    public_url: str | None = None
    """This service's own https address: with it updates come by webhook, without it by long polling."""
    webhook_secret: str | None = None
    rate: float = 30.0
    group_rate: float = 20.0

    def __repr__(self) -> str:
        return f"TelegramSettings(api_url={self.api_url!r}, public_url={self.public_url!r}, rate={self.rate})"

    @property
    def secret(self) -> str:
        """What Telegram must send in X-Telegram-Bot-Api-Secret-Token: as set, else derived from the token.

        The derived one has 64 of the characters A-Za-z0-9_- that Telegram allows.
        """
        if self.webhook_secret:
            return self.webhook_secret
        return hmac.new(self.token.encode(), b"telegram webhook secret", hashlib.sha256).hexdigest()

    @property
    def webhook_url(self) -> str | None:
        """The address that Telegram is told; None without a public one."""
        return self.public_url.rstrip("/") + PATH if self.public_url else None

    @property
    def methods_url(self) -> str:
        """The address that a token and a method are put behind: `URL/bot`."""
        return self.api_url.rstrip("/") + "/bot"

    @property
    def files_url(self) -> str:
        """The address that a token and a file's path are put behind: `URL/file/bot`."""
        return self.api_url.rstrip("/") + "/file/bot"

    @property
    def loopback(self) -> bool:
        """The Bot API is on this machine: no proxy is asked."""
        host = urlsplit(self.api_url).hostname or ""
        return host in ("localhost", "::1") or host.startswith("127.")
