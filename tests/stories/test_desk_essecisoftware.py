"""The Italian help desk: invited people, letters to the centre and to who asks, the centre's own words for every state."""

from __future__ import annotations

from frontdoor.settings import SHIPPED_DESK
from playground.slack.handles import Message
from tests.smtp import PostOffice, post_office, words_of
from tests.stories.conftest import Open, Stage
from tests.stories.test_companies import list_says
from tests.stories.tickets import chat_of
from tests.stories.walks import LOG, PNG, PROGRAM, Json, card_of, chooses, replies

DESK = SHIPPED_DESK.with_name("essecisoftware.yml")


async def asks(stage: Stage) -> Json:
    """Carlo's request, up to the attachments. Returns the question for them."""
    carlo = stage.world.carlo
    await carlo.starts()
    await chooses(carlo, "Richiesta di assistenza")
    await carlo.presses("Contabilità", await carlo.sees("Di quale area si tratta?"))
    await carlo.presses("Liquidazione IVA", await carlo.sees("Di quale sotto-area?"))
    await carlo.sees("Qual è l'oggetto, in una riga?")
    await replies(stage, carlo, "Il totale IVA non quadra")
    await carlo.sees("Ci descriva il problema.")
    await replies(stage, carlo, "A ottobre mancano 12 euro")
    return await carlo.sees("Al massimo due allegati")


async def sends(stage: Stage) -> Message:
    """The rest of it: two attachments, of the kinds that are taken. Returns the card."""
    carlo = stage.world.carlo
    question = await asks(stage)
    await carlo.sends_file(PROGRAM, name="virus.exe")
    await carlo.sees("Sono accettati", after=question)
    await carlo.sends_photo(PNG)
    await carlo.sends_file(LOG, name="registro.txt", mime="text/plain")
    preview = await carlo.sees_button("Invia", after=question)
    await carlo.presses("Invia", preview)
    await carlo.sees("ESS-1", after=preview)
    card = await card_of(stage, "ESS-1")
    assert card.text.startswith("*ESS-1* · Richiesta di assistenza · Aperto\n")
    return card


async def goes_through_the_states(stage: Stage, office: PostOffice, card: Message) -> None:
    """Taken, answered, planned, with the vendor: each by the centre's word, in the chat where it is wanted, and in a letter."""
    carlo, anna, support = stage.world.carlo, stage.world.anna, stage.world.support
    await anna.presses("Prendi in carico", card)
    await office.gets("[ESS-1] Presa in carico", to="carlo@")
    await anna.posts(support, "Guardo subito", thread=card)
    await carlo.sees("ESS-1, nuovo stato: In lavorazione.")
    await office.gets("[ESS-1] In lavorazione", to="carlo@")
    assert not any("Presa in carico" in line for line in chat_of(carlo))  # told by the notice of who took it

    for state in ("Miglioria e sviluppo", "Inoltrata a Buffetti"):
        await anna.presses("Altro", card)
        await anna.presses(state, message=await anna.sees_button(state))
        await carlo.sees(f"ESS-1, nuovo stato: {state}.")
        await office.gets(f"[ESS-1] {state}", to="carlo@")
    said = await carlo.says("/tickets")
    await carlo.sees("ESS-1 · Il totale IVA non quadra · Inoltrata a Buffetti", after=said)


async def test_from_start_to_closed(stage_of: Open) -> None:
    async with post_office() as office, stage_of(DESK, SMTP_URL=office.url) as stage:
        ann, carlo, anna, support = stage.world.ann, stage.world.carlo, stage.world.anna, stage.world.support
        await carlo.starts()
        await carlo.sees("Può invitarla il titolare")
        people = (f"Rossi srl;Carlo;owner;{carlo.id};it;carlo@rossi.example", f"Rossi srl;Ann;member;{ann.id};it;")
        await list_says(stage, *people, columns="company;name;seat;telegram;language;email")

        card = await sends(stage)
        # the centre is told with the answers, who asks with the state
        told = await office.gets("[ESS-1] Richiesta di assistenza", to="assistenza@")
        assert "Area: Contabilità\nSotto-area: Liquidazione IVA\nOggetto: Il totale IVA non quadra" in words_of(told)
        assert "nuovo stato: Aperto." in words_of(await office.gets("Aperto", to="carlo@rossi.example"))

        await goes_through_the_states(stage, office, card)
        await anna.presses("Risolto", card)
        await carlo.presses("Sì", await carlo.sees_button("Sì"))
        await carlo.sees("ESS-1 è chiusa")
        await office.gets("[ESS-1] Chiuso con soluzione", to="carlo@")
        await anna.sees("· Chiuso con soluzione", in_channel=support)

        # what colleagues have had solved is found by its words
        said = await ann.says("/tickets IVA")
        await ann.sees("ESS-1 · Il totale IVA non quadra · Chiuso con soluzione · Carlo Bianchi", after=said)
        assert "mancano 12 euro" not in "".join(
            words_of(letter) for letter in office.letters if "carlo" in letter["To"]
        )
