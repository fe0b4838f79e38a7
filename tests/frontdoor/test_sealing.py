"""How secrets are sealed, and opened at the very edge."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from core.errors import Unsealable
from core.messages import Delivery, Fate, Never, Say, Sent, Whisper
from core.sealing import BLANK, blanked, sealed_in, sealed_span
from core.text import Span, plain, text
from core.tokens import ALPHABET, new_code, plain_code
from frontdoor.sealing import KeySealer, opening

OLD, NEW = "the old text, known to nobody at all", "the new text, known to nobody either"


def test_what_is_sealed_opens_under_its_key_alone_and_under_a_former_one() -> None:
    token = KeySealer(OLD).seal("pässwörd")
    assert "pässwörd" not in token
    assert token != KeySealer(OLD).seal("pässwörd")
    assert KeySealer(OLD).unseal(token) == "pässwörd"
    assert KeySealer(NEW, OLD).unseal(token) == "pässwörd"
    for sealer, given in ((KeySealer(NEW), token), (KeySealer(OLD), token[:-4]), (KeySealer(OLD), "pässwörd")):
        with pytest.raises(Unsealable):
            sealer.unseal(given)
    assert KeySealer(NEW, OLD).digest("x") == KeySealer(NEW).digest("x") != KeySealer(OLD).digest("x")


class Channel:
    """Remembers what it was given to send."""

    name = "slack"

    def __init__(self) -> None:
        self.sent: list[Any] = []

    async def send(self, delivery: Delivery) -> Fate:
        self.sent.append(delivery.act)
        return Sent()


async def test_only_the_channel_sees_what_was_sealed_and_the_row_is_blanked() -> None:
    sealer, channel = KeySealer(OLD), Channel()
    token = sealer.seal(json.dumps([["1", "login ann"], ["2", "word*of*hers"]]))
    act = Whisper("U1", text("Door: ", sealed_span(token)))
    delivery = Delivery(1, "t1", "slack", act, datetime(2026, 11, 26, tzinfo=UTC))
    around: Any = opening(channel, sealer)  # type: ignore[arg-type]
    assert await around.send(delivery) == Sent()
    assert channel.sent[0].text == (Span("Door: "), Span("login ann\nword*of*hers", "code"))
    assert delivery.act is act
    assert (sealed_in(act), sealed_in(channel.sent[0])) == ((token,), ())
    assert plain(blanked(act).text) == f"Door: {BLANK}"  # type: ignore[union-attr]
    assert around.name == "slack"

    other: Any = opening(channel, KeySealer(NEW))  # type: ignore[arg-type]
    assert await other.send(delivery) == Never("unsealable")
    assert len(channel.sent) == 1
    assert sealed_in(Say(text("plain"))) == ()


def test_a_code_is_read_however_it_is_written() -> None:
    assert new_code(lambda letters: letters[0]) == "AAAA-AAAA-AAAA"
    assert plain_code(" abcd efgh-jklm ") == plain_code("ABCD-EFGH-JKLM") == "ABCDEFGHJKLM"
    assert not {"I", "1", "O", "0"} & set(ALPHABET)
    assert new_code() != new_code()
