from __future__ import annotations

from tests.stories.conftest import Stage


async def test_whole(stage: Stage) -> None:
    world = stage.world
    ann, anna, support = world.ann, world.anna, world.support
    await ann.starts()
    await ann.sees("What can we do")
    await ann.presses("Something is broken")
    await ann.sees("Which part")
    await ann.presses("Accounting")
    await ann.sees("Which area")
    await ann.presses("Invoices")
    await ann.sees("in one line")
    await ann.says("Invoice 118 can't be printed")
    await ann.sees("describe")
    await ann.says("It prints blank pages")
    stage.clock.pass_(__import__("datetime").timedelta(seconds=5))
    await ann.sees("step by step")
    await ann.says("open, print")
    stage.clock.pass_(__import__("datetime").timedelta(seconds=5))
    await ann.sees("expect to happen")
    await ann.says("paper with ink")
    await ann.sees("show it")
    await ann.presses("Skip")
    print((await ann.sees("Is everything right"))["text"])
    await ann.presses("Send")
    print((await ann.sees("HRB-1"))["text"])
    card = await anna.sees("HRB-1", in_channel=support)
    print(card)
    await anna.presses("Take", in_channel=support)
    await ann.sees("Anna Berg is looking")
    m = await anna.posts(support, "Try turning it off", thread=card.ts)
    print((await ann.sees("Try turning"))["text"])
    await anna.sees_reaction(m, "white_check_mark")
    await ann.says("That helped")
    await anna.sees("That helped", in_channel=support, thread=card.ts)
    await anna.presses("Solved", in_channel=support)
    await ann.sees("Was your problem solved")
    await ann.presses("Yes")
    await ann.sees("Thank you")
    await anna.sees("Closed", in_channel=support, thread=card.ts)
    for x in anna.thread_view(support, card.ts):
        print(x)
    print(await stage.tickets())
