"""Refusals and failures, as the real library's exceptions."""

from __future__ import annotations

import asyncio

import httpx
import pytest
import telegram as ptb
from telegram.error import BadRequest, EndPointNotFound, InvalidToken, NetworkError, RetryAfter, TimedOut

from playground.serve import Server
from playground.telegram import Limits, Person, Telegram

from .conftest import TOKEN, Clock, bot_at


async def test_a_wrong_token(server: Server) -> None:
    with pytest.raises(InvalidToken):
        await bot_at(server.url, "5000001:wrong").initialize()


async def test_an_unknown_method(bot: ptb.Bot, server: Server) -> None:
    with pytest.raises(EndPointNotFound):
        await bot.do_api_request("sendPigeon")
    async with httpx.AsyncClient() as client:
        answer = await client.post(f"{server.url}/bot{TOKEN}/sendPigeon")
    assert answer.status_code == 404
    assert answer.json() == {"ok": False, "error_code": 404, "description": "Not Found"}


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        ({"txet": "Hello"}, 'sendmessage has no parameter "txet"'),
        ({"message_thread_id": "first"}, 'parameter "message_thread_id" must be of type int'),
        ({"protect_content": "maybe"}, 'parameter "protect_content" must be of type bool'),
        ({"entities": {"type": "bold"}}, 'parameter "entities" must be a list'),
        ({"entities": [{"type": "bold", "offset": 0}]}, 'messageentity in "entities[0]" needs the field "length"'),
        ({"reply_parameters": {"id": 1}}, 'replyparameters in "reply_parameters" has no field "id"'),
        ({"reply_markup": {"buttons": []}}, "object expected as reply markup"),
    ],
)
async def test_a_wrong_parameter_is_named(bot: ptb.Bot, ann: Person, arguments: dict[str, object], why: str) -> None:
    await ann.starts()
    with pytest.raises(BadRequest) as refused:
        await bot.do_api_request("sendMessage", {"chat_id": ann.id, "text": "Hello", **arguments})
    assert why in refused.value.message.lower()
    assert len(ann.chat) == 1


async def test_missing_parameters_in_telegrams_words(bot: ptb.Bot, ann: Person) -> None:
    with pytest.raises(BadRequest, match="Chat_id is empty"):
        await bot.do_api_request("sendMessage", {"text": "Hello"})
    with pytest.raises(BadRequest, match="Message text is empty"):
        await bot.do_api_request("sendMessage", {"chat_id": ann.id})


async def test_json_forms_queries_and_any_case_of_the_method_do(server: Server, ann: Person) -> None:
    await ann.starts()
    url = f"{server.url}/bot{TOKEN}"
    body = {"chat_id": ann.id, "text": "Hello", "disable_notification": True}
    async with httpx.AsyncClient() as client:
        as_json = await client.post(f"{url}/sendMessage", json=body)
        as_form = await client.post(f"{url}/SENDMESSAGE", data={**body, "reply_markup": '{"remove_keyboard":true}'})
        as_query = await client.get(f"{url}/sendmessage", params=body)
        in_parts = await client.post(f"{url}/sendDocument", data={"chat_id": ann.id}, files={"document": b"x"})
        broken = await client.post(f"{url}/sendMessage", content="{", headers={"content-type": "application/json"})
    assert [answer.status_code for answer in (as_json, as_form, as_query, in_parts)] == [200] * 4
    assert broken.status_code == 400
    assert [message.get("text") for message in ann.chat[1:]] == ["Hello", "Hello", "Hello", None]


async def test_too_many_requests(bot: ptb.Bot, telegram: Telegram, server: Server, ann: Person) -> None:
    await ann.starts()
    telegram.faults.add("sendMessage", chat=ann.id, times=2, retry_after=3)
    with pytest.raises(RetryAfter) as refused:
        await bot.send_message(ann.id, "Hello")
    assert refused.value.retry_after == 3
    async with httpx.AsyncClient() as client:
        body = {"chat_id": ann.id, "text": "Hello"}
        answer = await client.post(f"{server.url}/bot{TOKEN}/sendMessage", json=body)
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "3")
    assert len(ann.chat) == 1
    await bot.send_message(ann.id, "Hello")
    assert len(ann.chat) == 2


