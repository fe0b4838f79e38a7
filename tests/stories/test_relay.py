"""Words and files carried from one side of a ticket to the other, and the signs of what became of them."""

from __future__ import annotations

import struct
import zlib

from tests.stories.conftest import Stage
from tests.stories.tickets import chat_of, lines_of, open_ticket, taken_ticket

DELIVERED, FAILED = "white_check_mark", "warning"


def png(width: int = 2) -> bytes:
    """A picture that any viewer opens."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, 2, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0".join([b""] + [b"\x7f" * width] * 2))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


# ---------------------------------------------------------------- words


async def test_the_takers_words_reach_the_requester_signed_and_the_answer_comes_back_under_the_requesters_name(
    stage: Stage,
) -> None:
    ann, anna, support = stage.world.ann, stage.world.anna, stage.world.support
    card = await taken_ticket(stage)
    answer = await anna.posts(support, "Try the other door", thread=card)

    seen = await ann.sees("Try the other door")
    assert seen["text"] == "Anna Berg\nTry the other door"
    assert seen["entities"][0] == {"type": "bold", "offset": 0, "length": 9}
    await anna.sees_reaction(answer, DELIVERED, by="Harbour desk")
    await ann.says("It is locked")
    reply = await anna.sees("It is locked", thread=card)
    assert reply.author == "Ann Reyes (requester)"
    assert "· in progress" in (await anna.sees("· in progress", in_channel=support)).text


async def test_a_requester_named_like_an_agent_is_not_taken_for_one(stage: Stage) -> None:
    anna = stage.world.anna
    names = {
        "Anna Berg": "Anna Berg (requester)",
        "Anna " + "\u3164" * 3 + "Berg" + " " * 3 + "x" * 90: None,
        "\u202eAnna Berg": "Anna Berg (requester)",
    }
    for number, (name, shown) in enumerate(names.items()):
        impostor = stage.world.telegram.person(name, username=f"impostor{number}").with_bot(stage.world.bot)
        card = await open_ticket(stage, impostor, topic=f"Let me in, number {number}")
        await impostor.says(f"It is me, number {number}")
        said = await anna.sees(f"It is me, number {number}", thread=card)
        assert said.author.endswith(" (requester)")
        assert len(said.author) <= 80
        assert shown is None or said.author == shown


async def test_every_character_arrives_as_it_was_written_in_both_directions(stage: Stage) -> None:
    ann, anna, bruno, support = stage.world.ann, stage.world.anna, stage.world.bruno, stage.world.support
    card = await taken_ticket(stage)
    odd = "a < b && c > d, *not bold*, _x_ ~y~ `z` &amp; 👩‍👩‍👧 𝒳 🇷🇴 ﷽ e\u0301 שלום <!channel> <@U1> :smile:"
    await ann.says(odd)
    heard = await anna.sees("a < b", thread=card)
    assert heard.text.replace("\u200b", "") == odd
    assert "<!channel>" not in heard.raw["text"]

    await anna.posts(
        support, f"{bruno.mention} says & means 5 < 6, see https://example.com/a?b=1&c=2 👍 𝒳", thread=card
    )
    told = await ann.sees("says & means")
    assert told["text"] == "Anna Berg\n@Bruno Conti says & means 5 < 6, see https://example.com/a?b=1&c=2 👍 𝒳"


async def test_a_long_text_goes_in_parts_and_each_is_edited_with_it(stage: Stage) -> None:
    ann, anna, support = stage.world.ann, stage.world.anna, stage.world.support
    card = await taken_ticket(stage)
    sentence = "The {} door is open; 𝒳 marks the spot & <nothing> else. "
    long = "".join(sentence.format(number) for number in range(150)).strip()
    assert len(long) > 6000
    message = await anna.posts(support, long, thread=card)
    await anna.sees_reaction(message, DELIVERED)

    assert words_from(ann, "Anna Berg") == long
    shorter = long[: len(long) // 2].strip()
    await anna.edits(message, shorter)
    await ann.sees(shorter[-200:])
    await stage.settles()
    assert words_from(ann, "Anna Berg") == shorter
    longest = "Again. " + long + " " + long
    await anna.edits(message, longest)
    await ann.sees(longest[-200:])
    await stage.settles()
    assert words_from(ann, "Anna Berg") == longest
    await anna.edits(message, "Never mind.")
    await ann.sees("Never mind.")
    await stage.settles()
    assert words_from(ann, "Anna Berg") == "Never mind."


async def test_a_requesters_long_text_is_whole_in_the_thread(stage: Stage) -> None:
    ann, anna = stage.world.ann, stage.world.anna
    card = await taken_ticket(stage)
    long = " ".join(f"{number}: & < > 𝒳" for number in range(400))[:4000].strip()
    await ann.says(long)
    await anna.sees(long[-30:], thread=card)
    parts = [line.removeprefix("Ann Reyes (requester): ") for line in lines_of(stage, card) if "(requester)" in line]
    assert " ".join(part.strip() for part in parts).replace("\n", " ") == long


def words_from(person: object, author: str) -> str:
    """Everything that somebody's signature stands above in a chat, joined."""
    return " ".join(
        line.removeprefix(f"{author}\n")
        for line in chat_of(person)
        if line.startswith(f"{author}\n")  # type: ignore[arg-type]
    )


