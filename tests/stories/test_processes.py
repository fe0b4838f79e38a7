"""Several workers as real processes: one is killed in the middle, another goes on, and people notice nothing but a line."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack

from tests.stories.conftest import Open, Stage
from tests.stories.processes import Process, run
from tests.stories.tickets import chat_of

SENT_AGAIN = "↻ sent again: the first attempt may have arrived"
TAKES_OVER = "this process takes over: telegram updates"


async def _polls(stage: Stage, workers: list[Process]) -> Process:
    """The one worker that polls Telegram."""
    telegram = stage.world.telegram
    await telegram.changes.wait(lambda: telegram.polled(stage.world.bot), 30, "nobody polls")
    [one] = [worker for worker in workers if TAKES_OVER in worker.log]
    return one


async def test_a_worker_is_killed_and_another_polls_on_and_sends_what_was_on_its_way(stage_of: Open) -> None:
    async with stage_of(started=False) as stage, AsyncExitStack() as stack:
        ann, telegram = stage.world.ann, stage.world.telegram
        assert (await run(Process.of(stage, "migrate")))[0] == 0
        first = await stack.enter_async_context(Process.of(stage, "worker"))
        await _polls(stage, [first])

        await ann.starts()
        await ann.sees_button("I have an idea")
        held = asyncio.Event()
        telegram.faults.add("sendMessage", chat=ann.id, times=1000, hold=held)
        await ann.presses("I have an idea")
        await ann.sees("in one line")
        other = await stack.enter_async_context(Process.of(stage, "worker"))
        await first.killed()  # nobody has told it that the question was shown
        telegram.faults.clear()
        held.set()

        await ann.sees(SENT_AGAIN, timeout=30)
        assert len([line for line in chat_of(ann) if "in one line" in line]) == 2
        await ann.says("Dark colours, please")
        await ann.sees("Please describe it.", timeout=30)
        assert TAKES_OVER in other.log
        assert await other.terminated() == 0
