"""A Telegram on loopback: a Bot API server, and the people who use it.

    async with Telegram() as telegram, Server(telegram.app) as server:
        desk = telegram.add_bot("5000001:secret", "harbor_desk_bot", "Harbor Desk")
        ...  # a bot's program at f"{server.url}/bot" and f"{server.url}/file/bot"
        ann = telegram.person("Ann Reyes", username="ann", language="en")
        await ann.starts(desk)
        await ann.sees("How can we help?")
        press = await ann.presses("A defect")
        await press.answered()

Not simulated, and refused rather than pretended: the Markdown parse modes, sending by URL, replies to
another chat, topics in private chats, business, payments, inline mode. Nothing is ever refused for its
rate, unless `telegram.limits` is set.
"""

from playground.telegram.limits import Limits
from playground.telegram.people import BotAccount, Group, Person
from playground.telegram.press import Answer, Press
from playground.telegram.seat import CannotDo, Seat
from playground.telegram.server import Telegram

__all__ = ["Answer", "BotAccount", "CannotDo", "Group", "Limits", "Person", "Press", "Seat", "Telegram"]
