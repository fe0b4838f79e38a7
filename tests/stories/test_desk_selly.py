"""The Italian ERP's desk, from `/start` to closed, in Italian: three kinds of request, seats by plan, support tokens."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from zoneinfo import ZoneInfo

import httpx
from starlette.applications import Starlette

from frontdoor.settings import SHIPPED_DESK
from playground.serve import Server
from playground.slack.handles import Message
from playground.telegram.people import Person
from tests.stories.conftest import Open, Stage
from tests.stories.test_companies import list_says
from tests.stories.test_desk_bocp import chooses, commands
from tests.stories.test_secrets import database_of
from tests.stories.test_tokens import KEY, Erp
from tests.stories.walks import MP4, PNG, Json, labels, replies

SELLY = SHIPPED_DESK.with_name("selly.yml")
PROBLEM, TOKEN, LETTER = "Segnala un problema", "Crea un token di assistenza", "Invia un messaggio"


class Staff:
    """The people of two companies: Rossi has bought Premium, Verdi has Base."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.marco = self._somebody("Marco Rossi")
        self.lucia = self._somebody("Lucia Neri")
        self.piero = self._somebody("Piero Gallo")
        self.ugo = self._somebody("Ugo Verdi")

    def _somebody(self, name: str) -> Person:
        return self.stage.world.telegram.person(name, language="it").with_bot(self.stage.world.bot)

    async def listed(self) -> str:
        """The list is brought in, as `frontdoor companies import` does it."""
        return await list_says(
            self.stage,
            f"Rossi srl;premium;Marco Rossi;owner;{self.marco.id};;it",
            f"Rossi srl;;Lucia Neri;admin;{self.lucia.id};;it",
            f"Rossi srl;;Piero Gallo;member;{self.piero.id};;it",
            f"Verdi snc;base;Ugo Verdi;owner;{self.ugo.id};;it",
        )


@asynccontextmanager
async def on_monday(stage_of: Open, **environ: str) -> AsyncIterator[tuple[Stage, Staff]]:
    """The desk at ten on a working Monday, its companies known."""
    async with stage_of(SELLY, started=False, **environ) as stage:
        monday = datetime(2027, 2, 1, 10, 0, tzinfo=ZoneInfo("Europe/Rome"))
        stage.clock.pass_(monday - stage.clock.now())
        await stage.start()
        staff = Staff(stage)
        assert (await staff.listed()).startswith("2 companies (2 new), 4 people")
        yield stage, staff


async def the_menu(person: Person) -> tuple[list[str], Json]:
    """What somebody is offered, and the menu."""
    begun = await person.starts()
    menu = await person.sees("Come possiamo aiutarla?", after=begun)
    return [label for label in labels(menu) if label in (PROBLEM, TOKEN, LETTER)], menu


async def card_of(stage: Stage, words: str) -> Message:
    """The card of the ticket in whose thread these words stand."""
    anna, support = stage.world.anna, stage.world.support
    found = await anna.sees(words, in_channel=support)
    return next(message for message in anna.channel_view(support) if message.ts == found.thread_ts)


async def reports(stage: Stage, person: Person, topic: str) -> Json:
    """The shortest report. Returns the receipt."""
    begun = await person.says("/new")
    menu = await chooses(person, PROBLEM, begun)
    question = await person.sees("Di che cosa si tratta", after=menu)
    await replies(stage, person, topic)
    question = await person.sees("Che cosa succede?", after=question)
    await replies(stage, person, "Resta in attesa")
    question = await chooses(person, "Salta", question)
    question = await person.sees("Qual è il numero del documento?", after=question)
    await person.presses("Salta", question)
    preview = await chooses(person, "Invia", question)
    return await person.sees("è in mano a Assistenza Selly", after=preview)


async def reports_with_all(stage: Stage, lucia: Person, menu: Json) -> Json:
    """A problem whole: a video that is too long, one that isn't, a picture; a number that is none, and one that is."""
    await lucia.presses(PROBLEM, menu)
    question = await lucia.sees("Di che cosa si tratta", after=menu)
    await replies(stage, lucia, "La fattura non parte")
    question = await lucia.sees("Anche in più messaggi", after=question)
    await replies(stage, lucia, "Premo Invia allo SDI e resta in attesa")
    question = await lucia.sees("Un video dura al massimo due minuti.", after=question)
    await lucia.sends_video(MP4, "lungo.mp4", duration=121)
    question = await lucia.sees("«lungo.mp4» è troppo lungo: al massimo 120 secondi.", after=question)
    await lucia.sends_video(MP4, "breve.mp4", duration=120)
    question = await lucia.sees("Ricevuti 1 di 3", after=question)
    await lucia.sends_photo(PNG)
    question = await lucia.sees("Ricevuti 2 di 3", after=question)
    await lucia.presses("Fatto", question)
    question = await lucia.sees("«FT-2026-118»", after=question)
    await replies(stage, lucia, "non lo so")
    question = await lucia.sees("Il formato non è quello giusto.", after=question)
    await replies(stage, lucia, "FT-2026-118")
    preview = await chooses(lucia, "Invia", question)
    return await lucia.sees("è in mano a Assistenza Selly", after=preview)


async def is_solved(stage: Stage, lucia: Person, card: Message) -> None:
    """Taken, answered, solved, confirmed."""
    anna = stage.world.anna
    await anna.presses("Prendi in carico", message=card)
    await lucia.sees("Anna Berg si sta occupando di SLY-2")
    await anna.posts(stage.world.support, "Lo SDI era fermo: ora è partita", thread=card)
    await lucia.sees("Lo SDI era fermo: ora è partita")
    await anna.presses("Risolto", message=card)
    question = await lucia.sees("Il suo problema è stato risolto?")
    await lucia.presses("Sì", question)
    await lucia.sees("La richiesta SLY-2 è chiusa", after=question)


