"""A tiny desk for the page's stories: it says and answers what a story tells it, through the simulated APIs."""

from __future__ import annotations

import asyncio
from types import TracebackType
from typing import Any

import aiohttp

from playground.changes import Changes
from playground.world import World

Json = dict[str, Any]


class Desk:
    """The bot's and the app's program: takes updates and envelopes, keeps them, acknowledges them.

    `pressed` are the labels' data of buttons in Telegram, `clicked` the values of buttons in Slack.
    """

    def __init__(self, world: World, base_url: str) -> None:
        self.world = world
        self.settings = world.environment(base_url)
        self.updates: list[Json] = []
        self.envelopes: list[Json] = []
        self.answers: dict[str, Json] = {}
        self.changes = Changes()

    async def __aenter__(self) -> Desk:
        self._session = aiohttp.ClientSession()
        self._tasks = [asyncio.create_task(self._poll()), asyncio.create_task(self._listen())]
        await self.world.slack.connected(self.world.app)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._session.close()

    async def telegram(self, method: str, **given: Any) -> Any:
        """Call the Bot API."""
        url = f"{self.settings['TELEGRAM_API_URL']}/bot{self.settings['TELEGRAM_BOT_TOKEN']}/{method}"
        async with self._session.post(url, json=given) as response:
            answer = await response.json()
        assert answer["ok"], answer
        return answer["result"]

    async def slack(self, method: str, token: str = "SLACK_BOT_TOKEN", **given: Any) -> Json:
        """Call Slack's Web API."""
        headers = {"Authorization": f"Bearer {self.settings[token]}"}
        async with self._session.post(self.settings["SLACK_API_URL"] + method, json=given, headers=headers) as response:
            answer: Json = await response.json()
        assert answer["ok"], answer
        return answer

    async def says(self, person: int, text: str, *rows: list[tuple[str, str]], **more: Any) -> Json:
        """Write to a requester, with rows of buttons (label, data)."""
        keyboard = [[{"text": label, "callback_data": data} for label, data in row] for row in rows]
        markup = {"reply_markup": {"inline_keyboard": keyboard}} if keyboard else {}
        message: Json = await self.telegram(
            "sendMessage", chat_id=person, text=text, parse_mode="HTML", **markup, **more
        )
        return message

    async def posts(self, text: str, *buttons: tuple[str, str, str], **more: Any) -> str:
        """Write in #support, with buttons (label, value, style); returns the `ts`."""
        answer = await self.slack(
            "chat.postMessage", channel=self.world.support.id, text=text, **card(text, buttons), **more
        )
        return str(answer["ts"])

    async def heard(self, part: str) -> Json:
        """Wait for a requester's message with `part` in it."""

        def found() -> Json | None:
            messages = [update.get("message", {}) for update in self.updates]
            return next((item for item in messages if part in item.get("text", "") + item.get("caption", "")), None)

        return await self.changes.wait(found, 10, lambda: f"{part!r} not in {self.updates}")

    async def pressed(self, data: str) -> Json:
        """Wait until a button with this data is pressed in Telegram."""

        def found() -> Json | None:
            queries = [update.get("callback_query", {}) for update in self.updates]
            return next((query for query in queries if query.get("data") == data), None)

        return await self.changes.wait(found, 10, lambda: f"{data!r} not pressed: {self.updates}")

    async def clicked(self, value: str) -> Json:
        """Wait until a button with this value is pressed in Slack."""

        def found() -> Json | None:
            payloads = [item["payload"] for item in self.envelopes if item["type"] == "interactive"]
            return next((item for item in payloads if item["actions"][0].get("value") == value), None)

        return await self.changes.wait(found, 10, lambda: f"{value!r} not pressed: {self.envelopes}")

    async def _poll(self) -> None:
        offset = 0
        while True:
            for update in await self.telegram("getUpdates", offset=offset, timeout=20):
                offset = update["update_id"] + 1
                self.updates.append(update)
                if query := update.get("callback_query"):
                    await self.telegram(
                        "answerCallbackQuery", callback_query_id=query["id"], **self.answers.get(query["data"], {})
                    )
            self.changes.notify()

    async def _listen(self) -> None:
        opened = await self.slack("apps.connections.open", token="SLACK_APP_TOKEN")
        async with self._session.ws_connect(opened["url"]) as socket:
            async for frame in socket:
                envelope = frame.json()
                if "envelope_id" in envelope:
                    await socket.send_json({"envelope_id": envelope["envelope_id"]})
                    self.envelopes.append(envelope)
                    self.changes.notify()


def card(text: str, buttons: tuple[tuple[str, str, str], ...]) -> Json:
    """The blocks of a card, if it has buttons."""
    if not buttons:
        return {}
    elements = [
        {
            "type": "button",
            "action_id": f"press:{number}",
            "value": value,
            "text": {"type": "plain_text", "text": label},
        }
        | ({"style": style} if style else {})
        for number, (label, value, style) in enumerate(buttons)
    ]
    section = {"type": "section", "text": {"type": "mrkdwn", "text": text}}
    return {"blocks": [section, {"type": "actions", "elements": elements}]}
