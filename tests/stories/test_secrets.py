"""A password on its way: typed once, gone from the chat, sealed, shown once to the taker, erased."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import orjson
import pytest
import sqlalchemy as sa

import dialogs.secrets
from playground.slack.handles import Message
from storage import tables
from storage.database import Database
from tests.stories.conftest import Open, Stage
from tests.stories.test_logs import logged
from tests.stories.tickets import chat_of, lines_of
from tests.stories.walks import PNG, PREVIEW, ask, desk_with, heard, replies, starts_with

SLOTS = {
    "door_code": {"type": "secret", "ask": "The door's code", "max_length": 60},
    "room": {"type": "line", "ask": "Which room?"},
}
FORM = ("topic", "door_code", "room?")
Json = dict[str, Any]
KEPT = "••• (kept safe)"


def database_of(stage: Stage) -> str:
    """Every table, and with SQLite the file itself with its log."""
    engine = Database.at(stage.ground.url).connect(writes=False)
    with engine.connect() as connection:
        rows = [tuple(row) for table in tables.metadata.sorted_tables for row in connection.execute(sa.select(table))]
    engine.dispose()
    files = stage.folder.glob("frontdoor.db*")
    return repr(rows) + "".join(file.read_bytes().decode(errors="replace") for file in files)


def files_of(stage: Stage) -> str:
    return "".join(
        file.read_bytes().decode(errors="replace") for file in stage.folder.rglob("files/**/*") if file.is_file()
    )


def platforms_of(stage: Stage) -> tuple[str, str]:
    """All that Telegram has in its chats, and all that stands in Slack but for what one person alone was shown."""
    telegram = "".join(person.described() for person in (stage.world.ann, stage.world.carlo))
    state = stage.world.slack.workspace.state
    return telegram, orjson.dumps([state.messages, state.files, state.views]).decode()


def traces_of(stage: Stage, log: str, *secrets: str) -> list[tuple[str, str]]:
    """Where each of the secrets can be read."""
    telegram, slack = platforms_of(stage)
    places = {
        "database": database_of(stage),
        "files": files_of(stage),
        "log": log,
        "telegram": telegram,
        "slack": slack,
    }
    return [(place, secret) for place, words in places.items() for secret in secrets if secret in words]


async def asked_for_the_code(stage: Stage) -> dict[str, Any]:
    await starts_with(stage.world.ann, "Anything")
    await stage.world.ann.sees("in one line")
    await replies(stage, stage.world.ann, "The door sticks")
    return await stage.world.ann.sees("The door's code")


TRIES = ("tulip-" * 12, "sesame-1", "sesame-2", "barley-3", "photo-pw", "walnut-4")


async def test_a_secret_is_shown_once_to_its_taker_and_is_nowhere_in_the_clear(stage_of: Open, tmp_path: Path) -> None:
    with logged("debug", []) as log:
        async with stage_of(desk_with(tmp_path, SLOTS, *FORM)) as stage:
            question = await asked_for_the_code(stage)
            assert "removed from this chat at once" in question["text"]
            await types_it(stage, question)
            assert traces_of(stage, log.text, *TRIES) == []

            card = await sends_it(stage)
            await only_the_taker_sees_it(stage, card)
            assert traces_of(stage, log.text, *TRIES) == []
            [event] = [one for one in (await ticket_of(stage))["events"] if one["name"] == "secret_shown"]
            assert (event["slot"], event["by"]) == ("door_code", "Anna Berg")

            await is_asked_for_it_again(stage, card)
            assert "sealed" in (await details_of(stage))["secrets"]["door_code"]
            await stage.world.anna.presses("Solved", message=card)
            await stage.world.ann.presses("Yes", await stage.world.ann.sees("Was your problem solved?"))
            await stage.world.ann.sees("CRN-1 is closed")
            await stage.settles()
            assert (await details_of(stage))["secrets"] == {}
            assert traces_of(stage, log.text, *TRIES) == []
    assert [secret for secret in TRIES if secret in log.text] == []


async def types_it(stage: Stage, question: Json) -> None:
    """Too long, a picture, in two messages of which Telegram won't remove the first, and that one corrected."""
    ann = stage.world.ann
    await ann.says(TRIES[0])
    question = await ann.sees("at most 60 fit here", after=question)
    await ann.sends_file(b"photo-pw", name="code.txt", caption="photo-pw")
    question = await ann.sees("A file can't be kept safe", after=question)
    pictures = [(b"photo-pw", "a.txt", "text/plain"), (b"photo-pw", "b.txt", "text/plain")]
    album = await ann.sends_album(pictures, caption="photo-pw")
    question = await ann.sees("A file can't be kept safe", after=question)
    numbers = {one["message_id"] for one in album}
    await ann.telegram.changes.wait(
        lambda: not numbers & {one["message_id"] for one in ann.chat}, 10, "a part of the album stays"
    )
    await stage.settles()
    stage.world.telegram.faults.add("deleteMessage", status=400, description="Bad Request: message can't be deleted")
    first = await ann.says("sesame-1")
    await ann.says("sesame-2")
    told = await ann.sees("Please delete it yourself", after=question)
    assert told["reply_to_message"]["message_id"] == first["message_id"]
    await ann.sees("Which room?", after=question)
    await ann.edits(first, "barley-3")
    await ann.sees("Corrected: Door code")
    await heard(stage)
    await stage.settles()


