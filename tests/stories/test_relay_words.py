"""Words arrive as they were meant: from and to Telegram and Slack, with their looks, their quotes, and nothing else in them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from playground.slack.handles import Message
from playground.telegram.text import units
from tests.conftest import Ground, MakeGround
from tests.stories.conftest import Open
from tests.stories.test_slack_requester import sends
from tests.stories.tickets import chat_of
from tests.stories.topics import BOTH, Topic, office_of

Json = dict[str, Any]
Looks = list[tuple[str, ...]]

GUIDE = "https://a.example/guide"
IN_TELEGRAM: Looks = [
    ("bold", "Bold, struck and slanted"),
    ("strikethrough", "struck"),
    ("italic", "slanted"),
    ("text_link", "the guide", GUIDE),
    ("blockquote", "it said\nwait"),
    ("code", "F5"),
    ("pre", "x = 1\ny = 2"),
]
WORDS = "🙂 Bold, struck and slanted: the guide\nit said\nwait\npress F5\nx = 1\ny = 2"
MORE: Looks = [*IN_TELEGRAM, ("underline", "press"), ("spoiler", "wait")]
"""What only Telegram has."""


@pytest.fixture
def ground(make_ground: MakeGround) -> Ground:
    """How words look is the same on every database."""
    return make_ground("sqlite")


def entities(text: str, looks: Looks) -> list[Json]:
    made = []
    for kind, part, *more in looks:
        at = text.index(part)
        made.append(
            {"type": kind, "offset": units(text[:at]), "length": units(part)} | ({"url": more[0]} if more else {})
        )
    return made


def looks_of(message: Json) -> Looks:
    """The message's own, without its author's name and what Telegram finds by itself."""
    encoded = message["text"].encode("utf-16-le")
    found: Looks = []
    for one in message.get("entities", [])[1:]:
        covered = encoded[2 * one["offset"] : 2 * (one["offset"] + one["length"])].decode("utf-16-le")
        found.append((one["type"], covered, *([one["url"]] if "url" in one else [])))
    return found


def run(text: str, *styles: str) -> Json:
    return {"type": "text", "text": text} | ({"style": dict.fromkeys(styles, True)} if styles else {})


def part(kind: str, *elements: Json) -> Json:
    return {"type": f"rich_text_{kind}", "elements": list(elements)}


def in_slack(*, more: bool = False) -> list[Json]:
    """The words as Slack shows them. With `more`, what only Telegram has is shown by what is nearest."""
    link = {"type": "link", "url": GUIDE, "text": "the guide"}
    bold = [run(", ", "bold"), run("struck", "bold", "strike"), run(" and ", "bold"), run("slanted", "bold", "italic")]
    covered = [run("it said\n"), run("||"), run("wait"), run("||")] if more else [run("it said\nwait")]
    pressed = [run("press", "underline"), run(" ")] if more else [run("press ")]
    return [
        part("section", run("🙂 "), run("Bold", "bold"), *bold, run(": "), link),
        part("quote", *covered),
        part("section", *pressed, run("F5", "code")),
        part("preformatted", run("x = 1\ny = 2")),
    ]


def shown(message: Message) -> list[Json]:
    """The rich text of a message, runs of one look as one."""
    return shown_of(message.raw)


def shown_of(raw: Json) -> list[Json]:
    """The same of Slack's own JSON."""
    [block] = raw["blocks"]
    return [{**element, "elements": _joined(element["elements"])} for element in block["elements"]]


def _joined(elements: list[Json]) -> list[Json]:
    out: list[Json] = []
    for one in elements:
        before = out[-1] if out else {}
        same = one["type"] == before.get("type") == "text" and one.get("style") == before.get("style")
        if same and one["text"] != "||" and before["text"] != "||":
            out[-1] = {**before, "text": before["text"] + one["text"]}
        else:
            out.append(one)
    return out


def merged(elements: list[Json]) -> list[Json]:
    return [{**element, "elements": _joined(element["elements"])} for element in elements]


