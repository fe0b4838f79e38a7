"""What an agent's edit may still change, and what it may not any more."""

from __future__ import annotations

from tests.stories.conftest import Stage
from tests.stories.tickets import chat_of, taken_ticket


async def test_a_former_taker_takes_words_back_but_speaks_no_more_by_editing_them(stage: Stage) -> None:
    ann, anna, bruno, support = stage.world.ann, stage.world.anna, stage.world.bruno, stage.world.support
    card = await taken_ticket(stage)
    greeting = await anna.posts(support, "Hello Ann", thread=card)
    advice = await anna.posts(support, "Press the red button", thread=card)
    wrong = await anna.posts(support, "The password is hunter2", thread=card)
    await ann.sees("hunter2")
    await bruno.presses("Take over", message=card)
    await anna.sees("Taken by Bruno", thread=card)

    await anna.edits(greeting, "Hello Ann. Bruno, she never pays")
    assert (await anna.sees("Bruno Conti has HRB-1. Press Take over first.")).ephemeral
    await anna.edits(advice, "// Press the red button")
    await anna.deletes(wrong)
    await stage.settles()
    assert "Anna Berg\nHello Ann" in chat_of(ann)
    assert not any(part in line for line in chat_of(ann) for part in ("never pays", "red button", "hunter2"))


async def test_edits_below_a_closed_ticket_go_nowhere(stage: Stage) -> None:
    ann, anna, support = stage.world.ann, stage.world.anna, stage.world.support
    card = await taken_ticket(stage)
    answer = await anna.posts(support, "Press the red button", thread=card)
    wrong = await anna.posts(support, "The password is hunter2", thread=card)
    await ann.sees("hunter2")
    await anna.presses("Solved", message=card)
    await ann.presses("Yes", await ann.sees("Was your problem solved?"))
    await ann.sees("HRB-1 is closed")

    await anna.edits(answer, "Press the green button")
    assert (await anna.sees("HRB-1 is closed.")).ephemeral
    await anna.deletes(wrong)
    await stage.settles()
    assert "Anna Berg\nPress the red button" in chat_of(ann)
    assert not any("green" in line or "hunter2" in line for line in chat_of(ann))
