"""Files from one side of a ticket to the other, in all four pairings: captions, albums, voices, edits, deletions, limits."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from frontdoor import waiting
from playground.telegram.seat import Seat
from tests.frontdoor.test_scanning import SimulatedClamd
from tests.stories.conftest import Open, Stage
from tests.stories.test_slack_requester import sends
from tests.stories.tickets import lines_of, taken_ticket
from tests.stories.topics import BOTH, Office, Topic, office_of
from tests.stories.walks import MP4, PNG

pytestmark = pytest.mark.parametrize("ground", ["sqlite"], indirect=True)

Json = dict[str, Any]

OGG = b"OggS\0\2" + b"\0" * 20 + b"\x01\x13OpusHead\x01\x01"
PICTURES = [(PNG + bytes([n]), f"{n}.png", "image/png") for n in range(3)]


async def album(seat: Seat, caption: str, size: int) -> list[Json]:
    """Waits until an album of so many stands there under this caption; returns its messages."""
    first = await seat.sees(caption)

    def whole() -> list[Json] | None:
        found = [one for one in seat.chat if one.get("media_group_id") == first.get("media_group_id", "none")]
        return found if len(found) == size else None

    return await seat.telegram.changes.wait(whole, 10, f"no album of {size}")


def now(seat: Seat, message: Json) -> Json:
    """The message as it stands there now."""
    return next(one for one in seat.chat if one["message_id"] == message["message_id"])


async def offers_the_file(office: Office, link: str) -> None:
    """A link leads to the file, as something to be saved; one that was changed, or is old, to nothing."""
    app = Starlette(routes=office.stage.program.links.routes())
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="https://desk.example") as browser:
        answer = await browser.get(link)
        assert (answer.status_code, answer.content) == (200, b"x" * 3000)
        assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''big.log"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert (await browser.get(link[:-1] + "_")).status_code == 404
        office.stage.clock.pass_(timedelta(days=8))
        assert (await browser.get(link)).status_code == 404


async def taken(office: Office, topic: Topic) -> Any:
    """Anna takes the ticket; returns its card in Slack."""
    anna = office.stage.world.anna
    card = await anna.sees("*HRB-1* ·", in_channel=office.stage.world.support)
    await anna.presses("Take", message=card)
    await topic.maria.sees("Taken by Anna Berg")
    return card


async def test_between_a_requester_in_telegram_and_agents_on_both_surfaces(stage_of: Open, tmp_path: Path) -> None:
    async with office_of(stage_of, tmp_path, BOTH) as office:
        ann, anna = office.ann, office.stage.world.anna
        topic = await office.topic()
        card = await taken(office, topic)
        maria = topic.maria

        # a photo and its caption are one message, and change as one
        photo = await ann.sends_photo(PNG, caption="The red light")
        copy = await anna.sees("The red light", thread=card)
        assert (copy.author, copy.files) == ("Ann Reyes (requester)", ("photo.jpg",))
        assert (await maria.sees("The red light"))["caption"] == "Ann Reyes (requester)\nThe red light"
        await ann.edits(photo, "The green light")
        await anna.sees("The green light", thread=card)
        changed = await maria.sees("The green light")
        assert "photo" in changed
        assert "edited, before: The red light" in changed["caption"]
        assert len(anna.look_again(copy).files) == 1  # type: ignore[union-attr]

        await ann.replaces_photo(photo, PNG, name="other.jpg")
        old = changed["photo"][-1]["file_id"]
        await ann.telegram.changes.wait(
            lambda: now(maria, changed)["photo"][-1]["file_id"] != old, 10, "it is the old picture"
        )
        assert now(maria, changed)["caption"].endswith("The green light")
        await office.stage.settles()
        assert anna.look_again(copy).raw["files"][0]["id"] != copy.raw["files"][0]["id"]  # type: ignore[union-attr]

        # an album is one message, whatever comes late; a voice is a voice
        await ann.sends_album(PICTURES, caption="All three lights")
        assert (await anna.sees("All three lights", thread=card)).files == ("photo.jpg",) * 3
        assert len(await album(maria, "All three lights", 3)) == 3
        await ann.sends_voice(OGG)
        assert (await anna.sees("voice.ogg", thread=card)).files == ("voice.ogg",)
        office.stage.a_moment_passes()
        await several_files_go_and_come_back_as_one(office, topic, card)


async def several_files_go_and_come_back_as_one(office: Office, topic: Topic, card: Any) -> None:
    """Several files of a Slack message are an album, which changes, is replied to and goes as one message."""
    ann, anna, maria = office.ann, office.stage.world.anna, topic.maria
    files = [("a.png", PNG), ("b.png", PNG)]
    posted = await anna.posts(office.stage.world.support, "Press these", thread=card, files=files)
    both = await album(ann, "Press these", 2)
    assert [one.get("caption") for one in both] == ["Anna Berg\nPress these", None]
    shown = [one["message_id"] for one in await album(maria, "Press these", 2)]
    await anna.edits(posted, "Press both of these")
    assert (await ann.sees("Press both of these"))["message_id"] == both[0]["message_id"]
    await ann.says("I can't", reply_to=both[1])
    assert (await maria.sees("I can't"))["reply_to_message"]["message_id"] in shown
    await anna.deletes(posted)
    gone = {one["message_id"] for one in both}
    await ann.telegram.changes.wait(lambda: not gone & {one["message_id"] for one in ann.chat}, 10, "the album stays")


async def test_between_a_requester_in_slack_and_agents_on_both_surfaces(stage_of: Open, tmp_path: Path) -> None:
    async with office_of(stage_of, tmp_path, BOTH, started=False) as office:
        world = office.stage.world
        await office.stage.start(address="https://desk.example")
        dora, anna, app = world.dora, world.anna, world.app
        before = set(office.group.topics)
        receipt = await sends(office.stage, dora)
        topic = await office.new_topic(before)
        card = await anna.sees("*HRB-1* ·", in_channel=world.support)
        await topic.maria.presses("Take", topic.card)
        await dora.sees("Maria Lopez is looking at HRB-1", thread=receipt)

        said = await dora.dms(
            app, "Two shots", thread=receipt, files=[("a.png", PNG), ("b.png", PNG), ("l.txt", b"no")]
        )
        assert (await anna.sees("Two shots", thread=card)).files == ("a.png", "b.png", "l.txt")
        shots = await album(topic.maria, "Two shots", 2)
        assert "photo" in shots[1]
        assert (await topic.maria.sees("Dora Lind (requester)", after=shots[1]))["document"]["file_name"] == "l.txt"
        await dora.edits(said, "Two shots and a log")
        await topic.maria.sees("Two shots and a log")

        # an agent's album is one message there, and in the other thread
        await topic.maria.sends_album([*PICTURES, (MP4, "film.mp4", "video/mp4")], caption="Look at it")
        office.stage.a_moment_passes()
        copy = await dora.sees("Look at it", thread=receipt)
        assert (copy.author, len(copy.files)) == ("Maria Lopez", 4)
        await anna.sees("Look at it", thread=card, author="Maria Lopez (Telegram)")

        # what a channel doesn't take is kept, and said to both
        carries = office.stage.program.house.carries
        carries["telegram"] = replace(carries["telegram"], upload=2000)
        await dora.dms(app, "The whole log", thread=receipt, files=[("big.log", b"x" * 3000)])
        assert "text" in await topic.maria.sees("The whole log")
        kept = await topic.maria.sees("“big.log” (1 MB) is kept in the ticket, too big for Telegram. For agents")
        assert kept["link_preview_options"] == {"is_disabled": True}
        await offers_the_file(office, str(kept["text"]).rpartition(" ")[2])
        assert (await anna.sees("The whole log", thread=card)).files == ("big.log",)


async def test_a_file_waits_for_the_virus_scanner_and_goes_no_further_when_something_is_found(
    stage_of: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "DOWN", 0.02)
    socket = tmp_path / "clamd.sock"
    async with stage_of(FRONTDOOR_CLAMD=str(socket)) as stage:
        ann, anna = stage.world.ann, stage.world.anna
        card = await taken_ticket(stage)
        await ann.sends_file(b"12:00 printing", name="print.log", caption="The log")
        await ann.says("Do you have it?")
        await stage.settles()
        assert not any("The log" in line or "have it" in line for line in lines_of(stage, card))
        async with SimulatedClamd(socket) as clamd:
            assert (await anna.sees("The log", thread=card)).files == ("print.log",)
            await anna.sees("Do you have it?", thread=card)
            clamd.hangs_up = 2
            asked_before = fetched(stage)
            await ann.sends_file(b"EICAR", name="game.bin", caption="Try this")
            await ann.sees("“game.bin” was not passed on: the virus scanner found something in it.")
            await anna.sees("“game.bin” was not passed on: the virus scanner found something in it.", thread=card)
            assert (await anna.sees("Try this", thread=card)).files == ()
            assert fetched(stage) == asked_before + 1


def fetched(stage: Stage) -> int:
    """How often files were fetched from Telegram."""
    return sum(call.method == "getFile" for call in stage.world.telegram.calls)