# ---------------------------------------------------------------- edits and deletions


async def test_an_edit_changes_the_copy_and_a_deletion_removes_it(stage: Stage) -> None:
    ann, anna, support = stage.world.ann, stage.world.anna, stage.world.support
    card = await taken_ticket(stage)
    message = await anna.posts(support, "Press the red button", thread=card)
    seen = await ann.sees("red button")
    await anna.edits(message, "Press the green button")
    assert (await ann.sees("green button"))["message_id"] == seen["message_id"]
    await anna.deletes(message)
    await stage.settles()
    assert not any("button" in line for line in chat_of(ann))


async def test_a_sent_message_turned_into_a_note_is_withdrawn_and_a_note_never_goes_out(stage: Stage) -> None:
    ann, anna, support = stage.world.ann, stage.world.anna, stage.world.support
    card = await taken_ticket(stage)
    message = await anna.posts(support, "She is a difficult one", thread=card)
    await ann.sees("difficult")
    await anna.sees_reaction(message, DELIVERED)
    await anna.edits(message, "// She is a difficult one")
    await stage.settles()
    assert not any("difficult" in line for line in chat_of(ann))
    assert not anna.look_again(message).reactions
    await anna.edits(message, "She is a difficult one")

    note = await anna.posts(support, "// check her plan", thread=card)
    await anna.edits(note, "check her plan")
    await anna.posts(support, "One moment, please", thread=card)
    await ann.sees("One moment")
    assert not any("difficult" in line or "plan" in line for line in chat_of(ann))


async def test_what_waits_for_take_and_send_may_be_edited_deleted_or_made_a_note(stage: Stage) -> None:
    ann, anna, support = stage.world.ann, stage.world.anna, stage.world.support
    card = await open_ticket(stage)
    wrong = await anna.posts(support, "Good mornin", thread=card)
    secret = await anna.posts(support, "between us: no", thread=card)
    command = await anna.posts(support, "she never pays", thread=card)
    gone = await anna.posts(support, "forget it", thread=card)
    await anna.edits(wrong, "Good morning")
    await anna.edits(secret, "// between us: no")
    await anna.edits(command, f"<@{stage.world.app.bot_user_id}> note she never pays")
    await anna.deletes(gone)
    await anna.presses("Take and send", message=await anna.sees_button("Take and send", thread=card))
    await ann.sees("Good morning")
    await stage.settles()
    assert not any(part in line for line in chat_of(ann) for part in ("between us", "never pays", "forget it"))


async def test_a_requesters_edit_shows_on_the_copy_with_the_former_words_beside_it(stage: Stage) -> None:
    ann, anna = stage.world.ann, stage.world.anna
    card = await taken_ticket(stage)
    said = await ann.says("It is number 17")
    await anna.sees("It is number 17", thread=card)
    await ann.edits(said, "It is number 71")
    copy = await anna.sees("It is number 71", thread=card)
    assert copy.text.split("\n") == ["It is number 71", "_edited, before:_ ~It is number 17~"]
    await ann.edits(said, "It is number 72")
    copy = await anna.sees("It is number 72", thread=card)
    assert [line for line in copy.text.split("\n") if "before" in line] == [
        "_edited, before:_ ~It is number 17~",
        "_edited, before:_ ~It is number 71~",
    ]
    await ann.edits(said, "It is number 73")
    copy = await anna.sees("It is number 73", thread=card)
    assert [line for line in copy.text.split("\n") if "before" in line] == [
        "_edited, before:_ ~It is number 17~",
        "_edited, before:_ ~It is number 72~",
    ]


async def test_what_was_withdrawn_while_telegram_is_away_never_goes_out_and_an_edit_goes_out_as_it_is_now(
    stage: Stage,
) -> None:
    ann, anna, support, telegram = stage.world.ann, stage.world.anna, stage.world.support, stage.world.telegram
    card = await taken_ticket(stage)
    telegram.down = True
    wrong = await anna.posts(support, "The password is hunter2", thread=card)
    clumsy = await anna.posts(support, "Helo Ann", thread=card)  # never tried: it waits behind the first
    await anna.posts(support, "And welcome", thread=card)
    await stage.world.slack.settled()
    await anna.edits(clumsy, "Hello Ann")
    await stage.world.slack.settled()
    await anna.deletes(wrong)
    await anna.sees("may have reached Ann Reyes at the first attempt; it is not sent again.", thread=card)
    telegram.down = False
    await stage.time_passes(minutes=6)

    await ann.sees("And welcome", timeout=20)
    await anna.sees_reaction(clumsy, DELIVERED)
    assert chat_of(ann)[-2].startswith("Anna Berg\nHello Ann")
    sent = [call.params.get("text", "") for call in telegram.calls if call.method == "sendMessage" and not call.error]
    assert not any("hunter2" in text or "Helo" in text for text in sent)


