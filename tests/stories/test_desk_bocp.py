"""The Romanian CRM's desk, from `/start` to closed, in Romanian."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from playground.slack.handles import Message
from playground.telegram.people import Person
from tests.conftest import Ground
from tests.stories.company import Company
from tests.stories.conftest import Open, Stage
from tests.stories.test_companies import list_says
from tests.stories.test_lost_presses import away
from tests.stories.tickets import chat_of, lines_of
from tests.stories.walks import Json, replies, toast

BOCP = Path(__file__).parents[2] / "desks" / "bocp.yml"
STALE = "La această întrebare s-a răspuns deja."


def somebody(stage: Stage, name: str, language: str = "ro") -> Person:
    return stage.world.telegram.person(name, language=language).with_bot(stage.world.bot)


async def chooses(person: Person, label: str, after: Json) -> Json:
    question = await person.sees_button(label, after=after)
    await person.presses(label, question)
    return question


async def asks_for_work(stage: Stage, person: Person, title: str, kind: str = "Lucrare la comandă") -> Json:
    """A whole request about reports, sent; returns the receipt."""
    begun = await person.says("/start" if not person.chat else "/new")
    menu = await chooses(person, kind, begun)
    if kind != "Propunere":
        menu = await chooses(person, "Rapoarte", menu)
    question = await person.sees("Un titlu scurt", after=menu)
    await replies(stage, person, title)
    question = await person.sees("Descrieți, vă rugăm, situația.", after=question)
    await replies(stage, person, "Pe fiecare agent, pe luni")
    if kind != "Propunere":
        question = await chooses(person, "Omite", question)
    preview = await chooses(person, "Trimite", question)
    return await person.sees("Echipa de suport", after=preview)


async def card_of(stage: Stage, title: str) -> Message:
    anna, support = stage.world.anna, stage.world.support
    answers = await anna.sees(f"Subiect:* {title}", in_channel=support)
    return next(message for message in anna.channel_view(support) if message.ts == answers.thread_ts)


async def commands(stage: Stage, words: str, card: Message | None) -> Message:
    message: Message = await stage.world.anna.posts(stage.world.support, words, thread=card, mention_bot=True)
    return message


async def reads_what_it_may_cost(ioana: Person) -> None:
    """In the menu, and once more before the first question."""
    begun = await ioana.starts()
    menu = await ioana.sees("Lucrare la comandă", after=begun)
    assert "Propunere: O funcție care v-ar ajuta (gratuit)" in menu["text"]
    assert "(poate avea un cost: vă comunicăm mai întâi prețul" in menu["text"]
    await ioana.presses("Lucrare la comandă", menu)
    question = await ioana.sees("Poate avea un cost", after=menu)
    assert "La ce parte vă referiți?" in question["text"]
    await ioana.says("/cancel")


def accept_of(price: Json) -> str:
    """What the button *Accept* carries."""
    accept, refuse = price["reply_markup"]["inline_keyboard"][0]
    assert (accept["text"], refuse["text"]) == ("Accept", "Refuz")
    return str(accept["callback_data"])


async def what_is_no_price_is_refused(stage: Stage, card: Message) -> None:
    anna = stage.world.anna
    await anna.presses("Altele", message=card)
    await anna.presses("Propune un preț", message=await anna.sees_button("Propune un preț"))
    await anna.sees("quote 120 EUR și, dacă doriți, câteva cuvinte.")
    for words, told in (
        ("quote 1.200 EUR", "fără separatori de mii"),
        ("quote 120 XYZ", "codul de trei litere al monedei"),
        ("quote cancel", "BOCP-1 nu are un preț care așteaptă răspuns."),
    ):
        await commands(stage, words, card)
        assert (await anna.sees(told)).ephemeral


async def a_price_is_replaced_refused_and_accepted(stage: Stage, ioana: Person, card: Message) -> None:
    anna, support = stage.world.anna, stage.world.support
    await commands(stage, "quote 150 EUR", card)
    first = await ioana.sees("BOCP-1: putem face acest lucru pentru 150,00\xa0EUR.")
    accept = accept_of(first)
    bruno = stage.world.bruno
    await bruno.posts(support, "quote 5 EUR", thread=card, mention_bot=True)
    assert (await bruno.sees("BOCP-1 este la Anna Berg.", in_channel=support, thread=card)).ephemeral
    await stage.settles()
    assert (await ioana.sees_button("Accept"))["message_id"] == first["message_id"]
    written = await commands(stage, "quote 120,50 eur cu două grafice", card)
    second = await ioana.sees("120,50\xa0EUR", after=first)
    assert "cu două grafice" in second["text"]
    await anna.sees("Preț: 120,50\xa0EUR, încă fără răspuns", in_channel=support)
    assert (await stage.tickets())[0]["state"] == "waiting_for_approval"
    assert await toast(await ioana.forged_press(accept, first)) == STALE
    await anna.edits(written, f"<@{stage.world.app.bot_user_id}> quote 90 EUR")
    await anna.sees("Modificarea acestui mesaj nu schimbă nici prețul, nici timpul.")
    # nobody else may answer it
    vlad = somebody(stage, "Vlad")
    menu = await vlad.sees_button("Lucrare la comandă", after=await vlad.starts())
    assert await toast(await vlad.forged_press(accept_of(second), menu)) == STALE

    await ioana.presses("Refuz", second)
    await ioana.sees("ați refuzat 120,50\xa0EUR", after=second)
    await anna.sees("Ioana Pop a refuzat 120,50\xa0EUR.", thread=card)
    await commands(stage, "quote 100 EUR", card)
    third = await ioana.sees("pentru 100,00\xa0EUR", after=second)
    async with away(stage):
        await ioana.presses("Accept", third)
    again = await ioana.sees("Dacă între timp ați apăsat un buton", after=third)
    assert "pentru 100,00\xa0EUR" in again["text"]
    await ioana.presses("Accept", again)
    await anna.sees("Ioana Pop a acceptat 100,00\xa0EUR. Lucrarea poate începe.", thread=card)
    await anna.sees("Preț: 100,00\xa0EUR, acceptat", in_channel=support)


async def time_is_written(stage: Stage, card: Message) -> None:
    """Within what the plan includes, corrected, and once beyond it."""
    anna = stage.world.anna
    await commands(stage, "time mult", card)
    await anna.sees("time 1h30m și, dacă doriți, câteva cuvinte")
    await commands(stage, "time 9h30m import și grafice", card)
    await anna.sees(
        "Anna Berg a notat 9 h 30 min. Rossi srl, luna aceasta: folosit 9 h 30 min, rămas 30 min.", thread=card
    )
    await commands(stage, "time -10h", card)
    await anna.sees("Aici este notat numai 9 h 30 min; nu se poate scădea mai mult.")
    await commands(stage, "time 2h", card)
    await anna.sees("Rossi srl a depășit luna aceasta timpul inclus în plan: 10 h.", thread=card)
    await commands(stage, "time -30m", card)
    await anna.sees("Timp lucrat: 11 h", in_channel=stage.world.support)
    await stage.settles()
    assert len([line for line in lines_of(stage, card) if "a depășit" in line]) == 1


async def test_work_to_order_is_quoted_accepted_counted_and_closed(stage_of: Open) -> None:
    async with stage_of(BOCP) as stage:
        anna, support = stage.world.anna, stage.world.support
        ioana = somebody(stage, "Ioana Pop")
        await list_says(stage, f"Rossi srl;prioritar;Ioana Pop;owner;{ioana.id};;ro")
        await reads_what_it_may_cost(ioana)
        await asks_for_work(stage, ioana, "Raport de vânzări")
        card = await card_of(stage, "Raport de vânzări")
        assert "Nepreluat" in card.text
        assert "Rossi srl (Prioritar)" in card.text
        await anna.presses("Preia", message=card)
        await ioana.sees("Anna Berg se ocupă de BOCP-1")
        await what_is_no_price_is_refused(stage, card)
        await a_price_is_replaced_refused_and_accepted(stage, ioana, card)
        (ticket,) = await stage.tickets()
        assert ticket["quote"] == {"amount": "100.00", "currency": "EUR", "answer": "accepted"}
        assert ticket["state"] == "in_progress"

        await time_is_written(stage, card)
        said = await ioana.says("/tickets BOCP-1")
        seen = await ioana.sees("Timp lucrat: 11 h", after=said)
        assert "Rossi srl, luna aceasta: folosit 11 h, rămas 0 min" in seen["text"]
        await anna.presses("Rezolvat", message=card)
        await anna.sees("Soluționată", in_channel=support)
        question = await ioana.sees("S-a rezolvat problema dumneavoastră?")
        await ioana.presses("Da", question)
        closed = await ioana.sees("Solicitarea BOCP-1 este închisă", after=question)
        assert "Timp lucrat: 11 h" in closed["text"]


async def test_what_waits_is_in_order_and_after_two_months_somebody_says_sorry(stage_of: Open) -> None:
    async with stage_of(BOCP) as stage:
        anna, support = stage.world.anna, stage.world.support
        ioana, vlad = somebody(stage, "Ioana Pop"), somebody(stage, "Vlad Ene")
        await list_says(stage, f"Rossi srl;prioritar;Ioana Pop;owner;{ioana.id};;ro")
        await commands(stage, "queue", None)
        assert (await anna.sees("Nu așteaptă nimic")).ephemeral
        await asks_for_work(stage, vlad, "Butoane mai mari", "Propunere")
        await asks_for_work(stage, ioana, "Export lent", "Solicitare de suport")
        await stage.time_passes(days=3)
        await commands(stage, "queue", None)
        listed = await anna.sees("Încă nepreluate, cele mai urgente mai întâi:")
        assert [line.split(" · ") for line in listed.text.split("\n")[1:]] == [
            ["*BOCP-2*", "Export lent", "3 zile", "Rossi srl", "ridicată"],
            ["*BOCP-1*", "Butoane mai mari", "3 zile", "scăzută"],
        ]
        await stage.time_passes(days=58)
        await vlad.sees("Ne cerem scuze: solicitarea BOCP-1 așteaptă de 61 de zile")
        card = await card_of(stage, "Butoane mai mari")
        await anna.sees("I-am cerut scuze lui Vlad Ene; prioritatea este acum normală.", thread=card)

        await a_proposal_is_planned_and_done(stage, vlad, card)

        # a price that reaches nobody waits for no answer
        await ioana.blocks()
        card = await card_of(stage, "Export lent")
        await anna.presses("Preia", message=card)
        await commands(stage, "quote 20 RON", card)
        await anna.sees("Nu a ajuns la Ioana Pop: destinatarul a blocat botul.", thread=card)
        await anna.sees("Preț: 20,00\xa0RON, retras", in_channel=support)


async def a_proposal_is_planned_and_done(stage: Stage, vlad: Person, card: Message) -> None:
    """It is acknowledged as one, and its author hears what becomes of it."""
    anna, support = stage.world.anna, stage.world.support
    assert any("Vă mulțumim pentru propunere!" in line for line in chat_of(vlad))
    await anna.presses("Preia", message=card)
    await vlad.sees("se ocupă de BOCP-1")
    await commands(stage, "status planned", card)
    await vlad.sees("BOCP-1, stare nouă: Planificat")
    # a price that nobody answered before it was done can't be accepted afterwards
    await commands(stage, "quote 10 RON", card)
    price = await vlad.sees_button("Accept")
    await commands(stage, "solved", card)
    await anna.sees("Preț: 10,00\xa0RON, retras", in_channel=support)
    assert await toast(await vlad.forged_press(accept_of(price), price)) == STALE
    question = await vlad.sees("BOCP-1: propunerea dumneavoastră a fost realizată.")
    assert "Este așa cum v-ați dorit?" in question["text"]
    await vlad.presses("Da", question)
    await anna.sees("Închisă", in_channel=support)


@pytest.fixture
async def company(tmp_path: Path, ground: Ground) -> AsyncIterator[Company]:
    """The desk with two workers, its files where they can be changed."""
    for file in BOCP.parent.glob("bocp*"):
        (tmp_path / file.name).write_text(file.read_text())
    company = Company(tmp_path, ground, {}, tmp_path / BOCP.name, workers=2)
    await company.open()
    try:
        await company.start()
        yield company
    finally:
        await company.close()


def writes(company: Company, *entries: str) -> None:
    """The company goes on with its changes file."""
    file = company.folder / "bocp-changes.md"
    file.write_text("\n".join([file.read_text(), *entries]))


async def test_the_latest_changes_are_read_and_new_ones_told_once_to_those_who_want_it(company: Company) -> None:
    ioana, emma = somebody(company, "Ioana Pop"), somebody(company, "Emma", "en")
    vlad = somebody(company, "Vlad Ene")
    begun = await ioana.starts()
    await chooses(ioana, "Ultimele noutăți", begun)
    read = await ioana.sees("Facturi în două monede · 20 noiembrie 2026", after=begun)
    assert "• cursul BNR al zilei se preia singur," in read["text"]
    assert read["text"].index("2026") < read["text"].index("14 septembrie 2026")
    await ioana.presses("Anunțați-mă", read)
    await ioana.sees("vă anunțăm aici când apar noutăți", after=read)
    said = await emma.says("/changes")
    english = await emma.sees("Invoices in two currencies · November 20, 2026", after=said)
    await emma.presses("Tell me of changes", english)
    await emma.sees("you hear of new changes here", after=english)
    said = await vlad.says("/changes")
    await vlad.sees_button("Anunțați-mă", after=said)

    await company.stop()
    long = "Un rând lung. " * 150
    writes(company, f"## 2026-11-25 Calendar comun\n\n{long}", f"## 2026-11-26 Mai multe pagini\n\n{long}")
    await company.start()
    first = await ioana.sees("Calendar comun · 25 noiembrie 2026", after=read)
    await ioana.sees("Mai multe pagini · 26 noiembrie 2026", after=first)
    second = await emma.sees("Mai multe pagini · November 26, 2026", after=english)  # not translated yet
    await emma.presses("No more", second)
    await emma.sees("you hear of no more changes", after=second)
    said = await emma.says("/changes")
    page = await emma.sees_button("Older ▶", after=said)
    await emma.presses("Older ▶", page)
    await emma.sees("Search by telephone number")
    await company.settles()

    await company.stop()
    writes(company, "## 2026-11-27 Filtre salvate")
    await company.start()
    await ioana.sees("Filtre salvate · 27 noiembrie 2026", after=first)
    await company.settles()
    assert len([line for line in chat_of(ioana) if line.startswith("Noutăți de la BOCP CRM")]) == 3
    assert len([line for line in chat_of(emma) if line.startswith("New at BOCP CRM")]) == 2
    assert not any("Noutăți de la" in line for line in chat_of(vlad))
