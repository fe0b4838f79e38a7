"""The Spanish desk: seven sections with advice, a ticket that moves, questions, a confirmation, and a conversation at once."""

from __future__ import annotations

from datetime import UTC, datetime

from frontdoor.settings import SHIPPED_DESK
from playground.slack.handles import Channel, Message
from playground.telegram.people import Person
from tests.stories.conftest import Open, Stage
from tests.stories.test_companies import list_says
from tests.stories.tickets import chat_of
from tests.stories.walks import PNG, Json, chooses, labels, replies

DESK = SHIPPED_DESK.with_name("st-mobi.yml")

SECTIONS = [
    "Consulta",
    "Error de intercambio",
    "Problema de apariencia",
    "Un defecto en el programa",
    "Cambiar la funcionalidad",
    "Nueva funcionalidad",
    "Tengo una idea",
]


async def begins(stage: Stage) -> tuple[Person, Channel]:
    """The desk with a second team's channel, at eleven on a working Monday. Returns who asks, and that channel."""
    world = stage.world
    development = world.slack.channel("desarrollo", [world.anna, world.app])
    stage.adds(SLACK_DEVELOPMENT_CHANNEL=development.id)
    monday = datetime(2027, 2, 1, 10, 0, tzinfo=UTC)
    stage.clock.pass_(monday - stage.clock.now())
    await stage.start()
    eva = world.telegram.person("Eva Ruiz", username="eva_ruiz", language="es").with_bot(world.bot)
    return eva, development


async def asks(stage: Stage, eva: Person) -> Json:
    """A question, up to its receipt. On the way: the sections with their descriptions, and advice at every field."""
    await eva.starts()
    menu = await eva.sees("¿En qué podemos ayudarle?")
    assert [row for row in labels(menu) if row in SECTIONS] == SECTIONS
    assert "• Error de intercambio: Los datos no llegan al ERP o del ERP, o llegan mal" in menu["text"]
    await eva.presses("Consulta", menu)
    await eva.presses("Servidor", await eva.sees("elija el más cercano"))
    topic = await eva.sees("Un buen tema dice qué falla y dónde")
    await replies(stage, eva, "¡¡¡URGENTE!!!")
    await eva.sees("¿Cuál es el tema, en una línea?", after=topic)
    await replies(stage, eva, "El pedido 118 no llega al ERP")
    await eva.sees("Una buena descripción dice qué hacía")
    await replies(stage, eva, "Lo envié ayer y no está")
    await eva.sees("Marque en la imagen el lugar del problema")
    await eva.sends_photo(PNG)
    await chooses(eva, "Listo")
    await chooses(eva, "Enviar")
    return await eva.sees("STM-1")


async def card_in(stage: Stage, channel: Channel, reference: str) -> Message:
    """The ticket's card in one of the channels, once the answers stand below it."""
    card = await stage.world.anna.sees(f"*{reference}* ·", in_channel=channel)
    await stage.world.anna.sees("Tema:*", in_channel=channel, thread=card)
    return card


async def is_given_to_bruno_who_asks(stage: Stage, eva: Person, card: Message) -> None:
    """A colleague is given it, and asks; somebody of no team isn't."""
    anna, bruno, support = stage.world.anna, stage.world.bruno, stage.world.support
    await anna.posts(support, f"assign <@{bruno.id}>", thread=card, mention_bot=True)
    await bruno.sees("@Bruno Conti", in_channel=support, thread=card)
    await eva.sees("Bruno Conti se ocupa de STM-1")
    await bruno.presses("Pregunta", await bruno.sees("Lo atiende Bruno Conti", in_channel=support))
    await bruno.posts(support, "¿Qué versión usa?", thread=card)
    await eva.sees("¿Qué versión usa?")
    await bruno.sees("· Preguntas al cliente", in_channel=support)
    await replies(stage, eva, "La 4.2")
    await bruno.sees("La 4.2", in_channel=support, thread=card)
    dora = stage.world.dora
    await anna.posts(support, f"assign <@{dora.id}>", thread=card, mention_bot=True)
    await anna.sees("Dora Lind no pertenece a este equipo")


async def moves(stage: Stage, eva: Person, card: Message) -> None:
    """To another section of the same team, by its name; then to another team, by a button under *Más*."""
    bruno, support = stage.world.bruno, stage.world.support
    await bruno.posts(support, "move un defecto en el programa", thread=card, mention_bot=True)
    await eva.sees("STM-1 continúa ahora como: Un defecto en el programa.")
    await bruno.sees("*STM-1* · Un defecto en el programa", in_channel=support)
    await bruno.posts(support, "move luna", thread=card, mention_bot=True)
    await bruno.sees("¿Adónde? Puede elegir: Desarrollo, Consulta")
    await bruno.presses("Más", card)
    await bruno.presses("Mover", message=await bruno.sees_button("Mover"))
    await bruno.presses("Desarrollo", message=await bruno.sees_button("Desarrollo"))
    await eva.sees("STM-1 está ahora con Desarrollo.")