async def test_a_fault_meets_only_its_chat(bot: ptb.Bot, telegram: Telegram, ann: Person) -> None:
    cal = telegram.person("Cal Doe")
    await ann.starts()
    await cal.starts()
    fault = telegram.faults.add("sendMessage", chat=ann.id, status=502, description="Bad Gateway")
    await bot.send_message(cal.id, "Hello")
    assert fault.times == 1
    with pytest.raises(NetworkError, match="Bad Gateway"):
        await bot.send_message(ann.id, "Hello")
    assert telegram.faults.pending == []


async def test_a_connection_cut_before_and_after_the_effect(bot: ptb.Bot, telegram: Telegram, ann: Person) -> None:
    await ann.starts()
    telegram.faults.add("sendMessage", drop="before")
    with pytest.raises(NetworkError):
        await bot.send_message(ann.id, "never arrives")
    telegram.faults.add("sendMessage", drop="after")
    with pytest.raises(NetworkError):
        await bot.send_message(ann.id, "arrives unnoticed")
    assert [message["text"] for message in ann.chat] == ["/start", "arrives unnoticed"]


async def test_an_answer_held_back_has_its_effect_first(bot: ptb.Bot, telegram: Telegram, ann: Person) -> None:
    await ann.starts()
    release = asyncio.Event()
    telegram.faults.add("sendMessage", hold=release)
    sending = asyncio.create_task(bot.send_message(ann.id, "Hello"))
    await ann.sees("Hello")
    assert not sending.done()
    release.set()
    assert (await sending).text == "Hello"
    telegram.faults.add("sendMessage", hold=asyncio.Event())
    with pytest.raises(TimedOut):
        await bot.send_message(ann.id, "Hello?", read_timeout=0.05)


async def test_limits_hold_only_where_they_are_set(bot: ptb.Bot, telegram: Telegram, ann: Person, clock: Clock) -> None:
    group = telegram.add_supergroup("Agents").add_bot(telegram.bots[0])
    for number in range(25):
        await bot.send_message(group.id, f"line {number}")
    telegram.limits = Limits(group_per_minute=3)
    card = await bot.send_message(group.id, "A card")
    clock.move(10)
    await bot.create_forum_topic(group.id, "HRB-12")
    await bot.edit_message_text("A newer card", group.id, card.message_id)
    with pytest.raises(RetryAfter) as refused:
        await bot.send_message(group.id, "One too many")
    assert refused.value.retry_after == 50
    assert await bot.send_chat_action(group.id, "typing")
    clock.move(50)
    await bot.send_message(group.id, "In time")


async def test_calls_are_recorded(bot: ptb.Bot, telegram: Telegram, ann: Person) -> None:
    with pytest.raises(BadRequest):
        await bot.send_message(ann.id, "Too early")
    call = telegram.calls[-1]
    assert (call.bot, call.method, call.error) == ("harbor_desk_bot", "sendMessage", "Bad Request: chat not found")
    assert call.params["text"] == "Too early"


async def test_the_bots_own_things(bot: ptb.Bot, telegram: Telegram, ann: Person) -> None:
    await ann.starts()
    await bot.set_my_commands([("new", "A new request")])
    await bot.set_my_commands([("new", "Una solicitud nueva")], language_code="es")
    assert [command.description for command in await bot.get_my_commands()] == ["A new request"]
    assert ann.view()["commands"] == [{"command": "new", "description": "Una solicitud nueva"}]
    await bot.delete_my_commands(language_code="es")
    assert ann.view()["commands"][0]["description"] == "A new request"
    with pytest.raises(BadRequest, match=r"(?i)bot_command_invalid"):
        await bot.set_my_commands([("New Request", "…")])
    assert await bot.set_my_name("Desk")
    assert await bot.set_my_description("We help")
    assert await bot.set_my_short_description("Help")
    chat = await bot.get_chat(ann.id)
    assert (chat.full_name, chat.type) == ("Ann Reyes", "private")
    assert (await bot.get_chat_member(ann.id, ann.id)).status == "member"
    assert await bot.close()
    assert await bot.log_out()
    with pytest.raises(BadRequest, match="Logged out"):
        await bot.get_me()
