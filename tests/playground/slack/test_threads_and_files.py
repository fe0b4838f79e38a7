"""Threads that lose their root, files up and down, and what a bot may read back."""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError

from tests.playground.slack.conftest import BOT, Desk, Listen, bolt


async def test_a_reply_to_a_deleted_root_lands_in_the_channel_without_a_word(desk: Desk) -> None:
    kept = await desk.anna.posts(desk.channel, "with replies")
    bare = await desk.anna.posts(desk.channel, "without replies")
    first = await desk.says("a reply", thread_ts=kept.ts)
    assert first["thread_ts"] == kept.ts
    await desk.anna.deletes(kept)
    await desk.anna.deletes(bare)

    for root in (kept, bare):
        stray = await desk.says(f"for {root.text}", thread_ts=root.ts)
        assert "thread_ts" not in stray
    texts = [message.text for message in desk.anna.channel_view(desk.channel)]
    assert texts == ["This message was deleted.", "for with replies", "for without replies"]


async def test_a_reply_to_a_reply_is_refused(desk: Desk) -> None:
    root = await desk.says("root")
    reply = await desk.says("reply", thread_ts=root["ts"])
    with pytest.raises(SlackApiError, match="cannot_reply_to_message"):
        await desk.says("deeper", thread_ts=reply["ts"])


async def test_files_go_up_under_the_requesters_name_and_come_down_byte_for_byte(desk: Desk) -> None:
    root = await desk.says("HRB-1")
    uploads = [{"filename": "till.png", "content": b"\x89PNG\x00"}, {"filename": "log.txt", "content": b"boom"}]
    answer = await desk.client.files_upload_v2(
        channel=desk.channel.id,
        thread_ts=root["ts"],
        file_uploads=uploads,
        initial_comment="two files",
        username="Rosa (Harbour)",
    )
    seen = await desk.anna.sees("two files", thread=root["ts"], in_channel=desk.channel)
    assert (seen.author, seen.files, seen.thread_ts) == ("Rosa (Harbour)", ("till.png", "log.txt"), root["ts"])

    file = (await desk.client.files_info(file=answer["files"][0]["id"]))["file"]
    assert file["shares"]["public"][desk.channel.id] == [{"ts": seen.ts, "thread_ts": root["ts"]}]
    assert answer["files"][0]["shares"] == {}
    page = desk.slack.channel_json(desk.anna, desk.channel)["messages"][0]["replies"][0]["files"][0]
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{desk.slack.public_url}/{page['url']}") as response:
            assert await response.read() == b"\x89PNG\x00"


async def test_a_bot_fetches_what_anna_posted_and_a_stranger_gets_a_login_page(desk: Desk, by_socket: Listen) -> None:
    app = bolt(desk)
    fetched: list[tuple[int, str, bytes]] = []

    @app.event({"type": "message", "subtype": "file_share"})
    async def fetch(event: dict[str, Any]) -> None:
        async with aiohttp.ClientSession() as session:
            for token in (BOT, "xoxb-wrong"):
                headers = {"Authorization": f"Bearer {token}"}
                async with session.get(event["files"][0]["url_private_download"], headers=headers) as response:
                    fetched.append((response.status, response.content_type, await response.read()))

    await by_socket(app)
    message = await desk.anna.posts(desk.channel, "", files=[("für Ben.txt", "grüß dich".encode())])
    await desk.slack.settled()
    assert message.files == ("für Ben.txt",)
    assert fetched[0] == (200, "text/plain", "grüß dich".encode())
    assert fetched[1][:2] == (200, "text/html")
    assert fetched[1][2].startswith(b"<!DOCTYPE")


async def test_metadata_comes_back_only_when_asked_for_and_pages_follow_each_other(desk: Desk) -> None:
    metadata = {"event_type": "delivery", "event_payload": {"key": "d-1"}}
    root = await desk.says("root", metadata=metadata)
    for number in range(5):
        await desk.says(f"reply {number}", thread_ts=root["ts"])

    plain = await desk.client.conversations_replies(channel=desk.channel.id, ts=root["ts"], limit=4)
    assert "metadata" not in plain["messages"][0]
    cursor = plain["response_metadata"]["next_cursor"]
    rest = await desk.client.conversations_replies(channel=desk.channel.id, ts=root["ts"], cursor=cursor)
    texts = [message["text"] for message in [*plain["messages"], *rest["messages"]]]
    assert texts == ["root", *(f"reply {number}" for number in range(5))]
    history = await desk.client.conversations_history(channel=desk.channel.id, include_all_metadata=True, limit=1)
    assert history["messages"][0]["metadata"] == metadata
    assert history["messages"][0]["reply_count"] == 5
    newest = await desk.client.conversations_history(channel=desk.channel.id, latest=root["ts"], inclusive=True)
    assert [message["ts"] for message in newest["messages"]] == [root["ts"]]


async def test_a_username_makes_the_message_look_like_the_requesters(desk: Desk) -> None:
    posted = await desk.says("hello &lt;b&gt;", username="Rosa", icon_emoji=":bust_in_silhouette:")
    assert posted["subtype"] == "bot_message"
    assert "user" not in posted
    (seen,) = desk.anna.channel_view(desk.channel)
    assert (seen.author, seen.text) == ("Rosa", "hello <b>")


async def test_direct_messages_open_by_user_id_and_answer_in_place(desk: Desk, by_socket: Listen) -> None:
    app = bolt(desk)

    @app.event("message")
    async def echo(event: dict[str, Any], say: Any) -> None:
        assert event["channel_type"] == "im"
        await say(f"you said {event['text']}")

    await by_socket(app)
    await desk.anna.dms(desk.app, "hello")
    answer = await desk.anna.sees("you said hello", in_channel=desk.anna.dm_with(desk.app))
    posted = await desk.client.chat_postMessage(channel=desk.anna.id, text="more")
    assert posted["channel"] == answer.channel
    assert desk.ben.channel_view(answer.channel) == []