async def sends_it(stage: Stage) -> Message:
    """Skips the rest and sends the request; returns its card, once Anna has taken it."""
    ann, anna, bruno, support = stage.world.ann, stage.world.anna, stage.world.bruno, stage.world.support
    await ann.presses("Skip", await ann.sees_button("Skip"))
    preview = await ann.sees(PREVIEW)
    assert f"Door code: {KEPT}" in preview["text"]
    await ann.presses("Send", preview)
    await ann.sees("is with Product support")
    answers = await anna.sees(f"Door code:* {KEPT}", in_channel=support)
    card = next(message for message in anna.channel_view(support) if message.ts == answers.thread_ts)
    await bruno.forged_press("press:0", await reveal(stage), card)
    await bruno.sees("Take CRN-1 first.")
    await anna.presses("Take", message=card)
    await anna.sees("Taken by Anna Berg", in_channel=support)
    return card


async def reveal(stage: Stage) -> str:
    """What the button carries."""
    return f"t:{(await ticket_of(stage))['id']}:reveal:door_code"


async def only_the_taker_sees_it(stage: Stage, card: Message) -> None:
    anna, bruno = stage.world.anna, stage.world.bruno
    await bruno.presses("More", message=card)
    assert "Reveal" not in (await bruno.sees("More for CRN-1")).buttons
    await bruno.forged_press("press:0", await reveal(stage), card)
    await bruno.sees("Anna Berg has CRN-1.")
    await anna.presses("More", message=card)
    await anna.presses("Reveal", message=await anna.sees_button("Reveal", thread=card))
    shown = await anna.sees("barley-3", thread=card)
    assert shown.ephemeral
    assert "`sesame-2`" in shown.text
    assert "sesame-1" not in shown.text
    await stage.settles()


async def is_asked_for_it_again(stage: Stage, card: Message) -> None:
    """A second press tells who has seen it. What is asked for anew is no message of the thread."""
    ann, anna = stage.world.ann, stage.world.anna
    await anna.presses("More", message=card)
    await anna.presses("Reveal", message=await anna.sees_button("Reveal", thread=card))
    again = await anna.sees("shown already, to Anna Berg", thread=card)
    await anna.presses("Ask again", message=again)
    await ann.presses("Send it now", await ann.sees("Anna Berg needs this once more: Door code"))
    await ann.sees("Your next message is kept safe for CRN-1")
    await ann.says("walnut-4")
    await ann.sees("Kept safe. It is shown once")
    await anna.sees("Ann Reyes gave this: Door code", thread=card)
    assert not any("walnut" in line for line in [*lines_of(stage, card), *chat_of(ann)])