async def test_what_was_sent_twice_and_is_edited_or_taken_back_leaves_a_copy_and_the_thread_says_so(
    stage: Stage,
) -> None:
    ann, anna, support, telegram = stage.world.ann, stage.world.anna, stage.world.support, stage.world.telegram
    card = await taken_ticket(stage)
    telegram.faults.add("sendMessage", chat=ann.id, drop="after")
    wrong = await anna.posts(support, "The password is hunter2", thread=card)
    await ann.sees("sent again", timeout=10)
    await anna.sees_reaction(wrong, DELIVERED)
    stays = "The first attempt may have reached Ann Reyes as well; that copy stays as it was."
    await anna.edits(wrong, "The password is secret")
    told = await anna.sees(stays, thread=card)
    await anna.deletes(wrong)
    await anna.sees(stays, thread=card, after=told)
    await stage.settles()
    assert chat_of(ann)[-1] == "Anna Berg\nThe password is hunter2"


# ---------------------------------------------------------------- signs


async def test_a_blocked_bot_shows_as_a_warning_with_its_reason_once(stage: Stage) -> None:
    ann, anna, support = stage.world.ann, stage.world.anna, stage.world.support
    card = await taken_ticket(stage)
    await ann.blocks()
    message = await anna.posts(support, "Are you there? " * 300, thread=card)
    await anna.sees_reaction(message, FAILED)
    await anna.sees("Not delivered to Ann Reyes: they have blocked the bot.", thread=card)
    await stage.settles()
    assert len([line for line in lines_of(stage, card) if "Not delivered" in line]) == 1
    assert DELIVERED not in anna.look_again(message).reactions

    await ann.unblocks()
    again = await anna.posts(support, "And now?", thread=card)
    await ann.sees("And now?")
    await anna.sees_reaction(again, DELIVERED)


async def test_a_deleted_account_and_a_refusal_are_told_with_their_reasons(stage: Stage) -> None:
    ann, anna, support, telegram = stage.world.ann, stage.world.anna, stage.world.support, stage.world.telegram
    card = await taken_ticket(stage)
    telegram.faults.add("sendMessage", status=400, description="Bad Request: message is odd")
    odd = await anna.posts(support, "One", thread=card)
    await anna.sees_reaction(odd, FAILED)
    await anna.sees("Not delivered to Ann Reyes: the platform refused the message.", thread=card)
    await ann.deactivates()
    late = await anna.posts(support, "Two", thread=card)
    await anna.sees_reaction(late, FAILED)
    await anna.sees("Not delivered to Ann Reyes: the account or chat no longer exists.", thread=card)


async def test_an_edit_that_the_platform_refuses_is_told(stage: Stage) -> None:
    ann, anna, support, telegram = stage.world.ann, stage.world.anna, stage.world.support, stage.world.telegram
    card = await taken_ticket(stage)
    message = await anna.posts(support, "Old words", thread=card)
    await anna.sees_reaction(message, DELIVERED)
    telegram.faults.add("editMessageText", status=400, description="Bad Request: message can't be edited")
    await anna.edits(message, "New words")
    await anna.sees("Ann Reyes still sees the former words: the platform refused the message.", thread=card)
    await anna.sees_reaction(message, FAILED)
    telegram.faults.add("deleteMessage", status=400, description="Bad Request: message can't be deleted")
    await anna.deletes(message)
    await anna.sees("Ann Reyes still sees what you took back", thread=card)
    assert "Anna Berg\nOld words" in chat_of(ann)


# ---------------------------------------------------------------- files


async def test_a_photo_and_a_document_come_into_the_thread_and_files_go_out(stage: Stage) -> None:
    ann, anna, support, telegram = stage.world.ann, stage.world.anna, stage.world.support, stage.world.telegram
    card = await taken_ticket(stage)
    await ann.sends_photo(png(), caption="This is what I see")
    await anna.sees("This is what I see", thread=card)
    await anna.sees("photo", thread=card)
    await ann.sends_file(b"line 1\nline 2\n", name="log.txt", mime="text/plain")
    shared = await anna.sees("log.txt", thread=card)
    assert shared.files == ("log.txt",)

    message = await anna.posts(
        support, "Two for you", thread=card, files=[("shot.png", png(3)), ("notes.txt", b"read me")]
    )
    await ann.sees("Two for you")
    await anna.sees_reaction(message, DELIVERED)
    photo, document = ann.chat[-2:]
    assert (photo["caption"], document["caption"]) == ("Anna Berg\nTwo for you", "Anna Berg")
    assert telegram.file_bytes(photo["photo"][-1]["file_id"]) == png(3)
    assert document["document"]["file_name"] == "notes.txt"
    assert telegram.file_bytes(document["document"]["file_id"]) == b"read me"


