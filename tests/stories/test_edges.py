"""What lies beside a ticket's way: other people's threads, a channel the desk file no longer names, a slow answer."""

from __future__ import annotations

import asyncio

from tests.stories.conftest import Open, Stage
from tests.stories.tickets import lines_of, taken_ticket


async def test_files_of_threads_that_are_no_tickets_are_not_fetched(stage: Stage) -> None:
    bruno, support = stage.world.bruno, stage.world.support
    root = await bruno.posts(support, "Payroll, between us")
    await bruno.posts(support, "salaries", thread=root, files=[("salaries.txt", b"Anna 1000, Bruno 2000")])
    await taken_ticket(stage)
    await stage.settles()

    kept = [file.read_bytes() for file in (stage.folder / "files").rglob("*") if file.is_file()]
    assert not any(b"Bruno 2000" in content for content in kept)


async def test_a_ticket_goes_on_in_a_channel_that_left_the_desk_file(stage_of: Open) -> None:
    async with stage_of() as stage:
        world = stage.world
        card = await taken_ticket(stage)
        await stage.settles()
        await stage.stop()
        stage.adds(SLACK_SUPPORT_CHANNEL=world.slack.channel("second-line", [world.anna, world.app]).id)
        await stage.start()

        trouble = world.slack.faults.add("chat.postMessage", status=500)
        await world.ann.says("Still there?")
        await trouble.reached.wait()
        await stage.time_passes(minutes=6)
        await world.anna.sees("Still there?", thread=card)
        assert sum("Still there?" in line for line in lines_of(stage, card)) == 1


async def test_a_question_that_hangs_holds_up_only_its_own_chat(stage: Stage) -> None:
    ann, carlo = stage.world.ann, stage.world.carlo
    stage.world.telegram.faults.add("sendMessage", chat=ann.id, hold=asyncio.Event())
    await ann.starts()
    for number in range(8):
        await ann.says(f"word {number}")
    await carlo.says("Ciao")
    await carlo.sees_button("Ho un'idea")