async def test_what_goes_wrong_leaves_no_secret_behind(
    stage_of: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = desk_with(tmp_path, SLOTS, "screenshot", *FORM)
    async with stage_of(desk) as stage:
        ann, telegram = stage.world.ann, stage.world.telegram
        await starts_with(ann, "Anything")
        await ann.sees(ask(stage, "screenshot"))
        # Words that wait behind a file, and those of a turn that breaks, are sealed whatever they are.
        telegram.faults.add("getFile", times=1, status=502)
        await ann.sends_photo(PNG)
        await ann.says("waiting-7")
        await heard(stage)
        assert "waiting-7" not in database_of(stage)
        question = await ann.sees("in one line")
        await replies(stage, ann, "The door sticks")
        question = await ann.sees("The door's code", after=question)
        with monkeypatch.context() as broken:
            broken.setattr(dialogs.secrets, "seal", _stumbles)
            await replies(stage, ann, "poison-8")
            await heard(stage)
        await replies(stage, ann, "sesame-1")
        await ann.sees("Which room?", after=question)
        # Cancelled: nothing stays, sealed or not.
        assert "sealed" in await dialogue_of(stage)
        await ann.says("/cancel")
        await ann.sees("Cancelled. Nothing was kept.")
        assert "sealed" not in await dialogue_of(stage)

        await stage.stop()
        assert traces_of(stage, "", "poison-8", "sesame-1") == [("telegram", "poison-8")]


def _stumbles(turn: Any, parts: Any) -> str:
    raise ValueError(f"stumbled over {parts}")


async def test_a_reveal_that_did_not_arrive_works_again_also_under_a_new_key(stage_of: Open, tmp_path: Path) -> None:
    async with stage_of(desk_with(tmp_path, SLOTS, *FORM)) as stage:
        ann, anna, support = stage.world.ann, stage.world.anna, stage.world.support
        question = await asked_for_the_code(stage)
        await ann.says("sesame-1")
        await ann.presses("Skip", await ann.sees_button("Skip", after=question))
        await ann.presses("Send", await ann.sees(PREVIEW))
        await ann.sees("is with Product support")
        answers = await anna.sees(f"Door code:* {KEPT}", in_channel=support)
        card = next(message for message in anna.channel_view(support) if message.ts == answers.thread_ts)
        await anna.presses("Take", message=card)
        await anna.sees("Taken by Anna Berg", in_channel=support)
        await anna.presses("More", message=card)
        more = await anna.sees_button("Reveal", thread=card)
        stage.world.slack.faults.add("chat.postEphemeral", error="user_not_in_channel")
        await anna.presses("Reveal", message=more)
        await anna.sees("Door code could not be shown", thread=card)

        await stage.stop()
        old = stage.environ["FRONTDOOR_SECRET_KEY"]
        stage.adds(FRONTDOOR_SECRET_KEY="another text, of which nobody knows anything", FRONTDOOR_SECRET_KEY_FORMER=old)
        await stage.start()
        await anna.posts(support, "// Slack is heard again", thread=card)
        await stage.settles()
        await anna.presses("More", message=card)
        await anna.presses("Reveal", message=await anna.sees_button("Reveal", thread=card))
        assert (await anna.sees("sesame-1", thread=card)).ephemeral
        await stage.settles()
        assert traces_of(stage, "", "sesame-1") == []


async def dialogue_of(stage: Stage) -> str:
    query = sa.select(tables.conversation.c.dialogue)
    return json.dumps(await stage.program.store.read(lambda unit: unit.connection.execute(query).scalar_one()))


async def ticket_of(stage: Stage) -> dict[str, Any]:
    from storage import reading

    def look(unit: Any) -> dict[str, Any]:
        id = unit.connection.execute(sa.select(tables.ticket.c.id)).scalar_one()
        return {**(reading.ticket(unit, "CRN-1") or {}), "id": id}

    found: dict[str, Any] = await stage.program.store.read(look)
    return found


async def details_of(stage: Stage) -> dict[str, Any]:
    query = sa.select(tables.ticket.c.details)
    found: dict[str, Any] = await stage.program.store.read(lambda unit: unit.connection.execute(query).scalar_one())
    return found
