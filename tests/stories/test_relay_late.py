"""A message that had nothing that could be passed on, until its writer gave it words."""

from __future__ import annotations

from tests.stories.conftest import Stage
from tests.stories.tickets import chat_of, lines_of, taken_ticket


async def test_words_given_to_a_requesters_file_that_could_not_be_passed_on_arrive(stage: Stage) -> None:
    ann, anna = stage.world.ann, stage.world.anna
    card = await taken_ticket(stage)
    film = await ann.sends_file(b"x" * (20 * 1024 * 1024 + 1), name="film.bin")
    await ann.sees("“film.bin” could not be passed on")
    await ann.edits(film, "It shows the crash at minute two")
    heard = await anna.sees("minute two", thread=card)
    assert heard.author == "Ann Reyes (requester)"
    await ann.edits(film, "It shows the crash at minute three")
    await anna.sees("minute three", thread=card)
    await stage.settles()
    assert len([line for line in lines_of(stage, card) if "It shows" in line]) == 1


async def test_words_given_to_an_agents_file_that_could_not_be_passed_on_arrive(stage: Stage) -> None:
    ann, anna, support = stage.world.ann, stage.world.anna, stage.world.support
    card = await taken_ticket(stage)
    nothing = await anna.posts(support, "", thread=card, files=[("void.txt", b"")])
    await anna.sees_reaction(nothing, "warning")
    await anna.edits(nothing, "Look at page two")
    await ann.sees("Look at page two")
    await anna.sees_reaction(nothing, "white_check_mark")
    await anna.sees("· in progress", in_channel=support)
    await anna.edits(nothing, "Look at page three")
    await ann.sees("Look at page three")
    await anna.deletes(nothing)
    await stage.settles()
    assert not any("Look at" in line for line in chat_of(ann))


async def test_no_earlier_sign_is_looked_for_where_none_can_stand(stage: Stage) -> None:
    ann, anna, support, slack = stage.world.ann, stage.world.anna, stage.world.support, stage.world.slack
    card = await taken_ticket(stage)
    message = await anna.posts(support, "It works again", thread=card)
    await ann.sees("It works again")
    await anna.sees_reaction(message, "white_check_mark")
    assert "reactions.remove" not in [call.method for call in slack.calls]
