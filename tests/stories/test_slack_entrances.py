"""Ways into a request in Slack beside writing to the app: a mention, a reaction, a message with its thread."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dialogs import room
from frontdoor.settings import SHIPPED_DESK
from playground.slack.handles import Channel, Message
from playground.slack.people import Person
from tests.stories.conftest import Open, Stage
from tests.stories.test_slack_requester import DEFECT, IDEA, card_of
from tests.stories.walks import PNG

alone = pytest.mark.parametrize("ground", ["sqlite"], indirect=True)


def demo_with(folder: Path, line: str, instead: str) -> Path:
    """The demo desk with a line changed."""
    file = folder / "changed.yml"
    file.write_text(SHIPPED_DESK.read_text().replace(line, instead, 1))
    return file


async def hall_of(stage: Stage, *more: Any) -> Channel:
    """A channel of colleagues, where the app is too."""
    await stage.world.slack.connected(stage.world.app)
    return stage.world.slack.channel("hall", [stage.world.dora, stage.world.anna, stage.world.app, *more])


async def fills_in(person: Person, kind: str = "I have an idea", **values: Any) -> None:
    """The form of an idea before them, already with its description."""
    await person.sees_modal(kind)
    assert (await person.submits(values={"topic": IDEA["topic"], **values})).errors == {}


async def test_a_mention_in_a_channel_begins_a_request_before_nobody_else(stage: Stage) -> None:
    dora, anna, bruno, support = (getattr(stage.world, name) for name in ("dora", "anna", "bruno", "support"))
    hall = await hall_of(stage)
    said = await dora.posts(hall, "my eyes hurt at night", files=[("dark.png", PNG)], mention_bot=stage.world.app)
    menu = await dora.sees_button("I have an idea", in_channel=hall)
    assert menu.ephemeral
    assert menu.thread_ts is None  # in a thread that nobody has answered in Slack would not show it
    assert "I have kept your message as the description." in menu.text
    assert not any(one.ephemeral for one in anna.channel_view(hall))
    await dora.presses("I have an idea", menu)
    await fills_in(dora)
    receipt = await dora.sees("HRB-1 is with Product support", in_channel=dora.dm_with(stage.world.app))
    assert dora.look_again(menu) is None
    card = await card_of(stage, "HRB-1")
    await bruno.sees("*Description:* my eyes hurt at night", thread=card)
    await bruno.sees("dark.png", thread=card)
    await bruno.presses("Take", message=card)
    await bruno.posts(support, "We darken it", thread=card)
    await dora.sees("We darken it", thread=receipt)
    assert "We darken it" not in str(anna.channel_view(hall))

    await dora.posts(hall, "the same again", thread=said, mention_bot=stage.world.app)
    await dora.presses("Cancel", await dora.sees_button("I have an idea", in_channel=hall, thread=said))
    await dora.sees("Cancelled.")
    assert len(await stage.tickets()) == 1


@alone
async def test_in_an_agents_channel_a_mention_is_an_agents_command_and_a_requesters_request(
    stage_of: Open, tmp_path: Path
) -> None:
    file = demo_with(tmp_path, "agents: channel_members", "agents: ['${ANNA}']")
    async with stage_of(file, started=False) as stage:
        dora, anna, app, support = (getattr(stage.world, name) for name in ("dora", "anna", "app", "support"))
        stage.adds(ANNA=anna.id)
        await stage.start()
        await stage.world.slack.connected(app)
        stage.world.slack.invite(dora, support)
        await anna.posts(support, "queue", mention_bot=app)
        await anna.sees("Nothing waits", in_channel=support)
        await anna.posts(support, "good morning", mention_bot=app)
        await dora.posts(support, "it is dark here", mention_bot=app)
        menu = await dora.sees_button("I have an idea", in_channel=support)
        assert menu.ephemeral
        assert not any("I have an idea" in one.buttons for one in anna.channel_view(support))


async def test_a_reaction_makes_a_ticket_of_a_message_with_its_thread(
    stage_of: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = demo_with(tmp_path, "agents:", "ticket_reaction: {channels: ['${HALL}']}\nagents:")
    async with stage_of(file, started=False) as stage:
        world = stage.world
        dora, anna, bruno, app = world.dora, world.anna, world.bruno, world.app
        hall = world.slack.channel("hall", [dora, anna, bruno, app])
        attic = world.slack.channel("attic", [dora, app])
        stage.adds(HALL=hall.id)
        await stage.start()
        await world.slack.connected(app)
        root = await dora.posts(hall, "The door sticks", files=[("door.png", PNG)])
        await bruno.posts(hall, "Which one, <!channel>?", thread=root)
        reply = await dora.posts(hall, "The blue one, since Monday", thread=root)
        await dora.reacts(await dora.posts(attic, "No ticket of this"), "ticket")
        await anna.reacts(reply, "eyes")
        await anna.reacts(reply, "ticket")
        menu = await anna.sees("This is a request of Dora Lind", in_channel=anna.dm_with(app))
        assert "2 messages of its thread go along" in menu.text
        await anna.unreacts(reply, "ticket")
        await anna.reacts(reply, "ticket")
        menu = await anna.sees("This is a request of Dora Lind", in_channel=anna.dm_with(app), after=menu)
        await bruno.reacts(reply, "ticket")
        second = await bruno.sees("This is a request of Dora Lind", in_channel=bruno.dm_with(app))
        await anna.presses("I have an idea", menu)
        await fills_in(anna)
        await dora.sees("HRB-1 is with Product support", in_channel=dora.dm_with(app))
        card = await card_of(stage, "HRB-1")
        answers = await bruno.sees("From the thread (context):", thread=card)
        lines = answers.text.splitlines()
        assert lines[-2:] == ["Dora Lind: The door sticks 📎 door.png", "Bruno Conti: Which one, <!channel>?"]
        assert "*Description:* The blue one, since Monday" in lines

        await nobody_makes_a_second(stage, second, reply)
        monkeypatch.setattr(room, "MOST_MESSAGES", 2)
        await a_draft_has_an_end(dora, hall, dora.dm_with(app))


async def nobody_makes_a_second(stage: Stage, menu: Message, chosen: Message) -> None:
    """Neither who chose it at the same time, nor who chooses it later."""
    dora, bruno, app = stage.world.dora, stage.world.bruno, stage.world.app
    await bruno.presses("I have an idea", menu)
    await fills_in(bruno)
    told = await bruno.sees("A request was made of this message already: HRB-1", in_channel=bruno.dm_with(app))
    await dora.reacts(chosen, "ticket")
    await dora.sees("A request was made of this message already: HRB-1", in_channel=dora.dm_with(app))
    assert told.buttons == ()
    assert len(await stage.tickets()) == 1
    assert not any("I have an idea" in one.buttons for one in dora.channel_view(dora.dm_with(app)))


async def a_draft_has_an_end(dora: Person, hall: Channel, chat: Channel) -> None:
    """Whatever it is made of."""
    for words in ("It squeaks", "It creaks", "It groans"):
        await dora.reacts(await dora.posts(hall, words), "ticket")
    await dora.sees("there is room for 2 messages", in_channel=chat)


@alone
async def test_a_shortcut_takes_the_thread_along_or_says_what_is_missing(stage: Stage) -> None:
    dora, anna = stage.world.dora, stage.world.anna
    hall = await hall_of(stage)
    root = await anna.posts(hall, "Has anybody printed today?")
    for number in range(25):
        await anna.posts(hall, f"try {number}", thread=root)
    wrote = await dora.posts(hall, "It prints blank pages", thread=root)
    await dora.shortcut("make_it_a_ticket", wrote)
    await dora.sees_modal("26 messages of its thread go along")
    await dora.submits(values={"request": "Something is broken"})
    await dora.chooses("subsystem", "Accounting")
    await dora.sees_modal("Which area")
    assert (await dora.submits(values=DEFECT)).errors == {}
    await dora.sees("HRB-1 is with")
    answers = await anna.sees("From the thread (context):", thread=await card_of(stage, "HRB-1"))
    assert "Anna Berg: Has anybody printed today?\n… (6 messages left out) …\nAnna Berg: try 6" in answers.text
    assert answers.text.index("try 24") < answers.text.index("*Steps:*")
    await dora.shortcut("make_it_a_ticket", wrote)
    await dora.sees("A request was made of this message already: HRB-1")

    elsewhere = stage.world.slack.channel("elsewhere", [dora])
    root = await dora.posts(elsewhere, "The lamp is dark")
    wrote = await dora.posts(elsewhere, "And it flickers", thread=root)
    await dora.shortcut("make_it_a_ticket", wrote)
    await dora.sees_modal("I am not in that channel")
    await dora.submits(values={"request": "I have an idea"})
    await fills_in(dora)
    await dora.sees("HRB-2 is with")
    await stage.settles()