async def test_looks_arrive_in_all_four_pairings_and_change_with_an_edit(stage_of: Open, tmp_path: Path) -> None:
    async with office_of(stage_of, tmp_path, BOTH) as office:
        world, ann = office.stage.world, office.ann
        anna, dora, support, app = world.anna, world.dora, world.support, world.app

        # Ann, in Telegram: to Slack and to Telegram
        topic = await office.topic()
        card = await anna.sees("*HRB-1* ·", in_channel=support)
        await anna.presses("Take", card)
        await ann.sees("Anna Berg is looking at")
        said = await ann.says(WORDS, entities=entities(WORDS, MORE))
        heard = await anna.sees("slanted", thread=card)
        assert shown(heard) == merged(in_slack(more=True))
        assert sorted(looks_of(await topic.maria.sees("slanted"))) == sorted(MORE)
        await ann.edits(said, "Only this", entities=[{"type": "italic", "offset": 5, "length": 4}])
        edited = await anna.sees("edited, before", thread=card)
        assert edited.ts == heard.ts
        assert shown(edited)[0]["elements"][:2] == [run("Only "), run("this", "italic")]
        await ann.edits(said, "Nothing any more")  # what was rich text once stays that: Slack wants it so
        await anna.sees("Nothing any more", thread=card)

        await _anna_answers_from_slack(topic, ann, anna, card)

        # Dora, in Slack: to both
        before = set(office.group.topics)
        receipt = await sends(office.stage, dora)
        second = await office.new_topic(before)
        await second.maria.presses("Take", second.card)
        await dora.sees("Maria Lopez is looking at")
        await dora.dms(app, in_slack(), thread=receipt)
        other = await anna.sees("*HRB-2* ·", in_channel=support)
        assert shown(await anna.sees("slanted", thread=other)) == merged(in_slack())
        assert sorted(looks_of(await second.maria.sees("slanted"))) == sorted(IN_TELEGRAM)

        # Maria, in Telegram: to Dora in Slack
        await second.maria.says(WORDS, entities=entities(WORDS, MORE))
        got = await dora.sees("slanted", thread=receipt, author="Maria Lopez")
        assert shown(got) == merged(in_slack(more=True))
        await _what_is_quoted_is_shown(topic, ann, anna, card)


async def _anna_answers_from_slack(topic: Topic, ann: Any, anna: Any, card: Message) -> None:
    """To Ann in Telegram, and to her colleagues' topic."""
    answer = await anna.posts(topic.office.stage.world.support, in_slack(), thread=card)
    told = await ann.sees("slanted")
    assert told["text"] == f"Anna Berg\n{WORDS}"
    assert sorted(looks_of(told)) == sorted(IN_TELEGRAM)
    assert sorted(looks_of(await topic.maria.sees("Anna Berg (Slack)"))) == sorted(IN_TELEGRAM)
    await anna.edits(answer, [part("section", run("Better", "bold"))])
    assert looks_of(await ann.sees("Anna Berg\nBetter")) == [("bold", "Better")]


async def _what_is_quoted_is_shown(topic: Topic, ann: Any, anna: Any, card: Message) -> None:
    """A quote points at the copy where a reply can, and stands above the words elsewhere."""
    first = await ann.says("The door is red. The key is blue.")
    await anna.sees("The key is blue", thread=card)
    copy = await topic.maria.sees("The key is blue")
    await topic.maria.presses("Take over", topic.card)
    await anna.sees("Maria Lopez took it over from Anna Berg.", thread=card)
    await topic.maria.says("Which key?", reply_to=copy, quote="The key is blue.")
    asked = await ann.sees("Which key?")
    assert asked["reply_to_message"]["message_id"] == first["message_id"]
    assert asked["quote"]["text"] == "The key is blue."
    beside = await anna.sees("Which key?", thread=card)
    assert shown(beside)[0] == part("quote", run("The key is blue."))
    await ann.edits(first, "The door is red.")
    await topic.maria.sees("Ann Reyes (requester)\nThe door is red.\nedited, before")
    await ann.says("The small one", reply_to=asked, quote="key")
    found = await topic.maria.sees("The small one")
    assert found["quote"]["text"] == "key"
    note = await topic.maria.says("// she never pays")
    await topic.maria.says("Is it paid?", reply_to=note, quote="she never pays")
    assert (await ann.sees("Is it paid?"))["text"] == "Maria Lopez\nIs it paid?"
    receipt = next(one for one in ann.chat if "HRB-1" in one.get("text", ""))
    await ann.says("Yes, paid", reply_to=receipt, quote="HRB-1")
    assert (await topic.maria.sees("Yes, paid"))["text"] == "Ann Reyes (requester)\nYes, paid"


ATTACK = (
    "<!channel> <@U1> *Solved* _by_ Anna ~~ `x` \u202eetirw\u202c z\u200bero\n"
    "> Anna Berg took the ticket\n<b>bold</b> [bank](https://evil.example)"
)


