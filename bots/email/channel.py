"""E-mail as a channel that only sends. What became of a letter is what the first server says of it."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Sequence
from email.headerregistry import Address

from aiosmtplib import (
    SMTP,
    SMTPDataError,
    SMTPException,
    SMTPRecipientRefused,
    SMTPResponseException,
    SMTPServerDisconnected,
    SMTPTimeoutError,
)
from starlette.routing import BaseRoute

from bots.channel import Capabilities, Gone
from bots.email.letters import letter, one_line
from bots.email.settings import EmailSettings
from bots.judging import pause
from core.messages import Delivery, Fate, IncomingFile, Later, Mail, Never, Sent, Unsure
from core.ports import Budget, Clock

log = logging.getLogger(__name__)

CHANNEL = "email"
PATIENCE = 20.0
"""Seconds that a server may take for one answer."""

LETTERS_PER_SECOND, LETTERS_AT_ONCE = 1.0, 10.0
"""No server's own figure: so much that a small one doesn't take us for a flood."""

CAPABILITIES = Capabilities(
    text=1_000_000,
    caption=0,
    upload=0,
    download=0,
    picture=0,
    together=0,
    mixed=False,
    private_words=False,
    rides=False,
    can_be_asked=False,
)


class Email:
    """One server. `desk`: the name in `From`; `key`: the desk's, in each letter's name."""

    name = CHANNEL
    capabilities = CAPABILITIES
    listens_alone = False

    def __init__(self, settings: EmailSettings, desk: str, key: str, clock: Clock) -> None:
        self._settings = settings
        self._sender = Address(one_line(desk), addr_spec=settings.sender)
        self._key = key.lower()
        self._clock = clock

    async def open(self) -> None:
        """Nothing: a connection is made for each letter."""

    async def listen(self) -> None:
        """Nothing comes in."""

    def routes(self) -> Sequence[BaseRoute]:
        return ()

    def budgets(self, delivery: Delivery) -> Sequence[Budget]:
        return (Budget("email", LETTERS_PER_SECOND, LETTERS_AT_ONCE, "home"),)

    async def send(self, delivery: Delivery) -> Fate:
        """A refused address is never; a server that is away, is busy or wants another password is later. Where the letter
        had left and no answer came it is unsure: sent once more under the same `Message-ID`."""
        if not isinstance(delivery.act, Mail) or delivery.place is None:
            raise ValueError(f"delivery {delivery.id} is no letter to an address")
        name = f"{delivery.id}.{self._key}@{self._settings.domain}"
        try:
            made = letter(delivery.act, to=delivery.place, sender=self._sender, name=name, at=self._clock())
        except ValueError as problem:
            return Never("refused", str(problem))
        return await self._hand_over(delivery, delivery.place, made.as_bytes())

    async def _hand_over(self, delivery: Delivery, to: str, words: bytes) -> Fate:
        given = self._settings
        client = SMTP(
            hostname=given.host,
            port=given.port,
            username=given.user,
            password=given.password,
            use_tls=given.tls,
            start_tls=False if given.tls else (True if given.strict else None),
            timeout=PATIENCE,
        )
        try:
            async with client:
                await client.mail(given.sender)
                await client.rcpt(to)
                return await self._put(client, delivery, words)
        except SMTPRecipientRefused as refused:
            return _answered(delivery, refused)
        except (SMTPException, OSError) as trouble:
            log.warning("no letter can be handed over now: %s", type(trouble).__name__)
            return Later(pause(delivery), type(trouble).__name__)

    async def _put(self, client: SMTP, delivery: Delivery, words: bytes) -> Fate:
        """The letter itself: from here on it may have arrived."""
        try:
            await client.data(words)
        except SMTPDataError as refused:
            return _answered(delivery, refused)
        except (SMTPServerDisconnected, SMTPTimeoutError) as trouble:
            return Unsure(type(trouble).__name__)
        return Sent()

    async def find(self, delivery: Delivery) -> Sent | None:
        raise NotImplementedError

    def download(self, file: IncomingFile) -> AsyncIterator[bytes]:
        raise Gone

    def link(self, word: str) -> str | None:
        return None

    async def close(self) -> None:
        """Nothing is open."""


def _answered(delivery: Delivery, refused: SMTPResponseException) -> Fate:
    """What a server's no means: 4xx is "not now", 5xx is "no" (RFC 5321, 4.2.1)."""
    if 400 <= refused.code < 500:
        return Later(pause(delivery), f"SMTP {refused.code}")
    return Never("refused", f"SMTP {refused.code}")
