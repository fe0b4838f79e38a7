"""What agents do below a card before the program knows where it stands: Slack's answer to the card was lost."""

from __future__ import annotations

from playground.slack.handles import Message
from tests.stories.conftest import Stage
from tests.stories.tickets import chat_of


async def card_whose_answer_is_lost(stage: Stage) -> Message:
    """Ann sends a request; its card stands in the channel, and Slack can't be asked for it yet."""
    ann, anna, slack = stage.world.ann, stage.world.anna, stage.world.slack
    slack.faults.add("chat.postMessage", drop="after")
    slack.faults.add("conversations.history", times=3, status=502)
    said = await ann.says("It was there yesterday")
    await ann.sees_button("I have an idea", after=said)
    await ann.presses("I have an idea")
    await ann.sees("in one line", after=said)
    await ann.says("The page is blank")
    await ann.sees_button("Send", after=said)
    await ann.presses("Send")
    return await anna.sees("The page is blank", in_channel=stage.world.support)


async def test_a_press_and_words_below_such_a_card_have_their_effect_once_it_is_found(stage: Stage) -> None:
    ann, anna, support = stage.world.ann, stage.world.anna, stage.world.support
    card = await card_whose_answer_is_lost(stage)
    await anna.presses("Take", message=card)
    first = await anna.posts(support, "Which page is it?", thread=card)
    with_file = await anna.posts(support, "", thread=card, files=[("page.txt", b"this one?")])
    note = await anna.posts(support, "// she never says which", thread=card)
    await stage.world.slack.settled()
    for _ in range(8):
        await stage.has_sent()
        await stage.time_passes(seconds=30)
    await ann.sees("Which page is it?", timeout=20)
    await anna.sees_reaction(first, "white_check_mark")
    await anna.sees_reaction(with_file, "white_check_mark")
    assert [message["document"]["file_name"] for message in ann.chat if "document" in message] == ["page.txt"]
    assert not any("never says" in line for line in chat_of(ann))
    assert not anna.look_again(note).reactions  # type: ignore[union-attr]
    taken = await anna.sees("Taken by Anna Berg", in_channel=support)
    assert taken.ts == card.ts
    assert len(anna.channel_view(support)) == 1


async def test_a_conversation_beside_the_card_is_nobodys_business(stage: Stage) -> None:
    ann, anna, support = stage.world.ann, stage.world.anna, stage.world.support
    chat = await anna.posts(support, "Lunch?")
    await card_whose_answer_is_lost(stage)
    await anna.posts(support, "Pizza, then", thread=chat)
    await stage.world.slack.settled()
    for _ in range(8):
        await stage.has_sent()
        await stage.time_passes(seconds=30)
    await anna.sees("Topic:* The page is blank", in_channel=support)
    await stage.settles()
    assert not any("Pizza" in line for line in chat_of(ann))