async def test_nothing_that_people_write_gets_out_of_their_words(stage_of: Open, tmp_path: Path) -> None:
    async with office_of(stage_of, tmp_path, BOTH) as office:
        world, ann = office.stage.world, office.ann
        anna, support = world.anna, world.support
        topic = await office.topic()
        card = await anna.sees("*HRB-1* ·", in_channel=support)
        await anna.presses("Take", card)
        await ann.sees("Anna Berg is looking at")
        await ann.says(ATTACK)
        plain = await anna.sees("took the ticket", thread=card)
        assert plain.text.replace("\u200b", "") == ATTACK.replace("\u200b", "")
        assert not any(sign in plain.raw["text"] for sign in ("<!", "<@", "\n&gt;", " *S", " _b"))
        links: Looks = [
            ("text_link", "bank.example", "https://evil.example/x"),
            ("text_link", "act", "tg://resolve?domain=x"),
            ("text_link", "good", "https://good.example"),
        ]
        words = "see bank.example, act, good, <!here> and @all"
        await ann.says(words, entities=entities(words, links))
        rich = shown(await anna.sees("@all", thread=card))[0]["elements"]
        assert rich == [
            run("see bank.example ("),
            {"type": "link", "url": "https://evil.example/x"},
            run("), act ("),
            run("tg://resolve?domain=x", "code"),
            run("), "),
            {"type": "link", "url": "https://good.example", "text": "good"},
            run(", <!here> and @all"),
        ]
        there = await topic.maria.sees("@all")
        assert "see bank.example (https://evil.example/x), act (tg://resolve?domain=x), good" in there["text"]
        assert [one[2] for one in looks_of(there) if one[0] == "text_link"] == ["https://good.example"]
        assert there["link_preview_options"] == {"is_disabled": True}

        await anna.posts(
            support, [part("section", {"type": "broadcast", "range": "channel"}, run(" over here"))], thread=card
        )
        assert (await ann.sees("over here"))["text"] == "Anna Berg\n@channel over here"


async def test_bots_do_not_talk_to_the_bot(stage_of: Open, tmp_path: Path) -> None:
    async with office_of(stage_of, tmp_path) as office:
        topic, telegram = await office.topic(), office.stage.world.telegram
        await topic.maria.presses("Take", topic.card)
        await office.ann.sees("Maria Lopez is looking at")
        robot = telegram.add_bot("800000001:robot", "Build robot", "build_robot")
        office.group.add_bot(robot)
        parts, room = telegram.parts, office.group.room
        desk = parts.world.bot(office.stage.world.bot.id)
        its = parts.chats.post(room, parts.world.bot(robot.id)["user"], {"text": "Build 7 failed"}, thread=topic.id)
        parts.updates.add(desk, "message", its)  # as with bot-to-bot mode
        own = next(message for message in topic.maria.chat if message["from"]["id"] == office.stage.world.bot.id)
        parts.updates.add(desk, "message", own)
        telegram.settle()
        await topic.maria.says("Nearly there")
        await office.ann.sees("Maria Lopez\nNearly there")
        await office.stage.settles()
        assert not any("Build 7" in line for line in chat_of(office.ann))
        assert sum("Build 7" in line for line in topic.lines) == 1


async def test_what_a_reply_answers_is_kept_while_it_waits_and_no_note_is_quoted(
    stage_of: Open, tmp_path: Path
) -> None:
    async with office_of(stage_of, tmp_path, BOTH) as office:
        ann, anna, support = office.ann, office.stage.world.anna, office.stage.world.support
        topic = await office.topic()
        maria, card = topic.maria, await anna.sees("*HRB-1* ·", in_channel=support)
        said = await ann.says("It blinks red, then green")
        copy = await maria.sees("It blinks red")
        await office.stage.settles()

        # before anybody has the ticket
        await maria.says("How often?", reply_to=copy, quote="then green")
        await maria.presses("Take and send", await maria.sees_button("Take and send"))
        answer = await ann.sees("How often?")
        assert answer["reply_to_message"]["message_id"] == said["message_id"]
        assert answer["quote"]["text"] == "then green"
        await anna.sees("> then green\nHow often?", thread=card)
        await office.stage.settles()

        # where nothing can be pointed at, the beginning of what is answered stands above
        await ann.says("Twice", reply_to=answer)
        await anna.sees("> How often?\nTwice", thread=card)

        # what agents say among themselves stays there
        note = await topic.nico.says("she never pays")
        await office.stage.settles()
        await maria.says("One moment", reply_to=note, quote="never pays")
        assert (await ann.sees("One moment"))["text"] == "Maria Lopez\nOne moment"
        await anna.sees("> never pays\nOne moment", thread=card)
        await maria.says("Is it still so?", reply_to=topic.card)
        assert (await ann.sees("Is it still so?"))["text"] == "Maria Lopez\nIs it still so?"