async def test_files_that_cant_be_had_are_told_to_who_sent_them(stage: Stage) -> None:
    ann, anna, support = stage.world.ann, stage.world.anna, stage.world.support
    card = await taken_ticket(stage)
    empty = await anna.posts(support, "Here it is", thread=card, files=[("empty.txt", b"")])
    await ann.sees("Here it is")
    await anna.sees("“empty.txt” could not be passed on: it is empty.", thread=card)
    await anna.sees_reaction(empty, DELIVERED)
    nothing = await anna.posts(support, "", thread=card, files=[("void.txt", b"")])
    await anna.sees("“void.txt” could not be passed on", thread=card)
    await anna.sees_reaction(nothing, FAILED)

    await ann.sends_file(b"x" * (20 * 1024 * 1024 + 1), name="film.bin", caption="The film")
    await anna.sees("The film", thread=card)
    await ann.sees("“film.bin” could not be passed on: it is larger than 20 MB.")


async def test_words_after_a_file_wait_for_it_and_keep_their_order(stage: Stage) -> None:
    ann, anna, telegram = stage.world.ann, stage.world.anna, stage.world.telegram
    card = await taken_ticket(stage)
    telegram.faults.add("getFile", status=500)
    await ann.sends_file(b"first", name="first.txt")
    await ann.says("second")
    await anna.sees("second", thread=card)
    heard = [message for message in anna.thread_view(stage.world.support, card) if "(requester)" in message.author]
    assert [message.files or message.text for message in heard] == [("first.txt",), "second"]


# ---------------------------------------------------------------- the same update twice, or in another order


async def test_what_a_platform_tells_twice_happens_once(stage: Stage) -> None:
    ann, anna, support = stage.world.ann, stage.world.anna, stage.world.support
    card = await taken_ticket(stage)
    stage.world.slack.faults.duplicate_events = 3
    stage.world.telegram.faults.duplicate_updates(2)
    await anna.posts(support, "Only once", thread=card)
    await ann.sees("Only once")
    await ann.says("Heard once")
    await anna.sees("Heard once", thread=card)
    await stage.world.slack.settled()
    await stage.settles()
    assert chat_of(ann).count("Anna Berg\nOnly once") == 1
    assert lines_of(stage, card).count("Ann Reyes (requester): Heard once") == 1


async def test_events_in_another_order_all_arrive_once(stage: Stage) -> None:
    ann, anna, support = stage.world.ann, stage.world.anna, stage.world.support
    card = await taken_ticket(stage)
    stage.world.slack.faults.reorder_events = 3
    for word in ("one", "two", "three"):
        await anna.posts(support, word, thread=card)
    await stage.world.slack.settled()
    await stage.settles()
    assert sorted(chat_of(ann)[-3:]) == ["Anna Berg\none", "Anna Berg\nthree", "Anna Berg\ntwo"]


async def test_an_edit_or_a_deletion_that_overtakes_its_message_is_not_lost(stage: Stage) -> None:
    ann, anna, support = stage.world.ann, stage.world.anna, stage.world.support
    card = await taken_ticket(stage)
    stage.world.slack.faults.reorder_events = 2
    wrong = await anna.posts(support, "The code is 1234", thread=card)
    await anna.deletes(wrong)
    await stage.settles()
    stage.world.slack.faults.reorder_events = 2
    clumsy = await anna.posts(support, "Helo", thread=card)
    await anna.edits(clumsy, "Hello")
    await ann.sees("Hello")
    await anna.edits(clumsy, "Hello Ann")
    await ann.sees("Hello Ann")
    assert not any("1234" in line or "Helo" in line for line in chat_of(ann))


async def test_a_link_that_unfurls_and_a_mention_that_comes_twice_are_one_message_each(stage: Stage) -> None:
    ann, anna, support = stage.world.ann, stage.world.anna, stage.world.support
    card = await taken_ticket(stage)
    stage.world.slack.faults.unfurls = True
    await anna.posts(support, "See https://example.com/help", thread=card)
    await ann.sees("See https://example.com/help")
    await anna.posts(support, "ask Did it help?", thread=card, mention_bot=True)
    await ann.sees("Did it help?")
    await stage.world.slack.settled()
    await stage.settles()
    assert chat_of(ann)[-2:] == ["Anna Berg\nSee https://example.com/help", "Anna Berg\nDid it help?"]
