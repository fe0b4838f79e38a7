"""Letters: what stands in them, and what becomes of them."""

from __future__ import annotations

from datetime import UTC, datetime
from email.headerregistry import Address

import pytest

from bots.email.channel import Email
from bots.email.letters import letter
from bots.email.settings import EmailSettings
from core.messages import Delivery, Later, Mail, Never, Sent, Unsure
from core.text import bold, lines
from tests.smtp import post_office, words_of

NOW = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
WORDS = lines([bold("HRB-1"), "1 < 2 & più"])


def a_letter(to: str = "ann@rossi.example", subject: str = "[HRB-1] Aperto", doubted: bool = False) -> Delivery:
    act = Mail(subject, WORDS)
    return Delivery(7001, "m1", "email", act, NOW, place=to, attempts=1, doubted=doubted)


def channel(url: str) -> Email:
    return Email(EmailSettings.of(url), "Harbour, è un porto", "HRB", lambda: NOW)


async def test_a_letter_is_plain_and_simple_and_says_that_a_machine_wrote_it() -> None:
    async with post_office() as office:
        assert await channel(office.url).send(a_letter()) == Sent()
        (got,) = office.letters
    assert got["From"] == '"Harbour, è un porto" <desk@harbour.example>'
    assert (got["To"], got["Subject"]) == ("ann@rossi.example", "[HRB-1] Aperto")
    assert got["Message-ID"] == "<7001.hrb@harbour.example>"
    assert got["Auto-Submitted"] == "auto-generated"
    assert words_of(got) == "HRB-1\n1 < 2 & più"
    html = got.get_body(("html",))
    assert html
    assert "<b>HRB-1</b><br>\n1 &lt; 2 &amp; più" in html.get_content().replace("\r", "")


async def test_nobodys_words_add_a_header() -> None:
    made = letter(
        Mail("Aiuto\r\nBcc: all@rossi.example\x00", WORDS),
        to="ann@rossi.example",
        sender=Address("Desk", addr_spec="desk@harbour.example"),
        name="1@x",
        at=NOW,
    )
    assert made["Subject"] == "Aiuto Bcc: all@rossi.example"
    assert made["Bcc"] is None
    for to in ("ann@rossi.example\r\nBcc: all@rossi.example", "no address", "ann@rossì.example", ""):
        fate = await channel("smtp://127.0.0.1:9?from=desk@harbour.example").send(a_letter(to))
        assert isinstance(fate, Never), to


@pytest.mark.parametrize(("said", "fate"), [("550 no such box", Never), ("452 box full", Later)])
async def test_a_refused_address_is_never_and_a_full_box_later(said: str, fate: type) -> None:
    async with post_office() as office:
        office.refused["ann@rossi.example"] = said
        assert isinstance(await channel(office.url).send(a_letter()), fate)
        assert office.letters == []


async def test_a_server_that_is_away_is_later() -> None:
    async with post_office() as office:
        url = office.url
    assert isinstance(await channel(url).send(a_letter()), Later)


async def test_a_letter_that_left_without_an_answer_is_unsure_and_known_by_its_name_when_it_comes_again() -> None:
    async with post_office() as office:
        office.hangs_up = 1
        assert isinstance(await channel(office.url).send(a_letter()), Unsure)
        assert await channel(office.url).send(a_letter(doubted=True)) == Sent()
        assert len({one["Message-ID"] for one in office.letters}) == 1
        assert len(office.letters) == 2


@pytest.mark.parametrize(
    "url",
    ["http://x", "smtp://host", "smtp://user:pw@host", "smtp://h?from=a", "smtp://h:x?from=a@b", "smtps://?from=a@b"],
)
def test_an_address_that_is_none_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(ValueError, match="smtp://USER") as refused:
        EmailSettings.of(url)
    assert "pw" not in str(refused.value)


def test_a_password_goes_out_encrypted_or_not_at_all() -> None:
    given = EmailSettings.of("smtp://desk%40harbour.example:p%2Fw@mail.example")
    assert (given.sender, given.password, given.port) == ("desk@harbour.example", "p/w", 587)
    assert given.strict
    assert "p/w" not in repr(given)
    assert EmailSettings.of("smtps://u:p@mail.example?from=a@b.example").tls
    assert not EmailSettings.of("smtp://127.0.0.1:25?from=a@b.example").strict
