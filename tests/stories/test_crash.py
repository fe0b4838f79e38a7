"""Real processes: killed in the middle of everything, started again, stopped gently, or refusing to start."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

from playground.slack.handles import Message
from tests.stories.conftest import Open, Stage
from tests.stories.processes import Process, free_port, run
from tests.stories.tickets import chat_of, lines_of, taken_ticket

SENT_AGAIN = "↻ sent again: the first attempt may have arrived"


async def test_killed_in_the_middle_of_an_intake_the_draft_is_there_and_nothing_is_doubled(stage_of: Open) -> None:
    async with stage_of(started=False) as stage, Process.of(stage) as desk:
        ann, anna, support, telegram = stage.world.ann, stage.world.anna, stage.world.support, stage.world.telegram
        said = await ann.says("It was there yesterday")
        await ann.sees_button("I have an idea", timeout=30)

        # The question is on the phone when the process dies, and its fate is not yet known: it comes once more.
        held = asyncio.Event()
        telegram.faults.add("sendMessage", chat=ann.id, hold=held)
        await ann.presses("I have an idea")
        await ann.sees("in one line", after=said)
        await desk.dies_and_comes_back()
        held.set()
        question = await ann.sees(SENT_AGAIN, timeout=30)
        assert "in one line" in question["text"]
        await ann.says("The page is blank")
        preview = await ann.sees("Is everything right?", after=question)
        assert "Description: It was there yesterday" in preview["text"]

        # The press is committed and answered, but never confirmed to Telegram: it comes again.
        await telegram.changes.wait(lambda: telegram.polled(stage.world.bot), 10, "nobody polls")
        telegram.faults.add("getUpdates", times=1000, drop="before")
        await ann.presses("Send")
        await ann.sees("HRB-1 is with Product support.")
        await desk.killed()
        telegram.faults.clear()
        await desk.start()
        await ann.says("One more thing")
        await anna.sees("One more thing", in_channel=support, timeout=30)
        answers = await anna.sees("Topic:* The page is blank", in_channel=support)
        assert "*Description:* It was there yesterday" in answers.text
        assert len(anna.channel_view(support)) == 1
        assert not any("HRB-2" in line for line in chat_of(ann))


async def test_killed_while_words_are_on_their_way_to_slack_each_arrives_once_in_its_order(stage_of: Open) -> None:
    async with stage_of(started=False) as stage, Process.of(stage) as desk:
        ann, anna, slack = stage.world.ann, stage.world.anna, stage.world.slack
        card = await _ticket_of_a_process(stage)
        caught = slack.faults.add("chat.postMessage", hold=asyncio.Event())
        await ann.says("one")
        await caught.reached.wait()
        await ann.says("two")
        await desk.killed()
        slack.faults.clear()
        await ann.says("three")
        await desk.start()
        await anna.sees("three", thread=card, timeout=30)
        said = "Ann Reyes (requester): "
        assert [line for line in lines_of(stage, card) if said in line] == [f"{said}{word}" for word in _COUNTED]


_COUNTED = ("one", "two", "three")


async def test_killed_in_the_middle_of_a_relay_nothing_is_lost_and_nothing_doubled(stage_of: Open) -> None:
    async with stage_of(started=False) as stage, Process.of(stage) as desk:
        world = stage.world
        ann, anna, support, slack = world.ann, world.anna, world.support, world.slack
        slack.retry_delays = (0.5, 4.0, 15.0)  # the last one after the longest start
        card = await _ticket_of_a_process(stage)

        # Told by Slack when the process dies, before it was taken: Slack tells it again.
        await desk.dies_and_comes_back()
        caught = slack.faults.add("conversations.members", hold=asyncio.Event())
        slack.faults.add("users.info", hold=asyncio.Event())
        answer = await anna.posts(support, "four", thread=card)
        await caught.reached.wait()
        await desk.killed()
        slack.faults.clear()
        await desk.start()
        await ann.sees("four", timeout=60)  # where it died while reading back, another may begin half a minute later
        await anna.sees_reaction(answer, "white_check_mark")

        # On the phone when the process dies: Telegram can't be asked, so it comes once more and says so.
        held = asyncio.Event()
        world.telegram.faults.add("sendMessage", chat=ann.id, hold=held)
        answer = await anna.posts(support, "five", thread=card)
        await ann.sees("five")
        await desk.dies_and_comes_back()
        held.set()
        await ann.sees(SENT_AGAIN, timeout=30)
        await anna.sees_reaction(answer, "white_check_mark")
        assert [line for line in chat_of(ann) if line.startswith("Anna Berg\n")] == [
            *("Anna Berg\nfour", "Anna Berg\nfive"),
            f"Anna Berg\nfive\n{SENT_AGAIN}",
        ]


async def _ticket_of_a_process(stage: Stage) -> Message:
    """A ticket that Anna has taken; the process may still be starting."""
    await stage.world.ann.says("Hello")
    await stage.world.ann.sees_button("I have an idea", timeout=30)
    await stage.world.ann.presses("Cancel")
    await stage.world.ann.sees("Cancelled")
    return await taken_ticket(stage)


async def test_webhook_and_http_do_the_same_and_sigterm_ends_it_gently(stage_of: Open) -> None:
    async with stage_of(started=False) as stage:
        world, port = stage.world, free_port()
        url = f"http://127.0.0.1:{port}"
        app = world.app
        tokens = (app.bot_token, app.app_token, app.signing_secret)
        world.slack.add_app(*tokens, app.name, request_url=f"{url}/slack/events")
        world.slack.retry_delays = (0.5, 4.0, 15.0)
        by_http = {"FRONTDOOR_PUBLIC_URL": url, "SLACK_SIGNING_SECRET": app.signing_secret}
        settings: dict[str, Any] = {"without": ("SLACK_APP_TOKEN",), "PORT": str(port), **by_http}
        async with Process.of(stage, **settings) as desk:
            card = await _ticket_of_a_process(stage)
            message = await world.anna.posts(world.support, "Is it plugged in?", thread=card)
            await world.ann.sees("Is it plugged in?")
            await world.anna.sees_reaction(message, "white_check_mark")
            assert "getUpdates" not in {call.method for call in world.telegram.calls}

            code, said = await run(Process.of(stage, "tickets", "list", "--json"))
            [ticket] = json.loads(said)
            assert code == 0
            assert (ticket["reference"], ticket["state"], ticket["taker"]) == ("HRB-1", "in_progress", "Anna Berg")

            # Deliveries are under way when it is asked to end: they have their fate before it does.
            held = asyncio.Event()
            world.telegram.faults.add("sendMessage", chat=world.ann.id, hold=held)
            last = await world.anna.posts(world.support, "And switched on?", thread=card)
            await world.ann.sees("And switched on?")
            asyncio.get_running_loop().call_later(0.5, held.set)
            assert await desk.terminated() == 0
            await world.ann.says("It is")
            await desk.start()
            await world.anna.sees("It is", thread=card, timeout=30)
            await world.anna.sees_reaction(last, "white_check_mark")
            assert len([line for line in chat_of(world.ann) if "And switched on?" in line]) == 1
            assert await desk.terminated() == 0

        for secret in (*tokens, world.bot_token, world.bot_token.split(":")[1]):
            assert secret not in desk.log
        for words in ("plugged in", "switched on", "The page is blank", "It is"):
            assert words not in desk.log


async def test_what_can_not_run_says_why_and_ends_with_1(stage_of: Open, tmp_path: Path) -> None:
    broken = tmp_path / "broken.yml"
    broken.write_text("name: Harbour\nkey: H\nlanguages: [xx]\n")
    async with stage_of(started=False) as stage:
        fresh = {"DATABASE_URL": f"sqlite:///{tmp_path / 'fresh.db'}"}
        tokens = ("TELEGRAM_BOT_TOKEN", "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN")
        wrong = "123456:wrong-token-of-a-stranger"
        cases = {
            ("frontdoor migrate",): Process.of(stage, "web", **fresh),
            ("frontdoor migrate", "migrated"): Process.of(stage, "worker", **fresh),
            ("TELEGRAM_BOT_TOKEN", "SLACK_BOT_TOKEN", "@BotFather"): Process.of(stage, without=tokens),
            ("SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"): Process.of(stage, without=("SLACK_APP_TOKEN",)),
            ("FRONTDOOR_COLOUR: unknown", "FRONTDOOR_DESK"): Process.of(stage, FRONTDOOR_COLOUR="red"),
            ("broken.yml:3: languages", "broken.yml:"): Process.of(stage, FRONTDOOR_DESK=str(broken)),
            ("TELEGRAM_BOT_TOKEN", "@BotFather "): Process.of(stage, TELEGRAM_BOT_TOKEN=wrong),
        }
        results = await asyncio.gather(*(run(process) for process in cases.values()))
    for expected, (code, said) in zip(cases, results, strict=True):
        assert code == 1, said
        for words in expected:
            assert words in said
        assert "Traceback" not in said
        assert wrong not in said
