"""Requesters in Slack: a message to the bot, the form, the ticket's thread, the command, the shortcut."""

from __future__ import annotations

from tests.stories.conftest import Stage


async def test_a_message_is_kept_and_a_press_opens_the_form_filled_in_with_it(stage: Stage) -> None:
    world = stage.world
    dora, anna, app = world.dora, world.anna, world.app
    await dora.dms(app, "It prints blank pages")
    menu = await dora.sees_button("Something is broken")
    assert "I have kept your message as the description." in menu.text
    await dora.presses("Something is broken", menu)
    await dora.sees_modal("Something is broken")
    outcome = await dora.chooses("subsystem", "Accounting")
    await dora.sees_modal("Which area")
    outcome = await dora.submits(
        values={
            "area": "Invoices",
            "topic": "INVOICES DON'T PRINT!!!",
            "steps": "Open one, press Print",
            "expected_result": "Ink",
        }
    )
    assert set(outcome.errors) == {"topic"}
    outcome = await dora.submits(values={"topic": "Invoice 118 prints blank"})
    receipt = await dora.sees("HRB-1 is with Product support")
    card = await anna.sees("*HRB-1* ·", in_channel=world.support)
    await anna.sees("Description:* It prints blank pages", thread=card)
    await anna.presses("Take", message=card)
    await dora.sees("Anna Berg is looking at HRB-1", thread=receipt)
    await anna.posts(world.support, "Which printer?", thread=card)
    await dora.sees("Which printer?", thread=receipt)
    await dora.dms(app, "The red one", thread=receipt)
    await anna.sees("The red one", thread=card)
    await dora.dms(app, "On the third floor")
    await anna.sees("third floor", thread=card)
    await anna.presses("Solved", message=card)
    question = await dora.sees_button("Yes", thread=receipt)
    await dora.presses("Not quite", question)
    await dora.sees("What is still missing", thread=receipt)
    await dora.dms(app, "It is blue now", thread=receipt)
    await anna.sees("It is blue now", thread=card)