async def test_seats_and_plans_say_who_may_ask_and_who_goes_first(stage_of: Open) -> None:
    async with on_monday(stage_of) as (stage, staff):
        anna, support = stage.world.anna, stage.world.support
        stranger = stage.world.telegram.person("Ivo", language="it").with_bot(stage.world.bot)
        await stranger.starts()
        await stranger.sees("Può invitarla il titolare della sua azienda")

        assert (await the_menu(staff.marco))[0] == [PROBLEM, TOKEN, LETTER]
        offered, menu = await the_menu(staff.piero)
        assert offered == []
        assert f"Per «{PROBLEM}» si rivolga a Marco Rossi (titolare), Lucia Neri (amministratore)." in menu["text"]

        # Base has no seat of an administrator to give away: the link is there at once, without a choice
        said = await staff.ugo.says("/invite Ida")
        await staff.ugo.sees("fa entrare Ida", after=said)

        receipt = await reports(stage, staff.ugo, "Il magazzino non torna")
        assert "Risponderemo entro martedì 2 febbraio, 10:0" in receipt["text"]
        offered, menu = await the_menu(staff.lucia)
        assert offered == [PROBLEM, TOKEN]
        assert f"Per «{LETTER}» si rivolga a Marco Rossi (titolare)." in menu["text"]
        receipt = await reports_with_all(stage, staff.lucia, menu)
        assert "Risponderemo entro lunedì 1 febbraio, 12:0" in receipt["text"]
        card = await card_of(stage, "Oggetto:* La fattura non parte")
        assert "Rossi srl (Premium) · amministratore" in card.text
        assert "Priorità: alta" in card.text
        await anna.sees("Documento:* FT-2026-118", in_channel=support, thread=card)
        await commands(stage, "queue", None)
        listed = (await anna.sees("i più urgenti per primi:")).text
        assert listed.index("SLY-2") < listed.index("SLY-1")

        # an owner sees what colleagues asked; what the desk answers reaches who asked
        said = await staff.marco.says("/tickets")
        await staff.marco.sees("SLY-2 · La fattura non parte · Aperto · Lucia Neri", after=said)
        await is_solved(stage, staff.lucia, card)


async def makes_a_token(person: Person, reference: str) -> tuple[str, Json]:
    """Returns the code, and the message that gives it."""
    menu = await chooses(person, TOKEN, await person.starts())
    about = await person.sees("un codice con cui Assistenza Selly può entrare nel suo ambiente", after=menu)
    assert "Vale 24 ore" in about["text"]
    await person.presses("Crea", about)
    given = await person.sees(f"Il token di assistenza di {reference}", after=about)
    return given["text"].split("\n")[1], given


async def the_token_is_seen_and_checked(stage: Stage, staff: Staff, erp: Erp) -> None:
    anna, bruno, support = stage.world.anna, stage.world.bruno, stage.world.support
    code, _ = await makes_a_token(staff.lucia, "SLY-1")
    card = await card_of(stage, "Lucia Neri ha creato un token di assistenza")
    await anna.presses("Prendi in carico", message=card)
    await anna.sees("In carico a Anna Berg", in_channel=support)
    await bruno.presses("Altro", message=card)
    assert "Token di assistenza" not in (await bruno.sees("Altro per SLY-1")).buttons
    await anna.presses("Altro", message=card)
    await anna.presses("Token di assistenza", message=await anna.sees_button("Token di assistenza", thread=card))
    assert (await anna.sees(code, thread=card)).ephemeral

    answer = (await erp.checks(code)).json()
    assert (answer["valid"], answer["reference"], answer["team"]) == (True, "SLY-1", "assistenza")
    assert answer["requester"] == "Lucia Neri"
    await staff.lucia.sees("SLY-1: il suo token di assistenza è stato usato per la prima volta")
    await anna.sees("Il token di assistenza è stato usato.", thread=card)
    await stage.settles()
    assert code not in database_of(stage)

    await anna.presses("Risolto", message=card)
    await staff.lucia.presses("Sì", await staff.lucia.sees("Il suo problema è stato risolto?"))
    await staff.lucia.sees("La richiesta SLY-1 è chiusa")
    assert (await erp.checks(code)).status_code == 404


async def test_a_token_is_seen_by_its_taker_checked_by_the_erp_and_ends_with_its_ticket(stage_of: Open) -> None:
    async with (
        on_monday(stage_of, FRONTDOOR_API_TOKEN=KEY) as (stage, staff),
        Server(Starlette(routes=stage.program.routes)) as server,
        httpx.AsyncClient(base_url=server.url) as client,
    ):
        erp = Erp(client)
        await the_token_is_seen_and_checked(stage, staff, erp)

        # another one, which its maker takes back
        code, given = await makes_a_token(staff.marco, "SLY-2")
        assert (await erp.checks(code)).status_code == 200
        await staff.marco.presses("Revoca", given)
        await staff.marco.sees("Il token di assistenza di SLY-2 non vale più")
        assert (await erp.checks(code)).status_code == 404

        # and a message, the owner's alone
        menu = await chooses(staff.marco, LETTER, await staff.marco.says("/new"))
        question = await staff.marco.sees("Di che cosa si tratta", after=menu)
        await replies(stage, staff.marco, "Rinnovo")
        question = await staff.marco.sees("Che cosa vuole scriverci?", after=question)
        await replies(stage, staff.marco, "Passiamo a due amministratori")
        await chooses(staff.marco, "Invia", question)
        await stage.world.anna.sees("Messaggio:* Passiamo a due amministratori", in_channel=stage.world.support)
