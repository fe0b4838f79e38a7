"""Files: as an answer, in albums, beside words, and refused."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from tests.stories.conftest import Open, Stage
from tests.stories.walks import (
    LOG,
    MP4,
    PNG,
    PREVIEW,
    PROGRAM,
    Json,
    answers,
    ask,
    card_of,
    chooses,
    desk_with,
    heard,
    labels,
    replies,
    starts_with,
    thread_shows,
)

TO_SCREENSHOT = {"subsystem": "Mobile app", "topic": "App crashes", "description": "It closes by itself"}
PHOTO = (PNG, "shot.png", "image/png")


async def asked_for_a_screenshot(stage: Stage) -> Json:
    """Ann has a question and is asked for its screenshot."""
    await starts_with(stage.world.ann, "I have a question")
    last = await answers(stage, stage.world.ann, TO_SCREENSHOT)
    return await stage.world.ann.sees(ask(stage, "screenshot"), after=last)


async def files_in_thread(stage: Stage, reference: str, *names: str) -> None:
    card = await card_of(stage, reference)
    for name in names:
        await stage.world.anna.sees(name, in_channel=stage.world.support, thread=card)


async def test_the_question_says_how_many_and_of_which_kind(stage: Stage) -> None:
    question = await asked_for_a_screenshot(stage)
    assert "Up to 2 files of 20 MB each: picture, video, text file." in question["text"]
    assert labels(question) == ["Skip", "Back", "Cancel"]


async def test_a_photo_and_done(stage: Stage) -> None:
    ann = stage.world.ann
    question = await asked_for_a_screenshot(stage)
    await ann.sends_photo(PNG)
    more = await ann.sees("Got 1 of 2. Send another, or press Done.", after=question)
    assert labels(more) == ["Done", "Back", "Cancel"]
    await ann.presses("Done", more)
    assert "Screenshot: photo.jpg" in (await ann.sees(PREVIEW))["text"]
    await ann.presses("Send")
    await files_in_thread(stage, "HRB-1", "photo.jpg")


async def test_an_image_file_and_a_text_file_are_as_many_as_it_takes(stage: Stage) -> None:
    ann = stage.world.ann
    question = await asked_for_a_screenshot(stage)
    await ann.sends_file(PNG, name="shot.png", mime="image/png")
    await ann.sees("Got 1 of 2", after=question)
    await ann.sends_file(LOG, name="print.log", mime="text/plain")
    assert "Screenshot: shot.png, print.log" in (await ann.sees(PREVIEW))["text"]
    await ann.presses("Send")
    await files_in_thread(stage, "HRB-1", "shot.png", "print.log")


async def test_a_video(stage: Stage) -> None:
    ann = stage.world.ann
    await asked_for_a_screenshot(stage)
    await ann.sends_video(MP4, name="crash.mp4")
    await ann.sees("Got 1 of 2")
    await chooses(ann, "Done")
    assert "crash.mp4" in (await ann.sees(PREVIEW))["text"]


async def test_skip(stage: Stage) -> None:
    await asked_for_a_screenshot(stage)
    await stage.world.ann.presses("Skip")
    assert "Screenshot: –" in (await stage.world.ann.sees(PREVIEW))["text"]


async def test_a_caption_goes_along(stage: Stage) -> None:
    ann = stage.world.ann
    await asked_for_a_screenshot(stage)
    await ann.sends_photo(PNG, caption="Look at the corner")
    await ann.sees("Got 1 of 2")
    await chooses(ann, "Done")
    assert "and one more message of yours" in (await ann.sees(PREVIEW))["text"]
    await ann.presses("Send")
    await thread_shows(stage, "HRB-1", "Look at the corner")


# ---------------------------------------------------------------- albums


async def test_an_album_is_one_answer(stage: Stage) -> None:
    ann = stage.world.ann
    await asked_for_a_screenshot(stage)
    await ann.sends_album([PHOTO, (PNG, "second.png", "image/png")])
    await album_arrived(stage)
    preview = await ann.sees(PREVIEW)
    assert "Screenshot: photo.jpg, photo.jpg\n" in preview["text"]
    assert "more message" not in preview["text"]


async def test_of_an_album_larger_than_the_slot_the_rest_goes_along(stage: Stage) -> None:
    ann = stage.world.ann
    await asked_for_a_screenshot(stage)
    await ann.sends_album([PHOTO] * 4)
    await ann.sees("Screenshot takes 2 files; I have kept the others with your request.")
    await album_arrived(stage)
    await ann.sees("and 2 more messages of yours")
    assert sum("takes 2 files" in message.get("text", "") for message in ann.chat) == 1


async def test_a_slot_for_one_takes_the_first_of_an_album(stage_of: Open, tmp_path: Path) -> None:
    one = desk_with(tmp_path, {"screenshot": {"most": 1}}, "topic", "screenshot", "description?")
    async with stage_of(one) as stage:
        ann = stage.world.ann
        await starts_with(ann, "Anything")
        await answers(stage, ann, {"topic": "Broken"})
        question = await ann.sees(ask(stage, "screenshot"))
        assert "One file, up to 20 MB: any file." in question["text"]
        await ann.sends_album([PHOTO] * 3)
        await ann.sees("Screenshot takes one file; I have kept the others with your request.")
        await album_arrived(stage)
        await answers(stage, ann, {"description": None})
        preview = await ann.sees(PREVIEW)
        assert "Screenshot: photo.jpg\n" in preview["text"]
        assert "and 2 more messages of yours" in preview["text"]


async def test_an_album_that_is_no_more_than_the_slot_takes_waits_for_done(stage_of: Open, tmp_path: Path) -> None:
    three = desk_with(tmp_path, {"screenshot": {"most": 3}}, "screenshot")
    async with stage_of(three) as stage:
        ann = stage.world.ann
        await starts_with(ann, "Anything")
        await ann.sees(ask(stage, "screenshot"))
        await ann.sends_album([PHOTO] * 2)
        await album_arrived(stage)
        await ann.sees("Got 2 of 3")
        assert not any("Got 1 of 3" in message.get("text", "") for message in ann.chat)
        await chooses(ann, "Done")
        await ann.sees(PREVIEW)


async def test_a_late_part_of_an_album_still_belongs_to_the_answer(stage: Stage) -> None:
    ann = stage.world.ann
    question = await asked_for_a_screenshot(stage)
    telegram_is_slow = asyncio.Event()
    await ann.sends_photo(PNG)
    await ann.sees("Got 1 of 2", after=question)
    stage.world.telegram.faults.add(method="getFile", hold=telegram_is_slow)
    await ann.sends_album([PHOTO, (LOG, "print.log", "text/plain")])
    await heard(stage)
    assert not any(PREVIEW in message.get("text", "") for message in ann.chat)
    telegram_is_slow.set()
    await ann.sees("Screenshot takes 2 files; I have kept the others with your request.")
    await album_arrived(stage)
    await ann.sees("and one more message of yours")
    await ann.presses("Send")
    await files_in_thread(stage, "HRB-1", "photo.jpg", "print.log")


async def test_an_album_may_be_the_first_thing_said(stage: Stage) -> None:
    ann = stage.world.ann
    await ann.sends_album([PHOTO] * 3, caption="All of these are blank")
    await ann.sees("Hello Ann")
    await heard(stage)
    await chooses(ann, "I have a question")
    await answers(stage, ann, {"subsystem": "Mobile app", "topic": "Blank"})
    preview = await ann.sees(PREVIEW)
    assert "Description: All of these are blank" in preview["text"]
    assert "Screenshot: photo.jpg, photo.jpg\n" in preview["text"]
    assert "and one more message of yours" in preview["text"]


async def album_arrived(stage: Stage) -> None:
    """The program waits a moment for the rest of an album before it goes on."""
    await heard(stage)
    await stage.time_passes(seconds=2)


# ---------------------------------------------------------------- words and files mixed up


async def test_words_where_a_file_is_asked(stage: Stage) -> None:
    ann = stage.world.ann
    question = await asked_for_a_screenshot(stage)
    await replies(stage, ann, "I have none")
    refusal = await ann.sees("This question wants a file: picture, video, text file.", after=question)
    assert ask(stage, "screenshot") in refusal["text"]
    await ann.presses("Skip", refusal)
    await ann.sees(PREVIEW)


async def test_a_file_where_words_are_asked_is_kept(stage: Stage) -> None:
    ann = stage.world.ann
    await starts_with(ann, "I have an idea")
    question = await ann.sees(ask(stage, "topic"))
    await ann.sends_photo(PNG)
    await ann.sees("I have kept your file with the request. This question needs an answer in words", after=question)
    await ann.says("Dark colours")
    await ann.sees(ask(stage, "description"))
    await ann.sends_photo(PNG, caption="My eyes hurt")
    preview = await ann.sees(PREVIEW)
    assert "Description: My eyes hurt" in preview["text"]
    assert "and 2 more messages of yours" in preview["text"]


# ---------------------------------------------------------------- refused


async def empty(stage: Stage) -> None:
    await stage.world.ann.sends_file(b"", name="empty.png", mime="image/png")


async def renamed(stage: Stage) -> None:
    await stage.world.ann.sends_file(PROGRAM, name="holiday.png", mime="image/png")


async def of_another_kind(stage: Stage) -> None:
    await stage.world.ann.sends_file(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", name="letter.pdf", mime="application/pdf")


async def too_big(stage: Stage) -> None:
    await stage.world.ann.sends_file(PNG + bytes(20 * 1024 * 1024), name="huge.png", mime="image/png")


async def gone(stage: Stage) -> None:
    stage.world.telegram.faults.add(method="getFile", status=400, description="Bad Request: invalid file_id")
    await stage.world.ann.sends_file(PNG, name="lost.png", mime="image/png")


@pytest.mark.parametrize(
    ("sends", "said"),
    [
        (empty, "“empty.png” is empty."),
        (renamed, "“holiday.png” is not of a kind that can be taken here"),
        (of_another_kind, "“letter.pdf” is not of a kind that can be taken here"),
        (gone, "“lost.png” could not be fetched. Please send it again."),
        (too_big, "“huge.png” is too big: files may have up to 20 MB."),
    ],
)
async def test_a_file_that_can_not_be_taken_is_refused_by_name(
    stage: Stage, sends: Callable[[Stage], Awaitable[None]], said: str
) -> None:
    ann = stage.world.ann
    question = await asked_for_a_screenshot(stage)
    await sends(stage)
    refusal = await ann.sees(said, after=question)
    assert "Accepted: picture, video, text file." in refusal["text"]
    assert ask(stage, "screenshot") in refusal["text"]
    await ann.sends_photo(PNG)
    await ann.sees("Got 1 of 2")


async def test_a_video_that_is_too_long(stage: Stage) -> None:
    ann = stage.world.ann
    await asked_for_a_screenshot(stage)
    await ann.sends_video(MP4, name="film.mp4", duration=600)
    await ann.sees("“film.mp4” is too long: at most 120 seconds.")


async def test_a_first_file_that_can_not_be_had_is_told(stage: Stage) -> None:
    ann = stage.world.ann
    await ann.sends_file(b"", name="empty.png", mime="image/png", caption="See the picture")
    await ann.sees("“empty.png” could not be passed on: it is empty.")
    await ann.sees("I have kept your message as the description.")


async def test_a_kept_file_is_redone_only_when_another_comes(stage: Stage) -> None:
    ann = stage.world.ann
    await asked_for_a_screenshot(stage)
    await ann.sends_photo(PNG)
    await ann.sees("Got 1 of 2")
    await chooses(ann, "Done")
    await ann.sees(PREVIEW)
    await chooses(ann, "Change")
    await chooses(ann, "Screenshot")
    question = await ann.sees("Now: photo.jpg")
    await ann.sends_file(PROGRAM, name="holiday.png")
    refusal = await ann.sees("“holiday.png” is not of a kind", after=question)
    await ann.presses("Back", refusal)
    assert "Screenshot: photo.jpg" in (await ann.sees(PREVIEW, after=refusal))["text"]