async def shows_all_that_was_said(stage: Stage, development: Channel, moved: Message) -> None:
    """The new thread has the answers, their files, and the conversation so far."""
    anna = stage.world.anna
    assert "Nadie lo ha tomado todavía" in moved.text
    await anna.sees("ha movido el ticket aquí", in_channel=development, thread=moved)
    there = [f"{one.author}: {one.text}{one.files}" for one in anna.thread_view(development, moved)]
    for words in ("photo", "Bruno Conti: ¿Qué versión usa?", "La 4.2"):
        assert any(words in line for line in there), (words, there)


async def closed_for_words(stage: Stage, eva: Person, card: Message) -> None:
    """The thread that it left says where it went, and passes nothing on."""
    bruno, support = stage.world.bruno, stage.world.support
    await bruno.sees("Lo que se escriba aquí desde ahora se queda aquí", in_channel=support, thread=card)
    left = await bruno.sees("STM-1 está ahora con Desarrollo.", in_channel=support)
    assert (left.ts, left.buttons) == (card.ts, ())
    await bruno.posts(support, "¿Ya está?", thread=card)
    await stage.settles()
    (pointer,) = [one for one in bruno.thread_view(support, card)[-2:] if one.ephemeral]
    assert pointer.text.endswith("Lo que se escriba aquí se queda aquí.")
    assert "¿Ya está?" not in "".join(chat_of(eva))


async def is_solved_at_the_second_try(stage: Stage, eva: Person, development: Channel, moved: Message) -> None:
    """The new team solves it: not quite at first."""
    anna = stage.world.anna
    await anna.presses("Tomar", moved)
    await anna.sees("Lo atiende Anna Berg", in_channel=development)
    await anna.posts(development, "Arreglado", thread=moved)
    await eva.sees("Arreglado")
    await anna.presses("Resuelto", moved)
    await anna.sees("· A la espera de confirmación", in_channel=development)
    await chooses(eva, "No del todo")
    await eva.sees("¿Qué falta")
    await replies(stage, eva, "El 119 tampoco llega")
    await anna.sees("El 119 tampoco llega", in_channel=development, thread=moved)
    asked = len(eva.chat)
    await anna.presses("Resuelto", moved)
    await eva.presses("Sí", await eva.sees_button("Sí", after=eva.chat[asked - 1]))
    await eva.sees("STM-1 está cerrad")


async def test_from_start_through_two_sections_and_two_teams_to_closed(stage_of: Open) -> None:
    async with stage_of(DESK, started=False) as stage:
        eva, development = await begins(stage)
        support = stage.world.support
        await list_says(stage, f"Sol SL;;Eva Ruiz;owner;{eva.id};;", f"Sol SL;;Ann;member;{stage.world.ann.id};;es")
        await asks(stage, eva)
        card = await card_in(stage, support, "STM-1")

        await is_given_to_bruno_who_asks(stage, eva, card)
        await moves(stage, eva, card)
        moved = await card_in(stage, development, "STM-1")
        await shows_all_that_was_said(stage, development, moved)
        await closed_for_words(stage, eva, card)
        await is_solved_at_the_second_try(stage, eva, development, moved)
        ann = stage.world.ann
        said = await ann.says("/tickets")
        await ann.sees("STM-1 · El pedido 118 no llega al ERP", after=said)
        [ticket] = await stage.tickets()
        assert (ticket["team"], ticket["kind"], ticket["state"]) == ("desarrollo", "defecto", "closed")


async def test_a_conversation_with_a_specialist_at_once(stage_of: Open) -> None:
    async with stage_of(DESK, started=False) as stage:
        eva, _ = await begins(stage)
        anna, support = stage.world.anna, stage.world.support
        await eva.starts()
        await chooses(eva, "Hablar con un especialista")
        await eva.sees("STM-1: un especialista de Soporte estará con usted en un momento.")
        card = await anna.sees("💬 En vivo: el solicitante espera en el chat", in_channel=support)
        assert card.text.split("\n")[1] == "*Hablar con un especialista*"
        await replies(stage, eva, "No puedo entrar\nen la aplicación")
        await anna.sees("*No puedo entrar*", in_channel=support)
        await anna.sees("No puedo entrar\nen la aplicación", in_channel=support, thread=card)

        await anna.posts(support, "Hola, Eva", thread=card)
        await anna.presses("Tomar y enviar", message=await anna.sees_button("Tomar y enviar", thread=card))
        await eva.sees("Hola, Eva")
        await anna.sees("Lo atiende Anna Berg", in_channel=support)
        assert "En vivo" not in (await anna.sees("*No puedo entrar*", in_channel=support)).text
        await anna.presses("Resuelto", card)
        await chooses(eva, "Sí")
        await eva.sees("STM-1 está cerrad")

        # on Saturday nobody is there: they hear when somebody will be; what they had said is the topic
        await stage.time_passes(days=5)
        said = await eva.says("Se me ha olvidado algo")
        await eva.presses("Hablar con un especialista", await eva.sees_button("Hablar con un especialista", after=said))
        told = await eva.sees("STM-2 está con Soporte. Ahora mismo no hay ningún especialista.")
        assert "Ahora estamos cerrados." in told["text"]
        await anna.sees("*Se me ha olvidado algo*", in_channel=support)
