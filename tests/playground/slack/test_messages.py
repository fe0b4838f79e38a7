"""Messages between people and a real Bolt app: there and back, in order, edited, deleted, reacted to."""

from __future__ import annotations

from typing import Any

import pytest

from tests.playground.slack.conftest import Desk, Listen, bolt


@pytest.fixture(params=["by_socket", "by_http"])
def listen(request: pytest.FixtureRequest) -> Listen:
    found: Listen = request.getfixturevalue(request.param)
    return found


async def test_anna_asks_and_the_bot_answers_in_the_thread(desk: Desk, listen: Listen) -> None:
    app = bolt(desk)

    @app.event("message")
    async def answer(event: dict[str, Any], client: Any) -> None:
        who = (await client.users_info(user=event["user"], include_locale=True))["user"]
        text = f"Hello {who['real_name']} ({who['locale']})"
        await client.chat_postMessage(channel=event["channel"], thread_ts=event["ts"], text=text)

    await listen(app)
    question = await desk.anna.posts(desk.channel, "Is <anyone> here? 👀 see https://example.com")

    answer_seen = await desk.anna.sees("Hello Anna Berg (en-US)", in_channel=desk.channel)
    assert answer_seen.author == "desk"
    assert answer_seen.thread_ts == question.ts
    assert question.raw["text"] == "Is &lt;anyone&gt; here? :eyes: see <https://example.com>"
    assert question.text == "Is <anyone> here? 👀 see https://example.com"
    assert [message.text for message in desk.anna.thread_view(desk.channel, question)][1:] == [answer_seen.text]


async def test_a_mention_gives_two_events_for_one_message(desk: Desk, listen: Listen) -> None:
    await listen(bolt(desk))
    message = await desk.anna.posts(desk.channel, "solved", mention_bot=True)
    await desk.slack.settled()

    kinds = [body["event"]["type"] for body in desk.events]
    assert sorted(kinds) == ["app_mention", "message"]
    assert {body["event"]["ts"] for body in desk.events} == {message.ts}
    assert len({body["event_id"] for body in desk.events}) == 2
    assert message.text == "@desk solved"


async def test_an_edit_a_reaction_and_a_deletion_are_told(desk: Desk, listen: Listen) -> None:
    await listen(bolt(desk))
    message = await desk.anna.posts(desk.channel, "first")
    await desk.anna.edits(message, "second")
    await desk.ben.reacts(message, "eyes")
    await desk.anna.deletes(message)
    await desk.slack.settled()

    told = {(body["event"]["type"], body["event"].get("subtype")): body["event"] for body in desk.events}
    changed = told["message", "message_changed"]
    assert changed["message"]["text"] == "second"
    assert changed["message"]["edited"]["user"] == desk.anna.id
    assert changed["previous_message"]["text"] == "first"
    assert changed["message"]["ts"] == message.ts != changed["ts"]
    assert told["reaction_added", None]["item"] == {"type": "message", "channel": desk.channel.id, "ts": message.ts}
    assert told["message", "message_deleted"]["deleted_ts"] == message.ts


async def test_the_bot_reacts_and_people_see_it(desk: Desk) -> None:
    message = await desk.anna.posts(desk.channel, "done?")
    await desk.client.reactions_add(channel=desk.channel.id, timestamp=message.ts, name="white_check_mark")
    seen = await desk.anna.sees_reaction(message, "white_check_mark", by="desk")
    assert seen.reactions == {"white_check_mark": ("desk",)}
