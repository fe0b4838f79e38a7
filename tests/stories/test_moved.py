"""A ticket that goes to another team leaves nothing half open behind."""

from __future__ import annotations

from pathlib import Path

from playground.slack.handles import Message
from storage.failed import failed
from tests.stories.conftest import Open
from tests.stories.tickets import chat_of, lines_of
from tests.stories.topics import BOTH, Office, office_of
from tests.stories.walks import STALE, toast

TEAMS = {
    "support": {"name": "Product support", **BOTH},
    "second": {"name": "Second line", "slack": BOTH["slack"]},
}


async def moves(office: Office, card: Message, to: str) -> Message:
    """Bruno moves it. Returns its new card, once all that was said stands below it."""
    stage = office.stage
    anna, bruno, support = stage.world.anna, stage.world.bruno, stage.world.support
    before = {message.ts for message in anna.channel_view(support)}
    await bruno.posts(support, f"move {to}", thread=card, mention_bot=True)
    await office.ann.sees(f"HRB-1 is with {to} now.")
    await stage.settles()
    (moved,) = [one for one in anna.channel_view(support) if one.ts not in before and "*HRB-1*" in one.text]
    return moved


async def test_words_taken_back_an_offer_and_a_price_do_not_go_along(stage_of: Open, tmp_path: Path) -> None:
    async with office_of(stage_of, tmp_path, teams=TEAMS) as office:
        stage, ann, anna, bruno = office.stage, office.ann, office.stage.world.anna, office.stage.world.bruno
        support, topic = stage.world.support, await office.topic()
        card = await anna.sees("*HRB-1* ·", in_channel=support)
        secret = await ann.says("My password is 1234")
        await anna.sees("My password is 1234", thread=card)
        await ann.says("/delete", reply_to=secret)
        await topic.maria.sees("taken back by the requester:")
        browser = await ann.says("Firefox")
        await anna.sees("Firefox", thread=card)

        # what was taken back stays behind; what is changed later changes where the ticket is
        await anna.posts(support, "Which one?", thread=card)
        await anna.sees_button("Take and send", in_channel=support, thread=card)
        moved = await moves(office, card, "Second line")
        assert not any("Take and send" in one.buttons for one in anna.thread_view(support, card))
        there = "\n".join(lines_of(stage, moved))
        assert "Firefox" in there
        assert "1234" not in there
        await ann.edits(browser, "Chrome")
        await anna.sees("~Firefox~", in_channel=support, thread=moved)
        await stage.settles()
        assert "Chrome" not in "\n".join([*topic.lines, *lines_of(stage, card)])

        # given to Bruno, it waits for no answer to the offer
        await anna.posts(support, "Is it new?", thread=moved)
        await anna.sees_button("Take and send", in_channel=support, thread=moved)
        await anna.posts(support, f"assign <@{bruno.id}>", thread=moved, mention_bot=True)
        await anna.sees("Bruno Conti took the ticket; what was written before stays internal.", thread=moved)
        await bruno.posts(support, "quote 20 EUR", thread=moved, mention_bot=True)
        price = await ann.sees_button("Accept")
        back = await moves(office, moved, "Product support")
        await ann.sees("HRB-1: the price we quoted no longer counts.")
        assert ", withdrawn" in back.text
        accept = price["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
        assert await toast(await ann.forged_press(accept, price)) == STALE
        assert (await stage.tickets())[0]["state"] == "new"
        assert not any(words in line for line in chat_of(ann) for words in ("Which one?", "Is it new?"))
        assert await stage.program.store.read(failed) == []
