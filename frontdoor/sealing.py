"""How secrets are sealed, and the one place where they are opened to be sent."""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import replace
from functools import partial
from typing import Any, cast

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bots.channel import Channel
from core.desk import Desk
from core.errors import Unsealable, WrongSetup
from core.messages import Delivery, Fate, Never
from core.ports import Sealer
from core.sealing import opened, sealed_in
from dialogs.secrets import readable
from frontdoor.settings import WHERE, Settings

SECRETS, TOKENS = b"frontdoor secrets 1", b"frontdoor tokens 1"
"""What keys are derived for."""


class KeySealer:
    """The `core.ports.Sealer` under a text that only this desk knows (FRONTDOOR_SECRET_KEY). `former`: an earlier one,
    which still opens what was sealed under it."""

    def __init__(self, key: str, former: str | None = None) -> None:
        self._fernet = MultiFernet([Fernet(derived(one, SECRETS)) for one in (key, former) if one])
        self._digesting = derived(key, TOKENS)

    def seal(self, plain: str) -> str:
        return self._fernet.encrypt(plain.encode()).decode()

    def unseal(self, sealed: str) -> str:
        try:
            return self._fernet.decrypt(sealed).decode()
        except (InvalidToken, ValueError):  # ValueError: of letters that no sealed text has
            raise Unsealable from None

    def digest(self, plain: str) -> str:
        return hmac.new(self._digesting, plain.encode(), hashlib.sha256).hexdigest()


def sealer_of(settings: Settings, desk: Desk) -> KeySealer | None:
    """What seals for this desk; None for one that asks for no secrets. Raises WrongSetup where the key is missing."""
    if not desk.needs_key:
        return None
    if settings.secret_key is None:
        raise WrongSetup(f"FRONTDOOR_SECRET_KEY: this desk asks for secrets. {WHERE['FRONTDOOR_SECRET_KEY']}")
    former = settings.former_secret_key
    return KeySealer(settings.secret_key.get_secret_value(), former.get_secret_value() if former else None)


def derived(text: str, purpose: bytes) -> bytes:
    """A key of the right size out of any text; every purpose has its own."""
    raw = HKDF(SHA256(), length=32, salt=None, info=purpose).derive(text.encode())
    return base64.urlsafe_b64encode(raw)


class Opening:
    """A channel that opens what is sealed in a delivery while it is sent; everything else is its own. Nobody outside holds
    the opened delivery."""

    def __init__(self, channel: Channel, sealer: Sealer) -> None:
        self._channel = channel
        self._sealer = sealer

    def __getattr__(self, name: str) -> Any:
        return getattr(self._channel, name)

    async def send(self, delivery: Delivery) -> Fate:
        if not sealed_in(delivery.act):
            return await self._channel.send(delivery)
        try:
            act = opened(delivery.act, partial(readable, self._sealer))
        except Unsealable:
            return Never("unsealable")
        return await self._channel.send(replace(delivery, act=act))


def opening(channel: Channel, sealer: Sealer | None) -> Channel:
    """The channel, opening what is sealed where there is a key to open it."""
    return cast(Channel, Opening(channel, sealer)) if sealer else channel
